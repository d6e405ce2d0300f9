"""The presentation that projector, notes, remote and phones share, as a page asks for it and changes it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from components.ballot import address
from components.ui import progress, session
from components.walk import present
from components.walk.present import Showing, Stages
from components.workshop.edits.room import latest_sitting

_SECONDS = 1.0
OWN = "own_scene"
_STEPS = {2: "step2_connectivity.py", 4: "step4_networks.py", 6: "step6_investment.py"}
_OF_STEP_4 = ("options", "marks")
_MOST_CLASHES = 3


def stages() -> Stages:
    """The presentations of this server."""
    return present.stages(session.store())


def showing() -> Showing:
    """The open workshop's presentation as it stands."""
    return stages().of(str(session.workshop()))


def drives() -> bool:
    """Whether this browser drives the presentation; others only look."""
    return session.may(*session.EDITORS)


def change(make: Callable[[Showing], Showing]) -> None:
    """Changes the presentation. Raises RefusedError when this browser may not."""
    session.editor()
    stages().change(str(session.workshop()), make)


def go(scene: int) -> None:
    """Another scene: for everybody when this browser drives, else for this tab alone, which then follows no more."""
    if drives():
        stages().go(str(session.workshop()), scene)
    else:
        session.remember(OWN, min(max(scene, 0), len(present.SCENES) - 1))


def follow() -> None:
    """Shows again what the presenter shows."""
    session.remember(OWN, None)


def reset() -> None:
    """Everything from the beginning. Raises RefusedError when this browser may not."""
    session.editor()
    stages().reset(str(session.workshop()))


def scene() -> int:
    """The scene that this tab shows."""
    own = None if drives() else session.remembered(OWN)
    return showing().scene if own is None else int(own)


def title(words: str, level: int = 1) -> None:
    """What a scene says first; `words` may hold what people wrote."""
    st.html(f"<h{level}>{escape(words, quote=False)}</h{level}>")


def no_plan(*, live: bool = True) -> bool:
    """Whether there is no plan to show; says then what is missing, and leads who may change it there. live: not on
    paper, where nothing leads anywhere.
    """
    t, plan = session.t(), session.plan()
    found = present.obstacle(session.state(), plan)
    if not found:
        return False
    title(t(f"present.empty.{found}"))
    for key, values in plan.portfolio.clashes[:_MOST_CLASHES]:
        st.text(t(key, **dict(values)))
    todo(t(f"present.empty.{found}_do"), 4 if found in _OF_STEP_4 else 6, live=live)
    return True


def todo(words: str, step: int, *, live: bool = True) -> None:
    """What to do about an empty scene, with the way to the step for who may go there."""
    t = session.t()
    st.text(words)
    if live and drives():
        st.page_link(_STEPS[step], label=t("present.empty.go", step=step), query_params=session.address())
        st.text(t("present.empty.rehearse"))


def steps(number: int) -> None:
    """The way back and forward from a scene; the arrow keys press the same buttons."""
    t, last = session.t(), number == len(present.SCENES) - 1
    for key, word, wanted, ended, pressed in (
        ("back", "present.back", number - 1, number == 0, "Left"),
        ("forward", "present.next", number + 1, last, "Right"),
    ):
        st.button(t(word), key=key, on_click=go, args=(wanted,), disabled=ended, shortcut=pressed)


def unfinished() -> None:
    """Says so while the best plan is still sought: what a scene shows then is not the last word."""
    standing = session.standing()
    if not standing.job.done:
        progress.watch((standing.job,), lambda: st.text(f"◐ {session.t()('present.seeking')}"))


def reached(way: str, code: str) -> str:
    """The address at which phones in the room reach a page of this server."""
    sitting = latest_sitting(session.state())
    host = sitting.address if sitting and sitting.address else None
    return address.join_address(code, int(st.get_option("server.port")), host).replace("/j/", f"/{way}/")


@st.fragment(run_every=_SECONDS)
def watch(turn: int) -> None:
    """Looks every second whether the presentation has changed elsewhere, and draws the page anew only then."""
    if showing().turn != turn:
        st.rerun()
