"""Rounding that keeps the whole: the method of the largest remainder (Hamilton)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def largest_remainder(parts: Sequence[int | float | Fraction], units: int) -> tuple[int, ...]:
    """Whole numbers in proportion to `parts` that sum to exactly `units`; ties go to the earlier part.

    parts: >= 0, at least one > 0. Computed in fractions, so no rounding error decides who gets a unit.
    """
    exact = [Fraction(part) for part in parts]
    whole = sum(exact, Fraction(0))
    quotas = [part * units / whole for part in exact]
    floors = [int(quota) for quota in quotas]
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - quotas[place], place))
    extra = set(order[: units - sum(floors)])
    return tuple(floor + (place in extra) for place, floor in enumerate(floors))
