import pytest

from components.errors import InputError
from components.framework.catalogue import load
from components.workshop.edits import options
from components.workshop.edits.fields import set_field, set_fields
from tests.builders import cities
from tests.builders import state as made
from tests.workshop.edits.folding import keys, on_top, past

READY = {"capex_likely": 500, "opex_per_year": 0}


def test_a_new_option_has_a_code_that_was_never_used(state):
    after = on_top(state, options.new_option(state, past(("option", "P05"))))
    assert after.options[-1].code == "P06"
    assert after.options[-1].cities == ("C1", "C2", "C3")


def test_an_option_from_a_public_good_takes_what_the_framework_says(state):
    good = load().public_goods[0]
    after = on_top(
        state, options.new_option(state, [], public_good=good, language="zh", problem="Index 21", problem_code="g1")
    )
    option = after.options[-1]
    assert (option.name, option.public_good, option.level) == (good.label.zh, good.code, good.level)
    assert (option.dimension, option.kind, option.problem, option.problem_code) == (
        good.dimension,
        good.kind,
        "Index 21",
        "g1",
    )


@pytest.mark.parametrize(
    ("costs", "fits"),
    [
        ((10, 20, 30), True),
        ((20, 20, 20), True),
        ((10, None, 5), False),
        ((30, 20, None), False),
        ((None, 20, 10), False),
    ],
)
def test_costs_rise_from_low_to_high_whichever_are_known(state, costs, fits):
    values = dict(zip(("capex_low", "capex_likely", "capex_high"), costs, strict=True))
    if fits:
        assert options.set_fields(state, "P01", values)
    else:
        assert keys(options.set_fields, state, "P01", values) == ["capex_order"]


def test_the_lead_city_is_one_of_the_options_cities(state):
    assert options.set_fields(state, "P01", {"lead_city": "C2"})
    assert keys(options.set_fields, state, "P01", {"lead_city": "C3"}) == ["lead_city"]
    assert options.set_fields(state, "P01", {"lead_city": "C3", "cities": ("C1", "C3")})


def test_a_decision_needs_its_reason(state):
    assert keys(options.decide, state, "P01", "defer", "") == ["needs_reason"]
    after = on_top(state, options.decide(state, "P01", "defer", "No site"))
    assert (after.options[0].decision, after.options[0].reason) == ("defer", "No site")
    assert keys(options.set_fields, after, "P01", {"reason": ""}) == ["needs_reason"]
    assert on_top(after, options.decide(after, "P01", "", "")).options[0].decision == ""


def test_the_short_list_needs_likely_cost_running_cost_and_reason(state):
    found = keys(options.decide, state, "P01", "short_list", "")
    assert found == ["needs_reason", "short_list_capex_likely", "short_list_opex_per_year"]
    priced = on_top(state, options.set_fields(state, "P01", READY))
    after = on_top(priced, options.decide(priced, "P01", "short_list", "Best value"))
    assert after.options[0].decision == "short_list"
    assert keys(options.set_fields, after, "P01", {"opex_per_year": None}) == ["short_list_opex_per_year"]


def test_a_foreign_amount_keeps_its_currency_and_needs_a_dated_rate(state):
    foreign = on_top(state, options.set_fields(state, "P01", {**READY, "currency": "USD"}))
    assert keys(options.decide, foreign, "P01", "short_list", "Best value") == ["short_list_rate"]
    assert keys(set_field, foreign, "rate", "USD", "date", "last week") == ["not_a_date"]
    assert keys(set_field, foreign, "rate", "USD", "rate", 0) == ["out_of_range"]
    undated = on_top(foreign, set_field(foreign, "rate", "USD", "rate", 0.0041))
    assert keys(options.decide, undated, "P01", "short_list", "Best value") == ["short_list_rate"]
    dated = on_top(foreign, set_fields(foreign, "rate", "USD", {"rate": 0.0041, "date": "2026-11-01"}))
    after = on_top(dated, options.decide(dated, "P01", "short_list", "Best value"))
    assert (after.options[0].currency, after.options[0].capex_likely) == ("USD", 500)


