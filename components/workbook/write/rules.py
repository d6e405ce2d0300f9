"""The fifteen checks of a plan, found by the program; 20_Checks finds them again with formulas over the sheets.

Each finding is a number that should be `expected`. Checks of sheets that this plan does not have yet say so: they
neither pass nor fail.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from components.analysis.evidence import Agreement
from components.framework.records import PlanCheck
from components.investment.candidates import money_of
from components.investment.kpis import measures
from components.investment.plan_records import OUTSIDE, Flow
from components.investment.risks import lacks, register
from components.workbook.write import budget
from components.workbook.write.draft import Draft
from components.workshop.records.money import Source
from components.workshop.records.partnership import CostKey

PASS, FAIL, NOT_YET = "pass", "fail", "not_yet"
SEVERAL_BODIES = (";", "；")
HALF_UNIT, HALF_HUNDREDTH = 0.5, 0.005


@dataclass(frozen=True)
class Finding:
    """One check: what was found against what is expected, and whether that passes."""

    check: PlanCheck
    expected: float
    found: float
    result: str


def findings(draft: Draft) -> tuple[Finding, ...]:
    """All checks in their order."""
    return tuple(_finding(draft, check) for check in draft.catalogue.plan_checks)


def failed(found: tuple[Finding, ...]) -> int:
    """How many checks failed."""
    return sum(finding.result == FAIL for finding in found)


def _finding(draft: Draft, check: PlanCheck) -> Finding:
    expected = 100.0 if check.code in ("keys_sum", "weights_fixed") else 0.0
    method = _METHODS.get(check.code)
    if method is None:
        return Finding(check, expected, 0.0, NOT_YET)
    found, passed = method(draft)
    return Finding(check, expected, found, PASS if passed else FAIL)


def _totals(draft: Draft) -> tuple[float, bool]:
    whole = draft.money()
    by_year = sum(draft.money(year=year) for year in draft.years)
    by_city = sum(draft.money(payer=payer) for payer in (*(city.code for city in draft.cities), OUTSIDE))
    by_source = sum(draft.money(source=source) for source in sources(draft))
    by_project = sum(draft.money(option=line.option) for line in draft.chosen)
    largest = float(max(abs(whole - part) for part in (by_year, by_city, by_source, by_project)))
    return largest, largest <= HALF_UNIT


def sources(draft: Draft) -> tuple[str, ...]:
    """The sources of money as rows of 14_Financing: those that pay, then those that the room named, then nobody."""
    used = dict.fromkeys(flow.source for flow in draft.plan.flows if flow.source)
    named = dict.fromkeys(source.code for source in draft.state.all(Source))
    return (*sorted({**used, **named}, key=lambda code: (code in named, code)), "")


def _keys(draft: Draft) -> tuple[float, bool]:
    mix = math.fsum(key.weight or 0 for key in draft.state.all(CostKey))
    shares = math.fsum(share.percent for share in draft.plan.sharing.shares)
    wrong = abs(mix - 100) >= HALF_HUNDREDTH
    return (mix if wrong else shares), not wrong and abs(shares - 100) < HALF_HUNDREDTH


def _sources_cover(draft: Draft) -> tuple[float, bool]:
    count = sum(
        line.capex is None or abs(draft.money(option=line.option, kind="capex") - line.capex) > HALF_UNIT
        for line in draft.chosen
    )
    return float(count), count == 0


def _opex(draft: Draft) -> tuple[float, bool]:
    # Who pays is never open: without a named payer it is the cost key
    count = sum(money_of(draft.option(line.option), draft.state).opex is None for line in draft.chosen)
    return float(count), count == 0


def _one_body(draft: Draft) -> tuple[float, bool]:
    bodies = [draft.option(line.option).responsible_body.strip() for line in draft.chosen]
    count = sum(not body or any(mark in body for mark in SEVERAL_BODIES) for body in bodies)
    return float(count), count == 0


def in_its_years(draft: Draft, flow: Flow) -> bool:
    """Whether capital is spent while the option is built, and running cost and revenue come after."""
    line = draft.plan.line(flow.option)
    if line is None or line.start is None or line.finish is None or line.start > line.finish:
        return False
    return line.start <= flow.year <= line.finish if flow.kind == "capex" else flow.year > line.finish


def _dates(draft: Draft) -> tuple[float, bool]:
    count = sum(not in_its_years(draft, flow) for flow in draft.plan.flows)
    return float(count), count == 0


def _ballots(draft: Draft) -> tuple[float, bool]:
    flags = [row.flag for line in draft.chosen for row in marks_of(draft, line.option)]
    count = flags.count("too_few")
    return float(count), bool(flags) and count == 0


def marks_of(draft: Draft, option: str) -> Iterator[Agreement]:
    """The agreement on every criterion in use for one option."""
    for criterion, _ in draft.criteria:
        row = draft.evidence.agreement("options", criterion, option)
        if row is not None:
            yield row


def _weights(draft: Draft) -> tuple[float, bool]:
    whole = math.fsum(weight.percent for weight in draft.evidence.weights.weights)
    fixed, opened = weights_fixed(draft)
    in_order = bool(fixed) and (not opened or fixed <= opened)
    return whole, abs(whole - 100) < HALF_HUNDREDTH and in_order


def weights_fixed(draft: Draft) -> tuple[str, str]:
    """When the weights were fixed and when the options' ballot was opened; empty when not."""
    ballot = draft.state.round_of("options")
    return minute(draft.evidence.weights.fixed_at), minute(ballot.opened_at if ballot else "")


def minute(moment: str) -> str:
    """A moment of the log, to the second, as text that sorts."""
    return moment[:19].replace("T", " ")


def _envelopes(draft: Draft) -> tuple[float, bool]:
    count = sum(use.flag == budget.OVER for use in budget.uses(draft))
    return float(count), count == 0


def _evidence(draft: Draft) -> tuple[float, bool]:
    count = sum(flow.certainty == "secured" and not flow.evidence.strip() for flow in draft.plan.flows)
    return float(count), count == 0


def _people(draft: Draft) -> tuple[float, bool]:
    known = [city.population for city in draft.cities if city.population is not None]
    everybody = math.fsum(known)
    rows = [draft.option(line.option).beneficiaries for line in draft.chosen]
    count = sum(value is not None and value > everybody for value in rows)
    return float(count), count == 0


def _baselines(draft: Draft) -> tuple[float, bool]:
    count = sum(not row.based for row in measures(draft.state, draft.parameters))
    return float(count), count == 0


def _red_risks(draft: Draft) -> tuple[float, bool]:
    rows = register(draft.state, draft.plan.sharing, draft.parameters)
    count = sum(row.rating is not None and bool(lacks(row)) for row in rows)
    return float(count), count == 0


def _none(_draft: Draft) -> tuple[float, bool]:
    return 0.0, True


_METHODS: dict[str, Callable[[Draft], tuple[float, bool]]] = {
    "totals_agree": _totals,
    "keys_sum": _keys,
    "sources_cover_uses": _sources_cover,
    "opex_payer": _opex,
    "one_body": _one_body,
    "dates": _dates,
    "ballots": _ballots,
    "weights_fixed": _weights,
    "kpi_baseline": _baselines,
    "risk_owner": _red_risks,
    "envelopes": _envelopes,
    "evidence": _evidence,
    "people_once": _people,
    "no_errors": _none,
    "demonstration_label": _none,
}
