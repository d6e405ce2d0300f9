"""The cash flow for other programs: every row, sums that agree, heads in both languages, and no formula that runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from components.framework.catalogue import load
from components.investment.plan_records import Flow
from components.language import texts
from components.workbook.write.cash_csv import COLUMNS, cash_csv
from components.workshop.records.demands import Inflation
from components.workshop.records.setting import ExchangeRate
from tests.builders import cities, state
from tests.investment.room import SETTING, option

FLOWS = (
    Flow("P01", 2027, "capex", "C1", "own_revenue", "in_budget", 100, "=cmd()"),
    Flow("P01", 2028, "capex", "EXT", "F01", "applied", 55, ""),
    Flow("P01", 2028, "revenue", "EXT", "user_charges", "identified", -5, ""),
    Flow("P01", 2028, "capex", "EXT", "", "gap", 7, ""),
)
RISES = tuple(Inflation(str(year), 10.0) for year in range(2028, 2032))


def read(held, language="en"):
    content = cash_csv(held, FLOWS, load(), texts(language))
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return head, [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def held(*records, **setting):
    return state(replace(SETTING, **setting), *cities(3), option("P01", name="+bus"), *records)


def test_every_row_has_its_amount_and_what_can_be_counted_on_of_it():
    _, rows = read(held())
    assert [row["amount"] for row in rows] == ["100", "55", "-5", "7"]
    assert [row["weighted"] for row in rows] == ["90", "22", "-0.5", "0"]
    assert [row["nominal"] for row in rows] == ["", "", "", ""]
    assert {row["prices"] for row in rows} == {"2027"}


def test_nominal_amounts_stand_beside_the_constant_ones_when_they_are_known():
    """By hand, 10 % from 2027 to 2028: 55 and 7 are 60.5 and 7.7, together 68.2: 68 = 60 + 8; -5.5 is -6."""
    _, rows = read(held(*RISES, nominal=True))
    assert [row["nominal"] for row in rows] == ["100", "60", "-6", "8"]
    _, rows = read(held(nominal=True))
    assert {row["nominal"] for row in rows} == {""}


def test_heads_and_words_are_in_the_language_that_was_asked_for():
    head, rows = read(held(), "zh")
    assert head[:3] == ["项目", "名称", "年份"]
    assert rows[0]["certainty"] == "已列入预算"


def test_what_people_wrote_never_runs_as_a_formula():
    _, rows = read(held())
    assert rows[0]["evidence"] == "'=cmd()"
    assert rows[0]["name"] == "'+bus"


def test_a_foreign_currency_keeps_its_dated_rate():
    made = state(SETTING, *cities(3), option("P01", currency="USD"), ExchangeRate("USD", 4.0, "2026-10-01", "bank"))
    _, rows = read(made)
    assert (rows[0]["currency"], rows[0]["rate"], rows[0]["rate_date"]) == ("USD", "4", "2026-10-01")
