"""Step 3: partnerships that the evidence suggests, each with its reason, and the ladder of simpler agreements."""

from __future__ import annotations

import streamlit as st

from components.investment import partnership_ideas as ideas
from components.investment.partnership_ideas import ClusterIdea, ServiceIdea
from components.ui import session, widgets
from components.ui.charts import ladder as charts
from components.ui.forms import gap_reason
from components.workshop.edits import feasibility as edits

_SHOWN = 8


def draw() -> None:
    """Clusters from the location quotients, services from the gaps."""
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    clusters = ideas.clusters(state, session.evidence(), session.parameters())
    services = ideas.services(state, session.plan().proposals, catalogue)
    if not clusters and not services:
        st.info(t("step3.no_ideas"))
        return
    sectors = {term.code: t.label(term) for term in catalogue.sectors}
    goods = {term.code: t.label(term) for term in catalogue.public_goods}
    if clusters:
        strong, partner = (session.parameters().value(code) for code in ideas.PARAMETERS)
        st.caption(t("step3.clusters_how", strong=t.number(strong, 2), partner=t.number(partner, 2)))
    for idea in clusters[:_SHOWN]:
        name = sectors.get(idea.sector, idea.sector)
        _idea(name, _quotients(idea), ideas.CLUSTER, idea.cities, idea.sector, f"idea.{idea.sector}")
    if services:
        st.caption(t("step3.services_how"))
    for service in services[:_SHOWN]:
        _service(service, goods[service.public_good])


def ladder() -> None:
    """From which index which verdict follows, and what each simpler agreement needs."""
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    charts.thresholds(t, session.parameters(), catalogue)
    charts.ladder(t, state, catalogue)


def _service(idea: ServiceIdea, name: str) -> None:
    _idea(name, gap_reason.words(idea.reason), ideas.SERVICE, idea.cities, "", f"idea.{idea.public_good}")


def _quotients(idea: ClusterIdea) -> str:
    t, names = session.t(), {city.code: city.name for city in session.state().cities}
    parts = [f"{names.get(city, city)} {t.number(quotient, 2)}" for city, quotient in idea.quotients]
    return t("step3.quotients", parts=t.joined(parts))


def _idea(name: str, why: str, activity: str, cities: tuple[str, ...], sector: str, key: str) -> None:
    t = session.t()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch"):
            st.markdown(f"**{widgets.escaped(name)}**")
            st.text(why)
        widgets.button(t("step3.take"), _take, name, activity, cities, sector, key=key)


def _take(name: str, activity: str, cities: tuple[str, ...], sector: str) -> None:
    code = str(session.workshop())
    values = {"name": name, "activity": activity, "cities": cities, "sector": sector}
    new = edits.new_partnership(session.state(), session.store().history(code), values)
    session.store().commit(code, new, by=session.editor())
