"""From the options, the key and the money of the room to the question that the solver answers.

An option can be chosen when it is on the short list, the room did not leave it out, no gate test failed, people do not
split over it or every city that pays for it said yes, and its marks and its money are complete. What the room says
must be in is in although people split or did not mark it; that is its decision to take. Foreign amounts are changed
at the dated rate that was entered; without a rate the money is not known. An envelope or a source that is not stated
for a year counts for nothing in that year: it cannot be planned with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from components.analysis.agreement import SPLIT
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.plan_records import Score, Sharing
from components.investment.priority import SHORT_LIST
from components.investment.question import Candidate, Pot, Question
from components.investment.relations import excluded
from components.investment.rules import CONTINUING, Rules, check, floors, rules_of, size, size_weights
from components.investment.sharing import partners
from components.workshop.records.demands import Consent
from components.workshop.records.money import Envelope, Source, SourceAmount
from components.workshop.records.options import Option
from components.workshop.records.setting import ExchangeRate
from components.workshop.state import State

IN, OUT = "in", "out"
REFUSED = "no"
_DECISIONS = {"merge": "merged", "defer": "deferred", "drop": "dropped"}


@dataclass(frozen=True)
class OptionMoney:
    """An option's money in whole units of the plan; None is not known. `opex` and `revenue` per year."""

    capex: int | None
    opex: int | None
    revenue: int
    rate_missing: bool

    @property
    def net_opex(self) -> int:
        """What is left of the running cost when user charges are taken off, never under 0."""
        return max((self.opex or 0) - self.revenue, 0)


def money_of(option: Option, state: State) -> OptionMoney:
    """The option's likely capital cost, running cost and revenue in the plan's unit."""
    rate: float | None = 1.0
    if option.currency and option.currency != state.setting.currency:
        rate = state.one(ExchangeRate, option.currency).rate
    if rate is None:
        return OptionMoney(None, None, 0, rate_missing=True)
    amounts = (option.capex_likely, option.opex_per_year, option.revenue_per_year)
    # What is no number is as little known as what is blank.
    known = (None if amount is None or not math.isfinite(amount) else amount for amount in amounts)
    capex, opex, revenue = (None if amount is None else round(amount * rate) for amount in known)
    return OptionMoney(capex, opex, revenue or 0, rate_missing=False)


def why_not(option: Option, money: OptionMoney, score: Score | None, state: State) -> str:
    """Why the option cannot be chosen: the last part of a text's key in locales `plan.toml`; empty when it can."""
    if option.decision != SHORT_LIST:
        return _DECISIONS.get(option.decision, "not_short_listed")
    if option.must == OUT:
        return "room_out"
    if option.cities and not any(city.code in option.cities for city in state.cities):
        return "no_city"
    if option.gates_failed:
        return "gate_failed"
    if not payers(option, state):
        return "refused"
    decided = option.must == IN
    if score is not None and score.flag == SPLIT and not decided and waiting_for(option, state):
        return "split"
    if money.rate_missing:
        return "no_rate"
    if money.capex is None:
        return "no_capex"
    if money.opex is None:
        return "no_opex"
    if min(money.capex, money.opex) < 0:
        return "negative_cost"
    if option.build_years < 1:
        return "no_build_time"
    if (score is None or score.value is None) and not decided:
        return "no_score"
    if size(option, money.capex, state.setting.size_weight) is None and not decided:
        return "no_size"
    return "" if _starts(option, state) else "too_long"


def question(
    state: State,
    scores: tuple[Score, ...],
    sharing: Sharing,
    catalogue: Catalogue,
    parameters: Parameters,
    rules: Rules | None = None,
) -> Question:
    """The question of this workshop: its candidates, envelopes and sources, and what the room demands of its plan.

    rules: others than those that the room set.

    Raises InputError naming every rule that speaks of nothing in this workshop.
    """
    rules = rules_of(state) if rules is None else rules
    check(rules, state, catalogue)
    by_option = {score.option: score for score in scores}
    possible = [
        (option, money, by_option.get(option.code))
        for option in state.options
        if not why_not(option, money := money_of(option, state), by_option.get(option.code), state)
    ]
    weight = size_weights({option.code: size(option, money.capex, state.setting.size_weight)
                           for option, money, _ in possible})
    candidates = [
        _candidate(option, money, score, sharing, state, weight=weight[option.code], rules=rules)
        for option, money, score in possible
    ]
    return Question(
        years=state.setting.years,
        envelopes=_envelopes(state),
        pots=tuple(_pot(source, state, rules) for source in sources_in_use(state, catalogue, parameters)),
        candidates=tuple(candidates),
        carry_over=state.setting.carry_over,
        budget=_budget(rules, state, candidates),
        ceilings=_ceilings(rules, state),
        floors=floors(rules, state, candidates),
        lasting=rules.lasting,
        sources_only=rules.sources_only,
    )


