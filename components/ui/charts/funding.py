"""The investment of each year by how sure its money is, against the line of what can be spent, and what it costs to run
afterwards. All amounts are in the plan's unit and constant prices.

A certainty is told by its texture, its name in the legend and the number in its segment, never by its colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.framework.catalogue import load
from components.investment.crossing import GAP
from components.investment.funds import YearOfMoney
from components.investment.running import RunningTotal
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import spoken
from components.workshop.state import State

SURE = ("secured", "in_budget")
_RUN, _USERS, _OTHERS = "run", "users", "others"
_NARROWEST_NUMBER, _NARROW_ON_PHONES = 0.1, 0.3


def funding_figure(t: Texts, state: State, years: Sequence[YearOfMoney], after: RunningTotal) -> Figure:
    """One bar per year: capital cost by certainty, the gap hatched, running cost, and the line of what can be spent."""
    whole = sum(year.investment for year in years)
    if not whole:
        return Figure(t("money.fund.empty_title"), t("money.fund.empty_subtitle"))
    unit = state.setting.money_unit
    most = max([*(year.investment + year.running for year in years), *(year.line or 0.0 for year in years)])
    used = [code for code in _codes() if any(dict(year.capex).get(code) for year in years)]
    rows = "".join(_row(t, year, most) for year in years)
    last = str(years[-1].year)
    return Figure(
        title=_title(t, years, whole),
        subtitle=t("money.fund.subtitle", unit=unit, prices=constant(t, state)),
        body=f'<div class="scn-fund">{rows}{_after(t, after, last, most)}</div>',
        legend=_legend(t, used, after),
        how=t("money.fund.how"),
        table=_table(t, years, used, after, last),
    )


def constant(t: Texts, state: State) -> str:
    """The words under every amount: in the prices of which year it is."""
    return t("money.prices.constant", year=str(state.setting.price_year or state.setting.first_year))


def certainty_name(t: Texts, code: str) -> str:
    """The word for how sure an amount is."""
    catalogue = load()
    return t.label(catalogue.find("certainties", code)) if catalogue.has("certainties", code) else code


def _codes() -> tuple[str, ...]:
    return tuple(row.code for row in load().certainties)


def _title(t: Texts, years: Sequence[YearOfMoney], whole: int) -> str:
    gap = sum(year.gap for year in years)
    sure = sum(dict(year.capex).get(code, 0) for year in years for code in SURE)
    share = t.percent(sure / whole)
    if not gap:
        return t("money.fund.title", share=share)
    worst = max(years, key=lambda year: (year.gap, -year.year))
    return t("money.fund.title_gap", share=share, gap=gap, year=str(worst.year))


def _row(t: Texts, year: YearOfMoney, most: float) -> str:
    parts = "".join(_segment(t, code, certainty_name(t, code), amount, most) for code, amount in year.capex)
    if year.running:
        parts += _segment(t, _RUN, t("money.fund.run"), year.running, most)
    line = ""
    if year.line is not None:
        said = escape(t("money.fund.line_said", amount=year.line))
        style = f"left:{100 * year.line / most:.2f}%"
        line = f'<span class="scn-fund-line" style="{style}" title="{said}">{spoken(said)}</span>'
    return (
        f'<div class="scn-row scn-year"><div class="scn-name">{year.year}</div>'
        f'<div class="scn-fund-bar"><div class="scn-stacked">{parts}</div>{line}</div>'
        f'<div class="scn-value">{escape(t.number(year.investment))}</div></div>'
    )


def _after(t: Texts, after: RunningTotal, last: str, most: float) -> str:
    """What it costs to run each year after the plan, on the scale of the bars above."""
    if not after.cost:
        return ""
    parts = [
        (_RUN, t("money.fund.by_cities"), sum(amount for _, amount in after.cities)),
        (_USERS, t("money.fund.by_users"), after.users),
        (_OTHERS, t("money.fund.by_others"), after.outside),
    ]
    bar = "".join(_segment(t, code, name, amount, most) for code, name, amount in parts if amount)
    return (
        f'<div class="scn-row scn-year scn-after-plan"><div class="scn-name">{escape(t("money.fund.after", year=last))}'
        f'</div><div class="scn-fund-bar"><div class="scn-stacked">{bar}</div></div>'
        f'<div class="scn-value">{escape(t.number(after.cost))}</div></div>'
    )


def _segment(t: Texts, code: str, name: str, amount: int, most: float) -> str:
    share = amount / most if most else 0.0
    said = escape(f"{name} {t.number(amount)}")
    narrow = ' class="scn-roomy"' if share < _NARROW_ON_PHONES else ""
    number = f"<b{narrow}>{escape(t.number(amount))}</b>" if share >= _NARROWEST_NUMBER else ""
    return (
        f'<span class="scn-segment scn-sure-{code}" style="width:{100 * share:.2f}%" title="{said}">'
        f'<span aria-hidden="true">{number}</span>{spoken(said)}</span>'
    )


def _legend(t: Texts, used: Sequence[str], after: RunningTotal) -> str:
    names = [(f"scn-sure-{code}", certainty_name(t, code)) for code in used]
    names.append((f"scn-sure-{_RUN}", t("money.fund.run")))
    if after.users:
        names.append((f"scn-sure-{_USERS}", t("money.fund.by_users")))
    if after.outside:
        names.append((f"scn-sure-{_OTHERS}", t("money.fund.by_others")))
    names.append(("scn-fund-sample", t("money.fund.line")))
    return " &nbsp; ".join(
        f'<span class="scn-word"><span class="scn-swatch {style}" aria-hidden="true"></span> {escape(name)}</span>'
        for style, name in names
    )


def _table(t: Texts, years: Sequence[YearOfMoney], used: Sequence[str], after: RunningTotal, last: str) -> Table:
    header = (
        t("money.fund.year"),
        *(certainty_name(t, code) for code in used),
        t("money.fund.investment"),
        t("money.fund.run"),
        t("money.fund.line"),
    )
    rows = [
        (
            str(year.year),
            *(t.number(dict(year.capex).get(code, 0)) for code in used),
            t.number(year.investment),
            t.number(year.running),
            t.number(year.line),
        )
        for year in years
    ]
    sums = [sum(dict(year.capex).get(code, 0) for year in years) for code in used]
    whole = (t("money.all"), *(t.number(amount) for amount in sums), t.number(sum(year.investment for year in years)))
    rows.append((*whole, t.number(sum(year.running for year in years)), ""))
    own = sum(amount for _, amount in after.cities)
    rows.append((t("money.fund.after", year=last), *("" for _ in used), "", t.number(own), ""))
    return Table(header, tuple(rows))


def gap_sign() -> str:
    """The sample of money that nobody pays yet."""
    return f'<span class="scn-swatch scn-sure-{GAP}" aria-hidden="true"></span>'
