"""Who said yes to paying for what: options down, paying cities across, each answer as a sign with its word."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.analysis.agreement import SPLIT
from components.investment.candidates import money_of, option_shares, payers
from components.investment.plan_records import Plan
from components.investment.sharing import partners
from components.investment.tiers import refusing, waits_for
from components.language import Texts
from components.ui.charts.figure import Figure, Table, draw
from components.ui.charts.marks import city_name, option_name, spoken
from components.workshop.records.cities import City
from components.workshop.records.demands import Consent
from components.workshop.records.options import Option
from components.workshop.state import State

_SIGNS = {"yes": "✔", "no": "✘", "waits": "?", "open": "·", "out": ""}


def consents(t: Texts, state: State, plan: Plan) -> None:
    """Draw the answers of the paying cities."""
    draw(t, consents_figure(t, state, plan))


def asked(state: State, plan: Plan) -> tuple[Option, ...]:
    """The options that wait for answers or have some: people split over them, or a city spoke."""
    split = {score.option for score in plan.scores if score.flag == SPLIT}
    spoken_of = {row.option for row in state.all(Consent) if row.answer}
    return tuple(option for option in state.options if option.code in split | spoken_of)


def consents_figure(t: Texts, state: State, plan: Plan) -> Figure:
    """One row for every option that people split over or that a city answered to; below each who pays the rest."""
    options = asked(state, plan)
    if not options:
        return Figure(t("tiers.consents.empty_title"), t("tiers.consents.empty_subtitle"))
    waiting = [option for option in options if waits_for(option, plan.score(option.code), state)]
    head = "".join(f'<th scope="col">{city_name(city)}</th>' for city in state.cities)
    rows = "".join(_row(t, state, plan, option) for option in options)
    return Figure(
        title=t("tiers.consents.title", n=len(waiting)) if waiting else t("tiers.consents.title_none"),
        subtitle=t("tiers.consents.subtitle"),
        body=f'<div class="scn-scroll"><table class="scn-heat scn-wide scn-consents"><thead><tr><td></td>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>",
        how=t("tiers.consents.how"),
        table=_table(t, state, plan, options),
    )


def rest(t: Texts, state: State, plan: Plan, option: Option) -> str:
    """Who pays the part of the cities that said no, in words; empty when nobody said no."""
    refused = refusing(option, state)
    if not refused:
        return ""
    names = {city.code: city.name or city.code for city in state.cities}
    money = money_of(option, state).capex
    said = t.joined([names[code] for code in refused])
    if not payers(option, state):
        return t("tiers.consents.nobody", refused=said)
    shares = option_shares(option, plan.sharing, state)
    parts = [
        t("tiers.consents.part", city=names[city.code], percent=t.percent(share, 1), amount=_amount(t, money, share))
        for city, share in zip(state.cities, shares, strict=True)
        if share > 0
    ]
    unit = state.setting.money_unit
    return t("tiers.consents.rest", refused=said, parts=t.joined(parts), unit=unit)


def _amount(t: Texts, money: int | None, share: float) -> str:
    return t.number(None if money is None else round(money * share))


def _row(t: Texts, state: State, plan: Plan, option: Option) -> str:
    cells = "".join(_cell(t, state, plan, option, city) for city in state.cities)
    words = [t("tiers.consents.split")] if _is_split(plan, option) else []
    below = rest(t, state, plan, option)
    note = " ".join(filter(None, [*words, below]))
    name = f"{escape(option.code)} {escape(option_name(t, state, option))}"
    return f'<tr><th scope="row">{name}<small>{escape(note)}</small></th>{cells}</tr>'


def _is_split(plan: Plan, option: Option) -> bool:
    score = plan.score(option.code)
    return score is not None and score.flag == SPLIT


def _answer(state: State, plan: Plan, option: Option, city: City) -> tuple[str, Consent]:
    said = state.one(Consent, f"{option.code}.{city.code}")
    if said.answer:
        return said.answer, said
    if city.code in waits_for(option, plan.score(option.code), state):
        return "waits", said
    return ("open" if city in partners(state, option) else "out"), said


def _cell(t: Texts, state: State, plan: Plan, option: Option, city: City) -> str:
    answer, said = _answer(state, plan, option, city)
    word = t(f"tiers.answer.{answer}")
    who = " · ".join(filter(None, (said.who, said.on, said.document))) if said.answer else ""
    share = dict(zip((one.code for one in state.cities), option_shares(option, plan.sharing, state), strict=True))
    percent = t.percent(share[city.code], 1) if share[city.code] > 0 else ""
    return (
        f'<td class="scn-said-{answer}"><span aria-hidden="true">{_SIGNS[answer]}</span> {escape(word)}'
        f"<small>{escape(percent)}</small><small>{escape(who)}</small></td>"
        if answer != "out"
        else f'<td class="scn-none">{spoken(escape(word))}</td>'
    )


def _table(t: Texts, state: State, plan: Plan, options: Sequence[Option]) -> Table:
    header = tuple(t(f"tiers.consents.{name}") for name in ("option", "city", "answer", "who", "on", "document"))
    rows = []
    for option in options:
        for city in state.cities:
            answer, said = _answer(state, plan, option, city)
            if answer != "out":
                name = f"{option.code} {option_name(t, state, option)}"
                word = t(f"tiers.answer.{answer}")
                rows.append((name, city.name or city.code, word, said.who, said.on, said.document))
    return Table(header, tuple(rows))
