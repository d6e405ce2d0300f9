"""Step 5 beyond the key: form, votes, clauses, the ladder, risks, measures, the work programme."""

from components.workshop.changes import Edit
from components.workshop.records.delivery import DisputeStep, Kpi, Risk, WorkItem
from components.workshop.records.partnership import Clause, Governance

PAGE = "step5_partnership"


def state(tab, store):
    return store.snapshot(tab.workshop).state


def test_a_form_is_chosen_among_cards_and_marked(three, store):
    three.open(PAGE).part("step5", "form")
    assert three.says("delivery.form.open")
    three.click("choose.association")
    assert state(three, store).one(Governance).form == "association"
    assert "choose.association" not in three.widgets
    assert three.says("delivery.form.title", form="Association or joint planning region")


def test_the_page_says_where_the_cost_of_the_secretariat_stands(three, store):
    three.open(PAGE).part("step5", "form")
    assert three.says("delivery.form.cost_unknown")
    three.write("governance", "main", "annual_cost", "100")
    assert three.says("delivery.form.cost_no_key")
    store.commit(three.workshop, [Edit("cost_key", "equal", "weight", 100.0)], by="test")
    three.run()
    assert three.says("delivery.form.cost_shared", parts="● Aran 34, ■ Belo 33, ▲ Cora 33")


def test_who_can_stop_a_decision_follows_the_votes(three, store):
    three.open(PAGE).part("step5", "rules")
    assert three.says("plan.power.no_rule")
    three.write("governance", "main", "decision_rule", "agreed_votes")
    assert three.says("plan.power.no_votes", city="Aran")
    for city, votes in (("C1", "3"), ("C2", "2"), ("C3", "1")):
        three.write("city_votes", city, "votes", votes)
    assert "Aran alone can stop a decision; Belo and Cora only together" in three.words()


def test_a_majority_below_one_half_is_refused(three, store):
    three.open(PAGE).part("step5", "rules").write("governance", "main", "decision_rule", "one_city_one_vote")
    three.write("governance", "main", "majority_percent", "40")
    assert state(three, store).one(Governance).majority_percent is None


def test_rungs_are_added_moved_and_taken_away(three, store):
    three.open(PAGE).part("step5", "rules").click("add_rung").click("add_rung")
    three.write("dispute_step", "D1", "who", "Officers").write("dispute_step", "D2", "who", "Mayors")
    three.click("rung.D2.up")
    rungs = sorted(state(three, store).all(DisputeStep), key=lambda step: step.order)
    assert [step.who for step in rungs] == ["Mayors", "Officers"]
    three.click("rung.D1.remove")
    assert [step.who for step in state(three, store).all(DisputeStep)] == ["Mayors"]


def test_clauses_are_filtered_by_status(three, store):
    three.open(PAGE).part("step5", "clauses")
    three.write("clause", "purpose", "text", "Act as one").write("clause", "purpose", "status", "agreed")
    assert state(three, store).get(Clause, "purpose").status == "agreed"
    three.enter("clause-filter", "agreed")
    shown = {key.split(".")[2] for key in three.widgets if ".clause." in key}
    assert shown == {"purpose"}
    three.enter("clause-filter", "rejected")
    assert three.says("delivery.clause.none")


def test_a_risk_is_added_rated_shared_and_taken_away(three, store):
    three.open(PAGE).part("step5", "risks")
    three.enter("new-risk-category", "demand").click("add_risk")
    for field, value in (("event", "Nobody rides"), ("likelihood", 4), ("impact", 5), ("cost", "1,000")):
        three.write("risk", "R01", field, value)
    [risk] = state(three, store).all(Risk)
    assert (risk.category, risk.event, risk.likelihood, risk.cost) == ("demand", "Nobody rides", 4, 1000)
    assert three.says("delivery.risk.title_red", n=1, all="1")
    assert three.says("delivery.risk.shares_open")
    for city, percent in (("C1", "50"), ("C2", "30"), ("C3", "20")):
        three.write("risk_share", f"R01.{city}", "percent", percent)
    assert "50.00 % = 500" in three.words()
    assert "R01" in three.words()
    three.click("R01.remove")
    assert three.says("delivery.risk.empty_title")


def test_a_measure_is_taken_from_the_examples_and_asks_for_its_baseline(three, store):
    three.open(PAGE).part("step5", "kpis")
    three.enter("new-kpi", "KPI11").click("take_kpi")
    [kpi] = state(three, store).all(Kpi)
    assert (kpi.name, kpi.direction) == ("Peak travel time between the cities", "down")
    three.click("add_kpi")
    assert three.says("delivery.kpi.needs_baseline")
    for field, value in (("name", "Jobs"), ("baseline", "0"), ("target_5", "10"), ("actual", "5")):
        three.write("kpi", "I02", field, value)
    assert "50%" in three.words()
    assert three.says("delivery.kpi.far_behind")


def test_a_step_of_work_is_added_with_its_date(three, store):
    three.open(PAGE).part("step5", "work")
    three.enter("new-work-what", "Sign").enter("new-work-due", "soon").click("add_work")
    assert three.says("edits.not_a_date", text="soon")
    assert state(three, store).all(WorkItem) == ()
    three.enter("new-work-due", "2027-02-28").enter("new-work-owner", "Mayors").click("add_work")
    [item] = state(three, store).all(WorkItem)
    assert (item.what, item.owner, item.due) == ("Sign", "Mayors", "2027-02-28")
    assert "Sign · Mayors · 2027-02-28" in three.words()
    assert three.widget("new-work-what").value == ""


def test_every_part_of_the_demonstration_is_drawn_in_chinese(demo):
    demo.at.query_params["lang"] = "zh"
    demo.open(PAGE)
    for part in ("form", "rules", "clauses", "risks", "kpis", "work", "library"):
        demo.part("step5", part, "zh")
    demo.part("step5", "risks", "zh")
    assert demo.says("delivery.risk.before", "zh")
