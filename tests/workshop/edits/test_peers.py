import pytest

from components.workshop.edits import peers
from components.workshop.records.peers import Peer
from tests.workshop.edits.folding import keys, on_top, past


def taken(state, text, history=()):
    return on_top(state, peers.peers_from_text(state, history, text))


def test_partners_are_recognised_and_others_get_codes(state):
    after = taken(state, "name;people;function;performance;year;source\nalpha;;12;3.5;2024;own\nOther;90 000;4;\n")
    own, other = after.get(Peer, "C1"), after.get(Peer, "N01")
    assert (own.population, own.function, own.performance, own.year, own.source) == (None, 12, 3.5, 2024, "own")
    assert (other.name, other.population, other.function, other.performance) == ("Other", 90_000, 4, None)


def test_pasting_again_corrects_and_never_gives_a_code_twice(state):
    after = taken(state, "Other;90000;4;5")
    again = taken(after, "other;90000;6;5\nThird;1000;1;1", past(("peer", "N07")))
    assert [(row.code, row.function) for row in again.all(Peer)] == [("N01", 6), ("N08", 1)]


def test_blank_people_come_from_the_gazetteer_when_the_name_is_clear(state):
    after = taken(state, "Manizales;;1;1\nNowhere at all;;1;1")
    assert [row.population is not None for row in after.all(Peer)] == [True, False]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["peers_empty"]),
        ("A;1;1", ["peers_columns"]),
        (";5;x;1", ["employment_number", "peers_name"]),
        ("A;0;1;1", ["employment_number"]),
        ("A;5;1;1\na;6;1;1", ["peers_twice"]),
        ("Alpha;5;1;1\nC1;6;1;1", ["peers_twice"]),
    ],
)
def test_every_fault_is_named(state, text, faults):
    assert keys(peers.peers_from_text, state, (), text) == faults
