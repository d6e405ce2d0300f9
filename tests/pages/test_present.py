"""The officials' ten minutes: every scene in both languages, driven by the presenter alone, changing nothing."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from components.ui import session
from components.walk import present
from components.walk.present import SCENES
from components.workshop import people
from components.workshop.changes import Edit
from tests.screens import Browser


def at_scene(tab, name):
    tab.open("present")
    present.stages(session.store()).go(tab.workshop, SCENES.index(name))
    return tab.run()


def numbers(tab, column):
    """The numbers of a column of the scene's table, the last row being the sum; a real minus is a minus."""
    table = next(node.proto.body for node in tab.at.get("html") if "scn-big" in node.proto.body)
    rows = re.findall(r"<tr>(.*?)</tr>", table)[1:]
    cells = [re.sub(r"<[^>]+>", "", re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)[column]) for row in rows]
    return [int(cell.replace(",", "").replace("−", "-").replace("±", "").replace("+", "")) for cell in cells]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_scene_of_the_demonstration_is_drawn_in_its_order(demo, store, language):
    if language == "zh":
        demo.click("switch_language")
    version = store.version(demo.workshop)
    demo.open("present")
    for number, name in enumerate(SCENES, start=1):
        assert demo.says(f"present.{name}.kicker", language)
        assert demo.says("present.place", language, number=number, of=len(SCENES))
        assert demo.says("charts.demonstration", language)
        drawn = re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", " ", demo.words(), flags=re.DOTALL)
        assert not re.search(r"\d\.\d\d", drawn), "numbers are whole, ratios have one decimal"
        if number < len(SCENES):
            demo.click("forward")
    assert demo.at.button(key="forward").disabled
    demo.click("again")
    assert demo.says("present.decision.kicker", language)
    assert store.version(demo.workshop) == version


def test_what_is_split_is_named_as_not_agreed_on_the_first_scene(demo):
    demo.open("present")
    assert "airport" in demo.words()


def test_a_plan_that_is_still_sought_is_not_shown_as_final(demo, monkeypatch):
    demo.open("present")
    found = session.standing
    seeking = SimpleNamespace(done=False)
    monkeypatch.setattr(session, "standing", lambda: replace(found(), job=seeking))
    assert demo.run().says("present.seeking")
    seeking.done = True
    assert not demo.run().says("present.seeking")


