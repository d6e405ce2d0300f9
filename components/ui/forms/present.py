"""The officials' ten minutes: full-screen scenes in a fixed order. Nothing here changes the workshop."""

from __future__ import annotations

from typing import Protocol

import streamlit as st

from components.ui import session, widgets
from components.ui.forms import present_money, present_opening, present_stage, present_vote
from components.walk.present import SCENES

# A presenter's clicker sends the keys for pages; a screen reader and a keyboard have the arrow keys of the buttons.
_CLICKER = """<script>
if (!window.scenesListen) {
  window.scenesListen = true;
  document.addEventListener('keydown', (event) => {
    const key = {PageDown: 'forward', PageUp: 'back'}[event.key];
    const button = key && document.querySelector(`.st-key-scene-foot .st-key-${key} button`);
    if (button) { event.preventDefault(); button.click(); }
  });
}
</script>"""


def draw() -> None:
    """One scene with the way forward and back; the arrow keys, a clicker and the presenter's phone do the same."""
    t = session.t()
    showing, number = present_stage.showing(), present_stage.scene()
    name = SCENES[number]
    with st.container(key="scene"):
        kicker = t(f"present.{name}.kicker")
        st.caption(f"{kicker} · {present_opening.status()}" if name == SCENES[0] else kicker)
        present_stage.unfinished()
        DRAWN[name]()
    with st.container(key="scene-foot", horizontal=True, vertical_alignment="center"):
        present_stage.steps(number)
        st.text(t("present.place", number=number + 1, of=len(SCENES)), width="stretch")
        _ways()
    st.html(_CLICKER, unsafe_allow_javascript=True)
    present_stage.watch(showing.turn)


def _ways() -> None:
    """What else there is: notes and reset for who drives, following for who only looks."""
    t = session.t()
    if present_stage.drives():
        st.page_link("notes.py", label=t("present.open_notes"), query_params=session.address())
        widgets.button(t("present.reset"), present_stage.reset, key="again", type="tertiary")
    elif session.remembered(present_stage.OWN) is not None:
        st.button(t("present.follow"), key="follow", on_click=present_stage.follow)
    st.page_link(
        "step6_investment.py" if session.may(*session.EDITORS) else "start.py",
        label=t("present.close"),
        query_params=session.address(),
    )


class Scene(Protocol):
    """Draws a scene. live: with what can be pressed; else as it stands on paper."""

    def __call__(self, *, live: bool = True) -> None:
        """Draws it in the place where it is called."""


DRAWN: dict[str, Scene] = {
    "decision": present_opening.decision,
    "connections": present_opening.connections,
    "project": present_vote.draw,
    "ranking": present_opening.ranking,
    "fairness": present_money.sharing,
    "years": present_money.years,
    "money": present_money.money,
    "download": present_money.download,
    "not_agreed": present_opening.not_agreed,
}
