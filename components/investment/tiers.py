"""Which tier an option is in: ready, prepare, reserve, not now.

What holds for an option is found first: whether it is in the plan, whose yes is missing, which gate tests are open, how
much of its money is sure, how ripe it is, what the room decided. Then the rules of table `tier_rules` are read in their
order and the first that holds decides; the table is our own design. The room may set another tier with a reason and a
name, within two bounds: what is in the plan is ready or prepared and what is left out is not, because money follows the
plan; and what people split over, or what a city will not pay for, is not ready without the recorded yes of every city
that pays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.analysis.agreement import SPLIT
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.framework.planning import TierRule
from components.investment.candidates import REFUSED, waiting_for
from components.investment.plan_records import Score, Stated
from components.investment.reasons import amount
from components.workshop.records.demands import Consent
from components.workshop.records.options import Option
from components.workshop.state import State

READY, PREPARE, RESERVE, NOT_NOW = "ready", "prepare", "reserve", "not_now"
PARAMETERS = ("tier.secured_percent", "tier.readiness_minimum")
ALLOWED = {True: (READY, PREPARE), False: (RESERVE, NOT_NOW)}
"""The tiers that the room may give, by whether the option is in the plan."""

UNCONSENTED, GATE_OPEN, MONEY_SHORT, UNRIPE, BLOCKED = "unconsented", "gate_open", "money_short", "unripe", "blocked"
ALWAYS, GOOD = "always", "good"
_FACT_OF_REASON = {
    **dict.fromkeys(("not_short_listed", "merged", "deferred", "dropped", "room_out"), "set_aside"),
    "gate_failed": "gate_failed",
    "refused": "all_refused",
    "split": "split",
}
_INCOMPLETE = "incomplete"
_BUILT, _NOTHING = "hard", ("", "none")
_STUDY = "study"
SET_BY_ROOM = "plan.why.set_by_room"


@dataclass(frozen=True)
class Placed:
    """The tier of an option. `rules`: codes of those that hold, the deciding one first; `proposed`: the tier by them.
    `refused`: a tier of the room's that cannot count. `why`: in words, empty when nothing holds it back.
    """

    tier: str
    rules: tuple[str, ...]
    proposed: str
    refused: str
    why: Stated


def refusing(option: Option, state: State) -> tuple[str, ...]:
    """The cities that said they do not pay for the option, in their order."""
    said = {row.city for row in state.all(Consent) if row.option == option.code and row.answer == REFUSED}
    return tuple(city.code for city in state.cities if city.code in said)


def waits_for(option: Option, score: Score | None, state: State) -> tuple[str, ...]:
    """The paying cities whose yes the option needs and has not: where people split over it, or where a city does not
    pay, so that the others pay its part.
    """
    split = score is not None and score.flag == SPLIT
    return waiting_for(option, state) if split or refusing(option, state) else ()


def held_back(
    option: Option,
    score: Score | None,
    secured: int,
    capex: int,
    state: State,
    catalogue: Catalogue,
    parameters: Parameters,
) -> dict[str, Stated]:
    """What holds back an option of the plan, by fact, in words. secured: of its `capex`, whole units of the plan."""
    found: dict[str, Stated] = {}
    names = {city.code: city.name or city.code for city in state.cities}
    waiting = waits_for(option, score, state)
    if waiting:
        refused = refusing(option, state)
        values = [("cities", tuple(names[code] for code in waiting))]
        if refused:
            values.append(("refused", tuple(names[code] for code in refused)))
        found[UNCONSENTED] = (f"plan.why.prepare_{'refused' if refused else 'split'}", tuple(values))
    passed = [row.code for row in catalogue.gate_tests if row.code in option.gates_passed]
    opened = [row.code for row in catalogue.gate_tests if row.code not in option.gates_passed]
    if opened:
        found[GATE_OPEN] = (f"plan.why.prepare_gate_{opened[0]}", (("passed", str(len(passed))),))
    if secured < capex * parameters.value("tier.secured_percent") / 100 - 1e-9:
        sums = (("secured", amount(secured)), ("capex", amount(capex)), ("unit", state.setting.money_unit))
        found[MONEY_SHORT] = ("plan.why.prepare_money", sums)
    least = int(parameters.value("tier.readiness_minimum"))
    if option.kind == _BUILT and option.nature != _STUDY and option.readiness < least:
        found[UNRIPE] = ("plan.why.prepare_ripe", (("stage", str(option.readiness)), ("least", str(least))))
    if option.blocking not in _NOTHING:
        found[BLOCKED] = (f"plan.why.prepare_blocked_{option.blocking}", ())
    return found


def left_out(reason: str, why: Stated, *, good: bool) -> dict[str, Stated]:
    """What holds for an option that is not in the plan. reason: of `candidates.why_not`, empty for a candidate; good:
    its score is at least the middle of the list.
    """
    if reason:
        return {_FACT_OF_REASON.get(reason, _INCOMPLETE): why}
    return {GOOD: why} if good else {}


def placed(
    option: Option, facts: Mapping[str, Stated], why: Stated, rules: Sequence[TierRule], *, chosen: bool
) -> Placed:
    """The tier by the first rule that holds, or the room's own where it may count. why: when no fact has words."""
    holding = [rule for rule in rules if rule.chosen == chosen and (rule.fact == ALWAYS or rule.fact in facts)]
    first = holding[0]
    codes = tuple(rule.code for rule in holding if rule.fact != ALWAYS) or (first.code,)
    stated = facts.get(first.fact, why)
    own = option.tier if option.tier_reason.strip() and option.tier_by.strip() else ""
    if not own or own == first.tier:
        return Placed(first.tier, codes, first.tier, "", stated)
    if own not in ALLOWED[chosen] or (own == READY and UNCONSENTED in facts):
        return Placed(first.tier, codes, first.tier, own, stated)
    return Placed(own, codes, first.tier, "", (SET_BY_ROOM, (("who", option.tier_by), ("reason", option.tier_reason))))
