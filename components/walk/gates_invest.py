"""The gates of steps 4 to 6: options and their marks, the partnership and its key, money and the plan."""

from __future__ import annotations

from collections.abc import Sequence

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Evidence
from components.framework.catalogue import load
from components.framework.parameters import Parameters
from components.investment import benefits
from components.investment.candidates import money_of
from components.investment.cashflow import SURE
from components.investment.kpis import measures
from components.investment.plan_records import Plan
from components.investment.portfolio import EMPTY, INFEASIBLE, UNKNOWN
from components.investment.power import NEVER, power_of
from components.investment.priority import SHORT_LIST
from components.investment.programme import lacks as step_lacks
from components.investment.programme import programme
from components.investment.reasons import amount, name
from components.investment.risks import lacks, register
from components.language import Phrase
from components.walk.check import DONE, MISSING, WARN, Check, holds, marked, nothing_left
from components.workshop.edits.delivery import ladder
from components.workshop.records.delivery import Kpi
from components.workshop.records.money import CityCertainty, Envelope, Source
from components.workshop.records.options import BenefitShare, Option
from components.workshop.records.partnership import Clause, Governance
from components.workshop.state import Snapshot, State

STEP_4, STEP_5, STEP_6, ROOM = "step4_networks", "step5_partnership", "step6_investment", "room"
_SETTLED = ("agreed", "agreed_in_principle")


def networks(snapshot: Snapshot, evidence: Evidence, plan: Plan, parameters: Parameters) -> tuple[Check, ...]:
    """Step 4: a decision with its reason per option, complete costs, fixed weights, marks."""
    state = snapshot.state
    options = [option for option in state.options if option.name]
    short = [option for option in options if option.decision == SHORT_LIST]
    most = int(parameters.value("options.short_list_maximum"))
    undecided = (name(state, option.code) for option in options if not (option.decision and option.reason.strip()))
    costless = (name(state, option.code) for option in short if not _costs_known(option, state))
    ungated = (name(state, option.code) for option in short if not (option.gates_passed or option.gates_failed))
    unscored = (name(state, score.option) for score in plan.scores if score.value is None)
    split = [name(state, score.option) for score in plan.scores if score.flag == SPLIT]
    checks = [holds("gates.options", options, STEP_4)]
    if options:
        checks += [nothing_left("gates.decided", undecided, STEP_4), holds("gates.short_list", short, STEP_4)]
    if len(short) > most:
        checks.append(_warn("gates.too_long", STEP_4, n=len(short), most=str(most)))
    if short:
        checks += [
            nothing_left("gates.costs", costless, STEP_4),
            nothing_left("gates.gate_tests", ungated, STEP_4, otherwise=WARN),
        ]
    checks.append(holds("gates.weights", evidence.weights.fixed_at, ROOM))
    if short:
        left = tuple(unscored if plan.scores else (name(state, row.code) for row in short))
        checks.append(marked("gates.scored", left, state, "options"))
    if short and _marked(plan):
        checks.append(nothing_left("gates.split_options", split, STEP_4, otherwise=WARN))
    return tuple(checks)


def partnership(snapshot: Snapshot, _evidence: Evidence, plan: Plan, parameters: Parameters) -> tuple[Check, ...]:
    """Step 5: form, how it decides and who can stop it, clauses, a cost key that everybody can compute, and what
    delivers the plan: risks, measures of success, the work programme.
    """
    state = snapshot.state
    governance = state.one(Governance)
    problem = plan.sharing.problems[0] if plan.sharing.problems else None
    key = Check("gates.key.done", (), DONE, STEP_5)
    broken = [name(state, row.option) for row in plan.sharing.options if row.problems]
    return (
        holds("gates.form", governance.form, STEP_5),
        *_deciding(state, plan, parameters),
        holds("gates.secretariat", governance.secretariat.strip(), STEP_5, otherwise=WARN),
        *_clauses(state),
        holds("gates.money_rules", governance.overrun_rule and governance.surplus_rule, STEP_5),
        holds("gates.leaving", _leaving_settled(governance), STEP_5),
        holds("gates.disputes", ladder(state), STEP_5),
        holds("gates.review", governance.review_date.strip(), STEP_5, otherwise=WARN),
        Check(problem[0], problem[1], MISSING, STEP_5) if problem else key,
        *([_warn("gates.own_keys", STEP_5, names=tuple(broken))] if broken else []),
        *_delivery(state, plan, parameters),
    )


