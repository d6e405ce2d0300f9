from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.evaluate import PARAMETERS, evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.setting import ParameterOverride
from components.workshop.rounds import Round
from tests.builders import given, snapshot

MARKS = given("present", "physical.hard", "C1", C1=[3, 3, 3], C2=[1])


def evidence(*records, **how):
    return evaluate(snapshot(*records, **how), load(), load_parameters())


def test_an_empty_workshop_has_empty_evidence():
    found = evidence(cities=0)
    assert found.agreements == found.indices == found.gaps == found.sectors == found.readings == found.findings == ()
    assert found.network.links == ()
    assert found.participation.people == 0


def test_a_revealed_ballot_has_a_row_for_everything_it_asked():
    found = evidence(revealed=["present", "agreement"], instrument="quick")
    asked = {(row.instrument, row.subject) for row in found.agreements}
    assert asked == {(code, city) for code in ("present", "agreement") for city in ("C1", "C2", "C3")}
    assert len([row for row in found.agreements if row.instrument == "present"]) == 14 * 3
    assert {row.flag for row in found.agreements} == {"too_few"}


def test_marks_of_a_round_that_is_not_revealed_say_nothing():
    shot = snapshot(Round("present.1", instrument="present", state="closed"), instrument="quick")
    found = evaluate(type(shot)(shot.workshop, shot.version, shot.state, MARKS), load(), load_parameters())
    assert found.agreements == found.indices == ()


def test_weights_have_no_agreement():
    criteria = [row.code for row in load().option_criteria]
    found = evidence(marks=given("weights", criteria[0], "all", C1=[100] * 3, C2=[100] * 3, C3=[100] * 3))
    assert found.agreements == ()
    assert found.weights.source == "room"


def test_every_parameter_used_is_named_with_its_value():
    found = evidence(ParameterOverride("gap.target", value=3.0), marks=MARKS, instrument="quick")
    assert [code for code, _ in found.parameters] == list(PARAMETERS)
    assert dict(found.parameters)["gap.target"] == 3
    assert found.gaps == ()


def test_a_parameter_that_is_read_is_among_those_named():
    class Recorder:
        def __init__(self):
            self.read = set()

        def value(self, code):
            self.read.add(code)
            return load_parameters().value(code)

    recorder = Recorder()
    evaluate(snapshot(marks=MARKS, instrument="quick", revealed=["pair_present"]), load(), recorder)
    assert recorder.read <= set(PARAMETERS)


cells = st.sampled_from([cell.code for cell in load().quick_cells])
lots = st.lists(
    st.tuples(cells, st.sampled_from(["C1", "C2", "C3"]), st.lists(st.integers(0, 5), max_size=6)), max_size=8
)


@examples(lots, st.randoms(use_true_random=False))
def test_the_order_in_which_marks_came_in_does_not_matter(lots, random):
    unique = {(item, city): values for item, city, values in lots}
    marks = [mark for (item, city), values in unique.items() for mark in given("present", item, city, **{city: values})]
    mixed = random.sample(marks, len(marks))
    assert evidence(marks=mixed, instrument="quick") == evidence(marks=marks, instrument="quick")
