"""Weights of the criteria: everybody gives 100 points; the weight is the mean of the complete ballots.

A ballot that does not make exactly 100 over the criteria in use is incomplete and counts nowhere; it is not scaled,
because nobody knows which criterion the person had in mind. Criteria left blank on a ballot of 100 points got none.
Below the minimum of complete ballots all criteria weigh the same (own design; point allocation: Metfessel 1947).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from components.analysis.agreement import enough
from components.analysis.apportion import largest_remainder
from components.analysis.evidence import Weight, Weights
from components.analysis.marks import first_round
from components.framework.parameters import Parameters
from components.workshop.records.rounds import Mark

PARAMETERS = ("ballots.room_minimum", "ballots.per_city_minimum")
POINTS = 100
STEPS = 1000
"""Weights are printed in tenths of a percent: a thousand of them make the whole."""


def weights(
    marks: Iterable[Mark], criteria: Sequence[str], cities: Sequence[str], parameters: Parameters, fixed_at: str = ""
) -> Weights:
    """The weights in percent with one decimal, summing to exactly 100, in the order of `criteria`.

    fixed_at: when the ballot was revealed, empty before.
    """
    ballots, city_of = _ballots(marks, set(criteria), set(cities))
    complete = {person: points for person, points in ballots.items() if sum(points.values()) == POINTS}
    voters = Counter(city_of[person] for person in complete)
    counted = enough({city: voters[city] for city in cities}, len(complete), (), parameters)
    total = Counter[str]()
    for points in complete.values() if counted else ():
        total.update(points)
    percents = largest_remainder([total[code] for code in criteria] if counted else [1] * len(criteria), STEPS)
    spread = {code: [points.get(code, 0) for points in complete.values()] for code in criteria} if counted else {}
    return Weights(
        weights=tuple(
            Weight(
                criterion=code,
                percent=tenths * 100 / STEPS,
                n=len(spread.get(code, ())),
                lowest=min(spread[code]) if counted else None,
                highest=max(spread[code]) if counted else None,
            )
            for code, tenths in zip(criteria, percents, strict=True)
        ),
        source="room" if counted else "equal",
        complete_ballots=len(complete),
        incomplete=len(ballots) - len(complete),
        fixed_at=fixed_at,
    )


def _ballots(
    marks: Iterable[Mark], criteria: set[str], cities: set[str]
) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    """Points by person and criterion, and the city of each person."""
    points: dict[str, dict[str, int]] = defaultdict(dict)
    city_of: dict[str, str] = {}
    for mark in first_round(marks):
        if mark.instrument == "weights" and mark.value is not None and mark.city in {*cities, ""}:
            city_of[mark.person] = mark.city
            if mark.item in criteria:
                points[mark.person][mark.item] = mark.value
            else:
                # Points for a criterion that is out of use are gone: the rest cannot make 100, and counts as incomplete
                points[mark.person].setdefault(mark.item, 0)
    return dict(points), city_of
