"""Who pays when, where the money goes, and the plan in one sentence, on the screen."""

import csv
import io

import pytest

from components.framework.catalogue import load
from components.investment.envelopes import uses
from components.language import texts
from components.ui.forms import pays
from components.walk import results
from components.workshop.edits.fields import set_field
from components.workshop.records.money import CertaintyWeight


def step(tab, name, language="en"):
    return tab.open("step6_investment").part("step6", name, language)


def capital(store, code):
    plan = results.plan(results.snapshot(store, code), load())
    return sum(flow.amount for flow in plan.flows if flow.kind == "capex")


def test_the_plan_is_one_sentence_with_its_prices_and_goes_on_after_its_last_year(demo, store):
    step(demo, "plan")
    t = texts("en")
    assert f"projects for COP million {t.number(capital(store, demo.workshop))} by 2031" in demo.words()
    assert t("money.prices.constant", year="2026") in demo.words()
    assert t("money.fund.after", year="2031") in demo.words()


@pytest.mark.parametrize("by", ["payer", "source", "option", "certainty"])
def test_every_way_to_look_at_who_pays_has_the_same_whole(demo, store, by):
    step(demo, "pays").enter("pays-by", by).enter("pays-kind", "capex")
    assert "adds up by row and by year" in demo.words()
    assert texts("en").number(capital(store, demo.workshop)) in demo.words()


def test_the_use_of_envelopes_is_said_in_words(demo, store):
    step(demo, "pays")
    assert demo.says("money.use.carried")
    t, seen = texts("en"), results.snapshot(store, demo.workshop)
    for use in uses(seen.state, results.plan(seen, load()).flows, results.parameters(seen).value("envelope.tight")):
        assert demo.says("money.use.said", share=t.percent(use.share), word=t(f"money.use.{use.flag}"))


def test_one_city_is_shown_project_by_project(demo):
    step(demo, "pays").enter("pays-city", "C3")
    assert "Armenia pays COP million" in demo.words()


def test_the_money_of_each_year_waits_for_the_rise_of_prices(demo, store):
    state = store.snapshot(demo.workshop).state
    store.commit(demo.workshop, set_field(state, "inflation", "2029", "percent", None), by="facilitator")
    step(demo, "pays").write("setting", "main", "nominal", True)
    assert demo.says("money.prices.missing", years="2029")
    assert texts("en")("money.prices.constant", year="2026") in demo.words()
    state = store.snapshot(demo.workshop).state
    store.commit(demo.workshop, set_field(state, "inflation", "2029", "percent", 3.0), by="facilitator")
    demo.run()
    assert not demo.says("money.prices.missing", years="2029")
    assert texts("en")("money.prices.nominal") in demo.words()


def test_what_can_be_counted_on_follows_the_weights_of_the_room(demo, store):
    step(demo, "pays").enter("pays-counted", "weighted")
    before = demo.words()
    demo.write("certainty_weight", "applied", "percent", "0")
    [weight] = store.snapshot(demo.workshop).state.all(CertaintyWeight)
    assert (weight.code, weight.percent) == ("applied", 0)
    assert texts("en")("money.counted.words") in demo.words()
    assert demo.words() != before


def test_the_table_to_take_away_needs_no_session_and_adds_up(demo, store):
    step(demo, "pays")
    content = pays._csv(store, demo.workshop, "zh").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert sum(int(row[9]) for row in rows[1:] if row[3] == texts("zh")("workbook.flow_kinds.capex")) == capital(
        store, demo.workshop
    )


def test_the_map_says_where_the_money_goes_and_who_pays(demo):
    step(demo, "map")
    assert "Most goes to Pereira" in demo.words()
    demo.enter("map-what", "pays").enter("map-measure", "per_head")
    assert "Per head, " in demo.words()
    assert demo.at.get("deck_gl_json_chart")


def test_before_there_is_a_plan_every_part_says_what_it_needs(three):
    for name in ("plan", "pays", "map"):
        assert step(three, name).says("step6.empty")


def test_money_that_nobody_gives_yet_is_seen_by_year_and_by_project(demo, store):
    """The room plans with a source that is only a gap: what it would pay has no payer."""
    state = store.snapshot(demo.workshop).state
    edits = [
        *set_field(state, "parameter", "portfolio.certainty_minimum", "value", 0.0),
        *set_field(state, "source", "F02", "certainty", "gap"),
    ]
    store.commit(demo.workshop, edits, by="facilitator")
    plan = results.plan(results.snapshot(store, demo.workshop), load())
    lacking = sum(flow.amount for flow in plan.flows if flow.certainty == "gap")
    assert lacking
    step(demo, "plan")
    t = texts("en")
    assert t("money.gantt.lacks", amount=lacking) in demo.words()
    assert f"{t.number(lacking)} has no payer yet" in demo.words()
    assert "that nobody pays yet" in demo.words()
    step(demo, "pays")
    assert t("money.pays.nobody") in demo.words()


def test_the_whole_is_led_over_to_that_of_the_workbook_where_both_are_in_constant_prices(demo, store):
    flows = results.plan(results.snapshot(store, demo.workshop), load()).flows
    charges = -sum(flow.amount for flow in flows if flow.kind == "revenue")
    net = sum(flow.amount for flow in flows)
    assert charges > 0
    assert step(demo, "pays").says("money.pays.net", charges=charges, net=net)
    demo.enter("pays-counted", "weighted")
    assert "12_ByCity" not in demo.words()
