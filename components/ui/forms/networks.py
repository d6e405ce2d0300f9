"""Step 4: options from the gaps, edited or added by hand; criteria, weights, marks."""

from __future__ import annotations

import streamlit as st

from components.investment.plan_records import Proposal, Score
from components.ui import session, widgets
from components.ui.charts import plan as charts
from components.ui.forms import ballots, voices
from components.ui.forms.feasibility import city_names
from components.workshop.edits import criteria as criteria_edits
from components.workshop.edits import options as edits
from components.workshop.instruments import criteria_in_use
from components.workshop.records.options import BenefitShare, Option
from components.workshop.records.setting import ExchangeRate
from components.workshop.store import REVEALED, removal


def draw() -> None:
    """Proposals, options, criteria with weights, ranking."""
    t = session.t()
    names = ("options", "proposals", "criteria", "ranking")
    tabs = st.tabs([t(f"step4.tab.{name}") for name in names])
    for tab, part in zip(tabs, (_options, _proposals, _criteria, _ranking), strict=True):
        with tab:
            part()


def _options() -> None:
    t = session.t()
    options = session.state().options
    if not options:
        st.info(t("step4.empty"))
    for option in options:
        _card(option)
    widgets.button(t("step4.add"), _add, None, key="add_option")


def _card(option: Option) -> None:
    t = session.t()
    decisions = {term.code: t.label(term) for term in session.catalogue().option_decisions}
    name = widgets.escaped(option.name or t("ui.untitled"))
    title = f"{option.code} {name} — {decisions.get(option.decision, t('step4.undecided'))}"
    with widgets.card(option, title) as is_open:
        if not is_open:
            return
        what, cost, gates = st.columns(3, gap="medium")
        with what:
            _what(option)
        with cost:
            _cost(option)
        with gates:
            _gates(option)


def _what(option: Option) -> None:
    t, catalogue = session.t(), session.catalogue()
    widgets.text(option, "name", t("step4.name"), placeholder=t("step4.name_hint"))
    widgets.text(option, "name_second", t("ui.second_language"), placeholder=t("setup.optional"))
    widgets.text(option, "problem", t("step4.problem"), placeholder=t("step4.problem_hint"))
    widgets.choice(option, "level", t("step4.level"), catalogue.network_levels)
    widgets.choice(option, "network_type", t("step4.network_type"), catalogue.network_types)
    widgets.one_of(option, "kind", t("step4.kind"), {term.code: t.label(term) for term in catalogue.kinds})
    widgets.choice(option, "nature", t("step4.nature"), catalogue.natures)
    widgets.several(option, "cities", t("step4.cities"), city_names())
    names = {code: name for code, name in city_names().items() if code in option.cities}
    widgets.one_of(option, "lead_city", t("step4.lead"), names)
    widgets.text(option, "responsible_body", t("step4.body"), placeholder=t("ui.not_known"))


def _cost(option: Option) -> None:
    t, catalogue = session.t(), session.catalogue()
    unit = t.shown(session.state().setting.money_unit)
    for name in ("capex_low", "capex_likely", "capex_high", "opex_per_year", "revenue_per_year"):
        widgets.number(option, name, f"{t(f'step4.{name}')} ({widgets.escaped(option.currency or unit)})")
    widgets.text(option, "currency", t("step4.currency"), placeholder=t("step4.currency_hint"), max_chars=3)
    if option.currency and option.currency != session.state().setting.currency:
        _rate(option.currency)
    widgets.text(option, "cost_basis", t("step4.basis"), placeholder=t("step4.basis_hint"))
    widgets.choice(option, "estimate_class", t("step4.estimate_class"), catalogue.estimate_classes)
    left, right = st.columns(2)
    with left:
        widgets.number(option, "life_years", t("step4.life"))
    with right:
        widgets.whole(option, "build_years", t("step4.build"), 1, 10)
    widgets.number(option, "beneficiaries", t("step4.beneficiaries"))
    with st.popover(t("step4.benefits")):
        _benefits(option)


