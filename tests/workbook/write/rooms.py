"""Workshops of which a book is written: the usual ones, and those in which a book goes wrong first.

Each is a snapshot as the store gives it. `ROOMS`: name -> how it is made.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.walk import demonstration, results
from components.workbook.write.book import write
from components.workshop.database import Database
from components.workshop.edits.scenarios import with_edits
from components.workshop.edits.setup import remove_city
from components.workshop.records.base import Record
from components.workshop.records.cities import City
from components.workshop.records.delivery import Risk
from components.workshop.records.demands import Inflation, InKind, Match
from components.workshop.records.indicators import Indicator
from components.workshop.records.money import CertaintyWeight, CityCertainty, Source, SourceAmount
from components.workshop.records.options import BenefitShare
from components.workshop.records.partnership import CostKey, KeyLimit, KeyMetric
from components.workshop.records.rounds import Mark
from components.workshop.records.setting import ExchangeRate, Setting
from components.workshop.state import Snapshot
from components.workshop.store import Store
from tests.builders import cities, given, snapshot
from tests.investment import room

AT = datetime(2026, 11, 22, 14, 37, tzinfo=UTC)
CODES = ("P01", "P02", "P03")


@cache
def demonstration_seen(language: str) -> Snapshot:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demo.sqlite'}")
        store = Store(database)
        seen = results.snapshot(store, demonstration.load(store, load(), language=language))
        database.close()
        return seen


def book(seen: Snapshot, language: str = "en") -> bytes:
    evidence = evaluate(seen, room.CATALOGUE, room.PARAMETERS)
    return write(seen, evidence, room.plan_of(seen), room.CATALOGUE, room.PARAMETERS, language, at=AT)


@cache
def demonstration_book(language: str) -> bytes:
    return book(demonstration_seen(language), language)


def small_room(*records: Record, setting: Setting = room.SETTING, again: Iterable[Mark] = ()) -> Snapshot:
    marked = [*room.marks("P01", 4), *room.marks("P02", 3), *room.marks("P03", 5, C1=1), *again]
    options = [room.option(code, responsible_body="Region") for code in CODES]
    usual = [*options, *room.envelopes(C1=60, C2=60, C3=60), room.EQUAL]
    # What a test names takes the place of the usual record of that code
    found = {(type(record), record.code): record for record in (*usual, *records)}
    return room.seen(*found.values(), marked=marked, setting=setting)


def large_room(
    *records: Record,
    partners: Iterable[City],
    setting: Setting = room.SETTING,
    silent: Iterable[str] = (),
    marks: dict[str, int] | None = None,
    more: Iterable[Mark] = (),
) -> Snapshot:
    """Three options of all partners, 60 a year from each, and three people of every city that is not `silent`, who give
    an option on every criterion the same mark. more: other marks.
    """
    partners = tuple(partners)
    codes = tuple(city.code for city in partners)
    people = [code for code in codes if code not in silent]
    values = marks or {"P01": 4, "P02": 3, "P03": 5}
    asked = [
        mark
        for option, value in values.items()
        for criterion in room.CRITERIA
        for mark in given("options", criterion, option, **{city: [value] * 3 for city in people})
    ]
    usual = [
        setting,
        *(room.option(code, cities=codes, responsible_body="Region") for code in CODES),
        *room.envelopes(**dict.fromkeys(codes, 60.0)),
        room.EQUAL,
    ]
    found = {(type(record), record.code): record for record in (*usual, *records)}
    return snapshot(*found.values(), cities=partners, marks=[*asked, *more])


def departed() -> Snapshot:
    """The fourth of four partners left after everybody had marked; its money, measure and benefits are still stated."""
    benefits = [BenefitShare(f"{code}.{city}", code, city, 25.0) for code in CODES for city in ("C1", "C2", "C3", "C4")]
    measures = [KeyMetric(f"use.C{place}", "use", f"C{place}", 10.0 * place) for place in range(1, 5)]
    seen = large_room(
        *benefits,
        *measures,
        CostKey("equal", weight=50.0),
        CostKey("use", weight=50.0),
        CityCertainty("C4", certainty="secured", evidence="No. 4"),
        partners=cities(4),
    )
    return replace(seen, state=with_edits(seen.state, remove_city(seen.state, "C4")))


def named_in_two_languages() -> Snapshot:
    """Names in Chinese and in Spanish, with the other language as the second name where there is one."""
    names = (("蓬莱", "Peñaranda de Ávila"), ("Logroño", "洛格罗尼奥"), ("São José", ""))
    partners = [
        replace(city, name=name, name_second=second) for city, (name, second) in zip(cities(3), names, strict=True)
    ]
    return large_room(
        room.option(
            "P01", name="公交走廊（第一期）", name_second="Corredor de autobús “Río Ñuble”", responsible_body="¿Región?"
        ),
        room.option("P02", name="Señalización ¡ya!", name_second="交通信号改造", responsible_body="交通局"),
        partners=partners,
        setting=replace(
            room.SETTING,
            title="Triángulo del Café – 咖啡三角",
            title_second="咖啡三角投资计划",
            decision_asked="请三市授权",
        ),
    )


@cache
def room_book(name: str, language: str) -> bytes:
    """The book of one of `ROOMS`."""
    return book(ROOMS[name](), language)


ROOMS: dict[str, Callable[[], Snapshot]] = {
    "nothing but a title": lambda: snapshot(Setting("main", title="Empty", first_year=2027)),
    "three cities without marks": lambda: snapshot(room.SETTING, cities=3),
    "four cities": lambda: large_room(partners=cities(4)),
    "seven cities": lambda: large_room(
        partners=cities(7), more=given("present", "physical.hard.within", "C7", C7=[3, 4, None, 5])
    ),
    "indicators beside marks, alone, and without their divisor": lambda: snapshot(
        room.SETTING,
        *(
            Indicator(f"{code}.{subject}", indicator=code, subject=subject, value=value)
            for code, subject, value in (
                ("flights", "C1", 6.0),
                ("minutes_metropolis", "C1", 90.0),
                ("broadband", "C1", 40.0),
                ("flights", "C3", 6.0),
                ("pair_minutes", "C1-C2", 500.0),
            )
        ),
        cities=[replace(city, population=None if city.code == "C3" else city.population) for city in cities()],
        marks=[
            *given("present", "physical.hard.between", "C1", C1=[3, 4, 5]),
            *given("pair_present", "pair.physical.hard", "C1-C2", C1=[3], C2=[4]),
        ],
    ),
    "a split and money of all years": small_room,
    "asked again, and some had left": lambda: small_room(
        again=given("options", "lasting_cost", "P01", round_number=2, C1=[5, None], C2=[5, 4], C3=[3, 3])
    ),
    "strict years": lambda: small_room(setting=replace(room.SETTING, carry_over=False)),
    "a measure is missing": lambda: small_room(
        CostKey("equal", weight=None),
        CostKey("use", weight=100.0),
        KeyMetric("use.C1", "use", "C1", 4.0),
        KeyMetric("use.C3", "use", "C3", 0.0),
    ),
    "keys that make 99.99": lambda: small_room(CostKey("equal", weight=33.33), CostKey("population", weight=66.66)),
    "floors and caps": lambda: small_room(
        *(KeyMetric(f"use.C{place}", "use", f"C{place}", float(value)) for place, value in ((1, 80), (2, 15), (3, 5))),
        CostKey("equal", weight=30.0),
        CostKey("use", weight=70.0),
        KeyLimit("C1", cap=45.0),
        KeyLimit("C3", floor=25.0),
    ),
    "the money of each year, another currency, a gap, a weight of its own and help in kind": lambda: small_room(
        room.option("P01", 20, currency="USD", spent=3.0, must="in", responsible_body="Region"),
        room.option("P02", 900, must="in", opex_per_year=7.0, revenue_per_year=2.0, responsible_body="Region"),
        *room.envelopes(C1=25, C2=60, C3=10),
        ExchangeRate("USD", 4.1, "2026-10-01", "central bank"),
        *(Inflation(str(year), 4.0 + year - 2027) for year in range(2026, 2032)),
        CertaintyWeight("identified", 35.0),
        InKind("C2", "land", 12.0),
        Match("F01", 10.0, 50.0),
        Source("F01", name="Grant", type="earmarked_grant", certainty="applied", instrument="grant", deadline="2028"),
        *(SourceAmount(f"F01.{year}", "F01", year, 30) for year in range(2027, 2032)),
        setting=replace(room.SETTING, nominal=True, price_year=2025, sources_only=True),
    ),
    "the money of each year with a rise that nobody stated": lambda: small_room(
        setting=replace(room.SETTING, nominal=True, price_year=2026)
    ),
    "all outside money, one source": lambda: small_room(
        Source("F01", name="=Grant", type="earmarked_grant", certainty="secured", evidence="No. 7"),
        *(SourceAmount(f"F01.{year}", "F01", year, 500) for year in range(2027, 2032)),
        CityCertainty("C1", certainty="applied"),
        BenefitShare("P01.C1", "P01", "C1", 100.0),
    ),
    "one project is paid from outside": lambda: small_room(
        Source("F01", name="Grant", type="earmarked_grant", certainty="secured", evidence="No. 7", options=("P02",)),
        SourceAmount("F01.2027", "F01", 2027, 90.0),
        Match("F01", 100.0, 100.0),
        room.option("P02", 90, opex_per_year=6.0, responsible_body="Region"),
    ),
    "a partner left": departed,
    "a city gave no ballot": lambda: large_room(
        room.option("P01", must="in", responsible_body="Region"), partners=cities(3), silent=("C3",)
    ),
    "a tie where the money ends": lambda: large_room(
        *room.envelopes(C1=13, C2=13, C3=13), partners=cities(3), marks={"P01": 4, "P02": 4, "P03": 5}
    ),
    "names in Chinese and Spanish": named_in_two_languages,
    "cities with names like rules": lambda: large_room(
        Risk("R01", event="*", likelihood=4, impact=4, cost=100.0, owner="=1", due="2027-03-31"),
        partners=[replace(city, name=name) for city, name in zip(cities(3), ("=1+1", "<5", '*"?~'), strict=True)],
    ),
}
