"""Every reason for which a place is not taken is said in both languages, with what to do."""

from __future__ import annotations

import pytest

from components.language import entries, texts
from components.workbook.read import plan_book_reasons as reasons

WORDS = {
    value for name, value in vars(reasons).items() if name.isupper() and not name.startswith("_") and value
} | set(reasons._OF_COLUMNS.values()) | {"votes"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_reason_has_its_words_and_every_column_is_one(language: str) -> None:
    t = texts(language)
    assert {key.removeprefix("reopen.why.") for key in entries(language) if key.startswith("reopen.why.")} == WORDS
    assert [key for _, key in reasons._OF_COLUMNS if key and not t.has(key)] == []


@pytest.mark.parametrize(
    ("sheet", "key", "why"),
    [
        ("08_Criteria", "workbook.criteria.weight", "weight"),
        ("11_Cashflow", "workbook.cashflow.amount", "cash_amount"),
        ("02_Agreement", "workbook.voting.of_people", "votes"),
        ("07_LongList", "workbook.longlist.name", ""),
        ("01_Decision", "workbook.decision.name", ""),
    ],
)
def test_the_reason_follows_from_sheet_and_column(sheet: str, key: str, why: str) -> None:
    for t in map(texts, ("en", "zh")):
        assert reasons.reason_of(t, sheet, t(key), table=True) == why
    assert reasons.reason_of(texts("en"), "01_Decision", "", table=False) == "decision_page"
