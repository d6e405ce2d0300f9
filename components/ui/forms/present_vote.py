"""The scene of the live vote: the question, how to join, the number of ballots; once it is closed, their spread."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.ballot import address
from components.ui import session, widgets
from components.ui.charts import present as charts
from components.ui.charts.marks import option_name
from components.ui.forms import present_stage
from components.walk import present
from components.walk.present import CLOSED, OPEN, Spread, Vote
from components.workshop.records.options import Option


def draw(*, live: bool = True) -> None:
    """The project that is voted on and the state of the vote; on paper the last result that was shown, and how to vote
    without phones.
    """
    t, state = session.t(), session.state()
    vote = present_stage.showing().vote
    option = state.get(Option, vote.option or present.disputed(state, session.evidence()))
    if option is None:
        present_stage.title(t("present.project.none"))
        present_stage.todo(t("present.project.none_do"), 4, live=live)
        return
    present_stage.title(option_name(t, state, option))
    if not live:
        _resting(vote)
        return
    found = present.spread(vote)
    if found is None:
        _joining(vote.state)
    elif not _spread(found) and present_stage.drives():
        st.text(t("present.vote.empty_do"))
    with st.container(key="vote", horizontal=True, vertical_alignment="center"):
        if present_stage.drives():
            controls(option.code)
        st.text(t("present.vote.apart"))


def controls(option: str) -> None:
    """Opening and closing, for who drives."""
    t, vote = session.t(), present_stage.showing().vote
    if vote.state == OPEN:
        widgets.button(t("present.vote.close"), present_stage.change, present.closed, key="vote_close", type="primary")
        return
    again = vote.state == CLOSED and vote.option == option
    label = t("present.vote.again" if again else "present.vote.open")
    widgets.button(label, _open, option, key="vote_open", type="primary")


def _spread(found: Spread) -> bool:
    """The finding of a closed vote, and the spread where enough voted; whether they did."""
    t, least = session.t(), _least()
    enough = found.all >= least
    present_stage.title(charts.vote_title(t, found, least), 2)
    if found.n and enough:
        st.html(charts.vote_figure(t, found))
    return enough


def _least() -> int:
    return int(session.parameters().value("present.vote_minimum"))


def _resting(vote: Vote) -> None:
    """What of the vote may stand on paper, and how those present vote when no phone works."""
    t, found = session.t(), present.spread(vote)
    if found is not None and _spread(found):
        st.text(t("present.vote.apart"))
        return
    present_stage.title(t("present.vote.question"), 2)
    if found is None:
        st.text(t("present.leaves.vote_open" if vote.state == OPEN else "present.leaves.no_vote"))
    st.html(charts.vote_answers(t))
    st.text(t("present.leaves.slips", least=_least()))


def _joining(state: str) -> None:
    t, showing = session.t(), present_stage.showing()
    where = present_stage.reached("v", showing.code)
    left, right = st.columns([2, 5], gap="large", vertical_alignment="center")
    with left:
        st.image(address.qr_svg(where), width="stretch", alt=where)
    with right:
        present_stage.title(t("present.vote.question"), 2)
        at = escape(where.partition("://")[2])
        st.html(f'<p>{escape(t("present.vote.how"))}</p><p class="scn-address">{at}</p>')
        if state == OPEN:
            count = escape(t("present.vote.in_box", n=showing.vote.n))
            st.html(f'<p class="scn-count" role="status">{count}</p><p>{escape(t("present.vote.hidden"))}</p>')
        else:
            st.text(t("present.vote.waiting"))


def _open(option: str) -> None:
    present_stage.change(lambda showing: present.opened(showing, option))
