"""The plan as bars over its years: hard filled, soft hatched, pale what is not ready yet, a thin line while it runs.

What must come first stands under the name, in words; whether an option is ready, by sign and word.
"""

from __future__ import annotations

from html import escape

from components.framework.catalogue import load
from components.investment.crossing import unpaid
from components.investment.plan_records import Plan, PlanLine
from components.investment.rules import CONTINUING
from components.investment.value import ValueForMoney, value_for_money
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.funding import constant, gap_sign
from components.ui.charts.marks import bar, city_mark, kinds_legend, option_name, spoken, swatch
from components.workshop.records.options import Option
from components.workshop.state import State

_PROVEN = "optimal"
# a smaller gap would be printed as 0.0 %
_SHOWN_GAP = 0.0005
_TIER_SIGNS = {"ready": "▶", "prepare": "▷"}


def gantt_figure(t: Texts, state: State, plan: Plan) -> Figure:
    """One bar per chosen option over its years of building; the options left out stand in the table."""
    years = state.setting.plan_years
    chosen = sorted((line for line in plan.lines if line.chosen), key=lambda line: (line.start or 0, line.option))
    options = {option.code: option for option in state.options}
    table = _table(t, state, options, plan) if plan.lines else None
    if not chosen or not years:
        key = "infeasible" if plan.portfolio.status == "infeasible" else "empty"
        return Figure(t(f"charts.gantt.{key}_title"), t(f"charts.gantt.{key}_subtitle"), table=table, lead=True)
    ready = sum(line.tier == "ready" for line in chosen)
    starts = {line.option: line for line in chosen}
    unpaid_by = unpaid(plan.flows, years)
    lacking = dict(zip(unpaid_by.rows, unpaid_by.row_sums, strict=True))
    head = "".join(f"<span>{year}</span>" for year in years)
    body = (
        f'<div class="scn-gantt"><div class="scn-row scn-years" aria-hidden="true"><div class="scn-name"></div>'
        f'<div class="scn-track scn-axis">{head}</div><div class="scn-note"></div></div>'
        + "".join(_row(t, state, options.get(line.option), line, starts, lacking) for line in chosen)
        + f"</div>{_value_sentence(t, state, plan)}"
    )
    title = t("charts.gantt.title", n=len(chosen), all=len(plan.lines), ready=ready)
    subtitle = _subtitle(t, state, plan, years)
    if plan.portfolio.status == "infeasible":
        # What must be in stands in the plan and does not fit: no count of what fits, no word of proof.
        title = t("charts.gantt.infeasible_title")
        subtitle = t("charts.gantt.infeasible_must", money=t.money(plan.totals.capex, state.setting.money_unit))
    return Figure(
        title=title,
        subtitle=subtitle,
        body=body,
        legend=_legend(t),
        how=t("charts.gantt.how"),
        table=table,
        lead=True,
    )


def _legend(t: Texts) -> str:
    pale = f"{swatch('hard scn-pale')} {escape(t('charts.gantt.pale'))}"
    runs = f'<span class="scn-swatch scn-run" aria-hidden="true"></span> {escape(t("money.gantt.runs"))}'
    signs = " &nbsp; ".join(
        f'<span class="scn-word">{sign} {escape(_tier(t, code))}</span>' for code, sign in _TIER_SIGNS.items()
    )
    return f"{kinds_legend(t)} &nbsp; {pale} &nbsp; {runs} &nbsp; {signs}"


def _subtitle(t: Texts, state: State, plan: Plan, years: tuple[int, ...]) -> str:
    gap = t.percent(plan.portfolio.gap, 1)
    proof = t("charts.gantt.not_proven", gap=gap)
    if plan.portfolio.status == _PROVEN:
        proof = t("charts.gantt.proven", gap=gap) if plan.portfolio.gap >= _SHOWN_GAP else t("charts.gantt.proven_best")
    said = t(
        "charts.gantt.subtitle",
        money=t.money(plan.totals.capex, state.setting.money_unit),
        prices=constant(t, state),
        first=str(years[0]),
        last=str(years[-1]),
        value=t.number(plan.portfolio.value),
        possible=t.number(plan.portfolio.possible_value),
        proof=proof,
    )
    return f"{said} {early}" if (early := early_words(t, plan)) else said


def early_words(t: Texts, plan: Plan) -> str:
    """What is not proven of «as early as possible»; empty when it is."""
    gap, enough = plan.portfolio.early_gap, dict(plan.parameters).get("portfolio.gap", 0.0)
    if gap is None:
        return t("charts.gantt.early_unknown")
    return t("charts.gantt.early_not_proven", gap=t.percent(gap, 1)) if gap > max(enough, _SHOWN_GAP) else ""