def _benefits(option: Option) -> None:
    """How much of the benefit goes to each city; what a city pays is set against it in step 6."""
    for city in session.state().cities:
        if city.code in option.cities:
            share = session.state().one(BenefitShare, f"{option.code}.{city.code}")
            widgets.number(share, "percent", f"{city.symbol} {widgets.escaped(city.name)} (%)", decimals=1)


def _more(option: Option) -> None:
    t, catalogue = session.t(), session.catalogue()
    widgets.choice(option, "goods_class", t("step4.goods_class"), catalogue.goods_classes)
    widgets.choice(option, "dimension", t("step4.dimension"), catalogue.dimensions)
    widgets.choice(option, "idea_source", t("step4.idea_source"), catalogue.idea_sources)
    widgets.text(option, "location", t("step4.location"), placeholder=t("ui.not_known"))
    widgets.text(option, "scale_content", t("step4.scale_content"), placeholder=t("ui.not_known"))
    widgets.year(option, "earliest_year", t("step4.earliest_year"))
    widgets.one_of(option, "must", t("step4.must"), {code: t(f"step4.must_be.{code}") for code in ("in", "out")})
    widgets.choice(option, "blocking", t("step4.blocking"), catalogue.blocking_items)
    widgets.text(option, "milestone", t("step4.milestone"), placeholder=t("ui.not_known"))


def _rate(currency: str) -> None:
    t = session.t()
    rate = session.state().one(ExchangeRate, currency)
    unit = widgets.escaped(t.shown(session.state().setting.money_unit))
    widgets.number(rate, "rate", t("step4.rate", currency=widgets.escaped(currency), unit=unit), decimals=6)
    widgets.text(rate, "date", t("step4.rate_date"), placeholder="2026-11-01")


def _gates(option: Option) -> None:
    t, catalogue = session.t(), session.catalogue()
    tests = {term.code: t.label(term) for term in catalogue.gate_tests}
    widgets.several(option, "gates_passed", t("step4.gates_passed"), tests)
    widgets.several(option, "gates_failed", t("step4.gates_failed"), tests)
    others = {
        item.code: f"{item.code} {widgets.escaped(item.name)}" for item in session.state().options if item != option
    }
    with st.popover(t("step4.more")):
        _more(option)
    with st.popover(t("step4.relations")):
        widgets.several(option, "requires", t("step4.requires"), others)
        widgets.several(option, "excludes", t("step4.excludes"), others)
    _decision(option)
    widgets.button(
        t("ui.remove"), session.commit, removal("option", option.code), key=f"{option.code}.remove", type="tertiary"
    )


def _decision(option: Option) -> None:
    t = session.t()
    labels = {term.code: t.label(term) for term in session.catalogue().option_decisions}
    chosen = st.selectbox(
        t("step4.decision"),
        list(labels),
        index=list(labels).index(option.decision) if option.decision in labels else None,
        format_func=lambda code: labels[code],
        key=f"{option.code}.decision",
        placeholder=t("ui.choose"),
    )
    reason = st.text_input(
        t("step4.reason"), value=option.reason, key=f"{option.code}.decided", placeholder=t("step4.reason_hint")
    )
    widgets.button(t("step4.decide"), _decide, option.code, chosen, reason, key=f"{option.code}.decide")


def _proposals() -> None:
    t, catalogue = session.t(), session.catalogue()
    proposals = session.plan().proposals
    if not proposals:
        st.info(t("step4.no_proposals"))
    goods = {term.code: t.label(term) for term in catalogue.public_goods}
    for number, proposal in enumerate(proposals[:12]):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch"):
                st.markdown(f"**{goods[proposal.public_good]}**")
                st.text(_why(proposal))
            widgets.button(t("step4.take"), _add, proposal, key=f"take.{number}.{proposal.public_good}")


