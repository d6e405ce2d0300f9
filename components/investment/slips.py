"""What is probably or certainly wrong in what was entered for the plan, in words; nothing is changed.

A slip of a thousand: an amount that is at least `portfolio.slip` times the middle amount of the list, or at most one
part in so many of it, and would come within the spread of the others if it were a thousand times smaller or larger.
Costs are compared with costs, envelopes with envelopes, sources with sources; a low or high cost with the likely one.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.candidates import IN, OUT, OptionMoney, money_of, sources_in_use
from components.investment.priority import SHORT_LIST
from components.investment.reasons import amount, and_also, name
from components.language import Phrase
from components.workshop.records.demands import BudgetYear
from components.workshop.records.money import Envelope, SourceAmount
from components.workshop.records.options import Option
from components.workshop.state import State

THOUSAND, LEAST_TO_COMPARE = 1000, 3


Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Slip:
    """One fault in words (`key` of locales `plan.toml` with `values` ready to be shown) and the field that it lies in:
    `kind`, `code` and `field` of the record; empty where it lies in no single one.
    """

    key: str
    values: Values
    kind: str = ""
    code: str = ""
    field: str = ""


def slips(state: State, catalogue: Catalogue, parameters: Parameters) -> tuple[Slip, ...]:
    """Every fault and likely slip in options, sources and envelopes, in this order."""
    options = [option for option in state.options if option.decision == SHORT_LIST]
    money = {option.code: money_of(option, state) for option in options}
    far = parameters.value("portfolio.slip")
    return (
        *_rules(options, state),
        *_cities(options, state),
        *_amounts(options, money, state, far),
        *_spread(options, state, far),
        *_given(state, far),
        *_sources(state, catalogue, parameters),
        *_envelopes(state),
        *_budget(state),
        *_unreasoned(state),
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


def _rules(options: Sequence[Option], state: State) -> Iterator[Slip]:
    for circle in circles({option.code: [code for code in option.requires if code != option.code]
                           for option in options}):
        ring = " → ".join(name(state, code) for code in (*circle, circle[0]))
        yield Slip("plan.slip.circle", (("options", ring),), "option", circle[0], "requires")
    known = {option.code for option in state.options}
    for option in options:
        for field in ("requires", "excludes"):
            for other in dict.fromkeys(getattr(option, field)):
                if other not in known:
                    values = (("option", name(state, option.code)), ("other", other))
                    yield Slip("plan.slip.unknown_option", values, "option", option.code, field)
        if option.build_years < 1:
            years = ("years", str(option.build_years))
            values = (("option", name(state, option.code)), years)
            yield Slip("plan.slip.finish_before_start", values, "option", option.code, "build_years")


def _cities(options: Sequence[Option], state: State) -> Iterator[Slip]:
    partners = {city.code for city in state.cities}
    for option in options:
        label = ("option", name(state, option.code))
        gone = [city for city in option.cities if city not in partners]
        if gone and len(gone) == len(option.cities):
            yield Slip("plan.slip.no_city_left", (label,), "option", option.code, "cities")
        else:
            for city in gone:
                yield Slip("plan.slip.city_left", (label, ("city", city)), "option", option.code, "cities")


def _amounts(
    options: Sequence[Option], money: Mapping[str, OptionMoney], state: State, far: float
) -> Iterator[Slip]:
    for what, field in (("capex", "capex_likely"), ("opex", "opex_per_year")):
        known = {code: value for code, held in money.items() if (value := getattr(held, what)) is not None}
        for option in options:
            value, kind = known.get(option.code), Phrase(f"plan.slip.{what}")
            label = ("option", name(state, option.code))
            if value is not None and value < 0:
                yield Slip("plan.slip.cost_negative", (label, ("what", kind)), "option", option.code, field)
            others = [other for code, other in known.items() if code != option.code]
            for key, factor in thousand(value, others, far):
                values = (label, ("what", kind), *_sizes(value or 0, factor, state))
                yield Slip(f"plan.slip.{key}", values, "option", option.code, field)


def _spread(options: Sequence[Option], state: State, far: float) -> Iterator[Slip]:
    """A low or high cost that is so many times off the likely one."""
    for option in options:
        likely = option.capex_likely
        for field in ("capex_low", "capex_high"):
            value = getattr(option, field)
            if likely and value and max(value / likely, likely / value) >= far:
                values = (("option", name(state, option.code)), ("what", Phrase(f"plan.slip.{field}")),
                          ("amount", amount(value)), ("likely", amount(likely)))
                yield Slip("plan.slip.cost_spread", values, "option", option.code, field)


def _given(state: State, far: float) -> Iterator[Slip]:
    """Envelopes beside all envelopes, amounts of sources beside all amounts of sources."""
    cities = {city.code: city.name for city in state.cities}
    years = set(state.setting.plan_years)
    rows: list[tuple[str, str, str, int, float | None]] = [
        ("envelope", row.code, cities[row.city], row.year, row.amount)
        for row in state.all(Envelope) if row.city in cities and row.year in years
    ]
    rows += [("source_amount", row.code, row.source, row.year, row.amount)
             for row in state.all(SourceAmount) if row.year in years]
    for kind, code, who, year, value in rows:
        others = [other or 0.0 for same, key, _, _, other in rows if same == kind and key != code]
        for key, factor in thousand(value, others, far):
            values = (("who", who), ("year", str(year)), *_sizes(value or 0, factor, state))
            yield Slip(f"plan.slip.given_{key}", values, kind, code, "amount")


def thousand(value: float | None, others: Sequence[float], far: float) -> Iterator[tuple[str, float]]:
    """`thousand_up` or `thousand_down` with the factor, where an amount is likely a thousand times off the others."""
    compared = [other for other in others if other > 0]
    if value is None or value <= 0 or len(compared) < LEAST_TO_COMPARE:
        return
    middle = statistics.median(compared)
    if value >= far * middle and value / THOUSAND <= max(compared):
        yield "thousand_up", value / middle
    elif value * far <= middle and value * THOUSAND >= min(compared):
        yield "thousand_down", middle / value


def _sizes(value: float, factor: float, state: State) -> Values:
    setting = state.setting
    return (("unit", setting.money_unit), ("amount", amount(value)), ("factor", amount(factor)),
            ("currency", setting.currency))


def _sources(state: State, catalogue: Catalogue, parameters: Parameters) -> Iterator[Slip]:
    for source in sources_in_use(state, catalogue, parameters):
        held = [state.get(Option, code) for code in source.options]
        costs = [None if option is None else money_of(option, state).capex for option in held]
        given = sum(row.amount or 0 for row in state.all(SourceAmount) if row.source == source.code)
        known = [cost for cost in costs if cost is not None]
        if source.options and len(known) == len(costs) and given > sum(known):
            values = (
                ("source", f"{source.code} {source.name}".strip()),
                ("options", and_also([name(state, code) for code in source.options])),
                ("amount", amount(given)),
                ("cost", amount(sum(known))),
                ("unit", state.setting.money_unit),
            )
            yield Slip("plan.slip.grant_too_large", values, "source", source.code, "options")


def _envelopes(state: State) -> Iterator[Slip]:
    years = set(state.setting.plan_years)
    given = {city.code: 0.0 for city in state.cities}
    stated = set()
    for row in state.all(Envelope):
        if row.city in given and row.year in years and row.amount is not None:
            given[row.city] += max(row.amount, 0.0)
            stated.add(row.city)
    if not any(given.values()) and not any(row.amount for row in state.all(SourceAmount)):
        yield Slip("plan.slip.no_money", ())
        return
    for city in state.cities:
        # Blank is not zero: a city that has stated nothing yet is told so by the gate of step 6.
        if city.code in stated and given[city.code] == 0:
            yield Slip("plan.slip.zero_envelope", (("city", city.name),), "city", city.code)


def _budget(state: State) -> Iterator[Slip]:
    """A common budget of nothing: stated for every year it leaves no plan, for some it leaves these years empty."""
    years = {str(year) for year in state.setting.plan_years}
    stated = {row.code: row.amount for row in state.all(BudgetYear) if row.code in years and row.amount is not None}
    zero = sorted(year for year, given in stated.items() if given <= 0)
    if zero and len(zero) == len(years):
        yield Slip("plan.slip.no_budget", (), "budget", zero[0], "amount")
        return
    for year in zero:
        yield Slip("plan.slip.zero_budget", (("year", year),), "budget", year, "amount")


def _unreasoned(state: State) -> Iterator[Slip]:
    """A must or a must-not that nobody gave a reason for."""
    for option in state.options:
        if option.must in (IN, OUT) and not option.must_reason.strip():
            values = (("option", name(state, option.code)),)
            yield Slip(f"plan.slip.must_{option.must}", values, "option", option.code, "must_reason")
