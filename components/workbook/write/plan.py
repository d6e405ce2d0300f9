"""10_Plan: what is done, by whom, when and with which money."""

from __future__ import annotations

from functools import partial

from components.investment.candidates import money_of
from components.investment.plan_records import PlanLine
from components.workbook.write import cashflow, costs, solved
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.draft import Draft
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet

WHO = (
    "option", "name", "lead", "cities", "body", "readiness", "blocking", "start", "finish", "score", "rank", "tier",
    "beneficiaries", "milestone", "supporting", "cleared_by",
)  # fmt: skip
MONEY = (
    "option",
    "name",
    "capex",
    "years",
    "beyond",
    "opex",
    "opex_payer",
    "revenue",
    "net",
    "secured",
    "applied",
    "gap",
    "all",
)
_BODY, _PEOPLE = WHO.index("body"), WHO.index("beneficiaries")
SECURED = ("secured", "in_budget")
_WANTS_MONEY = "plan.why.needs"
_TIE = 1e-9
"""Scores that differ by less are equal, as in `priority.ranks`."""


def reserve(paper: Paper) -> Sheet:
    """Fixes the places of both tables before the cash flow is written, whose rows look up the years."""
    draft = paper.draft
    years = len(draft.years)
    widths = [7, 23.2, 11, 14, 16, 12, *[11.0] * 5, 11.5, 12.5, 17, 20.7, 12, *[11.0] * max(years - 3, 0)]
    sheet = Sheet(paper, "10_Plan", widths, size="A3")
    solved.line(paper, sheet, "plan")
    who = sheet.block(len(WHO), len(draft.chosen))
    paper.blocks["plan.who"] = who
    # Under the first table: an empty row, the heading, the header
    money = Block(who.sheet, who.first + who.rows + 3, 0, who.rows, len(MONEY) + years - 1)
    paper.blocks["plan.money"] = money
    for number, line in enumerate(draft.chosen):
        for name in ("start", "finish"):
            paper.cells[f"plan.{line.option}.{name}"] = who.at(number, WHO.index(name))
        for name in ("capex", "opex", "revenue"):
            paper.cells[f"plan.{line.option}.{name}"] = money.at(number, money_column(paper, name))
    return sheet


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes both tables and what is left out, with the reason."""
    draft, t = paper.draft, paper.t
    who = paper.blocks["plan.who"]
    rows = [_who(paper, line) for line in draft.chosen]
    sheet.fill(who, [t(f"workbook.plan.{name}") for name in WHO], rows, main=True)
    sheet.heading(t("workbook.plan.money_title", unit=draft.setting.money_unit))
    _money(paper, sheet)
    sheet.heading(t("workbook.plan.out_title"))
    _left_out(paper, sheet)
    sheet.finish()


def bodies(paper: Paper) -> str:
    """Range of the responsible bodies."""
    return paper.blocks["plan.who"].column(_BODY)


def beneficiaries(paper: Paper) -> str:
    """Range of the beneficiaries."""
    return paper.blocks["plan.who"].column(_PEOPLE)


def money_column(paper: Paper, name: str) -> int:
    """Column of the second table by its name; `years` is the first of the years."""
    extra = len(paper.draft.years) - 1
    place = MONEY.index(name)
    return place if place <= MONEY.index("years") else place + extra


def _who(paper: Paper, line: PlanLine) -> list[Cell]:
    draft, t = paper.draft, paper.t
    option = draft.option(line.option)
    scored = draft.plan.score(line.option)
    rank = scored.rank if scored and scored.rank is not None else t("workbook.common.not_known")
    scores = paper.blocks["scores"]
    found = f'MATCH("{line.option}",{scores.column(0)},0)'
    of = partial(_option_field, line.option)
    return [
        written(line.option),
        written(draft.option_name(line.option)),
        given(draft.city_name(option.lead_city) if option.lead_city else None, of=of("lead_city")),
        written(draft.city_names(tuple(city for city in option.cities if city != option.lead_city))),
        given(option.responsible_body or t("workbook.common.not_known"), of=of("responsible_body")),
        given(draft.term("readiness", str(option.readiness)), choices=choices(paper, "readiness"), of=of("readiness")),
        given(
            draft.term("blocking_items", option.blocking),
            choices=choices(paper, "blocking_items"),
            of=of("blocking"),
        ),
        given(line.start, "year", of=of("earliest_year")),
        given(line.finish, "year"),
        _looked_up(f"=INDEX({scores.column(_score_column(paper, 'score'))},{found})", line.score, paper),
        formula(f"=INDEX({scores.column(_score_column(paper, 'rank'))},{found})", rank, "whole"),
        formula(
            f"=INDEX({scores.column(_score_column(paper, 'tier'))},{found})", draft.term("tiers", line.tier), "text"
        ),
        costs.people(paper, line.option),
        given(option.milestone, of=of("milestone")),
        given(option.supporting_bodies, of=of("supporting_bodies")),
        given(option.blocking_until, of=of("blocking_until")),
    ]


def _option_field(code: str, field: str) -> tuple[str, ...]:
    return "option", code, field


def _score_column(paper: Paper, name: str) -> int:
    return int(paper.cells[f"scores.{name}"])


def _looked_up(text: str, value: float | None, paper: Paper) -> Cell:
    return formula(text, paper.t("workbook.common.not_known") if value is None else value, "whole")


def _money(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    years = draft.years
    headers = [
        header
        for name in MONEY
        for header in ([str(year) for year in years] if name == "years" else [t(f"workbook.plan.{name}")])
    ]
    block, body = sheet.block(len(headers), len(draft.chosen) + 1), paper.blocks["plan.money"]
    rows = [_money_row(paper, block, line, number) for number, line in enumerate(draft.chosen)]
    sheet.fill(block, headers, [*rows, _money_total(paper, body, rows)])


def _money_row(paper: Paper, block: Block, line: PlanLine, number: int) -> list[Cell]:
    draft, t = paper.draft, paper.t
    code, option = line.option, draft.option(line.option)
    key = block.here(number, 0)
    first, last = money_column(paper, "years"), money_column(paper, "beyond") - 1
    capital = cashflow.kind(paper, "capex")
    by_year = [
        formula(
            f"={cashflow.total(paper, option=key, kind=capital, year=str(year))}",
            draft.money(option=code, kind="capex", year=year),
        )
        for year in draft.years
    ]
    spent = draft.money(option=code, kind="capex")
    here = {
        name: block.here(number, money_column(paper, name))
        for name in ("capex", "opex", "revenue", "secured", "applied")
    }
    in_years = f"SUM({block.here(number, first)}:{block.here(number, last)})"
    money = money_of(option, draft.state)
    opex, revenue = money.opex, money.revenue
    net = t("workbook.common.not_known") if opex is None else opex - revenue
    secured = sum(draft.money(option=code, kind="capex", certainty=name) for name in SECURED)
    applied = draft.money(option=code, kind="capex", certainty="applied")
    sure = "+".join(
        cashflow.total(paper, option=key, kind=capital, certainty=cashflow.certainty(paper, name)) for name in SECURED
    )
    asked = cashflow.total(paper, option=key, kind=capital, certainty=cashflow.certainty(paper, "applied"))
    return [
        written(code),
        written(draft.option_name(code)),
        costs.cost(paper, code, "likely"),
        *by_year,
        formula(f"=N({here['capex']})-{in_years}", (line.capex or 0) - spent),
        costs.cost(paper, code, "opex"),
        given(_opex_payer(paper, option.opex_payer)),
        costs.cost(paper, code, "revenue"),
        formula(
            f'=IF(ISNUMBER({here["opex"]}),{here["opex"]}-N({here["revenue"]}),"{t("workbook.common.not_known")}")', net
        ),
        formula(f"={sure}", secured),
        formula(f"={asked}", applied),
        formula(f"=N({here['capex']})-{here['secured']}-{here['applied']}", (line.capex or 0) - secured - applied),
        formula(f"={cashflow.total(paper, option=key)}", draft.money(option=code)),
    ]


def _opex_payer(paper: Paper, payer: str) -> str:
    known = {city.code for city in paper.draft.cities}
    if not payer:
        return paper.t("workbook.plan.by_key")
    if payer in known:
        return paper.draft.city_name(payer)
    return payer


def _money_total(paper: Paper, body: Block, rows: list[list[Cell]]) -> list[Cell]:
    texts = {0: "", 1: paper.t("workbook.plan.sum"), money_column(paper, "opex_payer"): ""}
    found: list[Cell] = []
    for place in range(body.columns):
        if place in texts:
            found.append(Cell(texts[place], look="total"))
            continue
        numbers = [row[place].value for row in rows]
        whole = sum(value for value in numbers if isinstance(value, int | float))
        found.append(formula(f"=SUM({body.column(place)})", whole).as_total())
    return found


def _equals(draft: Draft, line: PlanLine) -> list[str]:
    """What is in the plan with the same score as an option that only money keeps out: a tie where the money ends."""
    score = line.score
    if score is None or not line.why.startswith(_WANTS_MONEY):
        return []
    equal = (one for one in draft.chosen if one.score is not None and abs(one.score - score) < _TIE)
    return [f"{one.option} {draft.option_name(one.option)}" for one in equal]


def _left_out(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    lines = [line for line in draft.plan.lines if not line.chosen]
    if not lines:
        sheet.words(t("workbook.plan.nothing_out"))
        return
    for line in lines:
        why = t(line.why, **dict(line.why_values)) if line.why and t.has(line.why) else draft.term("tiers", line.tier)
        equals = _equals(draft, line)
        if equals:
            why = f"{why}\n{t('workbook.plan.tie', options=t.joined(equals))}"
        name = f"{line.option} · {draft.option_name(line.option)}"
        sheet.raw.write_string(sheet.row, 0, line.option, paper.looks.of("written"))
        sheet.spread(sheet.row, 1, 1, written(name.split(" · ", 1)[1]))
        sheet.spread(sheet.row, 2, 2, written(draft.term("tiers", line.tier)))
        sheet.spread(sheet.row, 3, len(sheet.widths) - 1, written(why))
        sheet.height(sheet.row, [(name, 1, 1), (why, 3, len(sheet.widths) - 1)])
        sheet.row += 1
