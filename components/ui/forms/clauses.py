"""Step 5: the clauses of the agreement as a board, and the rules on money, entry, exit and review."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.ui.charts import figure
from components.ui.charts.clauses import SIGNS, clauses_figure
from components.workshop.records.partnership import Clause, Governance

_ALL = "all"


def draw() -> None:
    """How far the clauses are, the clauses themselves, and what they rest on."""
    t, catalogue = session.t(), session.catalogue()
    state = session.state()
    used = {term.code: state.one(Clause, term.code).status for term in catalogue.clauses}
    figure.draw(t, clauses_figure(t, catalogue.clause_statuses, used))
    statuses = {term.code: f"{SIGNS[term.code]} {t.label(term)}" for term in catalogue.clause_statuses}
    counts = {code: sum(status == code for status in used.values()) for code in statuses}
    names = {_ALL: t("delivery.clause.all", n=len(used))}
    names |= {code: f"{label} {counts[code]}" for code, label in statuses.items()}
    shown = st.segmented_control(
        t("delivery.clause.filter"),
        list(names),
        format_func=lambda code: names.get(code, code),
        default=_ALL,
        key="clause-filter",
    )
    for term in catalogue.clauses:
        if shown in (None, _ALL, used[term.code]):
            clause = state.one(Clause, term.code)
            left, right = st.columns([5, 2], gap="small", vertical_alignment="bottom")
            with left:
                what = term.what(session.language())
                widgets.text(clause, "text", t.label(term), placeholder=t("step5.clause_hint"), help=what)
            with right:
                widgets.listed(clause, "status", t("step5.clause_status"), statuses, label_visibility="collapsed")
    if shown not in (None, _ALL) and not counts[str(shown)]:
        st.text(t("delivery.clause.none"))
    st.subheader(t("delivery.clause.rules"), anchor=False)
    _rules(state.one(Governance))


def _rules(governance: Governance) -> None:
    """Beside a clause's words: the rules as fields, which the workbook and the gate read."""
    t, terms = session.t(), session.catalogue().financing_rules
    money, leaving = st.columns(2, gap="large")
    with money:
        for name, label in (("overrun_rule", "step5.overrun"), ("surplus_rule", "step5.surplus")):
            widgets.choice(governance, name, t(label), terms)
            chosen = next((term for term in terms if term.code == getattr(governance, name)), None)
            if chosen is not None:
                st.caption(chosen.what(session.language()))
        widgets.text(
            governance, "true_up", t("delivery.clause.true_up"), area=80, placeholder=t("delivery.clause.true_up_hint")
        )
        widgets.text(governance, "review_date", t("step5.review"), placeholder="2029-06-30", max_chars=10)
    with leaving:
        for name in ("entry_conditions", "exit_liabilities"):
            widgets.text(
                governance, name, t(f"delivery.clause.{name}"), area=80, placeholder=t(f"delivery.clause.{name}_hint")
            )
        widgets.number(governance, "exit_notice_months", t("delivery.clause.exit_notice"))
