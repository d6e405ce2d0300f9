"""The cost key: sliders that try a mix out on the present plan, figures with their sources, keys of single options."""

import re

from components.framework.catalogue import load
from components.walk import results
from components.workshop.records.demands import OptionKey
from components.workshop.records.partnership import CostKey


def shares(tab):
    """The shares in the lead figure, in percent."""
    table = re.search(r"<table.*?</table>", tab.words(), re.DOTALL).group()
    return [float(cell) for cell in re.findall(r"<td>([\d.]+)%</td>", table)]


def mix(tab, store):
    return {row.code: row.weight for row in store.snapshot(tab.workshop).state.all(CostKey) if row.weight}


def slide(tab, key, value):
    return tab.enter(f"{tab.workshop}.trial.{key}", value)


def test_equal_shares_of_three_cities_make_exactly_one_hundred(three):
    three.open("step5_partnership").write("cost_key", "equal", "weight", "100")
    *cities, whole = shares(three)
    assert sorted(cities) == [33.33, 33.33, 33.34]
    assert (sum(cities), whole) == (100, 100)


def test_a_key_without_its_figures_is_not_used_and_the_page_says_so(three):
    three.open("step5_partnership").write("cost_key", "population", "weight", "100")
    assert three.at.warning
    assert "Equal parts, as long as no key can be used" in three.words()


def test_weights_that_do_not_make_one_hundred_are_named_and_the_sliders_offer_a_mix_that_does(three, store):
    three.open("step5_partnership").write("cost_key", "equal", "weight", "60")
    assert three.at.warning
    three.click("key_take")
    assert mix(three, store) == {"equal": 100}
    assert not three.at.warning


def test_a_workshop_without_cities_says_what_it_needs(empty):
    assert empty.open("step5_partnership").says("fairness.key.no_city")


def test_a_slider_moves_shares_and_amounts_at_once_and_seeks_no_plan(demo, store, monkeypatch):
    demo.open("step5_partnership")
    before, in_force = shares(demo), mix(demo, store)
    asked = []
    monkeypatch.setattr(results, "select", lambda *given, **how: asked.append(given))
    slide(demo, "fiscal_capacity", 100)
    assert shares(demo) != before
    assert abs(sum(shares(demo)[:-1]) - 100) < 1e-9
    assert demo.says("fairness.key.tried")
    assert (asked, mix(demo, store)) == ([], in_force)


def test_a_mix_that_was_tried_out_is_taken_or_given_back(demo, store):
    demo.open("step5_partnership")
    before, in_force = shares(demo), mix(demo, store)
    slide(demo, "equal", 100).click("key_back")
    assert (shares(demo), mix(demo, store)) == (before, in_force)
    assert demo.says("fairness.key.in_force")
    slide(demo, "equal", 100).click("key_take")
    taken = mix(demo, store)
    assert taken != in_force
    assert sum(taken.values()) == 100
    assert demo.says("fairness.key.in_force")


def test_another_key_can_be_mixed_in_but_no_more_than_can_be_explained(demo, store):
    demo.open("step5_partnership")
    demo.enter(f"{demo.workshop}.trial.keys", ["equal", "population", "fiscal_capacity", "use"])
    assert demo.says("fairness.key.at_most", most=3)


def test_a_key_that_lacks_a_figure_cannot_be_taken(demo):
    demo.open("step5_partnership").enter(f"{demo.workshop}.trial.keys", ["use"])
    assert demo.at.button(key="key_take").disabled
    assert demo.says("plan.sharing.no_metric_use", city="Pereira")


def test_every_figure_has_its_source_and_says_what_it_is(demo):
    words = demo.open("step5_partnership").words()
    assert "DANE, Censo 2018" in words
    assert demo.says("fairness.basis.measured")
    assert demo.says("fairness.basis.rule")


def own(tab, store, option):
    return [row.weight for row in store.snapshot(tab.workshop).state.all(OptionKey) if row.option == option]


def test_an_option_gets_a_key_of_its_own_and_gives_it_back(demo, store):
    demo.open("step5_partnership")
    demo.at.session_state["option-keys"] = True
    demo.run().enter("own-key-option", "P09").write("option_key", "P09.equal", "weight", "100")
    assert own(demo, store, "P09") == [100]
    assert demo.says("fairness.own.line", option="P09 Skills college with three campuses", mix="Equal 100 %")
    plan = results.plan(results.snapshot(store, demo.workshop), load())
    paid = [sum(row.amount for row in plan.flows if (row.option, row.payer) == ("P09", code))
            for code in ("C1", "C2", "C3")]  # fmt: skip
    # Whole units in every year: equal up to one unit a year
    assert max(paid) - min(paid) <= 5
    demo.click("own_key_common")
    assert (own(demo, store, "P09"), own(demo, store, "P07")) == ([], [100])


def test_an_own_key_that_cannot_be_used_is_named_here_and_at_the_gate(demo, store):
    demo.open("step5_partnership")
    demo.at.session_state["option-keys"] = True
    demo.run().enter("own-key-option", "P09").write("option_key", "P09.equal", "weight", "40")
    assert "P09 Skills college with three campuses follows the common key" in demo.words()
    assert demo.says("gates.own_keys.open", names="P09 Skills college with three campuses")


def test_the_shuttle_of_the_demonstration_is_paid_half_and_half(demo):
    demo.open("step5_partnership")
    demo.at.session_state["option-keys"] = True
    words = demo.run().words().replace("\\", "")
    assert "Pereira 50.00%" in words
    assert "Manizales 50.00%" in words


def test_the_page_speaks_chinese(demo):
    demo.at.query_params["lang"] = "zh"
    assert demo.open("step5_partnership").says("fairness.key.in_force", "zh")
