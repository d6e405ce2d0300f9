"""What other amounts mean for each city: with the options and years as they are, and with the best choice for them."""

from __future__ import annotations

from html import escape

from components.investment.plan_records import Plan
from components.language import Texts
from components.ui.charts import figure
from components.ui.charts.marks import bar, city_name
from components.ui.charts.scenarios import changed_amount
from components.workshop.state import State


def trying(t: Texts, state: State, plan: Plan, kept: Plan, best: Plan | None) -> None:
    """Draw what each city pays in the plan, with the same choice under other amounts, and with the best choice."""
    figure.draw(t, tryout_figure(t, state, plan, kept, best))


def tryout_figure(t: Texts, state: State, plan: Plan, kept: Plan, best: Plan | None) -> figure.Figure:
    """One row per city, and what nobody pays. best: None while it is sought."""
    plans = [plan, kept, *([best] if best is not None else [])]
    paid = [{row.city: row.capex + row.opex for row in one.cities} for one in plans]
    most = max((amount for one in paid for amount in one.values()), default=0) or 1
    rows = "".join(
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}</div>'
        f'<div>{"".join(_bar(one.get(city.code, 0) / most, look) for one, look in zip(paid, _LOOKS))}</div>'
        f'<div class="scn-note"><b>{escape(t.number(paid[-1].get(city.code, 0)))}</b> '
        f"{escape(changed_amount(t, paid[0].get(city.code, 0), paid[-1].get(city.code, 0)))}</div></div>"
        for city in state.cities
    )
    names = [t(f"scenarios.try.column_{name}") for name in ("plan", "kept", "best")][: len(plans)]
    gaps = [one.totals.capex - _paid_capex(one) for one in plans]
    table = [
        (city.name or city.code, *(t.number(one.get(city.code, 0)) for one in paid)) for city in state.cities
    ]
    table.append((t("scenarios.total.unpaid"), *(t.number(gap) for gap in gaps)))
    legend = " &nbsp; ".join(
        f'<span class="scn-swatch scn-{kind} {tone}" aria-hidden="true"></span> {escape(name)}'
        for name, (kind, tone) in zip(names, _LOOKS)
    )
    return figure.Figure(
        title=_title(t, gaps[1], same=paid[0] == paid[-1]),
        subtitle=t("scenarios.try.subtitle", unit=state.setting.money_unit),
        body=rows,
        legend=legend,
        how=t("scenarios.try.how"),
        table=figure.Table((t("scenarios.beside.what"), *names), tuple(table)),
    )


_LOOKS = (("hard", "scn-pale"), ("hard", "scn-accent"), ("soft", "scn-accent"))


def _bar(share: float, look: tuple[str, str]) -> str:
    return bar(share, kind=look[0], tone=look[1])


def _title(t: Texts, unpaid: int, *, same: bool) -> str:
    if unpaid:
        return t("scenarios.try.title_short", amount=t.number(unpaid))
    return t("scenarios.try.title_same" if same else "scenarios.try.title")


def _paid_capex(plan: Plan) -> int:
    return sum(row.amount for row in plan.flows if row.kind == "capex" and row.certainty != "gap")
