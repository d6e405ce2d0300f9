"""Step 5: how decisions are taken, who can stop one, and what happens when the partners disagree."""

from __future__ import annotations

import streamlit as st

from components.investment import power
from components.investment.sharing import sharing
from components.ui import session, widgets
from components.ui.charts import figure
from components.ui.charts.power import power_figure, rules_figure
from components.workshop.changes import removal
from components.workshop.edits import delivery as edits
from components.workshop.records.delivery import CityVotes, DisputeStep
from components.workshop.records.partnership import Governance


def draw() -> None:
    """Rule and votes with what they mean, then the ladder for disputes."""
    t, state = session.t(), session.state()
    left, right = st.columns([2, 3], gap="large")
    with left:
        _rule(state.one(Governance))
    with right:
        names = {term.code: t.label(term) for term in session.catalogue().decision_rules}
        parameters = session.parameters()
        shared = sharing(state, session.catalogue(), parameters)
        chosen = state.one(Governance).decision_rule
        found = power.power_of(state, shared, parameters)
        figure.draw(t, power_figure(t, state, found, names.get(chosen, "")))
    others = [(names[rule], power.power_of(state, shared, parameters, rule=rule)) for rule in power.RULES]
    figure.draw(t, rules_figure(t, state, others, chosen))
    st.subheader(t("delivery.ladder.title"), anchor=False)
    _ladder()


def _rule(governance: Governance) -> None:
    t, state = session.t(), session.state()
    rules = session.catalogue().decision_rules
    widgets.choice(governance, "decision_rule", t("step5.rule"), rules)
    rule = next((term for term in rules if term.code == governance.decision_rule), None)
    if rule is not None:
        st.caption(rule.what(session.language()))
    if governance.decision_rule == power.AGREED:
        columns = st.columns(max(len(state.cities), 1), gap="small")
        for column, city in zip(columns, state.cities, strict=False):
            with column:
                votes = state.one(CityVotes, city.code)
                label = t("delivery.votes.of", city=f"{city.symbol} {widgets.escaped(city.name)}")
                widgets.number(votes, "votes", label, decimals=1)
    if governance.decision_rule != power.UNANIMITY:
        usual = t("delivery.votes.usual", percent=f"{session.parameters().value('power.majority_percent'):g}")
        widgets.number(
            governance, "majority_percent", t("delivery.votes.majority"), decimals=2, placeholder=usual,
            help=t("delivery.votes.majority_help"),
        )  # fmt: skip
    if governance.decision_rule == power.DOUBLE:
        widgets.number(
            governance, "people_percent", t("delivery.votes.people"), decimals=2, placeholder=t("delivery.votes.same")
        )
    widgets.number(governance, "quorum_cities", t("delivery.votes.quorum"), placeholder=t("delivery.votes.no_quorum"))
    widgets.text(governance, "quorum", t("delivery.votes.quorum_words"), placeholder=t("ui.not_known"))


def _ladder() -> None:
    t = session.t()
    st.caption(t("delivery.ladder.what"))
    steps = edits.ladder(session.state())
    if not steps:
        st.info(t("delivery.ladder.empty"))
    for number, step in enumerate(steps, 1):
        _rung(step, number, len(steps))
    days = [step.days for step in steps]
    if steps and all(value is not None for value in days):
        st.text(t("delivery.ladder.sum", n=sum(value or 0 for value in days)))
    elif steps:
        st.text(t("delivery.ladder.open_days"))
    widgets.button(t("delivery.ladder.add"), _add, key="add_rung")


def _rung(step: DisputeStep, number: int, last: int) -> None:
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"rung-{step.code}"):
        st.markdown(f"**{number}**", width=24)
        widgets.text(step, "who", t("delivery.ladder.who"), placeholder=t("delivery.ladder.who_hint"), width=230)
        widgets.text(step, "how", t("delivery.ladder.how"), area=80, placeholder=t("delivery.ladder.how_hint"))
        widgets.number(step, "days", t("delivery.ladder.days"), width=110)
        for sign, by, name in (("↑", -1, "up"), ("↓", 1, "down")):
            widgets.button(
                sign, _move, step.code, by, key=f"rung.{step.code}.{name}", help=t(f"delivery.ladder.{name}"),
                disabled=number == (1 if by < 0 else last),
            )  # fmt: skip
        widgets.button(
            "✕", session.commit, removal("dispute_step", step.code), key=f"rung.{step.code}.remove", help=t("ui.remove")
        )


def _add() -> None:
    history = session.store().history(str(session.workshop()))
    session.commit(*edits.add_rung(session.state(), history))


def _move(code: str, by: int) -> None:
    if found := edits.move_rung(session.state(), code, by):
        session.commit(*found)
