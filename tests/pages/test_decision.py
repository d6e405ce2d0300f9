"""Step 6, decision: words from the numbers, a status that the checks allow, adopting and superseding."""


import pytest

from components.investment import adopted
from components.language import texts
from components.workshop import people
from components.workshop.edits.fields import set_field
from components.workshop.records.options import Option
from components.workshop.records.scenarios import Adopted
from tests.screens import Browser


@pytest.fixture
def decision(demo):
    return demo.open("step6_investment").part("step6", "decision")


@pytest.fixture
def adopting(decision):
    return decision.part("decision", "adopt")


def state(tab, store):
    return store.snapshot(tab.workshop).state


def adopt(tab, name="Plan of May"):
    tab.enter("adopt_name", name)
    if "adopt_knowing" in tab.widgets:
        tab.enter("adopt_knowing", True)
    return tab.click("adopt")


def without_body(tab, store):
    for option in state(tab, store).all(Option):
        made = set_field(state(tab, store), "option", option.code, "responsible_body", "")
        if made:
            store.commit(tab.workshop, made, by="facilitator")


def test_what_the_numbers_say_is_taken_over_with_one_click_and_undone(decision, store):
    before = state(decision, store).setting.decision_asked
    decision.click("take-decision_asked")
    taken = state(decision, store).setting.decision_asked
    assert taken != before
    assert "Pereira" in taken
    assert "take-decision_asked" not in decision.widgets
    decision.click("undo")
    assert state(decision, store).setting.decision_asked == before


def test_for_decision_is_refused_while_a_core_check_fails_and_says_why(decision, store):
    decision.write("setting", "main", "status", "for_decision")
    assert state(decision, store).setting.status == "for_decision"
    without_body(decision, store)
    decision.run()
    assert "printed as a draft: Every project has exactly one responsible body" in decision.words()
    decision.write("setting", "main", "status", "draft").write("setting", "main", "status", "for_decision")
    assert state(decision, store).setting.status == "draft"
    assert "cannot be put to a decision yet" in decision.words()
    assert decision.shown("setting", "main", "status") == "draft"


def test_adopted_is_no_status_of_a_plan_that_can_still_change(decision):
    labels = decision.widget(decision.key("setting", "main", "status")).options
    assert labels == ["DRAFT for discussion", "FOR DECISION"]


def test_a_plan_is_adopted_by_name_and_cannot_be_undone(adopting, store):
    assert adopting.at.button(key="adopt").disabled
    adopt(adopting)
    [row] = state(adopting, store).all(Adopted)
    assert (row.name, row.by, row.superseded_by) == ("Plan of May", "facilitator", "")
    assert adopted.read(row).plan.lines
    assert adopting.says("adopted.list", n=1)
    assert adopting.at.button(key="undo").disabled


def test_adopting_again_supersedes_and_both_stay_on_the_page(adopting, store):
    adopt(adopt(adopting), "Plan of June")
    rows = {row.code: row for row in state(adopting, store).all(Adopted)}
    assert (rows["A01"].superseded_by, rows["A02"].superseded_by) == ("A02", "")
    labels = [node.label for node in adopting.at.get("expander")]
    assert any("A01" in label and "SUPERSEDED" in label for label in labels)
    assert any("A02" in label and "ADOPTED" in label for label in labels)


def test_what_has_changed_since_is_told_beside_what_the_plan_would_be_now(adopting, store):
    adopt(adopting)
    made = set_field(state(adopting, store), "envelope", "C1.2027", "amount", 3000.0)
    store.commit(adopting.workshop, made, by="facilitator")
    adopting.at.session_state[f"tab.{adopting.workshop}.adopted.A01.card"] = True
    adopting.run()
    assert "Pereira 2027: envelope: 16,500 → 3,000" in adopting.words()
    assert "The plan now" in adopting.words()
    assert adopting.says("adopted.same_again")


def test_while_a_core_check_fails_nothing_can_be_adopted(adopting, store):
    without_body(adopting, store)
    adopting.enter("adopt_name", "Plan of May")
    assert adopting.at.button(key="adopt").disabled
    assert adopting.says("adopted.must")


def test_what_is_missing_is_listed_first_and_adopted_only_knowingly(adopting, store):
    store.commit(adopting.workshop, set_field(state(adopting, store), "governance", "main", "form", ""), by="f")
    adopting.enter("adopt_name", "Plan of May")
    assert adopting.says("adopted.should")
    assert adopting.at.button(key="adopt").disabled
    adopting.enter("adopt_knowing", True).click("adopt")
    assert len(state(adopting, store).all(Adopted)) == 1


def test_workbook_and_briefing_of_an_adopted_plan_are_made_when_somebody_asks(adopting):
    adopt(adopting)
    adopting.at.session_state[f"tab.{adopting.workshop}.adopted.A01.card"] = True
    adopting.run().click("make_book_A01").click("make_briefing_A01")
    labels = [node.proto.label for node in adopting.at.get("download_button")]
    t = texts("en")
    assert [label.split(" · ")[0] for label in labels] == [
        t("adopted.workbook"), t("files.briefing.name"), t("adopted.document")
    ]  # fmt: skip
    assert all("kB" in label for label in labels[:2])


def test_nobody_but_who_leads_has_the_page_or_may_adopt(adopting):
    stranger = Browser().tab(w=adopting.workshop)
    with pytest.raises(ValueError, match="navigation page"):
        stranger.open("step6_investment")
    assert {role for role in people.ROLES if people.may(role, "adopt")} == {"facilitator", "co_facilitator"}