def _deciding(state: State, plan: Plan, parameters: Parameters) -> tuple[Check, ...]:
    """The rule, and whether it leaves a city without any say."""
    found = power_of(state, plan.sharing, parameters)
    names = {city.code: city.name for city in state.cities}
    if not found.rule:
        return (holds("gates.rule", found.rule, STEP_5),)
    if found.problems:
        return tuple(Check(key, values, MISSING, STEP_5) for key, values in found.problems[:1])
    silent = tuple(names[city] for city in found.cities if found.standing(city) == NEVER)
    if silent:
        return (_warn("gates.never_decides", STEP_5, names=silent, n=len(silent)),)
    return (holds("gates.rule", found.rule, STEP_5),)


def _clauses(state: State) -> tuple[Check, ...]:
    """How many clauses are settled; those that nobody wrote are as open as those called so."""
    used = [state.one(Clause, term.code).status for term in load().clauses]
    settled = sum(status in _SETTLED for status in used)
    left = len(used) - settled
    return (
        holds("gates.clauses", settled, STEP_5, n=settled),
        *([_warn("gates.open_clauses", STEP_5, n=left)] if left else []),
    )


def _leaving_settled(governance: Governance) -> bool:
    """How a city joins, with what notice it leaves, and what it then still owes."""
    written = governance.entry_conditions.strip() and governance.exit_liabilities.strip()
    return bool(written) and governance.exit_notice_months is not None


def _delivery(state: State, plan: Plan, parameters: Parameters) -> tuple[Check, ...]:
    """Risks with owner and date where they are red, measures with a baseline or its date, steps with owner and date:
    a line for each that is done, else a line for what it lacks.
    """
    rows = register(state, plan.sharing, parameters)
    unrated = [row.risk.code for row in rows if row.live and row.rating is None]
    unowned = [row.risk.code for row in rows if row.rating is not None and lacks(row)]
    bare = [row.kpi.name or row.kpi.code for row in measures(state, parameters) if not row.based]
    steps = programme(state)
    loose = [item.what or item.code for item in steps if step_lacks(item)]
    return (
        *_whole(
            holds("gates.risks", rows, STEP_5, n=len(rows)),
            nothing_left("gates.risks_rated", unrated, STEP_5, otherwise=WARN),
            nothing_left("gates.risks_owned", unowned, STEP_5),
        ),
        *_whole(
            holds("gates.kpis", state.all(Kpi), STEP_5, n=len(state.all(Kpi))),
            nothing_left("gates.baselines", bare, STEP_5),
        ),
        *_whole(
            holds("gates.programme", steps, STEP_5, n=len(steps)),
            nothing_left("gates.steps_owned", loose, STEP_5, otherwise=WARN),
        ),
    )


def _whole(first: Check, *parts: Check) -> tuple[Check, ...]:
    """The first line alone when everything is done, else what is open of its parts."""
    left = tuple(part for part in parts if part.done != DONE)
    return left if left and first.done == DONE else (first,)


