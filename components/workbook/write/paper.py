"""The book while it is written: sheets in their order, formats, names of ranges, header and footer of every page."""

from __future__ import annotations

from typing import Any

from components.workbook.write.cells import FORMULA, Cell, Value
from components.workbook.write.draft import Draft
from components.workbook.write.looks import Looks
from components.workbook.write.origin import Origin
from components.workbook.write.row_sheet import PlainSheet, RowSheet
from components.workbook.write.sheet import Block, plain
from components.workbook.write.status import Status

SHEETS = (
    "00_Cover",
    "01_Decision",
    "02_Agreement",
    "03_Cities",
    "04_Connectivity",
    "05_Gaps",
    "06_Clusters",
    "07_LongList",
    "08_Criteria",
    "09_Scores",
    "10_Plan",
    "11_Cashflow",
    "12_ByCity",
    "13_CostKeys",
    "14_Financing",
    "15_Risks",
    "16_KPIs",
    "17_Method",
    "18_ScoreTrace",
    "19_Sensitivity",
    "20_Checks",
    "21_Lists",
)
LONG = frozenset({"18_ScoreTrace"})
"""Sheets of very many rows, kept as rows."""
_LONGEST_PRINTED = 80
_ELLIPSIS = "…"


class Paper:
    """One book. `blocks` and `cells`: where things stand, by name, for the formulas of other sheets; `origin`: what
    every cell was, for the reader of an edited book.
    """

    def __init__(self, workbook: Any, draft: Draft, status: Status) -> None:
        self.workbook, self.draft, self.status = workbook, draft, status
        self.t = draft.t
        self.looks = Looks(workbook, draft.language)
        self.blocks: dict[str, Block] = {}
        self.cells: dict[str, str] = {}
        self.origin = Origin()
        self._sheets = {code: workbook.add_worksheet(code, RowSheet if code in LONG else PlainSheet) for code in SHEETS}

    def worksheet(self, code: str) -> Any:
        """The worksheet of a code."""
        return self._sheets[code]

    def unknown(self, cell: Cell) -> Value:
        """The cell's value; a number that is not known is said in words."""
        if cell.value is None and cell.form != "text":
            return self.t("workbook.common.not_known")
        return "" if cell.value is None else cell.value

    def shown(self, cell: Cell) -> str:
        """The cell's value about as it is printed, to count the height of its row."""
        value = self.unknown(cell)
        if isinstance(value, bool | str):
            return str(value)
        if cell.look == FORMULA and cell.form == "text":
            return f"{value:g}" if isinstance(value, float) else str(value)
        return f"{value:,.0f}"

    @property
    def page_header(self) -> str:
        """Title on the left; status, and DEMONSTRATION in red, on the right of every printed page."""
        title = _plain(self.draft.title)
        right = f'&"{self.looks.font},Bold"{_plain(self.status.label)}'
        if self.draft.demonstration:
            label = _plain(self.t("workbook.common.demonstration"))
            right = f'&"{self.looks.font},Bold"&KC00000{label} · &K000000{_plain(self.status.label)}'
        return f'&L&"{self.looks.font},Bold"{title}&R{right}'

    @property
    def page_footer(self) -> str:
        """Version, date, fingerprint and page."""
        left = self.t(
            "workbook.common.footer",
            version=_plain(self.draft.setting.version),
            date=self.draft.t.date(self.draft.at),
            fingerprint=self.draft.fingerprint,
        )
        pages = self.t("workbook.common.pages", page="&P", pages="&N")
        return f"&L{left}&R{pages}"


def _plain(text: str) -> str:
    """A text for the edge of a printed page, where Excel takes 255 signs in all, counts those beyond the basic plane
    twice, and reads & as the beginning of an order. What does not fit is left off with an ellipsis: the whole stands on
    00_Cover.
    """
    room, parts = _LONGEST_PRINTED, list[str]()
    # Two orders for pictures, which the library finds behind a doubled & too
    words = " ".join(plain(text).split()).replace("&G", "& G").replace("&[", "& [")
    for letter in words:
        part = "&&" if letter == "&" else letter
        room -= len(part.encode("utf-16-le")) // 2
        if room < 0:
            return "".join([*parts, _ELLIPSIS])
        parts.append(part)
    return words.replace("&", "&&")
