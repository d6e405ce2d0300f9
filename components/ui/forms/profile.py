"""The page of one city, chosen above it, to be read on the screen or printed."""

from __future__ import annotations

import streamlit as st

from components.analysis.profile import profile
from components.ui import session
from components.ui.charts.profile import profile_page


def draw() -> None:
    """The choice of a city and its page; without a city a sentence that says where to enter one."""
    t, state = session.t(), session.state()
    cities = {city.code: city for city in state.cities}
    if not cities:
        st.info(t("profile.no_city"))
        return
    chosen = st.segmented_control(
        t("profile.choose"),
        list(cities),
        default=next(iter(cities)),
        format_func=lambda code: f"{cities[code].symbol} {cities[code].name or code}",
        key="profile-city",
        label_visibility="collapsed",
    )
    found = profile(state, session.evidence(), session.structure(), chosen or next(iter(cities)))
    st.html(profile_page(t, state, session.catalogue(), found))
    st.caption(t("profile.print"))
