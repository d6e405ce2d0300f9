"""The day's agenda: planned times, what is running, how long is left, and whether a day holds what was planned for it.

Times are minutes; clock times are minutes after midnight, None where a day's start was not stated. The run sheets of
the framework become agenda lines in the language of the workshop; a line that nobody changed is read in every
language.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from components.framework.catalogue import Catalogue
from components.workshop.changes import Edit
from components.workshop.edits.room import set_line
from components.workshop.records.room import AgendaItem
from components.workshop.state import State

SHEETS = ("half_day", "two_days")
_WORDS = ("title", "group", "method")
_HOUR, _DAY = 60, 24 * 60


def worded(item: AgendaItem, catalogue: Catalogue, language: str) -> AgendaItem:
    """The line in a reader's language where its words are still a run sheet's; what people wrote stays theirs."""
    known = {
        text: label(language)
        for row in catalogue.run_sheets
        for label in (row.label, row.group, row.method)
        for text in (label.en, label.zh)
    }
    return replace(item, **{name: known.get(getattr(item, name), getattr(item, name)) for name in _WORDS})


@dataclass(frozen=True)
class Line:
    """One line with its planned clock time; None when its day has no start, or for work without the room."""

    item: AgendaItem
    starts: int | None


@dataclass(frozen=True)
class Day:
    """The lines of one day. `planned`: minutes with the room. `available`: minutes between start and end of the day,
    None when one of the two is not stated. `bearer`: code of the line that holds the day's start and end.
    """

    number: int
    lines: tuple[Line, ...]
    planned: int
    available: int | None
    bearer: str

    @property
    def over(self) -> int:
        """Minutes planned beyond those available; 0 when all fits or the available time is not stated."""
        return max(self.planned - self.available, 0) if self.available is not None else 0


@dataclass(frozen=True)
class Timer:
    """What the clock says of a running line: whole minutes left (rounded up), or over time (rounded down)."""

    minutes: int
    over: bool


def lines(state: State) -> tuple[AgendaItem, ...]:
    """All lines in the order of the agenda."""
    return tuple(sorted(state.all(AgendaItem), key=lambda item: (item.day, item.order, item.code)))


def days(items: Iterable[AgendaItem]) -> tuple[Day, ...]:
    """The agenda by day. Work without the room takes no planned time and stands where it was put."""
    found: dict[int, list[AgendaItem]] = {}
    for item in items:
        found.setdefault(item.day, []).append(item)
    return tuple(_day(number, rows) for number, rows in sorted(found.items()))


def running(items: Iterable[AgendaItem]) -> AgendaItem | None:
    """The line that was started and not ended; of several the one started last."""
    open_lines = [item for item in items if item.started_at and not item.ended_at]
    return max(open_lines, key=lambda item: item.started_at, default=None)


def following(items: Iterable[AgendaItem]) -> AgendaItem | None:
    """The line that comes next: after the running one or, when none runs, after the last that was started; the first
    when nothing was. A line that was started before is never next; None at the end.
    """
    rows = tuple(items)
    touched = [place for place, item in enumerate(rows) if item.started_at]
    now = running(rows)
    after = rows.index(now) if now else max(touched, default=-1)
    return next((item for item in rows[after + 1 :] if not item.started_at), None)


def timer(item: AgendaItem, now: datetime) -> Timer:
    """How long a running line still has. now: aware of its zone, as the log's moments are."""
    spent = (now - datetime.fromisoformat(item.started_at)).total_seconds()
    left = int(item.minutes * 60 - max(spent, 0))
    if left < 0:
        return Timer(-left // 60, over=True)
    return Timer(math.ceil(left / 60), over=False)


def spent(item: AgendaItem) -> int | None:
    """Whole minutes that an ended line took, None before it ended."""
    if not (item.started_at and item.ended_at):
        return None
    took = datetime.fromisoformat(item.ended_at) - datetime.fromisoformat(item.started_at)
    return max(round(took.total_seconds() / 60), 0)


def clock(minutes: int | None) -> str:
    """A clock time as 09:05; empty when it is not known. After midnight it goes on with 00:05."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes % _DAY, _HOUR)
    return f"{hours:02d}:{rest:02d}"


def minutes_of(text: str) -> int | None:
    """Minutes after midnight of 9:05, 09.05 or 9：05; None for anything else."""
    parts = text.strip().replace("：", ":").replace(".", ":").split(":")
    if len(parts) != 2 or not all(part.isdecimal() and part.isascii() for part in parts):
        return None
    hours, rest = int(parts[0]), int(parts[1])
    return hours * _HOUR + rest if hours < 24 and rest < _HOUR else None


def handed_on(state: State, code: str) -> tuple[Edit, ...]:
    """The edits that leave a day its start and end when the line that holds them is taken out; none for the last one of
    its day.
    """
    own = state.get(AgendaItem, code)
    others = [item for item in lines(state) if own is not None and item.day == own.day and item.code != code]
    if own is None or not others or not (own.starts or own.until):
        return ()
    kept = {name: getattr(own, name) for name in ("starts", "until") if getattr(own, name)}
    return set_line(state, others[0].code, kept)


def run_sheet(catalogue: Catalogue, sheet: str, language: str) -> tuple[dict[str, Any], ...]:
    """The fields of the agenda lines of a run sheet, in order, in one language. Raises KeyError for another name."""
    if sheet not in SHEETS:
        raise KeyError(sheet)
    rows = [row for row in catalogue.run_sheets if row.sheet == sheet]
    return tuple(
        {
            "order": place,
            "day": row.day,
            "starts": row.starts,
            "until": row.until,
            "apart": row.apart,
            "minutes": row.minutes,
            "step": row.step,
            "title": row.label(language),
            "group": row.group(language),
            "method": row.method(language),
            "ballot": row.ballot,
        }
        for place, row in enumerate(rows, start=1)
    )


def _day(number: int, rows: list[AgendaItem]) -> Day:
    starts = next((item for item in rows if item.starts), None)
    until = next((item for item in rows if item.until), None)
    start = minutes_of(starts.starts) if starts else None
    end = minutes_of(until.until) if until else None
    found, now = [], start
    for item in rows:
        found.append(Line(item, None if item.apart else now))
        now = now + item.minutes if now is not None and not item.apart else now
    bearer = starts or until or rows[0]
    # A day that ends after midnight ends on the next one.
    available = (end - start) % _DAY or _DAY if start is not None and end is not None else None
    planned = sum(item.minutes for item in rows if not item.apart)
    return Day(number, tuple(found), planned, available, bearer.code)
