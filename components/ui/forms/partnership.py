"""Step 5: model, form, clauses, cost key with its metrics, and the shares."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.ui.forms import cost_key, votes
from components.workshop.records.partnership import Clause, Governance


def draw() -> None:
    """One part at a time: only what is looked at is computed and drawn."""
    parts = {"key": cost_key.draw, "form": _form, "clauses": _clauses, "vote": votes.partnership, "library": _library}
    widgets.sections("step5", parts)


def _form() -> None:
    t, catalogue = session.t(), session.catalogue()
    governance = session.state().one(Governance)
    left, right = st.columns(2, gap="medium")
    with left:
        widgets.choice(governance, "model", t("step5.model"), catalogue.collaboration_models)
        widgets.choice(governance, "form", t("step5.form"), catalogue.governance_forms)
        chosen = next((term for term in catalogue.governance_forms if term.code == governance.form), None)
        if chosen is not None:
            st.caption(chosen.what(session.language()))
        widgets.choice(governance, "decision_rule", t("step5.rule"), catalogue.decision_rules)
        widgets.choice(governance, "overrun_rule", t("step5.overrun"), catalogue.financing_rules)
        widgets.choice(governance, "surplus_rule", t("step5.surplus"), catalogue.financing_rules)
        widgets.text(governance, "quorum", t("step5.quorum"), placeholder=t("ui.not_known"))
    with right:
        widgets.text(governance, "chair", t("step5.chair"), placeholder=t("ui.not_known"))
        widgets.text(governance, "secretariat", t("step5.secretariat"), placeholder=t("ui.not_known"))
        widgets.number(governance, "staff_fte", t("step5.staff"), decimals=1)
        unit = widgets.escaped(t.shown(session.state().setting.money_unit))
        widgets.number(governance, "annual_cost", t("step5.cost", unit=unit))
        widgets.text(governance, "review_date", t("step5.review"), placeholder="2029-06-30")


def _clauses() -> None:
    t, catalogue = session.t(), session.catalogue()
    statuses = {term.code: t.label(term) for term in catalogue.clause_statuses}
    for term in catalogue.clauses:
        clause = session.state().one(Clause, term.code)
        left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
        with left:
            widgets.text(clause, "text", t.label(term), placeholder=t("step5.clause_hint"))
        with right:
            widgets.one_of(clause, "status", t("step5.clause_status"), statuses, label_visibility="collapsed")


def _library() -> None:
    t = session.t()
    for term in session.catalogue().collaboration_models:
        with st.expander(t.label(term)):
            st.text(term.what(session.language()))
            st.text(t("step5.lesson", text=term.lesson(session.language())))
            st.caption(term.source)
