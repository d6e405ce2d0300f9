from components.framework.catalogue import load
from components.ui.charts.votes import votes_figure
from components.workshop.instruments import instrument
from tests.builders import given, snapshot
from tests.investment.room import CATALOGUE, PARAMETERS, evaluate


def figure(t, *marks, chosen=frozenset()):
    seen = snapshot(marks=marks)
    ballot = instrument(seen.state, load(), "cost_key")
    return votes_figure(t, seen.state, evaluate(seen, CATALOGUE, PARAMETERS), ballot, chosen)


def vote(key, *values):
    return given("cost_key", "acceptable", key, **{city: list(values) for city in ("C1", "C2", "C3")})


def test_the_most_acceptable_key_is_named_and_what_is_in_use_is_marked(english):
    found = figure(english, *vote("equal", 1, 1), *vote("population", 4, 4), chosen=frozenset({"equal"}))
    assert found.title == "Most acceptable: Population, 4 of 5"
    assert [row[0] for row in found.table.rows] == ["Population", "Equal"]
    assert [row[-1] for row in found.table.rows] == ["No", "Yes"]
    assert found.body.count("✔ in use") == 1


def test_a_split_is_never_called_the_best(english):
    apart = given("cost_key", "acceptable", "use", C1=[5, 5], C2=[5, 5], C3=[0, 0])
    assert figure(english, *apart, *vote("equal", 3, 3)).title == "People are split over what they accept most"


def test_nothing_is_drawn_before_the_reveal_or_of_too_few(t):
    assert figure(t).body == ""
    assert figure(t, *given("cost_key", "acceptable", "use", C1=[5])).body == ""
