"""Which tier each option is in, why, and what would lift it: four columns, on a phone one below the other."""

from __future__ import annotations

from html import escape

from components.framework.catalogue import Catalogue
from components.framework.planning import TierRule
from components.investment.plan_records import Plan, PlanLine
from components.language import Texts
from components.ui.charts.figure import Figure, Table, draw
from components.ui.charts.marks import option_name
from components.workshop.records.options import Option
from components.workshop.state import State

SIGNS = {"ready": "▶", "prepare": "▷", "reserve": "◇", "not_now": "–"}


def tiers(t: Texts, state: State, plan: Plan, catalogue: Catalogue) -> None:
    """Draw the four tiers with their options."""
    draw(t, tiers_figure(t, state, plan, catalogue))


def tiers_figure(t: Texts, state: State, plan: Plan, catalogue: Catalogue) -> Figure:
    """Every option once, in the column of its tier, with its cost, the reason in words and what would lift it."""
    if not plan.lines:
        return Figure(t("tiers.figure.empty_title"), t("tiers.figure.empty_subtitle"))
    columns = sorted(catalogue.tiers, key=lambda tier: tier.order)
    by_tier = {tier.code: [line for line in plan.lines if line.tier == tier.code] for tier in columns}
    body = "".join(
        f'<section class="scn-tier"><h4>{SIGNS.get(tier.code, "")} {escape(t.label(tier))}'
        f"<small>{escape(_sum(t, state, by_tier[tier.code]))}</small></h4>"
        f"<p>{escape(tier.what(t.language))}</p>"
        + "".join(_card(t, state, catalogue, line) for line in by_tier[tier.code])
        + "</section>"
        for tier in columns
    )
    counts = {code: len(rows) for code, rows in by_tier.items()}
    waiting = sum(bool(line.waits_for) for line in plan.lines)
    return Figure(
        title=t("tiers.figure.title", n=counts["ready"], all=len(plan.lines), prepare=counts["prepare"]),
        subtitle=t("tiers.figure.waiting", n=waiting) if waiting else t("tiers.figure.subtitle"),
        body=f'<div class="scn-tiers">{body}</div>',
        how=t("tiers.figure.how"),
        table=_table(t, state, plan, catalogue),
        lead=True,
    )


def lifts(t: Texts, catalogue: Catalogue, line: PlanLine, option: Option) -> list[str]:
    """What would lift an option, one sentence for each rule that holds; open gate tests by name."""
    rules = {rule.code: rule for rule in catalogue.tier_rules}
    found = []
    for code in line.rules:
        rule = rules.get(code)
        if rule is not None and line.tier != "ready":
            found.append(_lift(t, catalogue, rule, option))
    return found


def _lift(t: Texts, catalogue: Catalogue, rule: TierRule, option: Option) -> str:
    words = rule.lift(t.language)
    if rule.fact != "gate_open":
        return words
    opened = [t.label(test) for test in catalogue.gate_tests if test.code not in option.gates_passed]
    return t("tiers.named", words=words, names=t.joined(opened))


def _card(t: Texts, state: State, catalogue: Catalogue, line: PlanLine) -> str:
    option = state.one(Option, line.option)
    years = t("tiers.years", first=str(line.start), last=str(line.finish)) if line.chosen else ""
    if line.chosen and line.start == line.finish:
        years = str(line.start)
    money = t.money(line.capex, state.setting.money_unit) if line.capex is not None else t("tiers.no_cost")
    facts = " · ".join(filter(None, (money, years)))
    why = t(line.why, **dict(line.why_values)) if line.why else ""
    others = lifts(t, catalogue, line, option)
    notes = _notes(t, state, catalogue, line)
    return (
        f'<article class="scn-option"><b>{escape(line.option)} {escape(option_name(t, state, option))}</b>'
        f"<small>{escape(facts)}</small>"
        + (f"<p>{escape(why)}</p>" if why else "")
        + "".join(f"<p><em>{escape(note)}</em></p>" for note in notes)
        + (f"<p>{escape(t('tiers.lifts'))}</p>" + _list(others) if others else "")
        + "</article>"
    )


def _notes(t: Texts, state: State, catalogue: Catalogue, line: PlanLine) -> list[str]:
    labels = {tier.code: t.label(tier) for tier in catalogue.tiers}
    names = {city.code: city.name or city.code for city in state.cities}
    notes = []
    if line.refused_by:
        notes.append(t("tiers.no_of", cities=t.joined([names[code] for code in line.refused_by])))
    if line.waits_for:
        notes.append(t("tiers.waits", cities=t.joined([names[code] for code in line.waits_for])))
    if line.tier != line.proposed and line.proposed:
        notes.append(t("tiers.by_rules", tier=labels[line.proposed]))
    if line.refused_tier:
        notes.append(t("tiers.refused", tier=labels[line.refused_tier]))
    return notes


def _list(rows: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(row)}</li>" for row in rows) + "</ul>"


def _sum(t: Texts, state: State, lines: list[PlanLine]) -> str:
    known = [line.capex for line in lines if line.capex is not None]
    if not lines:
        return t("tiers.none")
    money = t.money(sum(known), state.setting.money_unit) if known else t("tiers.no_cost")
    return t("tiers.sum", n=len(lines), money=money)


def _table(t: Texts, state: State, plan: Plan, catalogue: Catalogue) -> Table:
    labels = {tier.code: t.label(tier) for tier in catalogue.tiers}
    rules = {rule.code: t.label(rule) for rule in catalogue.tier_rules}
    header = tuple(t(f"tiers.column.{name}") for name in ("option", "tier", "rules", "why"))
    return Table(
        header,
        tuple(
            (
                f"{line.option} {option_name(t, state, state.one(Option, line.option))}",
                labels.get(line.tier, line.tier),
                t.joined([rules.get(code, code) for code in line.rules]),
                t(line.why, **dict(line.why_values)) if line.why else "",
            )
            for line in plan.lines
        ),
    )
