"""15_Risks and 16_KPIs beside LibreOffice's own arithmetic, and what they hand to the page for decision."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from components.workshop.records.base import Record
from components.workshop.records.delivery import CityVotes, DisputeStep, Kpi, Risk, RiskShare, WorkItem
from components.workshop.records.partnership import CostKey, Governance
from components.workshop.state import Snapshot
from tests.investment import room
from tests.workbook import recalculate
from tests.workbook.write.rooms import book, demonstration_book, small_room


def delivery() -> tuple[Record, ...]:
    """Risks that split oddly, one closed, one not rated; measures of every kind; steps with and without a day."""
    shares = ((1, 33.335), (2, 33.335), (3, 33.33))
    return (
        Risk("R01", event="Slip", likelihood=5, impact=4, cost=1000.0, owner="Aran", due="2027-03-31"),
        Risk("R02", event='Say "no"', likelihood=3, impact=5, cost=101.0, shared_between=("C1", "C3")),
        Risk("R03", event="Rain", likelihood=2, impact=2, cost=7.0, residual_likelihood=1, residual_impact=2),
        Risk("R04", event="Over", likelihood=5, impact=5, cost=50.0, status="closed"),
        Risk("R05", event="Unrated", impact=3),
        Risk("R06", event="Half", likelihood=3, impact=3, cost=9.0),
        *(RiskShare(f"R03.C{place}", "R03", f"C{place}", share) for place, share in shares),
        RiskShare("R06.C1", "R06", "C1", 50.0),
        Kpi("I01", "Up", baseline=0.0, target_1=10.0, target_5=50.0, actual=9.0, actual_year=2029),
        Kpi("I02", "Down", direction="down", baseline=90.0, target_3=70.0, actual=75.0, actual_year=2026),
        Kpi("I03", "Far", baseline=1.5, target_5=2.5, actual=1.6),
        Kpi("I04", "Dated", measure_by="2027-06-30", target_1=3.0, actual=2.0),
        Kpi("I05", "Same", baseline=4.0, target_1=4.0, actual=4.0),
        Kpi("I06", "Bare"),
        WorkItem("W01", "Sign", owner="Mayors", due="2027-02-28"),
        WorkItem("W02", "Someday"),
        WorkItem("W03", "Past", due="2026-01-31", status="done"),
    )


VOTES = (
    Governance(
        "main", decision_rule="agreed_votes", majority_percent=60.0, quorum_cities=2, cost_option="P01", annual_cost=5.0
    ),
    *(CityVotes(f"C{place}", float(votes)) for place, votes in ((1, 3), (2, 2), (3, 1))),
    DisputeStep("D1", "officers", "meet", 30),
)
ROOMS: dict[str, Any] = {
    "all kinds": lambda: small_room(*delivery(), *VOTES),
    "no cost key": lambda: small_room(*delivery(), CostKey("equal", weight=None)),
    "nothing": small_room,
    "no first year": lambda: small_room(*delivery(), setting=replace(room.SETTING, first_year=0)),
}


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    return {name: book(seen()) for name, seen in ROOMS.items()}


@pytest.fixture(scope="module")
def found_in(books: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, recalculate.Cells]:
    return recalculate.recalculated_all(books, tmp_path_factory.mktemp("risks"))


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("name", list(ROOMS))
def test_recalculated_risks_and_measures_have_the_programs_values(
    name: str, books: dict[str, bytes], found_in: dict[str, recalculate.Cells]
) -> None:
    assert recalculate.differences(books[name], found_in[name]) == []
    errors = [place for place, value in found_in[name].items() if isinstance(value, str) and value.startswith("#")]
    assert errors == []


def lines(content: bytes, sheet: str) -> list[list[object]]:
    """The values of a sheet, row by row, as the program wrote them."""
    return recalculate.rows(recalculate.values(content), sheet)


def below(content: bytes, sheet: str, header: str) -> list[list[object]]:
    """The rows under the one that holds a header, until an empty one."""
    rows = lines(content, sheet)
    start = next(number for number, row in enumerate(rows) if header in row) + 1
    end = next((number for number in range(start, len(rows)) if len(rows[number]) < 2), len(rows))
    return rows[start:end]


def test_the_parts_of_a_risk_make_its_cost(books: dict[str, bytes]) -> None:
    rows = below(books["all kinds"], "15_Risks", "Whole units")
    parts: dict[object, list[float]] = {}
    for row in rows:
        if row[0] in ("R01", "R02", "R03"):
            parts.setdefault(row[0], []).append(float(str(row[-2])))
    # thirds of 1,000; halves of 101 with the odd unit to the first; 33.34, 33.33 and 33.33 % of 7
    assert parts == {"R01": [334, 333, 333], "R02": [51, 50], "R03": [3, 2, 2]}
    assert any("R06" in str(row) for row in lines(books["all kinds"], "15_Risks") if len(row) == 1)


def test_ratings_and_states_stand_in_words(books: dict[str, bytes]) -> None:
    rating = {row[0]: (row[4], row[5]) for row in below(books["all kinds"], "15_Risks", "Likelihood 1–5")}
    assert rating["R01"] == (20, "RED")
    assert rating["R03"] == (4, "Green")
    assert rating["R05"] == ("not known", "Not rated")
    goal = {row[0]: (row[6], row[-1]) for row in below(books["all kinds"], "16_KPIs", "Target that is due")}
    assert goal["I01"] == ("On track", 0.9)
    assert goal["I02"] == ("Behind", 0.75)
    assert goal["I03"][0] == "FAR BEHIND"
    assert goal["I05"] == ("Not measured yet", "not known")


def test_the_checks_count_measures_without_baseline_and_red_risks_without_owner(books: dict[str, bytes]) -> None:
    found = {row[0]: row[3:5] for row in lines(books["all kinds"], "20_Checks") if len(row) > 4}
    assert found[9] == [1, "FAIL"]
    assert found[10] == [1, "FAIL"]
    nothing = {row[0]: row[3:5] for row in lines(books["nothing"], "20_Checks") if len(row) > 4}
    assert nothing[9] == nothing[10] == [0, "PASS"]


def test_the_page_for_decision_names_the_largest_risks_and_the_next_steps(books: dict[str, bytes]) -> None:
    words = "\n".join(str(cell) for row in lines(books["all kinds"], "01_Decision") for cell in row)
    assert 'R01 · RED 20 · Slip — Aran\nR02 · RED 15 · Say "no" — nobody yet\nR06 · Amber 9 · Half' in words
    assert "Sign · Mayors · 2027-02-28\nSomeday · nobody yet · no date yet" in words
    assert "Over" not in words
    assert "risks and their owners are to be added" in str(lines(books["nothing"], "01_Decision"))


def test_what_was_written_for_the_page_stands_before_the_programme() -> None:
    item = WorkItem("W01", "Sign", owner="Mayors", due="2027-02-28")
    own = book(small_room(item, setting=replace(room.SETTING, next_steps="Hear the councils")))
    same = book(small_room(item, setting=replace(room.SETTING, next_steps="Sign · Mayors · 2027-02-28")))
    assert "Hear the councils" in str(lines(own, "01_Decision"))
    linked = [text for (sheet, _), text in recalculate.formulas(same).items() if sheet == "01_Decision"]
    assert any("16_KPIs" in str(text) for text in linked)
    assert not any(
        "16_KPIs" in str(text) for (sheet, _), text in recalculate.formulas(own).items() if sheet == "01_Decision"
    )


@pytest.mark.needs_libreoffice
def test_a_changed_rating_moves_the_page_for_decision(books: dict[str, bytes], tmp_path: Any) -> None:
    book_ = openpyxl.load_workbook(BytesIO(books["all kinds"]))
    sheet = book_["15_Risks"]
    row = next(
        cell.row for cell in sheet["A"] if cell.value == "R06" and sheet.cell(cell.row, 3).value == 3
    )  # likelihood
    sheet.cell(row, 3).value, sheet.cell(row, 4).value = 5, 5
    changed = BytesIO()
    book_.save(changed)
    found = recalculate.recalculated(changed.getvalue(), tmp_path)
    words = [value for (name, _), value in found.items() if name == "01_Decision" and str(value).startswith("R06")]
    assert words
    assert str(words[0]).startswith("R06 · RED 25 · Half — nobody yet\nR01 · RED 20")


def test_the_agreement_says_who_can_stop_a_decision(books: dict[str, bytes]) -> None:
    rows = below(books["all kinds"], "02_Agreement", "Share of swings")
    # 3, 2 and 1 votes of 6, at least 60 % needed: the first with any other
    assert [row[:5] for row in rows] == [
        ["Aran", "alone", 3, "Yes", 0.6],
        ["Belo", "only with others", 2, "No", 0.2],
        ["Cora", "only with others", 1, "No", 0.2],
    ]
    words = str(lines(books["all kinds"], "02_Agreement"))
    assert "Aran; Belo + Cora" in words
    assert "officers" in words
    assert "in the plan, as running cost of P01" in words


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_demonstration_holds_its_risks_measures_and_programme(language: str) -> None:
    content = demonstration_book(language)
    codes = {str(row[0]) for row in lines(content, "15_Risks") if row}
    assert {f"R{number:02d}" for number in range(1, 11)} <= codes
    codes = {str(row[0]) for row in lines(content, "16_KPIs") if row}
    assert {*(f"I{number:02d}" for number in range(1, 9)), *(f"W{number:02d}" for number in range(1, 9))} <= codes


def test_an_empty_room_has_both_sheets() -> None:
    empty: Snapshot = small_room()
    assert {"15_Risks", "16_KPIs"} <= set(recalculate.opened(book(empty)).sheetnames)
