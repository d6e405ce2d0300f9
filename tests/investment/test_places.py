from hypothesis import given
from hypothesis import strategies as st

from components.investment.places import places
from components.investment.plan_records import Flow
from components.workshop.records.options import BenefitShare
from tests.builders import cities, state
from tests.investment.room import SETTING, option

OPTIONS = (option("P01", cities=("C1",)), option("P02", cities=("C1", "C2")), option("P03", cities=()))


def flow(code, amount, payer="C1", kind="capex"):
    return Flow(code, 2027, kind, payer, "own_revenue", "in_budget", amount, "")


def benefit(code, **percents):
    return [BenefitShare(f"{code}.{city}", code, city, float(percent)) for city, percent in percents.items()]


def test_where_the_money_goes_by_hand():
    """P01 is the first city's alone, P02 of two goes 1:3 by its benefit, P03 of all says nothing and stays open."""
    held = state(SETTING, *cities(3), *OPTIONS, *benefit("P02", C1=25, C2=75))
    found = places(held, [flow("P01", 10), flow("P02", 101, "C2"), flow("P03", 30, "EXT"), flow("P01", 5, kind="opex")])
    assert [(row.alone, row.joint, row.pays) for row in found.cities] == [(10, 25, 10), (0, 76, 101), (0, 0, 0)]
    assert found.cities[0].gets == 35
    assert found.cities[0].per_head == 35 / 300_000
    assert [(group.cities, group.options, group.amount, group.open) for group in found.groups] == [
        (("C1", "C2"), ("P02",), 101, 0),
        (("C1", "C2", "C3"), ("P03",), 30, 30),
    ]
    assert (found.total, found.open) == (141, 30)
    # Of the third city nothing is known; of the others this is the least
    assert [(row.open, row.known) for row in found.cities] == [(True, True), (True, True), (True, False)]


def test_shares_that_are_not_a_whole_give_nothing_to_anybody():
    held = state(SETTING, *cities(3), *OPTIONS, *benefit("P02", C1=25))
    found = places(held, [flow("P02", 100)])
    assert found.open == 100
    # The third city has no part in it: it is known to get nothing
    assert [(row.known, row.gets) for row in found.cities] == [(False, 0), (False, 0), (True, 0)]


@given(st.lists(st.tuples(st.sampled_from(["P01", "P02", "P03"]), st.integers(0, 999)), max_size=20))
def test_what_goes_to_cities_and_what_is_open_is_everything(parts):
    held = state(SETTING, *cities(3), *OPTIONS, *benefit("P02", C1=33, C2=67))
    found = places(held, [flow(code, amount) for code, amount in parts])
    assert sum(row.gets for row in found.cities) + found.open == found.total == sum(amount for _, amount in parts)
