"""Why a place of a plan workbook is not taken back, and what to do instead: one word each, said in `reopen.why`."""

from __future__ import annotations

from components.language import Texts

OVERWRITTEN, OTHER_FORMULA, PROGRAM_VALUE, NO_FIELD = "formula", "other_formula", "written", "no_field"
GONE, ADDED, NO_SHEET, STRANGE_SHEET, RENAMED, TABLE = "gone", "added", "no_sheet", "strange_sheet", "renamed", "table"

_OF_COLUMNS: dict[tuple[str, str], str] = {
    ("00_Cover", "workbook.cover.label"): "label",
    ("00_Cover", "workbook.cover.legend_input"): "legend",
    ("00_Cover", "workbook.cover.cities"): "cities",
    ("00_Cover", "workbook.cover.period"): "period",
    ("01_Decision", ""): "decision_page",
    ("05_Gaps", "workbook.gaps.target"): "gap_target",
    ("06_Clusters", "workbook.clusters.knockouts"): "verdict",
    ("06_Clusters", "workbook.clusters.verdict"): "verdict",
    ("06_Clusters", "workbook.clusters.reason"): "verdict",
    ("06_Clusters", ""): "partnership",
    ("08_Criteria", "workbook.criteria.weight"): "weight",
    ("08_Criteria", "workbook.criteria.name"): "asked",
    ("08_Criteria", "workbook.criteria.theme"): "asked",
    ("08_Criteria", "workbook.criteria.definition"): "asked",
    ("08_Criteria", ""): "weight",
    ("09_Scores", "workbook.scores.capex"): "follows_list",
    ("09_Scores", "workbook.scores.tier"): "tier",
    ("10_Plan", "workbook.plan.capex"): "follows_list",
    ("10_Plan", "workbook.plan.opex"): "follows_list",
    ("10_Plan", "workbook.plan.revenue"): "follows_list",
    ("10_Plan", "workbook.plan.beneficiaries"): "follows_list",
    ("11_Cashflow", "workbook.cashflow.option"): "cash_row",
    ("11_Cashflow", "workbook.cashflow.year"): "cash_row",
    ("11_Cashflow", "workbook.cashflow.kind"): "cash_row",
    ("11_Cashflow", "workbook.cashflow.payer"): "cash_payer",
    ("11_Cashflow", "workbook.cashflow.source"): "cash_source",
    ("11_Cashflow", "workbook.cashflow.amount"): "cash_amount",
    ("11_Cashflow", "workbook.cashflow.currency"): "cash_row",
    ("14_Financing", "workbook.financing.type"): "no_source",
    ("14_Financing", "workbook.financing.provider"): "no_source",
    ("14_Financing", "workbook.financing.instrument"): "no_source",
    ("14_Financing", "workbook.financing.terms"): "no_source",
    ("14_Financing", "workbook.financing.deadline"): "no_source",
    ("14_Financing", "workbook.financing.contact"): "no_source",
    ("14_Financing", "workbook.financing.conditions"): "no_source",
    ("14_Financing", "workbook.financing.sum"): "cash_amount",
    ("17_Method", "workbook.method.conflicts"): "conflicts",
}
_VOTES = ("workbook.voting.of_cities", "workbook.voting.of_people", "workbook.voting.of_votes")


def reason_of(t: Texts, sheet: str, head: str, *, table: bool) -> str:
    """Why a cell is not taken; empty when nothing is said of it. head: the words over it; table: whether there are."""
    if sheet == "02_Agreement" and head in {t(key) for key in _VOTES}:
        return "votes"
    for (name, key), why in _OF_COLUMNS.items():
        if name == sheet and (t(key) == head if key else not table):
            return why
    return ""
