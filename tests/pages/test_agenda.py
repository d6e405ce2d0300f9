"""The agenda: run sheets, changes of their lines, the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from components.workshop.edits.room import agenda
from components.workshop.store import Edit


def lines(tab, store):
    return agenda(store.snapshot(tab.workshop).state)


@pytest.fixture
def half(three):
    return three.open("agenda").click("load.half_day")


def test_without_an_agenda_there_are_two_run_sheets_to_begin_with(three, store):
    three.open("agenda")
    assert three.says("agenda.empty")
    three.click("load.two_days")
    assert len(lines(three, store)) == 25
    assert three.says("agenda.day", number="2", planned=495)


def test_the_run_sheet_is_loaded_in_the_language_of_the_screen(three, store):
    three.click("switch_language").open("agenda").click("load.half_day")
    assert lines(three, store)[0].title == "开场"


def test_starting_a_line_ends_the_one_before(half, store):
    half.click("agenda.next").click("agenda.next")
    first, second, *_ = lines(half, store)
    assert first.ended_at
    assert second.started_at
    assert not second.ended_at
    assert half.says("agenda.running")
    half.click("agenda.end")
    assert half.says("agenda.nothing_runs")


def test_any_line_can_be_started_and_one_again(half, store):
    code = lines(half, store)[4].code
    half.enter("agenda.other", code).click("start-other")
    assert lines(half, store)[4].started_at
    assert half.says("agenda.next", title="Criteria")


def test_over_time_is_said_in_words(half, store):
    code = lines(half, store)[0].code
    began = datetime.now(UTC) - timedelta(minutes=18, seconds=30)
    store.commit(half.workshop, [Edit("agenda", code, "started_at", began.isoformat())], by="facilitator")
    half.run()
    assert half.says("agenda.over", n=3)
    assert "<b>3</b>" in half.words()


def test_a_longer_line_no_longer_fits_the_day(half, store):
    half.enter("agenda.view", "change")
    half.write("agenda", lines(half, store)[0].code, "minutes", 45)
    assert "30" in half.at.subheader[0].value
    assert half.at.subheader[0].value.endswith("shorten or drop a line.")


def test_lines_are_moved_taken_out_and_added(half, store):
    half.enter("agenda.view", "change")
    first, second, third, *_ = lines(half, store)
    half.click(f"down.{first.code}")
    assert [row.code for row in lines(half, store)[:2]] == [second.code, first.code]
    half.click(f"drop.{third.code}")
    assert third.code not in {row.code for row in lines(half, store)}
    half.enter("new-line.1", "Photograph").click("add-line.1")
    assert lines(half, store)[-1].title == "Photograph"


def test_a_line_without_words_is_refused_in_words(half, store):
    half.enter("agenda.view", "change").click("add-line.1")
    assert half.says("agenda.needs_title")
    assert len(lines(half, store)) == 11


def test_a_line_at_the_edge_of_a_day_goes_over_to_the_other(three, store):
    three.open("agenda").click("load.two_days").enter("agenda.view", "change")
    last = [row for row in lines(three, store) if row.day == 1][-1]
    three.click(f"down.{last.code}")
    assert next(row for row in lines(three, store) if row.code == last.code).day == 2
    three.click(f"up.{last.code}")
    assert next(row for row in lines(three, store) if row.code == last.code).day == 1


def test_the_times_of_the_day_stay_when_their_line_goes(half, store):
    half.enter("agenda.view", "change")
    first, second, *_ = lines(half, store)
    half.click(f"drop.{first.code}")
    left = next(row for row in lines(half, store) if row.code == second.code)
    assert (left.starts, left.until) == ("09:00", "13:00")


def test_a_time_that_is_none_is_refused_in_words(half, store):
    half.enter("agenda.view", "change")
    key = f"{half.workshop}.{lines(half, store)[0].code}.starts"
    half.enter(key, "9h30")
    assert half.says("agenda.not_a_time", value="9h30")
    half.enter(key, "9.30")
    assert lines(half, store)[0].starts == "09:30"


def test_a_running_agenda_is_not_replaced(half, store):
    half.click("agenda.next").enter("agenda.view", "change").click("load.two_days")
    assert half.says("edits.agenda_started")
    assert len(lines(half, store)) == 11


def test_the_ground_rules_can_be_read_aloud(half):
    assert "Everyone writes before anyone speaks." in half.words()
