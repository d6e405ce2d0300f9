"""People on the screens: who is missing, invitations, sittings, the erasing of words; and which role may do which."""

import pytest

from components.ballot import address
from components.ballot.limits import Pace
from components.language import texts
from components.ui import session, ways_in
from components.workshop import people
from components.workshop.edits.room import latest_sitting
from components.workshop.store import Edit, MarkInput
from tests.screens import Browser


def view(tab, name):
    return tab.open("people").enter("people_view", name)


def invited(store, workshop, role):
    """A tab elsewhere that came in by an invitation."""
    browser = Browser(local=False)
    browser.cookies[session.COOKIE] = people.accept(store, workshop, people.invite(store, workshop, role, "Somebody"))
    return browser.tab(w=workshop)


def test_who_is_missing_is_named_and_nothing_is_typed_beside_it(three, store):
    for city, group in (("C1", "elected"), ("C1", "firms"), ("C2", "elected")):
        people.join(store, three.workshop, city, group, "en")
    gone = people.join(store, three.workshop, "C2", "firms", "en")
    people.leave(store, three.workshop, gone)
    three.open("people")
    assert three.says("room.people", n=3)
    assert three.says("people.balance.nobody_for")
    assert three.says("people.event.left", n=1)
    words = three.words()
    assert "Finance office" in words
    assert texts("en")("people.balance.fewer", n=5) in words
    typed = {kind for kind in ("text_input", "text_area", "number_input", "selectbox") if getattr(three.at, kind)}
    assert typed == set()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["here", "invitations", "sittings", "words"])
def test_every_view_draws_in_both_languages(three, name, language):
    if language == "zh":
        three.click("switch_language")
    view(three, name)
    assert three.says("people.title", language)
    assert not three.at.error


def test_an_invitation_is_made_shown_once_used_and_cancelled(three, store):
    view(three, "invitations").enter("invite_role", "observer")
    three.enter("invite_label", "[the bank](http://x.example)").click("invite")
    [made] = people.invitations(store, three.workshop)
    assert (made.role, made.label) == ("observer", "[the bank](http://x.example)")
    line = next(line for line in three.words().splitlines() if "the bank" in line)
    assert "\\[the bank\\]" in line, "a label is text, never a link"
    code = next(node.value for node in three.at.code).rsplit("/", 1)[1]
    three.click("invitation_noted")
    assert not three.at.code

    elsewhere = Browser(local=False).tab()
    elsewhere.enter("invitation", code.lower()).click("open_invitation")
    assert elsewhere.workshop == three.workshop
    assert elsewhere.says("people.role_may.observer")
    elsewhere.open("results")

    three.click(f"renew.{made.name}")
    assert next(node.value for node in three.at.code).rsplit("/", 1)[1] != code
    assert people.invited(store, code) is None
    three.click(f"cancel.{made.name}")
    assert people.invitations(store, three.workshop) == ()
    elsewhere.run()
    assert not elsewhere.says("people.results.title")


def test_a_wrong_invitation_opens_nothing_and_trying_out_is_slowed_down(browser, monkeypatch):
    tab = Browser(local=False).tab()
    tab.enter("invitation", "AAAA-BBBB-CCCC").click("open_invitation")
    assert tab.says("people.unknown_invitation")
    monkeypatch.setattr(ways_in, "tries", Pace(0.5, 1e-9))
    tab.click("open_invitation")
    assert tab.says("start.too_many_tries")


def test_only_the_facilitator_invites_also_from_a_page_that_was_drawn_before(three, store, monkeypatch):
    second = invited(store, three.workshop, "co_facilitator")
    view(second, "invitations")
    assert second.says("people.invite.not_you")
    assert "invite" not in second.widgets
    view(three, "invitations")
    before = len(people.invitations(store, three.workshop))
    three.browser.cookies.clear()
    three.at.session_state["own.token"] = people.grant(store, three.workshop, "co_facilitator")
    three.click("invite")
    assert three.says("people.not_allowed")
    assert len(people.invitations(store, three.workshop)) == before


