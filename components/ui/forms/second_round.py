"""A second round on chosen items: the flagged ones are ticked, one button opens it."""

from __future__ import annotations

import streamlit as st

from components.analysis.evidence import Agreement
from components.ui import session, widgets
from components.ui.forms import ballots
from components.walk import discussion
from components.workshop import rounds
from components.workshop.instruments import Instrument, instrument
from components.workshop.store import OPEN


def draw(code: str) -> None:
    """What can be asked again, or why nothing can."""
    t = session.t()
    found = instrument(session.state(), session.catalogue(), code)
    if found is None:
        return
    st.title(t("discuss.again.title", name=widgets.escaped(found.title(t))), anchor=False)
    number = rounds.next_number(session.state(), code)
    if rounds.under_way(session.state(), code):
        st.text(t("discuss.again.under_way"))
        ballots.control(code)
        return
    if found.whole_only:
        st.text(t("discuss.again.whole"))
        widgets.button(t("discuss.again.open_all", number=str(number)), _open, code, number, (), key="again.open")
        return
    st.text(t("discuss.again.purpose", number=str(number)))
    allowed = set(rounds.askable(session.state(), found))
    if not allowed:
        st.info(t("discuss.again.nothing"))
        return
    _choose(found, number, allowed)


def _choose(found: Instrument, number: int, allowed: set[str]) -> None:
    t = session.t()
    parameters = session.parameters()
    most, minutes = (parameters.value(code) for code in discussion.PARAMETERS)
    rows = [row for row in discussion.all_rows(session.evidence().agreements, found.code) if _key(row) in allowed]
    flagged = {_key(row) for row in discussion.queue(rows, found.code)}
    first = [_key(row) for row in rows if _key(row) in flagged][: int(most)]
    known = {_key(row) for row in rows}
    # Worded anew or asked too few: no result yet, but it can be asked.
    others = [key for key in rounds.askable(session.state(), found) if key not in known]
    without = (*(_key(row) for row in rows if row.median is None), *others)
    if len(without) > 1:
        label = t("discuss.again.tick_new", n=len(without))
        widgets.button(label, _tick_all, found.code, number, without, key="again.tick_new")
    with st.container(height=340, key="again-list"):
        for row in rows:
            _tick(found, number, _key(row), t(f"ui.flag.{row.flag}"), ticked=_key(row) in first)
        for key in others:
            _tick(found, number, key, t("discuss.again.new"), ticked=False)
    chosen = tuple(
        key for key in (*(_key(row) for row in rows), *others) if session.widget(_widget(found.code, number, key))
    )
    st.text(t("discuss.again.takes", n=len(chosen), minutes=round(len(chosen) * minutes)))
    widgets.button(
        t("discuss.again.open", number=str(number), n=len(chosen)),
        _open,
        found.code,
        number,
        chosen,
        key="again.open",
        type="primary",
        disabled=not chosen,
    )
    st.caption(t("discuss.again.means", most=int(most)))


def _tick(found: Instrument, number: int, key: str, flag: str, *, ticked: bool) -> None:
    subject, _, item = key.partition("|")
    language = session.language()
    names = {one.code: one.name(language) for one in found.subjects}
    items = {one.code: one.statement(language) for one in found.items}
    words = " · ".join(word for word in (flag, names.get(subject, subject), items.get(item, item)) if word)
    st.checkbox(widgets.escaped(words), value=ticked, key=_widget(found.code, number, key))


def _tick_all(code: str, number: int, keys: tuple[str, ...]) -> None:
    """An option that came late has a question for every criterion: nobody ticks them one by one in front of a room."""
    for key in keys:
        session.clear(_widget(code, number, key), True)


def _open(code: str, number: int, chosen: tuple[str, ...]) -> None:
    ballots.move(code, OPEN, number, chosen)


def _widget(code: str, number: int, key: str) -> str:
    return f"again.{code}.{number}.{key}"


def _key(row: Agreement) -> str:
    return rounds.key_of(row.subject, row.item)
