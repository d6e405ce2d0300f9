"""From a read list of projects to options: what is known already, what looks like one that is there, what comes in.

A row is known when an option of the same name, the same cities and the same likely cost is in the list: reading a file
twice adds nothing. What comes in is written as one batch, which one step of undo takes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components.investment.candidates import money_of
from components.investment.likeness import likeness, plain
from components.investment.slips import LEAST_TO_COMPARE, thousand
from components.workbook.read.project_list import Listed, Projects
from components.workshop.changes import Change, Edit
from components.workshop.edits import options as edits
from components.workshop.records.options import Option
from components.workshop.state import State

NEW, KNOWN, FAULTY, TWICE = "new", "known", "faulty", "twice"


@dataclass(frozen=True)
class Row:
    """What the import would do with a row of the list. `like`: code of an option that may be the same, or empty."""

    listed: Listed
    what: str
    like: str = ""


@dataclass(frozen=True)
class OutOfUnit:
    """A row whose cost is likely in another unit. `key`: thousand_up or thousand_down; `factor`: how many times off."""

    row: int
    cost: float
    key: str
    factor: float


@dataclass(frozen=True)
class Preview:
    """What an import would change."""

    rows: tuple[Row, ...]

    @property
    def new(self) -> tuple[Row, ...]:
        """The rows that would come in."""
        return tuple(row for row in self.rows if row.what == NEW)

    def count(self, what: str) -> int:
        """How many rows fare so."""
        return sum(row.what == what for row in self.rows)


def preview(projects: Projects, state: State, least: float) -> Preview:
    """What importing the list would change. least: likeness of names from which two options are shown as perhaps the
    same (parameter `options.duplicate_likeness`).
    """
    known = {_identity(option.name, option.cities, option.capex_likely, option.currency) for option in state.options}
    seen: set[Any] = set()
    rows = []
    for listed in projects.rows:
        identity = _identity(
            listed.get("name") or "",
            listed.get("cities") or (),
            listed.get("capex_likely"),
            listed.get("currency") or "",
        )
        if listed.faulty:
            rows.append(Row(listed, FAULTY))
        elif identity in known:
            rows.append(Row(listed, KNOWN))
        elif identity in seen:
            rows.append(Row(listed, TWICE))
        else:
            seen.add(identity)
            rows.append(Row(listed, NEW, _like(listed, state.options, least)))
    return Preview(tuple(rows))


def out_of_unit(found: Preview, state: State, far: float) -> tuple[OutOfUnit, ...]:
    """The new rows whose cost a factor of a thousand would put right, beside the options that are there; beside the
    list itself where there are too few. far: parameter `portfolio.slip`. Costs in another currency are left out.
    """
    there = [cost for option in state.options if (cost := money_of(option, state).capex)]
    costs = {row.listed.row: row.listed.get("capex_likely") for row in found.new if not row.listed.get("currency")}
    rows = []
    for number, cost in costs.items():
        listed = [other for place, other in costs.items() if place != number and other is not None]
        others = there if len(there) >= LEAST_TO_COMPARE else [*there, *listed]
        rows += [OutOfUnit(number, cost or 0.0, key, factor) for key, factor in thousand(cost, others, far)]
    return tuple(rows)


def entering(found: Preview, state: State, history: Sequence[Change]) -> tuple[Edit, ...]:
    """The edits that bring in every new row, as one batch. Raises InputError with every problem."""
    return edits.new_options(state, history, [dict(row.listed.values) for row in found.new])


def _identity(name: str, cities: Sequence[str], capex: float | None, currency: str) -> Any:
    return plain(name), frozenset(cities), capex, currency


def _like(listed: Listed, options: Sequence[Option], least: float) -> str:
    """The option whose name is most like the row's, when it is like enough."""
    found = [(likeness(listed.get("name") or "", option.name), option.code) for option in options]
    best, code = max(found, default=(0.0, ""), key=lambda row: row[0])
    return code if best >= least else ""
