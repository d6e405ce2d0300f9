"""14_Financing, and what 11 and 12 make of its inputs: by hand, on a small room."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from components.analysis.evaluate import evaluate
from components.investment.crossing import crossing, payer_of
from components.language import texts
from components.workbook.write.book import write
from components.workshop.records.demands import Inflation, InKind, Match
from components.workshop.records.money import CertaintyWeight, CityCertainty, Source, SourceAmount
from tests.investment import room
from tests.workbook.write.rooms import AT, book, small_room

RISES = (Inflation("2027", 10.0), *(Inflation(str(year), 0.0) for year in range(2028, 2032)))
NOMINAL = replace(room.SETTING, nominal=True, price_year=2026)


def rows(content, sheet):
    return [list(row) for row in openpyxl.load_workbook(BytesIO(content), data_only=True)[sheet].values]


def below(found, head):
    """The rows below the first cell that says `head`, with the column of that cell."""
    for number, row in enumerate(found):
        if head in row:
            return found[number + 1 :], row.index(head)
    raise AssertionError(head)


@pytest.fixture(scope="module")
def content():
    return book(
        small_room(
            *RISES,
            *(CityCertainty(code, certainty="in_budget", evidence="line 7") for code in ("C1", "C2", "C3")),
            CertaintyWeight("in_budget", 50.0),
            InKind("C2", "land", 12.0),
            Source("F01", name="Grant", type="earmarked_grant", certainty="applied", terms="after the study"),
            SourceAmount("F01.2027", "F01", 2027, 30.0),
            Match("F01", 10.0, 50.0),
            setting=NOMINAL,
        )
    )


def test_the_chain_of_prices_stands_with_its_rises(content):
    found, column = below(rows(content, "14_Financing"), "Rise, %")
    assert [(row[column - 1], row[column], round(row[column + 1], 6)) for row in found[:3]] == [
        (2026, "–", 1), (2027, 10, 1.1), (2028, 0, 1.1)
    ]  # fmt: skip


def test_nominal_amounts_and_what_can_be_counted_on_stand_beside_every_row(content):
    whole = rows(content, "11_Cashflow")
    (found, column), (_, counted) = below(whole, "Amount"), below(whole, "Can be counted on")
    _, then = below(whole, "In the money of the year")
    amounts = [row for row in found if isinstance(row[column], int | float)]
    assert amounts
    for row in amounts:
        weight = {"In budget": 0.5, "Applied for": 0.4}[row[column - 1]]
        assert row[counted] == pytest.approx(weight * row[column])
        assert row[then] == pytest.approx(1.1 * row[column])


def test_a_source_has_its_terms_and_the_share_that_it_pays(content):
    found, _ = below(rows(content, "14_Financing"), "Instrument")
    grant = next(row for row in found if row[0] == "F01")
    assert grant[5] == "after the study"
    assert "10–50 %" in grant


def test_what_a_city_brings_in_kind_is_credited(content):
    found, column = below(rows(content, "12_ByCity"), "In kind")
    second = found[1]
    assert (second[column], second[column + 2]) == (12, "land")
    assert second[column + 1] == second[3] + 12
    assert found[0][column] == "not known"


def test_without_the_rises_the_sheet_says_which_are_missing_and_has_no_nominal_column():
    content = book(small_room(setting=NOMINAL))
    words = [str(cell) for row in rows(content, "14_Financing") for cell in row if cell]
    assert any("2027, 2028, 2029, 2030, 2031" in word for word in words)
    assert not any("In the money of the year" in row for row in rows(content, "11_Cashflow"))


def test_what_runs_afterwards_is_borne_by_users_first():
    content = book(
        small_room(room.option("P01", 90, opex_per_year=10.0, revenue_per_year=4.0, responsible_body="Region"))
    )
    found, column = below(rows(content, "12_ByCity"), "A year")
    assert [row[column] for row in found[:6]] == [2, 2, 2, 4, 0, 10]


def test_the_sum_of_all_payers_is_led_over_to_that_of_the_screens():
    seen = small_room(room.option("P01", 90, opex_per_year=10.0, revenue_per_year=4.0, responsible_body="Region"))
    plan, t = room.plan_of(seen), texts("en")
    taken = -sum(flow.amount for flow in plan.flows if flow.kind == "revenue")
    assert taken > 0
    shown = crossing(plan.flows, payer_of, seen.state.setting.plan_years).total
    lines = {row[0]: row[1] for row in rows(book(seen), "12_ByCity")}
    assert lines[t("workbook.bycity.charges")] == taken
    assert lines[t("workbook.bycity.gross")] == shown
    without = small_room(room.option("P01", 90, responsible_body="Region"))
    assert t("workbook.bycity.gross") not in {row[0] for row in rows(book(without), "12_ByCity")}


def test_what_nobody_pays_stands_by_project_and_year():
    seen = small_room(room.option("P01", 90, responsible_body="Region", spent=3.0))
    plan = room.plan_of(seen)
    [first, *others] = [flow for flow in plan.flows if flow.option == "P01"]
    lacking = replace(first, payer="EXT", source="", certainty="gap")
    kept = tuple(flow for flow in plan.flows if flow.option != "P01")
    evidence = evaluate(seen, room.CATALOGUE, room.PARAMETERS)
    made = replace(plan, flows=(lacking, *others, *kept))
    content = write(seen, evidence, made, room.CATALOGUE, room.PARAMETERS, "en", at=AT)
    found, column = below(rows(content, "14_Financing"), "Spent before")
    named = {row[0]: row for row in found if row[0]}
    assert named["P01"][column] == 3
    assert named["P02"][column] == "not known"
    total = next(row for row in found if row[1] == "All gaps, added rows too")
    place = 6 + first.year - room.FIRST
    assert named["P01"][place] == total[place] == first.amount > 0
    assert total[6 + room.YEARS] == first.amount
