"""Steps 4 and 6: an option that is in or out whatever its score. It is set with its reason or not at all."""

from __future__ import annotations

import streamlit as st

from components.errors import InputError
from components.investment.candidates import IN, OUT
from components.ui import session, widgets
from components.workshop.edits import demands as edits
from components.workshop.records.options import Option


def draw(option: Option) -> None:
    """Which of the two, the reason, and the button that sets both; once set, the reason and the way back."""
    t = session.t()
    if option.must in (IN, OUT):
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"must-{option.code}"):
            name = widgets.escaped(f"{option.code} {option.name}")
            label = t(f"demands.must.reason_{option.must}", option=name)
            widgets.text(option, "must_reason", label, placeholder=t("demands.must.reason_hint"))
            widgets.button(t("demands.must.back"), _set, option.code, "", "", key=f"must.back.{option.code}")
        return
    names = {way: t(f"step4.must_be.{way}") for way in (IN, OUT)}
    key = f"must.way.{option.code}"
    way = st.segmented_control(t("step4.must"), list(names), format_func=names.__getitem__, key=key)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"must-{option.code}"):
        reason = st.text_input(
            t("step4.must_reason"), key=f"must.why.{option.code}", placeholder=t("demands.must.reason_hint")
        )
        key = f"must.set.{option.code}"
        widgets.button(t("demands.must.set"), _set, option.code, way or "", reason, key=key, disabled=way is None)
    refused = session.remembered(f"must.refused.{option.code}")
    if refused:
        widgets.warning(t.error(refused))


def all_options() -> None:
    """Those that are set, and one more of the list."""
    t, state = session.t(), session.state()
    for option in state.options:
        if option.must in (IN, OUT):
            draw(option)
    free = {option.code: option for option in state.options if option.must not in (IN, OUT)}
    code = st.selectbox(
        t("demands.must.which"),
        list(free),
        index=None,
        format_func=lambda code: f"{code} {free[code].name}" if code in free else code,
        key="must.option",
        placeholder=t("ui.choose"),
    )
    if code in free:
        draw(free[code])


def _set(code: str, must: str, reason: str) -> None:
    place = f"must.refused.{code}"
    session.remember(place, None)
    try:
        new = edits.demand(session.state(), code, must, reason)
    except InputError as error:
        # At the field and not above the page, where whoever presses the button does not look
        session.remember(place, error)
        return
    if session.commit(*new):
        for part in ("way", "why"):
            session.clear(f"must.{part}.{code}", None if part == "way" else "")
