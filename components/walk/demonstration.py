"""The demonstration: Colombia's Coffee Triangle. Cities and cited facts are real; marks and costs are invented.

The tables of data/demo are loaded through the same log as any workshop, in the language asked for, as if people had
written it. A mark is the target of its item and subject plus a spread that depends on the person's code in the table,
so that two loads give the same room. Where the room is meant to disagree, disputes.csv says what each city and group
gives; again.csv says what was asked a second time, where some came one point nearer to its target and some had left.
facts.csv lists every cited value with its source; whatever is not listed there is invented.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache, partial
from pathlib import Path
from typing import Any

from components.framework.catalogue import Catalogue
from components.walk import results
from components.workshop import people, rounds
from components.workshop.instruments import POINTS_100, WHOLE, Instrument, Subject, instruments
from components.workshop.records.base import Record
from components.workshop.records.rounds import Round
from components.workshop.state import KINDS
from components.workshop.store import CLOSED, DONT_KNOW, GIVEN, OPEN, REVEALED, Edit, MarkInput, Store

_DATA = Path(__file__).parent.parent.parent / "data" / "demo"
_BY = "demo"
_RECORDS = (
    "setting",
    "city",
    "employment",
    "indicator",
    "link",
    "peer",
    "partnership",
    "option",
    "benefit",
    "option_role",
    "governance",
    "clause",
    "cost_key",
    "key_metric",
    "option_key",
    "envelope",
    "city_certainty",
    "source",
    "source_amount",
    "match",
    "inflation",
    "in_kind",
    "risk",
    "risk_share",
    "kpi",
    "work",
    "city_votes",
    "dispute_step",
    "consent",
)
# The weights are fixed by their reveal, and only then can the ballot on options open.
_FIRST_REVEALED = "weights"
_POINTS = 100
_TOP = 5
_DONT_KNOW_PER_HUNDRED = 3
_AWAY_PER_HUNDRED = 30
_MOVES_PER_HUNDRED = 40
_LEFT_PER_HUNDRED = 10
_SECOND = 2


def load(store: Store, catalogue: Catalogue, *, language: str = "en") -> str:
    """Adds the demonstration as a new workshop, all ballots revealed, one of them in part a second time, and returns
    its code.
    """
    code, _ = people.create(store)
    edits = [edit for kind in _RECORDS for edit in _edits(kind, language)]
    edits.append(Edit("setting", "main", "language", language))
    store.commit(code, edits, by=_BY)
    room = _room(store, code, language)
    ballots = [ballot for ballot in instruments(store.snapshot(code).state, catalogue) if _is_held(ballot)]
    for ballot in ballots:
        _hold(store, code, ballot, catalogue, room, language)
        if ballot.code == _FIRST_REVEALED or ballot.code in _asked_again():
            rounds.move(store, code, ballot.code, REVEALED, catalogue=catalogue, by=_BY)
        if ballot.code in _asked_again():
            _hold_again(store, code, ballot, catalogue, room)
    # Only now: until then there is nothing that every step would have to read again.
    for ballot in ballots:
        if ballot.code != _FIRST_REVEALED and ballot.code not in _asked_again():
            rounds.move(store, code, ballot.code, REVEALED, catalogue=catalogue, by=_BY)
    return code


def reset(store: Store, catalogue: Catalogue, workshop: str, *, language: str = "en") -> str:
    """Deletes a demonstration whole and loads it anew; returns the new code."""
    code = load(store, catalogue, language=language)
    store.delete(workshop)
    results.forget(results.owner(store, workshop))
    return code


def _edits(kind: str, language: str) -> Iterator[Edit]:
    for row in _table(kind):
        for name, cell in _in_language(row, language).items():
            if name != "code" and cell:
                yield Edit(kind, row["code"], name, _value(KINDS[kind], name, cell))


def _in_language(row: dict[str, str], language: str) -> dict[str, str]:
    found = {}
    for column, cell in row.items():
        name, _, ending = column.rpartition("_")
        if ending in ("en", "zh"):
            if ending == language or name not in found:
                found[name] = cell
        else:
            found[column] = cell
    return found


def _value(kind: type[Record], name: str, cell: str) -> Any:
    declared = str(next(item.type for item in fields(kind) if item.name == name))
    if declared.startswith("tuple"):
        return cell.split(";")
    if declared == "bool":
        return cell == "yes"
    if declared.startswith("int"):
        return int(cell)
    return float(cell) if declared.startswith("float") else cell


def _room(store: Store, workshop: str, language: str) -> tuple[tuple[str, people.Person], ...]:
    found = []
    for row in _table("people"):
        token = people.join(store, workshop, row["city"], row["group"], language)
        person = people.person_of(store, workshop, token)
        if person is not None:
            found.append((row["person"], person))
    return tuple(found)


def _is_held(ballot: Instrument) -> bool:
    """Whether the tables say what the room marks; a vote that they leave out is not opened."""
    return ballot.scale == POINTS_100 or ballot.code in {code for code, _, _ in _targets()}


def _hold(
    store: Store,
    workshop: str,
    ballot: Instrument,
    catalogue: Catalogue,
    room: tuple[tuple[str, people.Person], ...],
    language: str,
) -> None:
    """Opens the ballot, lets everybody mark, and closes it."""
    rounds.move(store, workshop, ballot.code, OPEN, catalogue=catalogue, by=_BY)
    store.put_marks(workshop, [mark for seat, person in room for mark in _marks(ballot, seat, person, language)])
    rounds.move(store, workshop, ballot.code, CLOSED, catalogue=catalogue, by=_BY)


def _hold_again(
    store: Store, workshop: str, ballot: Instrument, catalogue: Catalogue, room: tuple[tuple[str, people.Person], ...]
) -> None:
    """Asks what again.csv names a second time."""
    again = _asked_again()[ballot.code]
    move = partial(rounds.move, store, workshop, ballot.code, catalogue=catalogue, by=_BY, number=_SECOND)
    asked = [rounds.key_of(subject, item) for subject, item in again]
    move(OPEN, asked=asked)
    part = rounds.as_asked(ballot, Round("", asked=tuple(asked)))
    here = [(seat, person) for seat, person in room if _luck("gone", seat) >= _LEFT_PER_HUNDRED]
    store.put_marks(workshop, [mark for seat, person in here for mark in _marks_again(part, seat, person, again)])
    for target in (CLOSED, REVEALED):
        move(target)


def _marks_again(
    ballot: Instrument, seat: str, person: people.Person, targets: dict[tuple[str, str], int]
) -> Iterator[MarkInput]:
    """The first mark, or one point nearer to the target."""
    for subject in ballot.subjects_for(person.city):
        for item in ballot.items_for(subject.code):
            value = _mark(ballot.code, item.code, subject, seat, person)
            target = targets[subject.code, item.code]
            if value is not None and _luck("again", item.code, subject.code, seat) < _MOVES_PER_HUNDRED:
                value += (target > value) - (target < value)
            yield MarkInput(
                ballot.code,
                item.code,
                subject.code,
                person.person,
                person.city,
                person.group,
                value,
                DONT_KNOW if value is None else GIVEN,
                round=_SECOND,
                way_in=_BY,
            )


def _marks(ballot: Instrument, seat: str, person: people.Person, language: str) -> Iterator[MarkInput]:
    if ballot.scale == POINTS_100:
        yield from _points(ballot, seat, person)
        return
    for subject in ballot.subjects_for(person.city):
        for item in ballot.items:
            value = _mark(ballot.code, item.code, subject, seat, person)
            yield MarkInput(
                instrument=ballot.code,
                item=item.code,
                subject=subject.code,
                person=person.person,
                city=person.city,
                group=person.group,
                value=value,
                answer=DONT_KNOW if value is None else GIVEN,
                reason=_reason(ballot.code, item.code, subject.code, seat, language),
                way_in=_BY,
            )


def _mark(ballot: str, item: str, subject: Subject, seat: str, person: people.Person) -> int | None:
    for city, group, value in _disputes().get((ballot, item, subject.code), ()):
        if city == person.city and group in ("", person.group):
            return value
    target, spread = _targets()[ballot, item, subject.code]
    luck = _luck(ballot, item, subject.code, seat)
    if luck < _DONT_KNOW_PER_HUNDRED:
        return None
    away = 0 if luck < _POINTS - _AWAY_PER_HUNDRED else (spread if luck % 2 else -spread)
    return min(max(target + away, 0), _TOP)


def _points(ballot: Instrument, seat: str, person: people.Person) -> Iterator[MarkInput]:
    """100 points near the table's; one seat leaves its ballot incomplete, as happens in every room."""
    given = {row["criterion"]: int(row["points"]) for row in _table("weights")}
    codes = [item.code for item in ballot.items if item.code in given]
    shift = _luck("weights", seat) % 5
    first = _luck("weights", seat, "to") % len(codes)
    given[codes[first]] += shift
    given[codes[(first + 3) % len(codes)]] -= shift if seat != "demo-c2-8" else shift + 4
    for code in codes:
        yield MarkInput(ballot.code, code, WHOLE, person.person, person.city, person.group, given[code], way_in=_BY)


