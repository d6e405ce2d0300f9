"""Options, decisions with reasons, criteria, and weights that are fixed before anybody marks an option."""

from components.workshop.store import OPEN
from tests.screens import Tab


def _option(three: Tab) -> Tab:
    three.open("step4_networks").click("add_option")
    three.write("option", "P01", "name", "Freight hub, 12 ha")
    return three.write("option", "P01", "capex_likely", "900")


def test_a_decision_without_a_reason_is_refused(three, store):
    _option(three).write("option", "P01", "opex_per_year", "12")
    three.enter("P01.decision", "short_list").click("P01.decide")
    assert three.says("edits.needs_reason")
    assert store.snapshot(three.workshop).state.options[0].decision == ""
    three.enter("P01.decided", "Asked for by every city").click("P01.decide")
    option = store.snapshot(three.workshop).state.options[0]
    assert (option.decision, option.reason) == ("short_list", "Asked for by every city")


def test_what_costs_an_unknown_sum_to_run_is_not_short_listed(three, store):
    _option(three)
    three.enter("P01.decision", "short_list").enter("P01.decided", "Because").click("P01.decide")
    assert three.says("edits.short_list_opex_per_year", code="P01")
    assert store.snapshot(three.workshop).state.options[0].decision == ""


def test_the_weights_are_revealed_before_the_ballot_on_options_opens(three, store):
    _option(three).write("option", "P01", "opex_per_year", "0")
    three.enter("P01.decision", "short_list").enter("P01.decided", "Because").click("P01.decide")
    three.click("options.open")
    assert three.says("rounds.weights_first")
    assert store.snapshot(three.workshop).state.round_of("options") is None
    three.click("weights.open").click("weights.closed").click("weights.revealed").click("options.open")
    assert store.snapshot(three.workshop).state.round_of("options").state == OPEN


def test_criteria_stand_once_the_weights_were_revealed(three, store):
    three.open("step4_networks").enter("own_criterion", "Visible soon").click("own_add")
    assert "Visible soon" in three.words()
    assert "drop.O01" in three.widgets
    three.click("weights.open").click("weights.closed").click("weights.revealed")
    assert not {"own_add", "drop.O01"} & three.widgets


def test_costs_out_of_order_are_refused_and_the_old_ones_stay(three, store):
    _option(three).write("option", "P01", "capex_high", "100")
    assert three.says("edits.capex_order", low=900, high=100)
    assert store.snapshot(three.workshop).state.options[0].capex_high is None


def test_an_option_is_taken_from_a_gap_with_the_reason_in_it(demo, store):
    before = len(store.snapshot(demo.workshop).state.options)
    demo.open("step4_networks")
    demo.click(next(key for key in sorted(demo.widgets) if key.startswith("take.0.")))
    options = store.snapshot(demo.workshop).state.options
    assert len(options) == before + 1
    assert options[-1].problem_code
    assert options[-1].public_good


def test_one_voice_per_city_stands_beside_the_plain_weights(demo):
    demo.open("step4_networks")
    assert "✔ one voice per person" in demo.words()
    assert "one voice per city" in demo.words()
    # The demonstration's options were marked: who has one voice stands
    assert demo.widget(demo.key("setting", "main", "voice")).disabled


def test_the_room_chooses_who_has_one_voice(three, store):
    three.open("step4_networks").write("setting", "main", "voice", "city")
    assert store.snapshot(three.workshop).state.setting.voice == "city"
