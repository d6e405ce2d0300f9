"""Step 6: what each paying city said to an option. A no holds back the money of that city alone."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from components.investment.sharing import partners
from components.ui import session, widgets
from components.ui.charts import consents as charts
from components.workshop.edits import consent as edits
from components.workshop.records.demands import Consent
from components.workshop.records.options import Option


def draw() -> None:
    """The answers as a table, and below it the place to record one."""
    t, state, plan = session.t(), session.state(), session.plan()
    charts.consents(t, state, plan)
    if not state.options:
        return
    with st.expander(t("tiers.record"), key="record-consent"):
        first = [option.code for option in charts.asked(state, plan)]
        rest = [option.code for option in state.options if option.code not in first]
        names = {option.code: f"{option.code} {option.name}" for option in state.options}
        left, right = st.columns(2)
        with left:
            code = st.selectbox(
                t("tiers.consents.option"), first + rest, format_func=lambda code: names[code], key="consent.option"
            )
        cities = {city.code: f"{city.symbol} {city.name}" for city in partners(state, state.one(Option, code))}
        with right:
            city = st.selectbox(
                t("tiers.consents.city"), list(cities), format_func=lambda code: cities[code], key=f"consent.{code}"
            )
        if city:
            _answer(code, city)


def _answer(option: str, city: str) -> None:
    t = session.t()
    said = session.state().one(Consent, f"{option}.{city}")
    key = f"consent.{option}.{city}"
    answers = {name: t(f"tiers.answer.{name}") for name in ("yes", "no")}
    st.segmented_control(
        t("tiers.consents.answer"),
        list(answers),
        default=said.answer or None,
        format_func=lambda name: answers[name],
        key=f"{key}.answer",
    )
    one, two, three = st.columns(3)
    with one:
        st.text_input(t("tiers.consents.who"), said.who, key=f"{key}.who", placeholder=t("tiers.who_hint"))
    with two:
        today = datetime.now(UTC).date().isoformat()
        st.text_input(t("tiers.consents.on"), said.on or today, key=f"{key}.on")
    with three:
        st.text_input(
            t("tiers.consents.document"), said.document, key=f"{key}.document", placeholder=t("tiers.document_hint")
        )
    with st.container(horizontal=True):
        widgets.button(t("tiers.record_button"), _record, option, city, key="consent.record", type="primary")
        if said.answer:
            widgets.button(t("tiers.take_back"), _take_back, option, city, key="consent.take_back")
    if said.answer == "no":
        st.text(charts.rest(t, session.state(), session.plan(), session.state().one(Option, option)))


def _record(option: str, city: str) -> None:
    given = {
        name: str(session.widget(f"consent.{option}.{city}.{name}") or "")
        for name in ("answer", "who", "on", "document")
    }
    new = edits.record(session.state(), option, city, given.pop("answer"), **given)
    session.store().commit(str(session.workshop()), new, by=session.editor())


def _take_back(option: str, city: str) -> None:
    session.store().commit(
        str(session.workshop()), edits.record(session.state(), option, city, ""), by=session.editor()
    )