def _why(proposal: Proposal) -> str:
    t, catalogue = session.t(), session.catalogue()
    names = {city.code: city.name for city in session.state().cities}
    about = {
        "subject": " – ".join(names.get(part, part) for part in proposal.subject.split("-")),
        "dimension": next(t.label(term) for term in catalogue.dimensions if term.code == proposal.dimension),
        "kind": next(t.label(term) for term in catalogue.kinds if term.code == proposal.kind),
        "index": t.number(proposal.index),
    }
    if not proposal.n:
        return t("step4.why_measured", **about)
    return t("step4.why", **about, low=proposal.low_marks, n=proposal.n)


def _criteria() -> None:
    t = session.t()
    state = session.state()
    weights = session.evidence().weights
    fixed = (found := state.round_of("weights")) is not None and found.state == REVEALED
    source = weights.source if weights.consistency is None else "pairs"
    st.caption(t(f"step4.weights.{source}", n=weights.complete_ballots, incomplete=weights.incomplete))
    percent = {row.criterion: row.percent for row in weights.weights}
    themes = {term.code: t.label(term) for term in session.catalogue().themes}
    terms = {term.code: term for term in session.catalogue().option_criteria}
    for code, label in criteria_in_use(state, session.catalogue()):
        with st.container(horizontal=True, vertical_alignment="center"):
            theme = themes.get(terms[code].theme, "") if code in terms else ""
            st.text(f"{label(session.language())} · {theme}", width="stretch")
            st.text(t("step4.weight", percent=t.number(percent.get(code), 1)), width="content")
            if not fixed:
                widgets.button("✕", _drop, code, key=f"drop.{code}", help=t("step4.drop"))
    if not fixed:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(t("step4.own_criterion"), key="own_criterion", placeholder=t("step4.own_hint"))
            st.selectbox(t("step4.theme"), list(themes), format_func=lambda code: themes[code], key="own_theme")
            widgets.button(t("step4.own_add"), _add_criterion, key="own_add")
    voices.draw()
    ballots.control("weights", "options")


def _ranking() -> None:
    t = session.t()
    scores = [score for score in session.plan().scores if score.rank is not None]
    if not scores:
        st.info(t("step4.no_ranking"))
        return
    charts.priority_plane(t, session.state(), session.plan())
    names = {option.code: option.name for option in session.state().options}
    st.dataframe([_row(score, names) for score in sorted(scores, key=lambda item: item.rank or 0)], hide_index=True)


def _row(score: Score, names: dict[str, str]) -> dict[str, str]:
    t = session.t()
    span = f"{score.best_rank}–{score.worst_rank}" if score.best_rank != score.worst_rank else str(score.best_rank)
    return {
        t("step4.rank"): str(score.rank),
        t("step4.option"): f"{score.option} {names.get(score.option, '')}",
        t("step4.score"): t.number(score.value),
        t("step4.rank_range"): span,
        t("step4.agreement"): t(f"ui.flag.{score.flag}"),
        t("step4.people"): str(score.n),
    }


def _add(proposal: Proposal | None) -> None:
    code = str(session.workshop())
    public_good = next(
        (term for term in session.catalogue().public_goods if proposal and term.code == proposal.public_good), None
    )
    problem = _why(proposal) if proposal else ""
    new = edits.new_option(
        session.state(),
        session.store().history(code),
        public_good=public_good,
        language=session.language(),
        problem=problem,
        problem_code=proposal.gap if proposal else "",
    )
    session.store().commit(code, new, by=session.editor())


def _decide(code: str, decision: str | None, reason: str) -> None:
    new = edits.decide(session.state(), code, decision or "", reason)
    session.store().commit(str(session.workshop()), new, by=session.editor())


def _drop(code: str) -> None:
    session.store().commit(str(session.workshop()), criteria_edits.drop(session.state(), code), by=session.editor())


def _add_criterion() -> None:
    code = str(session.workshop())
    name, theme = str(session.widget("own_criterion") or ""), str(session.widget("own_theme") or "")
    new = criteria_edits.add(session.state(), session.store().history(code), name, theme)
    session.store().commit(code, new, by=session.editor())