EMPTY = {
    "decision": "empty.options",
    "connections": "connections.no_gaps_do",
    "project": "project.none_do",
    "ranking": "ranking.none_do",
    "fairness": "empty.options_do",
    "years": "empty.options",
    "money": "empty.options",
    "download": "download.title_unplanned",
    "not_agreed": "not_agreed.unmarked",
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_scene_of_an_empty_workshop_says_what_is_missing_and_what_to_do(three, language):
    if language == "zh":
        three.click("switch_language")
    three.open("present")
    for name in SCENES:
        assert three.says(f"present.{EMPTY[name]}", language), name
        if name not in ("download", "not_agreed"):
            assert three.says("present.empty.rehearse", language), name
        if name != SCENES[-1]:
            three.click("forward")
    assert three.says("present.not_agreed.no_steps", language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_links_that_nobody_rated_are_said_to_be_so_under_the_map(three, store, language):
    if language == "zh":
        three.click("switch_language")
    places = {"C1": (4.81, -75.69), "C2": (5.07, -75.52)}
    edits = [
        Edit("city", code, axis, value)
        for code, place in places.items()
        for axis, value in zip(("latitude", "longitude"), place, strict=True)
    ]
    store.commit(three.workshop, edits, by="facilitator")
    at_scene(three, "connections")
    assert three.says("present.connections.unrated", language)
    assert three.says("present.connections.map_unrated", language)


def test_options_without_marks_ask_for_marks(three):
    three.open("step4_networks").click("add_option")
    assert three.open("present").says("present.empty.marks")
    assert three.says("present.empty.marks_do")


def test_a_plan_that_keeps_no_set_of_demands_says_so_and_what_clashes(demo, monkeypatch):
    found = session.plan

    def clashing():
        plan = found()
        portfolio = replace(plan.portfolio, status="infeasible", clashes=(("plan.why.no_plan", ()),))
        return replace(plan, portfolio=portfolio, lines=tuple(replace(line, chosen=False) for line in plan.lines))

    monkeypatch.setattr(session, "plan", clashing)
    for name in ("decision", "fairness", "years", "money"):
        tab = at_scene(demo, name)
        assert tab.says("present.empty.infeasible")
        assert tab.says("present.empty.infeasible_do")
        assert tab.says("plan.why.no_plan")


def test_when_phones_fail_slips_that_are_counted_close_the_vote_and_are_said_to_be_by_hand(demo, store):
    projector = demo.browser.tab(w=demo.workshop).open("present")
    present.stages(store).go(demo.workshop, SCENES.index("project"))
    notes = demo.open("notes").click("vote_open").click("vote_close")
    assert projector.run().says("present.vote.empty")
    assert projector.says("present.vote.empty_do")
    notes.at.session_state["by_hand"] = True
    notes.run()
    showing = present.stages(store).of(demo.workshop)
    for name, number in (("5", 4), ("1", 2), ("x", 1)):
        notes.enter(f"counted.{showing.code}.{showing.vote.option}.{name}", number)
    notes.click("count_by_hand")
    assert projector.run().says("present.vote.spread", n=6, lowest="1", highest="5", median="5")
    assert projector.says("present.vote.by_hand", n=7)


def test_another_key_and_another_envelope_move_amounts_that_still_add_up(demo, store):
    version = store.version(demo.workshop)
    tab = at_scene(demo, "fairness")
    agreed = numbers(tab, 1)
    assert sum(agreed[:-1]) == agreed[-1]
    tab.click("try_key.equal")
    tried = numbers(tab, 1)
    assert tried != agreed
    assert sum(tried[:-1]) == tried[-1] == agreed[-1]
    assert sum(numbers(tab, 2)[:-1]) == numbers(tab, 2)[-1]
    tab.enter("try_percent.C1", -30)
    poorer = numbers(tab, 1)
    assert sum(poorer[:-1]) == poorer[-1]
    assert tab.says("present.fairness.same")
    assert 'class="scn-lacks"' in tab.words()
    tab.click("try_city.C2")
    assert "try_percent.C1" not in tab.widgets
    assert tab.widget("try_percent.C2").value == 0
    assert numbers(tab, 1) == poorer
    tab.click("try_undo")
    assert numbers(tab, 1) == agreed
    assert 'class="scn-lacks"' not in tab.words()
    assert tab.click("try_city.C1").widget("try_percent.C1").value == 0
    assert store.version(demo.workshop) == version


def test_the_money_of_every_year_adds_up(demo):
    tab = at_scene(demo, "money")
    secured, applied, gap, capex, opex = (numbers(tab, column) for column in range(1, 6))
    assert [sum(parts) for parts in zip(secured, applied, gap, strict=True)] == capex
    for column in (secured, applied, gap, capex, opex):
        assert sum(column[:-1]) == column[-1]


def test_a_vote_is_hidden_until_it_is_closed_and_stays_out_of_the_marks(demo, store):
    version = store.version(demo.workshop)
    tab = at_scene(demo, "project").click("vote_open")
    stages = present.stages(store)
    for phone, point in (("a", 5), ("b", 1), ("c", 2)):
        stages.change(tab.workshop, lambda showing, p=phone, v=point: present.cast(showing, p, v))
    tab.run()
    assert tab.says("present.vote.in_box", n=3)
    assert 'class="scn-votes"' not in tab.words()
    tab.click("vote_close")
    assert tab.says("present.vote.spread", n=3, lowest="1", highest="5", median="2")
    assert 'class="scn-votes"' in tab.words()
    assert store.version(tab.workshop) == version


@pytest.mark.parametrize("points", [(4,), (4, 1), (4, None), (None, None)])
def test_of_one_ballot_or_two_nothing_is_shown_for_two_could_infer_each_other(demo, store, points):
    tab = at_scene(demo, "project").click("vote_open")
    for phone, point in enumerate(points):
        stages = present.stages(store)
        stages.change(tab.workshop, lambda showing, p=str(phone), v=point: present.cast(showing, p, v))
    tab.click("vote_close")
    assert tab.says("present.vote.few", least=3)
    assert tab.says("present.vote.empty_do")
    assert 'class="scn-votes"' not in tab.words()


def test_the_ranking_says_whether_a_single_city_decides(demo):
    tab = at_scene(demo, "ranking")
    stable = tab.says("present.ranking.stable")
    assert stable == ("▲" not in tab.words() and "▼" not in tab.words())
    assert stable != ("Not stable" in tab.words())


def test_the_next_steps_have_names_and_dates(demo):
    words = at_scene(demo, "not_agreed").words()
    steps = re.findall(r"<li>([^◯<]+)</li>", words)
    assert len(steps) == 3
    assert all(re.search(r"\d{4}-\d{2}-\d{2}", step) for step in steps)


def test_the_notes_drive_the_projector_and_the_reset_clears_everything(demo, store):
    projector = demo.browser.tab(w=demo.workshop).open("present")
    notes = demo.open("notes")
    assert notes.says("present.decision.say")
    assert notes.says("present.notes.demonstration")
    notes.click("forward").click("forward")
    assert projector.run().says("present.project.kicker")
    notes.click("vote_open")
    assert projector.run().says("present.vote.hidden")
    projector.click("again")
    assert notes.run().says("present.decision.say")
    assert present.stages(store).of(demo.workshop).vote == present.Vote()


def test_the_notes_make_a_link_that_only_reads(demo, store):
    demo.open("notes").click("make_link")
    [found] = people.invitations(store, demo.workshop)
    assert found.role == people.OFFICIAL
    assert "/i/" in "".join(node.value for node in demo.at.code)


@pytest.fixture
def official(demo, store):
    """A council's computer with the read-only link accepted."""
    guest = Browser(local=False)
    guest.cookies[session.COOKIE] = people.accept(
        store, demo.workshop, people.invite(store, demo.workshop, people.OFFICIAL, "")
    )
    return guest.tab(w=demo.workshop, lang="en")


def test_an_official_follows_the_presenter_or_looks_alone_and_drives_nothing(demo, official, store):
    stages = present.stages(store)
    stages.go(demo.workshop, SCENES.index("project"))
    official.open("present")
    assert official.says("present.project.kicker")
    assert "vote_open" not in official.widgets
    assert "again" not in official.widgets
    official.click("forward")
    assert official.says("present.ranking.kicker")
    assert stages.of(demo.workshop).name == "project"
    official.click("follow")
    assert official.says("present.project.kicker")


def test_an_official_sees_what_is_tried_and_cannot_try(demo, official, store):
    stages = present.stages(store)
    stages.go(demo.workshop, SCENES.index("fairness"))
    official.open("present")
    assert official.at.button(key="try_key.equal").disabled
    assert official.at.button(key="try_city.C2").disabled
    assert official.widget("try_percent.C1").disabled


def test_the_notes_are_not_for_officials(demo, official):
    with pytest.raises(ValueError, match=r"notes\.py"):
        official.at.switch_page("notes.py")
