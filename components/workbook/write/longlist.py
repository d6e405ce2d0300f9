"""07_LongList: every option that was named, what it is for, what it costs, and what the room decided about it."""

from __future__ import annotations

from components.workbook.write.cells import Cell, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workshop.records.options import Option

WHAT = (
    "code",
    "name",
    "problem",
    "good",
    "level",
    "network",
    "kind",
    "cities",
    "lead",
    "content",
    "decision",
    "reason",
)
MONEY = (
    "code", "name", "nature", "currency", "low", "likely", "high", "estimate", "basis", "opex", "revenue", "life",
    "build", "gates", "source", "data",
)  # fmt: skip


def write(paper: Paper) -> None:
    """Writes the options twice: what they are, and their money and tests."""
    draft, t = paper.draft, paper.t
    sheet = Sheet(paper, "07_LongList", [7, 28, 20, 13, 12, 12, 12, 15, 17, 15, 12, 16, 9, 17, 12, 18], size="A3")
    options = draft.state.options
    block = sheet.block(len(WHAT), len(options))
    paper.blocks["options"] = block
    sheet.fill(
        block, [t(f"workbook.longlist.{name}") for name in WHAT], [_what(paper, row) for row in options], main=True
    )
    sheet.heading(t("workbook.longlist.money_title", unit=draft.setting.money_unit))
    block = sheet.block(len(MONEY), len(options))
    paper.blocks["options.money"] = block
    sheet.fill(block, [t(f"workbook.longlist.{name}") for name in MONEY], [_money(paper, row) for row in options])
    if not options:
        sheet.words(t("workbook.longlist.none"))
    sheet.finish()


def _what(paper: Paper, row: Option) -> list[Cell]:
    draft = paper.draft
    problem = " ".join(filter(None, (row.problem, f"[{row.problem_code}]" if row.problem_code else "")))
    return [
        written(row.code),
        given(draft.name(row)),
        given(problem or paper.t("workbook.common.not_stated")),
        given(draft.term("goods_classes", row.goods_class), choices=choices(paper, "goods_classes")),
        given(draft.term("network_levels", row.level), choices=choices(paper, "network_levels")),
        given(draft.term("network_types", row.network_type), choices=choices(paper, "network_types")),
        given(draft.term("kinds", row.kind), choices=choices(paper, "kinds")),
        given(draft.city_names(row.cities)),
        given(draft.city_name(row.lead_city) if row.lead_city else ""),
        given(" · ".join(filter(None, (row.scale_content, row.location)))),
        given(draft.term("option_decisions", row.decision), choices=choices(paper, "option_decisions")),
        given(" ".join(filter(None, (row.reason, row.merge_with)))),
    ]


def _money(paper: Paper, row: Option) -> list[Cell]:
    draft, t = paper.draft, paper.t
    return [
        written(row.code),
        written(draft.name(row)),
        given(draft.term("natures", row.nature), choices=choices(paper, "natures")),
        given(row.currency or draft.setting.currency),
        given(row.capex_low, "whole"),
        given(row.capex_likely, "whole"),
        given(row.capex_high, "whole"),
        given(draft.term("estimate_classes", row.estimate_class), choices=choices(paper, "estimate_classes")),
        given(row.cost_basis),
        given(row.opex_per_year, "whole"),
        given(row.revenue_per_year, "whole"),
        given(row.life_years, "year"),
        given(row.build_years, "year"),
        given(_gates(paper, row)),
        given(draft.term("idea_sources", row.idea_source), choices=choices(paper, "idea_sources")),
        written(t(f"workbook.label.{'demonstration' if row.demonstration else 'real'}")),
    ]


def _gates(paper: Paper, row: Option) -> str:
    """Each gate test with ✔ passed, ✘ failed, ? open."""
    signs = {**dict.fromkeys(row.gates_passed, "✔"), **dict.fromkeys(row.gates_failed, "✘")}
    tests = paper.draft.catalogue.gate_tests
    return "\n".join(f"{signs.get(test.code, '?')} {paper.t.label(test)}" for test in tests)