def _row(
    t: Texts,
    state: State,
    option: Option | None,
    line: PlanLine,
    starts: dict[str, PlanLine],
    lacking: dict[str, int],
) -> str:
    years = state.setting.plan_years
    marks = "".join(city_mark(city) for city in state.cities if option and city.code in option.cities)
    start = (line.start or years[0]) - years[0]
    end = min(line.finish or line.start or years[0], years[-1]) - years[0] + 1
    tone = "scn-accent" if line.tier == "ready" else "scn-pale"
    runs = f'<span class="scn-run" style="left:{100 * end / len(years):.2f}%"></span>' if end < len(years) else ""
    drawn = bar((end - start) / len(years), kind=_kind(option), tone=tone, start=start / len(years))
    drawn = drawn.removesuffix("</span>") + f"{runs}</span>"
    when = escape(t("charts.gantt.when", first=str(line.start), last=str(line.finish)))
    before = "".join(f"<small>{escape(words)}</small>" for words in _before(t, option, starts))
    if lacking.get(line.option):
        words = escape(t("money.gantt.lacks", amount=lacking[line.option]))
        before += f'<small class="scn-lacks">{gap_sign()} {words}</small>'
    return (
        f'<div class="scn-row"><div class="scn-name">{escape(_name(t, state, option, line.option))} '
        f'<span class="scn-cities">{marks}</span>{before}</div>{drawn}{spoken(when)}'
        f'<div class="scn-note">{escape(_note(t, line))}</div></div>'
    )


def _before(t: Texts, option: Option | None, starts: dict[str, PlanLine]) -> list[str]:
    """What the option continues, and which options of the plan must stand before it."""
    if option is None:
        return []
    found = [t("money.gantt.continuing")] if option.nature == CONTINUING else []
    needed = [starts[code] for code in option.requires if code in starts]
    first = [t("money.gantt.until", option=line.option, year=str(line.finish)) for line in needed]
    return [*found, t("money.gantt.needs", options=t.joined(first))] if first else found


def _note(t: Texts, line: PlanLine) -> str:
    tier = f"{_TIER_SIGNS.get(line.tier, '')} {_tier(t, line.tier)}".strip()
    return t("charts.gantt.note", tier=tier, score=t.number(line.score)) if line.score is not None else tier


def _value_sentence(t: Texts, state: State, plan: Plan) -> str:
    """Which option of the plan gives most for the money, and which least."""
    found = value_for_money(plan.lines)
    chosen = {line.option for line in plan.lines if line.chosen}
    points = [row for row in found.points if row[0] in chosen]
    if len(points) < 2:
        return ""
    (most, high), (least, low) = points[0], points[-1]
    values = {"high": t.number(high, 1), "low": t.number(low, 1), "per": t.money(found.per, state.setting.money_unit)}
    return f'<p class="scn-sub">{escape(t("money.gantt.value", most=most, least=least, **values))}</p>'


def _tier(t: Texts, code: str) -> str:
    catalogue = load()
    return t.label(catalogue.find("tiers", code)) if catalogue.has("tiers", code) else code


def _name(t: Texts, state: State, option: Option | None, code: str) -> str:
    return f"{code} {option_name(t, state, option)}" if option and option.name else code


def _kind(option: Option | None) -> str:
    return "soft" if option and option.kind == "soft" else "hard"


def _why(t: Texts, line: PlanLine) -> str:
    key = line.why if t.has(line.why) else f"plan.{line.why}"
    return t(key, **dict(line.why_values)) if line.why and t.has(key) else ""


def _table(t: Texts, state: State, options: dict[str, Option], plan: Plan) -> Table:
    header = ("option", "tier", "years", "capex", "score", "why")
    lines = sorted(plan.lines, key=lambda line: (not line.chosen, line.start or 0, line.option))
    value = value_for_money(plan.lines)
    names = [t(f"charts.gantt.{name}") for name in header]
    per = t("money.gantt.per", per=t.money(value.per, state.setting.money_unit))
    return Table(
        (*names[:-1], per, t("money.gantt.before"), names[-1]),
        tuple(_table_row(t, state, options.get(line.option), line, value) for line in lines),
    )


def _table_row(
    t: Texts, state: State, option: Option | None, line: PlanLine, value: ValueForMoney
) -> tuple[str, ...]:
    return (
        _name(t, state, option, line.option),
        _tier(t, line.tier),
        f"{line.start}–{line.finish}" if line.chosen else t("charts.gantt.out"),
        t.number(line.capex),
        t.number(line.score),
        t.number(value.of(line.option), 1),
        t.joined(list(option.requires)) if option else "",
        _why(t, line),
    )
