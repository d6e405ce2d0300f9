"""01_Decision: one page that a council can read in two minutes and sign."""

from __future__ import annotations

from itertools import zip_longest

from components.workbook.write import bycity, cashflow, kpis, solved
from components.workbook.write import risks as risk_sheet
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.plan import SECURED, money_column
from components.workbook.write.sheet import Sheet

TOP = 5
Part = tuple[int, int, Cell]
_LAST = 11


def write(paper: Paper) -> None:
    """Writes the page: what is asked, what each city pays and gets, the projects, what is not agreed, signatures."""
    draft, t = paper.draft, paper.t
    setting = draft.setting
    sheet = Sheet(paper, "01_Decision", [*[12.0] * 7, 2.0, *[12.0] * 4])
    if paper.status.reason:
        sheet.words(paper.status.reason, "warning")
    sheet.words(
        t("workbook.decision.unit", unit=setting.money_unit, year=str(setting.price_year or "–"), years=_period(paper))
    )
    solved.line(paper, sheet, "plan")
    asked = setting.decision_asked or t("workbook.decision.nothing_asked")
    of = ("setting", "main", "decision_asked")
    sheet.grid([(0, _LAST, Cell(asked, look="lead", of=of))], least=30, size=13)
    sheet.row += 1
    _pairs(sheet, _cities(paper), _figures(paper))
    sheet.row += 1
    _pairs(sheet, _projects(paper), _open_points(paper))
    sheet.row += 1
    unstated = t("workbook.common.not_stated")
    steps = kpis.step_lines(paper)
    if steps is None or (setting.next_steps.strip() and setting.next_steps.strip() != steps.value):
        # What somebody wrote for this page stands; words that say the same as the programme follow it
        steps = given(setting.next_steps or unstated, of=("setting", "main", "next_steps"))
    for name, cell in (
        ("cost_of_nothing", given(setting.cost_of_nothing or unstated, of=("setting", "main", "cost_of_nothing"))),
        ("tradeoff", given(setting.main_tradeoff or unstated, of=("setting", "main", "main_tradeoff"))),
        ("next_steps", steps),
        ("risks", risk_sheet.top_lines(paper)),
    ):
        sheet.grid([(0, 1, Cell(t(f"workbook.decision.{name}"), look="label")), (2, _LAST, cell)])
    sheet.row += 1
    _signatures(paper, sheet)
    sheet.finish()
    sheet.raw.fit_to_pages(1, 1)


def _period(paper: Paper) -> str:
    years = paper.draft.years
    return f"{years[0]}–{years[-1]}" if years else "–"


def _pairs(sheet: Sheet, left: list[list[Part]], right: list[list[Part]]) -> None:
    empty: list[Part] = []
    for one, two in zip_longest(left, right, fillvalue=empty):
        sheet.grid([*one, *two])


def _head(text: str, *, right: bool = False) -> Cell:
    return Cell(text, look="head_right" if right else "head")


def _cities(paper: Paper) -> list[list[Part]]:
    t, draft = paper.t, paper.draft
    years = draft.years
    first = str(years[0]) if years else "–"
    names = ("first_year", "capex", "opex", "share", "ratio")
    head = [_head(t(f"workbook.decision.{name}", year=first), right=True) for name in names]
    rows: list[list[Part]] = [
        [(0, 1, _head(t("workbook.decision.city"))), *((2 + n, 2 + n, cell) for n, cell in enumerate(head))]
    ]
    fair = paper.blocks["fair"]
    unknown = t("workbook.common.not_known")
    for number, money in enumerate(draft.plan.cities):
        share = unknown if money.pays_percent is None else money.pays_percent
        ratio = unknown if money.ratio is None else money.ratio
        cells = (
            formula(f"={bycity.first_year(paper, number)}", money.first_year),
            formula(f"={fair.at(number, 1)}", money.capex),
            formula(f"={fair.at(number, 2)}", money.opex),
            formula(f"={fair.at(number, 4)}", share, "two"),
            formula(f"={fair.at(number, 6)}", ratio, "two"),
        )
        rows.append(
            [(0, 1, written(draft.city_name(money.city))), *((2 + n, 2 + n, cell) for n, cell in enumerate(cells))]
        )
    return rows


