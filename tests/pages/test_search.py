"""The search beside the page: what stands there meanwhile, how it is ended, and what nothing fits says."""

import threading
import time
from dataclasses import replace

import pytest

from components.investment.portfolio import FEASIBLE
from components.language import texts
from components.ui import session
from components.walk import results
from components.workshop.records.money import Envelope, Source
from components.workshop.store import Edit

T = texts("en")
LATE = 60


class Held:
    """A solver that tells of a first plan and keeps back the last until `go` is set."""

    def __init__(self, select):
        self.select, self.go, self.told = select, threading.Event(), threading.Event()
        self.quiet = False
        self.go.set()

    def __call__(self, question, *, report, cancelled, **how):
        found = self.select(question, **how)
        if not (self.quiet or self.go.is_set()):
            report(replace(found, status=FEASIBLE, gap=0.05, explained=False))
            self.told.set()
        while not (self.go.wait(0.005) or cancelled()):
            pass
        return found if self.go.is_set() else replace(found, status=FEASIBLE, gap=0.05)


@pytest.fixture
def held(monkeypatch):
    results.forget()
    solver = Held(results.select)
    monkeypatch.setattr(results, "select", solver)
    yield solver
    solver.go.set()


def slow(monkeypatch):
    monkeypatch.setattr(session, "patience", lambda: 0.0)


def settled(tab):
    """Until the search that the page shows has ended, and the page is drawn with its answer."""
    ends = time.monotonic() + LATE
    while "search_cancel" in tab.run().widgets and time.monotonic() < ends:
        time.sleep(0.05)
    return tab


def test_the_line_above_the_plan_says_how_sure_it_is_and_what_a_score_counts_by(demo, held):
    demo.open("step6_investment")
    words = demo.words()
    assert T("search.counts", chosen=11, out=6, value="806", possible="967") in words
    assert T("search.size.one") in words
    assert "✔" in words
    assert "search_cancel" not in demo.widgets


def test_the_last_plan_stays_and_is_called_old_while_a_better_one_is_sought(demo, held, monkeypatch):
    demo.open("step6_investment")
    before = demo.words()
    assert "P04 Freight hub" in before
    held.go.clear()
    slow(monkeypatch)
    demo.part("step6", "money").write("envelope", "C1.2028", "amount", "1")
    assert held.told.wait(LATE)
    demo.part("step6", "plan")
    assert demo.says("search.old")
    assert "5.0%" in demo.at.get("progress")[0].proto.text
    assert "P04 Freight hub" in demo.words()
    held.go.set()
    settled(demo)
    assert not demo.says("search.old")
    assert "✔" in demo.words()


def test_a_search_is_ended_by_hand_says_its_gap_and_can_go_on(demo, held, monkeypatch):
    held.go.clear()
    slow(monkeypatch)
    demo.open("step6_investment")
    assert held.told.wait(LATE)
    demo.run()
    assert demo.says("search.so_far")
    settled(demo.click("search_cancel"))
    assert T("search.feasible", gap="5.0%", seconds="@").split("(@")[0] in demo.words()
    held.go.set()
    settled(demo.click("search_again"))
    assert "search_again" not in demo.widgets
    assert "✔" in demo.words()


def test_the_gate_says_that_the_plan_is_sought_and_not_that_nothing_fits(demo, held, monkeypatch):
    held.go.clear()
    held.quiet = True
    slow(monkeypatch)
    demo.open("step5_partnership").open("step6_investment")
    assert demo.says("gates.plan.seeking")
    assert not demo.says("gates.plan.none")


def test_nothing_fits_says_which_limits_clash_and_the_least_that_helps(demo, store):
    edits = [Edit("option", code, "must", "in") for code in ("P08", "P16")]
    reasons = [Edit("option", code, "must_reason", "law") for code in ("P08", "P16")]
    store.commit(demo.workshop, [*edits, *reasons], by="import")
    demo.open("step6_investment")
    words = demo.words()
    assert T("search.infeasible", seconds="@").split("(@")[0] in words
    assert "These cannot hold together" in words
    assert "It fits when you raise" in words
    assert "Or it fits without more money when these need not be in: P08" in words


def test_a_plan_of_nothing_is_not_ticked_as_proven_best(demo, store):
    state = store.snapshot(demo.workshop).state
    nothing = [Edit("envelope", row.code, "amount", 0.0) for row in state.all(Envelope)]
    given = [Edit("source", row.code, "removed", True) for row in state.all(Source)]
    free = [Edit("option", row.code, "must", "") for row in state.options]
    store.commit(demo.workshop, [*nothing, *given, *free], by="import")
    demo.open("step6_investment")
    line = T("search.nothing", seconds="@").split("(@")[0]
    assert f"○ {line}" in demo.words()
    assert "proven best" not in demo.words()
    assert "0 in, " not in demo.words()


def test_every_option_left_out_has_its_reason_and_what_it_would_push_out(demo):
    demo.open("step6_investment").part("step6", "out")
    words = demo.words()
    plan = results.plan(results.snapshot(session.shared_store(), demo.workshop), session.load())
    for line in plan.lines:
        shown = f"<h4>{line.option} " in words
        assert shown == (not line.chosen), line.option
    pushed = T("search.out.pushes", n=1, options="P09 Skills college with three campuses", loss="3.8")
    assert pushed in words
    assert T("search.out.impossible") in words
    assert T("search.do.split") in words


def test_a_list_by_score_stands_beside_the_plan(demo):
    demo.open("step6_investment").part("step6", "out")
    assert demo.says("search.list.differs", n=10, value="726", chosen=11, best="806", lost="80")
    assert demo.says("search.list.missed", n=1, options="P06 Express buses between the three cities, one ticket")


def test_an_option_whose_cost_is_missing_says_so_and_what_to_do(demo, store):
    store.commit(demo.workshop, [Edit("option", "P07", "capex_likely", None)], by="import")
    demo.open("step6_investment").part("step6", "out")
    assert demo.says("plan.why.no_capex")
    assert demo.says("search.do.no_capex")


def test_an_empty_workshop_has_nothing_left_out(three):
    three.open("step6_investment").part("step6", "out")
    assert three.says("step6.nothing_out")
