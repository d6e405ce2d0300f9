"""16_KPIs: what each measure of success is, where it began, where it shall go and how far it came; and the work
programme.
"""

from __future__ import annotations

from functools import partial

from components.investment.kpis import TARGET_YEARS, Measured, measures
from components.investment.programme import next_steps, programme
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workshop.records.delivery import Kpi, WorkItem

WHAT = ("code", "name", "level", "network_level", "option", "gap", "definition", "unit", "direction", "data")
BASE = ("code", "name", "baseline", "source", "baseline_year", "measure_by", "collector", "frequency", "cost")
GOAL = (
    "code", "name", "target_1", "target_3", "target_5", "actual", "light", "actual_year", "due", "achieved",
)  # fmt: skip
WORK = ("code", "what", "status", "owner", "until", "option")


def write(paper: Paper) -> None:
    """Writes the measures in three tables, then the programme by date."""
    draft, t = paper.draft, paper.t
    rows = measures(draft.state, draft.parameters)
    sheet = Sheet(paper, "16_KPIs", [8, 36, 14, 22, 20, 24, 34, 14, 14, 19], size="A3")
    value = draft.parameters.value
    shares = {name: t.percent(value(f"kpi.{name}")) for name in ("on_track", "behind")}
    sheet.words(t("workbook.kpis.how", **shares))
    what = sheet.block(len(WHAT), len(rows))
    paper.blocks["kpis.what"] = what
    headers = [t(f"workbook.kpis.{name}") for name in WHAT]
    sheet.fill(what, headers, [_what(paper, row.kpi) for row in rows], main=True)
    if not rows:
        sheet.words(t("workbook.kpis.none"))
    sheet.heading(t("workbook.kpis.base_title"))
    base = sheet.block(len(BASE), len(rows))
    paper.blocks["kpis.base"] = base
    headers = [t(f"workbook.kpis.{name}", unit=draft.setting.money_unit) for name in BASE]
    sheet.fill(base, headers, [_base(paper, row.kpi, number) for number, row in enumerate(rows)])
    sheet.heading(t("workbook.kpis.goal_title"))
    goal = sheet.block(len(GOAL), len(rows))
    paper.blocks["kpis.goal"] = goal
    first = draft.years[0] if draft.years else 0
    years = {f"target_{number}": str(first + number - 1) if first else "–" for number in TARGET_YEARS}
    headers = [t(f"workbook.kpis.{name}", year=years.get(name, "")) for name in GOAL]
    sheet.fill(goal, headers, [_goal(paper, row, number, first) for number, row in enumerate(rows)])
    sheet.heading(t("workbook.kpis.work_title"))
    _work(paper, sheet)
    sheet.finish()


def bare(paper: Paper) -> str:
    """How many measures have neither a baseline nor a day to measure it, as a formula without `=`."""
    base = paper.blocks["kpis.base"]
    value, by = base.column(BASE.index("baseline")), base.column(BASE.index("measure_by"))
    return f"SUMPRODUCT(1-ISNUMBER({value}),--(LEN(TRIM({by}))=0))"


def step_lines(paper: Paper) -> Cell | None:
    """The next steps with owner and day, one a line, for 01_Decision; None without a work programme."""
    draft, t = paper.draft, paper.t
    coming = next_steps(draft.state, draft.parameters)
    if not coming:
        return None
    block, order = paper.blocks["work"], [item.code for item in programme(draft.state)]
    nobody, undated = t("workbook.kpis.nobody"), t("workbook.kpis.undated")
    texts = []
    for item in coming:
        what, owner, until = (
            block.at(order.index(item.code), WORK.index(name)) for name in ("what", "owner", "until")
        )
        texts.append(
            f'{what}&" · "&IF(LEN({owner})=0,"{nobody}",{owner})&" · "&IF(LEN({until})=0,"{undated}",{until})'
        )
    values = [f"{item.what} · {item.owner or nobody} · {item.due or undated}" for item in coming]
    return formula("=" + "&CHAR(10)&".join(texts), "\n".join(values), "text")


def _what(paper: Paper, kpi: Kpi) -> list[Cell]:
    draft, t, of = paper.draft, paper.t, partial(_field, "kpi", kpi.code)
    about = f"{kpi.option} {draft.option_name(kpi.option)}" if kpi.option else t("workbook.risks.whole_plan")
    return [
        written(kpi.code),
        given(draft.name(kpi), of=of(draft.name_field(kpi))),
        given(t(f"workbook.kpi_level.{kpi.level}"), choices=choices(paper, "kpi_level"), of=of("level")),
        given(
            draft.term("network_levels", kpi.network_level),
            choices=choices(paper, "network_levels"),
            of=of("network_level"),
        ),
        written(about),
        given(kpi.gap, of=of("gap")),
        given(kpi.definition, of=of("definition")),
        given(kpi.unit, of=of("unit")),
        given(
            t(f"workbook.kpi_direction.{kpi.direction}"),
            choices=choices(paper, "kpi_direction"),
            of=of("direction"),
        ),
        written(t(f"workbook.label.{'demonstration' if kpi.demonstration else 'real'}")),
    ]


