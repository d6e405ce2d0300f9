"""What rooms usually ask «what if» about, as the changes of a scenario. Money in whole units of the plan."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from components.workshop.edits.scenarios import Wanted
from components.workshop.records.demands import BudgetYear, Ceiling
from components.workshop.records.money import Envelope
from components.workshop.records.partnership import CostKey
from components.workshop.state import REMOVED, State

CERTAINTY_MINIMUM = "portfolio.certainty_minimum"


def all_money(state: State, percent: float) -> tuple[Wanted, ...]:
    """Every city's envelope, and the common budget and the ceilings that are stated, by so many percent."""
    rows = [("budget", row.code, row.amount) for row in state.all(BudgetYear)]
    rows += [("ceiling", row.code, row.amount) for row in state.all(Ceiling)]
    limits = tuple(Wanted(kind, code, "amount", _by(amount, percent)) for kind, code, amount in rows if amount)
    cities = (change for city in state.cities for change in city_money(state, city.code, percent))
    return (*cities, *limits)


def city_money(state: State, city: str, percent: float) -> tuple[Wanted, ...]:
    """One city's envelope of every year by so many percent more or less; a year that is not stated stays so."""
    years = state.setting.plan_years
    rows = [row for row in state.all(Envelope) if row.city == city and row.year in years and row.amount]
    return tuple(Wanted("envelope", row.code, "amount", _by(row.amount, percent)) for row in rows)


def by_city(state: State, percents: Mapping[str, float]) -> tuple[Wanted, ...]:
    """Envelopes of several cities, each by its own percent."""
    return tuple(change for city, percent in percents.items() for change in city_money(state, city, percent))


def one_key(state: State, key: str) -> tuple[Wanted, ...]:
    """One cost key carries all the weight."""
    return key_mix(state, {key: 100.0})


def key_mix(state: State, percents: Mapping[str, float]) -> tuple[Wanted, ...]:
    """Another mix of the cost keys, in percent; keys that are not named carry none."""
    codes = dict.fromkeys([row.code for row in state.all(CostKey)] + list(percents))
    return tuple(Wanted("cost_key", code, "weight", percents.get(code) or None) for code in codes)


def carry_over(state: State) -> tuple[Wanted, ...]:
    """Money that was not spent in a year is lost; or it is kept, where the workshop loses it."""
    return (Wanted("setting", "main", "carry_over", not state.setting.carry_over),)


def option_must(option: str, must: str, reason: str) -> tuple[Wanted, ...]:
    """An option is in, out, or (empty) left to the search."""
    return (Wanted("option", option, "must", must), Wanted("option", option, "must_reason", reason))


def certainty(percent: float) -> tuple[Wanted, ...]:
    """Outside money is planned with only from this certainty on."""
    return (Wanted("parameter", CERTAINTY_MINIMUM, "value", percent),)


def high_costs(state: State) -> tuple[Wanted, ...]:
    """Every option costs what was entered as its high end; one without a high end stays as it is."""
    rows = [option for option in state.options if option.capex_high is not None]
    return tuple(Wanted("option", option.code, "capex_likely", option.capex_high) for option in rows)


def source_fails(source: str) -> tuple[Wanted, ...]:
    """A source gives nothing."""
    return (Wanted("source", source, REMOVED, value=True),)


def partner_leaves(city: str) -> tuple[Wanted, ...]:
    """A city leaves with its money; what it alone wanted goes with it."""
    return (Wanted("city", city, REMOVED, value=True),)


def to_hundred(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights of the keys as percent with one decimal that sum to exactly 100: the largest remainders are rounded up.
    Empty when all are zero.
    """
    total = math.fsum(weights.values())
    if total <= 0:
        return {}
    exact = {key: 1000 * weight / total for key, weight in weights.items() if weight > 0}
    tenths = {key: math.floor(value) for key, value in exact.items()}
    missing = 1000 - sum(tenths.values())
    for key in _by_remainder(exact)[:missing]:
        tenths[key] += 1
    return {key: value / 10 for key, value in tenths.items() if value}


def _by_remainder(exact: Mapping[str, float]) -> Sequence[str]:
    return sorted(exact, key=lambda key: (math.floor(exact[key]) - exact[key], key))


def _by(amount: float | None, percent: float) -> float:
    """Whole units, rounded to the nearest."""
    return float(math.floor((amount or 0.0) * (100 + percent) / 100 + 0.5))
