"""Step 4: options by hand, from the gaps and from a city's list; criteria, weights, marks, ranking."""

from __future__ import annotations

import streamlit as st

from components.investment.candidates import money_of
from components.investment.plan_records import Proposal, Score
from components.investment.priority import axis_of, cost_per
from components.ui import session, widgets
from components.ui.charts import plan as charts
from components.ui.forms import ballots, gap_reason, option_list, project_list, voices
from components.workshop.edits import criteria as criteria_edits
from components.workshop.edits import options as edits
from components.workshop.instruments import criteria_in_use, criteria_taken_out
from components.workshop.records.options import Criterion, Option
from components.workshop.store import REVEALED

_SHOWN = 12
_NARROW = 95
"""Pixels of a column of numbers, so that the words beside it are read without scrolling."""


def draw() -> None:
    """One part at a time: only what is looked at is computed and drawn."""
    widgets.sections("step4", PARTS)


def _proposals() -> None:
    t, catalogue = session.t(), session.catalogue()
    proposals = session.plan().proposals
    if not proposals:
        st.info(t("step4.no_proposals"))
    else:
        shown = min(len(proposals), _SHOWN)
        st.caption(t("step4.proposals_what", shown=shown, n=len(proposals)))
    goods = {term.code: t.label(term) for term in catalogue.public_goods}
    for number, proposal in enumerate(proposals[:_SHOWN]):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch"):
                st.markdown(f"**{goods[proposal.public_good]}**")
                st.text(gap_reason.words(proposal))
            widgets.button(t("step4.take"), _add, proposal, key=f"take.{number}.{proposal.public_good}")


def _criteria() -> None:
    t = session.t()
    state = session.state()
    weights = session.evidence().weights
    fixed = (found := state.round_of("weights")) is not None and found.state == REVEALED
    source = weights.source if weights.consistency is None else "pairs"
    st.caption(t(f"step4.weights.{source}", n=weights.complete_ballots, incomplete=weights.incomplete))
    st.caption(_fixed())
    percent = {row.criterion: row.percent for row in weights.weights}
    themes = {term.code: t.label(term) for term in session.catalogue().themes}
    axes = {term.code: t.label(term) for term in session.catalogue().axes}
    on_axis = axis_of(state, session.catalogue())
    of_theme = {term.code: term.theme for term in session.catalogue().option_criteria}
    of_theme |= {row.code: row.theme for row in state.all(Criterion) if row.theme}
    for code, label in criteria_in_use(state, session.catalogue()):
        with st.container(horizontal=True, vertical_alignment="center"):
            theme, axis = themes.get(of_theme.get(code, ""), ""), axes.get(on_axis.get(code, ""), "")
            words = dict.fromkeys(filter(None, (label(session.language()), theme, axis)))
            st.text(" · ".join(words), width="stretch")
            st.text(t("step4.weight", percent=t.number(percent.get(code), 1)), width="content")
            if not fixed:
                widgets.button("✕", _drop, code, key=f"drop.{code}", help=t("step4.drop"))
    if not fixed:
        for code, label in criteria_taken_out(state, session.catalogue()):
            back = t("step4.bring_back", name=widgets.escaped(label(session.language())))
            widgets.button(back, _bring_back, code, key=f"bring_back.{code}", type="tertiary")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(t("step4.own_criterion"), key="own_criterion", placeholder=t("step4.own_hint"))
            st.selectbox(t("step4.theme"), list(themes), format_func=lambda code: themes[code], key="own_theme")
            widgets.button(t("step4.own_add"), _add_criterion, key="own_add")
    voices.draw()
    ballots.control("weights", "options")


def _fixed() -> str:
    """When the weights were fixed, and that it was before anybody marked an option."""
    t = session.t()
    at = session.evidence().weights.fixed_at[:16].replace("T", " ")
    if not at:
        return t("step4.not_fixed")
    ballot = session.state().round_of("options")
    if ballot is None:
        return t("step4.fixed_open", fixed=at)
    return t("step4.fixed", fixed=at, opened=ballot.opened_at[:16].replace("T", " "))


def _ranking() -> None:
    t = session.t()
    scores = [score for score in session.plan().scores if score.rank is not None]
    if not scores:
        st.info(t("step4.no_ranking"))
        return
    charts.priority_plane(t, session.state(), session.plan())
    ranked = sorted(scores, key=lambda item: item.rank or 0)
    numbers = ("rank", "score", "rank_range")
    narrow = {t(f"step4.{name}"): st.column_config.TextColumn(width=_NARROW) for name in numbers}
    st.dataframe([_row(score) for score in ranked], hide_index=True, height="content", column_config=narrow)


def _row(score: Score) -> dict[str, str]:
    t, state, plan = session.t(), session.state(), session.plan()
    option = state.one(Option, score.option)
    money = money_of(option, state).capex
    line = plan.line(score.option)
    tiers = {tier.code: t.label(tier) for tier in session.catalogue().tiers}
    span = f"{score.best_rank}–{score.worst_rank}" if score.best_rank != score.worst_rank else str(score.best_rank)
    return {
        t("step4.rank"): str(score.rank),
        t("step4.option"): f"{score.option} {option.name}",
        t("step4.score"): t.number(score.value),
        t("step4.rank_range"): span,
        t("charts.plane.social_environmental"): t.number(score.social_environmental),
        t("charts.plane.financial_economic"): t.number(score.financial_economic),
        t("tiers.column.tier"): tiers.get(line.tier, "") if line else "",
        t("step4.agreement"): t(f"ui.flag.{score.flag}"),
        t("step4.people"): str(score.n),
        t("step4.cost_per_point"): t.number(cost_per(money, score.value)),
        t("step4.cost_per_person"): t.number(cost_per(money, option.beneficiaries), 3),
    }


def _add(proposal: Proposal) -> None:
    code = str(session.workshop())
    public_good = next(term for term in session.catalogue().public_goods if term.code == proposal.public_good)
    new = edits.new_option(
        session.state(),
        session.store().history(code),
        public_good=public_good,
        language=session.language(),
        problem=gap_reason.words(proposal),
        problem_code=proposal.gap,
    )
    session.store().commit(code, new, by=session.editor())


def _drop(code: str) -> None:
    session.store().commit(str(session.workshop()), criteria_edits.drop(session.state(), code), by=session.editor())


def _bring_back(code: str) -> None:
    session.commit(*criteria_edits.bring_back(session.state(), code))


def _add_criterion() -> None:
    code = str(session.workshop())
    name, theme = str(session.widget("own_criterion") or ""), str(session.widget("own_theme") or "")
    new = criteria_edits.add(session.state(), session.store().history(code), name, theme)
    session.store().commit(code, new, by=session.editor())


PARTS = {
    "options": option_list.draw,
    "proposals": _proposals,
    "list": project_list.draw,
    "criteria": _criteria,
    "ranking": _ranking,
}
