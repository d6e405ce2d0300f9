"""The connectivity index: 0–100, 100 = best connected, of a city or of a pair of cities.

A cell's judged value is its median mark over 5, times 100; where indicators inform the cell, its measured value is
their mean on their fixed scales, and the two are averaged with a stated weight. A group is the mean of its cells, all
of the same weight (own design: the book's worksheet is lost), made by the same engine as any composite index. A cell
without a result is left out and the others' weights rescaled; `coverage` says how much of the group is left, and below
the minimum the value is indicative only. A split cell enters with its median, because leaving it out would hide it:
the flag travels with every index that holds it. Indicators enter once the marks are revealed, so that no figure on a
screen leads the marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from components.analysis import means
from components.analysis.agreement import worst
from components.analysis.composite import composite_index
from components.analysis.evidence import Agreement, IndexValue
from components.analysis.hierarchy import Floats, of_groups
from components.analysis.index_records import ESTIMATED, CellValue, MeasuredValue, confidence
from components.analysis.marks import Key, Marked
from components.framework.parameters import Parameters
from components.framework.records import Cell, QuickCell

__all__ = ["CITY_VIEWS", "PAIR_VIEWS", "TOP", "cell_values", "composite_index", "groups_of", "indices", "points"]

PARAMETERS = ("index.coverage_minimum", "index.measured_share")
TOP = 5
PER_POINT = 100 / TOP
"""Index points per point of the scale."""

Group = Callable[[QuickCell], str]
Cells = Mapping[tuple[str, str], CellValue]


def points(median: float) -> float:
    """A median mark in index points."""
    return PER_POINT * median


def scale_of(cell: QuickCell) -> str:
    """The cell's scale, empty where the instrument has none."""
    return cell.scale if isinstance(cell, Cell) else ""


def _scaled(cell: QuickCell, *parts: str) -> str:
    """A group that only cells with a scale have."""
    return ".".join((*parts, scale_of(cell))) if scale_of(cell) else ""


_VIEWS: dict[str, Group] = {
    "all": lambda _cell: "all",
    "dimension": lambda cell: cell.dimension,
    "kind": lambda cell: cell.kind,
    "scale": scale_of,
    "dimension_kind": lambda cell: f"{cell.dimension}.{cell.kind}",
    "dimension_scale": lambda cell: _scaled(cell, cell.dimension),
    "kind_scale": lambda cell: _scaled(cell, cell.kind),
    "dimension_kind_scale": lambda cell: _scaled(cell, cell.dimension, cell.kind),
}
CITY_VIEWS = tuple(_VIEWS)
PAIR_VIEWS = ("all", "dimension", "kind", "dimension_kind")


def cell_values(
    instrument: str,
    subjects: Sequence[str],
    cells: Sequence[QuickCell],
    found: Mapping[Key, Agreement],
    measured: Sequence[MeasuredValue],
    parameters: Parameters,
) -> dict[tuple[str, str], CellValue]:
    """What every rated cell of every subject is worth, by (subject, item), from its marks and its indicators."""
    share = parameters.value("index.measured_share")
    figures: dict[tuple[str, str], list[MeasuredValue]] = {}
    for row in measured:
        if row.item and row.points is not None:
            figures.setdefault((row.subject, row.item), []).append(row)
    keys = [(subject, cell.code) for subject in subjects for cell in cells]
    judged = [_judged(found.get((instrument, item, subject))) for subject, item in keys]
    counted = [_measured(figures.get(key, ())) for key in keys]
    table = np.array([judged, counted], dtype=float).reshape(2, -1).T
    together = means.mean(table, np.array([1 - share, share]), 1.0)
    values = {}
    for key, one, two, whole in zip(keys, judged, counted, together, strict=True):
        # Of a value that is both, `share` is measured; of one that is measured alone, all of it, if it counts at all
        weight = 0.0 if two is None or not share else share if one is not None else 1.0
        rows = figures.get(key, ())
        guessed = sum(row.confidence == ESTIMATED for row in rows) / len(rows) if rows else 0.0
        values[key] = CellValue(
            instrument=instrument,
            subject=key[0],
            item=key[1],
            judged=one,
            measured=two,
            value=None if np.isnan(whole) else float(whole),
            measured_share=weight * (1 - guessed),
            estimated_share=weight * guessed,
        )
    return values


