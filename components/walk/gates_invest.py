"""The gates of steps 4 to 6: options and their marks, the partnership and its key, money and the plan."""

from __future__ import annotations

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Evidence
from components.framework.parameters import Parameters
from components.investment.candidates import money_of
from components.investment.cashflow import SURE
from components.investment.plan_records import Plan
from components.investment.portfolio import EMPTY, INFEASIBLE, UNKNOWN
from components.investment.priority import SHORT_LIST
from components.investment.reasons import amount, name
from components.walk.check import DONE, MISSING, WARN, Check, holds, nothing_left
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
        checks += [
            nothing_left("gates.scored", unscored if plan.scores else (row.code for row in short), ROOM),
            nothing_left("gates.split_options", split, STEP_4, otherwise=WARN),
        ]
    return tuple(checks)


def partnership(snapshot: Snapshot, _evidence: Evidence, plan: Plan, _parameters: Parameters) -> tuple[Check, ...]:
    """Step 5: form, how it decides, clauses, and a cost key that everybody can compute."""
    state = snapshot.state
    governance = state.one(Governance)
    clauses = state.all(Clause)
    settled = [clause for clause in clauses if clause.status in _SETTLED]
    unsettled = len(clauses) - len(settled)
    problem = plan.sharing.problems[0] if plan.sharing.problems else None
    key = Check("gates.key.done", (), DONE, STEP_5)
    return (
        holds("gates.form", governance.form, STEP_5),
        holds("gates.rule", governance.decision_rule, STEP_5),
        holds("gates.secretariat", governance.secretariat.strip(), STEP_5, otherwise=WARN),
        holds("gates.clauses", settled, STEP_5, n=len(settled)),
        *([_warn("gates.open_clauses", STEP_5, n=unsettled)] if unsettled else []),
        Check(problem[0], problem[1], MISSING, STEP_5) if problem else key,
    )


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
        nothing_left("gates.evidence", _unproven(state), STEP_6),
        *(Check(key, values, MISSING, STEP_6) for key, values in plan.portfolio.clashes),
        _plan_found(plan, len(chosen)),
    ]
    if chosen:
        checks += [
            nothing_left("gates.body", no_body, STEP_4),
            nothing_left("gates.benefits", no_benefit, STEP_4, otherwise=WARN),
        ]
    if plan.scores:
        checks.append(
            nothing_left("gates.not_agreed", (name(state, code) for code in plan.not_agreed), STEP_6, otherwise=WARN)
        )
    if chosen:
        gap, unit = plan.totals.gap, state.setting.money_unit
        checks.append(holds("gates.gap", not gap, STEP_6, otherwise=WARN, amount=amount(gap), unit=unit))
    return tuple(checks)


def _warn(key: str, page: str, **values: object) -> Check:
    """Something to know; `key` has only the text `open`."""
    return Check(f"{key}.open", tuple(values.items()), WARN, page)


def _costs_known(option: Option, state: State) -> bool:
    money = money_of(option, state)
    return money.capex is not None and money.opex is not None


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
