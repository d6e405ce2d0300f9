"""One ballot on the projector: open, close, reveal, and who has answered."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.workshop import rounds
from components.workshop.instruments import instrument
from components.workshop.store import CLOSED, OPEN, REVEALED

_SIGNS = {"": "○", OPEN: "●", CLOSED: "◐", REVEALED: "✔"}


def control(*codes: str) -> None:
    """The state of the ballots with the buttons for what can be done next."""
    for code in codes:
        _ballot(code)


def _ballot(code: str) -> None:
    t = session.t()
    state = session.state()
    found = instrument(state, session.catalogue(), code)
    now = rounds.state_of(state, code)
    if found is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"ballot-{code}"):
        size = len(found.items) * len(found.subjects)
        st.markdown(
            f"{_SIGNS[now]} **{t(f'ballots.name.{code}')}** · {t('ballots.state.' + (now or 'new'))}", width="stretch"
        )
        if now in (OPEN, CLOSED):
            people = sum(row[2] for row in session.store().answered(str(session.workshop()), code))
            st.text(t("ballots.answered", n=people), width="content")
        for target in rounds.possible(state, code):
            label = t(f"ballots.to.{'again' if now == CLOSED and target == OPEN else target}")
            primary = target == REVEALED or (target == OPEN and not now)
            widgets.button(
                label,
                _move,
                code,
                target,
                key=f"{code}.{target}",
                type="primary" if primary else "secondary",
                disabled=size == 0,
                help=t("ballots.empty") if size == 0 else None,
            )


def _move(code: str, target: str) -> None:
    rounds.move(
        session.store(), str(session.workshop()), code, target, catalogue=session.catalogue(), by=session.editor()
    )
