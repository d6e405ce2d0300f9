"""The plan as bars over its years: hard filled, soft hatched, pale what is not ready yet."""

from __future__ import annotations

from html import escape

from components.framework.catalogue import load
from components.investment.plan_records import Plan, PlanLine
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import bar, city_mark, kinds_legend, spoken, swatch
from components.workshop.records.options import Option
from components.workshop.state import State

_PROVEN = "optimal"
# a smaller gap would be printed as 0.0 %
_SHOWN_GAP = 0.0005


def gantt_figure(t: Texts, state: State, plan: Plan) -> Figure:
    """One bar per chosen option over its years of building; the options left out stand in the table."""
    years = state.setting.plan_years
    chosen = sorted((line for line in plan.lines if line.chosen), key=lambda line: (line.start or 0, line.option))
    options = {option.code: option for option in state.options}
    table = _table(t, options, plan) if plan.lines else None
    if not chosen or not years:
        key = "infeasible" if plan.portfolio.status == "infeasible" else "empty"
        return Figure(t(f"charts.gantt.{key}_title"), t(f"charts.gantt.{key}_subtitle"), table=table, lead=True)
    ready = sum(line.tier == "ready" for line in chosen)
    head = "".join(f"<span>{year}</span>" for year in years)
    body = (
        f'<div class="scn-gantt"><div class="scn-row scn-years" aria-hidden="true"><div class="scn-name"></div>'
        f'<div class="scn-track scn-axis">{head}</div><div class="scn-note"></div></div>'
        + "".join(_row(t, state, options.get(line.option), line, years) for line in chosen)
        + "</div>"
    )
    return Figure(
        title=t("charts.gantt.title", n=len(chosen), all=len(plan.lines), ready=ready),
        subtitle=_subtitle(t, state, plan, years),
        body=body,
        legend=f"{kinds_legend(t)} &nbsp; {_pale()} {escape(t('charts.gantt.pale'))}",
        how=t("charts.gantt.how"),
        table=table,
        lead=True,
    )


def _pale() -> str:
    return swatch("hard scn-pale")


def _subtitle(t: Texts, state: State, plan: Plan, years: tuple[int, ...]) -> str:
    gap = t.percent(plan.portfolio.gap, 1)
    proof = t("charts.gantt.not_proven", gap=gap)
    if plan.portfolio.status == _PROVEN:
        proof = t("charts.gantt.proven", gap=gap) if plan.portfolio.gap >= _SHOWN_GAP else t("charts.gantt.proven_best")
    return t(
        "charts.gantt.subtitle",
        money=t.money(plan.totals.capex, state.setting.money_unit),
        first=str(years[0]),
        last=str(years[-1]),
        value=t.number(plan.portfolio.value),
        possible=t.number(plan.portfolio.possible_value),
        proof=proof,
    )


def _row(t: Texts, state: State, option: Option | None, line: PlanLine, years: tuple[int, ...]) -> str:
    marks = "".join(city_mark(city) for city in state.cities if option and city.code in option.cities)
    start = (line.start or years[0]) - years[0]
    end = min(line.finish or line.start or years[0], years[-1]) - years[0] + 1
    tone = "scn-accent" if line.tier == "ready" else "scn-pale"
    drawn = bar((end - start) / len(years), kind=_kind(option), tone=tone, start=start / len(years))
    when = escape(t("charts.gantt.when", first=str(line.start), last=str(line.finish)))
    note = escape(_note(t, line))
    return (
        f'<div class="scn-row"><div class="scn-name">{escape(_name(option, line.option))} '
        f'<span class="scn-cities">{marks}</span></div>{drawn}{spoken(when)}<div class="scn-note">{note}</div></div>'
    )


def _note(t: Texts, line: PlanLine) -> str:
    tier = _tier(t, line.tier)
    return t("charts.gantt.note", tier=tier, score=t.number(line.score)) if line.score is not None else tier


def _tier(t: Texts, code: str) -> str:
    catalogue = load()
    return t.label(catalogue.find("tiers", code)) if catalogue.has("tiers", code) else code


def _name(option: Option | None, code: str) -> str:
    return f"{code} {option.name}" if option and option.name else code


def _kind(option: Option | None) -> str:
    return "soft" if option and option.kind == "soft" else "hard"


def _why(t: Texts, line: PlanLine) -> str:
    key = line.why if t.has(line.why) else f"plan.{line.why}"
    return t(key, **dict(line.why_values)) if line.why and t.has(key) else ""


def _table(t: Texts, options: dict[str, Option], plan: Plan) -> Table:
    header = ("option", "tier", "years", "capex", "score", "why")
    lines = sorted(plan.lines, key=lambda line: (not line.chosen, line.start or 0, line.option))
    return Table(
        tuple(t(f"charts.gantt.{name}") for name in header),
        tuple(
            (
                _name(options.get(line.option), line.option),
                _tier(t, line.tier),
                f"{line.start}–{line.finish}" if line.chosen else t("charts.gantt.out"),
                t.number(line.capex),
                t.number(line.score),
                _why(t, line),
            )
            for line in lines
        ),
    )
