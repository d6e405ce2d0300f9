"""The plan in one sentence and five numbers: what a mayor reads in five seconds."""

from __future__ import annotations

from html import escape

from components.investment.crossing import unpaid
from components.investment.payments import CAPEX
from components.investment.plan_records import Plan
from components.investment.running import RunningTotal
from components.language import Texts
from components.ui.charts.figure import Figure
from components.ui.charts.funding import constant
from components.workshop.state import State


def headline_figure(
    t: Texts, state: State, plan: Plan, after: RunningTotal, *, spent: int | None = None, nominal: int | None = None
) -> Figure:
    """`spent`: on these options before the plan, None when nobody said. `nominal`: the investment in the money of each
    year, None when that view is off or not known.
    """
    chosen = [line for line in plan.lines if line.chosen]
    totals, unit = plan.totals, state.setting.money_unit
    years = state.setting.plan_years
    gap = unpaid(plan.flows, years, kinds=(CAPEX,)).total
    ready = sum(line.tier == "ready" for line in chosen)
    values = {
        "n": len(chosen),
        "money": t.money(totals.capex, unit),
        "last": str(years[-1]),
        "share": t.percent(totals.secured_share),
        "gap": gap,
    }
    return Figure(
        title=t("money.head.title_gap" if gap else "money.head.title", **values),
        subtitle=_subtitle(t, state, spent, nominal),
        body=_numbers(
            (t.number(len(chosen)), t("money.head.in", of=len(plan.lines))),
            (t.number(ready), t("money.head.ready")),
            (t.number(totals.capex), t("money.head.capex", unit=unit)),
            (t.percent(totals.secured_share), t("money.head.secured")),
            (t.number(gap), t("money.head.gap")),
            (t.number(after.cost), t("money.head.opex", year=str(years[-1]))),
        ),
        lead=True,
    )


def _subtitle(t: Texts, state: State, spent: int | None, nominal: int | None) -> str:
    parts = [constant(t, state)]
    if nominal is not None:
        parts.append(t("money.head.nominal", amount=nominal))
    if spent is not None:
        parts.append(t("money.head.spent", amount=spent))
    return " · ".join(parts)


def _numbers(*pairs: tuple[str, str]) -> str:
    shown = "".join(f"<div><b>{escape(number)}</b><small>{escape(name)}</small></div>" for number, name in pairs)
    return f'<div class="scn-five">{shown}</div>'
