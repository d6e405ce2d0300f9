from __future__ import annotations

from components.framework.catalogue import load
from components.walk import conduct
from components.workshop.instruments import instruments
from components.workshop.records.options import Option
from components.workshop.records.room import AgendaItem
from components.workshop.records.rounds import Round
from tests import builders


def held(code: str, state: str, hour: int, number: int = 1) -> Round:
    at = f"2026-03-02T{hour:02d}:00:00+00:00"
    return Round(f"{code}.{number}", code, number, state, opened_at=at, closed_at=at, revealed_at=at)


def next_after(*records, line: AgendaItem | None = None) -> str:
    state = builders.state(*builders.cities(), *records)
    found = conduct.upcoming(state, instruments(state, load()), line)
    return found.code if found else ""


def test_an_open_ballot_comes_before_a_closed_one_and_the_latest_first():
    rows = [held("agreement", "open", 9), held("present", "open", 10), held("importance", "closed", 11)]
    assert conduct.on_screen(builders.state(*rows)).code == "present.1"
    assert conduct.on_screen(builders.state(*rows[2:])).code == "importance.1"
    assert conduct.on_screen(builders.state(held("agreement", "revealed", 9))) is None


def test_the_round_revealed_last():
    rows = [held("present", "revealed", 11), held("agreement", "revealed", 9), held("agreement", "open", 12, 2)]
    assert conduct.last_revealed(builders.state(*rows)).code == "present.1"
    assert conduct.last_revealed(builders.state()) is None


def test_the_practice_question_comes_first_and_then_the_steps_in_their_order():
    assert next_after() == "practice"
    assert next_after(held("practice", "revealed", 9)) == "agreement"
    assert next_after(held("practice", "revealed", 9), held("agreement", "open", 9)) == "present"


def test_the_agendas_ballot_goes_before_the_order_of_the_steps():
    assert next_after(line=AgendaItem("A1", ballot="pair_present")) == "pair_present"
    assert next_after(held("pair_present", "open", 9), line=AgendaItem("A1", ballot="pair_present")) == "agreement"
    assert next_after(line=AgendaItem("A1")) == "practice"


def test_nothing_is_offered_that_cannot_be_opened():
    option = Option("P01", name="Bridge", decision="short_list")
    line = AgendaItem("A1", ballot="options")
    assert next_after(option, line=line) == "practice"
    assert next_after(option, held("weights", "revealed", 9), line=line) == "options"
    assert next_after(held("weights", "revealed", 9), line=line) == "agreement"


def test_a_room_that_has_marked_in_earnest_is_not_asked_to_practise():
    assert next_after(held("agreement", "revealed", 9)) == "present"
    assert next_after(held("present", "open", 9), line=AgendaItem("A1", ballot="practice")) == "agreement"
