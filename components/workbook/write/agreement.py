"""02_Agreement: who works together, on what, how willing each city is, and which clauses are agreed."""

from __future__ import annotations

from components.workbook.write import voting
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.scores import counted
from components.workbook.write.sheet import Sheet
from components.workshop.records.cities import City
from components.workshop.records.partnership import Clause, Governance

ITEMS = ("willingness", "trust")
_SETTING = {"aim": "purpose", "scope_out": "scope_out", "legal_basis": "legal_basis"}


def write(paper: Paper) -> None:
    """Writes purpose, gate, governance and clauses."""
    draft, t = paper.draft, paper.t
    setting = draft.setting
    sheet = Sheet(paper, "02_Agreement", [28, 43, 13, 13, 13, 13, 13, 13, 13])
    sheet.heading(t("workbook.agreement.purpose_title"))
    lines = (
        ("parties", draft.city_names(tuple(city.code for city in draft.cities))),
        ("aim", setting.purpose),
        ("scope_out", setting.scope_out),
        ("activities", draft.terms("activity_types", setting.activities)),
        ("legal_basis", setting.legal_basis),
    )
    for name, text in lines:
        field = _SETTING.get(name)
        cell = given(text or t("workbook.common.not_stated"), of=("setting", "main", field) if field else ())
        sheet.line(t(f"workbook.agreement.{name}"), cell)
    sheet.heading(t("workbook.agreement.gate_title"))
    _gate(paper, sheet)
    sheet.heading(t("workbook.agreement.form_title"))
    _governance(paper, sheet)
    sheet.heading(t("workbook.voting.votes_title"))
    voting.votes(paper, sheet)
    sheet.heading(t("workbook.voting.leaving_title"))
    voting.leaving(paper, sheet)
    sheet.heading(t("workbook.voting.ladder_title"))
    voting.rungs(paper, sheet)
    sheet.heading(t("workbook.agreement.clauses_title"))
    _clauses(paper, sheet)
    sheet.finish()


def _gate(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    willing = draft.parameters.value("step1.willing_median")
    sheet.words(t("workbook.agreement.gate_how", median=willing))
    names = ("city", "benefit", "willingness", "mean", "n", "trust", "gate")
    block = sheet.block(len(names), len(draft.cities))
    rows = []
    for number, city in enumerate(draft.cities):
        asked = {item: draft.evidence.agreement("agreement", item, city.code) for item in ITEMS}
        median = asked["willingness"].median if asked["willingness"] else None
        few = t("workbook.common.too_few_marks")
        first = asked["willingness"]
        mean, count = counted(paper, first) if first else (written(few, "two"), written(0, "whole"))
        trust = asked["trust"].median if asked["trust"] else None
        result = _result(city, median, willing)
        text = (
            f"=IF(ISNUMBER({block.here(number, 2)}),IF({block.here(number, 2)}<{willing:g},{_word(paper, 'no')},"
            f'IF({block.here(number, 1)}="{t("workbook.common.not_stated")}",{_word(paper, "partly")},'
            f"{_word(paper, 'yes')})),{_word(paper, 'unknown')})"
        )
        rows.append(
            [
                written(draft.name(city)),
                given(city.benefit or t("workbook.common.not_stated"), of=("city", city.code, "benefit")),
                written(few if median is None else median, "one"),
                mean,
                count,
                written(few if trust is None else trust, "one"),
                formula(text, t(f"workbook.yes_no.{result}"), "text"),
            ]
        )
    sheet.fill(block, [t(f"workbook.agreement.{name}") for name in names], rows)


def _result(city: City, median: float | None, willing: float) -> str:
    if median is None:
        return "unknown"
    if median < willing:
        return "no"
    return "yes" if city.benefit else "partly"


def _word(paper: Paper, code: str) -> str:
    return paper.cells[f"yes_no.{code}"]


def _governance(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    found = draft.state.one(Governance)
    unknown = t("workbook.common.not_stated")
    lines: tuple[tuple[str, str, str], ...] = (
        ("model", draft.term("collaboration_models", found.model), "collaboration_models"),
        ("form", draft.term("governance_forms", found.form), "governance_forms"),
        ("decision_rule", draft.term("decision_rules", found.decision_rule), "decision_rules"),
        ("quorum", found.quorum, ""),
        ("chair", found.chair, ""),
        ("secretariat", found.secretariat, ""),
        ("overrun_rule", draft.term("financing_rules", found.overrun_rule), "financing_rules"),
        ("surplus_rule", draft.term("financing_rules", found.surplus_rule), "financing_rules"),
        ("review_date", found.review_date, ""),
    )
    for name, text, table in lines:
        cell = given(text or unknown, choices=choices(paper, table) if table else "", of=("governance", "main", name))
        place = sheet.line(t(f"workbook.agreement.{name}"), cell)
        if name == "decision_rule":
            paper.cells["agreement.rule"] = place
    sheet.line(t("workbook.agreement.staff"), given(found.staff_fte, "one", of=("governance", "main", "staff_fte")))
    cost = given(found.annual_cost, "whole", of=("governance", "main", "annual_cost"))
    sheet.line(t("workbook.agreement.annual_cost", unit=draft.setting.money_unit), cost)
    inside = found.cost_option
    where = t("workbook.agreement.cost_beside")
    if inside:
        where = t("workbook.agreement.cost_inside", option=f"{inside} {draft.option_name(inside)}")
    sheet.line(t("workbook.agreement.cost_where"), written(where))


def _clauses(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    terms = draft.catalogue.clauses
    statuses = draft.catalogue.clause_statuses
    found = {row.code: draft.state.get(Clause, row.code) for row in terms}
    used = [record.status if record else "open" for record in found.values()]
    block = sheet.block(3, len(terms))
    rows: list[list[Cell]] = []
    for row in terms:
        record = found[row.code]
        words = record.text if record and record.text else t("workbook.agreement.not_written")
        state = draft.term("clause_statuses", record.status if record else "open")
        rows.append(
            [
                written(t.label(row)),
                given(words, of=("clause", row.code, "text")),
                given(state, choices=choices(paper, "clause_statuses"), of=("clause", row.code, "status")),
            ]
        )
    sheet.fill(block, [t(f"workbook.agreement.{name}") for name in ("clause", "text", "status")], rows)
    sheet.row += 1
    for status in statuses:
        word = paper.cells[f"clause_statuses.{status.code}"]
        count = formula(f"=COUNTIF({block.column(2)},{word})", used.count(status.code))
        sheet.line(t("workbook.agreement.count", status=t.label(status)), count, last=1)