def _figures(paper: Paper) -> list[list[Part]]:
    draft, t = paper.draft, paper.t
    totals, money = draft.plan.totals, paper.blocks["plan.money"]
    capital = cashflow.kind(paper, "capex")
    capex = cashflow.total(paper, kind=capital)
    sure = "+".join(cashflow.total(paper, kind=capital, certainty=cashflow.certainty(paper, name)) for name in SECURED)
    applied = cashflow.total(paper, kind=capital, certainty=cashflow.certainty(paper, "applied"))
    tier = paper.blocks["scores"].column(int(paper.cells["scores.tier"]))
    opex = f"=SUM({money.column(money_column(paper, 'opex'))})"
    scored = {row.option for row in draft.plan.scores}
    tiers = [line.tier for line in draft.plan.lines if line.option in scored]
    found = [
        ("total_capex", formula(f"={capex}", totals.capex)),
        ("opex_at_completion", formula(opex, totals.opex_at_completion)),
        ("secured", formula(f"=IFERROR(({sure})/({capex}),0)", totals.secured_share or 0, "share")),
        ("applied", formula(f"={applied}", totals.applied)),
        ("gap", formula(f"={capex}-({sure})-({applied})", totals.gap)),
    ]
    for name in ("ready", "prepare", "reserve"):
        text = f"=COUNTIF({tier},{paper.cells[f'tiers.{name}']})"
        found.append((f"count_{name}", formula(text, tiers.count(name))))
    rows: list[list[Part]] = [[(8, _LAST, _head(t("workbook.decision.figures")))]]
    rows += [
        [(8, 10, Cell(t(f"workbook.decision.{name}"), look="label")), (_LAST, _LAST, cell)] for name, cell in found
    ]
    return rows


def _projects(paper: Paper) -> list[list[Part]]:
    """The first lines of 10_Plan, which stand by rank."""
    draft, t = paper.draft, paper.t
    who, money = paper.blocks["plan.who"], paper.blocks["plan.money"]
    headers = [_head(t(f"workbook.decision.{name}"), right=True) for name in ("cost", "score", "range", "start")]
    rows: list[list[Part]] = [
        [(0, 2, _head(t("workbook.decision.projects"))), *((3 + n, 3 + n, cell) for n, cell in enumerate(headers))]
    ]
    unknown = t("workbook.common.not_known")
    for number, line in enumerate(draft.chosen[:TOP]):
        scored = draft.plan.score(line.option)
        firm = f"{scored.best_rank}–{scored.worst_rank}" if scored and scored.best_rank is not None else unknown
        capex = unknown if line.capex is None else line.capex
        cells = (
            formula(f"={money.at(number, 2)}", capex),
            formula(f"={who.at(number, 9)}", unknown if line.score is None else line.score),
            written(firm, "whole"),
            formula(f"={who.at(number, cashflow.START)}", unknown if line.start is None else line.start, "year"),
        )
        name = formula(f"={who.at(number, 1)}", draft.option_name(line.option), "text")
        rows.append([(0, 2, name), *((3 + n, 3 + n, cell) for n, cell in enumerate(cells))])
    if not draft.chosen:
        rows.append([(0, 6, written(t("workbook.decision.no_projects")))])
    return rows


def _open_points(paper: Paper) -> list[list[Part]]:
    """Where people split: stated as questions, never as an average."""
    draft, t = paper.draft, paper.t
    points = [f"{code} · {draft.option_name(code)}" for code in draft.plan.not_agreed]
    rows: list[list[Part]] = [[(8, _LAST, _head(t("workbook.decision.not_agreed")))]]
    shown = points[: TOP - 1] if len(points) > TOP else points
    rows += [[(8, _LAST, written(point))] for point in shown]
    if len(points) > len(shown):
        rows.append([(8, _LAST, written(t("workbook.decision.more", n=len(points) - len(shown))))])
    if not points:
        rows.append([(8, _LAST, written(t("workbook.decision.all_agreed")))])
    return rows


def _signatures(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    spans = ((0, 1, "city"), (2, 4, "name"), (5, 7, "office"), (8, 9, "date"), (10, 11, "signature"))
    note = "sign_draft" if paper.status.code == "draft" else "sign"
    sheet.words(t(f"workbook.decision.{note}"))
    sheet.grid([(first, last, _head(t(f"workbook.decision.{name}"))) for first, last, name in spans])
    for city in draft.cities:
        cells = [
            (first, last, written(draft.name(city)) if name == "city" else given("")) for first, last, name in spans
        ]
        sheet.grid(cells, least=24)
