"""The room on the projector: how to join, who is here, which ballots are open. Nothing is edited here."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.ballot import address
from components.ui import session
from components.ui.charts.marks import city_name
from components.ui.forms import ballots
from components.workshop import people
from components.workshop.instruments import instruments
from components.workshop.records.rounds import Round
from components.workshop.store import OPEN


def draw() -> None:
    """The join card, the live counts, all ballots in the order of the steps."""
    t = session.t()
    left, right = st.columns([2, 3], gap="large")
    with left:
        _join()
    with right:
        st.title(t("room.title"), anchor=False)
        st.caption(t("room.purpose"))
        _counts()
    st.subheader(t("room.ballots"), anchor=False)
    ballots.control(*(item.code for item in instruments(session.state(), session.catalogue())))


def _join() -> None:
    t = session.t()
    code = str(session.workshop())
    where = address.join_address(code, int(st.get_option("server.port")))
    st.image(address.qr_svg(where), width=300, alt=where)
    st.html(f'<p class="scn-address">{escape(where.removeprefix("http://"))}</p>')
    st.markdown(t("room.code", code=code))


@st.fragment(run_every=2)
def _counts() -> None:
    t = session.t()
    code = str(session.workshop())
    rows = people.people_count(session.store(), code)
    total = sum(row[2] for row in rows)
    st.markdown(f"## {t('room.people', n=total)}")
    if not total:
        st.text(t("room.nobody"))
    groups = {term.code: t.label(term) for term in session.catalogue().stakeholder_groups}
    for city in session.state().cities:
        here = [(groups.get(group, group), count) for where, group, count in rows if where == city.code]
        parts = t.joined([f"{name} {count}" for name, count in here])
        count = sum(number for _, number in here)
        st.html(f'{city_name(city)} <b>{count}</b> <span class="scn-note">{escape(parts)}</span>')
    for item in session.state().all(Round):
        if item.state == OPEN:
            answered = session.store().answered(code, item.instrument, item.number)
            marks = sum(row[3] for row in answered)
            people_in = sum(row[2] for row in answered)
            name = t(f"ballots.name.{item.instrument}")
            st.progress(
                min(people_in / total, 1.0) if total else 0.0,
                text=t("room.open", name=name, n=people_in, total=total, marks=marks),
            )
