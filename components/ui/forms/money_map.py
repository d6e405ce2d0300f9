"""Step 6: where on the map the money goes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.investment.places import places
from components.ui import maps, session, widgets
from components.ui.charts.figure import draw as draw_figure
from components.ui.charts.money_map import GETS, PAYS, PER_HEAD, TOTAL, money_below, money_deck, money_head


def draw() -> None:
    """The map with its choice of what a circle shows, and the table behind."""
    t, state = session.t(), session.state()
    found = places(state, session.plan().flows)
    if not found.total:
        st.info(t("step6.empty"))
        return
    with st.container(horizontal=True, gap="medium", key="map-switches"):
        what = _pick("what", (GETS, PAYS))
        measure = _pick("measure", (TOTAL, PER_HEAD))
    draw_figure(t, money_head(t, state, found, what, measure))
    deck = money_deck(t, state, found, what, measure)
    if deck is not None:
        st.pydeck_chart(deck, height=maps.HEIGHT_PX + 60)
    draw_figure(t, money_below(t, state, found, measure))


def _pick(name: str, codes: Sequence[str]) -> str:
    t = session.t()
    names = {code: t(f"money.map.{name}_{code}") for code in codes}
    return widgets.view(t(f"money.map.{name}"), names, key=f"map-{name}")
