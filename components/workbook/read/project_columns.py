"""Which column of a city's own list of projects is which field of an option, and in what unit its money is.

A header is known by the words of table `project_columns`, in any language, with or without what stands in brackets. The
unit and the currency are guessed from the headers of money and from the lines above them, such as «单位：万元»; a guess
is only what the question about the unit starts from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.numbers import list_currencies

from components.framework.catalogue import Catalogue
from components.workbook.read.gate import SheetRead

_HIGHEST_HEADER = 25
_LEAST_KNOWN = 2
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_BLANKS = re.compile(r"\s+")
_UNITS: tuple[tuple[str, str], ...] = (
    ("hundred_million", r"亿|hundred million"),
    ("ten_thousand", r"万"),
    ("billion", r"billion|miles de millones|mil millones|\bbn\b"),
    ("million", r"million|millones|millón|百万|\bmn\b|\bmill\.?\b"),
    ("thousand", r"thousand|\bmiles\b|\bmil\b|千|'000"),
)
_CURRENCIES: tuple[tuple[str, str], ...] = (
    ("USD", r"us\s?\$|美元"),
    ("EUR", r"€|欧元|euro"),
    ("CNY", r"元|人民币|￥|¥|rmb"),
)
_LETTERS = re.compile(r"\b[A-Z]{3}\b")


@dataclass(frozen=True)
class Heading:
    """The headers of a list. `columns`: (column, header as written, field or empty). `unit`, `currency`: guessed, empty
    where nothing says so. Rows and columns count from 1.
    """

    row: int
    columns: tuple[tuple[int, str, str], ...]
    unit: str
    currency: str

    @property
    def fields(self) -> dict[int, str]:
        """The field of every column that is known."""
        return {column: field for column, _, field in self.columns if field}


def heading(sheet: SheetRead, catalogue: Catalogue) -> Heading | None:
    """The first of the upper rows in which at least two headers are known; None when there is none."""
    words = {header: column.code for column in catalogue.project_columns for header in column.headers}
    rows = sorted({cell.row for cell in sheet.cells})[:_HIGHEST_HEADER]
    for row in rows:
        columns = _columns(sheet, row, words)
        if sum(bool(field) for _, _, field in columns) >= _LEAST_KNOWN:
            money = {column.code for column in catalogue.project_columns if column.money}
            headers = [text for _, text, field in columns if field in money]
            above = [str(cell.value) for cell in sheet.cells if cell.row < row]
            return Heading(row, columns, _first(_UNITS, [*headers, *above]), _currency([*headers, *above]))
    return None


def known_as(header: str, words: dict[str, str]) -> str:
    """The field that a header names, or empty."""
    text = _plain(header)
    without = _plain(_BRACKETS.sub(" ", text))
    for candidate in (text, without, without.partition(",")[0], re.split(r" (?:in|en) ", without)[0]):
        if field := words.get(_plain(candidate), ""):
            return field
    return ""


def _columns(sheet: SheetRead, row: int, words: dict[str, str]) -> tuple[tuple[int, str, str], ...]:
    found, taken = [], set()
    for cell in sorted((cell for cell in sheet.cells if cell.row == row), key=lambda cell: cell.column):
        text = sheet.text(row, cell.column)
        if not text:
            continue
        field = known_as(text, words)
        found.append((cell.column, " ".join(text.split()), "" if field in taken else field))
        taken.add(field)
    return tuple(found)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).casefold().strip(" :*.·")


def _first(table: Sequence[tuple[str, str]], texts: Iterable[str]) -> str:
    for text in texts:
        for code, pattern in table:
            if re.search(pattern, text.casefold()):
                return code
    return ""


def _currency(texts: Sequence[str]) -> str:
    known = list_currencies()
    letters = next((word for text in texts for word in _LETTERS.findall(text) if word in known), "")
    return letters or _first(_CURRENCIES, texts)
