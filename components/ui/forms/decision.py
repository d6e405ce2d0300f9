"""Step 6: what the councils are asked to decide: words and status, the plan that the room adopts, the last ballot."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.ui.forms import adoption, votes
from components.walk.decision import FIELDS, proposals
from components.workbook.adoption import FOR_DECISION, Hindrance
from components.workshop.edits.fields import set_field
from components.workshop.records.setting import Setting

_AREAS = {"decision_asked": 80, "cost_of_nothing": 80, "main_tradeoff": 80, "next_steps": 110}
_OFFERED = ("draft", FOR_DECISION)


def draw() -> None:
    """One part at a time."""
    widgets.sections("decision", {"words": _words, "adopt": adoption.draw, "vote": votes.leaving})


def _words() -> None:
    """The decision in words, each with what the numbers would say, and its status."""
    t, state = session.t(), session.state()
    standing = session.standing()
    found = proposals(t, state, standing.plan, session.parameters()) if standing.job.done else {}
    st.caption(t("decision.what"))
    for field in FIELDS:
        widgets.text(
            state.setting,
            field,
            t(f"decision.field.{field}"),
            area=_AREAS[field],
            placeholder=t(f"decision.hint.{field}"),
        )
        if field in found and found[field] != getattr(state.setting, field):
            _proposal(field, found[field])
    st.page_link("step5_partnership.py", label=t("decision.to_programme"), query_params=session.address())
    _status(state.setting)
    widgets.text(state.setting, "prepared_by", t("decision.field.prepared_by"), placeholder=t("ui.not_known"))


def _proposal(field: str, text: str) -> None:
    """What the plan's numbers say, to be taken over with one click and put right by hand."""
    t = session.t()
    with st.container(key=f"proposal-{field}"):
        words, way = st.columns([4, 1], gap="small", vertical_alignment="center")
        with words:
            origin = t("decision.from_programme" if field == "next_steps" else "decision.from_numbers")
            lines = "  \n".join(widgets.escaped(line) for line in text.splitlines())
            st.caption(f"**{origin}**  \n{lines}")
        with way:
            taken = getattr(session.state().setting, field)
            label = t("decision.replace" if taken else "decision.take")
            widgets.button(label, _take, field, text, key=f"take-{field}", width="stretch")


def _take(field: str, text: str) -> None:
    session.commit(*set_field(session.state(), "setting", "main", field, text))


def _status(setting: Setting) -> None:
    """Draft or for decision. The latter is refused while a core check fails, with the reason; adopted and superseded
    are of the plans that were frozen, never of one that can still change.
    """
    t = session.t()
    labels = {term.code: t.label(term) for term in session.catalogue().plan_statuses}
    key = f"{session.workshop()}.setting.main.status"
    session.seed(key, setting.status)
    against = adoption.against_now()
    offered = [code for code in labels if code in _OFFERED or code == setting.status]
    st.selectbox(
        t("decision.field.status"),
        offered,
        format_func=lambda code: labels[code],
        key=key,
        on_change=_write_status,
        args=(key, against),
    )
    reasons = adoption.refusals(against)
    if setting.status == FOR_DECISION and against.refused:
        st.warning(t("decision.printed_draft", reasons=t.joined(reasons)))
    elif against.refused:
        st.caption(t("decision.not_yet", reasons=t.joined(reasons)))


def _write_status(key: str, against: Hindrance) -> None:
    wanted = str(session.widget(key))
    if wanted == FOR_DECISION and against.refused:
        session.reseed(key)
        session.show(adoption.refusal("decision.refused", against))
        return
    session.commit(*set_field(session.state(), "setting", "main", "status", wanted))
