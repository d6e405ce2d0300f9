"""19_Sensitivity: every test, how firm each option is, and whether the inputs are still those it was worked out for."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from components.analysis.evaluate import evaluate
from components.investment.firmness import Firm, Firmness
from components.investment.robustness import Trial
from components.language import texts
from components.workbook.write.book import write
from components.workshop.records.demands import Match
from components.workshop.records.money import Source
from components.workshop.state import Snapshot
from tests.builders import snapshot
from tests.investment import room
from tests.workbook import recalculate
from tests.workbook.write.rooms import AT, small_room

SHEET = "19_Sensitivity"
FOUND = Firmness(
    replications=1000,
    impossible=0,
    seed=2026,
    people=9,
    gap=0.002,
    varied=1,
    options=(Firm("P01", "core", 0.95, chosen=True), Firm("P03", "split", None, chosen=False)),
    tests=(
        Trial("city", "C1", (), (), "optimal", ("P01", "P02"), 0.5, 90, 80.0),
        Trial("budget", "", ("P02",), ("P01",), "optimal", ("P01",), None, 40, 60.0),
    ),
    stability=("plan.firmness.nothing", ()),
    capex=90,
)


def made(seen: Snapshot, language: str = "en", firmness: Firmness | None = None) -> bytes:
    evidence, plan = evaluate(seen, room.CATALOGUE, room.PARAMETERS), room.plan_of(seen)
    return write(
        seen, evidence, plan, room.CATALOGUE, room.PARAMETERS, language, at=AT, firmness=firmness
    )


def rows(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True)[SHEET]
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def under(found: list[list[Any]], header: str) -> list[list[Any]]:
    start = next(place for place, row in enumerate(found) if row and row[0] == header) + 1
    end = next((place for place in range(start, len(found)) if len(found[place]) < 2), len(found))
    return found[start:end]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_firmness_the_cheap_tests_stand_there_and_the_rest_is_said_in_words(language: str) -> None:
    t = texts(language)
    found = rows(made(small_room(), language))
    assert [t("workbook.sensitivity.not_computed")] in found
    changes = [row[0] for row in under(found, t("workbook.sensitivity.change"))]
    assert t("firm.test.budget", cut="25%", rise="", name="") in changes
    assert t("firm.test.partner", name="Aran", cut="", rise="") in changes
    assert not any(t("firm.test.weight_up", name=name, cut="", rise="") in changes for name in room.CRITERIA)


def test_what_was_worked_out_is_written_as_it_was_found() -> None:
    found = rows(made(small_room(), firmness=FOUND))
    one, two = under(found, "What is changed")
    assert one == ["Without the marks of Aran", "nothing", "nothing", "P01, P02", 0.5, 90, -90, 80, "proven best"]
    assert two[1:5] == ["P01 Option P01", "P02 Option P02", "P01", "not touched"]
    core, split = under(found, "Code")
    assert core[:5] == ["P01", "Option P01", "core", 0.95, "in the plan"]
    assert split[2:5] == ["split", "split: not for resampling", "not in the plan"]
    assert any("1,000 rooms" in str(row[0]) for row in found if row)
    assert any("0.20%" in str(row[0]) for row in found if row)


def test_before_there_is_an_option_nothing_was_tried() -> None:
    found = rows(made(snapshot(room.SETTING, cities=3)))
    assert ["There is no option that could be chosen, so nothing was tried."] in found


@pytest.mark.needs_libreoffice
def test_a_changed_input_makes_the_sheet_stale_and_two_that_change_places_too(tmp_path: Path) -> None:
    content = made(small_room())
    books = {"as it was": content, "dearer": changed(content, (("P02", 5, 95.0),))}
    swapped = made(small_room(room.option("P02", 70, responsible_body="Region")))
    books["swapped"] = changed(swapped, (("P01", 5, 70.0), ("P02", 5, 90.0)))
    found = recalculate.recalculated_all(books, tmp_path)
    states = {name: state(cells) for name, cells in found.items()}
    assert states["as it was"] == "up to date with the inputs"
    assert states["dearer"] == states["swapped"] == "STALE: inputs were changed, run again"


def changed(content: bytes, inputs: tuple[tuple[str, int, float], ...]) -> bytes:
    """The same book after somebody typed other costs: (option, column, amount) in the table of money."""
    book, out = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    sheet = book["07_LongList"]
    for code, column, amount in inputs:
        row = [line for line in sheet.iter_rows() if line[0].value == code][1]
        assert isinstance(row[column].value, int | float)
        row[column].value = amount
    book.save(out)
    return out.getvalue()


def state(cells: recalculate.Cells) -> str:
    [place] = [place for place, value in cells.items() if place[0] == SHEET and value == "State of this sheet"]
    return str(cells[SHEET, place[1].replace("A", "B")])


@pytest.mark.needs_libreoffice
def test_a_changed_part_that_a_source_pays_makes_the_sheet_stale(tmp_path: Path) -> None:
    sources = [Source(code, name=code, type="earmarked_grant") for code in ("F01", "F02")]
    content = made(small_room(*sources, Match("F02", 10.0, 50.0)))
    book, out = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    [cell] = [cell for line in book["14_Financing"].iter_rows() for cell in line if cell.value == "10–50 %"]
    cell.value = "10–60 %"
    book.save(out)
    found = recalculate.recalculated_all({"as it was": content, "more": out.getvalue()}, tmp_path)
    assert recalculate.errors(found["as it was"]) == []
    assert [state(cells) for cells in found.values()] == [
        "up to date with the inputs",
        "STALE: inputs were changed, run again",
    ]
