"""What the page for decision could say, from the numbers of the plan: proposals that a facilitator may take over.

Only what the plan itself shows: what each city commits in the first year, what is not built without an agreement, who
waits, who pays more than its part, and the next steps of the work programme. Nothing is written without a person.
"""

from __future__ import annotations

from components.framework.parameters import Parameters
from components.investment.payments import CAPEX
from components.investment.plan_records import OUTSIDE, CityMoney, Plan, PlanLine
from components.investment.programme import next_steps
from components.investment.reasons import name
from components.language import Texts
from components.workshop.state import State

FIELDS = ("decision_asked", "cost_of_nothing", "main_tradeoff", "next_steps")
_WAITING = 2


def proposals(t: Texts, state: State, plan: Plan, parameters: Parameters) -> dict[str, str]:
    """A text for each field of the page that the numbers say something about, in the language of `t`."""
    chosen = [line for line in plan.lines if line.chosen]
    steps = "\n".join(
        " · ".join(part for part in (item.what, item.owner, item.due) if part) for item in next_steps(state, parameters)
    )
    found = {
        "decision_asked": _asked(t, state, plan) if chosen else "",
        "cost_of_nothing": _nothing(t, state, plan, chosen),
        "main_tradeoff": _tradeoff(t, state, plan),
        "next_steps": steps,
    }
    return {field: text for field, text in found.items() if text}


def _asked(t: Texts, state: State, plan: Plan) -> str:
    first = {row.city: row.first_year for row in plan.cities}
    parts = [f"{city.name} {t.number(first.get(city.code, 0))}" for city in state.cities]
    return t(
        "decision.propose.asked",
        n=len(state.cities),
        money=t.money(sum(first.values()), t.shown(state.setting.money_unit)),
        year=str(state.setting.first_year),
        parts=t.joined(parts),
    )


def _nothing(t: Texts, state: State, plan: Plan, chosen: list[PlanLine]) -> str:
    options = {option.code: option for option in state.options}
    joint = [line for line in chosen if len(options[line.option].cities) != 1]
    outside = sum(
        row.amount for row in plan.flows if row.kind == CAPEX and row.payer == OUTSIDE and row.source
    )
    unit = t.shown(state.setting.money_unit)
    said = []
    if joint:
        cost = t.money(sum(line.capex or 0 for line in joint), unit)
        said.append(t("decision.propose.not_built", n=len(joint), money=cost))
    if outside:
        said.append(t("decision.propose.not_called", money=t.money(outside, unit)))
    return "\n".join(said)


def _tradeoff(t: Texts, state: State, plan: Plan) -> str:
    waiting = sorted(
        (line for line in plan.lines if not line.chosen and line.score is not None),
        key=lambda line: (-(line.score or 0), line.option),
    )[:_WAITING]
    said = []
    if waiting and any(line.chosen for line in plan.lines):
        names = t.joined([name(state, line.option) for line in waiting])
        said.append(t("decision.propose.waits", n=len(waiting), names=names))
    heavy = max((row for row in plan.cities if _above(row) > 0), key=_above, default=None)
    if heavy is not None:
        city = next((city.name for city in state.cities if city.code == heavy.city), heavy.city)
        percents = {"pays": heavy.pays_percent, "gains": heavy.benefit_percent}
        said.append(t("decision.propose.pays_most", city=city, **percents))
    return "\n".join(said)


def _above(row: CityMoney) -> float:
    """Points that a city pays more than it gains; 0 where one of the two is not known."""
    if row.pays_percent is None or row.benefit_percent is None:
        return 0.0
    return row.pays_percent - row.benefit_percent