def test_a_new_sitting_keeps_the_letters_and_moves_the_address(three, store, monkeypatch):
    monkeypatch.setattr(address, "network_addresses", lambda: ("192.0.2.7", "10.0.0.5"))
    view(three, "sittings").enter("sitting_address", "10.0.0.5").click("start_sitting")
    three.open("room")
    assert "10.0.0.5" in three.words()
    assert "192.0.2.7" not in three.words()
    view(three, "sittings").enter("sitting_address", "192.0.2.7").click("use_address")
    assert people.sitting_now(store.snapshot(three.workshop).state) == "S1"
    three.open("room")
    assert "192.0.2.7" in three.words()


def test_an_address_that_is_not_this_computers_own_is_never_kept(three, store, monkeypatch):
    monkeypatch.setattr(address, "network_addresses", lambda: ("192.0.2.7", "10.0.0.5"))
    view(three, "sittings").enter("sitting_address", "10.0.0.5")
    monkeypatch.setattr(address, "network_addresses", lambda: ("192.0.2.7",))
    three.click("start_sitting")
    assert latest_sitting(store.snapshot(three.workshop).state).address == ""


def test_what_changed_overnight_and_who_came_are_listed(three, store):
    code = three.workshop
    token = people.join(store, code, "C1", "elected", "en")
    people.seen(store, code, token, people.sitting_now(store.snapshot(code).state))
    store.commit(code, [Edit("round", "agreement.1", "state", "open")], by="facilitator")
    store.commit(code, [Edit("city", "C2", "population", 120_000.0)], by="facilitator")
    view(three, "sittings").click("start_sitting")
    words = three.words()
    assert "Belo, Population: “not known” → “120,000”" in words
    assert texts("en")("people.sitting.before") in words
    people.seen(store, code, token, people.sitting_now(store.snapshot(code).state))
    assert {row[0] for row in people.attendance(store, code)} == {"S0", "S1"}


def test_words_are_removed_by_the_code_on_the_persons_phone(three, store):
    code = three.workshop
    token = people.join(store, code, "C1", "elected", "en")
    person = people.person_of(store, code, token).person
    edits = [("state", "open"), ("instrument", "agreement"), ("number", 1)]
    store.commit(code, [Edit("round", "agreement.1", *edit) for edit in edits], by="facilitator")
    store.put_mark(code, MarkInput("agreement", "willingness", "C1", person, "C1", "elected", 4, reason="My words"))
    view(three, "words").enter("words_code", people.short_code(person).lower())
    assert three.at.button(key="erase_words").disabled
    three.enter("words_sure", value=True).click("erase_words")
    assert three.says("people.words.done", n=1)
    assert [(mark.value, mark.reason) for mark in store.own_marks(code, person)] == [(4, "")]
    three.enter("words_code", "AAA-AAA").click("erase_words")
    assert three.says("people.unknown_code")


MAY_OPEN = {
    "co_facilitator": {"room", "people", "step2_connectivity", "step6_investment", "results", "present", "method"},
    "table_host": {"results", "present", "method"},
    "observer": {"results", "present", "method"},
    "official": {"present", "method"},
    "participant": {"method"},
}
EVERY_PAGE = ("room", "discuss", "agenda", "ballots", "people", "step2_connectivity", "step6_investment", "results")


@pytest.mark.parametrize("role", MAY_OPEN)
def test_each_role_reaches_its_pages_and_no_other(demo, store, role):
    browser = Browser(local=False)
    browser.cookies[session.COOKIE] = people.grant(store, demo.workshop, role)
    for page in (*EVERY_PAGE, "present", "method"):
        tab = browser.tab(w=demo.workshop)
        allowed = page in MAY_OPEN[role] or (role == "co_facilitator" and page in EVERY_PAGE)
        if allowed:
            tab.open(page)
            assert not tab.at.error
        else:
            with pytest.raises(ValueError, match=page):
                tab.open(page)


