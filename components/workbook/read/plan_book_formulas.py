"""Whether a formula of a plan workbook still says what it said when the book was written.

Rows that were sorted or inserted move what formulas name: a spreadsheet program follows them, and so does this. A
formula is compared as it would stand in the book as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from components.workbook.read.gate import SheetRead
from components.workbook.write.origin import canonical, checksum

_PLACE = re.compile(r"(?<![A-Z0-9_.!:])(?:([A-Z0-9_.]+)!)?([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?(?![A-Z0-9_.(!])")


class Formulas:
    """The formulas of an edited book. rows: by sheet, row there -> row as written; names: by the name of a sheet there,
    what it was called.
    """

    def __init__(self, rows: Mapping[str, Mapping[int, int]], names: Mapping[str, str]) -> None:
        self._names = {there.upper(): name.upper() for there, name in names.items()}
        self._shifts = {name.upper(): _Shift(found) for name, found in rows.items()}

    def same(self, sheet: str, text: str, noted: str) -> bool:
        """Whether a formula on a sheet of the book says what was noted of it."""
        found = canonical(text)
        return checksum(found) == noted or checksum(self._as_written(sheet.upper(), found)) == noted

    def _as_written(self, sheet: str, text: str) -> str:
        parts = text.split('"')
        return '"'.join(part if place % 2 else self._moved_back(sheet, part) for place, part in enumerate(parts))

    def _moved_back(self, sheet: str, part: str) -> str:
        def back(match: re.Match[str]) -> str:
            of, first, top, last, bottom = match.groups()
            name = self._names.get(of, of) if of else sheet
            shift = self._shifts.get(name)
            begin, end = (shift.back(int(row)) if shift and row else row for row in (top, bottom))
            tail = f":{last}{end}" if last else ""
            return f"{name + '!' if of else ''}{first}{begin}{tail}"

        return _PLACE.sub(back, part)


class _Shift:
    """Rows of one sheet; those that nothing is known of moved with the nearest known one above them."""

    def __init__(self, rows: Mapping[int, int]) -> None:
        self._rows = dict(rows)
        self._known = sorted(rows)
        self._still = all(there == row for there, row in rows.items())

    def back(self, row: int) -> int:
        if self._still or row in self._rows:
            return self._rows.get(row, row)
        above = max((known for known in self._known if known < row), default=0)
        return row + self._rows[above] - above if above else row


def differing(sheet: SheetRead, place: tuple[int, int], noted: str, name: str, formulas: Formulas) -> str:
    """What the formula at a place says when it says something else than was noted; empty when it does not, or when
    nothing was noted of what it says.
    """
    text = sheet.formula_texts.get(place, "")
    return "" if not noted or not text or formulas.same(name, text, noted) else f"={text.removeprefix('=')}"
