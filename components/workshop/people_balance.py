"""Who is in the room, and who is missing: people of each city and group against how many a workshop needs.

The range of people per city and the groups are a recommendation (own judgement after the practice of focus groups,
`parameters.csv`), never a condition: a workshop goes on with whoever came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.framework.parameters import Parameters
from components.workshop.state import State


@dataclass(frozen=True)
class CityBalance:
    """One city's people: `groups` as (group, people) in the order asked for, `missing` how many fewer than the least
    that is recommended, `beyond` how many more than the most; one of the two is 0.
    """

    city: str
    people: int
    groups: tuple[tuple[str, int], ...]
    missing: int
    beyond: int

    @property
    def absent(self) -> tuple[str, ...]:
        """The groups of which nobody of this city is here."""
        return tuple(group for group, people in self.groups if people == 0)


def balance(
    state: State, counts: Sequence[tuple[str, str, int]], groups: Sequence[str], *, least: int, most: int
) -> tuple[CityBalance, ...]:
    """The balance of every partner city, in their order.

    counts: (city, group, people); people of cities that are no partner any more are left out. groups: codes of the
    groups that a workshop asks for; people of other groups count for their city alone.
    """
    found = []
    for city in state.cities:
        own = {group: people for code, group, people in counts if code == city.code}
        total = sum(own.values())
        by_group = tuple((group, own.get(group, 0)) for group in groups)
        found.append(CityBalance(city.code, total, by_group, max(0, least - total), max(0, total - most)))
    return tuple(found)


def absent_everywhere(found: Sequence[CityBalance]) -> tuple[str, ...]:
    """The groups of which nobody is here, of whatever city."""
    if not found:
        return ()
    return tuple(group for group, _ in found[0].groups if all(group in city.absent for city in found))


def recommended(parameters: Parameters) -> tuple[int, int]:
    """The least and the most people per city that are recommended."""
    return int(parameters.value("people.per_city_min")), int(parameters.value("people.per_city_max"))
