"""What is probably or certainly wrong in what was entered for the plan, in words; nothing is changed.

A slip of a thousand: an amount that is at least `portfolio.slip` times the middle amount of the list, or at most one
part in so many of it, and would come within the spread of the others if it were a thousand times smaller or larger.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence

from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.candidates import OptionMoney, money_of, sources_in_use
from components.investment.plan_records import Stated
from components.investment.priority import SHORT_LIST
from components.investment.reasons import amount, name
from components.language import Phrase
from components.workshop.records.money import Envelope, SourceAmount
from components.workshop.records.options import Option
from components.workshop.state import State

THOUSAND, LEAST_TO_COMPARE = 1000, 3


def slips(state: State, catalogue: Catalogue, parameters: Parameters) -> tuple[Stated, ...]:
    """Every fault and likely slip in options, sources and envelopes, in this order: keys of locales `plan.toml`."""
    options = [option for option in state.options if option.decision == SHORT_LIST]
    money = {option.code: money_of(option, state) for option in options}
    return (
        *_rules(options, state),
        *_cities(options, state),
        *_amounts(options, money, state, parameters.value("portfolio.slip")),
        *_sources(state, catalogue, parameters),
        *_envelopes(state),
    )


def circles(requires: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of options that wait for each other, each once, in the order in which they wait."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for first in requires:
        path: list[str] = []
        waiting = [(first, iter(requires[first]))] if first not in done else []
        path += [first] if waiting else []
        while waiting:
            code, rest = waiting[-1]
            needed = next(rest, None)
            if needed is None:
                done.add(code)
                waiting.pop()
                path.pop()
            elif needed in path:
                found.append(tuple(path[path.index(needed) :]))
            elif needed in requires and needed not in done:
                waiting.append((needed, iter(requires[needed])))
                path.append(needed)
    return tuple(found)


def _rules(options: Sequence[Option], state: State) -> Iterator[Stated]:
    for circle in circles({option.code: [code for code in option.requires if code != option.code]
                           for option in options}):
        yield "plan.slip.circle", (("options", " → ".join(name(state, code) for code in (*circle, circle[0]))),)
    known = {option.code for option in state.options}
    for option in options:
        for other in dict.fromkeys((*option.requires, *option.excludes)):
            if other not in known:
                yield "plan.slip.unknown_option", (("option", name(state, option.code)), ("other", other))
        if option.build_years < 1:
            years = ("years", str(option.build_years))
            yield "plan.slip.finish_before_start", (("option", name(state, option.code)), years)


def _cities(options: Sequence[Option], state: State) -> Iterator[Stated]:
    partners = {city.code for city in state.cities}
    for option in options:
        label = ("option", name(state, option.code))
        gone = [city for city in option.cities if city not in partners]
        if gone and len(gone) == len(option.cities):
            yield "plan.slip.no_city_left", (label,)
        else:
            for city in gone:
                yield "plan.slip.city_left", (label, ("city", city))


def _amounts(
    options: Sequence[Option], money: Mapping[str, OptionMoney], state: State, far: float
) -> Iterator[Stated]:
    for what in ("capex", "opex"):
        known = {code: value for code, held in money.items() if (value := getattr(held, what)) is not None}
        for option in options:
            value, kind = known.get(option.code), Phrase(f"plan.slip.{what}")
            label = ("option", name(state, option.code))
            if value is not None and value < 0:
                yield "plan.slip.cost_negative", (label, ("what", kind))
            others = [other for code, other in known.items() if other > 0 and code != option.code]
            if value is None or value <= 0 or len(others) < LEAST_TO_COMPARE:
                continue
            middle = statistics.median(others)
            values = (label, ("what", kind), ("unit", state.setting.money_unit), ("amount", amount(value)))
            if value >= far * middle and value / THOUSAND <= max(others):
                yield "plan.slip.thousand_up", (
                    *values, ("factor", amount(value / middle)), ("currency", state.setting.currency)
                )  # fmt: skip
            elif value * far <= middle and value * THOUSAND >= min(others):
                yield "plan.slip.thousand_down", (*values, ("factor", amount(middle / value)))


def _sources(state: State, catalogue: Catalogue, parameters: Parameters) -> Iterator[Stated]:
    for source in sources_in_use(state, catalogue, parameters):
        held = [state.get(Option, code) for code in source.options]
        costs = [None if option is None else money_of(option, state).capex for option in held]
        given = sum(row.amount or 0 for row in state.all(SourceAmount) if row.source == source.code)
        known = [cost for cost in costs if cost is not None]
        if source.options and len(known) == len(costs) and given > sum(known):
            yield "plan.slip.grant_too_large", (
                ("source", f"{source.code} {source.name}".strip()),
                ("options", "; ".join(name(state, code) for code in source.options)),
                ("amount", amount(given)),
                ("cost", amount(sum(known))),
                ("unit", state.setting.money_unit),
            )


def _envelopes(state: State) -> Iterator[Stated]:
    years = set(state.setting.plan_years)
    given = {city.code: 0.0 for city in state.cities}
    stated = set()
    for row in state.all(Envelope):
        if row.city in given and row.year in years and row.amount is not None:
            given[row.city] += max(row.amount, 0.0)
            stated.add(row.city)
    if not any(given.values()) and not any(row.amount for row in state.all(SourceAmount)):
        yield "plan.slip.no_money", ()
        return
    for city in state.cities:
        # Blank is not zero: a city that has stated nothing yet is told so by the gate of step 6.
        if city.code in stated and given[city.code] == 0:
            yield "plan.slip.zero_envelope", (("city", city.name),)
