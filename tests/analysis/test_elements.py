from components.analysis.elements import elements
from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from tests.builders import given, snapshot


def found(subjects=None):
    lots = [
        given("present", "physical.hard.within", "C1", C1=[5, 5, 5]),
        given("present", "physical.hard.between", "C1", C1=[1, 1, 1]),
        given("present", "physical.hard.within", "C2", C2=[2, 3, 4, 3]),
        given("importance", "physical.hard.within", "C2", C2=[5, 5, 5, 5]),
        given("present", "social.soft.within", "C2", C2=[4, 4, 4]),
        given("pair_present", "pair.physical.hard", "C1-C2", C1=[0, 0], C2=[0]),
    ]
    shot = snapshot(marks=[mark for lot in lots for mark in lot])
    return {(row.dimension, row.kind): row for row in elements(evaluate(shot, load(), load_parameters()), subjects)}


def codes(rows):
    return [row.code for row in rows]


def test_every_element_with_its_strengths_weaknesses_risks_and_gaps():
    assert set(found()) == {("physical", "hard"), ("social", "soft")}
    physical = found()["physical", "hard"]
    assert codes(physical.strengths) == ["C1.physical.hard.within"]
    assert codes(physical.weaknesses) == ["C1-C2.pair.physical.hard", "C1.physical.hard.between"]
    assert codes(physical.risks) == ["C2.physical.hard.within"]
    assert codes(physical.gaps) == [
        "C1-C2.pair.physical.hard",
        "C1.physical.hard.between",
        "C2.physical.hard.within",
    ]
    # lowest first: the pair 0, then 60 each
    assert [(row.subject, row.value) for row in physical.indices] == [("C1-C2", 0), ("C1", 60), ("C2", 60)]
    social = found()["social", "soft"]
    assert (codes(social.strengths), social.gaps) == (["C2.social.soft.within"], ())


def test_only_some_cities():
    assert codes(found(["C2"])["physical", "hard"].gaps) == ["C2.physical.hard.within"]
    assert set(found(["C1"])) == {("physical", "hard")}
