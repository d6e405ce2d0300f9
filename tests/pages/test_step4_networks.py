"""Options, decisions with reasons, criteria, and weights that are fixed before anybody marks an option."""

import dataclasses
import io

import openpyxl

from components.workshop.edits.fields import set_field
from components.workshop.edits.setup import remove_city
from components.workshop.records.options import Option
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


def test_deciding_without_a_choice_says_what_to_choose_and_keeps_nothing(three, store):
    _option(three).enter("P01.decided", "Asked for").click("P01.decide")
    assert three.says("edits.needs_decision")
    option = store.snapshot(three.workshop).state.options[0]
    assert (option.decision, option.reason) == ("", "")


def test_shares_of_the_benefit_that_do_not_make_the_whole_are_pointed_out(three):
    _option(three).part("option", "people", of="P01")
    three.write("benefit", "P01.C1", "percent", "60").write("benefit", "P01.C2", "percent", "30")
    assert three.says("step4.benefits_sum", total="90.0")
    three.write("benefit", "P01.C3", "percent", "10")
    assert not three.says("step4.benefits_sum", total="100.0")
    assert not three.says("step4.benefits_sum", total="90.0")


def test_what_costs_an_unknown_sum_to_run_is_not_short_listed(three, store):
    _option(three)
    three.enter("P01.decision", "short_list").enter("P01.decided", "Because").click("P01.decide")
    assert three.says("edits.short_list_opex_per_year", code="P01")
    assert store.snapshot(three.workshop).state.options[0].decision == ""


def test_the_weights_are_revealed_before_the_ballot_on_options_opens(three, store):
    _option(three).write("option", "P01", "opex_per_year", "0")
    three.enter("P01.decision", "short_list").enter("P01.decided", "Because").click("P01.decide")
    three.part("step4", "criteria").click("options.open")
    assert three.says("rounds.weights_first")
    assert store.snapshot(three.workshop).state.round_of("options") is None
    three.click("weights.open").click("weights.closed").click("weights.revealed").click("options.open")
    assert store.snapshot(three.workshop).state.round_of("options").state == OPEN


def test_a_criterion_that_was_left_out_is_taken_in_again_until_weights_were_given(three):
    three.open("step4_networks").part("step4", "criteria")
    first = next(key for key in sorted(three.widgets) if key.startswith("drop."))
    code = first.removeprefix("drop.")
    three.click(first)
    assert first not in three.widgets
    three.click(f"bring_back.{code}")
    assert first in three.widgets
    assert f"bring_back.{code}" not in three.widgets
    three.click(first).click("weights.open").click("weights.closed").click("weights.revealed")
    assert f"bring_back.{code}" not in three.widgets


def test_criteria_stand_once_the_weights_were_revealed(three, store):
    three.open("step4_networks").part("step4", "criteria").enter("own_criterion", "Visible soon").click("own_add")
    assert "Visible soon" in three.words()
    assert "drop.O01" in three.widgets
    three.click("weights.open").click("weights.closed").click("weights.revealed")
    assert not {"own_add", "drop.O01"} & three.widgets


def test_costs_out_of_order_are_refused_and_the_old_ones_stay(three, store):
    _option(three).part("option", "money", of="P01").write("option", "P01", "capex_high", "100")
    assert three.says("edits.capex_order", low=900, high=100)
    assert store.snapshot(three.workshop).state.options[0].capex_high is None


def test_an_option_is_taken_from_a_gap_with_the_reason_in_it(demo, store):
    before = len(store.snapshot(demo.workshop).state.options)
    demo.open("step4_networks").part("step4", "proposals")
    demo.click(next(key for key in sorted(demo.widgets) if key.startswith("take.0.")))
    options = store.snapshot(demo.workshop).state.options
    assert len(options) == before + 1
    assert options[-1].problem_code
    assert options[-1].public_good


def test_one_voice_per_city_stands_beside_the_plain_weights(demo):
    demo.open("step4_networks").part("step4", "criteria")
    assert "✔ one voice per person" in demo.words()
    assert "one voice per city" in demo.words()
    # The demonstration's options were marked: who has one voice stands
    assert demo.widget(demo.key("setting", "main", "voice")).disabled


def test_the_room_chooses_who_has_one_voice(three, store):
    three.open("step4_networks").part("step4", "criteria").write("setting", "main", "voice", "city")
    assert store.snapshot(three.workshop).state.setting.voice == "city"


LIST = "Proyecto;Costo (millones COP);Municipio\nPuente nuevo;125;Aran\nBiblioteca;abc;Belo\nPuerto;80;Nowhere"


def test_a_citys_own_list_is_shown_with_its_faults_before_anything_is_taken(three, store):
    three.open("start").write("setting", "main", "currency", "COP")
    three.open("step4_networks").part("step4", "list").enter("project_paste", LIST)
    assert three.says("projects.count.new", n=1)
    assert three.says("projects.count.faulty", n=2)
    assert store.snapshot(three.workshop).state.options == ()
    three.click("take_projects")
    [option] = store.snapshot(three.workshop).state.options
    assert (option.name, option.capex_likely, option.cities) == ("Puente nuevo", 125, ("C1",))
    assert three.says("projects.done", n=1)
    assert three.says("projects.nothing_new")
    three.click("undo")
    assert store.snapshot(three.workshop).state.options == ()
    three.click("redo")
    assert [found.name for found in store.snapshot(three.workshop).state.options] == ["Puente nuevo"]
    assert "redo" not in three.widgets


