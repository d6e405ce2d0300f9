"""Before a workshop is open: new, open, restore, demonstration, all on one screen."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st

from components.errors import InputError, Problem
from components.ui import session, theme, ways_in, widgets
from components.walk import demonstration
from components.workshop import archive, people
from components.workshop.records.setting import Setting
from components.workshop.store import Edit

_ARCHIVE_KEY = "archive"


def draw() -> None:
    """The ways in; for somebody who is in by an invitation, what it opens."""
    t = session.t()
    if session.may(*session.AUDIENCE):
        _invited()
        if not session.may_administer():
            return
    st.title(t("start.title"), anchor=False)
    st.caption(t("start.purpose"))
    if not session.is_local():
        # Who typed the address without what stands behind it wants to take part, and most likely on a phone.
        st.html(f'<p><a class="scn-button" href="/j" target="_self">{escape(t("start.take_part"))}</a></p>')
    if not session.may_administer():
        _server_key()
    left, right = st.columns(2, gap="large")
    with left:
        _demonstration()
        _new()
        _invitation()
    with right:
        _open()
        _restore()


def _new() -> None:
    t = session.t()
    with st.container(border=True):
        st.subheader(t("start.new"), anchor=False)
        st.caption(t("start.new_what"))
        widgets.button(t("start.new_button"), _create, key="new", disabled=not session.may_administer())


def _demonstration() -> None:
    t = session.t()
    with st.container(border=True):
        st.subheader(t("start.demo"), anchor=False)
        st.caption(t("start.demo_what"))
        widgets.button(
            t("start.demo_button"),
            _load_demonstration,
            key="demo",
            type="primary",
            disabled=not session.may_administer(),
        )


def _open() -> None:
    t = session.t()
    with st.container(border=True):
        st.subheader(t("start.open"), anchor=False)
        known = session.store().workshops() if session.may_administer() else ()
        if known:
            titles = {code: session.store().snapshot(code).state.setting.title or t("ui.untitled") for code in known}
            with st.container(horizontal=True, vertical_alignment="bottom"):
                code = st.selectbox(
                    t("start.on_this_computer"), known, format_func=lambda item: f"{titles[item]} · {item}", key="known"
                )
                widgets.button(t("start.open_button"), _open_known, code, key="open_known")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(t("start.code"), key="open_code", max_chars=12, placeholder="ABCDEF", width=130)
            st.text_input(t("start.key"), key="open_key", type="password", placeholder=t("start.key_hint"))
            widgets.button(t("start.open_button"), _open_by_key, key="open")


def _invited() -> None:
    t = session.t()
    granted = session.role()
    with st.container(border=True, key="invited"):
        st.subheader(widgets.escaped(session.state().setting.title or t("ui.untitled")), anchor=False)
        st.text(t("start.you_are", role=t(f"people.role.{granted}"), what=t(f"people.role_may.{granted}")))
        with st.container(horizontal=True, vertical_alignment="center"):
            if granted == people.TABLE_HOST:
                label = escape(t("start.to_table"))
                st.html(f'<a class="scn-button" href="/t/{session.workshop()}">{label}</a>', width="content")
            if session.may(*session.READERS):
                st.page_link("results.py", label=t("people.results.link"), query_params=session.address())
            st.page_link("present.py", label=t("ui.present"), query_params=session.address())
            widgets.button(t("setup.close"), session.leave, key="close")


def _invitation() -> None:
    t = session.t()
    with st.container(border=True):
        st.subheader(t("start.invitation"), anchor=False)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(t("start.invitation_code"), key="invitation", max_chars=20, placeholder="XXXX-XXXX-XXXX")
            widgets.button(t("start.open_button"), _open_by_invitation, key="open_invitation")


def _restore() -> None:
    t = session.t()
    with st.container(border=True):
        st.subheader(t("start.restore"), anchor=False)
        st.caption(t("start.restore_what"))
        theme.upload_words(t("start.choose_file"))
        st.file_uploader(
            t("start.archive"),
            type=["zip"],
            key=_ARCHIVE_KEY,
            label_visibility="collapsed",
            disabled=not session.may_administer(),
        )
        given = session.widget(_ARCHIVE_KEY)
        widgets.button(t("start.restore_button"), _restore_file, key="restore", disabled=given is None)


def _server_key() -> None:
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            t("start.server_key"), key="given_server_key", type="password", placeholder=t("start.server_key_hint")
        )
        widgets.button(t("start.unlock"), _unlock, key="unlock")


def _unlock() -> None:
    if not ways_in.give_server_key(str(session.widget("given_server_key") or "")):
        raise InputError(Problem("start.wrong_key"))


def _create() -> None:
    session.check_administer()
    code, key = people.create(session.store())
    edits = [Edit("setting", "main", "language", session.language())]
    edits += [
        Edit("setting", "main", "first_year", _next_year()),
        Edit("setting", "main", "years", Setting("main").years),
    ]
    session.store().commit(code, edits, by=session.FACILITATOR)
    session.remember("new_key", key)
    session.enter(code)


def _next_year() -> int:
    return datetime.now(UTC).year + 1


def _load_demonstration() -> None:
    session.check_administer()
    code = demonstration.load(session.store(), session.catalogue(), language=session.language())
    session.enter(code)


def _open_known(code: str) -> None:
    session.check_administer()
    session.enter(code)


def _open_by_key() -> None:
    ways_in.open_by_key(str(session.widget("open_code") or ""), str(session.widget("open_key") or ""))


def _open_by_invitation() -> None:
    ways_in.open_by_invitation(str(session.widget("invitation") or ""))


def _restore_file() -> None:
    session.check_administer()
    code = archive.restore(session.store(), session.widget(_ARCHIVE_KEY).getvalue())
    session.enter(code)
