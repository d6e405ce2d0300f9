"""Tables that numbers are entered in: a head, a row for each city, source or year, sums; every cell is written at once.

On a narrow screen the table keeps its columns and is moved sideways below its first one. What could not be taken is
said in a full line below its row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from components.ui import widgets
from components.workshop.records.base import Record

_NAME = 2.0


@dataclass(frozen=True)
class Cell:
    """An input of a table: the field of a record, and what draws it."""

    record: Record
    field: str
    label: str
    draw: Callable[..., Any]
    is_number: bool = True


@dataclass(frozen=True)
class Row:
    """`name` stands in the first column; a cell that is only text is a sum. `notes`: what is likely wrong, in words."""

    name: str
    cells: tuple[Cell | str, ...]
    notes: tuple[str, ...] = ()
    is_sum: bool = False


def amount(record: Record, field: str, label: str, *, decimals: int = 0) -> Cell:
    """A number; `label` is read to those who do not see the head of its column."""
    draw = partial(widgets.number, decimals=decimals, faults=False, placeholder="–", label_visibility="collapsed")
    return Cell(record, field, label, draw)


def words(record: Record, field: str, label: str, placeholder: str) -> Cell:
    """A line of text."""
    draw = partial(widgets.text, faults=False, placeholder=placeholder, label_visibility="collapsed")
    return Cell(record, field, label, draw, is_number=False)


def one_of(record: Record, field: str, label: str, terms: Sequence[Any]) -> Cell:
    """One of the framework's terms."""
    draw = partial(widgets.choice, terms=terms, label_visibility="collapsed")
    return Cell(record, field, label, draw, is_number=False)


def table(name: str, head: Sequence[str], rows: Sequence[Row], *, widths: Sequence[float] = ()) -> None:
    """Draw the table. head: the first column's and every other's; widths: of the columns after the first, 1 each."""
    parts = [_NAME, *(widths or [1.0] * (len(head) - 1))]
    with st.container(key=f"entry-{name}"):
        for place, (column, label) in enumerate(zip(st.columns(parts, gap="small"), head, strict=True)):
            cell = rows[0].cells[place - 1] if place and rows else ""
            align = " scn-right" if place and (isinstance(cell, str) or cell.is_number) else ""
            column.html(f'<p class="scn-cell scn-headcell{align}">{escape(label)}</p>')
        for row in rows:
            _row(row, parts)


def _row(row: Row, parts: Sequence[float]) -> None:
    columns = st.columns(parts, gap="small", vertical_alignment="center")
    kind = " scn-sum" if row.is_sum else ""
    columns[0].html(f'<p class="scn-cell{kind}">{escape(row.name)}</p>')
    for column, cell in zip(columns[1:], row.cells, strict=True):
        with column:
            if isinstance(cell, str):
                st.html(f'<p class="scn-cell scn-right{kind}">{escape(cell)}</p>')
            else:
                cell.draw(cell.record, cell.field, cell.label)
    inputs = [cell for cell in row.cells if isinstance(cell, Cell)]
    for cell in inputs:
        if fault := widgets.fault(cell.record, cell.field):
            widgets.warning(f"{cell.label}: {fault}")
    for note in row.notes:
        widgets.warning(note)
