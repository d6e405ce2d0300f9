"""Who pays by which key: s_c = sum over the keys of w_k * x_ck / sum of x_ck, then floors and caps, then two
decimals.

A key is usable only when every city has its measure: a missing measure is never taken as zero. The measure of
population comes from the cities' facts, and that of fiscal capacity from their own revenue, as long as nobody entered
another measure for that key. Floors and caps scale all free shares by one common factor, so that the proportions of the
key are kept among the cities that no limit binds (own design).

An option may have a mix of its own in place of the common one: the same formula over the cities that take part in it,
so that a measure is needed of those only. Floors and caps bind the common key; what the cities settle for one option by
itself is settled there (own design).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.apportion import apportion_percent
from components.investment.limits import TINY, clamped
from components.investment.plan_records import CityShare, OptionSharing, Sharing, Stated
from components.investment.shares import shares, split
from components.workshop.records.cities import City
from components.workshop.records.demands import OptionKey
from components.workshop.records.options import Option
from components.workshop.records.partnership import CostKey, KeyLimit, KeyMetric
from components.workshop.state import State

__all__ = ["clamped", "metric_of", "option_mix", "partners", "raw_shares", "shares", "sharing", "split", "with_mix"]

_HALF_A_HUNDREDTH = 0.005
_FACTS = {"population": "population", "fiscal_capacity": "own_revenue"}


def sharing(state: State, catalogue: Catalogue, parameters: Parameters) -> Sharing:
    """The shares of all cities under the mix of keys in use, and those of each option that has a mix of its own; equal
    shares and the problems when the common mix cannot be used.
    """
    mix = tuple((key.code, key.weight) for key in state.all(CostKey) if key.weight)
    own = tuple(
        _of_option(state, option, found, catalogue, parameters)
        for option in state.options
        if (found := option_mix(state, option.code))
    )
    return replace(_common(state, mix, catalogue, parameters), options=own)


def with_mix(
    state: State, mix: Mapping[str, float], catalogue: Catalogue, parameters: Parameters
) -> Sharing:
    """As `sharing`, as if the common mix were this one (key -> percent)."""
    wanted = tuple((key, weight) for key, weight in mix.items() if weight)
    return replace(_common(state, wanted, catalogue, parameters), options=sharing(state, catalogue, parameters).options)


def option_mix(state: State, option: str) -> tuple[tuple[str, float], ...]:
    """The keys and weights (percent) that an option has in place of the common mix; empty when it follows that."""
    return tuple((row.key, row.weight) for row in state.all(OptionKey) if row.option == option and row.weight)


def partners(state: State, option: Option) -> tuple[City, ...]:
    """The cities that take part in an option: those that it names, all when it names none of them."""
    named = tuple(city for city in state.cities if city.code in option.cities)
    return named or state.cities


def _of_option(
    state: State, option: Option, mix: tuple[tuple[str, float], ...], catalogue: Catalogue, parameters: Parameters
) -> OptionSharing:
    cities = partners(state, option)
    places = [place for place, city in enumerate(state.cities) if city in cities]
    every = {code: metric_of(state, catalogue, code) for code, _ in mix}
    measures = {code: tuple(row[place] for place in places) for code, row in every.items()}
    problems = [*_mix_problems(mix, parameters), *_metric_problems(cities, measures)]
    if problems:
        return OptionSharing(option.code, mix, (), tuple(problems))
    raw = raw_shares(mix, {code: [value or 0.0 for value in row] for code, row in measures.items()})
    final = apportion_percent(raw)
    found = tuple(CityShare(city.code, one, part) for city, one, part in zip(cities, raw, final))
    return OptionSharing(option.code, mix, found)


def _common(
    state: State, mix: tuple[tuple[str, float], ...], catalogue: Catalogue, parameters: Parameters
) -> Sharing:
    cities = state.cities
    measures = {code: metric_of(state, catalogue, code) for code, _ in mix}
    problems = [*_mix_problems(mix, parameters), *_metric_problems(cities, measures)]
    limits = _limits(state)
    problems += _limit_problems(limits)
    if problems or not cities:
        parts = apportion_percent([1.0] * len(cities))
        equal = tuple(CityShare(city.code, 100 / len(cities), part) for city, part in zip(cities, parts))
        return Sharing(mix, equal, valid=False, problems=tuple(problems))
    raw = raw_shares(mix, {code: [value or 0.0 for value in row] for code, row in measures.items()})
    final = apportion_percent(clamped(raw, limits))
    found = tuple(CityShare(city.code, one, part) for city, one, part in zip(cities, raw, final))
    return Sharing(mix, found, valid=True, problems=())


def metric_of(state: State, catalogue: Catalogue, key: str) -> tuple[float | None, ...]:
    """The measure of every city under a key, in the order of the cities; None is not known."""
    rows = {row.code: row for row in catalogue.cost_keys}
    if key in rows and not rows[key].needs_metric:
        return tuple(1.0 for _ in state.cities)
    entered = {row.city: row.value for row in state.all(KeyMetric) if row.key == key and row.value is not None}
    if entered or key not in _FACTS:
        return tuple(entered.get(city.code) for city in state.cities)
    return tuple(getattr(city, _FACTS[key]) for city in state.cities)


def raw_shares(mix: Sequence[tuple[str, float]], measures: Mapping[str, Sequence[float]]) -> tuple[float, ...]:
    """Shares in percent before floors, caps and rounding.

    mix: (key, weight) with weights summing to 100; measures: key -> a value >= 0 per city, not all zero.
    """
    count = len(next(iter(measures.values())))
    return tuple(
        math.fsum(weight * measures[key][place] / math.fsum(measures[key]) for key, weight in mix)
        for place in range(count)
    )


def _limits(state: State) -> tuple[tuple[float, float], ...]:
    rows = {row.code: row for row in state.all(KeyLimit)}
    found = [rows.get(city.code, KeyLimit(city.code)) for city in state.cities]
    return tuple((row.floor or 0.0, 100.0 if row.cap is None else row.cap) for row in found)


def _mix_problems(mix: Sequence[tuple[str, float]], parameters: Parameters) -> list[Stated]:
    if not mix:
        return [("plan.sharing.no_key", ())]
    found: list[Stated] = []
    most = int(parameters.value("sharing.max_keys"))
    total = math.fsum(weight for _, weight in mix)
    if len(mix) > most:
        found.append(("plan.sharing.too_many_keys", (("count", str(len(mix))), ("most", str(most)))))
    if any(weight < 0 for _, weight in mix):
        found.append(("plan.sharing.negative_weight", ()))
    if abs(total - parameters.value("sharing.total_percent")) > _HALF_A_HUNDREDTH:
        found.append(("plan.sharing.not_100", (("total", f"{total:.2f}"),)))
    return found


def _metric_problems(cities: Sequence[City], measures: Mapping[str, Sequence[float | None]]) -> list[Stated]:
    found: list[Stated] = []
    for key, row in measures.items():
        unusable = [city.name for city, value in zip(cities, row) if value is None or value < 0]
        found += [(f"plan.sharing.no_metric_{key}", (("city", name),)) for name in unusable]
        if row and all(value == 0 for value in row):
            found.append((f"plan.sharing.all_zero_{key}", ()))
    return found


def _limit_problems(limits: Sequence[tuple[float, float]]) -> list[Stated]:
    floors, caps = math.fsum(low for low, _ in limits), math.fsum(high for _, high in limits)
    found: list[Stated] = []
    if floors > 100 + TINY:
        found.append(("plan.sharing.floors_over_100", (("total", f"{floors:.2f}"),)))
    if limits and caps < 100 - TINY:
        found.append(("plan.sharing.caps_under_100", (("total", f"{caps:.2f}"),)))
    if any(low > high for low, high in limits):
        found.append(("plan.sharing.floor_over_cap", ()))
    return found
