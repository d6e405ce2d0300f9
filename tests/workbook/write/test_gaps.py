"""05_Gaps: how sure a gap is, why it matters in the room's words, by when, and which kind of answer it asks for."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl

from components.analysis.evaluate import evaluate
from components.analysis.uncertainty import uncertainty
from components.language import texts
from components.workbook.write.book import write
from components.workshop.records.indicators import CellTarget
from components.workshop.state import Snapshot
from tests.builders import given
from tests.investment import room
from tests.workbook.write.rooms import small_room

GAP = "C1.physical.hard.between"
WORDS = ("the road floods", "two hours to the port", "no bus after six", "the bridge is closed")


def seen() -> Snapshot:
    marked = given("present", "physical.hard.between", "C1", C1=[1, 1, 2, 2])
    reasoned = [replace(mark, reason=words) for mark, words in zip(marked, WORDS, strict=True)]
    target = CellTarget("C1/physical.hard.between", "physical.hard.between", "C1", 4.0, reason="the port grows")
    soft = room.option("P09", problem_code=GAP, kind="soft", problem="trucks wait", responsible_body="Region")
    hard = room.option("P08", problem_code=GAP, kind="hard", responsible_body="Region")
    return small_room(soft, hard, target, again=reasoned)


def row(*, resampled: bool) -> dict[str, Any]:
    found = seen()
    evidence = evaluate(found, room.CATALOGUE, room.PARAMETERS)
    known = uncertainty(found, evidence, room.CATALOGUE, room.PARAMETERS) if resampled else None
    at, plan = datetime(2026, 11, 22, tzinfo=UTC), room.plan_of(found)
    content = write(
        found, evidence, plan, room.CATALOGUE, room.PARAMETERS, "en", at=at, trials=(), uncertainty=known
    )
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["05_Gaps"]
    rows = [list(line) for line in sheet.iter_rows(values_only=True)]
    heads = next(line for line in rows if line[0] == "Gap")
    return dict(zip(heads, next(line for line in rows if line[0] == GAP), strict=True))


def test_a_gap_says_why_in_peoples_words_the_lowest_marks_first() -> None:
    lines = str(row(resampled=False)[texts("en")("workbook.gaps.why")]).split("\n")
    assert set(lines[:2]) == {"“the road floods”", "“two hours to the port”"}
    assert lines[3:] == ["and one more reason, see 18_ScoreTrace", "the port grows", "trucks wait"]


def test_its_answer_is_of_the_kind_of_its_options_and_due_in_the_last_year_of_the_plan() -> None:
    found, t = row(resampled=False), texts("en")
    assert found[t("workbook.gaps.response")] == t("workbook.response.both")
    assert found[t("workbook.gaps.year")] == room.SETTING.plan_years[-1]
    assert found[t("workbook.gaps.half")] == "20–40"
    assert not found[t("workbook.gaps.resampled")]


def test_resampled_the_weighted_gap_has_an_interval_around_it() -> None:
    found, t = row(resampled=True), texts("en")
    low, high = (float(part) for part in str(found[t("workbook.gaps.resampled")]).split("–"))
    assert low <= found[t("workbook.gaps.weighted")] <= high
    assert low < high
