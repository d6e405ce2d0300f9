"""The votes of steps 5 and 6 on the projector: the ballot, and once it is revealed what the room said."""

from __future__ import annotations

import streamlit as st

from components.ui import session
from components.ui.charts import figure
from components.ui.charts.agreement import distribution_figure
from components.ui.charts.votes import votes_figure
from components.ui.forms import ballots
from components.workshop.instruments import WHOLE, instrument
from components.workshop.records.partnership import CostKey, Governance


def partnership() -> None:
    """Step 5: how acceptable each cost key and each form is."""
    t, state = session.t(), session.state()
    st.caption(t("step5.vote_what"))
    keys = frozenset(key.code for key in state.all(CostKey) if key.weight)
    for code, chosen in (("cost_key", keys), ("governance", frozenset({state.one(Governance).form}))):
        ballots.control(code)
        ballot = instrument(state, session.catalogue(), code)
        if ballot is not None and state.round_of(code):
            figure.draw(t, votes_figure(t, state, session.evidence(), ballot, chosen))


def leaving() -> None:
    """Step 6: whether people can defend the plan at home."""
    t, state = session.t(), session.state()
    ballots.control("exit")
    ballot = instrument(state, session.catalogue(), "exit")
    for item in ballot.items if ballot else ():
        row = session.evidence().agreement("exit", item.code, WHOLE)
        if row is not None:
            figure.draw(t, distribution_figure(t, row, state, item.anchors))
