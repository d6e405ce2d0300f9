"""What the room demands of its plan: refused in words where nothing could ever meet it."""

import pytest

from components.workshop.edits import demands
from components.workshop.edits.fields import set_field, set_fields
from components.workshop.records.demands import BudgetYear, FloorDemand, Inflation, InKind, Match
from components.workshop.records.options import Option
from tests.workshop.edits.folding import keys, on_top

YEAR = "2028"


@pytest.fixture
def listed(state):
    """Three options with costs: two hard ones of C1, one soft one of C1 and C2."""
    made = []
    three = (("P11", "hard", ("C1",), 60), ("P12", "hard", ("C1",), 40), ("P13", "soft", ("C1", "C2"), 5))
    for code, kind, held, cost in three:
        for field, value in {"name": code, "kind": kind, "cities": held, "capex_likely": cost}.items():
            made.append(("option", code, field, value))
    rest = [("option", option.code, "decision", "drop") for option in state.options]
    reasons = [("option", option.code, "reason", "not now") for option in state.options]
    return on_top(state, [*reasons, *rest, *made])


@pytest.mark.parametrize(
    ("kind", "code", "field", "value", "problem"),
    [
        ("budget", YEAR, "amount", -1, "below_zero"),
        ("budget", YEAR, "amount", 12.5, "not_whole"),
        ("budget", "1999", "amount", 12, "not_a_plan_year"),
        ("inflation", "1999", "percent", 3, "not_a_plan_year"),
        ("inflation", YEAR, "percent", -51, "out_of_range"),
        ("ceiling", "C1", "amount", -1, "below_zero"),
        ("ceiling", "C9", "amount", 5, "unknown_city"),
        ("floor", "city.C9", "count", 1, "unknown_city"),
        ("floor", "city.C1", "count", -1, "out_of_range"),
        ("match", "F09", "least_percent", 5, "unknown_source"),
        ("match", "F01", "most_percent", 101, "out_of_range"),
        ("in_kind", "C1", "amount", 5, "in_kind_what"),
        ("in_kind", "C9", "what", "land", "unknown_city"),
    ],
)
def test_what_cannot_be_is_refused(state, kind, code, field, value, problem):
    assert problem in keys(set_field, state, kind, code, field, value)


def test_what_can_be_is_kept(state):
    after = on_top(state, set_field(state, "budget", YEAR, "amount", 0))
    after = on_top(after, set_field(after, "inflation", YEAR, "percent", 6.5))
    after = on_top(after, set_fields(after, "in_kind", "C1", {"what": "4 ha of land", "amount": 300}))
    assert after.one(BudgetYear, YEAR).amount == 0
    assert after.one(Inflation, YEAR).percent == 6.5
    assert after.one(InKind, "C1") == InKind("C1", "4 ha of land", 300)


def test_a_floor_above_what_the_list_holds_is_refused_with_what_it_holds(listed):
    assert keys(set_field, listed, "floor", "kind.hard", "count", 3) == ["floor_count"]
    assert keys(set_field, listed, "floor", "kind.hard", "amount", 101) == ["floor_amount"]
    assert keys(set_field, listed, "floor", "city.C2", "count", 2) == ["floor_count"]
    assert keys(set_field, listed, "floor", "city.C2", "amount", 6) == ["floor_amount"]
    after = on_top(listed, set_field(listed, "floor", "kind.hard", "amount", 100))
    after = on_top(after, set_field(after, "floor", "city.C1", "count", 3))
    assert after.one(FloorDemand, "kind.hard") == FloorDemand("kind.hard", "kind", "hard", None, 100)
    assert after.one(FloorDemand, "city.C1").count == 3


def test_a_floor_of_money_is_not_judged_while_a_cost_is_not_known(listed):
    unknown = on_top(listed, [("option", "P11", "capex_likely", None)])
    assert set_field(unknown, "floor", "kind.hard", "amount", 101)


def test_the_least_share_of_a_source_is_not_above_its_most(state):
    after = on_top(state, set_field(state, "match", "F01", "most_percent", 40))
    assert keys(set_field, after, "match", "F01", "least_percent", 50) == ["least_over_most"]
    both = on_top(after, set_field(after, "match", "F01", "least_percent", 40))
    assert both.one(Match, "F01") == Match("F01", 40, 40)


def test_least_shares_of_two_sources_of_one_option_leave_room(listed):
    second = on_top(listed, [("source", "F01", "options", ("P11",)), ("source", "F02", "options", ("P11", "P12")),
                             ("match", "F01", "least_percent", 60)])
    assert keys(set_field, second, "match", "F02", "least_percent", 50) == ["least_together"]
    assert set_field(second, "match", "F02", "least_percent", 40)


def test_an_option_is_a_must_or_a_must_not_only_with_a_reason(listed):
    assert keys(demands.demand, listed, "P11", "in") == ["must_in"]
    assert keys(demands.demand, listed, "P11", "out", "  ") == ["must_out"]
    after = on_top(listed, demands.demand(listed, "P11", "in", "law of 2024"))
    after = on_top(after, demands.demand(after, "P12", "out", "the room, 4 May"))
    assert [(one.must, one.must_reason) for one in after.options if one.code in {"P11", "P12", "P13"}] == [
        ("in", "law of 2024"), ("out", "the room, 4 May"), ("", ""),
    ]  # fmt: skip
    assert keys(set_field, after, "option", "P11", "must_reason", "") == ["must_in"]
    assert demands.demand(after, "P11", "in", "law of 2024") == ()
    back = on_top(after, demands.demand(after, "P11", ""))
    assert (back.one(Option, "P11").must, back.one(Option, "P11").must_reason) == ("", "")
    assert keys(demands.demand, listed, "P99", "in", "law") == ["gone"]


def test_a_must_of_old_without_a_reason_hinders_no_other_entry(listed):
    held = on_top(listed, [("option", "P11", "must", "in")])
    after = on_top(held, set_field(held, "option", "P11", "capex_likely", 60))
    assert (after.one(Option, "P11").must, after.one(Option, "P11").capex_likely) == ("in", 60)
    assert keys(set_field, held, "option", "P11", "must", "out") == ["must_out"]
    assert set_field(held, "option", "P11", "must_reason", "law")
