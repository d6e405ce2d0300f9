"""Step 6: who pays what when, in constant prices or in the money of each year, all of it or what can be counted on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from components.framework.catalogue import load
from components.investment.cashflow import REVENUE
from components.investment.certainty import weighted, weights
from components.investment.crossing import COSTS, GAP, OTHERS, crossing, payer_of, source_of
from components.investment.envelopes import Use, flag, uses
from components.investment.funds import used_share
from components.investment.nominal import nominal, price_level
from components.investment.originals import original, spent_of
from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import OWN, USERS, Flow
from components.language import texts
from components.ui import session, widgets
from components.ui.charts.figure import Table, table_markup
from components.ui.charts.figure import draw as draw_figure
from components.ui.charts.funding import certainty_name, constant, gap_sign
from components.ui.charts.marks import city_name, option_name
from components.ui.charts.paying import Row, paying_figure, use_words
from components.ui.forms import certainty_weights
from components.walk import results
from components.workbook.write.cash_csv import cash_csv
from components.workshop.records.demands import InKind
from components.workshop.records.money import Source
from components.workshop.records.options import Option
from components.workshop.store import Store

_KEYS = {
    "payer": payer_of,
    "source": source_of,
    "option": lambda flow: flow.option,
    "certainty": lambda flow: flow.certainty,
}
_KINDS = {"all": COSTS, "capex": (CAPEX,), "opex": (OPEX,)}
_COUNTED = ("all", "weighted")


def draw() -> None:
    """Every payer by year with sums, the envelopes, one city by project, and the table to take away."""
    t = session.t()
    plan = session.plan()
    if not any(flow.kind in COSTS for flow in plan.flows):
        st.info(t("step6.empty"))
        certainty_weights.draw()
        return
    with st.container(horizontal=True, gap="medium", key="pays-switches"):
        by = _pick("by", tuple(_KEYS))
        kind = _pick("kind", tuple(_KINDS))
        counted = _pick("counted", _COUNTED)
    widgets.tick(session.state().setting, "nominal", t("money.prices.switch"), help=t("money.prices.switch_help"))
    rows, words = _shown(plan.flows, counted)
    _table(rows, words, by, kind, counted)
    _envelopes()
    _city(rows, words)
    _beside()
    certainty_weights.draw()
    _download()


def _pick(name: str, codes: Sequence[str]) -> str:
    t = session.t()
    names = {code: t(f"money.{name}.{code}") for code in codes}
    return widgets.view(t(f"money.{name}.label"), names, key=f"pays-{name}")


def _shown(flows: Sequence[Flow], counted: str) -> tuple[Sequence[Flow], str]:
    """The rows as they are looked at, and the words that say what their amounts are."""
    t, state = session.t(), session.state()
    words = constant(t, state)
    level = price_level(state)
    if state.setting.nominal and level.missing:
        st.warning(t("money.prices.missing", years=t.joined([str(year) for year in level.missing])))
    elif state.setting.nominal:
        flows, words = nominal(flows, level), t("money.prices.nominal")
    if counted == "weighted":
        flows = weighted(flows, weights(state, session.catalogue()))
        words = f"{words} · {t('money.counted.words')}"
    return flows, words


def _table(rows: Sequence[Flow], words: str, by: str, kind: str, counted: str) -> None:
    t, state = session.t(), session.state()
    years = state.setting.plan_years
    found = crossing(rows, _KEYS[by], years, kinds=_KINDS[kind], order=_order(by))
    names = {code: _name(by, code) for code in found.rows}
    unit = state.setting.money_unit
    title = ""
    if found.total:
        most, code = max(zip(found.row_sums, found.rows, strict=True))
        values = {"name": names[code].words, "share": t.percent(most / found.total)}
        title = t(f"money.pays.title_{by}", total=t.money(found.total, unit), **values)
    envelope = by == "payer" and kind == "all" and counted == "all"
    draw_figure(
        t,
        paying_figure(
            t,
            found,
            names,
            title=title,
            subtitle=t("money.pays.subtitle", what=t(f"money.kind.{kind}"), unit=unit, words=words),
            head=t(f"money.by.{by}"),
            uses=_uses() if envelope else (),
            charges=_charges(rows) if kind == "all" else 0,
            how=t("money.pays.how"),
        ),
    )


def _charges(rows: Sequence[Flow]) -> int:
    """What users bring, which 12_ByCity takes off: that sheet has all of it in constant prices only."""
    flows = session.plan().flows
    return -sum(flow.amount for flow in flows if flow.kind == REVENUE) if rows == flows else 0


def _uses() -> tuple[Use, ...]:
    return uses(session.state(), session.plan().flows, session.parameters().value("envelope.tight"))


def _order(by: str) -> tuple[str, ...]:
    state = session.state()
    if by == "certainty":
        return tuple(row.code for row in session.catalogue().certainties)
    sources = tuple(source.code for source in state.all(Source))
    if by == "source":
        return (OWN, *sources, USERS, OTHERS, GAP)
    return (*(city.code for city in state.cities), *sources, USERS, OTHERS, GAP)


def _name(by: str, code: str) -> Row:
    """The name of a row; what nobody pays has the hatched sign."""
    t, state = session.t(), session.state()
    cities = {city.code: city for city in state.cities}
    if code in cities:
        return Row(city_name(cities[code]), cities[code].name or code)
    if code == GAP:
        word = certainty_name(t, GAP) if by == "certainty" else t("money.pays.nobody")
        return Row(f"{gap_sign()} {escape(word)}", word)
    if by == "option":
        word = f"{code} {option_name(t, state, state.one(Option, code))}"
    elif by == "certainty":
        word = certainty_name(t, code)
    else:
        word = _source_name(code)
    return Row(escape(word), word)


def _source_name(code: str) -> str:
    t, catalogue = session.t(), session.catalogue()
    source = session.state().get(Source, code)
    if source:
        return f"{code} {source.name}".strip()
    if code == OTHERS:
        return t("money.pays.others")
    return t.label(catalogue.find("funding_sources", code)) if catalogue.has("funding_sources", code) else code


def _envelopes() -> None:
    """How much of its envelope each city uses over the plan, and what it brings in kind."""
    t, state = session.t(), session.state()
    found, carried = _uses(), state.setting.carry_over
    tight = session.parameters().value("envelope.tight")
    parts = []
    for city in state.cities:
        share = used_share(found, city.code, carried=carried)
        use = Use(city.code, 0, 0, 0, None, share, flag(share, tight))
        parts.append(f"<li>{city_name(city)} <b>{escape(use_words(t, use))}</b>{_in_kind(city.code)}</li>")
    head = escape(t("money.use.carried" if carried else "money.use.strict"))
    listed = f'<ul class="scn-uses">{"".join(parts)}</ul>'
    st.html(f'<section class="scn-figure"><p class="scn-sub">{head}</p>{listed}</section>')


def _in_kind(city: str) -> str:
    t = session.t()
    record = session.state().one(InKind, city)
    if record.amount is None and not record.what:
        return ""
    return f" · {escape(t('money.in_kind.said', what=record.what, amount=t.number(record.amount)))}"


def _city(rows: Sequence[Flow], words: str) -> None:
    """One city by project and year."""
    t, state = session.t(), session.state()
    labels = {city.code: f"{city.symbol} {widgets.escaped(city.name or city.code)}" for city in state.cities}
    chosen = st.pills(t("money.city.pick"), list(labels), format_func=lambda code: labels[code], key="pays-city")
    if not chosen:
        return
    mine = [flow for flow in rows if flow.payer == chosen and flow.certainty != GAP]
    found = crossing(mine, lambda flow: flow.option, state.setting.plan_years)
    city = next(city for city in state.cities if city.code == chosen)
    unit = state.setting.money_unit
    draw_figure(
        t,
        paying_figure(
            t,
            found,
            {code: _name("option", code) for code in found.rows},
            title=t("money.city.title", city=city.name or chosen, money=t.money(found.total, unit), n=len(found.rows)),
            subtitle=t("money.pays.subtitle", what=t("money.kind.all"), unit=unit, words=words),
            head=t("money.by.option"),
        ),
    )


def _beside() -> None:
    """Options costed in another currency with their dated rate, and what was spent before the plan."""
    t, state = session.t(), session.state()
    rows = []
    for line in session.plan().lines:
        option = state.one(Option, line.option)
        foreign, spent = original(option, state), spent_of(option, state)
        if not line.chosen or (foreign is None and spent is None):
            continue
        stated = rate = ""
        if foreign:
            stated = f"{foreign.currency} {t.number(foreign.capex)}"
            rate = t("money.beside.rate", rate=t.number(foreign.rate, 4), date=foreign.date or t("common.not_known"))
        before = "" if spent is None else t.number(spent)
        rows.append((f"{option.code} {option_name(t, state, option)}", stated, rate, t.number(line.capex), before))
    if not rows:
        return
    header = tuple(t(f"money.beside.{name}") for name in ("option", "stated", "rate_head", "capex", "spent"))
    st.subheader(t("money.beside.title"), anchor=False)
    st.html(table_markup(t("money.beside.title"), Table(header, tuple(rows))))


def _download() -> None:
    t = session.t()
    make = partial(_csv, session.store(), str(session.workshop()), session.language())
    st.download_button(
        t("money.csv.download"),
        session.guarded("download_workbook", make),
        f"cashflow-{session.workshop()}-{session.language()}.csv",
        "text/csv",
        key="download-cash",
        on_click="ignore",
    )


def _csv(store: Store, code: str, language: str) -> bytes:
    """Made when the button is pressed, outside the page: what it needs was settled there."""
    seen = results.snapshot(store, code)
    return cash_csv(seen.state, results.plan(seen, load()).flows, load(), texts(language))
