"""20_Checks: the fifteen checks as live formulas over the sheets, beside what the program found."""

from __future__ import annotations

from components.workbook.write import bycity, cashflow, kpis, plan, risks, rules
from components.workbook.write.cells import Cell, formula, written
from components.workbook.write.paper import Paper
from components.workbook.write.plan import money_column
from components.workbook.write.rules import Finding
from components.workbook.write.scores import DETAIL
from components.workbook.write.sheet import Sheet
from components.workbook.write.trace import DATA
from components.workshop.store import REVEALED

COLUMNS = ("number", "check", "expected", "found", "result", "core")
_SCANNED = (
    "01_Decision", "02_Agreement", "03_Cities", "04_Connectivity", "05_Gaps", "06_Clusters", "08_Criteria", "09_Scores",
    "10_Plan", "11_Cashflow", "12_ByCity", "13_CostKeys", "14_Financing", "15_Risks", "16_KPIs",
)  # fmt: skip


def reserve(paper: Paper) -> Sheet:
    """Fixes the place of the results, which the cover counts."""
    sheet = Sheet(paper, "20_Checks", [8, 72, 14, 14, 16, 30])
    paper.blocks["checks"] = sheet.block(len(COLUMNS), len(paper.draft.catalogue.plan_checks))
    return sheet


def write(paper: Paper, sheet: Sheet, findings: tuple[Finding, ...], extents: dict[str, str]) -> None:
    """Writes the checks. extents: the range that is filled, by sheet."""
    t = paper.t
    found = _found(paper, extents)
    block = paper.blocks["checks"]
    rows = [_row(paper, finding, number, found) for number, finding in enumerate(findings)]
    sheet.fill(block, [t(f"workbook.checks.{name}") for name in COLUMNS], rows, main=True)
    sheet.row += 1
    if paper.status.reason:
        sheet.words(paper.status.reason, "warning")
    silent = paper.draft.silent("options")
    ballot = paper.draft.state.round_of("options")
    if silent and ballot is not None and ballot.state == REVEALED:
        sheet.words(t("workbook.checks.silent", cities=paper.draft.city_names(silent)), "warning")
    sheet.words(t("workbook.checks.how"))
    sheet.finish()


def _row(paper: Paper, finding: Finding, number: int, found: dict[str, str]) -> list[Cell]:
    t, block, check = paper.t, paper.blocks["checks"], finding.check
    text = found.get(check.code)
    result = t(f"workbook.result.{finding.result}")
    start = [written(check.number, "year"), written(t.label(check))]
    core = written(t("workbook.checks.is_core") if check.core else "")
    if finding.result == rules.NOT_YET or text is None:
        return [*start, written("–"), written("–"), written(t("workbook.result.not_yet")), core]
    expected, value = block.here(number, 2), block.here(number, 3)
    passed = _passes(paper, check.code, expected, value)
    words = f"{paper.cells['result.pass']},{paper.cells['result.fail']}"
    form = "two" if check.code in ("keys_sum", "weights_fixed") else "whole"
    return [
        *start,
        written(finding.expected, form),
        formula(f"={text}", finding.found, form),
        formula(f"=IF({passed},{words})", result, "text"),
        core,
    ]


def _passes(paper: Paper, code: str, expected: str, value: str) -> str:
    if code == "totals_agree":
        return f"{value}<=0.5"
    if code == "keys_sum":
        return f"ABS({value}-{expected})<0.005"
    if code == "ballots":
        return f"AND(COUNTIF({_detail(paper, 'in_plan')},{paper.cells['yes_no.yes']})>0,{value}=0)"
    if code == "weights_fixed":
        fixed, opened = paper.cells["criteria.fixed"], paper.cells["criteria.opened"]
        never = f'"{paper.t("workbook.criteria.not_yet")}"'
        in_order = f"AND({fixed}<>{never},OR({opened}={never},{fixed}<={opened}))"
        return f"AND(ABS({value}-{expected})<0.005,{in_order})"
    return f"{value}={expected}"


def _detail(paper: Paper, name: str) -> str:
    return paper.blocks["scores.detail"].column(DETAIL.index(name))


def _found(paper: Paper, extents: dict[str, str]) -> dict[str, str]:
    """What each check counts, as a formula without `=`."""
    t, cells = paper.t, paper.cells
    cash, money, who = paper.blocks["cash"], paper.blocks["plan.money"], paper.blocks["plan.who"]
    whole = cells["cash.total"]
    by_project = f"SUM({money.column(money_column(paper, 'all'))})"
    parts = (bycity.grand_total(paper), cells["financing.sum"], by_project)
    mix, shares = cells["keys.sum"], cells["shares.sum"]
    beyond = money.column(money_column(paper, "beyond"))
    unknown = f'"{t("workbook.common.not_known")}"'
    bodies = plan.bodies(paper)
    several = "+".join(f'COUNTIF({bodies},"*{mark}*")' for mark in rules.SEVERAL_BODIES)
    sure = f"--({cash.column(cashflow.CERTAINTY)}={cashflow.certainty(paper, 'secured')})"
    people = paper.draft.cities
    everybody = sum(city.population or 0 for city in people)
    errors = "+".join(f"SUMPRODUCT(--ISERROR({extents[code]}))" for code in _SCANNED)
    chosen = bool(paper.draft.chosen)
    invented = f"COUNTIF({paper.blocks['trace'].column(DATA)},{cells['label.demonstration']})"
    invented += f"+COUNTIF({paper.blocks['options.money'].column(15)},{cells['label.demonstration']})"
    for name, columns in (("risks.what", risks.WHAT), ("kpis.what", kpis.WHAT)):
        invented += f"+COUNTIF({paper.blocks[name].column(columns.index('data'))},{cells['label.demonstration']})"
    detail = (
        f"COUNTIFS({_detail(paper, 'in_plan')},{cells['yes_no.yes']},{_detail(paper, 'flag')},{cells['flag.too_few']})"
    )
    outside = t("workbook.cashflow.outside")
    return {
        "totals_agree": f"MAX({','.join(f'ABS({whole}-{part})' for part in parts)})",
        "keys_sum": f"IF(ABS({mix}-100)>=0.005,{mix},{shares})",
        "sources_cover_uses": f"SUMPRODUCT(--(ABS({beyond})>0.5))" if chosen else "0",
        "opex_payer": f"{len(paper.draft.chosen)}-COUNT({money.column(money_column(paper, 'opex'))})"
        if chosen
        else "0",
        "one_body": f"COUNTIF({bodies},{unknown})+{several}" if chosen else "0",
        "dates": f'COUNTIF({cash.column(cashflow.DATES)},"{outside}")',
        "ballots": detail,
        "weights_fixed": cells["criteria.sum"],
        "kpi_baseline": kpis.bare(paper),
        "risk_owner": risks.unready(paper),
        "envelopes": f"COUNTIF({bycity.flags(paper)},{cells['envelope.over']})",
        "evidence": f"SUMPRODUCT({sure},--(LEN(TRIM({cash.column(cashflow.EVIDENCE)}))=0))",
        "people_once": f'COUNTIF({plan.beneficiaries(paper)},">{everybody:.0f}")' if who.rows else "0",
        "no_errors": errors,
        "demonstration_label": f"IF(AND(({invented})>0,{cells['cover.label']}<>{cells['label.demonstration']}),1,0)",
    }
