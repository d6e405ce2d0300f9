"""What differs between two plans: what enters, leaves and moves, who pays more or less, and the totals.

Amounts are those of the plans' own cash flows, capital and running cost within the plan's years, in units of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.investment.plan_records import Plan


@dataclass(frozen=True)
class Moved:
    """An option that starts in another year."""

    option: str
    before: int
    after: int


@dataclass(frozen=True)
class Pays:
    """What one city pays in both plans. `share`: change against before, 0.1 = a tenth more; None where it paid nothing
    before. `after` is 0 for a city that left, `before` for one that came.
    """

    city: str
    before: int
    after: int

    @property
    def more(self) -> int:
        """How much more it pays; less where negative."""
        return self.after - self.before

    @property
    def share(self) -> float | None:
        """The change against before."""
        return self.more / self.before if self.before else None


@dataclass(frozen=True)
class Figure:
    """One figure of both plans. `name`: capex, opex (a year, once all runs), value, count, secured, gap, outside,
    cities (what they pay).
    """

    name: str
    before: float
    after: float

    @property
    def more(self) -> float:
        """The change."""
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """`enter`, `leave`: codes of options. `stay`: in both in the same year. `retiered`: (option, tier before, after) of
    those in both.
    """

    enter: tuple[str, ...]
    leave: tuple[str, ...]
    moved: tuple[Moved, ...]
    stay: tuple[str, ...]
    retiered: tuple[tuple[str, str, str], ...]
    pays: tuple[Pays, ...]
    figures: tuple[Figure, ...]

    @property
    def same(self) -> bool:
        """Whether the plans are alike in what is built when, who pays and every total."""
        choice = self.enter or self.leave or self.moved or self.retiered
        return not choice and not any(row.more for row in self.pays) and not any(row.more for row in self.figures)

    def figure(self, name: str) -> Figure:
        """A figure by name. Raises KeyError for an unknown one."""
        return {row.name: row for row in self.figures}[name]


def compare(before: Plan, after: Plan) -> Comparison:
    """What `after` changes against `before`."""
    one, two = _starts(before), _starts(after)
    both = [code for code in one if code in two]
    tiers = [{line.option: line.tier for line in plan.lines} for plan in (before, after)]
    return Comparison(
        enter=tuple(code for code in two if code not in one),
        leave=tuple(code for code in one if code not in two),
        moved=tuple(Moved(code, one[code], two[code]) for code in both if one[code] != two[code]),
        stay=tuple(code for code in both if one[code] == two[code]),
        retiered=tuple(
            (code, tiers[0][code], tiers[1][code]) for code in both if tiers[0][code] != tiers[1][code]
        ),
        pays=_pays(before, after),
        figures=tuple(
            Figure(name, first, second)
            for (name, first), (_, second) in zip(_figures(before), _figures(after), strict=True)
        ),
    )


def _starts(plan: Plan) -> dict[str, int]:
    return {line.option: line.start or 0 for line in plan.lines if line.chosen}


def _pays(before: Plan, after: Plan) -> tuple[Pays, ...]:
    one, two = ({row.city: row.capex + row.opex for row in plan.cities} for plan in (before, after))
    return tuple(Pays(city, one.get(city, 0), two.get(city, 0)) for city in dict.fromkeys([*one, *two]))


def _figures(plan: Plan) -> Sequence[tuple[str, float]]:
    totals = plan.totals
    cities = sum(row.capex for row in plan.cities)
    unpaid = sum(row.amount for row in plan.flows if row.kind == "capex" and row.certainty == "gap")
    return (
        ("count", sum(line.chosen for line in plan.lines)),
        ("value", plan.portfolio.value),
        ("capex", totals.capex),
        ("opex", totals.opex_at_completion),
        ("cities", cities),
        ("outside", totals.capex - cities - unpaid),
        ("secured", totals.secured),
        ("gap", totals.gap),
    )
