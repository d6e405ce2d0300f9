import pytest

from components.investment.benefits import in_full, not_whole
from components.workshop.records.options import BenefitShare, Option
from tests.builders import cities, state


def stated(*percents):
    rows = [BenefitShare(f"P01.C{place}", "P01", f"C{place}", percent) for place, percent in enumerate(percents, 1)]
    return state(*cities(3), Option("P01"), Option("P02"), *rows)


@pytest.mark.parametrize(
    ("percents", "full"),
    [
        ((60.0, 40.0), (60.0, 40.0, 0.0)),
        ((60.0, 40.0, None), (60.0, 40.0, 0.0)),
        ((33.3, 33.3, 33.3), (33.3, 33.3, 33.3)),
    ],
)
def test_what_makes_the_whole_counts_for_every_city(percents, full):
    assert in_full(stated(*percents)) == {"P01": full}
    assert not_whole(stated(*percents)) == {}


@pytest.mark.parametrize(
    ("percents", "total"),
    [((60.0, None, None), 60.0), ((60.0, 30.0), 90.0), ((60.0, 60.0, 0.0), 120.0), ((0.0,), 0.0)],
)
def test_what_does_not_make_the_whole_counts_nowhere_and_is_named_with_its_sum(percents, total):
    assert in_full(stated(*percents)) == {}
    assert not_whole(stated(*percents)) == {"P01": total}


def test_what_nobody_stated_is_not_a_wrong_sum():
    assert in_full(stated(None, None)) == not_whole(stated(None, None)) == {}


def test_what_a_city_that_left_would_have_had_counts_for_nobody():
    rows = [BenefitShare("P01.C1", "P01", "C1", 60.0), BenefitShare("P01.C9", "P01", "C9", 40.0)]
    left = state(*cities(3), Option("P01"), *rows)
    assert in_full(left) == {}
    assert not_whole(left) == {"P01": 60.0}
