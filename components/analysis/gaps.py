"""Gaps, weaknesses and strengths: how far each rated cell is from its target, weighed by how important people find
it.

Present state and target are in index points (0–100), importance is the median mark 0–5. Weighted size = size x
importance/5; where importance was not asked, or too few answered, it is the plain size (own design). Code of a row:
`subject.item`, the same in every version, so that an option can name the gap that it closes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.analysis.evidence import Agreement, Gap
from components.analysis.index import TOP, points, scale_of
from components.analysis.marks import Key
from components.framework.parameters import Parameters
from components.framework.records import QuickCell

PARAMETERS = ("gap.target", "strengths.min_index", "weaknesses.max_index", "proposal.max_index")
IMPORTANCE_OF = {"present": "importance", "pair_present": "pair_importance"}


def rated(
    instrument: str,
    subjects: Sequence[str],
    cells: Sequence[QuickCell],
    found: Mapping[Key, Agreement],
    parameters: Parameters,
) -> tuple[Gap, ...]:
    """Every cell with a result, with its distance from the target (0 or negative: reached), in the order of the
    subjects.

    `low_marks`: people whose mark is at most the index below which an option is proposed.
    """
    target = points(parameters.value("gap.target"))
    low = [point for point in range(TOP + 1) if points(point) <= parameters.value("proposal.max_index")]
    return tuple(
        _row(subject, cell, row, _importance(found, instrument, cell.code, subject), target, low)
        for subject in subjects
        for cell in cells
        if (row := found[instrument, cell.code, subject]).median is not None
    )


def gaps(rows: Sequence[Gap]) -> tuple[Gap, ...]:
    """Those below their target, the widest weighted distance first; ties by plain size, then in the order of the
    rows.
    """
    return tuple(sorted((row for row in rows if row.size > 0), key=lambda row: (-row.weighted, -row.size)))


def strengths(rows: Sequence[Gap], parameters: Parameters) -> tuple[Gap, ...]:
    """Those at or above the index of a strength, the best first, then the more important."""
    least = parameters.value("strengths.min_index")
    strong = (row for row in rows if row.present >= least)
    return tuple(sorted(strong, key=lambda row: (-row.present, -(row.importance or 0))))


def weaknesses(rows: Sequence[Gap], parameters: Parameters) -> tuple[Gap, ...]:
    """Those at or below the index of a weakness, the lowest first, then the more important."""
    most = parameters.value("weaknesses.max_index")
    weak = (row for row in rows if row.present <= most)
    return tuple(sorted(weak, key=lambda row: (row.present, -(row.importance or 0))))


def _importance(found: Mapping[Key, Agreement], instrument: str, item: str, subject: str) -> float | None:
    row = found.get((IMPORTANCE_OF[instrument], item, subject))
    return row.median if row else None


def _row(
    subject: str, cell: QuickCell, row: Agreement, importance: float | None, target: float, low: Sequence[int]
) -> Gap:
    present = points(row.median or 0.0)
    size = target - present
    return Gap(
        code=f"{subject}.{cell.code}",
        subject=subject,
        item=cell.code,
        dimension=cell.dimension,
        kind=cell.kind,
        scale=scale_of(cell),
        present=present,
        target=target,
        importance=importance,
        size=size,
        weighted=size if importance is None else size * importance / TOP,
        flag=row.flag,
        n=row.n,
        low_marks=sum(row.counts[point] for point in low),
    )
