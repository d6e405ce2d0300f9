"""The table of 19_Sensitivity that finds out whether the inputs of the book are still those that the plan was sought
with: everything of which a change would change what is chosen, when it starts, who is asked to pay or which tier it
has.

Every row or column of inputs is counted twice, as it was and, by a formula, as it is: each number times its place, so
that two numbers that change places are noticed too. A word counts with its place in its list; of texts those are
counted that are as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.investment.sharing import metric_of
from components.workbook.write import criteria, financing, longlist, offers, plan, price_levels
from components.workbook.write.cells import Cell, formula, written
from components.workbook.write.draft import Draft
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workbook.write.solved import STATE
from components.workshop.records.money import CityCertainty, Source, SourceAmount
from components.workshop.records.options import Option
from components.workshop.records.partnership import KeyLimit

INPUTS = ("input", "solved_for", "now", "state")
_OPTION = {"low": "capex_low", "likely": "capex_likely", "high": "capex_high", "opex": "opex_per_year",
           "revenue": "revenue_per_year", "build": "build_years"}  # fmt: skip
_FINE = "workbook.sensitivity.up_to_date"
_NO_WORD = -1.0


@dataclass(frozen=True)
class Input:
    """A range of inputs: its name, its cells, and the numbers that the plan was sought with, row by row of `columns`.
    words: the name of the list whose words stand there; a number is then the place of the word in the list, from 1.
    texts: what stood there, in one column, where it is no number; `values` are then not looked at.
    """

    name: str
    cells: str
    values: tuple[float | None, ...] = ()
    columns: int = 1
    words: str = ""
    texts: tuple[str, ...] = ()


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes the state over the table, and the table."""
    t, inputs = paper.t, [one for one in _inputs(paper) if (one.values or one.texts) and one.cells]
    same, changed = t("workbook.sensitivity.same"), t("workbook.sensitivity.changed")
    head = sheet.row
    sheet.row += 1
    block = sheet.block(len(INPUTS), len(inputs))
    rows = [
        _row(paper, one, block.here(number, 1), block.here(number, 2), (same, changed))
        for number, one in enumerate(inputs)
    ]
    sheet.fill(block, [t(f"workbook.sensitivity.{name}") for name in INPUTS], rows)
    end, sheet.row = sheet.row, head
    fine = t(_FINE)
    if inputs:
        states = block.column(len(INPUTS) - 1)
        test = f'=IF(COUNTIF({states},"{same}")={len(inputs)},"{fine}","{t("workbook.sensitivity.stale")}")'
        cell = formula(test, fine, "text")
    else:
        cell = written(fine)
    paper.cells[STATE] = sheet.line(t("workbook.sensitivity.state_now"), cell)
    sheet.row = end
    sheet.alarm(head, 1, fine)


def _row(paper: Paper, one: Input, then: str, now: str, states: tuple[str, str]) -> list[Cell]:
    same, changed = states
    places = [str(place) for place in range(1, len(one.values) + 1)]
    lines = [",".join(places[first : first + one.columns]) for first in range(0, len(places), one.columns)]
    counted = one.cells
    value = sum(place * (amount or 0.0) for place, amount in enumerate(one.values, 1))
    if one.words:
        counted = f"MATCH({one.cells},{paper.blocks[f'list.{one.words}'].column(0)},0)"
    text = f"SUMPRODUCT({counted},{{{';'.join(lines)}}})"
    if one.words:
        # A word that is in no list has no number at all
        text, value = f"IFERROR({text},{_NO_WORD:g})", _NO_WORD if None in one.values else value
    if one.texts:
        asked = ";".join('"' + told.replace('"', '""') + '"' for told in one.texts)
        text, value = f"SUMPRODUCT(--({one.cells}={{{asked}}}))", float(len(one.texts))
    near = f"ABS({now}-{then})<=0.000001*MAX(1,ABS({then}))"
    return [
        written(one.name),
        written(value, "two"),
        formula(f"={text}", value, "two"),
        formula(f'=IF({near},"{same}","{changed}")', same, "text"),
    ]


def _inputs(paper: Paper) -> list[Input]:
    return [*_options(paper), *_scores(paper), *_money(paper), *_keys(paper)]


def _options(paper: Paper) -> list[Input]:
    """Costs and decisions of the options, and the start of what is in the plan."""
    draft, t = paper.draft, paper.t
    options, block = draft.state.options, paper.blocks["options.money"]
    found = [
        Input(
            t("workbook.sensitivity.of_options", what=t(f"workbook.longlist.{name}")),
            block.column(longlist.MONEY.index(name)),
            tuple(_number(option, field) for option in options),
        )
        for name, field in _OPTION.items()
    ]
    people = paper.blocks["options.more"].column(longlist.MORE.index("people"))
    decision = paper.blocks["options"].column(longlist.WHAT.index("decision"))
    for name, cells, values, words in (
        ("people", people, tuple(option.beneficiaries for option in options), ""),
        ("decision", decision, _places(paper, "option_decisions", [one.decision for one in options]),
         "option_decisions"),
    ):  # fmt: skip
        title = t("workbook.sensitivity.of_options", what=t(f"workbook.longlist.{name}"))
        found.append(Input(title, cells, values, words=words))
    start = paper.blocks["plan.who"].column(plan.WHO.index("start"))
    title = t("workbook.sensitivity.of_options", what=t("workbook.plan.start"))
    return [*found, Input(title, start, tuple(line.start for line in draft.chosen))]


