"""Step 1: purpose and activities, each city's benefit, and what the ballot on willingness and trust says."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.ui.charts import connectivity
from components.ui.charts.marks import city_name
from components.ui.forms import ballots
from components.workshop.records.cities import City


def draw() -> None:
    """Purpose, cities, ballot."""
    t = session.t()
    catalogue = session.catalogue()
    setting = session.state().setting
    left, right = st.columns([3, 2], gap="medium")
    with left:
        widgets.text(setting, "purpose", t("step1.purpose_field"), area=90, placeholder=t("step1.purpose_hint"))
    with right:
        names = {term.code: t.label(term) for term in catalogue.activity_types}
        widgets.several(setting, "activities", t("step1.activities"), names)
        widgets.text(setting, "legal_basis", t("step1.legal_basis"), placeholder=t("ui.not_known"))
    st.subheader(t("step1.cities"), anchor=False)
    columns = st.columns(max(len(session.state().cities), 1), gap="medium")
    for column, city in zip(columns, session.state().cities, strict=False):
        with column:
            _city(city)
    connectivity.agreement_items(t, session.state(), session.evidence(), catalogue)
    ballots.control("agreement")


def _city(city: City) -> None:
    t = session.t()
    st.html(f"<b>{city_name(city)}</b>")
    widgets.text(city, "benefit", t("step1.benefit"), area=90, placeholder=t("step1.benefit_hint"))
    widgets.text(city, "leaves_if", t("step1.leaves_if"), placeholder=t("step1.leaves_if_hint"))
