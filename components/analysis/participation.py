"""Who took part, in numbers that point at nobody: groups under the privacy limit are pooled.

Small groups of a city are pooled into one row without a name; when that row is itself under the limit, the city's
next smallest group joins it, and what is still too small is pooled over the cities in the same way. So no row is
under the limit and none can be found by subtraction; with fewer people than the limit in the whole room there is one
row with all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from components.analysis.evidence import Participation
from components.framework.parameters import Parameters
from components.workshop.records.rounds import Mark

PARAMETERS = ("privacy.smallest_group",)
Row = tuple[str, str, int]


def participation(marks: Iterable[Mark], cities: Sequence[str], parameters: Parameters) -> Participation:
    """People with a revealed mark of any round, by city (in order) and group; each at the latest city and group."""
    latest: dict[str, Mark] = {}
    for mark in marks:
        known = latest.get(mark.person)
        if known is None or mark.at >= known.at:
            latest[mark.person] = mark
    counted = Counter((mark.city, mark.group) for mark in latest.values())
    smallest = int(parameters.value("privacy.smallest_group"))
    order = [*cities, *sorted({city for city, _ in counted} - set(cities))]
    rows: list[Row] = []
    for city in order:
        groups = [(city, group, n) for (of, group), n in sorted(counted.items()) if of == city]
        rows += _pooled(groups, city, smallest)
    return Participation(counts=tuple(_pooled(rows, "", smallest)), people=len(latest))


def _pooled(rows: list[Row], city: str, smallest: int) -> list[Row]:
    """The rows that are large enough, and the rest as one row of `city` without a group."""
    pool = [row for row in rows if row[2] < smallest]
    kept = [row for row in rows if row[2] >= smallest]
    while pool and kept and sum(row[2] for row in pool) < smallest:
        least = min(kept, key=lambda row: row[2])
        kept.remove(least)
        pool.append(least)
    # Two rows without a group name in one city would read as one: they are one.
    pool += [row for row in kept if pool and row[:2] == (city, "")]
    kept = [row for row in kept if row not in pool]
    return [*kept, (city, "", sum(row[2] for row in pool))] if pool else kept
