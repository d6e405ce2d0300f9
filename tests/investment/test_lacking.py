"""What nobody can pay of a kept choice: worked by hand, and the same sum as the cash flow's gap."""

from hypothesis import given, settings
from hypothesis import strategies as st

from components.investment.lacking import Lack, Short, lacks, shorts
from components.investment.scenarios import tried
from components.investment.usual import by_city
from components.walk import whatifs
from tests.investment.room import CATALOGUE, EQUAL, PARAMETERS, envelopes, marks, option, plan_of, seen

ROOM = seen(
    EQUAL,
    option("P01", 90),
    option("P02", 60, cities=("C1", "C2")),
    *envelopes(C1=70, C2=70, C3=70),
    marked=[*marks("P01", 4), *marks("P02", 2)],
)
PLAN = plan_of(ROOM)


def under(percents):
    """The same choice with the envelopes of some cities so many percent other."""
    changed = tried(ROOM, by_city(ROOM.state, percents))
    return changed.state, whatifs.same_choice(changed, CATALOGUE, PLAN)


def test_nothing_lacks_in_a_plan_that_is_paid():
    assert {line.option for line in PLAN.lines if line.chosen} == {"P01", "P02"}
    assert lacks(ROOM.state, PLAN, CATALOGUE, PARAMETERS) == ()


def test_what_a_city_lacks_is_told_of_the_option_with_the_lowest_score_first():
    # C1 owes 30 of P01 and 30 of P02 in 2027 and has 35: 25 of its 30 for P02, the one with less points, are missing.
    state, kept = under({"C1": -50})
    assert lacks(state, kept, CATALOGUE, PARAMETERS) == (Lack("P02", "C1", 2027, 25),)
    found = shorts((), lacks(state, kept, CATALOGUE, PARAMETERS))
    assert found == (Short("P02", 25, (("C1", (2027,), 25),)),)


def test_more_than_one_option_covers_is_told_of_the_next():
    # With 7 of 60, 53 lack: all 30 of P02 and 23 of P01.
    state, kept = under({"C1": -90})
    assert lacks(state, kept, CATALOGUE, PARAMETERS) == (Lack("P01", "C1", 2027, 23), Lack("P02", "C1", 2027, 30))


@settings(max_examples=15)
@given(st.lists(st.integers(-100, 50), min_size=3, max_size=3))
def test_what_lacks_is_the_gap_of_the_cash_flow_to_the_last_unit(percents):
    state, kept = under(dict(zip(("C1", "C2", "C3"), percents, strict=True)))
    found = lacks(state, kept, CATALOGUE, PARAMETERS)
    assert sum(row.amount for row in found) == sum(row.amount for row in kept.flows if row.certainty == "gap")
    assert all(row.amount > 0 for row in found)
    told = shorts((), found)
    assert sum(row.amount for row in told) == sum(row.amount for row in found)
    assert all(sum(amount for _, _, amount in row.parts) == row.amount for row in told)


def test_what_lacked_before_is_not_told_again_and_less_is_no_news():
    before = (Lack("P01", "C1", 2027, 10), Lack("P02", "C1", 2028, 5))
    after = (Lack("P01", "C1", 2027, 10), Lack("P02", "C1", 2028, 9), Lack("P02", "C2", 2030, 1))
    assert shorts(before, after) == (Short("P02", 5, (("C1", (2028,), 4), ("C2", (2030,), 1))),)
    assert shorts(after, before) == ()
