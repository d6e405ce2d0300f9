"""Ratings, who bears a risk, and parts that sum to exactly the cost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from components.framework.parameters import load_parameters
from components.investment import risks
from components.investment.plan_records import CityShare, Sharing
from components.workshop.records.delivery import Risk, RiskShare
from tests.builders import cities as partners
from tests.builders import state as made

PARAMETERS = load_parameters()
KEY = Sharing(
    (("population", 100.0),),
    tuple(CityShare(code, share, share) for code, share in (("C1", 38.32), ("C2", 37.13), ("C3", 24.55))),
    valid=True,
    problems=(),
)


def one(*records, key=KEY, **values):
    [row] = risks.register(made(*partners(3), Risk("R01", **values), *records), key, PARAMETERS)
    return row


@pytest.mark.parametrize(
    ("likelihood", "impact", "rating", "level"),
    [(3, 5, 15, "red"), (2, 4, 8, "amber"), (2, 3, 6, "green"), (5, 5, 25, "red"), (None, 5, None, "unrated")],
)
def test_a_rating_is_likelihood_times_impact_in_three_levels(likelihood, impact, rating, level):
    row = one(likelihood=likelihood, impact=impact)
    assert (row.rating, row.level) == (rating, level)


def test_what_is_left_is_rated_apart():
    row = one(likelihood=4, impact=4, residual_likelihood=2, residual_impact=4)
    assert (row.rating, row.level, row.residual, row.residual_level) == (16, "red", 8, "amber")


def test_all_partners_bear_a_risk_by_the_cost_key_unless_cities_are_named():
    row = one(cost=1000.0)
    assert row.by == risks.KEY
    # 383.2, 371.3 and 245.5: whole units, the odd one to the largest remainder
    assert row.parts == (("C1", Decimal(383)), ("C2", Decimal(371)), ("C3", Decimal(246)))
    two = one(cost=1000.0, shared_between=("C3", "C1"))
    # 38.32 / 62.87 = 60.95 %
    assert two.shares == (("C1", 60.95), ("C3", 39.05))
    assert sum(amount for _, amount in two.parts) == 1000


def test_a_risk_can_have_a_key_of_its_own():
    own = (RiskShare("R01.C1", "R01", "C1", 70.0), RiskShare("R01.C2", "R01", "C2", 30.0))
    row = one(*own, cost=901.0)
    assert (row.by, row.parts) == (risks.OWN, (("C1", Decimal(631)), ("C2", Decimal(270)), ("C3", Decimal(0))))
    half = one(own[0], cost=901.0)
    assert (half.by, half.shares, half.parts) == (risks.OPEN_SHARES, (), ())


def test_without_a_cost_or_a_key_nothing_is_shared():
    assert one().parts == ()
    no_key = Sharing((), (), valid=False, problems=())
    assert one(cost=5.0, key=no_key).by == risks.OPEN_SHARES


def test_the_largest_live_risks_come_first():
    rows = (
        Risk("R01", likelihood=2, impact=2),
        Risk("R02", likelihood=5, impact=5, status="closed"),
        Risk("R03", likelihood=4, impact=5),
        Risk("R04", impact=5),
        Risk("R05", likelihood=5, impact=4),
        Risk("R06", likelihood=1, impact=3),
    )
    found = risks.register(made(*partners(3), *rows), KEY, PARAMETERS)
    assert [row.risk.code for row in found] == ["R02", "R03", "R05", "R01", "R06", "R04"]
    assert [row.risk.code for row in risks.largest(found, PARAMETERS)] == ["R03", "R05", "R01"]


def test_the_costs_of_live_risks_by_city():
    rows = (Risk("R01", cost=100.0), Risk("R02", cost=50.0, status="happened"), Risk("R03", cost=10.0))
    found = risks.by_city(risks.register(made(*partners(3), *rows), KEY, PARAMETERS))
    assert sum(found.values()) == 110


def test_a_red_risk_lacks_owner_and_date_until_both_are_there():
    assert risks.lacks(one(likelihood=5, impact=3)) == ("owner", "due")
    assert risks.lacks(one(likelihood=5, impact=3, owner="Pereira", due="2027-01-31")) == ()
    assert risks.lacks(one(likelihood=1, impact=3)) == ()
    assert risks.lacks(one(likelihood=1)) == ("rating",)
    assert risks.lacks(one(likelihood=5, impact=5, status="closed")) == ()


@given(
    cost=some.integers(0, 10**9),
    shares=some.lists(some.integers(0, 10_000), min_size=3, max_size=3).filter(lambda row: 0 < sum(row) <= 10_000),
)
def test_parts_sum_to_exactly_the_cost(cost, shares):
    percents = [value / 100 for value in (*shares[:2], 10_000 - sum(shares[:2]))]
    own = [RiskShare(f"R01.C{n}", "R01", f"C{n}", percent) for n, percent in enumerate(percents, 1)]
    row = one(*own, cost=float(cost))
    assert sum(amount for _, amount in row.parts) == cost
