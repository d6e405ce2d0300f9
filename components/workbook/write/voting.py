"""Part of 02_Agreement: what a decision needs, who can stop one, and the ladder for disputes."""

from __future__ import annotations

from components.investment.power import HALF, Condition, power_of
from components.workbook.write import blocking
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workshop.edits.delivery import ladder
from components.workshop.records.partnership import Governance

_FORMS = {"people": "whole"}
_MOST_GROUPS = 12


def votes(paper: Paper, sheet: Sheet) -> None:
    """The parts of every city under the rule, whether it can stop a decision alone (live), and its share of swings."""
    draft, t = paper.draft, paper.t
    found = power_of(draft.state, draft.plan.sharing, draft.parameters)
    if found.problems or not found.swings:
        for key, values in found.problems:
            sheet.words(t(key, **dict(values)), "warning")
        return
    if blocking.possible(found):
        blocking.write(paper, sheet, found)
        return
    words = [_needs(paper, condition) for condition in found.conditions]
    sheet.line(t("workbook.voting.needs"), written(t("workbook.common.semicolon").join(words)))
    groups = [" + ".join(draft.city_name(city) for city in group) for group in found.blocking[:_MOST_GROUPS]]
    if len(found.blocking) > _MOST_GROUPS:
        groups.append(t("workbook.voting.more_groups", n=len(found.blocking) - _MOST_GROUPS))
    sheet.line(t("workbook.voting.stops"), written(t("workbook.common.semicolon").join(groups)))
    if found.away:
        sheet.line(t("workbook.voting.away"), written(found.away, "whole"), last=1)
    headers = [t(f"workbook.voting.{name}") for name in ("city", "standing")]
    headers += [t(f"workbook.voting.of_{condition.of}") for condition in found.conditions]
    headers += [t(f"workbook.voting.{name}") for name in ("alone", "swings", "turns")]
    block = sheet.block(len(headers), len(found.cities))
    rows: list[list[Cell]] = []
    for number, city in enumerate(found.cities):
        standing = found.standing(city)
        tests = [
            _not_without(condition, block.here(number, 2 + place), block.column(2 + place))
            for place, condition in enumerate(found.conditions)
        ]
        alone = f"=IF(OR({','.join(tests)}),{paper.cells['yes_no.yes']},{paper.cells['yes_no.no']})"
        rows.append(
            [
                written(draft.city_name(city)),
                written(t(f"workbook.voting.standing_{standing}")),
                *(given(condition.weights[number], _FORMS.get(condition.of, "word")) for condition in found.conditions),
                formula(alone, t(f"workbook.yes_no.{'yes' if (city,) in found.blocking else 'no'}"), "word"),
                written(found.share_of_swings[number], "share"),
                written(found.turns[number], "share"),
            ]
        )
    sheet.fill(block, headers, rows)
    sheet.words(t("workbook.voting.how"))


def rungs(paper: Paper, sheet: Sheet) -> None:
    """The ladder, from the first rung to the last."""
    t = paper.t
    steps = ladder(paper.draft.state)
    if not steps:
        sheet.words(t("workbook.voting.no_rungs"))
        return
    block = sheet.block(3, len(steps))
    rows = [
        [
            given(step.who, of=("dispute_step", step.code, "who")),
            given(step.how, of=("dispute_step", step.code, "how")),
            given(step.days, "whole", of=("dispute_step", step.code, "days")),
        ]
        for step in steps
    ]
    sheet.fill(block, [t(f"workbook.voting.{name}") for name in ("who", "how_settled", "days")], rows)


def leaving(paper: Paper, sheet: Sheet) -> None:
    """How a city joins and how it leaves, and how paid shares are put right."""
    t, found = paper.t, paper.draft.state.one(Governance)
    unknown = t("workbook.common.not_stated")
    for name in ("entry_conditions", "exit_liabilities", "true_up"):
        cell = given(getattr(found, name) or unknown, of=("governance", "main", name))
        sheet.line(t(f"workbook.voting.{name}"), cell)
    months = given(found.exit_notice_months, "whole", of=("governance", "main", "exit_notice_months"))
    sheet.line(t("workbook.voting.exit_notice"), months, last=1)


def _needs(paper: Paper, condition: Condition) -> str:
    part = paper.t(f"workbook.voting.of_{condition.of}")
    how = "more" if condition.percent <= HALF else "least"
    return paper.t(f"workbook.voting.{how}", part=part, percent=f"{condition.percent:g}")


def _not_without(condition: Condition, mine: str, column: str) -> str:
    """Whether the others together do not suffice, as a formula without `=`."""
    others = f"100*(SUM({column})-{mine})/SUM({column})"
    if condition.percent <= HALF:
        return f"ROUND({others},9)<={HALF:g}"
    return f"{others}<={condition.percent - 0.005:.10g}"
