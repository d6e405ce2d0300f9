"""The whole book: every formula carries the program's value, and LibreOffice finds the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.language import texts
from components.walk import demonstration, results
from components.workbook.write import origin
from components.workbook.write.book import write
from components.workbook.write.paper import SHEETS
from components.workshop.database import Database
from components.workshop.records.base import Record
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
from tests.workbook import recalculate

AT = datetime(2026, 11, 22, 14, 37, tzinfo=UTC)
OLD_FUNCTIONS = {
    "ABS", "AND", "CHAR", "COUNT", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INDEX", "INT", "ISERROR", "ISNUMBER",
    "LARGE", "LEN", "MATCH", "MAX", "MIN", "N", "NOT", "OR", "RANK", "ROUND", "SUM", "SUMIFS", "SUMPRODUCT", "TRIM",
}  # fmt: skip


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
    options = [room.option(code, responsible_body="Region") for code in ("P01", "P02", "P03")]
    usual = [*options, *room.envelopes(C1=60, C2=60, C3=60), room.EQUAL]
    # What a test names takes the place of the usual record of that code
    found = {(type(record), record.code): record for record in (*usual, *records)}
    return room.seen(*found.values(), marked=marked, setting=setting)


ROOMS: dict[str, Any] = {
    "nothing but a title": lambda: snapshot(Setting("main", title="Empty", first_year=2027)),
    "three cities without marks": lambda: snapshot(room.SETTING, cities=3),
    "four cities": lambda: snapshot(
        room.SETTING, *room.envelopes(C1=50, C4=50), room.option("P01"), room.EQUAL, cities=4
    ),
    "seven cities": lambda: snapshot(
        room.SETTING,
        room.EQUAL,
        room.option("P01", cities=("C1", "C7")),
        cities=7,
        marks=given("present", "physical.hard.within", "C7", C7=[3, 4, None, 5]),
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
    "a measure is missing": lambda: small_room(CostKey("use", weight=100.0), KeyMetric("use.C1", "use", "C1", 4.0)),
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
}  # fmt: skip


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("language", ["en", "zh"])
def test_recalculated_demonstration_has_the_programs_values(language: str, tmp_path: Path) -> None:
    content = demonstration_book(language)
    found = recalculate.recalculated(content, tmp_path)
    assert len(recalculate.formulas(content)) > 1000
    assert recalculate.differences(content, found) == []
    assert [place for place, value in found.items() if isinstance(value, str) and value.startswith("#")] == []


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    """The book of every small room, and one with a wrong value."""
    made = {name: book(seen()) for name, seen in ROOMS.items()}
    content = book(small_room())
    place = next(place for place, text in recalculate.formulas(content).items() if "SUMIFS" in str(text))
    return made | {"!".join(place): plant(content, place, 123456.5)}


@pytest.fixture(scope="module")
def found_in(books: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, recalculate.Cells]:
    """What LibreOffice finds in each of them, in one start."""
    return recalculate.recalculated_all(books, tmp_path_factory.mktemp("rooms"))


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("name", list(ROOMS))
def test_recalculated_small_rooms_have_the_programs_values(
    name: str, books: dict[str, bytes], found_in: dict[str, recalculate.Cells]
) -> None:
    assert recalculate.differences(books[name], found_in[name]) == []
    errors = [place for place, value in found_in[name].items() if isinstance(value, str) and value.startswith("#")]
    assert errors == []


@pytest.mark.needs_libreoffice
def test_a_planted_wrong_value_is_found(books: dict[str, bytes], found_in: dict[str, recalculate.Cells]) -> None:
    [planted] = books.keys() - ROOMS.keys()
    lines = recalculate.differences(books[planted], found_in[planted])
    assert [line.split(" ")[0] for line in lines] == [planted]


def plant(content: bytes, place: tuple[str, str], value: float) -> bytes:
    """The same file with another value beside one formula."""
    part = f"xl/worksheets/sheet{SHEETS.index(place[0]) + 1}.xml"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                pattern = rf'(<c r="{place[1]}"[^>]*><f>[^<]*</f><v>)[^<]*(</v>)'
                text, count = re.subn(pattern, rf"\g<1>{value}\g<2>", data.decode())
                assert count == 1
                data = text.encode()
            new.writestr(name, data)
    return out.getvalue()


def test_sheets_stand_in_reading_order_and_the_book_opens_on_the_decision() -> None:
    found = recalculate.opened(demonstration_book("en"))
    assert tuple(found.sheetnames) == (*SHEETS, origin.SHEET)
    assert found.active.title == "01_Decision"


def test_every_formula_carries_a_value_and_uses_functions_of_old_programs() -> None:
    content = demonstration_book("en")
    carried = recalculate.values(content)
    for place, text in recalculate.formulas(content).items():
        # A formula may give the empty text
        assert carried[place] is not None or '""' in str(text), place
        assert set(re.findall(r"([A-Z.]+)\(", str(text))) <= OLD_FUNCTIONS, text


def test_what_people_write_stays_text() -> None:
    trap = '=HYPERLINK("http://example.org")'
    seen = small_room(room.option("P04", name=trap, responsible_body="+1", problem="@x"))
    content = book(seen)
    assert trap in recalculate.values(content).values()
    assert not [text for text in recalculate.formulas(content).values() if "HYPERLINK" in str(text)]


def test_not_known_is_words_and_zero_is_a_number() -> None:
    seen = small_room(room.option("P04", None, opex_per_year=0.0))
    sheet = openpyxl.load_workbook(BytesIO(book(seen)), data_only=True)["07_LongList"]
    row = [[cell.value for cell in line] for line in sheet.iter_rows() if line[0].value == "P04"][1]
    assert row[5] == "not known"
    assert row[9] == 0


def headers(content: bytes) -> Iterator[str]:
    for sheet in recalculate.opened(content):
        if sheet.title in SHEETS:
            yield str(sheet.oddHeader.right.text)


def test_every_printed_page_of_the_demonstration_says_so() -> None:
    assert all("DEMONSTRATION" in header for header in headers(demonstration_book("en")))
    assert all("演示" in header for header in headers(demonstration_book("zh")))
    assert not any("DEMONSTRATION" in header for header in headers(book(small_room())))


def test_for_decision_is_refused_while_a_core_check_fails() -> None:
    setting = replace(room.SETTING, status="for_decision")
    good = small_room(setting=setting)
    bad = small_room(room.option("P01", responsible_body=""), setting=setting)
    assert all("FOR DECISION" in header for header in headers(book(good)))
    refused = book(bad)
    assert all("DRAFT" in header for header in headers(refused))
    assert any(
        "responsible body" in str(value)
        for (sheet, _), value in recalculate.values(refused).items()
        if sheet == "00_Cover"
    )


def test_pages_are_wide_enough_for_print_that_can_be_read() -> None:
    """Widths in characters of the paper at 10 points; smaller than 85 % of that would be under 8.5 points."""
    room_of = {"9": 144, "8": 210}
    for sheet in recalculate.opened(demonstration_book("en")):
        if sheet.title in ("18_ScoreTrace", "21_Lists", origin.SHEET):
            continue
        last = range_boundaries(sheet.print_area.split("!")[-1].replace("$", ""))[2]
        columns = [column for column in sheet.column_dimensions.values() if column.min <= last]
        width = sum(column.width * (min(column.max, last) - column.min + 1) for column in columns)
        assert width <= room_of[str(sheet.page_setup.paperSize)] / 0.85, sheet.title
        assert sheet.page_setup.orientation == "landscape"


@pytest.mark.needs_libreoffice
@pytest.mark.needs_pdftoppm
@pytest.mark.parametrize(("language", "signature"), [("en", "Signature"), ("zh", "签字")])
def test_the_decision_is_one_page(language: str, signature: str, tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    source.write_bytes(demonstration_book(language))
    pdf = recalculate.office(source, tmp_path, "pdf")
    program = shutil.which("pdftotext")
    assert program
    text = subprocess.run([program, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    asked = demonstration_seen(language).state.setting.decision_asked
    pages = text.split("\f")
    signed = [place for place, page in enumerate(pages) if signature in page]
    begun = [place for place, page in enumerate(pages) if asked[:12] in page]
    assert begun == signed
    assert len(signed) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_criteria_say_how_they_were_weighed_and_what_other_voices_would_give(language: str) -> None:
    first, second, *_ = room.CRITERIA
    pairs = [f"{one}~{two}" for place, one in enumerate(room.CRITERIA) for two in room.CRITERIA[place + 1 :]]
    # Six people of C1 put the first criterion above all, two of each other city the second
    judged = {
        pair: {"C1": [3 if pair.startswith(f"{first}~") else 0] * 6}
        | dict.fromkeys(("C2", "C3"), [-3 if pair == f"{first}~{second}" else 0] * 2)
        for pair in pairs
    }
    marks = [mark for pair, by_city in judged.items() for mark in given("weights", pair, "all", **by_city)]
    seen = room.seen(marked=marks, setting=replace(room.SETTING, weighting="pairs", voice="city"))
    weights = evaluate(seen, room.CATALOGUE, room.PARAMETERS).weights
    sheet = openpyxl.load_workbook(BytesIO(book(seen, language)))["08_Criteria"]
    words = {row[0]: row[1] for row in sheet.iter_rows(min_col=1, max_col=2, values_only=True)}
    t = texts(language)
    assert t("workbook.criteria.source_pairs", complete=10, incomplete=0) in words
    assert words[t("workbook.criteria.by.city")] == t("workbook.criteria.in_use")
    plain = next(way for way in weights.ways if way.by == "person")
    assert t.number(plain.percents[0], 1) in words[t("workbook.criteria.by.person")]
    assert words[t("workbook.criteria.consistency")] == pytest.approx(weights.consistency)
    assert weights.consistency > 0
