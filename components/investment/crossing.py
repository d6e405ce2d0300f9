"""Sums of the cash flow by one thing and by year, with their sums: rows, columns and the whole agree by construction.

Costs are capital and running cost; what users bring is a source that pays part of them, and the negative revenue rows
are left out, or it would be counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import OUTSIDE, Flow

COSTS = (CAPEX, OPEX)
GAP = "gap"
OTHERS = "others"
"""Who pays from outside and is not one of the plan's sources, such as a named payer of a running cost."""


def payer_of(flow: Flow) -> str:
    """Who pays a row: a city, a source, `user_charges`, `others`, or `gap` where nobody does yet."""
    if flow.certainty == GAP:
        return GAP
    return flow.payer if flow.payer != OUTSIDE else flow.source or OTHERS


def source_of(flow: Flow) -> str:
    """From which source: as `payer_of` with the own revenue of all cities as one."""
    return GAP if flow.certainty == GAP else flow.source or OTHERS


@dataclass(frozen=True)
class Crossing:
    """`cells`: rows x years, whole units of the plan. Only rows that have an amount in some year are in it."""

    rows: tuple[str, ...]
    years: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def row_sums(self) -> tuple[int, ...]:
        """Over the years, per row."""
        return tuple(sum(cells) for cells in self.cells)

    @property
    def year_sums(self) -> tuple[int, ...]:
        """Over the rows, per year."""
        return tuple(sum(cells[place] for cells in self.cells) for place in range(len(self.years)))

    @property
    def total(self) -> int:
        """Everything."""
        return sum(self.row_sums)

    def row(self, code: str) -> tuple[int, ...]:
        """The amounts of one row, zeros when it has none."""
        return self.cells[self.rows.index(code)] if code in self.rows else (0,) * len(self.years)


def crossing(
    flows: Iterable[Flow],
    key: Callable[[Flow], str],
    years: Sequence[int],
    *,
    kinds: Sequence[str] = COSTS,
    order: Sequence[str] = (),
) -> Crossing:
    """Amounts by `key` and year. order: the codes that come first, in this order; the others follow by code."""
    sums: dict[tuple[str, int], int] = {}
    for flow in flows:
        if flow.kind in kinds and flow.year in years:
            place = (key(flow), flow.year)
            sums[place] = sums.get(place, 0) + flow.amount
    found = {code for (code, _), amount in sums.items() if amount}
    rows = [*(code for code in order if code in found), *sorted(found - set(order))]
    cells = tuple(tuple(sums.get((code, year), 0) for year in years) for code in rows)
    return Crossing(tuple(rows), tuple(years), cells)


def unpaid(flows: Iterable[Flow], years: Sequence[int], kinds: Sequence[str] = COSTS) -> Crossing:
    """What nobody pays yet, by option and year."""
    lacking = (flow for flow in flows if flow.certainty == GAP)
    return crossing(lacking, lambda flow: flow.option, years, kinds=kinds)
