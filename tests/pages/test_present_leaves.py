"""All scenes on one page, to be printed: each as it stands, labelled, with nothing to press and nothing sealed."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from components.ui import session
from components.walk import present, results
from components.walk.present import SCENES
from components.workshop import people
from tests.screens import Browser


def cast(store, tab, *points, close=True):
    """A vote on the first option, one phone per point."""
    stages, option = present.stages(store), results.snapshot(store, tab.workshop).state.options[0].code
    stages.change(tab.workshop, lambda showing: present.opened(showing, option))
    for phone, point in enumerate(points):
        stages.change(tab.workshop, lambda showing, p=str(phone), v=point: present.cast(showing, p, v))
    if close:
        stages.change(tab.workshop, present.closed)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_scene_stands_on_a_leaf_with_its_label_its_status_and_its_place(demo, language):
    if language == "zh":
        demo.click("switch_language")
    demo.open("all_scenes")
    words = demo.words()
    kickers = [words.index(session.texts(language)(f"present.{name}.kicker")) for name in SCENES]
    assert kickers == sorted(kickers)
    for number in range(1, len(SCENES) + 1):
        assert demo.says("present.place", language, number=number, of=len(SCENES))
    assert words.count('class="scn-ribbon"') == len(SCENES)
    status = session.texts(language).label(session.catalogue().find("plan_statuses", "draft"))
    assert words.count(f"<span>{status}</span>") == len(SCENES)
    assert demo.says("present.leaves.no_vote", language)
    assert demo.says("present.leaves.slips", language, least=3)


def test_nothing_on_it_can_be_pressed_and_nothing_leads_away_but_to_the_notes(demo):
    demo.open("all_scenes")
    for kind in ("button", "slider", "selectbox", "number_input", "download_button", "expander"):
        assert not demo.at.get(kind), kind
    assert [node.proto.label for node in demo.at.get("page_link")] == [session.texts("en")("present.leaves.back")]
    assert "<a " not in demo.words()


def test_the_notes_lead_to_it_and_say_what_it_is_for(demo):
    demo.open("notes")
    assert demo.says("present.leaves.fails")
    assert demo.says("present.leaves.what")
    assert demo.says("present.leaves.title")


def test_what_is_tried_out_at_the_moment_is_not_printed(demo, store):
    def figures():
        return [node.proto.body for node in demo.at.get("html") if "scn-big" in node.proto.body]

    demo.open("all_scenes")
    agreed = figures()
    present.stages(store).change(demo.workshop, lambda showing: replace(showing, key="equal", percents=(("C1", -30),)))
    demo.run()
    assert figures() == agreed
    assert 'class="scn-lacks"' not in demo.words()
    present.stages(store).go(demo.workshop, SCENES.index("fairness"))
    demo.open("present")
    assert figures()[0] not in agreed


def test_a_vote_that_is_not_closed_is_not_printed(demo, store):
    demo.open("all_scenes")
    cast(store, demo, 5, 1, 2, close=False)
    demo.run()
    assert demo.says("present.leaves.vote_open")
    assert not demo.says("present.vote.in_box", n=3)
    [drawn] = [node.proto.body for node in demo.at.get("html") if 'class="scn-votes' in node.proto.body]
    assert "scn-answered" in drawn
    assert "height:" not in drawn


def test_the_last_result_that_was_shown_is_printed_and_of_two_ballots_none(demo, store):
    demo.open("all_scenes")
    cast(store, demo, 5, 1)
    assert demo.run().says("present.vote.few", least=3)
    assert not demo.says("present.vote.spread", n=2, lowest="1", highest="5", median="1")
    assert demo.says("present.leaves.slips", least=3)
    cast(store, demo, 5, 1, 2)
    assert demo.run().says("present.vote.spread", n=3, lowest="1", highest="5", median="2")
    assert not demo.says("present.leaves.slips", least=3)


def test_the_leaves_of_an_empty_workshop_say_what_is_missing_and_lead_nowhere(three):
    three.open("all_scenes")
    for name in ("empty.options", "connections.no_gaps_do", "project.none_do", "ranking.none_do"):
        assert three.says(f"present.{name}"), name
    assert not three.says("present.empty.rehearse")
    assert 'class="scn-ribbon"' not in three.words()


def test_a_plan_that_is_still_sought_is_said_on_every_leaf_not_to_be_final(demo, monkeypatch):
    found = session.standing
    monkeypatch.setattr(session, "standing", lambda: replace(found(), job=SimpleNamespace(done=False)))
    demo.open("all_scenes")
    assert demo.words().count(f"<p>◐ {session.t()('present.seeking')}") == len(SCENES)


@pytest.mark.parametrize("role", [people.OFFICIAL, people.OBSERVER])
def test_it_is_for_those_who_lead(demo, store, role):
    guest = Browser(local=False)
    guest.cookies[session.COOKIE] = people.grant(store, demo.workshop, role)
    with pytest.raises(ValueError, match="all_scenes"):
        guest.tab(w=demo.workshop).open("all_scenes")
