"""Step 5: the risk register: what may happen, how large it is, who looks after it and who bears it."""

from __future__ import annotations

import streamlit as st

from components.investment import risks as register
from components.investment.risks import Rated
from components.investment.sharing import sharing
from components.ui import session, widgets
from components.ui.charts import figure
from components.ui.charts.risks import risks_figure, signed
from components.ui.forms.feasibility import city_names
from components.workshop.changes import removal
from components.workshop.edits import delivery as edits
from components.workshop.records.delivery import Risk, RiskShare

_STATUSES = ("open", "treated", "closed", "happened")


def draw() -> None:
    """The field of risks, then every risk as a card, the largest first."""
    t, state = session.t(), session.state()
    parameters = session.parameters()
    rows = register.register(state, sharing(state, session.catalogue(), parameters), parameters)
    figure.draw(t, risks_figure(t, state, rows, session.catalogue().risk_anchors, parameters))
    st.subheader(t("delivery.risk.list", n=len(rows)), anchor=False)
    _add_line()
    for row in rows:
        _card(row)
    _missing(rows)


def _add_line() -> None:
    t = session.t()
    categories = {term.code: t.label(term) for term in session.catalogue().risk_categories}
    with st.container(horizontal=True, vertical_alignment="bottom", key="risk-new"):
        chosen = st.selectbox(
            t("delivery.risk.category"),
            list(categories),
            index=None,
            format_func=lambda code: categories[code],
            placeholder=t("ui.choose"),
            key="new-risk-category",
            width=340,
        )
        widgets.button(t("delivery.risk.add"), _add, chosen or "", key="add_risk", type="primary")


def _card(row: Rated) -> None:
    t, risk = session.t(), row.risk
    name = widgets.escaped(risk.event or t("ui.untitled"))
    owner = f" — {widgets.escaped(risk.owner)}" if risk.owner else ""
    title = f"{risk.code} {signed(t, row.level, row.rating)} · {name}{owner}"
    with widgets.card(risk, title, named=risk.event) as is_open:
        if not is_open:
            return
        what, size, answer = st.columns(3, gap="medium")
        with what:
            _what(risk)
        with size:
            _size(row)
        with answer:
            _answer(row)


def _what(risk: Risk) -> None:
    t = session.t()
    widgets.text(risk, "event", t("delivery.risk.event"), area=80, placeholder=t("delivery.risk.event_hint"))
    categories = session.catalogue().risk_categories
    widgets.choice(risk, "category", t("delivery.risk.category"), categories)
    term = next((term for term in categories if term.code == risk.category), None)
    if term is not None:
        st.caption(term.what(session.language()))
    names = {"": t("delivery.risk.whole_plan")} | _option_names()
    widgets.listed(risk, "option", t("delivery.risk.option"), names)
    widgets.text(risk, "cause", t("delivery.risk.cause"), area=68, placeholder=t("ui.not_known"))
    widgets.text(risk, "consequence", t("delivery.risk.consequence"), area=68, placeholder=t("ui.not_known"))


def _size(row: Rated) -> None:
    t, risk = session.t(), row.risk
    _points(risk, "likelihood", "likelihood")
    _points(risk, "impact", "impact")
    st.markdown(t("common.labelled", name=f"**{t('delivery.risk.rating')}**", words=signed(t, row.level, row.rating)))
    unit = widgets.escaped(t.shown(session.state().setting.money_unit))
    widgets.number(risk, "cost", t("delivery.risk.cost", unit=unit))
    widgets.several(risk, "shared_between", t("delivery.risk.shared"), city_names())
    with st.popover(t("delivery.risk.own_key")):
        st.caption(t("delivery.risk.own_key_what"))
        for city in session.state().cities:
            if city.code in register.bearers(session.state(), risk):
                code = f"{risk.code}.{city.code}"
                share = session.state().get(RiskShare, code) or RiskShare(code, risk.code, city.code)
                label = f"{city.symbol} {widgets.escaped(city.name)} (%)"
                widgets.number(share, "percent", label, decimals=2, placeholder="–")
    st.text(_shared(row))


def _shared(row: Rated) -> str:
    """Who bears how much of the cost, in words."""
    t, state = session.t(), session.state()
    if row.by == register.OPEN_SHARES:
        return t("delivery.risk.shares_open")
    by = t(f"delivery.risk.by_{row.by}")
    parts = dict(row.parts)
    percents = dict(row.shares)
    words = []
    for city in state.cities:
        if city.code in percents:
            amount = f" = {t.number(float(parts[city.code]))}" if parts else ""
            words.append(f"{city.symbol} {city.name} {t.number(percents[city.code], 2)} %{amount}")
    return "\n".join([by, *words])


def _answer(row: Rated) -> None:
    t, risk = session.t(), row.risk
    widgets.text(risk, "owner", t("delivery.risk.owner"), placeholder=t("delivery.risk.owner_hint"))
    widgets.text(risk, "mitigation", t("delivery.risk.mitigation"), area=80, placeholder=t("ui.not_known"))
    unit = widgets.escaped(t.shown(session.state().setting.money_unit))
    widgets.number(risk, "mitigation_cost", t("delivery.risk.mitigation_cost", unit=unit))
    widgets.text(risk, "due", t("delivery.risk.due"), placeholder="2027-06-30", max_chars=10)
    widgets.text(risk, "trigger", t("delivery.risk.trigger"), placeholder=t("delivery.risk.trigger_hint"))
    _points(risk, "residual_likelihood", "likelihood")
    _points(risk, "residual_impact", "impact")
    residual = signed(t, row.residual_level, row.residual)
    st.markdown(t("common.labelled", name=f"**{t('delivery.risk.residual')}**", words=residual))
    names = {code: t(f"delivery.risk.status_{code}") for code in _STATUSES}
    widgets.one_of(risk, "status", t("delivery.risk.status"), names)
    widgets.button(
        t("ui.remove"), session.commit, removal("risk", risk.code), key=f"{risk.code}.remove", type="tertiary"
    )


def _points(risk: Risk, field: str, axis: str) -> None:
    """1 to 5 with its words."""
    t, language = session.t(), session.language()
    anchors = [anchor for anchor in session.catalogue().risk_anchors if anchor.axis == axis]
    names = {anchor.value: f"{anchor.value} {t.label(anchor)}" for anchor in anchors}
    words = {anchor.value: anchor.what(language) for anchor in anchors}
    help_text = "\n\n".join(f"{names[value]}: {words[value]}" for value in names)
    widgets.listed(risk, field, t(f"delivery.risk.{field}"), {None: t("ui.not_known"), **names}, help=help_text)
    if getattr(risk, field) in words:
        st.caption(words[getattr(risk, field)])


def _missing(rows: tuple[Rated, ...]) -> None:
    """What nobody has thought of yet, so that a register is not only what came to mind first."""
    t = session.t()
    seen = {row.risk.category for row in rows}
    names = [t.label(term) for term in session.catalogue().risk_categories if term.code not in seen]
    if names:
        st.caption(t("delivery.risk.not_considered", names=t.joined(names)))


def _option_names() -> dict[str, str]:
    options = (option for option in session.state().options if option.name)
    return {option.code: f"{option.code} {widgets.escaped(option.name)}" for option in options}


def _add(category: str) -> None:
    history = session.store().history(str(session.workshop()))
    if session.commit(*edits.add_risk(session.state(), history, category=category)):
        session.clear("new-risk-category", None)
