"""The ballots as rows: open, close, reveal, and how many have answered. What a button does is on the button."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.ui import session, widgets
from components.workshop import rounds
from components.workshop.instruments import Instrument, instrument
from components.workshop.store import CLOSED, OPEN, REVEALED

SIGNS = {"": "○", OPEN: "●", CLOSED: "◐", REVEALED: "✔"}


def control(*codes: str) -> None:
    """The state of the ballots with the buttons for what can be done next."""
    for code in codes:
        found = instrument(session.state(), session.catalogue(), code)
        if found is not None:
            _ballot(found)


def name_of(code: str) -> str:
    """The name of a ballot in the session's language, also of an own one that is gone."""
    found = instrument(session.state(), session.catalogue(), code)
    return found.title(session.t()) if found else code


def buttons(found: Instrument, number: int, *, prefix: str = "", width: str = "content") -> None:
    """What can be done next with one round. prefix: tells two places of one page apart."""
    t = session.t()
    now = rounds.state_of(session.state(), found.code, number)
    empty = not found.items or not found.subjects
    for target in rounds.possible(session.state(), found.code, number):
        name = "again" if now == CLOSED and target == OPEN else target
        primary = target == REVEALED or (target == OPEN and not now) or (target == CLOSED and bool(prefix))
        widgets.button(
            t(f"ballots.to.{name}"),
            move,
            found.code,
            target,
            number,
            key=f"{prefix}{found.code}.{target}",
            type="primary" if primary else "secondary",
            disabled=empty,
            help=t("ballots.empty") if empty else t(f"ballots.means.{name}"),
            width=width,
        )


def move(code: str, target: str, number: int = 1, asked: Sequence[str] = ()) -> None:
    """Opens, closes or reveals a round; errors are those of `rounds.move`."""
    rounds.move(
        session.store(),
        str(session.workshop()),
        code,
        target,
        catalogue=session.catalogue(),
        by=session.editor(),
        number=number,
        asked=asked,
    )


def _ballot(found: Instrument) -> None:
    t = session.t()
    number = rounds.latest_number(session.state(), found.code)
    now = rounds.state_of(session.state(), found.code, number)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"ballot-{found.code}"):
        name = widgets.escaped(found.title(t))
        round_words = f" · {t('ballots.round', n=number)}" if number > 1 else ""
        st.markdown(f"{SIGNS[now]} **{name}**{round_words} · {t('ballots.state.' + (now or 'new'))}", width="stretch")
        if now in (OPEN, CLOSED):
            answered = session.store().answered(str(session.workshop()), found.code, number)
            st.text(t("ballots.answered", n=sum(row[2] for row in answered)), width="content")
        buttons(found, number)
        if now == REVEALED:
            st.page_link("discuss.py", label=t("ballots.discuss"), query_params=session.address() | {"b": found.code})
