"""The money as a finance officer enters it: tables, demands, and every wrong entry in words where it was made."""

import pytest

from components.language import entries, placeholders, texts
from components.workshop.records.demands import BudgetYear, Ceiling, FloorDemand, Inflation, InKind, Match
from components.workshop.records.money import Envelope, SourceAmount
from components.workshop.records.options import Option
from components.workshop.store import Edit

T = texts("en")


def money(tab):
    return tab.open("step6_investment").part("step6", "money")


def folds(tab, *names):
    """Opens parts of what the plan must keep to."""
    for name in names:
        tab.at.session_state[f"demands-{name}"] = True
    return tab.run()


def put(store, tab, *edits):
    """As if it had come into the log some other way: an import, an earlier version."""
    store.commit(tab.workshop, [Edit(*edit) for edit in edits], by="import")


@pytest.fixture
def state(store):
    return lambda tab: store.snapshot(tab.workshop).state


def test_a_wrong_amount_stays_where_it_was_typed_with_its_city_and_year_in_words(demo, state):
    money(demo).write("envelope", "C1.2028", "amount", "sixteen")
    said = T("edits.not_a_number", text="sixteen")
    assert f"Pereira 2028: {said}" in demo.words()
    assert demo.shown("envelope", "C1.2028", "amount") == "sixteen"
    assert state(demo).one(Envelope, "C1.2028").amount == 16500
    demo.write("envelope", "C2.2027", "amount", "17000")
    assert f"Pereira 2028: {said}" in demo.words()
    demo.write("envelope", "C1.2028", "amount", "16,000")
    assert said not in demo.words()
    assert state(demo).one(Envelope, "C1.2028").amount == 16000


@pytest.mark.parametrize(
    ("typed", "key", "values"),
    [
        ("-5", "edits.below_zero", {"value": -5}),
        ("12.5", "edits.not_whole", {"value": "12.5"}),
    ],
)
def test_an_amount_that_cannot_be_is_refused_and_nothing_is_lost(demo, state, typed, key, values):
    money(demo).write("source_amount", "F01.2029", "amount", typed)
    assert f"F01 2029: {T(key, **values)}" in demo.words()
    assert demo.shown("source_amount", "F01.2029", "amount") == typed
    assert state(demo).one(SourceAmount, "F01.2029").amount == 9000


def test_a_slip_of_a_thousand_is_pointed_out_at_its_row_and_above_the_plan(demo):
    money(demo).write("envelope", "C1.2028", "amount", "16500000")
    words = T("plan.slip.given_thousand_up", who="Pereira", year="2028", unit=T("common.unit.million", currency="COP"),
              amount="16,500,000", factor="1,031", currency="COP")  # fmt: skip
    assert words in demo.words()
    demo.part("step6", "plan")
    assert demo.says("search.slips", n=1)
    demo.at.session_state["slips"] = True
    assert words in demo.run().words()


def test_demands_are_kept_and_each_says_what_is_in_force(demo, state):
    folds(money(demo), "limits", "floors", "choice", "prices")
    demo.write("budget", "2028", "amount", "60000").write("ceiling", "C2", "amount", "70000")
    demo.write("floor", "kind.soft", "count", "3").write("floor", "city.C3", "amount", "20000")
    demo.write("match", "F01", "most_percent", "80").write("inflation", "2028", "percent", "5.5")
    demo.write("in_kind", "C1", "what", "4 ha of land").write("in_kind", "C1", "amount", "900")
    demo.write("setting", "main", "size_weight", "beneficiaries")
    kept = state(demo)
    assert kept.one(BudgetYear, "2028").amount == 60000
    assert kept.one(Ceiling, "C2").amount == 70000
    assert kept.one(FloorDemand, "kind.soft") == FloorDemand("kind.soft", "kind", "soft", 3, None)
    assert kept.one(FloorDemand, "city.C3").amount == 20000
    assert kept.one(Match, "F01").most_percent == 80
    assert kept.one(Inflation, "2028").percent == 5.5
    assert kept.one(InKind, "C1") == InKind("C1", "4 ha of land", 900)
    words = demo.words().replace("\\", "")
    for said in (
        T("demands.limits.budget_said", years="2028: 60,000"),
        T("demands.limits.ceiling_said", city="Manizales", amount="70,000"),
        T("demands.floor_count_said", name="Soft", n=3),
        T("demands.floor_amount_said", name="Armenia", amount="20,000"),
        T("demands.choice.size_said", size=T("demands.choice.beneficiaries")),
        T("demands.prices.in_kind_said", cities="Pereira"),
        T("search.size.beneficiaries"),
    ):
        assert said in words, said


def test_a_floor_above_what_the_list_holds_is_refused_at_its_row(demo, state):
    folds(money(demo), "floors").write("floor", "kind.soft", "count", "40")
    softs = [option for option in state(demo).options if option.kind == "soft" and option.decision == "short_list"]
    said = T("edits.floor_count", count=40, n=len(softs))
    assert said in demo.words()
    assert state(demo).get(FloorDemand, "kind.soft") is None
    assert demo.shown("floor", "kind.soft", "count") == "40"


