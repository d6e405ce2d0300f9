"""What the ballots ask: words, statements taken off, put back and added, ballots of our own, how they are held."""

import pytest

from components.framework.catalogue import load
from components.workshop import rounds
from components.workshop.instruments import instrument, instruments
from components.workshop.records.room import OwnBallot
from components.workshop.store import Edit
from tests.pages.test_words_of_people import HOSTILE, bare

WILLING, TRUST = (item.code for item in load().agreement_items)


@pytest.fixture
def first(three):
    """The editor with the ballot of step 1."""
    return three.open("ballots").enter("edited.ballot", "agreement")


def asked(tab, store, code="agreement"):
    return instrument(store.snapshot(tab.workshop).state, load(), code)


def test_a_statement_gets_other_words_and_the_phones_show_them(first, store):
    base = f"reword.agreement.{WILLING}"
    first.enter(f"{base}.first", "Would you put money in?").click(f"{base}.take")
    assert asked(first, store).items[0].statement("en") == "Would you put money in?"
    assert "<h4>Would you put money in?</h4>" in first.words()
    assert first.says("ballots.edit.free")


def test_words_in_one_language_do_not_leave_the_old_ones_in_the_other(first, store):
    base = f"reword.agreement.{WILLING}"
    first.enter(f"{base}.first", "Would you put money in?").click(f"{base}.take")
    assert asked(first, store).items[0].statement("zh") == "Would you put money in?"
    first.enter(f"{base}.second", "您愿意出资吗？").click(f"{base}.take")
    assert asked(first, store).items[0].statement("zh") == "您愿意出资吗？"


def test_the_words_that_came_with_the_tool_can_be_had_back(first, store):
    base = f"reword.agreement.{WILLING}"
    first.enter(f"{base}.first", "Other words").click(f"{base}.take").click(f"{base}.back")
    assert asked(first, store).items[0].statement("en") == load().agreement_items[0].statement("en")


def test_a_statement_is_taken_off_and_put_back(first, store):
    first.click(f"reword.agreement.{WILLING}.drop")
    assert [item.code for item in asked(first, store).items] == [TRUST]
    # In its own words, also where nobody had reworded it.
    assert load().agreement_items[0].statement("en") in "".join(str(text.value) for text in first.at.text)
    first.click(f"restore.agreement|{WILLING}")
    assert len(asked(first, store).items) == 2


def test_the_last_statement_is_kept_in_words(first):
    first.click(f"reword.agreement.{WILLING}.drop").click(f"reword.agreement.{TRUST}.drop")
    assert first.says("edits.last_item")


def test_a_statement_of_our_own_is_added(first, store):
    first.enter("add.agreement.first", "Do our mayors meet?").click("add.agreement.take")
    assert asked(first, store).items[-1].statement("en") == "Do our mayors meet?"
    assert first.says("ballots.edit.count", n=3, about="3 subjects")


def test_while_a_ballot_is_under_way_its_statements_stand_and_the_page_says_so(first, store):
    rounds.move(store, first.workshop, "agreement", "open", catalogue=load(), by="facilitator")
    first.run()
    assert first.says("ballots.edit.under_way")
    assert f"reword.agreement.{WILLING}.take" not in first.widgets


def test_after_the_reveal_new_words_are_a_new_question(first, store):
    for target in ("open", "closed", "revealed"):
        rounds.move(store, first.workshop, "agreement", target, catalogue=load(), by="facilitator")
    first.run()
    assert first.says("ballots.edit.asked")
    base = f"reword.agreement.{WILLING}"
    first.enter(f"{base}.first", "Other words").click(f"{base}.take")
    assert asked(first, store).items[0].revision == 2


def test_criteria_are_changed_where_they_stand(first):
    first.enter("edited.ballot", "weights")
    assert first.says("ballots.edit.criteria")


def test_a_ballot_of_our_own_is_made_shown_and_taken_away(first, store):
    first.enter("own.name", "Roads").enter("own.subjects", "city").enter("own.statement.first", "Are they safe?")
    first.click("own.add")
    [record] = store.snapshot(first.workshop).state.all(OwnBallot)
    found = asked(first, store, record.code)
    assert [item.statement("en") for item in found.items] == ["Are they safe?"]
    assert [subject.code for subject in found.subjects] == ["C1", "C2", "C3"]
    first.enter("edited.ballot", record.code)
    assert "Are they safe?" in first.words()
    first.click(f"remove.{record.code}")
    assert store.snapshot(first.workshop).state.all(OwnBallot) == ()
    assert first.says("ballots.edit.title")


def test_a_ballot_without_a_name_is_refused_in_words(first, store):
    first.click("own.add")
    assert first.says("edits.needs_name")
    assert first.says("edits.needs_statement")
    assert store.snapshot(first.workshop).state.all(OwnBallot) == ()


def test_how_ballots_are_held_is_set_until_they_were_opened(three, store):
    three.at.session_state["ballot-settings"] = True
    three.open("ballots").write("setting", "main", "weighting", "pairs")
    assert store.snapshot(three.workshop).state.setting.weighting == "pairs"
    assert asked(three, store, "weights").scale == "pairwise"
    three.enter("edited.ballot", "weights")
    rounds.move(store, three.workshop, "weights", "open", catalogue=load(), by="facilitator")
    three.run().write("setting", "main", "weighting", "points")
    assert three.says("edits.asked_already")
    assert store.snapshot(three.workshop).state.setting.weighting == "pairs"
    three.write("setting", "main", "phones_see_results", True)
    assert store.snapshot(three.workshop).state.setting.phones_see_results


def test_every_ballot_has_a_preview(demo, store):
    demo.open("ballots")
    for found in instruments(store.snapshot(demo.workshop).state, load()):
        demo.enter("edited.ballot", found.code)
        assert "scn-phone" in demo.words(), found.code


def test_what_people_wrote_is_words_also_here(three, store):
    edits = [
        Edit("item", f"agreement|{WILLING}", "instrument", "agreement"),
        Edit("item", f"agreement|{WILLING}", "item", WILLING),
        Edit("item", f"agreement|{WILLING}", "statement", HOSTILE),
        Edit("item", f"agreement|{TRUST}", "instrument", "agreement"),
        Edit("item", f"agreement|{TRUST}", "item", TRUST),
        Edit("item", f"agreement|{TRUST}", "statement", HOSTILE),
        Edit("item", f"agreement|{TRUST}", "dropped", True),
        Edit("own_ballot", "own1", "name", HOSTILE),
        Edit("agenda", "A1", "title", HOSTILE),
        Edit("agenda", "A1", "ballot", "own1"),
        Edit("agenda", "A1", "started_at", "2026-03-02T09:00:00+00:00"),
        Edit("agenda", "A2", "title", HOSTILE),
        Edit("agenda", "A2", "order", 2),
    ]
    store.commit(three.workshop, edits, by="facilitator")
    three.at.session_state["room-all"] = True
    assert bare(three.open("ballots").enter("edited.ballot", "agreement")) == []
    assert bare(three.open("room").click("now.practice.open")) == []
    assert bare(three.open("agenda")) == []
    assert bare(three.enter("agenda.view", "change")) == []
