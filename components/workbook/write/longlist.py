"""07_LongList: every option that was named, what it is for, what it costs, whom it serves, and what the room decided.

The cost under its uplift is a sensitivity beside the list: no other sheet counts with it.
"""

from __future__ import annotations

from functools import partial

from components.investment.plan_records import OUTSIDE
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.options import Option, OptionRole

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
MORE = (
    "code", "name", "public_good", "sector", "cluster", "contingency", "uplift", "planning", "payer", "spent", "people",
    "women", "poor", "relations", "roles", "uplift_type",
)  # fmt: skip


_WIDTHS = [6, 22, 18.6, 12, 12, 12.5, 10, 12, 17, 20.7, 13, 16, 8.5, 15, 20.7, 19]


def reserve(paper: Paper) -> Sheet:
    """Fixes the places of the three tables; other sheets take costs and people from here."""
    sheet = Sheet(paper, "07_LongList", _WIDTHS, size="A3")
    count = len(paper.draft.state.options)
    block = paper.blocks["options"] = sheet.block(len(WHAT), count)
    for name, heads in (("options.money", MONEY), ("options.more", MORE)):
        # Under the table before: an empty row, the heading, the header
        block = Block(block.sheet, block.first + count + 3, 0, count, len(heads))
        paper.blocks[name] = block
    return sheet


