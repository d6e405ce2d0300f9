from components.analysis.evaluate import evaluate
from components.investment.proposals import PAIR_LEVELS, proposals
from tests.builders import given, snapshot
from tests.investment.room import CATALOGUE, PARAMETERS

GOODS = {good.code: good for good in CATALOGUE.public_goods}
LEVELS = {level.code: level for level in CATALOGUE.network_levels}


def proposed(*marks):
    return proposals(evaluate(snapshot(marks=marks), CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)


def test_a_gap_proposes_goods_of_its_dimension_kind_and_scale_with_its_numbers():
    found = proposed(*given("present", "governance.soft.within", "C1", C1=[1, 1, 2, 4]))
    assert found
    for row in found:
        good = GOODS[row.public_good]
        assert (good.dimension, good.kind) == ("governance", "soft")
        assert "within" in LEVELS[good.level].scales
        assert (row.index, row.low_marks, row.n, row.subject) == (20, 3, 4, "C1")


def test_a_gap_between_two_cities_proposes_goods_that_link_cities():
    found = proposed(*given("pair_present", "pair.physical.hard", "C1-C2", C1=[1, 1], C2=[1, 1]))
    assert found
    assert {GOODS[row.public_good].level for row in found} <= set(PAIR_LEVELS)


def test_what_works_proposes_nothing():
    assert not proposed(*given("present", "governance.soft.within", "C1", C1=[3, 3, 3]))


def test_a_good_is_proposed_once_by_its_widest_gap():
    narrow = given("present", "governance.soft.within", "C1", C1=[2, 2, 2])
    wide = given("present", "governance.soft.within", "C2", C2=[0, 0, 0])
    found = proposed(*narrow, *wide)
    assert len({row.public_good for row in found}) == len(found)
    assert {row.subject for row in found} == {"C2"}
