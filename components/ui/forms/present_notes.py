"""The presenter's notes, on the facilitator's own screen: what to say, the clock, the vote, the remote, the links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from components.ballot import address
from components.ui import session, widgets
from components.ui.charts.marks import option_name
from components.ui.forms import present_stage, present_vote
from components.walk import present
from components.walk.present import MINUTES, OPEN, SCENES
from components.workshop import people

_SECONDS = 1.0


def draw() -> None:
    """The notes of the scene that the projector shows."""
    t, showing = session.t(), present_stage.showing()
    st.title(t("present.notes.title"), anchor=False)
    st.caption(t("present.notes.where"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _script()
        _recorded()
    with right:
        _clock()
        _vote()
        _links()
    present_stage.watch(showing.turn)


def _script() -> None:
    t, number = session.t(), present_stage.scene()
    name = SCENES[number]
    st.subheader(f"{number + 1}. {t(f'present.{name}.kicker')}", anchor=False)
    st.caption(t("present.notes.minutes", minutes=t.number(MINUTES[number], 0 if MINUTES[number] >= 1 else 1)))
    with st.container(border=True):
        st.markdown(f"**{t('present.notes.say')}**")
        st.text(t(f"present.{name}.say"))
        if session.state().setting.demonstration and number == 0:
            st.text(t("present.notes.demonstration"))
    with st.container(horizontal=True, vertical_alignment="center"):
        present_stage.steps(number)
        following = SCENES[number + 1 :]
        coming = t("present.notes.end")
        if following:
            coming = t("present.notes.coming", scene=t(f"present.{following[0]}.kicker"))
        st.text(coming, width="stretch")
    st.markdown(f"**{t('present.notes.who')}**")
    st.text(_who())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("present.py", label=t("present.notes.scenes"), query_params=session.address())
        widgets.button(t("present.reset"), present_stage.reset, key="again")


def _recorded() -> None:
    """What to make in the morning, so that a machine may fail."""
    t = session.t()
    with st.container(border=True):
        st.markdown(f"**{t('present.leaves.fails')}**")
        st.text(t("present.leaves.what"))
        st.page_link("all_scenes.py", label=t("present.leaves.title"), query_params=session.address())


def _who() -> str:
    t, state = session.t(), session.state()
    counted = [score.n for score in session.plan().scores if score.rank is not None]
    if not counted:
        return t("present.notes.who_none")
    return t("present.notes.who_answer", least=min(counted), most=max(counted), cities=len(state.cities))


@st.fragment(run_every=_SECONDS)
def _clock() -> None:
    t, started = session.t(), present_stage.showing().started
    if started is None:
        st.text(t("present.notes.clock_waits"))
        return
    minutes, seconds = divmod(int((datetime.now(UTC) - started).total_seconds()), 60)
    gone = t("present.notes.clock", gone=f"{minutes}:{seconds:02d}")
    st.metric(t("present.notes.title"), gone, label_visibility="collapsed")


def _vote() -> None:
    """Which project is voted on, and opening and closing; the choice stands still while a vote is open."""
    t, state = session.t(), session.state()
    vote = present_stage.showing().vote
    names = {option.code: option_name(t, state, option) for option in state.options}
    if not names:
        return
    with st.container(border=True):
        first = vote.option or present.disputed(state, session.evidence())
        codes = list(names)
        place = codes.index(first) if first in names else 0
        wanted = st.selectbox(
            t("present.notes.vote_on"),
            codes,
            index=place,
            format_func=lambda code: names[code],
            key="vote_on",
            disabled=vote.state == OPEN,
        )
        if vote.state == OPEN:
            st.text(t("present.vote.in_box", n=vote.n))
        present_vote.controls(str(wanted))
        _by_hand(str(wanted))


def _by_hand(option: str) -> None:
    """When phones fail: the presenter counts slips of paper and enters how many of each; one press shows them."""
    t, showing = session.t(), present_stage.showing()
    box = st.expander(t("present.notes.by_hand"), key="by_hand", on_change="rerun")
    with box:
        if not box.open:
            return
        st.caption(t("present.notes.by_hand_what"))
        labels = [f"{point} {t(f'present.vote.point.{point}')}" for point in reversed(present.POINTS)]
        names = [*(str(point) for point in reversed(present.POINTS)), "x"]
        # The code is another one after a reset, and the option after another choice: then the fields begin at nothing.
        keys = {name: f"counted.{showing.code}.{option}.{name}" for name in names}
        for name, label in zip(names, [*labels, t("ballot.dont_know")], strict=True):
            st.number_input(label, min_value=0, max_value=present.MOST_PHONES, step=1, key=keys[name])
        order = [keys[str(point)] for point in present.POINTS] + [keys["x"]]
        widgets.button(t("present.notes.by_hand_show"), _count, option, order, key="count_by_hand")


def _count(option: str, keys: Sequence[str]) -> None:
    numbers = [int(session.widget(key) or 0) for key in keys]
    present_stage.change(lambda showing: present.counted(showing, option, numbers))


def _links() -> None:
    t, showing = session.t(), present_stage.showing()
    one, two = st.columns(2)
    for column, way, code, label in (
        (one, "v", showing.code, "present.notes.votes"),
        (two, "r", showing.secret, "present.notes.remote"),
    ):
        with column:
            where = present_stage.reached(way, code)
            st.markdown(f"**{t(label)}**")
            st.image(address.qr_svg(where), width=180, alt=where)
            st.code(where, language=None, wrap_lines=True)
    st.caption(t("present.notes.remote_what"))
    if not session.may(session.FACILITATOR):
        return
    with st.container(border=True):
        st.markdown(f"**{t('present.notes.link')}**")
        st.caption(t("present.notes.link_what"))
        made = session.remembered("read_only_link")
        if made:
            where = present_stage.reached("i", made)
            st.image(address.qr_svg(where), width=180, alt=where)
            st.code(where, language=None, wrap_lines=True)
            st.caption(t("present.notes.link_once"))
        label = t("present.notes.link_label")
        widgets.button(t("present.notes.link_make"), partial(_invite, label), key="make_link")


def _invite(label: str) -> None:
    session.manager()
    code = people.invite(session.store(), str(session.workshop()), people.OFFICIAL, label)
    session.remember("read_only_link", code)
