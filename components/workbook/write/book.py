"""The workbook of a plan: one snapshot in, one .xlsx out, with live formulas that carry their values.

Sheets stand in reading order; they are written in the order in which their formulas need each other's places. Sheet
19 comes with the part of the plan that it shows.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from components.analysis.evidence import Evidence
from components.analysis.uncertainty_records import Uncertainty
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.firmness import Firmness
from components.investment.plan_records import Plan
from components.investment.robustness import QUICK_SECONDS, Trial, robustness
from components.workbook.write import (
    agreement,
    bycity,
    cashflow,
    checks,
    cities,
    clusters,
    connectivity,
    cover,
    criteria,
    decision,
    financing,
    gaps,
    keys,
    kpis,
    links,
    lists,
    longlist,
    method,
    origin,
    risks,
    rules,
    scores,
    sensitivity,
    signals,
    trace,
)
from components.workbook.write import (
    plan as plan_sheet,
)
from components.workbook.write.draft import Draft
from components.workbook.write.paper import SHEETS, Paper
from components.workbook.write.sheet import plain
from components.workbook.write.status import status_of
from components.workshop.state import Snapshot

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(
    snapshot: Snapshot,
    evidence: Evidence,
    plan: Plan,
    catalogue: Catalogue,
    parameters: Parameters,
    language: str,
    *,
    at: datetime,
    firmness: Firmness | None = None,
    trials: Sequence[Trial] | None = None,
    uncertainty: Uncertainty | None = None,
    note: str = "",
) -> bytes:
    """The workbook as bytes of an .xlsx. `at`: when it is written, printed as the date. firmness of this plan and
    uncertainty of this evidence: None when nobody had them worked out; trials: the quick tests of this plan, made here
    when they are None and needed. note: what whoever reads the cover must know.
    """
    draft = Draft(snapshot, evidence, plan, catalogue, parameters, language, at, note)
    findings = rules.findings(draft)
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _OPTIONS)
    paper = Paper(workbook, draft, status_of(draft, findings))
    made = {"title": plain(draft.title), "comments": paper.status.label, "created": at.replace(tzinfo=None)}
    workbook.set_properties(made)
    lists.write(paper)
    trace.write(paper)
    criteria.write(paper)
    sensitivity_page = sensitivity.reserve(paper, firmness)
    score_sheet, plan_page, check_sheet = scores.reserve(paper), plan_sheet.reserve(paper), checks.reserve(paper)
    city_page, options_page, financing_page = cities.reserve(paper), longlist.reserve(paper), financing.reserve(paper)
    cash_page = cashflow.reserve(paper)
    keys.write(paper)
    cashflow.write(paper, cash_page)
    scores.write(paper, score_sheet)
    plan_sheet.write(paper, plan_page)
    bycity.write(paper)
    financing.write(paper, financing_page)
    risks.write(paper)
    kpis.write(paper)
    agreement.write(paper)
    cities.write(paper, city_page)
    connectivity.write(paper)
    gaps.write(paper, uncertainty)
    clusters.write(paper)
    longlist.write(paper, options_page)
    if trials is None and firmness is None:
        trials = robustness(
            snapshot, evidence, plan, catalogue, parameters, weights=False, seconds=QUICK_SECONDS
        )
    sensitivity.write(paper, sensitivity_page, firmness, trials or ())
    method.write(paper)
    decision.write(paper)
    cover.write(paper, findings)
    checks.write(paper, check_sheet, findings, _extents(paper))
    origin.write(paper)
    links.write(paper)
    signals.write(paper)
    page = paper.worksheet("01_Decision")
    page.activate()
    workbook.close()
    return buffer.getvalue()


def _extents(paper: Paper) -> dict[str, str]:
    """The filled range of every sheet that was written so far."""
    found = {}
    for code in SHEETS:
        raw = paper.worksheet(code)
        if raw.dim_rowmax is not None and raw.dim_colmax is not None:
            found[code] = f"'{code}'!$A$1:${xl_col_to_name(raw.dim_colmax)}${raw.dim_rowmax + 1}"
    return found
