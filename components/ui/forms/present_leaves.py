"""All scenes one after the other, to be printed to a file beforehand: what is shown when a machine fails.

Nothing on them can be pressed, and nothing stands on them that a scene would not show: a vote only once it is closed.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from components.ui import session, theme
from components.ui.forms import present, present_opening, present_stage
from components.walk.present import SCENES

# The browser's own dialog prints a page that names no other size upright.
_PAPER = "<style>@page { size: A4 landscape; margin: 8mm; }</style>"


def draw() -> None:
    """How to print, on the screen alone, and a leaf for each scene."""
    t, status = session.t(), present_opening.status()
    st.html(_PAPER)
    with st.container(key="leaves-top"):
        st.title(t("present.leaves.title"), anchor=False)
        st.text(t("present.leaves.how"))
        present_stage.unfinished()
        st.page_link("notes.py", label=t("present.leaves.back"), query_params=session.address())
    with st.container(key="scene"):
        for number, name in enumerate(SCENES, start=1):
            with st.container(key=f"leaf-{name}"):
                _head(f"{number}. {t(f'present.{name}.kicker')}", status)
                present.DRAWN[name](live=False)
                _foot(number)


def _head(kicker: str, status: str) -> None:
    """What the leaf is and whether it binds anybody, so that it can be read alone."""
    t = session.t()
    if session.state().setting.demonstration:
        theme.ribbon(t)
    seeking = "" if session.standing().job.done else f"<p>◐ {escape(t('present.seeking'))}</p>"
    st.html(f'<p class="scn-leaf-line"><b>{escape(kicker)}</b><span>{escape(status)}</span></p>{seeking}')


def _foot(number: int) -> None:
    t, now = session.t(), datetime.now().astimezone()
    made = t("present.leaves.made", day=t.date(now), time=t.time(now))
    title = session.state().setting.title or t("ui.untitled")
    place = t("present.place", number=number, of=len(SCENES))
    words = "".join(f"<span>{escape(part)}</span>" for part in (title, made, place))
    with st.container(key=f"leaf-foot-{number}"):
        st.html(f'<p class="scn-leaf-line">{words}</p>')
