"""Step 5: who pays, form, votes, clauses, risks, measures of success and the work programme."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.ui.forms import clauses, cost_key, governance, kpis, programme, risks, votes, voting

PARTS = {
    "key": cost_key.draw,
    "form": governance.draw,
    "rules": voting.draw,
    "clauses": clauses.draw,
    "risks": risks.draw,
    "kpis": kpis.draw,
    "work": programme.draw,
    "vote": votes.partnership,
}


def draw() -> None:
    """One part at a time: only what is looked at is computed and drawn."""
    widgets.sections("step5", {**PARTS, "library": _library})


def _library() -> None:
    t = session.t()
    for term in session.catalogue().collaboration_models:
        with st.expander(t.label(term)):
            st.text(term.what(session.language()))
            st.text(t("step5.lesson", text=term.lesson(session.language())))
            st.text(t("step5.needs", text=term.needs(session.language())))
            st.caption(term.source)