def test_a_least_share_above_the_most_is_refused(demo, state):
    money(demo).write("match", "F01", "most_percent", "30").write("match", "F01", "least_percent", "40")
    assert T("edits.least_over_most", least=40, most=30) in demo.words()
    assert state(demo).one(Match, "F01").least_percent is None


def test_a_grant_larger_than_the_cost_is_pointed_out_and_kept(demo, state):
    money(demo).write("source_amount", "F02.2028", "amount", "90000")
    assert "110,000" in demo.words()
    assert demo.says("plan.slip.grant_too_large", source="F02 Development bank loan for the freight hub",
                     options="P04 Freight hub La Virginia, 12 ha", amount="110,000", cost="95,000",
                     unit=T("common.unit.million", currency="COP"))  # fmt: skip
    assert sum(row.amount or 0 for row in state(demo).all(SourceAmount) if row.source == "F02") == 110_000


def test_a_budget_of_nothing_says_what_it_means(demo):
    folds(money(demo), "limits").write("budget", "2028", "amount", "0")
    assert demo.says("plan.slip.zero_budget", year="2028")
    for year in (2027, 2029, 2030, 2031):
        demo.write("budget", str(year), "amount", "0")
    assert demo.says("plan.slip.no_budget")


def test_a_must_and_a_must_not_are_taken_only_with_their_reason(demo, state):
    folds(money(demo), "must").enter("must.option", "P14").enter("must.way.P14", "in").click("must.set.P14")
    assert demo.says("edits.must_in", code="P14")
    assert not state(demo).one(Option, "P14").must
    demo.enter("must.why.P14", "Decision of the councils, 4 May 2026").click("must.set.P14")
    demo.enter("must.option", "P07").enter("must.way.P07", "out").enter("must.why.P07", "By law").click("must.set.P07")
    kept = {option.code: (option.must, option.must_reason) for option in state(demo).options if option.must}
    assert kept == {"P14": ("in", "Decision of the councils, 4 May 2026"), "P07": ("out", "By law")}
    demo.write("option", "P14", "must_reason", " ")
    assert demo.says("edits.must_in", code="P14")
    assert state(demo).one(Option, "P14").must_reason == "Decision of the councils, 4 May 2026"
    demo.click("must.back.P14")
    assert (state(demo).one(Option, "P14").must, state(demo).one(Option, "P14").must_reason) == ("", "")


@pytest.mark.parametrize(
    ("edit", "key"),
    [
        (("option", "P03", "requires", ["P06"]), "plan.slip.circle"),
        (("option", "P07", "cities", ["C1", "C9"]), "plan.slip.city_left"),
        (("option", "P07", "build_years", 0), "plan.slip.finish_before_start"),
        (("option", "P07", "capex_likely", -5.0), "plan.slip.cost_negative"),
        (("option", "P07", "capex_likely", 12_000_000.0), "plan.slip.thousand_up"),
    ],
)
def test_what_came_in_wrong_by_another_way_is_pointed_out_above_the_plan(demo, store, edit, key):
    put(store, demo, edit)
    demo.open("step6_investment")
    demo.at.session_state["slips"] = True
    start = T(key, **dict.fromkeys(_names(key), "@")).split("@")
    words = demo.run().words()
    assert all(part in words for part in start if len(part) > 12), key


def _names(key):
    return placeholders(entries("en")[key])


def test_an_empty_workshop_says_that_there_is_no_money(three):
    money(three)
    assert three.says("demands.no_source")
    assert three.says("search.slips", n=1)
    three.at.session_state["slips"] = True
    assert three.run().says("plan.slip.no_money")


def test_a_slip_in_a_cost_is_pointed_out_on_the_card_of_the_option(demo, store):
    put(store, demo, ("option", "P07", "capex_likely", 12_000_000.0))
    demo.open("step4_networks")
    start = T("plan.slip.thousand_up", **dict.fromkeys(_names("plan.slip.thousand_up"), "@")).split("@")[-1]
    assert start not in demo.words()
    demo.at.session_state[demo.key("option", "P07", "card")] = True
    assert start in demo.run().words()


def test_a_table_from_a_spreadsheet_is_taken_as_a_whole_or_not_at_all(demo, state):
    money(demo).enter("money_table", "\t2028\t2029\nPereira\t17000\tlots\nF01\t8000\t-1").click("take_money")
    words = demo.words().replace("\\", "")
    assert T("edits.money_cell", line=2, year="2029", text="lots") in words
    assert T("edits.money_cell", line=3, year="2029", text="-1") in words
    assert state(demo).one(Envelope, "C1.2028").amount == 16500
    assert demo.widget("money_table").value.startswith("\t2028")
    demo.enter("money_table", "\t2028\t2029\nPereira\t17,000\t\nF01\t8000\t7000").click("take_money")
    assert state(demo).one(Envelope, "C1.2028").amount == 17000
    assert state(demo).one(Envelope, "C1.2029").amount == 16500
    assert state(demo).one(SourceAmount, "F01.2029").amount == 7000
    assert demo.widget("money_table").value == ""
