from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.indicators import CellTarget
from tests.builders import given, snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()


def evidence(*marks, parameters=PARAMETERS, instrument="quick"):
    flat = [mark for lot in marks for mark in lot]
    return evaluate(snapshot(marks=flat, instrument=instrument), CATALOGUE, parameters)


def test_importance_orders_the_gaps():
    # target 4 -> 80. physical hard: 80-40 = 40 x 2/5 = 16; economic soft: 80-60 = 20 x 5/5 = 20
    found = evidence(
        given("present", "physical.hard", "C1", C1=[2, 2, 2]),
        given("importance", "physical.hard", "C1", C1=[2, 2, 2]),
        given("present", "economic.soft", "C1", C1=[3, 3, 3]),
        given("importance", "economic.soft", "C1", C1=[5, 5, 5]),
    )
    assert [(row.code, row.present, row.target, row.size, row.weighted) for row in found.gaps] == [
        ("C1.economic.soft", 60, 80, 20, 20),
        ("C1.physical.hard", 40, 80, 40, 16),
    ]
    assert (found.gaps[0].dimension, found.gaps[0].kind, found.gaps[0].scale) == ("economic", "soft", "")


def test_without_importance_the_plain_size_counts():
    found = evidence(
        given("present", "physical.hard", "C1", C1=[2, 2, 2]),
        given("importance", "physical.hard", "C1", C1=[5, 5]),  # too few to be told
    )
    assert (found.gaps[0].importance, found.gaps[0].weighted) == (None, 40)


def test_what_is_not_known_is_no_gap():
    found = evidence(given("present", "physical.hard", "C1", C1=[None, None, None, None]))
    assert found.gaps == found.strengths == found.weaknesses == ()


def test_a_target_reached_is_no_gap_and_a_good_cell_is_a_strength():
    found = evidence(
        given("present", "physical.hard", "C1", C1=[4, 4, 4]),
        given("present", "physical.soft", "C1", C1=[5, 5, 5]),
        given("present", "economic.soft", "C1", C1=[3, 3, 3]),
        given("present", "social.soft", "C1", C1=[2, 2, 2]),
        given("present", "social.hard", "C1", C1=[1, 1, 1]),
    )
    assert [row.item for row in found.gaps] == ["social.hard", "social.soft", "economic.soft"]
    assert [(row.item, row.present) for row in found.strengths] == [("physical.soft", 100), ("physical.hard", 80)]
    assert [(row.item, row.present) for row in found.weaknesses] == [("social.hard", 20), ("social.soft", 40)]


def test_low_marks_are_those_at_which_an_option_is_proposed():
    # up to 50 index points: 0, 1 and 2 of 5
    found = evidence(given("present", "physical.hard", "C1", C1=[0, 2, 2, 3, 5]))
    assert (found.gaps[0].low_marks, found.gaps[0].n) == (3, 5)


def test_a_mark_at_the_limit_is_low():
    # 40 index points are exactly a mark of 2
    marks = given("present", "physical.hard", "C1", C1=[0, 2, 2, 3, 5])
    found = evidence(marks, parameters=PARAMETERS.with_overrides({"proposal.max_index": 40}))
    assert found.gaps[0].low_marks == 3


def test_the_facilitator_sets_the_target():
    marks = given("present", "physical.hard", "C1", C1=[3, 3, 3])
    assert evidence(marks, parameters=PARAMETERS.with_overrides({"gap.target": 3})).gaps == ()


def test_pairs_and_scales_are_gaps_too():
    found = evidence(
        given("pair_present", "pair.social.hard", "C1-C3", C1=[1, 1], C3=[1]),
        given("pair_importance", "pair.social.hard", "C1-C3", C1=[5, 5], C3=[5]),
        given("present", "physical.hard.between", "C2", C2=[2, 2, 2]),
        instrument="standard",
    )
    assert [(row.code, row.weighted, row.scale) for row in found.gaps] == [
        ("C1-C3.pair.social.hard", 60, ""),
        ("C2.physical.hard.between", 40, "between"),
    ]


def test_the_facilitator_sets_targets_for_all_and_for_one():
    targets = [
        CellTarget("all/physical.hard", item="physical.hard", value=3),
        CellTarget("C1/physical.hard", item="physical.hard", subject="C1", value=5),
        CellTarget("all/economic.soft", item="economic.soft", value=None),
    ]
    marks = [
        mark
        for item in ("physical.hard", "economic.soft")
        for city in ("C1", "C2")
        for mark in given("present", item, city, **{city: [2, 2, 2]})
    ]
    found = evaluate(snapshot(*targets, marks=marks, instrument="quick"), CATALOGUE, PARAMETERS)
    assert {row.code: (row.target, row.size, row.target_set) for row in found.gaps} == {
        "C1.physical.hard": (100, 60, True),
        "C2.physical.hard": (60, 20, True),
        "C1.economic.soft": (80, 40, False),
        "C2.economic.soft": (80, 40, False),
    }


def test_a_risk_is_important_and_may_be_worse_than_it_looks():
    found = evidence(
        given("present", "physical.hard", "C1", C1=[2, 2, 3, 4, 4]),  # a quarter of the room marks it as a weakness
        given("importance", "physical.hard", "C1", C1=[5] * 5),
        given("present", "physical.soft", "C1", C1=[2, 2, 3, 4, 4]),  # the same, but not important
        given("importance", "physical.soft", "C1", C1=[3] * 5),
        given("present", "economic.soft", "C1", C1=[3, 4, 4, 4, 4]),  # important and good
        given("importance", "economic.soft", "C1", C1=[5] * 5),
        given("present", "social.soft", "C1", C1=[1, 1, 1]),  # a weakness already
        given("importance", "social.soft", "C1", C1=[5, 5, 5]),
        given("present", "social.hard", "C1", C1=[2, 2, 3, 4, 4]),  # nobody said how important
    )
    assert [row.item for row in found.risks] == ["physical.hard"]
    assert (found.risks[0].lower, found.risks[0].present, found.risks[0].upper) == (40, 60, 80)