def _reason(ballot: str, item: str, subject: str, seat: str, language: str) -> str | None:
    key = {"instrument": ballot, "item": item, "subject": subject, "person": seat}
    for row in _table("reasons"):
        if all(row[name] == value for name, value in key.items()):
            return row[f"reason_{language}"]
    return None


@cache
def _targets() -> dict[tuple[str, str, str], tuple[int, int]]:
    return {
        (row["instrument"], row["item"], row["subject"]): (int(row["target"]), int(row["spread"]))
        for row in _table("targets")
    }


@cache
def _asked_again() -> dict[str, dict[tuple[str, str], int]]:
    """Targets of the second round by instrument and (subject, item)."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for row in _table("again"):
        found.setdefault(row["instrument"], {})[row["subject"], row["item"]] = int(row["target"])
    return found


@cache
def _disputes() -> dict[tuple[str, str, str], tuple[tuple[str, str, int], ...]]:
    found: dict[tuple[str, str, str], tuple[tuple[str, str, int], ...]] = {}
    for row in _table("disputes"):
        key = (row["instrument"], row["item"], row["subject"])
        found[key] = (*found.get(key, ()), (row["city"], row["group"], int(row["value"])))
    return found


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _luck(*parts: str) -> int:
    """A number 0–99 that depends on nothing but its parts."""
    return int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest()[:4]) % _POINTS
