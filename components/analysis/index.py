"""The connectivity index: 0–100, 100 = best connected, of a city or of a pair of cities.

A cell's value is its median mark over 5, times 100. A group is the mean of its cells, all of the same weight (own
design: the book's worksheet is lost). A cell without a result is left out and the others' weights rescaled;
`coverage` says how much of the group is left, and below the minimum the value is indicative only. A split cell enters
with its median, because leaving it out would hide it: the flag travels with every index that holds it.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from components.analysis.agreement import worst
from components.analysis.composite import composite_index
from components.analysis.evidence import Agreement, IndexValue
from components.analysis.marks import Key, Marked, people
from components.framework.parameters import Parameters
from components.framework.records import Cell, QuickCell

__all__ = ["CITY_VIEWS", "PAIR_VIEWS", "TOP", "composite_index", "indices", "points", "scale_of"]

PARAMETERS = ("index.coverage_minimum",)
TOP = 5
PER_POINT = 100 / TOP
"""Index points per point of the scale."""

Group = Callable[[QuickCell], str]


def points(median: float) -> float:
    """A median mark in index points."""
    return PER_POINT * median


def scale_of(cell: QuickCell) -> str:
    """The cell's scale, empty where the instrument has none."""
    return cell.scale if isinstance(cell, Cell) else ""


_VIEWS: dict[str, Group] = {
    "all": lambda _cell: "all",
    "dimension": lambda cell: cell.dimension,
    "kind": lambda cell: cell.kind,
    "scale": scale_of,
    "dimension_kind": lambda cell: f"{cell.dimension}.{cell.kind}",
}
CITY_VIEWS = ("all", "dimension", "kind", "scale", "dimension_kind")
PAIR_VIEWS = ("all", "dimension", "kind")


def indices(
    instrument: str,
    subjects: Sequence[str],
    cells: Sequence[QuickCell],
    views: Sequence[str],
    found: Mapping[Key, Agreement],
    table: Marked,
    parameters: Parameters,
) -> tuple[IndexValue, ...]:
    """The index of every subject in every group of every view.

    instrument: whose marks. cells: the rated cells. A view that the cells do not have (scales of the quick
    instrument) has no rows. `n`: different people with a mark in the group.
    """
    groups = [
        (subject, view, code, members)
        for subject in subjects
        for view in views
        for code, members in _groups(cells, _VIEWS[view]).items()
    ]
    heads = _heads(instrument, groups, table)
    least = parameters.value("index.coverage_minimum")
    return tuple(
        _value(subject, view, code, [found[instrument, cell.code, subject] for cell in members], heads[place], least)
        for place, (subject, view, code, members) in enumerate(groups)
    )


def _groups(cells: Sequence[QuickCell], group: Group) -> dict[str, list[QuickCell]]:
    found: dict[str, list[QuickCell]] = {}
    for cell in cells:
        if code := group(cell):
            found.setdefault(code, []).append(cell)
    return found


def _value(subject: str, view: str, code: str, rows: list[Agreement], heads: int, least: float) -> IndexValue:
    medians = [row.median for row in rows if row.median is not None]
    coverage = len(medians) / len(rows)
    return IndexValue(
        subject=subject,
        view=view,
        code=code,
        value=points(statistics.fmean(medians)) if medians else None,
        coverage=coverage,
        indicative=coverage < least,
        n=heads,
        flag=worst(row.flag for row in rows),
    )


def _heads(instrument: str, groups: list[tuple[str, str, str, list[QuickCell]]], table: Marked) -> list[int]:
    """People per group. The groups of one view never share a cell of one subject, so each view is counted at once."""
    heads = [0] * len(groups)
    for view in {group[1] for group in groups}:
        of_key = np.full(len(table.keys), -1, dtype=np.int64)
        places = [place for place, group in enumerate(groups) if group[1] == view]
        for number, place in enumerate(places):
            subject, _, _, members = groups[place]
            for cell in members:
                of_key[table.keys[instrument, cell.code, subject]] = number
        for place, count in zip(places, people(table, of_key, len(places)), strict=True):
            heads[place] = int(count)
    return heads
