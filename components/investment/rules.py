"""What a room demands of its plan beyond the envelopes of the cities and the amounts of the sources.

Money is in the plan's unit. Nothing here is required; what is not stated is no limit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.investment.question import Candidate, Floor
from components.workshop.records.demands import BudgetYear, Ceiling, FloorDemand, Match
from components.workshop.records.money import Source
from components.workshop.records.options import Option
from components.workshop.state import State

CITY, KIND = "city", "kind"
ONE, BENEFICIARIES, COST = "one", "beneficiaries", "cost"
CONTINUING = "continuing"


@dataclass(frozen=True)
class FloorRule:
    """At least `count` options, or `money` of capital cost, in a city or of a kind (hard, soft). `of`: city or kind.

    In a city count the options in which it takes part, and of their cost what the key gives to the city.
    """

    of: str
    code: str
    count: int = 0
    money: float = 0.0


@dataclass(frozen=True)
class MatchRule:
    """The least and the most that a source pays of the capital cost of each option it is for, in percent."""

    source: str
    least_percent: float = 0.0
    most_percent: float = 100.0


@dataclass(frozen=True)
class Rules:
    """`budget`: (calendar year, most capital cost of all options together); a year that is not stated has none.

    `ceilings`: (city, most that it pays over the whole plan). `lasting`: the running cost of the finished plan fits
    into each city's envelope of the last year. `continuing_first`: no new option displaces a continuing one.
    `sources_only`: sources alone pay the capital cost, and an envelope limits what a city answers for.
    """

    budget: tuple[tuple[int, float], ...] = ()
    ceilings: tuple[tuple[str, float], ...] = ()
    floors: tuple[FloorRule, ...] = ()
    matches: tuple[MatchRule, ...] = ()
    lasting: bool = True
    continuing_first: bool = True
    sources_only: bool = False

    def match(self, source: str) -> tuple[float, float]:
        """The least and the most share (0–1) that the source pays of an option."""
        rule = next((one for one in self.matches if one.source == source), MatchRule(source))
        return rule.least_percent / 100, rule.most_percent / 100


def rules_of(state: State) -> Rules:
    """The rules that the room set. Nothing is asked of a year, a city or a source that is no longer there."""
    cities, sources = {city.code for city in state.cities}, {source.code for source in state.all(Source)}
    years, setting = {str(year) for year in state.setting.plan_years}, state.setting
    return Rules(
        budget=tuple(
            (int(row.code), row.amount)
            for row in state.all(BudgetYear)
            if row.amount is not None and row.code in years
        ),
        ceilings=tuple(
            (row.code, row.amount) for row in state.all(Ceiling) if row.amount is not None and row.code in cities
        ),
        floors=tuple(
            FloorRule(row.of, row.subject, row.count or 0, row.amount or 0.0)
            for row in state.all(FloorDemand)
            if (row.count or row.amount) and (row.of != CITY or row.subject in cities)
        ),
        matches=tuple(
            MatchRule(row.code, row.least_percent or 0.0, 100.0 if row.most_percent is None else row.most_percent)
            for row in state.all(Match)
            if row.code in sources
        ),
        lasting=setting.lasting,
        continuing_first=setting.continuing_first,
        sources_only=setting.sources_only,
    )


def check(rules: Rules, state: State, catalogue: Catalogue) -> None:
    """Raises InputError naming every rule that speaks of nothing in this workshop or cannot be kept by anything."""
    cities, sources = {city.code for city in state.cities}, {source.code for source in state.all(Source)}
    years = set(state.setting.plan_years)
    kinds = {option.kind for option in state.options} | {kind.code for kind in catalogue.kinds}
    problems = [Problem("plan.rule.no_year", {"year": str(year)}) for year, _ in rules.budget if year not in years]
    named = [code for code, _ in rules.ceilings] + [floor.code for floor in rules.floors if floor.of == CITY]
    problems += [Problem("plan.rule.no_city", {"city": code}) for code in dict.fromkeys(named) if code not in cities]
    problems += [
        Problem("plan.rule.no_kind", {"kind": floor.code})
        for floor in rules.floors
        if floor.of != CITY and floor.code not in kinds
    ]
    for match in rules.matches:
        if match.source not in sources:
            problems.append(Problem("plan.rule.no_source", {"source": match.source}))
        if not 0 <= match.least_percent <= match.most_percent <= 100:
            values = {"source": match.source, "least": match.least_percent, "most": match.most_percent}
            problems.append(Problem("plan.rule.match", values))
    amounts = [amount for _, amount in (*rules.budget, *rules.ceilings)]
    amounts += [number for floor in rules.floors for number in (floor.count, floor.money)]
    if any(amount < 0 or not math.isfinite(amount) for amount in amounts):
        problems.append(Problem("plan.rule.negative"))
    if problems:
        raise InputError(*problems)


def floors(rules: Rules, state: State, candidates: Sequence[Candidate]) -> tuple[Floor, ...]:
    """The floors as limits on the candidates."""
    places = {city.code: place for place, city in enumerate(state.cities)}
    kinds = {option.code: option.kind for option in state.options}
    found = []
    for rule in rules.floors:
        if rule.of == CITY:
            place = places[rule.code]
            inside = [item for item in candidates if item.shares[place] > 0]
            parts = tuple(item.shares[place] for item in inside)
        else:
            inside, parts = [item for item in candidates if kinds[item.code] == rule.code], ()
        codes = tuple(item.code for item in inside)
        found.append(Floor(f"{rule.of}:{rule.code}", codes, rule.count, math.ceil(rule.money - 1e-9), parts))
    return tuple(found)


def size(option: Option, capex: int | None, size_weight: str) -> float | None:
    """What an option's score counts by: one, the people who benefit, or its capital cost; None is not known."""
    if size_weight == BENEFICIARIES:
        return option.beneficiaries
    if size_weight == COST:
        return None if capex is None else float(capex)
    return 1.0


def size_weights(sizes: dict[str, float | None]) -> dict[str, float]:
    """Sizes by option as weights around one, so that values stay comparable to scores; 0 where not known."""
    known = [value for value in sizes.values() if value is not None]
    mean = math.fsum(known) / len(known) if known else 0.0
    return {code: (value or 0.0) / mean if mean > 0 else 1.0 for code, value in sizes.items()}
