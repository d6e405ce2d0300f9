"""Measured indicators on the scale of the index: divided, then min–max between the fixed ends of their table.

The ends are the same for every workshop and every city, so that a value does not change because another city joins
(OECD/JRC handbook 2008, step 5). Most of them are assumptions and called so in their table. Nothing is guessed: without
the people of a city a figure per person is not known.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from components.analysis import normalise
from components.analysis.hierarchy import Hierarchy
from components.analysis.index_records import MeasuredValue
from components.framework.catalogue import Catalogue
from components.framework.records import MeasuredIndicator, by_code
from components.workshop.records.indicators import Indicator
from components.workshop.state import State

BOUNDS = (0.0, 100.0)


def measured_values(state: State, catalogue: Catalogue) -> tuple[MeasuredValue, ...]:
    """Every indicator with a value about a partner city or a pair of them, in the order of entry."""
    people = {city.code: city.population for city in state.cities}
    known = {row.code for row in catalogue.indicators}
    rows = [
        (row, by_code(catalogue.indicators, row.indicator), row.value)
        for row in state.all(Indicator)
        if row.value is not None and row.indicator in known and set(row.subject.split("-")) <= people.keys()
    ]
    found = []
    for row, indicator, value in rows:
        figure = _figure(indicator, row.subject, value, people)
        found.append(
            MeasuredValue(
                indicator=row.indicator,
                subject=row.subject,
                item=item_of(indicator, state.setting.instrument),
                value=value,
                figure=figure,
                points=None if figure is None else points(indicator, figure),
                confidence=row.confidence,
                year=row.year,
                source=row.source,
                demonstration=row.demonstration,
            )
        )
    return tuple(found)


def item_of(indicator: MeasuredIndicator, instrument: str) -> str:
    """The rated cell of `quick`, `standard` or `full` that an indicator informs; empty where it has none."""
    if indicator.about == "pair":
        return f"pair.{indicator.dimension}.{indicator.kind}"
    if instrument == "full":
        return indicator.element or ""
    cell = f"{indicator.dimension}.{indicator.kind}"
    return cell if instrument == "quick" else f"{cell}.{indicator.scale}"


def points(indicator: MeasuredIndicator, figure: float) -> float:
    """A figure in the indicator's unit as index points 0–100."""
    tree = Hierarchy(
        indicators=(indicator.code,),
        aggregates=(),
        order=(),
        weights=np.ones(1),
        direction=np.array([float(indicator.direction)]),
        worst=np.array([indicator.worst]),
        best=np.array([indicator.best]),
        target=np.array([np.nan]),
        denominator=("",),
    )
    return float(normalise.minmax(np.array([[figure]]), tree, BOUNDS)[0, 0])


def _figure(
    indicator: MeasuredIndicator, subject: str, value: float, people: Mapping[str, float | None]
) -> float | None:
    if indicator.denominator == "none":
        return value
    counted = [people[city] for city in subject.split("-")]
    whole = sum(number for number in counted if number is not None)
    return value / whole * indicator.per if None not in counted and whole > 0 else None
