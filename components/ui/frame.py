"""The frame of every page: ribbon, bar with the six steps, messages, undo, and what is still to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from components.errors import ToolError
from components.language import LANGUAGES
from components.ui import session, theme, widgets
from components.walk import demonstration, undo
from components.walk.check import DONE, Check
from components.walk.gates import gate
from components.workshop.changes import redoable

STEP_PAGES = {
    1: "step1_agreement.py",
    2: "step2_connectivity.py",
    3: "step3_feasibility.py",
    4: "step4_networks.py",
    5: "step5_partnership.py",
    6: "step6_investment.py",
}
CONSOLE = {
    "room": "room.py",
    "discuss": "discuss.py",
    "agenda": "agenda.py",
    "ballots": "ballots.py",
    "people": "people.py",
    "paper": "paper.py",
}
"""The facilitator's console: its pages in their order."""

_MARKS = {"done": "✔", "started": "…", "warn": "!", "missing": ""}


def top(current: int | None = None, *, console: str = "") -> None:
    """Ribbon, title, the rail of steps, the way to the room and to the officials' view, language; `console` is the
    page of the facilitator's console that this is.
    """
    t = session.t()
    state = session.state() if session.may(*session.EDITORS) else None
    if state and state.setting.demonstration:
        theme.ribbon(t)
        _other_language(state.setting.language)
    if state is None:
        _bar_without_workshop()
    else:
        with st.container(horizontal=True, vertical_alignment="center", key="topbar", gap=None):
            st.page_link(
                "start.py",
                label=f"**{widgets.escaped(state.setting.title or t('ui.untitled'))}**",
                query_params=session.address(),
            )
            for number, page in STEP_PAGES.items():
                _step_link(number, page, current)
            with st.container(key=f"rail-{'now' if console else 'other'}-room", width="content"):
                st.page_link("room.py", label=t("ui.room"), query_params=session.address())
            st.page_link("present.py", label=t("ui.present"), query_params=session.address())
            _undo_button()
            _languages()
        if console:
            _console(console)
    # A place of its own that is always there: a message that comes and goes would make the page below forget its tab.
    with st.container(key="messages"):
        _messages()


def _other_language(loaded: str) -> None:
    """The texts of the demonstration are ours and exist in every language: it can be had in that of the screen."""
    t = session.t()
    if loaded == session.language() or not (session.may(session.FACILITATOR) and session.may_administer()):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="demonstration-language"):
        st.text(t("ui.demonstration.loaded", name=LANGUAGES[loaded]))
        widgets.button(t("ui.demonstration.load"), _load_demonstration, key="demonstration_load", type="tertiary")


def _load_demonstration() -> None:
    """A further one: what was entered in this one stays in it."""
    session.check_administer()
    session.enter(demonstration.load(session.store(), session.catalogue(), language=session.language()))


def console(current: str) -> None:
    """The frame of a page of the console: the bar, and below it the way to the others."""
    top(console=current)


@contextmanager
def step(number: int) -> Iterator[None]:
    """A step's page: its purpose in one sentence, the work on the left, the gate and the next step on the right."""
    top(number)
    t = session.t()
    work, side = st.columns([3, 1], gap="large")
    with side, st.container(key="side"):
        _gate_card(number)
        undo_in_words()
        if number < len(STEP_PAGES):
            label = t("ui.next_step", step=t(f"ui.rail.{number + 1}"))
            st.page_link(STEP_PAGES[number + 1], label=label, query_params=session.address())
    with work:
        st.title(t(f"step{number}.title"), anchor=False)
        st.caption(t(f"step{number}.purpose"))
        yield


def checks(number: int) -> tuple[Check, ...]:
    """What the gate of a step says now."""
    return gate(number, session.snapshot(), session.evidence(), session.plan(), session.parameters())


def _console(current: str) -> None:
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="center", key="console", gap=None):
        for name, page in CONSOLE.items():
            with st.container(key=f"console-{'now' if name == current else 'other'}-{name}", width="content"):
                st.page_link(page, label=t(f"ui.console.{name}"), query_params=session.address())


