"""What a second round did to a result: how many kept their first mark, how many moved, and whether enough answered.

A result that rests on a later round is *indicative* when the marks of that round alone would not be enough to show it.
How people moved is told of no fewer people than the privacy limit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from components.analysis.agreement import enough
from components.analysis.evidence import Agreement
from components.analysis.marks import Key
from components.framework.parameters import Parameters
from components.workshop.effective import Moved, counted_rounds, last_rounds, movements
from components.workshop.records.rounds import Mark
from components.workshop.state import State


def told(
    agreements: Sequence[Agreement],
    marks: Iterable[Mark],
    counted: Iterable[Mark],
    state: State,
    raters: Mapping[Key, tuple[str, ...]],
    parameters: Parameters,
) -> tuple[Agreement, ...]:
    """The agreements with the round that they rest on.

    marks: of all revealed rounds; counted: the effective ones; raters: as in `agreement.agreements`.
    """
    rounds = last_rounds(state)
    again = {code for code, found in rounds.items() if len(found) > 1}
    if not again:
        return tuple(agreements)
    changes = movements(mark for mark in marks if mark.instrument in again)
    cities = [city.code for city in state.cities]
    by_round: Counter[tuple[Key, int, str]] = Counter(
        ((mark.instrument, mark.item, mark.subject), mark.round, mark.city)
        for mark in counted
        if mark.instrument in again and mark.value is not None and mark.city in {*cities, ""}
    )
    of_key: dict[Key, dict[tuple[int, str], int]] = {}
    for (key, number, city), n in by_round.items():
        of_key.setdefault(key, {})[number, city] = n
    smallest = int(parameters.value("privacy.smallest_group"))
    found = []
    for row in agreements:
        key = (row.instrument, row.item, row.subject)
        numbers = counted_rounds(rounds.get(row.instrument, ()), row.subject, row.item)
        if row.instrument not in again or not numbers or numbers[0] == 1:
            found.append(row)
            continue
        given = of_key.get(key, {})
        fresh = {city: given.get((numbers[0], city), 0) for city in [*cities, ""]}
        n = sum(fresh.values())
        per_city = {city: fresh[city] for city in cities}
        found.append(
            replace(row, round=numbers[0])
            if row.median is None
            else replace(
                row,
                round=numbers[0],
                carried=sum(given.values()) - n,
                moved=_told(changes.get(key), smallest),
                indicative=not enough(per_city, n, raters[key], parameters),
            )
        )
    return tuple(found)


def _told(moved: Moved | None, smallest: int) -> Moved | None:
    return moved if moved is not None and moved.n_both >= smallest else None
