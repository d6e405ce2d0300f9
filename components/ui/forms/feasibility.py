"""Step 3: candidate partnerships, knock-out tests, marks on the criteria, verdict."""

from __future__ import annotations

import streamlit as st

from components.investment.feasibility import PARK, SIMPLER, STOP
from components.investment.plan_records import Verdict
from components.ui import session, widgets
from components.ui.charts import clusters, ladder
from components.ui.forms import ballots, partnership_ideas
from components.workshop.edits import feasibility as edits
from components.workshop.records.partnerships import Partnership
from components.workshop.store import removal


def draw() -> None:
    """One part at a time: the candidates, what the evidence suggests, thresholds and ladder."""
    widgets.sections("step3", PARTS)


def _candidates() -> None:
    """A card a candidate, then the ballot."""
    t = session.t()
    verdicts = {verdict.partnership: verdict for verdict in session.plan().verdicts}
    if not session.state().partnerships:
        st.info(t("step3.empty"))
    for item in session.state().partnerships:
        _card(item, verdicts.get(item.code))
    widgets.button(t("step3.add"), _add, key="add_partnership")
    clusters.verdicts(t, session.state(), session.plan(), session.catalogue())
    ballots.control("feasibility")


def _card(item: Partnership, verdict: Verdict | None) -> None:
    t = session.t()
    words = _in_words(verdict)
    title = f"{item.code} {widgets.escaped(item.name or t('ui.untitled'))} — {words}"
    with widgets.card(item, title) as is_open:
        if not is_open:
            return
        left, right = st.columns(2, gap="medium")
        with left:
            widgets.text(item, "name", t("step3.name"), placeholder=t("step3.name_hint"))
            widgets.text(item, "name_second", t("ui.second_language"), placeholder=t("setup.optional"))
            activities = [term for term in session.catalogue().activity_types if term.code != "industry"]
            widgets.choice(item, "activity", t("step3.activity"), activities)
            widgets.choice(item, "sector", t("step3.sector"), session.catalogue().sectors)
            widgets.several(item, "cities", t("step3.cities"), city_names())
        with right:
            knockouts = {term.code: t.label(term) for term in session.catalogue().knockouts}
            widgets.several(item, "knockouts", t("step3.knockouts"), knockouts)
            widgets.text(item, "roles", t("step3.roles"), placeholder=t("step3.roles_hint"))
            widgets.text(item, "conditions", t("step3.conditions"), placeholder=t("step3.conditions_hint"))
            if item.simpler_agreement or (verdict and verdict.verdict in (SIMPLER, PARK, STOP)):
                _simpler(item)
        _marks(verdict)
        _override(item)


def _simpler(item: Partnership) -> None:
    """A rung of the ladder, with what it needs."""
    t = session.t()
    rungs = session.catalogue().simpler_agreements
    widgets.choice(item, "simpler_agreement", t("step3.simpler"), rungs)
    for rung in rungs:
        if rung.code == item.simpler_agreement:
            st.caption(ladder.rung_words(t, rung))


def _marks(verdict: Verdict | None) -> None:
    t = session.t()
    if verdict is None or verdict.index is None:
        return
    labels = {term.code: t.label(term) for term in session.catalogue().cluster_criteria}
    parts = [f"{labels.get(code, code)} {t.number(score, 1)}" for code, score in verdict.scores]
    st.text(t("step3.marks", n=verdict.n, marks=t.joined(parts)))


def _override(item: Partnership) -> None:
    t = session.t()
    if item.override:
        st.text(t("step3.overridden", who=item.override_by, reason=item.override_reason))
    with st.popover(t("step3.override")):
        codes = session.catalogue().verdicts
        labels = {term.code: t.label(term) for term in codes}
        verdict = st.selectbox(
            t("step3.verdict"),
            list(labels),
            index=None,
            format_func=lambda code: labels[code],
            key=f"{item.code}.override",
            placeholder=t("ui.choose"),
        )
        reason = st.text_input(t("step3.reason"), key=f"{item.code}.reason", placeholder=t("step3.reason_hint"))
        name = st.text_input(t("step3.who"), key=f"{item.code}.who", placeholder=t("step3.who_hint"))
        widgets.button(
            t("step3.override_button"), _set_override, item.code, verdict, reason, name, key=f"{item.code}.set"
        )
        if item.override:
            widgets.button(t("step3.override_undo"), _set_override, item.code, "", "", "", key=f"{item.code}.unset")
    widgets.button(t("ui.remove"), _remove, item.code, key=f"{item.code}.remove", type="tertiary")


def _in_words(verdict: Verdict | None) -> str:
    t = session.t()
    if verdict is None or (verdict.index is None and not verdict.knockouts):
        return t("step3.no_verdict")
    label = next(t.label(term) for term in session.catalogue().verdicts if term.code == verdict.verdict)
    return t("step3.verdict_line", verdict=label, index=t.number(verdict.index), flag=t(f"ui.flag.{verdict.flag}"))


def city_names() -> dict[str, str]:
    """Symbol and name of every city, safe where Markdown is understood."""
    return {city.code: f"{city.symbol} {widgets.escaped(city.name)}" for city in session.state().cities}


def _add() -> None:
    code = str(session.workshop())
    new = edits.new_partnership(session.state(), session.store().history(code))
    session.store().commit(code, new, by=session.editor())


def _remove(code: str) -> None:
    session.commit(removal("partnership", code))


def _set_override(code: str, verdict: str | None, reason: str, name: str) -> None:
    new = edits.override(session.state(), code, verdict or "", reason, name)
    session.store().commit(str(session.workshop()), new, by=session.editor())


PARTS = {"candidates": _candidates, "ideas": partnership_ideas.draw, "ladder": partnership_ideas.ladder}
