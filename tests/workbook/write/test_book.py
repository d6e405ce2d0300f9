"""The whole book: every formula carries the program's value, and LibreOffice finds the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from components.analysis.evaluate import evaluate
from components.language import texts
from components.workbook.write import origin
from components.workbook.write.paper import SHEETS
from tests.builders import given
from tests.investment import room
from tests.workbook import recalculate
from tests.workbook.write.rooms import book, demonstration_book, demonstration_seen, small_room

PAGES = Path(__file__).parents[3] / "ci-output" / "pages"
OLD_FUNCTIONS = {
    "ABS", "AND", "CHAR", "COUNT", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INDEX", "INT", "ISERROR", "ISNUMBER",
    "LARGE", "LEN", "MATCH", "MAX", "MID", "MIN", "N", "NOT", "OR", "RANK", "ROUND", "SUM", "SUMIFS", "SUMPRODUCT",
    "TRIM",
}  # fmt: skip


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
    # The pages themselves, for whoever looks at what a run printed.
    kept = PAGES / f"workbook-{language}"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    draw = shutil.which("pdftoppm")
    assert draw
    subprocess.run([draw, "-r", "60", "-png", str(pdf), str(kept / "page")], check=True)
    assert len(list(kept.glob("*.png"))) == text.count("\f")


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
