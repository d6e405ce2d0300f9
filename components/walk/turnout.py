"""Who has answered, by city and stakeholder group: counts of people, never what they said.

Groups of fewer people than the privacy limit are pooled into one column over all cities, and the pool takes in the
next smallest group until it is large enough itself. What a single group of a single city has answered can still be
read from its cell: that is a count of taps, which a facilitator may see, not a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

POOLED = ""


@dataclass(frozen=True)
class Cell:
    """People who gave at least one mark, and people who are here, in one group of one city."""

    answered: int
    present: int


@dataclass(frozen=True)
class Turnout:
    """Rows are cities, columns are groups (`POOLED` last, where groups were pooled). `cells[row][column]`."""

    cities: tuple[str, ...]
    groups: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def whole(self) -> Cell:
        """Everybody."""
        return _sum(cell for row in self.cells for cell in row)

    def city(self, place: int) -> Cell:
        """All people of the city in this row."""
        return _sum(self.cells[place])

    def group(self, place: int) -> Cell:
        """All people of the group in this column."""
        return _sum(row[place] for row in self.cells)


def turnout(
    cities: Sequence[str],
    groups: Sequence[str],
    present: Iterable[tuple[str, str, int]],
    answered: Iterable[tuple[str, str, int]],
    *,
    smallest: float,
) -> Turnout:
    """The matrix. present, answered: (city, group, people); people of other cities are left out. smallest: least number
    of people of a group that has a column of its own. Somebody who answered and left again still counts as present:
    nobody can have answered without having been there.
    """
    here, given = _counted(present, cities), _counted(answered, cities)
    known = [*groups, *sorted({group for _, group in (*here, *given)} - set(groups))]
    cells = {
        (city, group): Cell(given[city, group], max(here[city, group], given[city, group]))
        for city in cities
        for group in known
    }
    size = {group: sum(cells[city, group].present for city in cities) for group in known}
    pooled = _pooled(size, smallest)
    own = [group for group in known if size[group] and group not in pooled]
    rows = tuple(
        (*(cells[city, group] for group in own), *([_sum(cells[city, group] for group in pooled)] if pooled else []))
        for city in cities
    )
    return Turnout(tuple(cities), (*own, *([POOLED] if pooled else [])), rows)


def _pooled(size: dict[str, int], smallest: float) -> tuple[str, ...]:
    """The groups that share a column: every small one, and the next larger until the column is large enough."""
    found: list[str] = []
    for group in sorted((group for group in size if size[group]), key=lambda group: size[group]):
        if size[group] >= smallest and (not found or sum(size[name] for name in found) >= smallest):
            break
        found.append(group)
    return tuple(found)


def _counted(rows: Iterable[tuple[str, str, int]], cities: Sequence[str]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for city, group, people in rows:
        if city in cities:
            found[city, group] += people
    return found


def _sum(cells: Iterable[Cell]) -> Cell:
    rows = tuple(cells)
    return Cell(sum(cell.answered for cell in rows), sum(cell.present for cell in rows))