def _base(paper: Paper, kpi: Kpi, number: int) -> list[Cell]:
    name, of = paper.blocks["kpis.what"].here(number, 1), partial(_field, "kpi", kpi.code)
    return [
        written(kpi.code),
        formula(f'={name}&""', paper.draft.name(kpi), "text"),
        given(kpi.baseline, "word", of=of("baseline")),
        given(kpi.baseline_source, of=of("baseline_source")),
        given(kpi.baseline_year, "year", of=of("baseline_year")),
        given(kpi.measure_by, of=of("measure_by")),
        given(kpi.collector, of=of("collector")),
        given(kpi.frequency, of=of("frequency")),
        given(kpi.cost, "whole", of=of("cost")),
    ]


def _goal(paper: Paper, row: Measured, number: int, first: int) -> list[Cell]:
    t, kpi = paper.t, row.kpi
    block = paper.blocks["kpis.goal"]
    here = {name: block.here(number, place) for place, name in enumerate(GOAL)}
    base = paper.blocks["kpis.base"].here(number, BASE.index("baseline"))
    name = paper.blocks["kpis.what"].here(number, 1)
    unknown = t("workbook.common.not_known")
    way = f"({here['actual']}-{base})/({here['due']}-{base})"
    known = f"COUNT({here['actual']},{base},{here['due']})=3"
    achieved = f'=IF({known},IF({here["due"]}={base},"{unknown}",{way}),"{unknown}")'
    return [
        written(kpi.code),
        formula(f'={name}&""', paper.draft.name(kpi), "text"),
        *(
            given(getattr(kpi, field), "word", of=_field("kpi", kpi.code, field))
            for field in ("target_1", "target_3", "target_5", "actual")
        ),
        formula(_light(paper, here["achieved"]), t(f"workbook.kpi_light.{row.light}"), "text"),
        given(kpi.actual_year, "year", of=_field("kpi", kpi.code, "actual_year")),
        formula(_due(here, first, unknown), unknown if row.target is None else row.target, "word"),
        formula(achieved, unknown if row.achieved is None else row.achieved, "share"),
    ]


def _field(kind: str, code: str, field: str) -> tuple[str, ...]:
    return kind, code, field


def _due(here: dict[str, str], first: int, unknown: str) -> str:
    """The target that the measurement is compared with: without a year the last one that is stated, else the latest
    that is due, and before any is due the first.
    """
    one, three, five = (here[f"target_{number}"] for number in TARGET_YEARS)
    last, earliest, due = f'"{unknown}"', f'"{unknown}"', ""
    for target in (one, three, five):
        last = f"IF(ISNUMBER({target}),{target},{last})"
    for target in (five, three, one):
        earliest = f"IF(ISNUMBER({target}),{target},{earliest})"
    due = earliest
    for target, number in zip((one, three, five), TARGET_YEARS, strict=True):
        due = f"IF(AND(ISNUMBER({target}),{here['actual_year']}>={first + number - 1}),{target},{due})"
    return f"=IF(ISNUMBER({here['actual_year']}),{due},{last})"


def _light(paper: Paper, achieved: str) -> str:
    value = paper.draft.parameters.value
    word = {name: paper.cells[f"kpi_light.{name}"] for name in ("on_track", "behind", "far_behind", "not_measured")}
    share = f"ROUND({achieved},9)"
    below = f"IF({share}>={value('kpi.behind'):g},{word['behind']},{word['far_behind']})"
    words = f"IF({share}>={value('kpi.on_track'):g},{word['on_track']},{below})"
    return f"=IF(ISNUMBER({achieved}),{words},{word['not_measured']})"


def _work(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    items = programme(draft.state)
    block = sheet.block(len(WORK), len(items))
    paper.blocks["work"] = block
    sheet.fill(block, [t(f"workbook.kpis.{name}") for name in WORK], [_item(paper, item) for item in items])
    if not items:
        sheet.words(t("workbook.kpis.no_work"))


def _item(paper: Paper, item: WorkItem) -> list[Cell]:
    draft, t, of = paper.draft, paper.t, partial(_field, "work", item.code)
    about = f"{item.option} {draft.option_name(item.option)}" if item.option else t("workbook.risks.whole_plan")
    return [
        written(item.code),
        given(item.what, of=of("what")),
        given(t(f"workbook.work_status.{item.status}"), choices=choices(paper, "work_status"), of=of("status")),
        given(item.owner, of=of("owner")),
        given(item.due, of=of("due")),
        written(about),
    ]
