"""17_Method: who was in the room, by which rules and thresholds numbers were made, and where facts come from."""

from __future__ import annotations

from components.framework.citations import OURS, cited, unit_name
from components.framework.parameters import Parameter
from components.language import Texts
from components.workbook.write import day
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.instruments import PRACTICE, instruments
from components.workshop.records.cities import Employment
from components.workshop.records.partnership import KeyMetric
from components.workshop.records.rounds import Round
from components.workshop.records.setting import ParameterOverride

_RULES = (
    "scale", "seal", "rounds", "consensus", "index", "weights", "score", "portfolio", "sharing", "ties", "privacy",
)  # fmt: skip
_LIMITS = ("judged", "numbers")


def write(paper: Paper) -> None:
    """Writes participation, ballots, the day, what was parked, rules, limits, parameters and sources."""
    t = paper.t
    sheet = Sheet(paper, "17_Method", [34, 24, 16, 16, 16, 44])
    sheet.heading(t("workbook.method.people_title"))
    _people(paper, sheet)
    sheet.heading(t("workbook.method.ballots_title"))
    _ballots(paper, sheet)
    sheet.heading(t("workbook.day.timings_title"))
    day.timings(paper, sheet)
    sheet.heading(t("workbook.day.parked_title"))
    day.parked(paper, sheet)
    sheet.heading(t("workbook.method.rules_title"))
    for name in _RULES:
        sheet.line(t(f"workbook.method.{name}"), written(t(f"workbook.method.{name}_is")))
    sheet.line(t("workbook.method.conflicts"), given(t("workbook.common.not_stated")))
    sheet.heading(t("workbook.method.limits_title"))
    for name in _LIMITS:
        sheet.words(f"• {t(f'workbook.method.limit_{name}')}")
    sheet.heading(t("workbook.method.parameters_title"))
    _parameters(paper, sheet)
    sheet.heading(t("workbook.method.sources_title"))
    _sources(paper, sheet)
    sheet.finish()


def _people(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    rows = draft.evidence.participation.counts
    block = sheet.block(3, len(rows) + 1)
    body = Block(block.sheet, block.first, 0, len(rows), 3)
    pooled = t("workbook.method.pooled", least=draft.parameters.value("privacy.smallest_group"))
    cells = [
        [
            written(draft.rater_city(city) if city else t("workbook.method.all_cities")),
            written(draft.term("stakeholder_groups", group) if group else pooled),
            written(number, "whole"),
        ]
        for city, group, number in rows
    ]
    whole = sum(number for _, _, number in rows)
    last = [Cell(t("workbook.method.everybody"), look="total"), Cell("", look="total")]
    total = formula(f"=SUM({body.column(2)})", whole) if rows else formula("=0", 0)
    sheet.fill(
        block,
        [t(f"workbook.method.{name}") for name in ("city", "group", "people")],
        [*cells, [*last, total.as_total()]],
    )
    present = {group for _, group, _ in rows}
    absent = [t.label(row) for row in draft.catalogue.stakeholder_groups if row.code not in present]
    sheet.words(t("workbook.method.absent", groups=t.joined(absent) or t("workbook.method.none")))
    silent = draft.city_names(draft.silent()) or t("workbook.method.none")
    sheet.words(t("workbook.method.silent", cities=silent), "warning" if draft.silent() else "note")


def _ballots(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    rounds = [item for item in draft.state.all(Round) if item.state == "revealed" and item.instrument != PRACTICE]
    if not rounds:
        sheet.words(t("workbook.method.no_ballots"))
        return
    block = sheet.block(5, len(rounds))
    titles = {ballot.code: ballot.title(t) for ballot in instruments(draft.state, draft.catalogue)}
    rows = []
    for item in rounds:
        marks = [
            mark for mark in draft.snapshot.marks if (mark.instrument, mark.round) == (item.instrument, item.number)
        ]
        rows.append(
            [
                written(titles.get(item.instrument, item.instrument)),
                written(_hour(item.revealed_at)),
                written(item.number, "year"),
                written(len({mark.person for mark in marks}), "whole"),
                written(len(marks), "whole"),
            ]
        )
    sheet.fill(
        block, [t(f"workbook.method.{name}") for name in ("ballot", "revealed", "round", "people", "marks")], rows
    )


def _hour(moment: str) -> str:
    return f"{moment[:13].replace('T', ' ')}:00 UTC" if moment else ""


def _parameters(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    used = dict([*draft.evidence.parameters, *draft.plan.parameters])
    rows = []
    for row in draft.parameters.rows:
        if row.code not in used:
            continue
        own = draft.state.get(ParameterOverride, row.code)
        changed = own is not None and own.value is not None
        why = own.reason if own and changed else _cited(t, row)
        state = t("workbook.method.changed" if changed else "workbook.method.default")
        name = row.description(draft.language)
        rows.append(
            [
                written(name),
                written(row.code),
                given(used[row.code], "two"),
                written(unit_name(t, row.unit)),
                written(state),
                written(why),
            ]
        )
    block = sheet.block(6, len(rows))
    names = ("parameter", "code", "value", "unit", "state", "source")
    sheet.fill(block, [t(f"workbook.method.{name}") for name in names], rows)


def _cited(t: Texts, row: Parameter) -> str:
    """Where a threshold comes from and how far that carries it, which is one and the same for what is our own."""
    said = cited(t, row.source)
    return said if row.source == OURS else t.aside(said, t(f"method.status.{row.status}"))


def _sources(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    found: dict[tuple[str, str], None] = {}
    for city in draft.cities:
        counted = city.population_source
        if counted and city.population_year:
            counted = t.aside(counted, str(city.population_year))
        for text, what in ((counted, "population"), (city.gdp_source, "gdp")):
            if text:
                found[text, t(f"workbook.cities.{what}")] = None
    for row in draft.state.all(Employment):
        if row.source:
            found[" ".join(filter(None, (row.source, str(row.year or "")))), t("workbook.method.employment")] = None
    for metric in draft.state.all(KeyMetric):
        if metric.source:
            found[metric.source, draft.term("cost_keys", metric.key)] = None
    for option in draft.state.options:
        if option.cost_basis:
            found[option.cost_basis, f"{option.code} {draft.name(option)}"] = None
    if not found:
        sheet.words(t("workbook.method.no_sources"))
    for number, (text, what) in enumerate(found, start=1):
        sheet.grid([(0, 0, written(f"Q{number:02d} · {what}")), (1, 5, written(text))])
