from math import e

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.analysis.mechanisms import ASK, MISSING, PRESENT, Facts, diagnose, evenness
from components.analysis.specialisation import Complement
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from tests.builders import given, snapshot

PARAMETERS, CATALOGUE = load_parameters(), load()


def diagnosed(shot, facts=None):
    evidence = evaluate(shot, CATALOGUE, PARAMETERS)
    return {row.code: row for row in diagnose(evidence, facts or Facts(), CATALOGUE.mechanisms, PARAMETERS)}


def both(pair):
    return {city: [4, 4, 5] for city in pair.split("-")}


def test_without_marks_only_the_facts_answer():
    found = diagnosed(snapshot(cities=3))
    assert {code for code, row in found.items() if row.state != ASK} == {"conditions.nodes", "conditions.proximity"}
    assert found["conditions.nodes"].values == (("n", 3), ("all", 3))
    assert found["conditions.proximity"].state == MISSING  # one and two degrees at the equator: 148 km on average
    assert len(found) == sum(bool(item.parent) for item in CATALOGUE.mechanisms)


def test_evenness_by_hand():
    assert evenness([e**1, e**2, e**3]) == pytest.approx(1.0)
    assert evenness([e**1, e**1, e**3]) == 0.0
    assert evenness([5, 5, 5]) is None
    assert evenness([5, 9]) is None


def test_what_was_entered_besides_the_marks_answers_too():
    facts = Facts(
        populations=(100_000, 300_000, 900_000),
        complements=(Complement("C1", "C2", 0.3, 5), Complement("C1", "C3", None, 1)),
        performance={"C1": 1, "C2": 0, "C3": -1},
    )
    found = diagnosed(snapshot(cities=3), facts)
    assert found["conditions.sizes"].state == PRESENT
    assert found["drivers.division"].values == (("percent", pytest.approx(30)), ("least", pytest.approx(20)))
    assert (found["goals.performance"].state, found["goals.performance"].confidence) == (MISSING, "measured")


def test_pairs_marked_high_have_governance():
    marks = [
        mark
        for kind in ("hard", "soft")
        for pair in ("C1-C2", "C1-C3", "C2-C3")
        for mark in given("pair_present", f"pair.governance.{kind}", pair, **both(pair))
    ]
    found = diagnosed(snapshot(cities=3, marks=marks))["guarantees.governance"]
    assert (found.state, found.confidence) == (PRESENT, "judged")
    assert dict(found.values)["index"] == pytest.approx(80)


def test_the_room_answers_what_facts_cannot():
    marks = given("mechanisms", "goals.scope", "all", C1=[4, 4], C2=[4, 3], C3=[4, 5])
    found = diagnosed(snapshot(cities=3, marks=marks))["goals.scope"]
    assert (found.state, found.confidence, dict(found.values)) == (PRESENT, "judged", {"median": 4})
    few = given("mechanisms", "goals.scope", "all", C1=[4, 4])
    assert diagnosed(snapshot(cities=3, marks=few))["goals.scope"].state == ASK


@drawn(st.lists(st.floats(1e3, 1e7), min_size=3, max_size=9), st.floats(0.01, 100))
def test_evenness_is_a_share_and_free_of_scale(people, scale):
    found = evenness(people)
    again = evenness([count * scale for count in people])
    assert found is None or 0 <= found <= 1
    assert found is None or again is None or found == pytest.approx(again, abs=1e-3)