def indices(
    instrument: str,
    subjects: Sequence[str],
    cells: Sequence[QuickCell],
    views: Sequence[str],
    values: Cells,
    found: Mapping[Key, Agreement],
    table: Marked,
    parameters: Parameters,
) -> tuple[IndexValue, ...]:
    """The index of every subject in every group of every view.

    instrument: whose marks. cells: the rated cells. values: of `cell_values`. A view that the cells do not have
    (scales of the quick instrument) has no rows. `n`: different people with a mark in the group.
    """
    if not cells or not subjects:
        return ()
    groups = [
        (subject, view, code, members)
        for subject in subjects
        for view in views
        for code, members in groups_of(cells, view).items()
    ]
    heads = _heads(instrument, [(*group[:3], [cells[place] for place in group[3]]) for group in groups], table)
    least = parameters.value("index.coverage_minimum")
    made = {view: _made(subjects, cells, view, values) for view in views}
    rows = []
    for place, (subject, view, code, members) in enumerate(groups):
        value, coverage, measured, estimated = made[view][subject, code]
        rows.append(
            IndexValue(
                subject=subject,
                view=view,
                code=code,
                value=value,
                coverage=coverage,
                indicative=coverage < least,
                n=heads[place],
                flag=worst(found[instrument, cells[member].code, subject].flag for member in members),
                confidence=confidence(measured, estimated),
                measured_share=measured,
                estimated_share=estimated,
            )
        )
    return tuple(rows)


def groups_of(cells: Sequence[QuickCell], view: str) -> dict[str, list[int]]:
    """The groups of a view and the places of their cells; no group where the cells do not have the view."""
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if code := _VIEWS[view](cell):
            found.setdefault(code, []).append(place)
    return found


def _judged(row: Agreement | None) -> float | None:
    return None if row is None or row.median is None else points(row.median)


def _measured(rows: Sequence[MeasuredValue]) -> float | None:
    known = [row.points for row in rows if row.points is not None]
    return sum(known) / len(known) if known else None


def _made(
    subjects: Sequence[str], cells: Sequence[QuickCell], view: str, values: Cells
) -> dict[tuple[str, str], tuple[float | None, float, float, float]]:
    """Value, coverage, measured and estimated share of every subject and group of one view."""
    groups = groups_of(cells, view)
    if not groups:
        return {}
    tree = of_groups(groups, len(cells))
    rows = [[values[subject, cell.code] for cell in cells] for subject in subjects]
    worth = np.array([[np.nan if cell.value is None else cell.value for cell in row] for row in rows])
    known = np.isfinite(worth)
    index = means.climb(tree, worth, tree.weights, (1.0,))
    covered = means.coverage(tree, known.astype(float))
    measured, estimated = (
        np.nan_to_num(means.climb(tree, np.where(known, _of(rows, name), np.nan), tree.weights, (1.0,)))
        for name in ("measured_share", "estimated_share")
    )
    return {
        (subject, code): (
            None if np.isnan(index[row, place]) else float(index[row, place]),
            float(covered[row, place]),
            float(measured[row, place]),
            float(estimated[row, place]),
        )
        for row, subject in enumerate(subjects)
        for place, code in enumerate(groups)
    }


def _of(rows: Sequence[Sequence[CellValue]], name: str) -> Floats:
    return np.array([[getattr(cell, name) for cell in row] for row in rows])


def _heads(
    instrument: str, groups: list[tuple[str, str, str, list[QuickCell]]], table: Marked
) -> list[int]:
    """Different people with a mark in each group: per subject one product of people x cells with cells x groups."""
    heads = [0] * len(groups)
    by_subject: dict[str, list[int]] = {}
    for place, (subject, *_) in enumerate(groups):
        by_subject.setdefault(subject, []).append(place)
    # The marks of every subject side by side, so that each is looked at once
    subject_of = np.full(len(table.keys), -1, dtype=np.int64)
    column = np.zeros(len(table.keys), dtype=np.int64)
    columns: dict[tuple[str, str], int] = {}
    for number, (subject, places) in enumerate(by_subject.items()):
        items = dict.fromkeys(cell.code for place in places for cell in groups[place][3])
        for item_number, item in enumerate(items):
            subject_of[table.keys[instrument, item, subject]] = number
            column[table.keys[instrument, item, subject]] = columns[subject, item] = item_number
    about = np.where(table.value >= 0, subject_of[table.key], -1)
    order = np.argsort(about, kind="stable")
    width = int(column.max(initial=0)) + 1
    edges = np.searchsorted(about[order], np.arange(len(by_subject) + 1))
    for number, (subject, places) in enumerate(by_subject.items()):
        rows = order[edges[number] : edges[number + 1]]
        there = np.zeros(int(table.person.max(initial=-1)) + 1, dtype=bool)
        there[table.person[rows]] = True
        told = np.zeros((int(there.sum()), width), dtype=np.float32)
        told[(there.cumsum() - 1)[table.person[rows]], column[table.key[rows]]] = 1
        member = np.zeros((width, len(places)), dtype=np.float32)
        for part, place in enumerate(places):
            member[[columns[subject, cell.code] for cell in groups[place][3]], part] = 1
        for place, count in zip(places, (told @ member > 0).sum(axis=0).tolist(), strict=True):
            heads[place] = count
    return heads
