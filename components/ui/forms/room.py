"""The room on the projector: how to join, who is here, which ballot is open, how long is left. Nothing is typed here.

The parts that change by themselves are fragments; the buttons stand outside them, so that none moves under a finger.
When somebody else opens or closes a ballot, the whole page is drawn anew.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from components.ballot import address
from components.ui import session, widgets
from components.ui.charts.agreement import columns
from components.ui.charts.marks import city_name
from components.ui.charts.turnout import turnout_markup
from components.ui.forms import agenda as agenda_form
from components.ui.forms import ballots
from components.walk import agenda, conduct, discussion
from components.walk.turnout import Turnout, turnout
from components.workshop import people, rounds
from components.workshop.edits.room import latest_sitting
from components.workshop.instruments import PRACTICE, instrument, instruments
from components.workshop.records.rounds import Round
from components.workshop.store import CLOSED, OPEN, REVEALED

_SECONDS = 2
_SMALL, _LARGE = 128, 400
_TRIES = 4


def draw() -> None:
    """The ballot that the room is busy with, or how to join; beside it the clock."""
    session.remember("drawn-room", _signature())
    shown = conduct.on_screen(session.state())
    left, right = st.columns([11, 4], gap="large")
    with right, st.container(key="room-side"):
        agenda_form.clock()
        if agenda.lines(session.state()):
            agenda_form.steer(end=False)
        else:
            st.page_link("agenda.py", label=session.t()("room.to_agenda"), query_params=session.address())
        if shown:
            _join(small=True)
    with left, st.container(key="room-main"):
        if shown:
            _busy(shown)
        else:
            _waiting()
    _all()


def _busy(shown: Round) -> None:
    """A ballot is open, or closed and not revealed."""
    t = session.t()
    found = instrument(session.state(), session.catalogue(), shown.instrument)
    name = ballots.name_of(shown.instrument)
    st.title(widgets.escaped(name), anchor=False)
    state_words = t(f"room.now.{shown.state}")
    st.caption(f"{t('ballots.round', n=shown.number)} · {state_words}" if shown.number > 1 else state_words)
    _answered(shown.instrument, shown.number)
    with st.container(horizontal=True, vertical_alignment="center", key="room-buttons"):
        if found is not None:
            ballots.buttons(found, shown.number, prefix="now.")
            st.text(t(f"ballots.means.{CLOSED if shown.state == OPEN else REVEALED}"), width="stretch")
    others = [row for row in rounds.open_ballots(session.state()) if row.code != shown.code]
    if others:
        names = [widgets.escaped(ballots.name_of(row.instrument)) for row in others]
        st.caption(t("room.also_open", names=t.joined(names), n=len(others)))


def _waiting() -> None:
    """No ballot is under way: how to join, who is here, what to open next."""
    t = session.t()
    left, right = st.columns([5, 6], gap="large")
    with left:
        _join(small=False)
        _stuck()
    with right:
        st.title(t("room.title"), anchor=False)
        last = conduct.last_revealed(session.state())
        practised = last is not None and last.instrument == PRACTICE
        if not practised:
            st.caption(t("room.purpose"))
        _here()
        _next()
        if practised:
            _practice()
        elif last:
            _last(last)


def _next() -> None:
    t = session.t()
    state = session.state()
    line = agenda.running(agenda.lines(state))
    found = conduct.upcoming(state, instruments(state, session.catalogue()), line)
    if found is None:
        return
    st.markdown(f"{t('room.next_ballot')} **{widgets.escaped(found.title(t))}**")
    ballots.buttons(found, 1, prefix="now.")


def _last(last: Round) -> None:
    """What was revealed last, and the way to what is worth talking about: in it, else where most was flagged."""
    t, rows = session.t(), session.evidence().agreements
    code, flagged = last.instrument, len(discussion.queue(rows, last.instrument))
    words = t("room.revealed", name=_named(code), n=flagged)
    most = discussion.most_flagged(discussion.ballots(session.state(), rows), rows)
    if not flagged and (elsewhere := len(discussion.queue(rows, most))):
        code, words = most, t("room.revealed_other", last=_named(code), name=_named(most), n=elsewhere)
    st.markdown(words)
    st.page_link("discuss.py", label=t("room.to_discuss"), query_params=session.address() | {"b": code})


def _named(code: str) -> str:
    return f"**{widgets.escaped(ballots.name_of(code))}**"


def _practice() -> None:
    """What everybody answered to the practice question: it counts nowhere and says nothing of agreement."""
    found = instrument(session.state(), session.catalogue(), PRACTICE)
    if found is None or not found.items:
        return
    item = found.items[0]
    row = discussion.practice(session.snapshot(), session.catalogue(), session.parameters())
    t = session.t()
    few = f'<p class="scn-note">{escape(t("discuss.who.withheld"))}</p>'
    body = columns(t, row, session.state(), item.anchors) or few
    st.html(f'<p class="scn-now">{escape(item.statement(session.language()))}</p>{body}')


def _join(*, small: bool) -> None:
    t = session.t()
    code, where = str(session.workshop()), _where()
    words = (
        f'<p class="scn-address">{escape(where.partition("://")[2]).replace("/j/", "<wbr>/j/")}</p>'
        f"<p>{escape(t('room.code'))} <b>{escape(code)}</b></p>"
    )
    with st.container(key="join-small" if small else "join", horizontal=small, vertical_alignment="center"):
        st.image(address.qr_svg(where), width=_SMALL if small else _LARGE, alt=where)
        st.html(f'<div class="scn-join">{words}</div>')


def _stuck() -> None:
    """What to try when a phone does not get here; said without being asked when none can."""
    t = session.t()
    if address.alone():
        st.warning(t("room.alone"))
    with st.popover(t("room.stuck.title"), key="room-stuck"):
        for number in range(1, _TRIES + 1):
            st.text(f"{number}. {t(f'room.stuck.{number}')}")


def _where() -> str:
    sitting = latest_sitting(session.state())
    host = sitting.address if sitting and sitting.address else None
    return address.join_address(str(session.workshop()), int(st.get_option("server.port")), host)


@st.fragment(run_every=_SECONDS)
def _answered(code: str, number: int) -> None:
    t = session.t()
    if _is_old():
        st.rerun()
    rows = session.store().answered(str(session.workshop()), code, number)
    found = _turnout(tuple((city, group, number) for city, group, number, _ in rows))
    whole = found.whole
    marks = sum(row[3] for row in rows)
    st.html(
        f'<p class="scn-big"><b>{whole.answered}</b> {escape(t("room.of_people", n=whole.present))}'
        f' <span class="scn-note">{escape(t("room.marks", n=marks))}</span></p>'
        + turnout_markup(t, found, session.state().cities, _groups())
    )


@st.fragment(run_every=_SECONDS)
def _here() -> None:
    t = session.t()
    if _is_old():
        st.rerun()
    present = people.present_people(session.store(), str(session.workshop()))
    total = sum(row[2] for row in present)
    rows = "".join(
        f"<div>{city_name(city)} <b>{sum(row[2] for row in present if row[0] == city.code)}</b></div>"
        for city in session.state().cities
    )
    below = f'<div class="scn-cities-here">{rows}</div>' if total else f"<p>{escape(t('room.nobody'))}</p>"
    st.html(f'<p class="scn-big">{escape(t("room.people", n=total))}</p>{below}')


def _turnout(answered: tuple[tuple[str, str, int], ...]) -> Turnout:
    present = people.present_people(session.store(), str(session.workshop()))
    cities = [city.code for city in session.state().cities]
    smallest = session.parameters().value("privacy.smallest_group")
    return turnout(cities, list(_groups()), present, answered, smallest=smallest)


def _groups() -> dict[str, str]:
    t = session.t()
    return {term.code: t.label(term) for term in session.catalogue().stakeholder_groups}


def _all() -> None:
    """Every ballot, by step, folded away."""
    t = session.t()
    box = st.expander(t("room.ballots"), key="room-all", on_change="rerun")
    with box:
        if not box.open:
            return
        step = None
        for found in instruments(session.state(), session.catalogue()):
            if found.step != step:
                step = found.step
                words = f"{step} · {t(f'ui.rail.{step}')}" if step else t("room.practice")
                st.markdown(f"**{words}**")
            ballots.control(found.code)


def _signature() -> tuple[object, ...]:
    """What decides the layout of the page."""
    state = session.state()
    line = agenda.running(agenda.lines(state))
    held = tuple(sorted((row.code, row.state) for row in state.all(Round)))
    return held, line.code if line else "", len(state.cities), _where()


def _is_old() -> bool:
    return bool(session.remembered("drawn-room") != _signature())