def _scores(paper: Paper) -> list[Input]:
    """Weights of the criteria, and the median of every option on each of them."""
    draft, t = paper.draft, paper.t
    weights = {row.criterion: row.percent for row in draft.evidence.weights.weights}
    codes = [code for code, _ in draft.criteria]
    column = paper.blocks["criteria"].column(criteria.WEIGHT)
    found = [Input(t("workbook.sensitivity.weights"), column, tuple(map(weights.get, codes)))]
    block, rows = paper.blocks["scores"], draft.plan.scores
    if rows and codes:
        medians = tuple(dict(row.medians).get(code) for row in rows for code in codes)
        cells = f"{block.at(0, 2)}:{block.here(len(rows) - 1, 1 + len(codes))}"
        found.append(Input(t("workbook.sensitivity.medians"), cells, medians, len(codes)))
    return found


def _money(paper: Paper) -> list[Input]:
    """Envelopes of the cities, amounts of the sources, how sure both are, and rates of other currencies."""
    draft, t = paper.draft, paper.t
    found = []
    for number, city in enumerate(draft.cities):
        amounts = tuple(draft.envelope(city.code, year) for year in draft.years)
        name = t("workbook.sensitivity.envelope", city=draft.name(city))
        found.append(Input(name, paper.blocks["envelopes"].column(1 + number), amounts))
    sources, years = draft.state.all(Source), draft.years
    stated = tuple(_stated(draft, source.code, year) for source in sources for year in years)
    found.append(Input(t("workbook.sensitivity.sources"), offers.amounts(paper), stated, max(len(years), 1)))
    sure = [source.certainty for source in sources]
    sure += [draft.state.one(CityCertainty, city.code).certainty for city in draft.cities]
    places = _places(paper, "certainties", sure)
    cells, texts = financing.matches(paper)
    found.append(Input(t("workbook.sensitivity.matches"), cells, texts=texts))
    found.append(Input(t("workbook.sensitivity.certainties"), offers.certainties(paper), places, words="certainties"))
    if "rates" in paper.blocks:
        rates = tuple(one.rate for one in price_levels.foreign(draft))
        found.append(Input(t("workbook.sensitivity.rates"), paper.blocks["rates"].column(1), rates))
    return found


def _keys(paper: Paper) -> list[Input]:
    """Weights of the cost keys, the common ones and those of single options, what each of them measures in each city,
    and the least and the most that a city bears.
    """
    draft, t, block = paper.draft, paper.t, paper.blocks["keys"]
    used, codes = dict(draft.plan.sharing.mix), [term.code for term in draft.catalogue.cost_keys]
    found = [Input(t("workbook.sensitivity.key_weights"), block.column(1), tuple(map(used.get, codes)))]
    metrics = [metric_of(draft.state, draft.catalogue, code) for code in codes]
    for number, city in enumerate(draft.cities):
        name = t("workbook.sensitivity.metrics", city=draft.name(city))
        found.append(Input(name, block.column(2 + number), tuple(row[number] for row in metrics)))
    for own in draft.plan.sharing.options:
        place = paper.blocks.get(f"own_key.{own.option}")
        if place:
            name = t("workbook.sensitivity.own_key", option=own.option)
            found.append(Input(name, place.column(1), tuple(map(dict(own.mix).get, codes))))
    return [*found, *_limits(paper)]


def _limits(paper: Paper) -> list[Input]:
    draft, t, block = paper.draft, paper.t, paper.blocks["shares"]
    limits = [draft.state.one(KeyLimit, share.city) for share in draft.plan.sharing.shares]
    if not limits:
        return []
    values = tuple(amount for row in limits for amount in (row.floor, row.cap))
    cells = f"{block.at(0, 2)}:{block.here(len(limits) - 1, 3)}"
    return [Input(t("workbook.sensitivity.limits"), cells, values, 2)]


def _places(paper: Paper, words: str, codes: Sequence[str]) -> tuple[float | None, ...]:
    """The place of every code in its list, from 1."""
    listed = [term.code for term in paper.draft.catalogue.table(words)]
    return tuple(float(listed.index(code) + 1) if code in listed else None for code in codes)


def _stated(draft: Draft, source: str, year: int) -> float | None:
    found = draft.state.get(SourceAmount, f"{source}.{year}")
    return found.amount if found else None


def _number(option: Option, field: str) -> float | None:
    value: float | None = getattr(option, field)
    return value
