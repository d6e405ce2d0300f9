"""21_Lists: every drop-down list of the book, one a column. Formulas compare with these cells: a word stands once."""

from __future__ import annotations

from components.investment.plan_records import OUTSIDE
from components.workbook.write.cells import Cell, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet

FLOW_KINDS = ("capex", "opex", "revenue", "preparation", "debt_service")
OWN_WORDS: dict[str, tuple[str, ...]] = {
    "flow_kinds": FLOW_KINDS,
    "flag": ("consensus", "discuss", "split", "too_few"),
    "envelope": ("ok", "tight", "over", "unknown"),
    "result": ("pass", "fail", "not_yet"),
    "yes_no": ("yes", "partly", "no", "unknown"),
    "data": ("complete", "partial", "missing"),
    "label": ("real", "demonstration"),
    "risk_level": ("red", "amber", "green", "unrated"),
    "risk_status": ("open", "treated", "closed", "happened"),
    "kpi_level": ("input", "output", "outcome"),
    "kpi_direction": ("up", "down"),
    "kpi_light": ("on_track", "behind", "far_behind", "not_measured"),
    "work_status": ("open", "done"),
    "response": ("hard", "soft", "both"),
}
TABLES = (
    "plan_statuses",
    "certainties",
    "funding_sources",
    "cost_keys",
    "tiers",
    "verdicts",
    "knockouts",
    "option_decisions",
    "readiness",
    "blocking_items",
    "estimate_classes",
    "goods_classes",
    "natures",
    "idea_sources",
    "network_levels",
    "network_types",
    "dimensions",
    "kinds",
    "scales",
    "sectors",
    "activity_types",
    "city_types",
    "population_definitions",
    "gdp_levels",
    "ceds_statuses",
    "governance_forms",
    "collaboration_models",
    "decision_rules",
    "financing_rules",
    "clause_statuses",
    "simpler_agreements",
    "risk_categories",
    "gate_tests",
    "axes",
)
PAYERS = "payers"


def write(paper: Paper) -> None:
    """Writes the lists, keeps their places, and gives each a name in the book (`list_tiers` …)."""
    draft, t = paper.draft, paper.t
    lists: dict[str, list[tuple[str, str]]] = {
        name: [(code, t(f"workbook.{name}.{code}")) for code in codes] for name, codes in OWN_WORDS.items()
    }
    lists[PAYERS] = [(code, code) for code in (*(city.code for city in draft.cities), OUTSIDE)]
    for name in TABLES:
        lists[name] = [(term.code, t.label(term)) for term in draft.catalogue.table(name)]
    sheet = Sheet(paper, "21_Lists", [26] * len(lists))
    start, rows = sheet.row + 1, max(len(entries) for entries in lists.values())
    sheet.row = start
    titles = [_title(paper, name) for name in lists]
    columns = [[label for _, label in entries] + [""] * (rows - len(entries)) for entries in lists.values()]
    block = sheet.block(len(lists), rows)
    body: list[list[Cell]] = [[written(column[row]) for column in columns] for row in range(rows)]
    sheet.fill(block, titles, body, main=True, filtered=False)
    for place, (name, entries) in enumerate(lists.items()):
        place_of = Block(block.sheet, block.first, place, len(entries), 1)
        paper.blocks[f"list.{name}"] = place_of
        paper.workbook.define_name(f"list_{name}", f"={place_of.column(0)}")
        for number, (code, _) in enumerate(entries):
            paper.cells[f"{name}.{code}"] = place_of.at(number, 0)
    sheet.finish(printed=False)


def choices(paper: Paper, name: str) -> str:
    """The range of a list, for the choice in a cell."""
    return paper.blocks[f"list.{name}"].column(0)


def _title(paper: Paper, name: str) -> str:
    return paper.t(f"workbook.lists.{name}")
