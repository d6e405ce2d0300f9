"""A plan counted again without the search: the same where nothing changed, exact sums where something did."""

from dataclasses import replace

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.investment.payments import CAPEX
from components.investment.plan_records import OUTSIDE
from components.investment.recount import charges, largest_parts, recount
from components.workshop.records.money import Source, SourceAmount
from components.workshop.records.partnership import CostKey, KeyMetric
from tests.builders import snapshot
from tests.investment import room

GRANT = (
    Source("F01", name="Grant", type="earmarked_grant", certainty="secured", evidence="No. 7", options=("P01",)),
    SourceAmount("F01.2027", "F01", 2027, 30.0),
)
USE = tuple(KeyMetric(f"use.C{place}", "use", f"C{place}", value) for place, value in ((1, 5.0), (2, 3.0), (3, 2.0)))


def a_room(*, capex=90, build=2, key=(room.EQUAL,)):
    options = (
        room.option("P01", capex=capex, build_years=build, opex_per_year=7.0, revenue_per_year=2.0),
        room.option("P02", capex=31, cities=("C1", "C3")),
    )
    marked = (*room.marks("P01", 4), *room.marks("P02", 3))
    return room.seen(*options, *room.envelopes(C1=60, C2=60, C3=60), *key, *GRANT, marked=marked)


def counted(before, after):
    plan = room.plan_of(before)
    evidence = evaluate(after, room.CATALOGUE, room.PARAMETERS)
    return plan, recount(after, evidence, plan, before.state, room.CATALOGUE, room.PARAMETERS)


def test_with_the_same_inputs_it_is_the_same_plan():
    plan, again = counted(a_room(), a_room())
    assert again == plan
    assert any(line.chosen for line in plan.lines)


def test_a_higher_cost_falls_on_the_cities_and_the_grant_stays():
    """95 over two years is 48 and 47; the grant of 30 stays in its year, and what it leaves is shared by thirds."""
    plan, again = counted(a_room(), a_room(capex=95))
    by_year = {}
    for row in again.flows:
        if row.option == "P01" and row.kind == CAPEX:
            by_year.setdefault(row.year, {})[row.payer] = row.amount
    first, second = (by_year[year] for year in sorted(by_year))
    assert (sum(first.values()), sum(second.values())) == (48, 47)
    assert [paid for year in (first, second) if (paid := year.get(OUTSIDE))] == [30]
    for year in (first, second):
        cities = [amount for payer, amount in year.items() if payer != OUTSIDE]
        assert max(cities) - min(cities) <= 1
    assert again.totals.capex == plan.totals.capex + 5


def test_another_key_moves_who_pays_and_not_the_whole():
    plan, again = counted(a_room(), a_room(key=(CostKey("use", weight=100.0), *USE)))
    assert again.totals.capex == plan.totals.capex
    alone = {row.payer: row.amount for row in again.flows if row.option == "P02" and row.kind == CAPEX}
    assert alone == {"C1": 22, "C3": 9}, "31 by 5 to 2 is 22.14 and 8.86"


def test_a_cost_under_the_grant_leaves_the_cities_nothing_to_pay():
    _, again = counted(a_room(), a_room(capex=20))
    rows = [row for row in again.flows if row.option == "P01" and row.kind == CAPEX]
    [granted] = [row for row in rows if row.payer == OUTSIDE]
    assert granted.amount == 30
    assert [row for row in rows if row.year == granted.year] == [granted]
    assert sum(row.amount for row in rows if row.year != granted.year) == 10


def test_without_a_plan_there_is_nothing_to_count():
    empty = snapshot(room.SETTING, cities=3)
    plan, again = counted(empty, empty)
    assert again == plan
    assert charges(empty.state, plan, plan.sharing, empty.state) == ()


@settings(max_examples=40, deadline=None)
@drawn(capex=st.integers(60, 4000), shift=st.integers(1, 90))
def test_every_charge_is_paid_exactly(capex, shift):
    before = a_room()
    metrics = tuple(replace(row, value=row.value + (shift if row.city == "C2" else 0)) for row in USE)
    _, again = counted(before, a_room(capex=capex, key=(CostKey("use", weight=100.0), *metrics)))
    assert sum(row.amount for row in again.flows if row.option == "P01" and row.kind == CAPEX) == capex


@drawn(total=st.integers(0, 10**9), weights=st.lists(st.integers(1, 1000), min_size=1, max_size=7))
def test_parts_sum_to_the_whole(total, weights):
    parts = largest_parts(total, [weight / sum(weights) for weight in weights])
    assert sum(parts) == total
    assert all(abs(part - total * weight / sum(weights)) <= 1 for part, weight in zip(parts, weights, strict=True))
