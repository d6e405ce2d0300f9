"""Measures of success: how much of the way from the baseline to the target was covered.

A measure is compared with the latest target that is due by the year of the measurement (end of the first, third and
fifth year of the plan); before any is due with the first one, and without a year with the last. (actual − baseline) /
(target − baseline) holds for measures that shall rise and for those that shall fall. What is not known stays not known:
without baseline, target or measurement there is no share, and none when the target is the baseline.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.framework.parameters import Parameters
from components.workshop.records.delivery import Kpi
from components.workshop.state import State

ON_TRACK, BEHIND, FAR_BEHIND, NOT_MEASURED = "on_track", "behind", "far_behind", "not_measured"
TARGET_YEARS = (1, 3, 5)


@dataclass(frozen=True)
class Measured:
    """One measure. `target` and `target_year`: what it is compared with, None when there is no target. `achieved`:
    share of the way, 1 = reached, may be negative or above 1. `light`: on_track, behind, far_behind, not_measured.
    """

    kpi: Kpi
    target: float | None
    target_year: int | None
    achieved: float | None
    light: str

    @property
    def based(self) -> bool:
        """Whether it has a baseline, or the day by which there will be one."""
        return self.kpi.baseline is not None or bool(self.kpi.measure_by.strip())


def measures(state: State, parameters: Parameters) -> tuple[Measured, ...]:
    """All measures in the order of their codes."""
    first = state.setting.plan_years[0] if state.setting.plan_years else 0
    found = (measured(kpi, first, parameters) for kpi in state.all(Kpi))
    return tuple(sorted(found, key=lambda row: row.kpi.code))


def measured(kpi: Kpi, first_year: int, parameters: Parameters) -> Measured:
    """One measure against the target that is due. first_year: of the plan."""
    target, year = due(kpi, first_year)
    achieved = None
    if kpi.actual is not None and kpi.baseline is not None and target is not None and target != kpi.baseline:
        achieved = (kpi.actual - kpi.baseline) / (target - kpi.baseline)
    return Measured(kpi, target, year, achieved, light(achieved, parameters))


def due(kpi: Kpi, first_year: int) -> tuple[float | None, int | None]:
    """The target that the measurement is compared with, and its year."""
    stated = [
        (value, first_year + number - 1)
        for number, value in zip(TARGET_YEARS, (kpi.target_1, kpi.target_3, kpi.target_5), strict=True)
        if value is not None
    ]
    if not stated:
        return None, None
    if kpi.actual_year is None:
        return stated[-1]
    past = [row for row in stated if row[1] <= kpi.actual_year]
    return past[-1] if past else stated[0]


def light(achieved: float | None, parameters: Parameters) -> str:
    """The word of the traffic light."""
    if achieved is None:
        return NOT_MEASURED
    # A share such as 0.9 of the way is met exactly, whatever binary fractions make of it
    rounded = round(achieved, 9)
    if rounded >= parameters.value("kpi.on_track"):
        return ON_TRACK
    return BEHIND if rounded >= parameters.value("kpi.behind") else FAR_BEHIND
