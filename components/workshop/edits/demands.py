"""Step 6: what the room demands of its plan beyond envelopes and sources. A demand that nothing could ever meet is
refused where it is entered; what is only unlikely (a grant larger than the cost, a budget of nothing) is pointed out
beside the plan.
"""

from __future__ import annotations

from components.errors import Problem
from components.workshop.changes import Edit
from components.workshop.edits.checks import Fault, edits_for, whole_faults
from components.workshop.edits.options import option_faults
from components.workshop.records.demands import BudgetYear, Ceiling, FloorDemand, Inflation, InKind, Match
from components.workshop.records.money import Source
from components.workshop.records.options import Option
from components.workshop.records.setting import ExchangeRate
from components.workshop.state import State

CITY, KIND = "city", "kind"
_PUT_ASIDE = frozenset({"merge", "defer", "drop"})


def year_faults(state: State, item: BudgetYear | Inflation) -> list[Fault]:
    """The year is one of the plan, of inflation one that the chain of prices needs; a budget is whole units."""
    field = "amount" if isinstance(item, BudgetYear) else "percent"
    faults = whole_faults(item.amount, "amount") if isinstance(item, BudgetYear) else []
    setting = state.setting
    years = setting.inflation_years if isinstance(item, Inflation) else setting.plan_years
    if item.code in {str(year) for year in years}:
        return faults
    values = {"year": item.code, "first": str(years[0] if years else ""), "last": str(years[-1] if years else "")}
    return [*faults, Fault(frozenset({field}), Problem("edits.not_a_plan_year", values))]


def city_faults(state: State, item: Ceiling | InKind) -> list[Fault]:
    """The city is a partner, the amount whole units; what is valued is named."""
    faults = whole_faults(item.amount, "amount")
    if all(city.code != item.code for city in state.cities):
        faults.append(Fault(frozenset({"amount", "what"}), Problem("edits.unknown_city", {"code": item.code})))
    if isinstance(item, InKind) and item.amount and not item.what.strip():
        faults.append(Fault(frozenset({"amount", "what"}), Problem("edits.in_kind_what")))
    return faults


def floor_faults(state: State, item: FloorDemand) -> list[Fault]:
    """A floor asks for no more options, and no more cost, than what stands in the list for the city or the kind."""
    faults = whole_faults(item.amount, "amount")
    if item.of == CITY and all(city.code != item.subject for city in state.cities):
        return [*faults, Fault(frozenset({"count", "amount"}), Problem("edits.unknown_city", {"code": item.subject}))]
    inside = [option for option in state.options if option.decision not in _PUT_ASIDE and _counts(option, item)]
    if item.count and item.count > len(inside):
        values: dict[str, float] = {"count": item.count, "n": len(inside)}
        faults.append(Fault(frozenset({"count"}), Problem("edits.floor_count", values)))
    costs = [_cost(option, state) for option in inside]
    if item.amount and all(cost is not None for cost in costs):
        most = sum(cost or 0.0 for cost in costs)
        if item.amount > most:
            values = {"amount": item.amount, "most": round(most)}
            faults.append(Fault(frozenset({"amount"}), Problem("edits.floor_amount", values)))
    return faults


def match_faults(state: State, item: Match) -> list[Fault]:
    """The source is in the list, its least share not above its most, and least shares leave room for each other."""
    both = frozenset({"least_percent", "most_percent"})
    source = state.get(Source, item.code)
    if source is None:
        return [Fault(both, Problem("edits.unknown_source", {"code": item.code}))]
    faults = []
    least, most = item.least_percent or 0.0, 100.0 if item.most_percent is None else item.most_percent
    if least > most:
        faults.append(Fault(both, Problem("edits.least_over_most", {"least": least, "most": most})))
    others = [row for row in state.all(Match) if row.code != item.code and row.least_percent]
    for option in source.options:
        also = [row for row in others if (held := state.get(Source, row.code)) and option in held.options]
        total = least + sum(row.least_percent or 0.0 for row in also)
        if also and least and total > 100:
            names = tuple(row.code for row in also)
            values = {"option": option, "others": names, "total": total}
            faults.append(Fault(frozenset({"least_percent"}), Problem("edits.least_together", values)))
    return faults


def demand(state: State, code: str, must: str, reason: str = "") -> tuple[Edit, ...]:
    """Makes an option a must (`in`), a must-not (`out`) or neither (empty, which takes the reason back too). Raises
    InputError for a must without a reason.
    """
    return edits_for(state, "option", code, {"must": must, "must_reason": reason if must else ""}, rule=option_faults)


def _counts(option: Option, item: FloorDemand) -> bool:
    """Whether the option counts for the floor; an option without cities is of all partners."""
    if item.of == KIND:
        return option.kind == item.subject
    return not option.cities or item.subject in option.cities


def _cost(option: Option, state: State) -> float | None:
    """The likely capital cost in the plan's money; None is not known."""
    if option.capex_likely is None:
        return None
    if not option.currency or option.currency == state.setting.currency:
        return option.capex_likely
    rate = state.one(ExchangeRate, option.currency).rate
    return None if rate is None else option.capex_likely * rate
