"""Step 6: ready, prepare, reserve, not now: why each option is where it is, and the room's own word on it."""

from __future__ import annotations

import streamlit as st

from components.investment.tiers import ALLOWED
from components.ui import session, widgets
from components.ui.charts import tiers as charts
from components.ui.forms import consent
from components.workshop.edits import options as edits
from components.workshop.records.options import Option


def draw() -> None:
    """The four tiers, the answers of the paying cities, a tier of the room's own."""
    t = session.t()
    plan = session.plan()
    if not plan.lines:
        st.info(t("step6.empty"))
        return
    charts.tiers(t, session.state(), plan, session.catalogue())
    consent.draw()
    with st.expander(t("tiers.own"), key="own-tier"):
        _own()


def _own() -> None:
    """Another tier for one option, with a reason and a name. Only what can count is offered."""
    t = session.t()
    lines = {line.option: line for line in session.plan().lines}
    names = {option.code: f"{option.code} {option.name}" for option in session.state().options}
    st.caption(t("tiers.own_what"))
    code = st.selectbox(t("tiers.column.option"), list(lines), format_func=lambda code: names[code], key="tier.option")
    line = lines[code]
    labels = {tier.code: t.label(tier) for tier in session.catalogue().tiers}
    allowed = [tier for tier in ALLOWED[line.chosen] if not (tier == "ready" and line.waits_for)]
    st.selectbox(
        t("tiers.column.tier"),
        allowed,
        index=None,
        format_func=lambda tier: labels[tier],
        key=f"tier.own.{code}",
        placeholder=t("ui.choose"),
    )
    left, right = st.columns(2)
    with left:
        st.text_input(t("tiers.reason"), key=f"tier.reason.{code}", placeholder=t("tiers.reason_hint"))
    with right:
        st.text_input(t("tiers.who"), key=f"tier.who.{code}", placeholder=t("tiers.who_hint"))
    with st.container(horizontal=True):
        widgets.button(t("tiers.set"), _set, code, key="tier.set", type="primary")
        if session.state().one(Option, code).tier:
            widgets.button(t("tiers.back"), _back, code, key="tier.back")


def _set(code: str) -> None:
    tier, reason, name = (str(session.widget(f"tier.{part}.{code}") or "") for part in ("own", "reason", "who"))
    new = edits.set_tier(session.state(), code, tier, reason, name)
    session.store().commit(str(session.workshop()), new, by=session.editor())


def _back(code: str) -> None:
    session.store().commit(
        str(session.workshop()), edits.set_tier(session.state(), code, "", "", ""), by=session.editor()
    )
