"""18_ScoreTrace: every revealed mark with a code per person that is new in every workbook.

The codes are drawn at random, so that two workbooks cannot be laid side by side to follow a person; the hour is kept,
not the minute; the stakeholder group is left blank where it has fewer people in that city than the privacy parameter,
since the row names the city too. Where the room was asked again, both marks of a person stand here: which of them
counts, and what the mark before it was.
"""

from __future__ import annotations

import secrets
from collections import defaultdict

from components.workbook.write.cells import Cell, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workshop.effective import effective
from components.workshop.instruments import PRACTICE, instruments
from components.workshop.records.rounds import Mark

COLUMNS = (
    "row", "instrument", "ballot", "round", "hour", "rater", "city", "group", "subject", "subject_name", "item",
    "item_name", "score", "before", "counted", "reason", "way_in", "data",
)  # fmt: skip
INSTRUMENT, SUBJECT, ITEM, SCORE, COUNTED, DATA = (
    COLUMNS.index(name) for name in ("instrument", "subject", "item", "score", "counted", "data")
)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def write(paper: Paper) -> None:
    """Writes one row per mark, in an order that tells nothing about who marked when."""
    draft, t = paper.draft, paper.t
    sheet = Sheet(paper, "18_ScoreTrace", [9, 16, 26, 8, 17, 9, 8, 24, 9, 30, 26, 32, 13, 13, 9, 36, 12, 18], size="A3")
    marks = tuple(mark for mark in draft.snapshot.marks if mark.instrument != PRACTICE)
    raters = _raters(marks)
    small = _small_groups(marks, int(draft.parameters.value("privacy.smallest_group")))
    ballots = instruments(draft.state, draft.catalogue)
    titles = {ballot.code: ballot.title(t) for ballot in ballots}
    names = {(ballot.code, item.code): item.statement(draft.language) for ballot in ballots for item in ballot.items}
    partners = {city.code for city in draft.cities} | {""}
    counted = {_key(mark) for mark in effective(marks, draft.state) if mark.city in partners}
    earlier = _earlier(marks)
    ordered = sorted(
        marks, key=lambda mark: (mark.instrument, mark.round, mark.subject, mark.item, raters[mark.person])
    )
    block = sheet.block(len(COLUMNS), len(ordered))
    paper.blocks["trace"] = block
    rows = []
    for number, mark in enumerate(ordered, start=1):
        group = "" if (mark.city, mark.group) in small else draft.term("stakeholder_groups", mark.group)
        asked = names.get((mark.instrument, mark.item), mark.item)
        rows.append(
            _row(
                paper,
                mark,
                number,
                raters[mark.person],
                group,
                ballot=titles.get(mark.instrument, mark.instrument),
                asked=asked,
                before=earlier.get(_key(mark)),
                counted=_key(mark) in counted,
            )
        )
    sheet.fill(block, [t(f"workbook.trace.{name}") for name in COLUMNS], rows, main=True)
    if not rows:
        sheet.words(t("workbook.trace.none"))
    sheet.finish(printed=False)


def _row(
    paper: Paper,
    mark: Mark,
    number: int,
    rater: str,
    group: str,
    *,
    ballot: str,
    asked: str,
    before: Mark | None,
    counted: bool,
) -> list[Cell]:
    draft, t = paper.draft, paper.t
    invented = mark.demonstration or mark.way_in == "demo"
    way = f"workbook.way_in.{mark.way_in}"
    return [
        written(f"T{number:05d}"),
        written(mark.instrument),
        written(ballot),
        written(mark.round, "year"),
        written(f"{mark.at:%Y-%m-%d %H}:00"),
        written(rater),
        written(mark.city),
        written(group),
        written(mark.subject),
        written(draft.subject_name(mark.subject)),
        written(mark.item),
        written(asked),
        _score(paper, mark),
        _score(paper, before) if before else written(""),
        written(t(f"workbook.yes_no.{'yes' if counted else 'no'}")),
        written(mark.reason),
        written(t(way) if t.has(way) else mark.way_in),
        written(t(f"workbook.label.{'demonstration' if invented else 'real'}")),
    ]


def _score(paper: Paper, mark: Mark) -> Cell:
    return written(paper.t("workbook.common.dont_know") if mark.value is None else mark.value, "whole")


def _key(mark: Mark) -> tuple[str, ...]:
    return (mark.instrument, mark.item, mark.subject, mark.person, str(mark.round))


def _earlier(marks: tuple[Mark, ...]) -> dict[tuple[str, ...], Mark]:
    """The mark of the same person on the same question in the round before, by the key of the later one."""
    last: dict[tuple[str, ...], Mark] = {}
    found = {}
    for mark in sorted(marks, key=lambda mark: mark.round):
        before = last.get(_key(mark)[:-1])
        if before is not None:
            found[_key(mark)] = before
        last[_key(mark)[:-1]] = mark
    return found


def _raters(marks: tuple[Mark, ...]) -> dict[str, str]:
    people = sorted({mark.person for mark in marks})
    codes: set[str] = set()
    while len(codes) < len(people):
        codes.add("".join(secrets.choice(_LETTERS) for _ in range(4)))
    shuffled = sorted(codes, key=lambda _code: secrets.randbits(64))
    return dict(zip(people, shuffled, strict=True))


def _small_groups(marks: tuple[Mark, ...], least: int) -> set[tuple[str, str]]:
    """The groups of each city that stay blank: those of fewer people than `least`, and where these are together fewer
    still, the next larger ones too, since a single blank person among named groups would be found by elimination.
    """
    people: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mark in marks:
        people[mark.city][mark.group].add(mark.person)
    blank: set[tuple[str, str]] = set()
    for city, groups in people.items():
        hidden: set[str] = set()
        for group in sorted(groups, key=lambda name: (len(groups[name]), name)):
            if len(groups[group]) >= least and (not hidden or len(hidden) >= least):
                break
            hidden |= groups[group]
            blank.add((city, group))
    return blank
