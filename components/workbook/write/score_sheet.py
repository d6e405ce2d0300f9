"""The Excel score sheet, filled in without a connection: one worksheet a ballot, one column of marks a person.

A table host types from a pile of paper sheets: the questions stand still on the left, each person's number, city and
group on top, and Enter goes down through one person's marks. Codes and the fingerprint of the sheet stand in hidden
rows and columns; only the cells to be filled in can be changed. No cell is merged and none holds a formula, so that
both are faults when the sheet comes back.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from components.framework.catalogue import Catalogue
from components.language import Texts, texts
from components.workbook.write.looks import FONTS, LINE, NAVY, RED
from components.workbook.write.score_sheet_plan import PAPER_FORM, Form, Line, fingerprint
from components.workbook.write.sheet import LINE_HEIGHT, breadth, plain
from components.workshop.instruments import PAIRWISE, POINTS_100, SCALE_0_5
from components.workshop.state import State

# Rows and columns of a worksheet, counted from 0.
META, NUMBERS, CITIES, GROUPS, FIRST_LINE = 0, 5, 6, 7, 9
SUBJECT, ITEM, REVISION, COUNT, QUESTION, FIRST_PERSON = range(6)
LONGEST_REASON = 500
MARKS_OF_PAIRS = (*(f"A{n}" for n in range(9, 1, -1)), "1", *(f"B{n}" for n in range(2, 10)))
"""What is typed for a comparison: A9 means that the first is 9 times as important, 1 that both are equal."""
_LISTS = "lists"
_FORBIDDEN = "[]:*?/\\'"
_LONGEST_NAME = 31
_QUESTION_WIDTH, _MARK_WIDTH, _REASON_WIDTH = 62.0, 14.0, 26.0
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Seat:
    """A person's place on the sheet: the number of the paper sheet; codes of city and group, empty when not known."""

    number: int
    city: str = ""
    group: str = ""


def columns_a_person(scale: str) -> int:
    """Marks 0–5 have a column for the reason beside them."""
    return 2 if scale == SCALE_0_5 else 1


