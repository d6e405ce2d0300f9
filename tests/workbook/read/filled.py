"""A room with open ballots, and score sheets filled in as somebody at a table would do it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import openpyxl

from components.framework.catalogue import load
from components.workbook.read import score_sheet_import
from components.workbook.write import score_sheet as layout
from components.workbook.write.score_sheet import Seat
from components.workbook.write.score_sheet_plan import Form, form
from components.workshop import people_sheets, rounds
from components.workshop.instruments import instrument
from components.workshop.records.rounds import Mark
from components.workshop.store import Edit, Store

CODE = "ABCDEF"


@dataclass
class Room:
    store: Store

    def edit(self, *edits: Edit) -> None:
        self.store.commit(CODE, edits, by="facilitator")

    def open(self, *codes: str, number: int = 1, asked: tuple[str, ...] = ()) -> None:
        for code in codes:
            self.move(code, "open", number=number, asked=asked)

    def move(self, code: str, *targets: str, number: int = 1, asked: tuple[str, ...] = ()) -> None:
        for target in targets:
            rounds.move(
                self.store, CODE, code, target, catalogue=load(), by="facilitator", number=number, asked=asked
            )

    @property
    def state(self):
        return self.store.snapshot(CODE).state

    def form(self, code: str, city: str = "", number: int = 1) -> Form:
        found = instrument(self.state, load(), code)
        assert found is not None
        held = self.state.round_of(code, number)
        return form(rounds.as_asked(found, held) if held else found, number, city)

    def written(self, *codes: str, seats: int = 3, city: str = "", language: str = "en", number: int = 1) -> bytes:
        places = [Seat(place + 1, city) for place in range(seats)]
        made = [self.form(code, city, number) for code in codes]
        return layout.write(CODE, self.state, load(), made, places, language)

    def preview(self, data: bytes, by: str = "table.1") -> score_sheet_import.Preview:
        return score_sheet_import.preview(self.store, CODE, load(), data, by=by)

    def confirm(self, data: bytes, **options: Any) -> int:
        return score_sheet_import.confirm(self.store, CODE, load(), data, **{"by": "table.1", **options})

    def marks(self, number: int) -> dict[tuple[str, str, str], Mark]:
        person = people_sheets.people(self.store, CODE)[number]
        found = self.store.own_marks(CODE, person.person)
        return {(mark.instrument, mark.subject, mark.item): mark for mark in found}


class Sheet:
    """A score sheet opened in a spreadsheet program."""

    def __init__(self, content: bytes, step: int = 2) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.step = step
        self.page = self.book.worksheets[0]

    def column(self, place: int) -> int:
        return layout.FIRST_PERSON + 1 + place * self.step

    def rows(self) -> list[int]:
        """The rows with a question."""
        return [row for row in range(layout.FIRST_LINE + 1, self.page.max_row + 1) if self.page.cell(row, 2).value]

    def place(self, person: int, city: str, group: str) -> Sheet:
        self.page.cell(layout.CITIES + 1, self.column(person)).value = city
        self.page.cell(layout.GROUPS + 1, self.column(person)).value = group
        return self

    def fill(self, person: int, *values: Any) -> Sheet:
        for row, value in zip(self.rows(), values, strict=False):
            self.page.cell(row, self.column(person)).value = value
        return self

    def reason(self, person: int, line: int, text: str) -> Sheet:
        self.page.cell(self.rows()[line], self.column(person) + 1).value = text
        return self

    def set(self, address: str, value: Any) -> Sheet:
        self.page[address].value = value
        return self

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()
