"""Is the plan fair, what going together is worth, and what follows when a partner leaves or says no."""

import time
from dataclasses import replace

import pytest

from components.investment.portfolio import INFEASIBLE, UNKNOWN
from components.ui import session
from components.walk import joint, results
from components.workshop.records.demands import Consent
from components.workshop.records.options import BenefitShare
from components.workshop.store import Edit

LATE = 60


def fair(tab):
    return tab.open("step6_investment").part("step6", "fair")


def leave(tab):
    return tab.open("step6_investment").part("step6", "leave")


def test_before_there_is_a_plan_the_parts_say_what_it_needs(three):
    assert fair(three).says("step6.empty")
    assert leave(three).says("fairness.leaving.empty")


def test_the_demonstration_answers_whether_any_partner_loses(demo):
    words = fair(demo).words()
    assert demo.says("fairness.answer.no")
    assert demo.says("fairness.groups.exact")
    assert demo.says("fairness.core.shapley_inside")
    for name in ("Pereira", "Manizales", "Armenia"):
        assert name in words


def test_a_city_that_gets_nothing_loses_and_is_named_with_the_reason(demo, store):
    rows = store.snapshot(demo.workshop).state.all(BenefitShare)
    of_all = {row.option for row in rows if row.city == "C3"} - {"P16"}
    edits = [
        Edit("benefit", row.code, "percent", 0 if row.city == "C3" else 50, row.percent)
        for row in rows
        if row.option in of_all
    ]
    store.commit(demo.workshop, edits, by="facilitator")
    fair(demo)
    assert demo.says("fairness.answer.yes", n=1, cities="Armenia")
    assert "Armenia would get the same for less on its own" in demo.words()
    assert "By the key, Armenia would pay" in demo.words()


def test_where_nobody_said_who_benefits_the_answer_is_not_known(demo, store):
    state = store.snapshot(demo.workshop).state
    edits = [Edit("benefit", row.code, "percent", None, row.percent) for row in state.all(BenefitShare)]
    store.commit(demo.workshop, edits, by="facilitator")
    assert fair(demo).says("fairness.answer.unknown", share="0%", least="60%")


def test_beyond_some_cities_groups_are_approximate_until_asked_exactly(demo, store):
    store.commit(demo.workshop, [Edit("parameter", "shapley.exact_cities", "value", 2)], by="facilitator")
    assert fair(demo).says("fairness.groups.approximate")
    assert demo.click("groups_exactly").says("fairness.groups.exact")


def test_when_a_city_leaves_the_others_see_what_they_pay(demo):
    leave(demo).enter("leaving-city", "C3")
    assert "If Armenia leaves, " in demo.words()
    assert "P07 Airport shuttle" in demo.words()
    assert "Armenia" not in demo.words().split("If Armenia leaves")[1].split("scn-folds")[0]


@pytest.fixture
def forgotten():
    """What was searched with a solver of the test's own is not kept for the next."""
    results.forget()
    yield
    results.forget()


@pytest.mark.parametrize(("status", "words"), [(INFEASIBLE, "nothing"), (UNKNOWN, "unfound")])
def test_without_a_plan_of_those_who_stay_nothing_is_set_against_the_plan(demo, monkeypatch, forgotten, status, words):
    leaving, refusing = joint.leaving, joint.refusing
    monkeypatch.setattr(joint, "leaving", lambda *given, **how: replace(leaving(*given, **how), status=status))
    monkeypatch.setattr(joint, "refusing", lambda *given, **how: replace(refusing(*given, **how), status=status))
    leave(demo).enter("leaving-city", "C3")
    assert demo.says(f"fairness.leaving.{words}", city="Armenia")
    demo.enter("refused-option", "P09").enter("refusing-city-P09", "C2")
    option = "P09 Skills college"
    assert f"If Manizales does not pay for {option}" in demo.words()
    assert "to compare with" in demo.words().split(f"does not pay for {option}")[1]
    assert not demo.says("fairness.leaving.kept")
    assert "For the options that stay" not in demo.words()
    assert " → " not in demo.words().split("If Armenia leaves")[1]


def test_a_no_to_one_option_shows_who_pays_the_rest_and_records_nothing(demo, store):
    recorded = store.snapshot(demo.workshop).state.all(Consent)
    leave(demo).enter("refused-option", "P09").enter("refusing-city-P09", "C2")
    assert "If Manizales does not pay for P09 Skills college" in demo.words()
    assert "For this option (COP million)" in demo.words()
    assert store.snapshot(demo.workshop).state.all(Consent) == recorded


def test_a_recorded_no_says_who_pays_the_rest(demo):
    words = leave(demo).words()
    assert "Manizales said no to P15 One regional airport for the three cities" in words
    assert "what the cities bear of it falls on Pereira 60.95%, Armenia 39.05%" in words


@pytest.mark.parametrize("failed", [False, True])
def test_an_ended_or_failed_search_is_asked_again_only_by_hand(demo, monkeypatch, failed):
    begun, leaving = [], joint.leaving
    results.forget()

    def once(*given, cancelled, **how):
        begun.append(given)
        if failed and len(begun) == 1:
            raise ArithmeticError
        while len(begun) == 1 and not cancelled():
            time.sleep(0.005)
        return leaving(*given, cancelled=cancelled, **how)

    monkeypatch.setattr(joint, "leaving", once)
    leave(demo)
    monkeypatch.setattr(session, "patience", lambda: 0.05)
    demo.enter("leaving-city", "C3")
    if not failed:
        demo.click("leaving_end")
    assert settled(demo, "leaving_again").says("search.failed") == failed
    assert len(begun) == 1
    assert "If Armenia leaves, " not in demo.words()
    demo.click("leaving_again")
    ends = time.monotonic() + LATE
    while "If Armenia leaves, " not in demo.run().words() and time.monotonic() < ends:
        time.sleep(0.05)
    assert "If Armenia leaves, " in demo.words()
    assert not demo.says("search.failed")


def settled(tab, button):
    """The tab as soon as it shows this button."""
    ends = time.monotonic() + LATE
    while button not in tab.run().widgets and time.monotonic() < ends:
        time.sleep(0.05)
    return tab


def test_two_cities_are_too_few_for_one_to_leave(demo, store):
    store.commit(demo.workshop, [Edit("city", "C3", "removed", True)], by="facilitator")
    results.forget()
    assert leave(demo).says("fairness.leaving.one_city")


def test_both_parts_speak_chinese(demo):
    demo.at.query_params["lang"] = "zh"
    demo.open("step6_investment").part("step6", "fair", "zh")
    assert demo.says("fairness.answer.no", "zh")
    demo.part("step6", "leave", "zh").enter("leaving-city", "C3")
    assert "Armenia退出" in demo.words()
