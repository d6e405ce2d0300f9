"""How the lines of a printed score sheet fall on A4 pages: counted in millimetres, so that nothing is ever cut.

The printer decides nothing: every page is laid out here with rows of known height, as wide as a statement needs lines.
Heights and widths are those of templates/sheet.css.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from components.workbook.write.score_sheet_plan import Form, Line
from components.workshop.asking.instrument import PAIR_SIGN
from components.workshop.instruments import PAIRWISE, POINTS_100

FIRST_PAGE, LATER_PAGE = 196.0, 262.0
"""Height for lines on the first page, under the boxes, and on those that follow, in mm."""
_HEADING, _SUM, _LEAST_WORDS = 8.5, 11.0, 16.0
_ROW, _LINE = 2.7, 3.75
# Ems of a line of a statement: its column in mm, by the size of the type.
_EMS = {"scale_0_5": 31.0, POINTS_100: 44.0, PAIRWISE: 14.5}
_CARD_PAGE, _CARD_EMS, _CARD_LINE, _CARD_ROW = 262.0, 8.6, 3.3, 9.5
_LEAST_LINES, _MOST_LINES = 2, 12


@dataclass(frozen=True)
class Row:
    """A line of the sheet, or the heading of the lines about one subject (`line` None). `size`: lines of text that it
    is high.
    """

    line: Line | None
    heading: str = ""
    size: int = _LEAST_LINES


@dataclass(frozen=True)
class Page:
    """One printed page. `words`: empty lines for further reasons under it; `sum`: a box for the sum of the points."""

    rows: tuple[Row, ...]
    words: int = 0
    sum: bool = False


def pages(form: Form, language: str, names: Mapping[str, str]) -> tuple[Page, ...]:
    """The pages of one person's sheet, at least one. names: of what is compared in pairs, by code."""
    in_points = form.instrument.scale == POINTS_100
    made: list[list[Row]] = [[]]
    left = FIRST_PAGE
    for block in _blocks(form, language, names):
        for place, (heading, row) in enumerate(block):
            together = [heading, row] if heading else [row]
            # A heading stands with its first line, and the box of the sum with the last.
            last = in_points and row.line is form.lines[-1]
            height = sum(map(_height, together)) + (_SUM if last else 0)
            if height > left and made[-1]:
                made.append([])
                left = LATER_PAGE
                if place and block[0][0]:
                    # The subject is named again where its lines go on.
                    together = [block[0][0], row]
                    height += _HEADING
            made[-1] += together
            left -= height
    words = int((left - _LEAST_WORDS) // 7) if left > _LEAST_WORDS + 7 and not form.instrument.whole_only else 0
    whole = [Page(tuple(rows)) for rows in made[:-1]]
    return (*whole, Page(tuple(made[-1]), min(max(words, 0), 12), in_points))


def card_pages(form: Form, language: str) -> tuple[tuple[Row, ...], ...]:
    """The pages of the card with the worded anchors: each statement once, whatever it is asked about."""
    seen: dict[str, Line] = {}
    for line in form.lines:
        seen.setdefault(line.item.code, line)
    made: list[list[Row]] = [[]]
    left = _CARD_PAGE
    for line in seen.values():
        size = max(lines_of((anchor(language),), _CARD_EMS) for anchor in line.item.anchors) if line.item.anchors else 1
        height = _CARD_ROW + min(size, _MOST_LINES) * _CARD_LINE
        if height > left and made[-1]:
            made.append([])
            left = _CARD_PAGE
        made[-1].append(Row(line, size=min(size, _MOST_LINES)))
        left -= height
    return tuple(map(tuple, made))


def lines_of(texts: Iterable[str], ems: float) -> int:
    """How many lines of a width in ems the longest of some texts takes; rounded up with a reserve."""
    return max(ceil(max(_ems(text), 0.1) / ems) for text in texts)


def _blocks(form: Form, language: str, names: Mapping[str, str]) -> list[list[tuple[Row | None, Row]]]:
    ems = _EMS[form.instrument.scale]
    found = []
    for block in form.blocks:
        # What is asked about the person's own city needs no heading: the city stands in the box above.
        name = "" if form.city and block[0].subject == form.city else block[0].name(language)
        heading = Row(None, heading=name) if name else None
        rows = [Row(line, size=_size(line, language, names, ems)) for line in block]
        found.append([(heading if not place else None, row) for place, row in enumerate(rows)])
    return found


def compared(line: Line, names: Mapping[str, str]) -> tuple[str, ...]:
    """The two names of a comparison, which stand to the left and the right of the circles; else nothing."""
    codes = line.item.code.split(PAIR_SIGN)
    return tuple(names.get(code, code) for code in codes) if len(codes) == 2 else ()


def _size(line: Line, language: str, names: Mapping[str, str], ems: float) -> int:
    words = compared(line, names) or (line.item.statement(language),)
    return min(max(lines_of(words, ems), _LEAST_LINES), _MOST_LINES)


def _height(row: Row) -> float:
    return _HEADING if row.line is None else _ROW + row.size * _LINE


def row_heights() -> str:
    """The style of rows by the lines of text that they hold, in the sheet and on the card."""
    rows = [f".s{n}{{height:{_ROW + n * _LINE:.2f}mm}}" for n in range(_LEAST_LINES, _MOST_LINES + 1)]
    cards = [f".k{n}{{height:{_CARD_ROW + n * _CARD_LINE:.2f}mm}}" for n in range(1, _MOST_LINES + 1)]
    return "".join((*rows, *cards))


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.52 for letter in text)