def test_a_list_in_the_wrong_unit_is_pointed_out_row_by_row(demo):
    costs = "\n".join(f"Works {number};{90_000_000 + number};3" for number in range(5))
    demo.open("step4_networks").part("step4", "list").enter("project_paste", f"Project;Cost (million);Opex\n{costs}")
    words = demo.words()
    assert words.count("Is the unit of the list right?") == 3
    assert demo.says("projects.thousand_more", n=2)


def test_a_list_without_a_unit_waits_for_it(three):
    three.open("step4_networks").part("step4", "list").enter("project_paste", "Project;Cost\nHub;5")
    assert three.says("projects.answer_unit")
    assert "take_projects" not in three.widgets
    three.enter("project_unit.", "million")
    assert "take_projects" in three.widgets


def test_a_list_without_headers_says_what_it_needs(three):
    three.open("step4_networks").part("step4", "list").enter("project_paste", "Hub;5\nRoad;6")
    assert three.says("projects.no_header")


def test_two_options_that_are_the_same_are_merged_and_the_trace_stays(three, store):
    _option(three).click("add_option").write("option", "P02", "name", "Freight hub 12 ha")
    three.click("merge.P01.P02")
    merged = store.snapshot(three.workshop).state.options[1]
    assert (merged.decision, merged.merge_with) == ("merge", "P01")
    assert "merge.P01.P02" not in three.widgets


def test_a_merge_by_hand_names_the_other_option(three, store):
    _option(three).click("add_option").write("option", "P02", "name", "Library")
    three.enter("P02.decision", "merge").enter("P02.decided", "one house").click("P02.decide")
    assert three.says("edits.needs_merge_with")
    three.enter("P02.into", "P01").click("P02.decide")
    assert store.snapshot(three.workshop).state.options[1].merge_with == "P01"


def test_every_field_of_an_option_can_be_reached(three, store):
    _option(three)
    seen = set(three.widgets)
    for part in ("money", "what", "people", "ready", "others"):
        seen |= three.part("option", part, of="P01").widgets
    asked = {name.rpartition(".")[2] for name in seen if f"{three.workshop}.option.P01." in name}
    by_button = {"decision", "merge_with", "reason", "tier", "tier_reason", "tier_by", "must", "must_reason"}
    by_button.add("demonstration")
    fields = {item.name for item in dataclasses.fields(Option)} - {"code"}
    assert fields - asked == by_button


def test_the_uplift_is_shown_beside_the_cost_and_never_in_it(three, store):
    _option(three).part("option", "money", of="P01").write("option", "P01", "uplift_type", "standard_civil")
    assert "1,296" in "\n".join(node.value for node in three.at.info)
    assert store.snapshot(three.workshop).state.options[0].capex_likely == 900


def test_readiness_is_kept_as_a_number(three, store):
    _option(three).part("option", "ready", of="P01").write("option", "P01", "readiness", "3")
    assert store.snapshot(three.workshop).state.options[0].readiness == 3


def _upload(tab: Tab, content: bytes, name: str) -> None:
    tab.at.file_uploader(key="project_file").set_value((name, content, "application/octet-stream"))
    tab.run()


def test_an_excel_file_is_read_sheet_by_sheet_and_column_by_column(three, store):
    made = openpyxl.Workbook()
    made.active.append(["notes"])
    sheet = made.create_sheet("Works")
    sheet.append(["Project", "Cost (million)", "Years", "City"])
    sheet.append(["Harbour", 40, 3, "Cora"])
    content = io.BytesIO()
    made.save(content)
    three.open("step4_networks").part("step4", "list")
    _upload(three, content.getvalue(), "list.xlsx")
    assert three.says("projects.no_header")
    three.enter("project_sheet", "Works")
    three.enter("project_column.3.Years", "build_years").click("take_projects")
    [option] = store.snapshot(three.workshop).state.options
    assert (option.name, option.capex_likely, option.build_years, option.cities) == ("Harbour", 40, 3, ("C3",))


def test_a_file_that_is_no_list_is_refused_in_words(three, store):
    three.open("step4_networks").part("step4", "list")
    for content, name, key in ((b"%PDF-1.7", "plan.xlsx", "paper.gate.pdf"), (b"a\0b", "plan.csv", "lines.not_text")):
        _upload(three, content, name)
        assert three.says(key)
    assert store.snapshot(three.workshop).state.options == ()


def test_a_long_list_can_be_looked_at_by_decision(demo):
    demo.open("step4_networks")
    cards = [node.label for node in demo.at.get("expander") if node.label.startswith("P")]
    assert len(cards) == 17
    demo.enter("options_shown", "defer")
    assert [node.label[:3] for node in demo.at.get("expander") if node.label.startswith("P")] == ["P17"]
    demo.click("add_option")
    assert [node.label[:3] for node in demo.at.get("expander") if node.label.startswith("P")] == ["P18"]
    demo.click("undo")
    assert not [node for node in demo.at.get("expander") if node.label.startswith("P")]


def test_what_a_city_alone_wanted_waits_for_its_cities_when_it_has_left(three, store):
    _option(three).write("option", "P01", "opex_per_year", "12")
    three.enter("P01.decision", "short_list").enter("P01.decided", "Asked for by one city").click("P01.decide")
    state = store.snapshot(three.workshop).state
    store.commit(three.workshop, set_field(state, "option", "P01", "cities", ("C3",)), by="facilitator")
    store.commit(three.workshop, remove_city(store.snapshot(three.workshop).state, "C3"), by="facilitator")
    three.open("step4_networks")
    assert three.says("plan.slip.no_city_left", option="P01 Freight hub, 12 ha")
    three.open("step6_investment").part("step6", "out")
    assert three.says("plan.why.no_city")
