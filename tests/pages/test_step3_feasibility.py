"""Candidates, a verdict of the room's own, and what is refused."""

from tests.screens import Tab


def _one(three: Tab) -> Tab:
    three.open("step3_feasibility").click("add_partnership")
    return three.write("partnership", "K01", "name", "Joint waste service")


def test_a_candidate_is_added_named_and_brought_back_by_undo(three, store):
    _one(three).write("partnership", "K01", "cities", ["C1", "C3"])
    [found] = store.snapshot(three.workshop).state.partnerships
    assert (found.name, found.cities) == ("Joint waste service", ("C1", "C3"))
    three.click("K01.remove")
    assert store.snapshot(three.workshop).state.partnerships == ()
    three.click("undo")
    assert store.snapshot(three.workshop).state.partnerships[0].name == "Joint waste service"


def test_a_verdict_of_their_own_needs_a_reason_and_a_name(three, store):
    _one(three)
    three.enter("K01.override", "stop").click("K01.set")
    assert three.says("edits.override_reason")
    assert three.says("edits.override_by")
    assert store.snapshot(three.workshop).state.partnerships[0].override == ""
    three.enter("K01.reason", "No land").enter("K01.who", "The three mayors").click("K01.set")
    found = store.snapshot(three.workshop).state.partnerships[0]
    assert (found.override, found.override_reason, found.override_by) == ("stop", "No land", "The three mayors")


def test_a_code_that_was_used_is_never_given_again(three, store):
    _one(three).click("K01.remove").click("add_partnership")
    assert [item.code for item in store.snapshot(three.workshop).state.partnerships] == ["K02"]


def test_without_a_candidate_the_page_says_what_to_do_and_the_ballot_waits(three):
    three.open("step3_feasibility")
    assert three.says("step3.empty")
    assert three.at.button(key="feasibility.open").disabled


def test_a_cluster_of_the_evidence_becomes_a_candidate_with_its_cities(demo, store):
    before = len(store.snapshot(demo.workshop).state.partnerships)
    demo.open("step3_feasibility").part("step3", "ideas")
    key = next(key for key in sorted(demo.widgets) if key.startswith("idea."))
    demo.click(key)
    found = store.snapshot(demo.workshop).state.partnerships
    assert len(found) == before + 1
    assert found[-1].name
    assert len(found[-1].cities) > 1
    assert key not in demo.widgets


def test_thresholds_and_ladder_stand_on_the_page(three):
    three.open("step3_feasibility").part("step3", "ladder")
    assert three.says("ladder.thresholds_title")
    assert three.says("ladder.title")


def test_without_evidence_nothing_is_suggested(three):
    assert three.open("step3_feasibility").part("step3", "ideas").says("step3.no_ideas")