def write(
    workshop: str, state: State, catalogue: Catalogue, forms: Sequence[Form], seats: Sequence[Seat], language: str
) -> bytes:
    """The workbook as bytes of an .xlsx: one worksheet for each ballot, the same people on each."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    places = _Lists(book, state, catalogue, texts(language))
    for one in forms:
        _Page(book, places, workshop, state, one, texts(language)).fill(seats)
    places.fill()
    book.close()
    return buffer.getvalue()


class _Lists:
    """The cities and groups that can be chosen, on a hidden worksheet behind the others."""

    def __init__(self, book: Any, state: State, catalogue: Catalogue, t: Texts) -> None:
        self._book = book
        self.cities = {city.code: city.name for city in state.cities}
        self.groups = {row.code: t.label(row) for row in catalogue.stakeholder_groups}

    def fill(self) -> None:
        """Writes them; last, so that the first worksheet is one to fill in."""
        page = self._book.add_worksheet(_LISTS)
        for column, names in enumerate((self.cities, self.groups)):
            for row, name in enumerate(names.values()):
                page.write_string(row, column, plain(name))
        page.hide()

    def city_range(self) -> str:
        """Where the cities stand."""
        return f"={_LISTS}!$A$1:$A${max(len(self.cities), 1)}"

    def group_range(self) -> str:
        """Where the groups stand."""
        return f"={_LISTS}!$B$1:$B${max(len(self.groups), 1)}"


class _Page:
    """One worksheet."""

    def __init__(self, book: Any, lists: _Lists, workshop: str, state: State, form: Form, t: Texts) -> None:
        self._lists, self._workshop, self._state, self._form, self.t = lists, workshop, state, form, t
        self._step = columns_a_person(form.instrument.scale)
        self._raw = book.add_worksheet(_sheet_name(form, t, [sheet.name for sheet in book.worksheets()]))
        self._looks = {name: book.add_format({"font_name": FONTS[t.language], **look}) for name, look in _LOOKS.items()}

    def fill(self, seats: Sequence[Seat]) -> None:
        """Everything from top to bottom, then the protection."""
        raw = self._raw
        raw.set_column(SUBJECT, REVISION, 4, None, {"hidden": True})
        raw.set_column(COUNT, COUNT, 4)
        raw.set_column(QUESTION, QUESTION, _QUESTION_WIDTH)
        self._meta(seats)
        self._top()
        for place, seat in enumerate(seats):
            self._person(FIRST_PERSON + place * self._step, seat)
        last = self._lines(len(seats))
        if self._form.instrument.scale == POINTS_100:
            self._sums(last + 1, len(seats))
        raw.freeze_panes(FIRST_LINE, FIRST_PERSON)
        raw.hide_gridlines(2)
        raw.set_landscape()
        raw.set_paper(9)
        raw.fit_to_pages(1, 0)
        raw.set_footer(f"&L{self._workshop} {self._form.name}&R&P / &N")
        raw.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        raw.set_selection(CITIES, FIRST_PERSON, CITIES, FIRST_PERSON)

    def _meta(self, seats: Sequence[Seat]) -> None:
        codes = [line.code for line in self._form.lines]
        numbers = [seat.number for seat in seats]
        told = [PAPER_FORM, self._workshop, self._form.name, self.t.language, self._form.city]
        for column, value in enumerate([*told, fingerprint(self._workshop, self._form.name, codes, numbers)]):
            self._raw.write_string(META, column, value)
        self._raw.set_row(META, None, None, {"hidden": True})

    def _top(self) -> None:
        t, raw, form = self.t, self._raw, self._form
        title = form.instrument.title(t)
        if form.round > 1:
            title = t("paper.sheet.round", ballot=title, n=form.round)
        raw.write_string(1, QUESTION, plain(title), self._looks["title"])
        setting = self._state.setting
        where = t("paper.excel.workshop", title=setting.title or t("ui.untitled"), code=self._workshop)
        raw.write_string(2, QUESTION, plain(where), self._looks["note"])
        if setting.demonstration:
            raw.write_string(2, FIRST_PERSON, t("ballot.demonstration"), self._looks["banner"])
        hint = t(f"paper.excel.hint.{form.instrument.scale}")
        raw.write_string(3, QUESTION, hint, self._looks["note"])
        raw.set_row(3, _height(hint, _QUESTION_WIDTH))
        anchors = "  ".join(f"{n} {anchor(t.language)}" for n, anchor in enumerate(form.shared_anchors))
        anchors = anchors or t(f"paper.excel.scale.{form.instrument.scale}")
        raw.write_string(4, QUESTION, anchors, self._looks["note"])
        raw.set_row(4, _height(anchors, _QUESTION_WIDTH))
        for row, key in ((NUMBERS, "number"), (CITIES, "city"), (GROUPS, "group")):
            raw.write_string(row, QUESTION, t(f"paper.excel.{key}"), self._looks["right"])
        raw.write_string(FIRST_LINE - 1, COUNT, "", self._looks["head"])
        raw.write_string(FIRST_LINE - 1, QUESTION, t("paper.excel.question"), self._looks["head"])

    def _person(self, column: int, seat: Seat) -> None:
        raw, t, looks = self._raw, self.t, self._looks
        raw.set_column(column, column, _MARK_WIDTH)
        raw.write_number(NUMBERS, column, seat.number, looks["number"])
        city, group = self._lists.cities.get(seat.city, ""), self._lists.groups.get(seat.group, "")
        for row, value, source in (
            (CITIES, city, self._lists.city_range()),
            (GROUPS, group, self._lists.group_range()),
        ):
            if value:
                raw.write_string(row, column, plain(value), looks["input"])
            else:
                raw.write_blank(row, column, None, looks["input"])
            raw.data_validation(row, column, row, column, {"validate": "list", "source": source})
        raw.write_string(FIRST_LINE - 1, column, t("paper.excel.mark"), looks["head"])
        if self._step > 1:
            raw.set_column(column + 1, column + 1, _REASON_WIDTH)
            raw.write_string(FIRST_LINE - 1, column + 1, t("paper.excel.reason"), looks["head"])

    def _lines(self, people: int) -> int:
        """Writes the questions and their empty cells; returns the last row."""
        row = FIRST_LINE
        for block in self._form.blocks:
            name = block[0].name(self.t.language)
            if name:
                self._raw.write_string(row, QUESTION, plain(name), self._looks["subject"])
                self._raw.set_row(row, 20)
                row += 1
            for line in block:
                self._line(row, line, people)
                row += 1
        return row - 1

    def _line(self, row: int, line: Line, people: int) -> None:
        raw, looks = self._raw, self._looks
        subject, item, revision = line.code
        raw.write_string(row, SUBJECT, subject)
        raw.write_string(row, ITEM, item)
        raw.write_number(row, REVISION, revision)
        raw.write_number(row, COUNT, line.number, looks["count"])
        words = line.item.statement(self.t.language)
        raw.write_string(row, QUESTION, plain(words), looks["question"])
        raw.set_row(row, _height(words, _QUESTION_WIDTH))
        for place in range(people):
            column = FIRST_PERSON + place * self._step
            raw.write_blank(row, column, None, looks["mark"])
            raw.data_validation(row, column, row, column, self._rule(line))
            if self._step > 1:
                raw.write_blank(row, column + 1, None, looks["reason"])
                longest = {"validate": "length", "criteria": "<=", "value": LONGEST_REASON}
                raw.data_validation(row, column + 1, row, column + 1, longest)

    def _rule(self, line: Line) -> dict[str, Any]:
        scale, t = self._form.instrument.scale, self.t
        words = {"error_title": t("paper.excel.wrong"), "error_message": t(f"paper.excel.scale.{scale}")[:255]}
        if scale == POINTS_100:
            return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100, **words}
        choices = list(MARKS_OF_PAIRS) if scale == PAIRWISE else ["0", "1", "2", "3", "4", "5", "x", "-"]
        told: dict[str, Any] = {}
        if line.item.anchors and not self._form.shared_anchors:
            # The worded anchors come up beside the cell, as they stand on the card for paper.
            worded = "\n".join(f"{n} {anchor(t.language)}" for n, anchor in enumerate(line.item.anchors))
            told = {"input_title": str(line.number), "input_message": worded[:255]}
        return {"validate": "list", "source": choices, **told, **words}

    def _sums(self, row: int, people: int) -> None:
        """Under the points a sign whether they make 100: by the look of a cell, since a sheet holds no formula."""
        raw, looks = self._raw, self._looks
        raw.write_string(row, QUESTION, self.t("paper.excel.sum"), looks["right"])
        for column in range(FIRST_PERSON, FIRST_PERSON + people):
            top, bottom = (xl_rowcol_to_cell(place, column) for place in (FIRST_LINE, row - 1))
            raw.write_number(row, column, 0, looks["sum"])
            for rest, look in (("=100", "sum_right"), ("<>100", "sum_wrong")):
                test = f"=AND(COUNT({top}:{bottom})>0,SUM({top}:{bottom}){rest})"
                rule = {"type": "formula", "criteria": test, "format": looks[look]}
                raw.conditional_format(row, column, row, column, rule)


def _sheet_name(form: Form, t: Texts, taken: Sequence[str]) -> str:
    """A name that Excel takes: at most 31 letters, none that it forbids, no other sheet's."""
    letters = (letter for letter in form.instrument.title(t) if letter not in _FORBIDDEN and letter.isprintable())
    name = _short("".join(letters), _LONGEST_NAME) or form.name
    used = {one.lower() for one in (*taken, _LISTS, "history")}
    return name if name.lower() not in used else f"{_short(name, _LONGEST_NAME - 4)} {len(taken) + 1}"


