"""Strengths, weaknesses, risks and gaps per element of connectivity, of all cities and pairs (Roberts §5.1, step 4).

An element is a dimension with its kind, hard or soft; in the full instrument the rated cells are the elements of table
3.1 themselves and can be read one by one from the rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.analysis.evidence import Evidence, Gap, IndexValue


@dataclass(frozen=True)
class ElementReading:
    """One element: the cities and pairs that have an index of it, lowest first, and the rows of the four lists that
    belong to it, each in the order of its list. A cell may be a gap and a weakness at once, and a risk and a gap.
    """

    dimension: str
    kind: str
    indices: tuple[IndexValue, ...]
    strengths: tuple[Gap, ...]
    weaknesses: tuple[Gap, ...]
    risks: tuple[Gap, ...]
    gaps: tuple[Gap, ...]


def elements(evidence: Evidence, subjects: Iterable[str] | None = None) -> tuple[ElementReading, ...]:
    """Every element that has a value, in the order of the index. subjects: only these cities and pairs."""
    wanted = None if subjects is None else set(subjects)
    rows = [
        row
        for row in evidence.indices
        if row.view == "dimension_kind" and row.value is not None and (wanted is None or row.subject in wanted)
    ]
    found = []
    for code in dict.fromkeys(row.code for row in rows):
        dimension, kind = code.split(".")
        found.append(
            ElementReading(
                dimension=dimension,
                kind=kind,
                indices=tuple(sorted((row for row in rows if row.code == code), key=lambda row: row.value or 0.0)),
                strengths=_of(evidence.strengths, dimension, kind, wanted),
                weaknesses=_of(evidence.weaknesses, dimension, kind, wanted),
                risks=_of(evidence.risks, dimension, kind, wanted),
                gaps=_of(evidence.gaps, dimension, kind, wanted),
            )
        )
    return tuple(found)


def _of(rows: Iterable[Gap], dimension: str, kind: str, wanted: set[str] | None) -> tuple[Gap, ...]:
    return tuple(
        row
        for row in rows
        if (row.dimension, row.kind) == (dimension, kind) and (wanted is None or row.subject in wanted)
    )
