from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.framework.catalogue import load
from components.walk import agenda
from components.workshop.instruments import instruments
from components.workshop.records.room import AgendaItem
from tests import builders

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def item(code: str, minutes: int = 10, **values: object) -> AgendaItem:
    return AgendaItem(code, order=int(code[1:]), minutes=minutes, **values)


def sheet(name: str) -> tuple[AgendaItem, ...]:
    return tuple(AgendaItem(f"A{row['order']}", **row) for row in agenda.run_sheet(load(), name, "en"))


def test_two_days_have_the_clock_times_of_the_run_sheet():
    first, second = agenda.days(sheet("two_days"))
    at = {line.item.title: agenda.clock(line.starts) for line in first.lines}
    assert at["Opening"] == "09:00"
    assert at["Lunch"] == "12:30"
    assert at["Long list from gaps and clusters"] == "16:00"
    assert at["Evening: merge, gate tests, cost cards, backup"] == ""
    assert (first.planned, first.available, first.over) == (495, 495, 0)
    at = {line.item.title: agenda.clock(line.starts) for line in second.lines}
    assert at["Criteria: anchors and weights"] == "09:05"
    assert at["Lunch"] == "13:00"
    assert at["Next steps, attendance, exit ballot"] == "16:40"
    assert (second.planned, second.available) == (495, 495)


def test_half_a_day_fills_four_hours():
    [day] = agenda.days(sheet("half_day"))
    assert (day.planned, day.available, day.over) == (240, 240, 0)


def test_ten_minutes_more_are_ten_minutes_over():
    rows = sheet("half_day")
    [day] = agenda.days((*rows, item("A99", 10)))
    assert day.over == 10


@pytest.mark.parametrize(("starts", "until"), [("", "12:00"), ("09:00", ""), ("nine", "12:00")])
def test_without_both_ends_nothing_is_over(starts, until):
    [day] = agenda.days([item("A1", 999, starts=starts, until=until)])
    assert (day.available, day.over) == (None, 0)


def test_the_day_keeps_its_start_when_its_first_line_moves_back():
    rows = [item("A2"), item("A1", starts="09:00", until="10:00")]
    [day] = agenda.days(rows)
    assert [agenda.clock(line.starts) for line in day.lines] == ["09:00", "09:10"]
    assert day.bearer == "A1"


def test_a_day_may_end_after_midnight():
    [day] = agenda.days([item("A1", 30, starts="23:00", until="00:30")])
    assert day.available == 90


def test_what_runs_and_what_comes_next():
    rows = [
        item("A1", started_at="2026-03-02T09:00:00+00:00", ended_at="2026-03-02T09:12:00+00:00"),
        item("A2", started_at="2026-03-02T09:12:00+00:00"),
        item("A3"),
    ]
    assert agenda.running(rows) == rows[1]
    assert agenda.following(rows) == rows[2]
    assert agenda.spent(rows[0]) == 12
    assert agenda.spent(rows[1]) is None
    assert agenda.running(rows[:1]) is None
    assert agenda.following([item("A1"), item("A2")]).code == "A1"
    assert agenda.following(rows[:1]) is None


def test_a_line_started_out_of_turn_goes_on_from_there():
    rows = [item("A1"), item("A2", started_at="2026-03-02T09:12:00+00:00"), item("A3")]
    assert agenda.following(rows).code == "A3"


@pytest.mark.parametrize(
    ("seconds", "minutes", "over"),
    [(0, 10, False), (1, 10, False), (61, 9, False), (599, 1, False), (600, 0, False), (659, 0, True), (720, 2, True)],
)
def test_the_timer_counts_down_and_then_says_how_much_over(seconds, minutes, over):
    started = item("A1", 10, started_at=NINE.isoformat())
    found = agenda.timer(started, NINE + timedelta(seconds=seconds))
    assert (found.minutes, found.over) == (minutes, over)


def test_a_clock_that_was_set_back_never_gives_more_than_was_planned():
    assert agenda.timer(item("A1", 10, started_at=NINE.isoformat()), NINE - timedelta(hours=1)).minutes == 10


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *[("9:05", 545), (" 09.05 ", 545), ("9：05", 545)],
        *[("24:00", None), ("9:60", None), ("9", None), ("", None), ("a:b", None)],
    ],
)
def test_times_that_people_type(text, minutes):
    assert agenda.minutes_of(text) == minutes


@given(st.integers(0, 24 * 60 - 1))
def test_a_clock_time_reads_back(minutes):
    assert agenda.minutes_of(agenda.clock(minutes)) == minutes


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1, max_size=30))
def test_every_line_begins_where_the_one_before_ended(rows):
    items = [item(f"A{n}", minutes, apart=apart) for n, (minutes, apart) in enumerate(rows)]
    items.append(item("A99", 0, starts="08:00"))
    [day] = agenda.days(items)
    assert day.lines[-1].starts == 8 * 60 + day.planned


def test_the_order_of_the_log_does_not_matter():
    rows = sheet("two_days")
    assert agenda.lines(builders.state(*reversed(rows))) == rows


def test_every_ballot_of_a_run_sheet_is_one_that_can_be_asked():
    known = {found.code for found in instruments(builders.snapshot().state, load())}
    later = {"practice", "cost_key", "exit"}
    assert {row.ballot for row in load().run_sheets if row.ballot} <= known | later


def test_there_is_no_other_run_sheet():
    with pytest.raises(KeyError):
        agenda.run_sheet(load(), "a_week", "en")


def test_a_days_times_go_to_its_next_line_when_theirs_is_taken_out():
    rows = [AgendaItem("A1", order=1, title="a", starts="09:00", until="12:00"), AgendaItem("A2", order=2, title="b")]
    found = agenda.handed_on(builders.state(*rows), "A1")
    assert {(edit.code, edit.field, edit.value) for edit in found} == {
        ("A2", "starts", "09:00"),
        ("A2", "until", "12:00"),
    }
    assert agenda.handed_on(builders.state(*rows), "A2") == ()
    assert agenda.handed_on(builders.state(rows[0]), "A1") == ()
    assert agenda.handed_on(builders.state(*rows), "A9") == ()


def test_untouched_lines_are_read_in_every_language_and_own_words_stay():
    sheet = load().run_sheets[0]
    line = AgendaItem("A01", title=sheet.label.en, group=sheet.group.zh, method="Own words")
    found = agenda.worded(line, load(), "zh")
    assert (found.title, found.group, found.method) == (sheet.label.zh, sheet.group.zh, "Own words")
    assert agenda.worded(found, load(), "en").title == sheet.label.en
