"""Plans side by side, the differences first: what enters, leaves and moves, who pays more or less, the totals.

Every difference is said in a word and a sign, never by a colour alone. Amounts are in the plan's unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from components.investment.compare import Comparison, Figure, Pays, compare
from components.investment.plan_records import Plan
from components.language import Texts
from components.ui.charts import figure
from components.ui.charts.marks import city_name
from components.workshop.records.cities import City
from components.workshop.records.options import Option
from components.workshop.state import State

MORE, LESS, ENTERS, LEAVES, MOVES = "▲", "▼", "+", "−", "→"
TOTALS = ("capex", "opex", "cities", "outside", "gap", "value", "count")


@dataclass(frozen=True)
class Beside:
    """A plan beside the first one. `so_far`: its search goes on, what is shown is the best until now."""

    name: str
    plan: Plan
    so_far: bool = False


def compare_plans(t: Texts, state: State, base: Beside, others: Sequence[Beside]) -> None:
    """Draw the plans side by side."""
    figure.draw(t, compare_figure(t, state, base, others))


def compare_figure(t: Texts, state: State, base: Beside, others: Sequence[Beside]) -> figure.Figure:
    """One column per plan; only rows that differ, all of them in the table behind. base: the plan that the others are
    held against.
    """
    found = [compare(base.plan, other.plan) for other in others]
    unit = state.setting.money_unit
    if not others:
        return figure.Figure(t("scenarios.beside.empty_title"), t("scenarios.beside.empty_what"))
    return figure.Figure(
        title=" ".join(finding(t, state, other.name, one) for other, one in zip(others, found, strict=True)),
        subtitle=t("scenarios.beside.subtitle", name=base.name, unit=unit),
        body=_body(t, state, base, others, found),
        legend=escape(t("scenarios.beside.legend")),
        how=t("scenarios.beside.how"),
        table=_table(t, state, base, others, found),
        lead=True,
    )


def finding(t: Texts, state: State, name: str, found: Comparison) -> str:
    """What a plan changes, in one sentence."""
    if found.same:
        return t("scenarios.finding.same", name=name)
    parts = [
        t(f"scenarios.finding.{key}", n=len(codes))
        for key, codes in (("enter", found.enter), ("leave", found.leave), ("moved", found.moved))
        if codes
    ]
    if most := max(found.pays, key=lambda row: abs(row.more), default=None):
        cities = {city.code: city.name or city.code for city in state.cities}
        if most.more:
            key = "pays_more" if most.more > 0 else "pays_less"
            amount = t.number(abs(most.more))
            parts.append(t(f"scenarios.finding.{key}", city=cities.get(most.city, most.city), amount=amount))
    if not parts:
        parts = [t("scenarios.finding.totals")]
    return t("scenarios.finding.sentence", name=name, parts=t.joined(parts))


def changed_amount(t: Texts, before: float, after: float) -> str:
    """A change in words: how much more or less, in money and in percent of what it was."""
    more = after - before
    if not more:
        return t("scenarios.change.same")
    sign, key = (MORE, "more") if more > 0 else (LESS, "less")
    said = t(f"scenarios.change.{key}", amount=t.number(abs(more)))
    percent = f"{'+' if more > 0 else '−'}{t.percent(abs(more / before))}" if before else ""
    return f"{sign} {t.aside(said, percent) if percent else said}"


def _body(
    t: Texts, state: State, base: Beside, others: Sequence[Beside], found: Sequence[Comparison]
) -> str:
    head = "".join(
        f'<th scope="col">{escape(plan.name)}{_so_far(t, plan)}</th>' for plan in (base, *others)
    )
    groups = (
        ("options", _option_rows(t, state, base, found)),
        ("pays", _pays_rows(t, state, found)),
        ("totals", _total_rows(t, found)),
    )
    rows = ""
    for name, lines in groups:
        title = escape(t(f"scenarios.beside.group_{name}"))
        rows += f'<tr class="scn-part"><th scope="rowgroup" colspan="{len(others) + 2}">{title}</th></tr>'
        if not lines:
            same = escape(t(f"scenarios.beside.same_{name}"))
            rows += f'<tr><td colspan="{len(others) + 2}" style="text-align:left">{same}</td></tr>'
        for label, cells in lines:
            drawn = "".join(f"<td>{cell}</td>" for cell in cells)
            rows += f'<tr><th scope="row">{label}</th>{drawn}</tr>'
    corner = f'<th scope="col">{escape(t("scenarios.beside.what"))}</th>'
    return (
        f'<div class="scn-scroll" tabindex="0"><table class="scn-table scn-compare">'
        f"<thead><tr>{corner}{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _so_far(t: Texts, plan: Beside) -> str:
    return f" <small>… {escape(t('scenarios.beside.so_far'))}</small>" if plan.so_far else ""


def _option_rows(
    t: Texts, state: State, base: Beside, found: Sequence[Comparison]
) -> list[tuple[str, list[str]]]:
    differing = {
        code for one in found for code in (*one.enter, *one.leave, *(row.option for row in one.moved))
    }
    years = {line.option: line.start for line in base.plan.lines if line.chosen}
    rows = []
    for code in sorted(differing, key=lambda code: (code in years, code)):
        first = escape(str(years[code]) if code in years else t("scenarios.change.out"))
        rows.append((escape(_option(state, code)), [first, *(_fate(t, code, one) for one in found)]))
    return rows


def _fate(t: Texts, code: str, found: Comparison) -> str:
    if code in found.enter:
        return f"<b>{ENTERS} {escape(t('scenarios.change.enters'))}</b>"
    if code in found.leave:
        return f"<b>{LEAVES} {escape(t('scenarios.change.leaves'))}</b>"
    moved = next((row for row in found.moved if row.option == code), None)
    if moved is None:
        return escape(t("scenarios.change.same"))
    key = "later" if moved.after > moved.before else "earlier"
    return f"<b>{MOVES} {moved.after}</b> {escape(t(f'scenarios.change.{key}', n=abs(moved.after - moved.before)))}"


def _pays_rows(t: Texts, state: State, found: Sequence[Comparison]) -> list[tuple[str, list[str]]]:
    cities = {city.code: city for city in state.cities}
    rows = []
    for place, row in enumerate(found[0].pays):
        lines = [one.pays[place] for one in found if place < len(one.pays)]
        if any(line.more for line in lines):
            rows.append((_city(cities.get(row.city), row.city), [escape(t.number(row.before)), *_paid(t, lines)]))
    return rows


def _paid(t: Texts, lines: Sequence[Pays]) -> list[str]:
    return [_amount(t, line.before, line.after) for line in lines]


def _total_rows(t: Texts, found: Sequence[Comparison]) -> list[tuple[str, list[str]]]:
    rows = []
    for name in TOTALS:
        lines: list[Figure] = [one.figure(name) for one in found]
        if any(line.more for line in lines):
            cells = [escape(t.number(lines[0].before)), *(_amount(t, line.before, line.after) for line in lines)]
            rows.append((escape(t(f"scenarios.total.{name}")), cells))
    return rows


def _amount(t: Texts, before: float, after: float) -> str:
    said = escape(changed_amount(t, before, after))
    return f"{escape(t.number(after))}<br><small>{said}</small>" if after != before else said


def _table(
    t: Texts, state: State, base: Beside, others: Sequence[Beside], found: Sequence[Comparison]
) -> figure.Table:
    plans = (base, *others)
    starts = [{line.option: line.start for line in plan.plan.lines if line.chosen} for plan in plans]
    codes = dict.fromkeys(line.option for plan in plans for line in plan.plan.lines)
    out = t("scenarios.change.out")
    rows = [(_option(state, code), *(str(start.get(code) or out) for start in starts)) for code in codes]
    names = {city.code: city.name or city.code for city in state.cities}
    for row in found[0].pays:
        paid = [next((line.after for line in one.pays if line.city == row.city), 0) for one in found]
        rows.append((names.get(row.city, row.city), *(t.number(amount) for amount in (row.before, *paid))))
    for name in TOTALS:
        lines = [one.figure(name) for one in found]
        figures = (lines[0].before, *(line.after for line in lines))
        rows.append((t(f"scenarios.total.{name}"), *(t.number(amount) for amount in figures)))
    return figure.Table((t("scenarios.beside.what"), *(plan.name for plan in plans)), tuple(rows))


def _option(state: State, code: str) -> str:
    found = state.get(Option, code)
    return f"{code} {found.name}" if found and found.name else code


def _city(city: City | None, code: str) -> str:
    return city_name(city) if city else escape(code)
