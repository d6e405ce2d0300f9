from dataclasses import replace

import pytest

from components.investment.running import RunningTotal
from components.ui.charts.headline import headline_figure

AFTER = RunningTotal(5, 0, 0, (), ())


@pytest.fixture
def plan(plan):
    """The conftest's plan with the kinds as the cash flow writes them."""
    return replace(plan, flows=tuple(replace(flow, kind=flow.kind.lower()) for flow in plan.flows))


def test_one_sentence_says_how_many_how_much_and_what_is_lacking(english, state, plan):
    found = headline_figure(english, state, plan, AFTER)
    assert found.title == (
        "2 projects for COP million 100 by 2029: 50% of it is secured or in a budget; 10 has no payer yet"
    )
    assert found.subtitle == "constant prices of 2027"
    assert found.lead


def test_a_plan_that_is_paid_for_says_so(english, state, plan):
    paid = replace(plan, flows=tuple(flow for flow in plan.flows if flow.certainty != "gap"))
    assert headline_figure(english, state, paid, AFTER).title.endswith("and every part has a payer")


def test_money_that_is_only_named_has_a_payer(english, state, plan):
    """What is identified is neither secured nor applied for; it still is not a gap."""
    named = tuple(replace(flow, certainty="identified") if flow.certainty == "gap" else flow for flow in plan.flows)
    assert headline_figure(english, state, replace(plan, flows=named), AFTER).title.endswith("every part has a payer")


def test_six_numbers_stand_with_their_names(english, state, plan):
    body = headline_figure(english, state, plan, AFTER).body
    assert body.count("<b>") == 6
    assert "<b>2</b><small>in the plan, of 3</small>" in body
    assert "<b>5</b><small>a year to run, after 2029</small>" in body


def test_what_stands_beside_is_said_only_when_it_is_known(english, state, plan):
    found = headline_figure(english, state, plan, AFTER, spent=7, nominal=112)
    assert "money of each year: 112" in found.subtitle
    assert "before the plan: 7" in found.subtitle


def test_it_reads_in_every_language(t, state, plan):
    assert "2027" in headline_figure(t, state, plan, AFTER).subtitle