def sources_in_use(state: State, catalogue: Catalogue, parameters: Parameters) -> tuple[Source, ...]:
    """The sources that are sure enough to plan with (parameter `portfolio.certainty_minimum`, percent), the surest
    first.
    """
    weight = {row.code: row.weight_percent for row in catalogue.certainties}
    least = parameters.value("portfolio.certainty_minimum")
    usable = (source for source in state.all(Source) if weight.get(source.certainty, 0.0) >= least)
    return tuple(sorted(usable, key=lambda source: (-weight[source.certainty], source.code)))


def option_shares(option: Option, sharing: Sharing, state: State) -> tuple[float, ...]:
    """Share of every partner city in what this option leaves to the cities, summing to 1 over the option's payers.

    The shares of the option's own key, else of the common one, among the cities that take part and did not refuse;
    all zero when every one of them refused.
    """
    joint = payers(option, state)
    if not joint:
        return (0.0,) * len(state.cities)
    percent = sharing.percents(option.code)
    weights = [percent.get(city.code, 0.0) if city.code in joint else 0.0 for city in state.cities]
    if not any(weights):
        weights = [float(city.code in joint) for city in state.cities]
    total = math.fsum(weights)
    return tuple(weight / total for weight in weights)


def payers(option: Option, state: State) -> frozenset[str]:
    """The cities that can be asked to pay: those that take part, without any that answered no. A no holds back the
    money of that city alone; the others pay the rest.
    """
    refused = {row.city for row in state.all(Consent) if row.option == option.code and row.answer == REFUSED}
    return frozenset(city.code for city in partners(state, option) if city.code not in refused)


def waiting_for(option: Option, state: State) -> tuple[str, ...]:
    """The cities that can be asked to pay and whose yes is not recorded, in their order; also a partner that is named
    as the payer of the running cost.
    """
    said = {row.city: row.answer for row in state.all(Consent) if row.option == option.code}
    asked = payers(option, state) | {option.opex_payer}
    return tuple(city.code for city in state.cities if city.code in asked and not said.get(city.code))


def opex_shares(option: Option, sharing: Sharing, state: State) -> tuple[float, ...]:
    """Who bears the running cost: the key when no payer is named or the one that is refused, the named city, no
    partner when it is another.
    """
    taking_part = {city.code for city in partners(state, option)}
    refused = option.opex_payer in taking_part - payers(option, state)
    if not option.opex_payer or refused:
        return option_shares(option, sharing, state)
    return tuple(float(city.code == option.opex_payer) for city in state.cities)


def _starts(option: Option, state: State) -> range:
    setting = state.setting
    earliest = max((option.earliest_year or setting.first_year) - setting.first_year, 0)
    return range(earliest, setting.years - option.build_years + 1)


def _candidate(
    option: Option,
    money: OptionMoney,
    score: Score | None,
    sharing: Sharing,
    state: State,
    *,
    weight: float,
    rules: Rules,
) -> Candidate:
    return Candidate(
        code=option.code,
        value=(score.value or 0.0) * weight if score else 0.0,
        capex=money.capex or 0,
        build=option.build_years,
        earliest=_starts(option, state).start,
        opex=money.net_opex,
        shares=option_shares(option, sharing, state),
        opex_shares=opex_shares(option, sharing, state),
        requires=tuple(code for code in option.requires if code != option.code),
        excludes=excluded(option, state),
        must=option.must == IN,
        continuing=rules.continuing_first and option.nature == CONTINUING,
    )


def _envelopes(state: State) -> tuple[tuple[int, ...], ...]:
    stated = {(row.city, row.year): row.amount for row in state.all(Envelope)}
    years = state.setting.plan_years
    return tuple(tuple(_whole(stated.get((city.code, year))) for year in years) for city in state.cities)


def _pot(source: Source, state: State, rules: Rules) -> Pot:
    stated = {row.year: row.amount for row in state.all(SourceAmount) if row.source == source.code}
    amounts = tuple(_whole(stated.get(year)) for year in state.setting.plan_years)
    return Pot(source.code, source.options, amounts, *rules.match(source.code))


def _budget(rules: Rules, state: State, candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """The common budget; where none is stated for a year, everything together cannot exceed it."""
    stated, everything = dict(rules.budget), sum(item.capex for item in candidates)
    return tuple(_whole(stated.get(year, everything)) for year in state.setting.plan_years) if stated else ()


def _ceilings(rules: Rules, state: State) -> tuple[int | None, ...]:
    stated = dict(rules.ceilings)
    if not stated:
        return ()
    return tuple(_whole(stated[city.code]) if city.code in stated else None for city in state.cities)


def _whole(amount: float | None) -> int:
    """Whole units that can be spent: never more than was stated."""
    return math.floor(amount + 1e-9) if amount is not None and amount > 0 else 0
