"""19_Sensitivity: what each single change would do to the plan, how firm each option is, and whether the inputs of this
book are still those that all this was worked out for.

What stands here was written by the program; Excel cannot seek a plan. So the sheet counts its inputs (`stale`), and
says in red that it must be run again when they are others.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.analysis.agreement import SPLIT
from components.investment.firmness import Firmness
from components.investment.robustness import CITY, GROUP, PARTNER, WEIGHT_DOWN, WEIGHT_UP, Trial
from components.workbook.write import pictures, stale
from components.workbook.write.cells import written
from components.workbook.write.draft import Draft
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workbook.write.solved import STATE

TRIALS = ("change", "leave", "enter", "top", "tau", "capex", "more", "value", "search")
FIRM = ("code", "name", "kind", "share", "plan", "rank_range")


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
    stale.write(paper, sheet)
    _trials(paper, sheet, trials if firmness is None else firmness.tests)
    _firm(paper, sheet, firmness)
    sheet.finish()


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
