"""Step 4: what happens to one option, always with a reason; two that are the same become one, and the trace stays."""

from __future__ import annotations

import streamlit as st

from components.errors import InputError, Problem
from components.ui import session, widgets
from components.workshop.edits import options as edits
from components.workshop.records.options import Option


def draw(option: Option) -> None:
    """The decision, its reason, what is still missing for the short list, and the button that sets it."""
    t = session.t()
    labels = {term.code: t.label(term) for term in session.catalogue().option_decisions}
    merged = [other.code for other in session.state().options if other.merge_with == option.code and other.decision]
    if merged:
        st.caption(t("step4.merged_here", codes=t.joined(merged)))
    missing = _missing(option)
    if missing and option.decision != edits.SHORT_LIST:
        st.caption(t("step4.missing", names=t.joined(missing)))
    left, middle, right = st.columns([2, 3, 1], gap="small", vertical_alignment="bottom")
    with left:
        chosen = st.selectbox(
            t("step4.decision"),
            list(labels),
            index=list(labels).index(option.decision) if option.decision in labels else None,
            format_func=lambda code: labels[code],
            key=f"{option.code}.decision",
            placeholder=t("ui.choose"),
        )
    with middle:
        reason = st.text_input(
            t("step4.reason"), value=option.reason, key=f"{option.code}.decided", placeholder=t("step4.reason_hint")
        )
    into = _into(option) if chosen == edits.MERGE else ""
    with right:
        widgets.button(t("step4.decide"), _decide, option.code, chosen, reason, into, key=f"{option.code}.decide")


def _into(option: Option) -> str:
    """The option that this one is merged into."""
    t = session.t()
    names = {
        other.code: f"{other.code} {other.name}"
        for other in session.state().options
        if other.code != option.code and other.decision != edits.MERGE
    }
    return (
        st.selectbox(
            t("step4.merge_into"),
            list(names),
            index=list(names).index(option.merge_with) if option.merge_with in names else None,
            format_func=lambda code: names[code],
            key=f"{option.code}.into",
            placeholder=t("ui.choose"),
        )
        or ""
    )


def _missing(option: Option) -> list[str]:
    """The fields without which the option cannot go on the short list."""
    t = session.t()
    return [
        t(f"step4.{name}") for name in ("name", "capex_likely", "opex_per_year") if getattr(option, name) in (None, "")
    ]


def _decide(code: str, decision: str | None, reason: str, into: str) -> None:
    if not decision and not session.state().one(Option, code).decision:
        raise InputError(Problem("edits.needs_decision"))
    merged = decision == edits.MERGE and into
    new = (
        edits.merge(session.state(), code, into, reason)
        if merged
        else edits.decide(session.state(), code, decision or "", reason)
    )
    session.store().commit(str(session.workshop()), new, by=session.editor())
