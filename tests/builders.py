"""Snapshots for tests in a line.

`snapshot(cities=3, marks=given("present", "physical.hard.within", "C1", C1=[4, 4, 5]))`
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from components.workshop.records.base import Record
from components.workshop.records.cities import City
from components.workshop.records.rounds import Mark, Round
from components.workshop.records.setting import Setting
from components.workshop.state import KINDS, Snapshot, State

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = ("Aran", "Belo", "Cora", "Duna", "Elva", "Fira", "Gera", "Hora", "Ilma", "Jura")
_KIND_OF = {kind: name for name, kind in KINDS.items()}


def cities(count: int = 3) -> tuple[City, ...]:
    """Partners C1 … one degree of longitude apart on the equator, each with 300,000 people in a region of its own."""
    return tuple(
        City(
            code=f"C{place + 1}",
            name=NAMES[place],
            order=place,
            country="XX",
            region=f"R{place + 1}",
            latitude=0.0,
            longitude=float(place),
            population=300_000.0,
            largest_city_population=5_000_000.0,
        )
        for place in range(count)
    )


def given(
    instrument: str,
    item: str,
    subject: str,
    *,
    group: str = "",
    round_number: int = 1,
    start: int = 1,
    **values: Sequence[int | None],
) -> tuple[Mark, ...]:
    """The marks of the people of each city: `C1=[4, None, 5]` are persons C1.1, C1.2 (don't know) and C1.3.

    start: number of the first person, for a second lot of people.
    """
    return tuple(
        Mark(
            instrument=instrument,
            item=item,
            subject=subject,
            round=round_number,
            person=f"{city}.{number}",
            city=city,
            group=group,
            value=value,
            reason="",
            at=START + timedelta(seconds=number),
        )
        for city, people in values.items()
        for number, value in enumerate(people, start)
    )


def state(*records: Record) -> State:
    """The state that holds these records, in this order."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[_KIND_OF[type(record)]].append(record)
    return State(tuple((kind, tuple(items)) for kind, items in found.items()))


def snapshot(
    *records: Record,
    cities: int | Sequence[City] = 3,
    marks: Iterable[Mark] = (),
    revealed: Iterable[str] = (),
    instrument: str = "standard",
) -> Snapshot:
    """A workshop with these partners, further records and marks.

    Every round that has marks is revealed, and round 1 of the instruments in `revealed`. instrument: quick or standard.
    """
    marks = tuple(marks)
    rounds = {(mark.instrument, mark.round) for mark in marks} | {(code, 1) for code in revealed}
    partners = _cities(cities) if isinstance(cities, int) else tuple(cities)
    setting = (
        () if any(isinstance(record, Setting) for record in records) else (Setting("main", instrument=instrument),)
    )
    held = state(
        *setting,
        *partners,
        *(
            Round(f"{code}.{number}", instrument=code, number=number, state="revealed", revealed_at=START.isoformat())
            for code, number in sorted(rounds)
        ),
        *records,
    )
    return Snapshot("TEST", 1, held, marks)


_cities = cities
