"""Gaps, weaknesses, strengths and risks: how far each rated cell is from its target, weighed by how important people
find it.

Present state and target are in index points (0–100), importance is the median mark 0–5. Weighted size = size x
importance/5; where importance was not asked, or too few answered, it is the plain size (own design). The target is the
one that the facilitator set for the cell of that city or pair, else for the cell, else the usual one. Code of a row:
`subject.item`, the same in every version, so that an option can name the gap that it closes.

A risk is an important cell that is no weakness by its median but may be one: people split on it, or a quarter of them
mark it as low as a weakness (own design).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.analysis.agreement import SPLIT, TOO_FEW
from components.analysis.evidence import Agreement, Gap
from components.analysis.index import TOP, points, scale_of
from components.analysis.index_records import CellValue
from components.analysis.marks import Key
from components.framework.parameters import Parameters
from components.framework.records import QuickCell
from components.workshop.records.indicators import CellTarget

PARAMETERS = (
    "gap.target",
    "strengths.min_index",
    "weaknesses.max_index",
    "risks.min_importance",
    "proposal.max_index",
)
IMPORTANCE_OF = {"present": "importance", "pair_present": "pair_importance"}
Targets = Mapping[tuple[str, str], float]


def targets(set_by_room: Sequence[CellTarget]) -> dict[tuple[str, str], float]:
    """The targets that were set, marks 0–5 by (subject or empty for all, item)."""
    return {(row.subject, row.item): row.value for row in set_by_room if row.value is not None}


def rated(
    instrument: str,
    subjects: Sequence[str],
    cells: Sequence[QuickCell],
    values: Mapping[tuple[str, str], CellValue],
    found: Mapping[Key, Agreement],
    own_targets: Targets,
    parameters: Parameters,
) -> tuple[Gap, ...]:
    """Every cell with a result, with its distance from the target (0 or negative: reached), in the order of the
    subjects.

    `low_marks`: people whose mark is at most the index below which an option is proposed.
    """
    low = [point for point in range(TOP + 1) if points(point) <= parameters.value("proposal.max_index")]
    usual = parameters.value("gap.target")
    rows = []
    for subject in subjects:
        for cell in cells:
            value = values[subject, cell.code]
            if value.value is None:
                continue
            own = own_targets.get((subject, cell.code), own_targets.get(("", cell.code)))
            importance = _importance(found, instrument, cell.code, subject)
            target = points(usual if own is None else own)
            size = target - value.value
            row = found.get((instrument, cell.code, subject))
            counts = row.counts if row else ()
            rows.append(
                Gap(
                    code=f"{subject}.{cell.code}",
                    subject=subject,
                    item=cell.code,
                    dimension=cell.dimension,
                    kind=cell.kind,
                    scale=scale_of(cell),
                    present=value.value,
                    target=target,
                    importance=importance,
                    size=size,
                    weighted=size if importance is None else size * importance / TOP,
                    flag=row.flag if row else TOO_FEW,
                    n=(row.n or 0) if row else 0,
                    low_marks=sum(counts[point] for point in low) if counts else 0,
                    confidence=value.confidence,
                    lower=None if row is None or row.lower_quartile is None else points(row.lower_quartile),
                    upper=None if row is None or row.upper_quartile is None else points(row.upper_quartile),
                    target_set=own is not None,
                )
            )
    return tuple(rows)


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


def risks(rows: Sequence[Gap], parameters: Parameters) -> tuple[Gap, ...]:
    """Important cells that may be worse than they look, the most important first, then the lowest.

    Important: the median importance reaches its parameter; a cell whose importance nobody told is not called a risk.
    """
    least, weak = parameters.value("risks.min_importance"), parameters.value("weaknesses.max_index")
    found = [
        row
        for row in rows
        if (row.importance or 0) >= least
        and row.present > weak
        and (row.flag == SPLIT or (row.lower is not None and row.lower <= weak))
    ]
    return tuple(sorted(found, key=lambda row: (-(row.importance or 0), row.present)))


def _importance(found: Mapping[Key, Agreement], instrument: str, item: str, subject: str) -> float | None:
    row = found.get((IMPORTANCE_OF[instrument], item, subject))
    return row.median if row else None