def _step_link(number: int, page: str, current: int | None) -> None:
    t = session.t()
    mark = _MARKS[_progress(number)]
    label = f"{mark} {number} {t(f'ui.rail.{number}')}".strip()
    with st.container(key=f"rail-{'now' if number == current else 'other'}-{number}", width="content"):
        st.page_link(page, label=label, query_params=session.address())


def _progress(number: int) -> str:
    found = [check.done for check in checks(number)]
    if all(done == "done" for done in found):
        return "done"
    if "warn" in found and "missing" not in found:
        return "warn"
    return "started" if "done" in found else "missing"


def _gate_card(number: int) -> None:
    t = session.t()
    here = STEP_PAGES[number].removesuffix(".py")
    with st.container(border=True, key="gate"):
        st.markdown(f"**{t('ui.gate', n=str(number))}**")
        for check in checks(number):
            sign = {"done": "✔", "warn": "!", "missing": "○"}[check.done]
            if check.done == DONE or check.page == here:
                st.text(f"{sign} {t(check.key, **dict(check.values))}")
            else:
                words = t(check.key, **widgets.harmless(dict(check.values)))
                shown = {"b": check.ballot} if check.ballot else {}
                st.page_link(f"{check.page}.py", label=f"{sign} {words}", query_params=session.address() | shown)
        st.page_link("method.py", label=t("ui.method"), query_params=session.address())
        with st.popover(t("ui.gate_book")):
            st.write(getattr(session.catalogue().steps[number - 1].gate, session.language()))


def _bar_without_workshop() -> None:
    """The bar of whoever does not lead: what this role may read, and the language."""
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="center", key="topbar"):
        st.markdown(f"**{t('ui.product')}**")
        if session.may(*session.READERS):
            st.page_link("results.py", label=t("people.results.link"), query_params=session.address())
        if session.may(*session.AUDIENCE):
            st.page_link("present.py", label=t("ui.present"), query_params=session.address())
        _languages()


def _languages() -> None:
    other = next(code for code in LANGUAGES if code != session.language())
    st.button(LANGUAGES[other], key="switch_language", on_click=session.switch_language, args=(other,), type="tertiary")


def undo_in_words() -> None:
    """The last edit, with the button that takes it back: what undoing will do is read before it is done. Beside it, as
    long as nothing was entered since, the button that takes the last undo back.
    """
    history = session.store().history(str(session.workshop()))
    if redoable(history):
        widgets.button(session.t()("ui.redo"), _redo, key="redo", type="tertiary")
    last = undo.last_undoable(history)
    if last:
        words = widgets.escaped(undo.described(session.t(), last, session.state()))
        widgets.button(f"↶ {words}", _undo, key="undo_in_words", type="tertiary")


def _undo_button() -> None:
    t = session.t()
    if not session.may(*session.EDITORS):
        return
    last = undo.last_undoable(session.store().history(str(session.workshop())))
    help_text = widgets.escaped(undo.described(t, last, session.state())) if last else t("ui.nothing_to_undo")
    widgets.button(t("ui.undo"), _undo, key="undo", help=help_text, disabled=not last, type="tertiary")


def _undo() -> None:
    code = str(session.workshop())
    last = undo.last_undoable(session.store().history(code))
    if last:
        session.store().undo(code, last[0].batch, by=session.editor())


def _redo() -> None:
    code = str(session.workshop())
    batch = redoable(session.store().history(code))
    if batch:
        session.store().undo(code, batch, by=session.editor())


def _messages() -> None:
    t = session.t()
    if found := session.message():
        st.error(_words(_harmless(found)))
    waiting = session.conflict()
    if waiting is None:
        return
    error, _ = waiting
    with st.container(border=True):
        st.warning(t("ui.conflict"))
        st.text(_words(error))
        with st.container(horizontal=True):
            widgets.button(t("ui.keep_mine"), session.overwrite, key="keep_mine")
            widgets.button(t("ui.keep_theirs"), session.dismiss, key="keep_theirs")


def _harmless(error: ToolError) -> ToolError:
    """The error with what people wrote in it made safe: a message is drawn as Markdown."""
    return ToolError(*(replace(one, values=widgets.harmless(one.values)) for one in error.problems))


def _words(error: ToolError) -> str:
    return session.t().error(error)