def entered(paper: Paper, option: str, name: str) -> str:
    """Address where a number of an option is entered, by its column; empty for an option that was taken away."""
    number = next((place for place, row in enumerate(paper.draft.state.options) if row.code == option), None)
    if number is None:
        return ""
    table, heads = ("options.money", MONEY) if name in MONEY else ("options.more", MORE)
    return paper.blocks[table].at(number, heads.index(name))


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes the options in three tables: what they are, their money and tests, and what stands beside both."""
    draft, t = paper.draft, paper.t
    options, block = draft.state.options, paper.blocks["options"]
    sheet.fill(
        block, [t(f"workbook.longlist.{name}") for name in WHAT], [_what(paper, row) for row in options], main=True
    )
    sheet.heading(t("workbook.longlist.money_title", unit=draft.setting.money_unit))
    block = paper.blocks["options.money"]
    sheet.fill(block, [t(f"workbook.longlist.{name}") for name in MONEY], [_money(paper, row) for row in options])
    sheet.heading(t("workbook.longlist.more_title"))
    more = paper.blocks["options.more"]
    rows = [_more(paper, block, more, number, row) for number, row in enumerate(options)]
    sheet.fill(more, [t(f"workbook.longlist.{name}") for name in MORE], rows, repeated=True)
    if not options:
        sheet.words(t("workbook.longlist.none"))
    sheet.finish()


def _what(paper: Paper, row: Option) -> list[Cell]:
    draft, of = paper.draft, partial(_field, row)
    problem = " ".join(filter(None, (row.problem, f"[{row.problem_code}]" if row.problem_code else "")))
    return [
        written(row.code),
        given(draft.name(row), of=of(draft.name_field(row))),
        given(problem or paper.t("workbook.common.not_stated")),
        _term(paper, "goods_classes", row, "goods_class"),
        _term(paper, "network_levels", row, "level"),
        _term(paper, "network_types", row, "network_type"),
        _term(paper, "kinds", row, "kind"),
        given(draft.city_names(row.cities)),
        given(draft.city_name(row.lead_city) if row.lead_city else "", of=of("lead_city")),
        given(" · ".join(filter(None, (row.scale_content, row.location)))),
        _term(paper, "option_decisions", row, "decision"),
        given(" ".join(filter(None, (row.reason, row.merge_with))), of=() if row.merge_with else of("reason")),
    ]


def _money(paper: Paper, row: Option) -> list[Cell]:
    draft, t, of = paper.draft, paper.t, partial(_field, row)
    return [
        written(row.code),
        written(draft.name(row)),
        _term(paper, "natures", row, "nature"),
        given(row.currency or draft.setting.currency),
        given(row.capex_low, "whole", of=of("capex_low")),
        given(row.capex_likely, "whole", of=of("capex_likely")),
        given(row.capex_high, "whole", of=of("capex_high")),
        _term(paper, "estimate_classes", row, "estimate_class"),
        given(row.cost_basis, of=of("cost_basis")),
        given(row.opex_per_year, "whole", of=of("opex_per_year")),
        given(row.revenue_per_year, "whole", of=of("revenue_per_year")),
        given(row.life_years, "year", of=of("life_years")),
        given(row.build_years, "year", of=of("build_years")),
        given(_gates(paper, row)),
        _term(paper, "idea_sources", row, "idea_source"),
        written(t(f"workbook.label.{'demonstration' if row.demonstration else 'real'}")),
    ]


def _more(paper: Paper, money: Block, more: Block, number: int, row: Option) -> list[Cell]:
    """One option beside its costs; `money`, `more`: the places of the tables, for the formula of the uplift."""
    draft, t, of = paper.draft, paper.t, partial(_field, row)
    catalogue, unknown = draft.catalogue, t("workbook.common.not_known")
    uplift = next((term.upper_percent for term in catalogue.optimism_bias if term.code == row.uplift_type), None)
    likely = money.here(number, MONEY.index("likely"))
    parts = [more.here(number, MORE.index(name)) for name in ("contingency", "uplift")]
    planning = row.capex_likely
    if planning is not None:
        planning *= 1 + ((row.contingency_percent or 0.0) + (uplift or 0.0)) / 100
    text = f'=IF(ISNUMBER({likely}),{likely}*(1+(N({parts[0]})+N({parts[1]}))/100),"{unknown}")'
    payer = t("workbook.longlist.outside") if row.opex_payer == OUTSIDE else draft.city_name(row.opex_payer)
    return [
        written(row.code),
        written(draft.name(row)),
        given(draft.term("public_goods", row.public_good), of=of("public_good")),
        given(draft.term("sectors", row.sector), of=of("sector")),
        given(" · ".join(filter(None, (row.cluster, row.problem_code)))),
        given(row.contingency_percent, "one", of=of("contingency_percent")),
        written(uplift, "one"),
        formula(text, unknown if planning is None else planning, "whole"),
        given(payer if row.opex_payer else t("workbook.longlist.by_key")),
        given(row.spent, "whole", of=of("spent")),
        given(row.beneficiaries, "whole", of=of("beneficiaries")),
        given(row.women_percent, "one", of=of("women_percent")),
        given(row.poor_percent, "one", of=of("poor_percent")),
        given(_relations(paper, row)),
        given(_roles(paper, row)),
        given(draft.term("optimism_bias", row.uplift_type), of=of("uplift_type")),
    ]


def _field(row: Option, name: str) -> tuple[str, ...]:
    return "option", row.code, name


def _term(paper: Paper, table: str, row: Option, name: str) -> Cell:
    """A field whose value is a term of the framework."""
    words = paper.draft.term(table, getattr(row, name))
    return given(words, choices=choices(paper, table), of=_field(row, name))


def _relations(paper: Paper, row: Option) -> str:
    """What the option needs, excludes and stands in for, a line each."""
    t = paper.t
    lines = (
        ("requires", t.joined(list(row.requires))),
        ("excludes", t.joined(list(row.excludes))),
        ("alternatives", row.alternatives),
    )
    return "\n".join(t(f"workbook.longlist.{name}", which=which) for name, which in lines if which)


def _roles(paper: Paper, row: Option) -> str:
    """What each city does in it, a line a city."""
    draft = paper.draft
    found = [(city, draft.state.one(OptionRole, f"{row.code}.{city}").role) for city in row.cities]
    return "\n".join(draft.t("common.labelled", name=draft.city_name(city), words=role) for city, role in found if role)


def _gates(paper: Paper, row: Option) -> str:
    """Each gate test with ✔ passed, ✘ failed, ? open."""
    signs = {**dict.fromkeys(row.gates_passed, "✔"), **dict.fromkeys(row.gates_failed, "✘")}
    tests = paper.draft.catalogue.gate_tests
    return "\n".join(f"{signs.get(test.code, '?')} {paper.t.label(test)}" for test in tests)
