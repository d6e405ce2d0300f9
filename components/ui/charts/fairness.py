"""Who pays by the cost key, what is left to share after outside money, and who pays more than its part.

All amounts are in the plan's unit and of the whole plan, capital and running cost.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

from components.investment.fairness import Base, Burden, Fairness
from components.investment.key_trial import Trial, TrialRow
from components.investment.plan_records import Plan
from components.language import Texts
from components.ui.charts.figure import Figure, Table, table_markup
from components.ui.charts.marks import bar, city_name
from components.ui.charts.money import pays_figure
from components.workshop.records.cities import City
from components.workshop.state import State

_CENT = 100
# Percent: what the largest remainder gives one of three equal parts more than another, and the noise of a float.
_HAIR = 0.0101
_BURDEN = ("city", "pays", "pays_percent", "gets_percent", "per_head", "ratio", "word")
_BURDEN_SEEN = ("city", "pays", "per_head", "ratio")


def key_figure(
    t: Texts, state: State, tried: Trial, equal: Trial | None, population: Trial | None, *, entered: bool
) -> Figure:
    """One bar per city: its share, what it bears of the plan, and how that changes against an equal split and one by
    population. entered: whether this is the key in force; equal, population: None where they cannot be used.
    """
    cities = {city.code: city for city in state.cities}
    if not tried.rows:
        return Figure(t("fairness.key.empty_title"), t("fairness.key.empty_subtitle"))
    unit = state.setting.money_unit
    most = max(tried.rows, key=lambda row: (_size(tried, row), row.percent))
    others = [(name, found) for name, found in (("equal", equal), ("population", population)) if found is not None]
    body = "".join(
        _key_row(t, cities[row.city], place, tried, others, top=_size(tried, most))
        for place, row in enumerate(tried.rows)
    )
    values = {"city": cities[most.city].name, "percent": t.percent(most.percent / _CENT, 2)}
    kind = "title" if tried.amounts else "title_no_plan"
    if not tried.amounts and max(row.percent for row in tried.rows) - min(row.percent for row in tried.rows) <= _HAIR:
        # Equal parts of three make 33.34, 33.33 and 33.33: nobody bears most.
        kind = "title_equal"
    below = "subtitle_equal" if not tried.valid else "subtitle" if entered else "subtitle_tried"
    return Figure(
        title=t(f"fairness.key.{kind}", money=t.money(most.pays + most.lacks, unit), **values),
        subtitle=t(f"fairness.key.{below}", unit=unit),
        body=body,
        how=t("fairness.key.how"),
        table=_key_table(t, state, tried, others),
        lead=True,
    )


def base_figure(t: Texts, state: State, base: Base) -> Figure:
    """From what the plan costs to what the cities share, one bar for each step; the steps add up."""
    if not base.cost:
        return Figure(t("fairness.base.empty_title"), t("fairness.base.empty_subtitle"))
    unit, left = state.setting.money_unit, base.cost
    steps = [_step(t("fairness.base.cost"), t.number(base.cost), bar(1.0))]
    for name, amount in (("outside", base.outside), ("users", base.users), ("unpaid", base.unpaid)):
        left -= amount
        if amount:
            drawn = bar(amount / base.cost, kind="soft", start=left / base.cost)
            steps.append(_step(t(f"fairness.base.{name}"), f"− {t.number(amount)}", drawn))
    steps.append(_step(t("fairness.base.cities"), t.number(base.cities), bar(base.cities / base.cost)))
    named = (("cost", base.cost), ("outside", -base.outside), ("users", -base.users), ("unpaid", -base.unpaid))
    rows = ((t(f"fairness.base.{name}"), t.number(amount)) for name, amount in (*named, ("cities", base.cities)))
    return Figure(
        title=t("fairness.base.title", money=t.money(base.cities, unit), share=t.percent(base.cities / base.cost)),
        subtitle=t("fairness.base.subtitle", unit=unit),
        body="".join(steps),
        how=t("fairness.base.how"),
        table=Table((t("fairness.base.step"), t("fairness.base.amount", unit=unit)), tuple(rows)),
    )


def burden_figure(t: Texts, state: State, plan: Plan, fair: Fairness, heavy: float) -> Figure:
    """What each city pays against what it gets, with the ratio, per head, and who pays more than its part. heavy: the
    ratio from which that is said.
    """
    drawn = pays_figure(t, state, plan)
    if drawn.table is None:
        return drawn
    names = {city.code: city.name or city.code for city in state.cities}
    much = [names[row.city] for row in fair.burdens if row.heavy]
    unknown = [names[row.city] for row in fair.burdens if row.heavy is None]
    words = [
        t("fairness.burden.heavy", cities=t.joined(much), ratio=t.number(heavy, 2))
        if much
        else t("fairness.burden.unknown", cities=t.joined(unknown))
        if unknown
        else t("fairness.burden.none", ratio=t.number(heavy, 2)),
        t("fairness.burden.gini_unknown")
        if fair.gini is None
        else t("fairness.burden.gini", value=t.number(fair.gini, 2)),
    ]
    values = {"unit": state.setting.money_unit, "coin": state.setting.currency}
    header = tuple(t(f"fairness.burden.column_{name}", **values) for name in _BURDEN)
    rows = tuple(_burden_row(t, state, names, row) for row in fair.burdens)
    seen = [place for place, name in enumerate(_BURDEN) if name in _BURDEN_SEEN]
    short = Table(tuple(header[place] for place in seen), tuple(tuple(row[place] for place in seen) for row in rows))
    return replace(
        drawn,
        body=drawn.body
        + table_markup(t("fairness.burden.seen"), short)
        + "".join(f'<p class="scn-sub">{escape(line)}</p>' for line in words),
        table=Table(header, rows),
        how=t("fairness.burden.how"),
    )


def _key_row(
    t: Texts, city: City, place: int, tried: Trial, others: list[tuple[str, Trial]], *, top: float
) -> str:
    row = tried.rows[place]
    percent = t.percent(row.percent / _CENT, 2)
    bears = row.pays + row.lacks
    amount = f" · <b>{escape(t.number(bears))}</b>" if tried.amounts else ""
    changes = [t(f"fairness.key.against_{name}", change=_change(t, place, tried, other)) for name, other in others]
    if row.held is not None:
        changes.append(t("fairness.key.held", percent=t.percent(row.held / _CENT, 2)))
    if row.lacks:
        changes.append(t("fairness.key.lacks", amount=row.lacks))
    drawn = bar(_size(tried, row) / top if top else 0.0)
    return (
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}<small>{escape(t.joined(changes))}</small></div>'
        f'{drawn}<div class="scn-note">{escape(percent)}{amount}</div></div>'
    )


def _size(tried: Trial, row: TrialRow) -> float:
    """What a bar shows: the money where there is a plan, else the share."""
    return float(row.pays + row.lacks) if tried.amounts else row.percent


def _change(t: Texts, place: int, tried: Trial, other: Trial) -> str:
    """In money where there is a plan, else in points of percent."""
    one, two = tried.rows[place], other.rows[place]
    if tried.amounts:
        return signed(t, one.pays + one.lacks - two.pays - two.lacks)
    return t("fairness.key.points", points=signed(t, one.percent - two.percent, 2))


def signed(t: Texts, value: float, decimals: int = 0) -> str:
    """A difference with its sign; a real minus, and ± 0 for none."""
    shown = t.number(abs(value), decimals)
    if shown == t.number(0, decimals):
        return f"±{shown}"
    return f"+{shown}" if value > 0 else f"−{shown}"


def _key_table(t: Texts, state: State, tried: Trial, others: list[tuple[str, Trial]]) -> Table:
    names = {city.code: city.name or city.code for city in state.cities}
    unit = state.setting.money_unit
    header = [t("fairness.key.column_city"), t("fairness.key.column_percent"), t("fairness.key.column_pays", unit=unit)]
    header += [t(f"fairness.key.column_{name}", unit=unit) for name, _ in others]
    header.append(t("fairness.key.column_lacks", unit=unit))
    rows = []
    for place, row in enumerate(tried.rows):
        cells = [names[row.city], t.percent(row.percent / _CENT, 2), t.number(row.pays + row.lacks)]
        cells += [_change(t, place, tried, other) for _, other in others]
        rows.append((*cells, t.number(row.lacks)))
    whole = sum(row.percent for row in tried.rows) / _CENT
    total = [t("fairness.key.together"), t.percent(whole, 2)]
    total.append(t.number(sum(row.pays + row.lacks for row in tried.rows)))
    rows.append((*total, *("" for _ in others), t.number(tried.lacks)))
    return Table(tuple(header), tuple(rows))


def _step(name: str, amount: str, drawn: str) -> str:
    return (
        f'<div class="scn-row"><div class="scn-name">{escape(name)}</div>{drawn}'
        f'<div class="scn-note">{escape(amount)}</div></div>'
    )


def _burden_row(t: Texts, state: State, names: dict[str, str], row: Burden) -> tuple[str, ...]:
    word = "unknown" if row.heavy is None else "heavy" if row.heavy else "fair"
    # A head pays in single units of the currency: millions of it would read as zero.
    head = None if row.per_head is None else row.per_head * state.setting.unit_size
    return (
        names[row.city],
        t.number(row.pays),
        t.percent(None if row.pays_percent is None else row.pays_percent / _CENT, 2),
        t.percent(None if row.benefit_percent is None else row.benefit_percent / _CENT, 2),
        t.number(head, 0 if head is None or head >= _CENT else 2),
        t.number(row.ratio, 2),
        t(f"fairness.burden.word_{word}"),
    )
