"""From what the room said and has to the plan: a pure function of snapshot, evidence, catalogue and parameters."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Evidence
from components.analysis.thresholds import in_use
from components.framework.catalogue import Catalogue, load
from components.framework.parameters import Parameters
from components.investment import reasons, tiers
from components.investment.budget_line import budget_lines
from components.investment.candidates import IN, money_of, question, sources_in_use, why_not
from components.investment.cashflow import SURE, flows
from components.investment.fairness import cities, totals
from components.investment.feasibility import verdicts
from components.investment.payments import CAPEX, payments
from components.investment.plan_records import Flow, Plan, PlanLine, Portfolio, Score, Stated
from components.investment.portfolio import Selection, select
from components.investment.priority import scores
from components.investment.proposals import proposals
from components.investment.question import Question
from components.investment.sharing import sharing
from components.workshop.records.options import Option
from components.workshop.state import Snapshot, State

PARAMETERS = (
    "feasibility.go",
    "feasibility.conditions",
    "feasibility.simpler",
    "proposal.max_index",
    "sharing.max_keys",
    "portfolio.gap",
    "portfolio.seconds",
    "portfolio.certainty_minimum",
    *tiers.PARAMETERS,
)

Solver = Callable[[Question, float, float], Selection]


def solve(asked: Question, gap: float, seconds: float) -> Selection:
    """The solver as `make_plan` calls it; a caller may pass one that remembers its answers."""
    return select(asked, gap=gap, seconds=seconds)


def make_plan(
    snapshot: Snapshot,
    evidence: Evidence,
    catalogue: Catalogue,
    parameters: Parameters,
    *,
    solver: Solver = solve,
) -> Plan:
    """The plan of a workshop at one version, under the limits that the room set (`rules_of`).

    Nothing is required: without options, money or marks the plan says what it has. Raises InputError when a parameter
    that the workshop set is unknown or out of bounds.
    """
    state = snapshot.state
    parameters = in_use(state, parameters)
    found = scores(snapshot, evidence, catalogue)
    shares = sharing(state, catalogue, parameters)
    asked = question(state, found, shares, catalogue, parameters)
    selection = solver(asked, parameters.value("portfolio.gap"), parameters.value("portfolio.seconds"))
    sources = sources_in_use(state, catalogue, parameters)
    paid = payments(asked, selection.starts, order=[float(place) for place in range(len(sources))])
    rows = flows(state, shares, selection.starts, paid, sources)
    lines = _lines(state, found, asked, selection, rows, catalogue, parameters)
    chosen = {line.option for line in lines if line.chosen}
    running = [money_of(option, state).opex or 0 for option in state.options if option.code in chosen]
    return Plan(
        verdicts=verdicts(state, evidence, catalogue, parameters),
        proposals=proposals(evidence, catalogue, parameters),
        scores=found,
        sharing=shares,
        lines=lines,
        flows=rows,
        portfolio=_portfolio(state, found, asked, selection),
        cities=cities(state, rows),
        totals=totals(rows, sum(running)),
        not_agreed=tuple(score.option for score in found if score.flag == SPLIT),
        parameters=tuple((code, parameters.value(code)) for code in PARAMETERS),
        budget_lines=budget_lines(state, found, evidence, asked, catalogue),
    )


def propose(snapshot: Snapshot, evidence: Evidence, parameters: Parameters) -> Plan:
    """The plan of a workshop from its snapshot, the evidence of the same snapshot and the thresholds.

    parameters: the shipped ones or others; what the workshop itself changed comes on top. Nothing else is required:
    without options, money or marks the plan says what it has. Money in whole units of the plan, constant prices.
    Raises InputError when a parameter that the workshop set is unknown or out of bounds, or a limit of the room speaks
    of nothing in this workshop.
    """
    return make_plan(snapshot, evidence, load(), parameters)


def _portfolio(state: State, found: Sequence[Score], asked: Question, selection: Selection) -> Portfolio:
    by_option = {score.option: score for score in found}
    impossible = {
        option.code: reasons.cannot(option, reason, state)
        for option in state.options
        if option.must == IN and (reason := why_not(option, money_of(option, state), by_option.get(option.code), state))
    }
    return Portfolio(
        status=selection.status,
        value=selection.value,
        possible_value=sum(candidate.value for candidate in asked.candidates),
        gap=selection.gap,
        seconds=selection.seconds,
        clashes=reasons.clashes(selection, impossible, state, asked),
        bound=selection.bound,
        early_gap=selection.early_gap if selection.starts else 0.0,
    )


def _lines(
    state: State,
    found: Sequence[Score],
    asked: Question,
    selection: Selection,
    rows: Sequence[Flow],
    catalogue: Catalogue,
    parameters: Parameters,
) -> tuple[PlanLine, ...]:
    by_option = {score.option: score for score in found}
    values = [score.value for score in found if score.value is not None]
    middle = statistics.median(values) if values else None
    starts = dict(selection.starts)
    rules = sorted(catalogue.tier_rules, key=lambda rule: rule.order)
    lines = []
    for option in state.options:
        score = by_option.get(option.code)
        value = score.value if score else None
        start = starts.get(option.code)
        if start is not None:
            secured, capex = _sure(option, rows)
            facts = tiers.held_back(option, score, secured, capex, state, catalogue, parameters)
            why: Stated = ("", ())
        else:
            reason, why = _left_out(state, option, score, asked, selection)
            facts = tiers.left_out(reason, why, good=value is not None and middle is not None and value >= middle)
        place = tiers.placed(option, facts, why, rules, chosen=start is not None)
        first = None if start is None else state.setting.first_year + start
        lines.append(
            PlanLine(
                option=option.code,
                chosen=start is not None,
                start=first,
                finish=None if first is None else first + option.build_years - 1,
                tier=place.tier,
                capex=money_of(option, state).capex,
                score=value,
                why=place.why[0],
                why_values=place.why[1],
                rules=place.rules,
                proposed=place.proposed,
                refused_tier=place.refused,
                waits_for=tiers.waits_for(option, score, state),
                refused_by=tiers.refusing(option, state),
            )
        )
    return tuple(lines)


def _sure(option: Option, rows: Sequence[Flow]) -> tuple[int, int]:
    """How much of the capital cost of an option is secured or in a budget, and the whole of it."""
    capital = [row for row in rows if row.option == option.code and row.kind == CAPEX]
    return sum(row.amount for row in capital if row.certainty in SURE), sum(row.amount for row in capital)


def _left_out(
    state: State, option: Option, score: Score | None, asked: Question, selection: Selection
) -> tuple[str, Stated]:
    reason = why_not(option, money_of(option, state), score, state)
    if reason:
        return reason, reasons.cannot(option, reason, state)
    return "", reasons.left_out(option.code, asked, selection, state)