def _short(text: str, longest: int) -> str:
    """The beginning of a name, without the quotes that must not stand at its ends. Excel counts a letter beyond the
    basic plane twice.
    """
    found = text.strip(" '")
    while len(found.encode("utf-16-le", "replace")) > 2 * longest:
        found = found[:-1].strip(" '")
    return found


def _height(text: str, width: float) -> float:
    lines = -(-int(breadth(text)) // int(width - 2)) if text else 1
    return max(lines, 1) * LINE_HEIGHT + 4


_CELL = {"border": 1, "border_color": LINE, "font_size": 10, "valign": "vcenter"}
_OPEN = {**_CELL, "locked": False, "bg_color": "#FFF9DB", "font_color": "#0000C0"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_size": 16, "bold": True, "font_color": NAVY},
    "note": {"font_size": 10, "font_color": "#404040", "text_wrap": True, "valign": "top"},
    "banner": {"font_size": 10, "bold": True, "font_color": RED},
    "right": {**_CELL, "bold": True, "align": "right"},
    "number": {**_CELL, "bold": True, "font_size": 14, "align": "center", "bg_color": "#F2F2F2"},
    "head": {**_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY},
    "subject": {"font_size": 12, "bold": True, "font_color": NAVY, "valign": "vcenter"},
    "count": {**_CELL, "align": "right", "font_color": "#595959"},
    "question": {**_CELL, "text_wrap": True},
    "input": {**_OPEN, "text_wrap": True},
    "mark": {**_OPEN, "align": "center", "font_size": 12, "bold": True},
    "reason": {**_OPEN, "text_wrap": True},
    "sum": {**_CELL, "align": "center", "bold": True, "num_format": ";;;"},
    "sum_right": {"font_color": "#1E6B34", "bg_color": "#E2F0D9", "num_format": '"✔ 100"'},
    "sum_wrong": {"font_color": RED, "bg_color": "#FBE5D6", "num_format": '"≠ 100"'},
}
