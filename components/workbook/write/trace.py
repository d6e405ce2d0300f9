"""18_ScoreTrace: every revealed mark with a code per person that is new in every workbook.

The codes are drawn at random, so that two workbooks cannot be laid side by side to follow a person; the hour is kept,
not the minute; city and stakeholder group are left blank where they have fewer people in the room than the privacy
parameter. Where the room was asked again, both marks of a person stand here: which of them counts, why the other does
not, and what the mark before it was.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from components.workbook.write.cells import Cell, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workshop.effective import effective
from components.workshop.instruments import PRACTICE, instruments
from components.workshop.records.partnerships import Partnership
from components.workshop.records.rounds import Mark

COLUMNS = (
    "row", "instrument", "ballot", "round", "hour", "rater", "city", "group", "subject", "subject_name", "item",
    "item_name", "score", "before", "counted", "withdrawn", "reason", "way_in", "data",
)  # fmt: skip
INSTRUMENT, SUBJECT, ITEM, SCORE, COUNTED, DATA = (
    COLUMNS.index(name) for name in ("instrument", "subject", "item", "score", "counted", "data")
)
OVERRIDES = ("what", "subject", "from", "to", "why", "who")
_SPANS = ((0, 1), (2, 5), (6, 8), (9, 9), (10, 15), (16, 18))
"""Columns of the sheet that each of `OVERRIDES` takes."""
_WIDTHS = (9, 16, 26, 8, 17, 9, 8, 24, 9, 30, 26, 32, 13, 13, 9, 24, 36, 12, 18)
OPTIONS = "options"
_NUMBERS = ("round", "score", "before")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_Value = str | int


def write(paper: Paper) -> None:
    """Writes one row per mark, in an order that tells nothing about who marked when; then what somebody set by hand."""
    draft, t = paper.draft, paper.t
    sheet = Sheet(paper, "18_ScoreTrace", _WIDTHS, size="A3")
    marks = tuple(mark for mark in draft.snapshot.marks if mark.instrument != PRACTICE)
    sheet.words(t("workbook.trace.overrides_below", row=sheet.row + 2 + max(len(marks), 1) + 3))
    raters = _raters(marks)
    ordered = sorted(
        marks, key=lambda mark: (mark.instrument, mark.round, mark.subject, mark.item, raters[mark.person])
    )
    block = sheet.block(len(COLUMNS), len(ordered))
    paper.blocks["trace"] = block
    for place, mark in enumerate(ordered, block.first):
        if mark.instrument == OPTIONS:
            paper.cells.setdefault(f"trace.{mark.subject}", str(place))
    rows = _rows(paper, ordered, raters)
    numbers = [place for place, name in enumerate(COLUMNS) if name in _NUMBERS]
    sheet.fill_lines(block, [t(f"workbook.trace.{name}") for name in COLUMNS], rows, numbers)
    if not rows:
        sheet.words(t("workbook.trace.none"))
    _overrides(paper, sheet)
    sheet.finish(printed=False)


def _rows(paper: Paper, marks: Sequence[Mark], raters: dict[str, str]) -> list[tuple[_Value, ...]]:
    """One row per mark; what many rows share is put in words once."""
    draft, t = paper.draft, paper.t
    blank = _small(marks, int(draft.parameters.value("privacy.smallest_group")))
    ballots = instruments(draft.state, draft.catalogue)
    asked = {(ballot.code, item.code): item.statement(draft.language) for ballot in ballots for item in ballot.items}
    partners = {city.code for city in draft.cities} | {""}
    counting = {id(mark) for mark in effective(marks, draft.state)}
    earlier = _earlier(marks)
    titles = {ballot.code: ballot.title(t) for ballot in ballots}
    subjects = {code: draft.subject_name(code) for code in {mark.subject for mark in marks}}
    groups = {code: draft.term("stakeholder_groups", code) for code in {mark.group for mark in marks}}
    ways = {code: _way(paper, code) for code in {mark.way_in for mark in marks}}
    unknown, yes, no = t("workbook.common.dont_know"), t("workbook.yes_no.yes"), t("workbook.yes_no.no")
    replaced, gone = t("workbook.trace.replaced"), t("workbook.trace.gone")
    real, invented = t("workbook.label.real"), t("workbook.label.demonstration")

    def score(mark: Mark | None) -> _Value:
        if mark is None:
            return ""
        return unknown if mark.value is None else mark.value

    rows: list[tuple[_Value, ...]] = []
    for number, mark in enumerate(marks, start=1):
        stays = mark.city in partners
        counted = stays and id(mark) in counting
        withdrawn = "" if counted else replaced if stays else gone
        rows.append(
            (
                f"T{number:05d}",
                mark.instrument,
                titles.get(mark.instrument, mark.instrument),
                mark.round,
                _hour(mark.at.date(), mark.at.hour),
                raters[mark.person],
                "" if (mark.city,) in blank else mark.city,
                "" if (mark.city, mark.group) in blank else groups[mark.group],
                mark.subject,
                subjects[mark.subject],
                mark.item,
                asked.get((mark.instrument, mark.item), mark.item),
                score(mark),
                score(earlier.get(id(mark))),
                yes if counted else no,
                withdrawn,
                mark.reason,
                ways[mark.way_in],
                invented if mark.demonstration or mark.way_in == "demo" else real,
            )
        )
    return rows


@lru_cache(maxsize=1 << 10)
def _hour(day: date, hour: int) -> str:
    return f"{day:%Y-%m-%d} {hour:02}:00"


def _way(paper: Paper, code: str) -> str:
    key = f"workbook.way_in.{code}"
    return paper.t(key) if paper.t.has(key) else code


def _overrides(paper: Paper, sheet: Sheet) -> None:
    """What was set by hand where the rules propose something else: verdicts of partnerships and tiers of options."""
    draft, t = paper.draft, paper.t
    found = [
        (
            t("workbook.trace.of_verdict"),
            f"{item.code} {draft.name(item)}",
            draft.term("verdicts", verdict.proposed),
            draft.term("verdicts", verdict.verdict),
            item.override_reason,
            item.override_by,
        )
        for verdict in draft.plan.verdicts
        if verdict.verdict != verdict.proposed
        for item in [draft.state.one(Partnership, verdict.partnership)]
    ]
    found += [
        (
            t("workbook.trace.of_tier"),
            f"{line.option} {draft.option_name(line.option)}",
            draft.term("tiers", line.proposed),
            draft.term("tiers", line.tier),
            draft.option(line.option).tier_reason,
            draft.option(line.option).tier_by,
        )
        for line in draft.plan.lines
        if line.proposed and line.tier != line.proposed
    ]
    sheet.heading(t("workbook.trace.overrides_title"))
    sheet.words(t("workbook.trace.overrides_how" if found else "workbook.trace.no_overrides"))
    if not found:
        return
    heads = [Cell(t(f"workbook.trace.override_{name}"), look="head") for name in OVERRIDES]
    for cells in (heads, *([written(text) for text in row] for row in found)):
        sheet.grid([(first, last, cell) for (first, last), cell in zip(_SPANS, cells, strict=True)])


def _earlier(marks: Sequence[Mark]) -> dict[int, Mark]:
    """The mark of the same person on the same question in the round before, by the identity of the later one."""
    if len({(mark.instrument, mark.round) for mark in marks}) == len({mark.instrument for mark in marks}):
        return {}
    last: dict[tuple[str, ...], Mark] = {}
    found = {}
    for mark in sorted(marks, key=lambda mark: mark.round):
        key = (mark.instrument, mark.item, mark.subject, mark.person)
        before = last.get(key)
        if before is not None:
            found[id(mark)] = before
        last[key] = mark
    return found


def _raters(marks: tuple[Mark, ...]) -> dict[str, str]:
    people = sorted({mark.person for mark in marks})
    codes: set[str] = set()
    while len(codes) < len(people):
        codes.add("".join(secrets.choice(_LETTERS) for _ in range(4)))
    shuffled = sorted(codes, key=lambda _code: secrets.randbits(64))
    return dict(zip(people, shuffled, strict=True))


def _small(marks: Sequence[Mark], least: int) -> set[tuple[str, ...]]:
    """The cities, as (city,), and groups of a city, as (city, group), that stay blank: those of fewer people than
    `least`, and where these are together fewer still, the next larger ones too, since a single blank person among named
    groups would be found by elimination.
    """
    people: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mark in marks:
        people[mark.city][mark.group].add(mark.person)
    cities = {city: set().union(*groups.values()) for city, groups in people.items()}
    blank: set[tuple[str, ...]] = {(city,) for city in _hidden(cities, least)}
    for city, groups in people.items():
        blank |= {(city, group) for group in _hidden(groups, least)}
    return blank


def _hidden(people: dict[str, set[str]], least: int) -> list[str]:
    hidden: set[str] = set()
    names = []
    for name in sorted(people, key=lambda name: (len(people[name]), name)):
        if len(people[name]) >= least and (not hidden or len(hidden) >= least):
            break
        hidden |= people[name]
        names.append(name)
    return names
