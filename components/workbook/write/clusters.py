"""06_Clusters: candidate partnerships with their verdict, and in which sectors the cities are strong."""

from __future__ import annotations

from components.investment import feasibility
from components.investment.plan_records import Verdict
from components.workbook.write.cells import Cell, Value, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.cities import Employment
from components.workshop.records.partnerships import Partnership

BEFORE = ("code", "name", "cities")
AFTER = ("index", "knockouts", "proposed", "verdict", "reason", "flag")
_REFERENCE = "REF"


def write(paper: Paper) -> None:
    """Writes partnerships, their conditions, and the sectors."""
    draft, t = paper.draft, paper.t
    marked = feasibility.criteria(draft.state, draft.catalogue)
    core = [row for row in draft.catalogue.cluster_criteria if row.code in marked]
    narrow = 78 / len(core)
    sheet = Sheet(paper, "06_Clusters", [18, 26, 20, *[narrow] * len(core), 11, 14, 16, 16, 18, 12], size="A3")
    sheet.words(t("workbook.clusters.how", **_thresholds(paper)))
    verdicts = draft.plan.verdicts
    headers = [*(t(f"workbook.clusters.{name}") for name in BEFORE), *(t.label(row) for row in core)]
    headers += [t(f"workbook.clusters.{name}") for name in AFTER]
    block = sheet.block(len(headers), len(verdicts))
    rows = [_row(paper, block, verdict, number, len(core)) for number, verdict in enumerate(verdicts)]
    sheet.fill(block, headers, rows, main=True)
    if not rows:
        sheet.words(t("workbook.clusters.none"))
    for verdict in verdicts:
        item = draft.state.one(Partnership, verdict.partnership)
        words = _words(paper, item)
        if words:
            sheet.line(f"{item.code} {draft.name(item)}", given(words))
    sheet.heading(t("workbook.clusters.sector_title"))
    _sectors(paper, sheet)
    sheet.finish()


def _words(paper: Paper, item: Partnership) -> str:
    """What is said of a candidate beyond its marks, a line each: kind and sector, roles, conditions, the simpler
    agreement with what it needs, and who decided otherwise.
    """
    draft, t = paper.draft, paper.t
    what = [draft.term("activity_types", item.activity), draft.term("sectors", item.sector)]
    lines = [("kind", t.joined([word for word in what if word]))]
    lines += [("roles", item.roles), ("conditions", item.conditions)]
    for rung in draft.catalogue.simpler_agreements:
        if rung.code == item.simpler_agreement:
            lines.append(("simpler", t.aside(t.label(rung), rung.needs(draft.language))))
    if item.override:
        lines.append(("decided_by", item.override_by))
    return "\n".join(t(f"workbook.clusters.{name}", words=words) for name, words in lines if words)


def _thresholds(paper: Paper) -> dict[str, float]:
    value = paper.draft.parameters.value
    return {name: value(f"feasibility.{name}") for name in ("go", "conditions", "simpler")}


def _row(paper: Paper, block: Block, verdict: Verdict, number: int, core: int) -> list[Cell]:
    draft, t = paper.draft, paper.t
    item = draft.state.one(Partnership, verdict.partnership)
    few, unknown = t("workbook.common.too_few_marks"), t("workbook.common.not_known")
    here = {name: block.here(number, len(BEFORE) + core + place) for place, name in enumerate(AFTER)}
    marks = f"{block.here(number, len(BEFORE))}:{block.here(number, len(BEFORE) + core - 1)}"
    index: Value = unknown if verdict.index is None else verdict.index
    proposed = draft.term("verdicts", verdict.proposed) or unknown
    none = t("workbook.clusters.no_knockout")
    return [
        written(item.code),
        written(draft.name(item)),
        written(draft.city_names(item.cities)),
        *(written(few if median is None else median, "one") for _, median in verdict.scores),
        formula(f'=IFERROR(100*SUM({marks})/5/COUNT({marks}),"{unknown}")', index),
        given(draft.terms("knockouts", verdict.knockouts) or none),
        formula(_proposed(paper, here["index"], here["knockouts"], none), proposed, "text"),
        given(draft.term("verdicts", verdict.verdict) or unknown, choices=choices(paper, "verdicts")),
        given(item.override_reason if verdict.verdict != verdict.proposed else ""),
        written(draft.flag(verdict.flag)),
    ]


def _proposed(paper: Paper, index: str, knockouts: str, none: str) -> str:
    word = {code: paper.cells[f"verdicts.{code}"] for code in (
        feasibility.GO, feasibility.CONDITIONS, feasibility.SIMPLER, feasibility.PARK, feasibility.STOP)}  # fmt: skip
    value = {name: f"{limit:g}" for name, limit in _thresholds(paper).items()}
    text = word[feasibility.PARK]
    for name, code in (
        ("simpler", feasibility.SIMPLER),
        ("conditions", feasibility.CONDITIONS),
        ("go", feasibility.GO),
    ):
        text = f"IF(ROUND({index},9)>={value[name]},{word[code]},{text})"
    unknown = paper.t("workbook.common.not_known")
    return f'=IF({knockouts}<>"{none}",{word[feasibility.STOP]},IF(ISNUMBER({index}),{text},"{unknown}"))'


def _sectors(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    order = [row.code for row in draft.catalogue.sectors]
    rows = {(row.city, row.sector): row for row in draft.state.all(Employment)}
    used = {sector for _, sector in rows}
    codes = [*(code for code in order if code in used), *sorted(used - set(order))]
    if not codes:
        sheet.words(t("workbook.clusters.no_sectors"))
        return
    strong = draft.parameters.value("clusters.strong_lq")
    sheet.words(t("workbook.clusters.sector_how", strong=strong))
    places = [*(city.code for city in draft.cities), _REFERENCE]
    headers = [t(f"workbook.clusters.{name}") for name in ("sector_code", "sector", "data")]
    headers += [draft.city_name(code) if code != _REFERENCE else t("workbook.clusters.reference") for code in places]
    headers += [t("workbook.clusters.quotient", city=draft.name(city)) for city in draft.cities]
    block = sheet.block(len(headers), len(codes))
    quotients = {(row.city, row.sector): row for row in draft.evidence.sectors}
    body = []
    for number, code in enumerate(codes):
        found = [rows.get((place, code)) for place in places]
        invented = any(row is not None and row.demonstration for row in found)
        cells = [given(row.persons if row else None, "whole") for row in found]
        quotes: list[Cell] = []
        for place, city in enumerate(draft.cities):
            sector = quotients.get((city.code, code))
            value = sector.quotient if sector else None
            quotes.append(_quotient(paper, block, number, place, len(draft.cities), value))
        label = t(f"workbook.label.{'demonstration' if invented else 'real'}")
        body.append([written(code), written(draft.term("sectors", code)), written(label), *cells, *quotes])
    sheet.fill(block, headers, body)


def _quotient(paper: Paper, block: Block, number: int, city: int, cities: int, value: float | None) -> Cell:
    """(e/E)/(r/R), both totals over the sectors that are known for the city and for the reference."""
    mine, theirs = block.here(number, 3 + city), block.here(number, 3 + cities)
    column, reference = block.column(3 + city), block.column(3 + cities)
    unknown = paper.t("workbook.common.not_known")
    whole = f"SUMPRODUCT({column},--ISNUMBER({reference}))"
    other = f"SUMPRODUCT({reference},--ISNUMBER({column}))"
    text = f'=IF(COUNT({mine},{theirs})=2,IFERROR(({mine}/{whole})/({theirs}/{other}),"{unknown}"),"{unknown}")'
    return formula(text, unknown if value is None else value, "two")