@pytest.mark.parametrize("role", ["table_host", "observer", "official"])
def test_who_only_reads_finds_no_button_that_changes_anything(demo, store, role):
    browser = Browser(local=False)
    browser.cookies[session.COOKIE] = people.grant(store, demo.workshop, role)
    tab = browser.tab(w=demo.workshop)
    assert {button.key for button in tab.at.button} <= {"close", "switch_language"}
    before = store.version(demo.workshop)
    if role != "official":
        tab.open("results")
        assert tab.says("people.results.title")
        assert {button.key for button in tab.at.button} == {"switch_language"}
        assert not any(getattr(tab.at, kind) for kind in ("text_input", "text_area", "selectbox", "number_input"))
    tab.open("present")
    assert {button.key for button in tab.at.button} <= {"back", "forward", "follow"}
    for key in ("forward", "follow"):
        tab.click(key)
    assert store.version(demo.workshop) == before


def test_the_file_of_the_workbook_is_made_for_those_only_who_may_take_it(demo, store):
    made = []
    for role in ("observer", "table_host"):
        browser = Browser(local=False)
        browser.cookies[session.COOKIE] = people.grant(store, demo.workshop, role)
        tab = browser.tab(w=demo.workshop).open("present")
        for _ in range(7):
            tab.click("forward")
        assert tab.says("present.download.title")
        made.append(len(tab.at.get("download_button")))
    assert made == [2, 0]


def drawn_for_the_facilitator(tab, page, then):
    """A page drawn while everything was allowed, and what is pressed or typed on it afterwards."""
    if page != "start":
        tab.open(page)
    if page == "people":
        tab.enter("people_view", {"start_sitting": "sittings", "erase_words": "words", "invite": "invitations"}[then])
    if then == "erase_words":
        tab.enter("words_sure", value=True)
    if then == "by_hand":
        tab.enter("city_search", "Duna")
    return tab


ACTIONS = (
    ("start", "title"),
    ("start", "by_hand"),
    ("start", "remove.C2"),
    ("start", "undo"),
    ("step1_agreement", "agreement.open"),
    ("step3_feasibility", "add_partnership"),
    ("people", "start_sitting"),
    ("people", "erase_words"),
    ("people", "invite"),
)


@pytest.mark.parametrize("role", ["table_host", "participant", "observer", "official", ""])
@pytest.mark.parametrize(("page", "action"), ACTIONS)
def test_no_action_of_a_page_that_was_drawn_before_works_without_the_right(three, store, page, action, role):
    code = three.workshop
    drawn_for_the_facilitator(three, page, action)
    three.browser.cookies.clear()
    three.at.session_state["own.token"] = people.grant(store, code, role) if role else "forged"
    before, invitations = store.version(code), people.invitations(store, code)
    if action == "title":
        three.write("setting", "main", "title", "Taken over")
    else:
        three.click(action)
    assert store.version(code) == before
    assert people.invitations(store, code) == invitations
    assert three.says("people.not_allowed"), "said in words"


@pytest.mark.parametrize("action", ["delete", "reset"])
def test_a_co_facilitator_at_this_computer_neither_deletes_nor_resets(demo, store, action):
    code = demo.workshop
    if action == "delete":
        demo.enter("delete_sure", value=True)
    demo.browser.cookies.clear()
    demo.at.session_state["own.token"] = people.grant(store, code, "co_facilitator")
    demo.click(action)
    assert demo.says("people.not_allowed")
    assert store.workshops() == (code,)
    assert {"delete", "reset"} & demo.widgets == set()


def test_a_co_facilitator_edits_under_the_name_of_the_invitation_until_it_is_cancelled(three, store):
    code = three.workshop
    second = invited(store, code, "co_facilitator")
    second.write("setting", "main", "title", "Our plan")
    [name] = [one.name for one in people.invitations(store, code)]
    assert store.history(code)[-1].by == name
    people.cancel_invitation(store, code, name)
    second.write("setting", "main", "title", "Taken over")
    assert store.snapshot(code).state.setting.title == "Our plan"
    assert second.says("start.title")