def test_an_option_refers_to_others_and_never_to_itself(state):
    assert options.set_fields(state, "P01", {"requires": ["P02"]})
    assert keys(options.set_fields, state, "P01", {"requires": ["P01"]}) == ["itself"]
    assert keys(options.set_fields, state, "P01", {"requires": ["P02"], "excludes": ["P02"]}) == [
        "requires_and_excludes"
    ]
    assert keys(options.set_fields, state, "P01", {"gates_passed": ["site"], "gates_failed": ["site"]}) == ["gate_both"]
    assert keys(options.decide, state, "P01", "merge", "Same road") == ["needs_merge_with"]
    assert keys(options.decide, state, "P01", "merge", "Same road", merge_with="P01") == ["itself"]
    assert options.decide(state, "P01", "merge", "Same road", merge_with="P02")


def test_an_old_fault_does_not_stand_in_the_way_of_an_unrelated_entry(state):
    faulty = on_top(state, [("option", "P01", "capex_low", 9), ("option", "P01", "capex_high", 1)])
    assert options.set_fields(faulty, "P01", {"name": "Better road"})
    assert keys(options.set_fields, faulty, "P01", {"capex_high": 2}) == ["capex_order"]


def test_half_a_unit_is_refused_unless_it_is_changed_at_a_rate(state):
    for name in ("capex_low", "capex_likely", "capex_high", "opex_per_year", "revenue_per_year"):
        assert keys(options.set_fields, state, "P01", {name: 0.5}) == ["not_whole"]
        assert options.set_fields(state, "P01", {name: 0.5, "currency": "XYZ"})
        foreign = on_top(state, options.set_fields(state, "P01", {name: 0.5, "currency": "XYZ"}))
        assert keys(options.set_fields, foreign, "P01", {"currency": ""}) == ["not_whole"]


def test_a_merged_option_stays_as_a_trace_and_others_point_to_the_kept_one():
    state = made(*cities(3))
    for name in ("Hub", "The same hub", "Road", "Rail"):
        state = on_top(state, options.new_option(state, [], name=name))
    state = on_top(state, options.set_fields(state, "P03", {"requires": ("P02",)}))
    state = on_top(state, options.set_fields(state, "P04", {"excludes": ("P02", "P01")}))
    state = on_top(state, options.merge(state, "P02", "P01", "the same"))
    merged, road, rail = state.options[1:]
    assert (merged.decision, merged.merge_with, merged.reason) == ("merge", "P01", "the same")
    assert road.requires == ("P01",)
    assert rail.excludes == ("P01",)
    assert keys(options.merge, state, "P03", "P02", "the same") == ["merge_circle"]
    assert keys(options.merge, state, "P03", "P01", "") == ["needs_reason"]


def test_an_option_that_needs_the_merged_one_does_not_come_to_need_itself():
    state = made(*cities(3))
    for name in ("Hub", "The same hub"):
        state = on_top(state, options.new_option(state, [], name=name))
    state = on_top(state, options.set_fields(state, "P01", {"requires": ("P02",)}))
    state = on_top(state, options.merge(state, "P02", "P01", "the same"))
    assert state.options[0].requires == ()


def test_a_tier_of_the_rooms_own_needs_a_reason_and_a_name():
    state = made(*cities(3))
    state = on_top(state, options.new_option(state, [], name="Hub"))
    assert keys(options.set_tier, state, "P01", "prepare", "", " ") == ["tier_reason", "tier_by"]
    state = on_top(state, options.set_tier(state, "P01", "prepare", "not yet", "Mayors"))
    assert (state.options[0].tier, state.options[0].tier_by) == ("prepare", "Mayors")
    state = on_top(state, options.set_tier(state, "P01", "", "", ""))
    assert (state.options[0].tier, state.options[0].tier_reason, state.options[0].tier_by) == ("", "", "")


def test_options_that_come_in_together_have_codes_of_their_own():
    state = made(*cities(3))
    state = on_top(state, options.new_option(state, [], name="Hub"))
    rows = [{"name": "Road", "capex_likely": 5.0}, {"name": "Rail"}]
    state = on_top(state, options.new_options(state, [], rows))
    assert [(row.code, row.name) for row in state.options] == [("P01", "Hub"), ("P02", "Road"), ("P03", "Rail")]
    with pytest.raises(InputError) as refused:
        options.new_options(state, [], [{"capex_likely": -1.0}, {"name": "A", "nature": "odd"}])
    assert len(refused.value.problems) == 2
    assert options.new_options(state, [], []) == ()