def investment(snapshot: Snapshot, _evidence: Evidence, plan: Plan, _parameters: Parameters) -> tuple[Check, ...]:
    """Step 6: the money stated, a plan that holds, its evidence, and what is honest to say beside it."""
    state = snapshot.state
    chosen = [line.option for line in plan.lines if line.chosen]
    years = state.setting.plan_years
    stated = {(row.city, row.year) for row in state.all(Envelope) if row.amount is not None}
    without = (city.name for city in state.cities if any((city.code, year) not in stated for year in years))
    no_body = (name(state, code) for code in chosen if not state.one(Option, code).responsible_body.strip())
    shared = {row.option for row in state.all(BenefitShare) if row.percent is not None}
    no_benefit = (name(state, code) for code in chosen if code not in shared)
    checks = [
        nothing_left("gates.envelopes", without, STEP_6),
        holds("gates.sources", state.all(Source), STEP_6, otherwise=WARN),
        *([nothing_left("gates.evidence", _unproven(state), STEP_6)] if _called_sure(state) else []),
        *(Check(key, values, MISSING, STEP_6) for key, values in plan.portfolio.clashes),
        _plan_found(plan, len(chosen)),
    ]
    if chosen:
        checks += [
            nothing_left("gates.body", no_body, STEP_4),
            nothing_left("gates.benefits", no_benefit, STEP_4, otherwise=WARN),
            *_benefits_not_whole(state, chosen),
        ]
    if _marked(plan):
        checks.append(
            nothing_left("gates.not_agreed", (name(state, code) for code in plan.not_agreed), STEP_6, otherwise=WARN)
        )
    if chosen:
        gap, unit = plan.totals.gap, state.setting.money_unit
        checks.append(holds("gates.gap", not gap, STEP_6, otherwise=WARN, amount=amount(gap), unit=unit))
    return tuple(checks)


def _benefits_not_whole(state: State, chosen: Sequence[str]) -> tuple[Check, ...]:
    """Benefit by city that counts nowhere, because its shares do not make the whole."""
    sums = benefits.not_whole(state)
    wrong = tuple(
        Phrase("common.aside", (("words", name(state, code)), ("more", _percent(sums[code]))))
        for code in chosen
        if code in sums
    )
    return (_warn("gates.benefits_sum", STEP_4, names=wrong),) if wrong else ()


def _percent(value: float) -> Phrase:
    return Phrase("common.percent", (("number", f"{round(value, 1):g}"),))


def _warn(key: str, page: str, **values: object) -> Check:
    """Something to know; `key` has only the text `open`."""
    return Check(f"{key}.open", tuple(values.items()), WARN, page)


def _costs_known(option: Option, state: State) -> bool:
    money = money_of(option, state)
    return money.capex is not None and money.opex is not None


def _marked(plan: Plan) -> bool:
    """Whether enough people marked any option: before, nothing is agreed and nothing is split."""
    return any(score.value is not None or score.flag == SPLIT for score in plan.scores)


def _called_sure(state: State) -> bool:
    """Whether any money is called sure: a document is asked for no other."""
    cities = {city.code for city in state.cities}
    own = (row.certainty for row in state.all(CityCertainty) if row.code in cities)
    return any(certainty in SURE for certainty in (*own, *(row.certainty for row in state.all(Source))))


def _unproven(state: State) -> tuple[str, ...]:
    """Money that is called sure without the document that says so."""
    sources = [row.name or row.code for row in state.all(Source) if row.certainty in SURE and not row.evidence.strip()]
    own = {row.code: row for row in state.all(CityCertainty) if row.certainty in SURE and not row.evidence.strip()}
    return (*sources, *(city.name for city in state.cities if city.code in own))


def _plan_found(plan: Plan, chosen: int) -> Check:
    if plan.portfolio.status == INFEASIBLE:
        return Check("gates.plan.infeasible", (), MISSING, STEP_6)
    if plan.portfolio.status == EMPTY:
        return Check("gates.plan.empty", (), MISSING, STEP_6)
    if plan.portfolio.status == UNKNOWN:
        return Check("gates.plan.seeking", (), MISSING, STEP_6)
    if not chosen:
        return Check("gates.plan.none", (), MISSING, STEP_6)
    return Check("gates.plan.done", (("n", chosen),), DONE, STEP_6)
