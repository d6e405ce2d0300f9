"""19_Sensitivity: what each single change would do to the plan, how firm each option is, and whether the inputs of this
book are still those that all this was worked out for.

What stands here was written by the program; Excel cannot seek a plan. So the sheet counts every column of inputs twice:
as it was when the plan was sought, and, by a formula, as it is: each number times its place in its row or column, so
that two numbers that change places are noticed too. When the two differ, the sheet says in red that it must be run
again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.analysis.agreement import SPLIT
from components.investment.firmness import Firmness
from components.investment.robustness import CITY, GROUP, PARTNER, WEIGHT_DOWN, WEIGHT_UP, Trial
from components.investment.sharing import metric_of
from components.workbook.write import bycity, criteria, longlist, pictures
from components.workbook.write.cells import Cell, formula, written
from components.workbook.write.draft import Draft
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workbook.write.solved import STATE
from components.workshop.records.options import Option

INPUTS = ("input", "solved_for", "now", "state")
TRIALS = ("change", "leave", "enter", "top", "tau", "capex", "more", "value", "search")
FIRM = ("code", "name", "kind", "share", "plan", "rank_range")
_OPTION = {"low": "capex_low", "likely": "capex_likely", "high": "capex_high", "opex": "opex_per_year",
           "revenue": "revenue_per_year", "build": "build_years"}  # fmt: skip
_FINE = "workbook.sensitivity.up_to_date"


@dataclass(frozen=True)
class _Input:
    """A row or column of inputs: its name, its cells, and the numbers that the plan was sought with."""

    name: str
    cells: str
    values: tuple[float | None, ...]
    separator: str


def reserve(paper: Paper, firmness: Firmness | None) -> Sheet:
    """Begins the sheet and fixes the place of its state, which other sheets show. firmness: as for `write`."""
    t = paper.t
    sheet = Sheet(paper, "19_Sensitivity", [34, 32, 28, 34, 11, 13, 13, 10, 14], size="A3")
    if firmness is not None:
        key, values = firmness.stability
        sheet.words(t(key, **dict(values)), "purpose")
    sheet.heading(t("workbook.sensitivity.stale_title"))
    sheet.words(t("workbook.sensitivity.stale_how"))
    paper.cells[STATE] = f"'{sheet.code}'!$B${sheet.row + 1}"
    return sheet


def write(paper: Paper, sheet: Sheet, firmness: Firmness | None, trials: Sequence[Trial]) -> None:
    """Writes the rest. firmness: of this plan, None when nobody had it worked out; trials: the tests in that case."""
    _stale(paper, sheet)
    _trials(paper, sheet, trials if firmness is None else firmness.tests)
    _firm(paper, sheet, firmness)
    sheet.finish()


def _stale(paper: Paper, sheet: Sheet) -> None:
    """Whether the inputs are still those that the plan was sought with."""
    t, inputs = paper.t, [one for one in _inputs(paper) if one.values]
    same, changed = t("workbook.sensitivity.same"), t("workbook.sensitivity.changed")
    head = sheet.row
    sheet.row += 1
    block = sheet.block(len(INPUTS), len(inputs))
    rows = [_input_row(one, block.here(number, 1), block.here(number, 2), same, changed)
            for number, one in enumerate(inputs)]  # fmt: skip
    sheet.fill(block, [t(f"workbook.sensitivity.{name}") for name in INPUTS], rows)
    end, sheet.row = sheet.row, head
    fine = t(_FINE)
    if inputs:
        states = block.column(len(INPUTS) - 1)
        test = f'=IF(COUNTIF({states},"{same}")={len(inputs)},"{fine}","{t("workbook.sensitivity.stale")}")'
        cell = formula(test, fine, "text")
    else:
        cell = written(fine)
    sheet.line(t("workbook.sensitivity.state_now"), cell)
    sheet.row = end
    sheet.alarm(head, 1, fine)


def _input_row(one: _Input, then: str, now: str, same: str, changed: str) -> list[Cell]:
    weights = one.separator.join(str(place) for place in range(1, len(one.values) + 1))
    value = sum(place * (amount or 0.0) for place, amount in enumerate(one.values, 1))
    near = f"ABS({now}-{then})<=0.000001*MAX(1,ABS({then}))"
    return [
        written(one.name),
        written(value, "two"),
        formula(f"=SUMPRODUCT({one.cells},{{{weights}}})", value, "two"),
        formula(f'=IF({near},"{same}","{changed}")', same, "text"),
    ]


def _inputs(paper: Paper) -> list[_Input]:
    """Costs of the options, weights of the criteria, envelopes of the cities, cost keys."""
    draft, t = paper.draft, paper.t
    options, money = draft.state.options, paper.blocks["options.money"]
    found = [
        _Input(
            t("workbook.sensitivity.of_options", what=t(f"workbook.longlist.{name}")),
            money.column(longlist.MONEY.index(name)),
            tuple(_number(option, field) for option in options),
            ";",
        )
        for name, field in _OPTION.items()
    ]
    weights = {row.criterion: row.percent for row in draft.evidence.weights.weights}
    block = paper.blocks["criteria"]
    found.append(
        _Input(
            t("workbook.sensitivity.weights"),
            block.column(criteria.WEIGHT),
            tuple(weights.get(code) for code, _ in draft.criteria),
            ";",
        )
    )
    for number, city in enumerate(draft.cities):
        amounts = tuple(draft.envelope(city.code, year) for year in draft.years)
        name = t("workbook.sensitivity.envelope", city=draft.name(city))
        found.append(_Input(name, bycity.envelope_row(paper, number), amounts, ","))
    return [*found, *_keys(paper)]


def _keys(paper: Paper) -> list[_Input]:
    """Weights of the cost keys, and what each of them measures in each city."""
    draft, t, block = paper.draft, paper.t, paper.blocks["keys"]
    used, codes = dict(draft.plan.sharing.mix), [term.code for term in draft.catalogue.cost_keys]
    found = [_Input(t("workbook.sensitivity.key_weights"), block.column(1), tuple(map(used.get, codes)), ";")]
    metrics = [metric_of(draft.state, draft.catalogue, code) for code in codes]
    for number, city in enumerate(draft.cities):
        name = t("workbook.sensitivity.metrics", city=draft.name(city))
        found.append(_Input(name, block.column(2 + number), tuple(row[number] for row in metrics), ";"))
    return found


def _number(option: Option, field: str) -> float | None:
    value: float | None = getattr(option, field)
    return value


def _trials(paper: Paper, sheet: Sheet, trials: Sequence[Trial]) -> None:
    draft, t = paper.draft, paper.t
    sheet.heading(t("workbook.sensitivity.trials_title", unit=draft.setting.money_unit))
    if not trials:
        sheet.words(t("workbook.sensitivity.no_trials"))
        return
    block = sheet.block(len(TRIALS), len(trials))
    paper.blocks["sensitivity"] = block
    capex = sum(line.capex or 0 for line in draft.chosen)
    heads = [t(f"workbook.sensitivity.{name}", n=len(trials[0].top)) for name in TRIALS]
    rows = [
        [
            written(_change(draft, one)),
            written(_names(draft, one.leave)),
            written(_names(draft, one.enter)),
            written(draft.t.joined(list(one.top)) or t("firm.tests.none")),
            written(t("firm.tests.no_order") if one.tau is None else one.tau, "two"),
            written(one.capex, "whole"),
            written(one.capex - capex, "whole"),
            written(one.value, "one"),
            written(t(f"workbook.sensitivity.status.{one.status}")),
        ]
        for one in trials
    ]
    sheet.fill(block, heads, rows)
    sheet.words(t("firm.tests.how"))


def _change(draft: Draft, one: Trial) -> str:
    """One change in words."""
    name = one.subject
    if one.kind in (CITY, PARTNER):
        name = draft.city_name(one.subject)
    elif one.kind == GROUP:
        name = draft.term("stakeholder_groups", one.subject)
    elif one.kind in (WEIGHT_DOWN, WEIGHT_UP):
        name = dict(draft.criteria).get(one.subject, one.subject)
    cut, rise = (draft.t.percent(draft.parameters.value(f"firmness.{code}")) for code in ("budget_cut", "opex_rise"))
    return draft.t(f"firm.test.{one.kind}", name=name, cut=cut, rise=rise)


def _names(draft: Draft, codes: Sequence[str]) -> str:
    return draft.t.joined([f"{code} {draft.option_name(code)}" for code in codes]) or draft.t("firm.tests.none")


def _firm(paper: Paper, sheet: Sheet, firmness: Firmness | None) -> None:
    draft, t = paper.draft, paper.t
    sheet.heading(t("workbook.sensitivity.firm_title"))
    if firmness is None:
        sheet.words(t("workbook.sensitivity.not_computed"))
        return
    block = sheet.block(len(FIRM), len(firmness.options))
    rows = []
    for row in firmness.options:
        score = draft.plan.score(row.option)
        ranked = score is not None and score.best_rank is not None
        rows.append(
            [
                written(row.option),
                written(draft.option_name(row.option)),
                written(t(f"firm.kind.{row.kind}")),
                written(t("workbook.sensitivity.split") if row.kind == SPLIT else row.share, "share"),
                written(t(f"firm.plan.{'in' if row.chosen else 'out'}")),
                written(f"{score.best_rank}–{score.worst_rank}" if score is not None and ranked else ""),
            ]
        )
    sheet.fill(block, [t(f"workbook.sensitivity.{name}") for name in FIRM], rows)
    share = FIRM.index("share")
    series = [(pictures.row_of(block, -1, share, share), pictures.column_of(block, share, len(rows)))] if rows else []
    title, unit = t("workbook.sensitivity.chart"), t("workbook.sensitivity.share")
    pictures.columns(paper, sheet, title, unit, pictures.column_of(block, 0, len(rows)), series, form="0%")
    gap = t("workbook.common.not_known") if firmness.gap is None else t.percent(firmness.gap, 2)
    made = {"n": firmness.replications, "people": firmness.people, "seed": str(firmness.seed)}
    sheet.words(t("firm.facts.rooms", **made))
    sheet.words(t("workbook.sensitivity.proof", gap=gap))
    sheet.words(t("firm.facts.impossible", n=firmness.impossible))
    sheet.words(t("firm.facts.varied", n=firmness.varied))
    sheet.words(t("firm.facts.basis"))
