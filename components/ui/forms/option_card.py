"""Step 4: the card of one option. What the short list needs comes first; everything else stands in tabs behind it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.investment import benefits
from components.investment.candidates import money_of
from components.investment.optimism import uplifted
from components.ui import session, solving, widgets
from components.ui.forms import must, option_decision
from components.ui.forms.feasibility import city_names
from components.workshop.records.options import BenefitShare, Option, OptionRole
from components.workshop.records.setting import ExchangeRate
from components.workshop.store import removal

OUTSIDE = "EXT"


def draw(option: Option) -> None:
    """The card; what stands in it is drawn while it is open."""
    t = session.t()
    decisions = {term.code: t.label(term) for term in session.catalogue().option_decisions}
    name = widgets.escaped(option.name or t("ui.untitled"))
    title = f"{option.code} {name} — {decisions.get(option.decision, t('step4.undecided'))}"
    with widgets.card(option, title) as is_open:
        if not is_open:
            return
        solving.slips_of("option", option.code)
        parts = {"need": _need, "money": _money, "what": _what, "people": _people, "ready": _ready, "others": _others}
        widgets.sections("option", {name: partial(part, option) for name, part in parts.items()}, of=option.code)
        option_decision.draw(option)
        widgets.button(
            t("ui.remove"), session.commit, removal("option", option.code), key=f"{option.code}.remove", type="tertiary"
        )


def _need(option: Option) -> None:
    """What every option needs before it can go on the short list."""
    t, catalogue = session.t(), session.catalogue()
    left, right = st.columns(2, gap="medium")
    with left:
        widgets.text(option, "name", t("step4.name"), placeholder=t("step4.name_hint"))
        widgets.text(option, "problem", t("step4.problem"), placeholder=t("step4.problem_hint"))
        widgets.several(option, "cities", t("step4.cities"), city_names())
        names = {code: name for code, name in city_names().items() if code in option.cities}
        widgets.one_of(option, "lead_city", t("step4.lead"), names)
    with right:
        one, two = st.columns(2)
        with one:
            widgets.number(option, "capex_likely", f"{t('step4.capex_likely')} ({_unit(option)})")
        with two:
            widgets.number(option, "opex_per_year", f"{t('step4.opex_per_year')} ({_unit(option)})")
        widgets.one_of(option, "kind", t("step4.kind"), {term.code: t.label(term) for term in catalogue.kinds})
        widgets.choice(option, "nature", t("step4.nature"), catalogue.natures)
        with one:
            widgets.whole(option, "build_years", t("step4.build"), 1, 10)
        with two:
            widgets.number(option, "beneficiaries", t("step4.beneficiaries"))


def _money(option: Option) -> None:
    t, catalogue = session.t(), session.catalogue()
    one, two, three = st.columns(3, gap="medium")
    with one:
        for name in ("capex_low", "capex_high", "spent"):
            widgets.number(option, name, f"{t(f'step4.{name}')} ({_unit(option)})")
        widgets.choice(option, "estimate_class", t("step4.estimate_class"), catalogue.estimate_classes)
    with two:
        widgets.number(option, "revenue_per_year", f"{t('step4.revenue_per_year')} ({_unit(option)})")
        payers = {**city_names(), OUTSIDE: t("step4.payer_outside")}
        widgets.pick(option, "opex_payer", t("step4.opex_payer"), payers, none=t("step4.payer_key"))
        widgets.number(option, "life_years", t("step4.life"))
        widgets.text(option, "cost_basis", t("step4.basis"), placeholder=t("step4.basis_hint"))
    with three:
        widgets.text(option, "currency", t("step4.currency"), placeholder=t("step4.currency_hint"), max_chars=3)
        _rate(option)
        widgets.number(option, "contingency_percent", t("step4.contingency"))
        widgets.choice(option, "uplift_type", t("step4.uplift_type"), catalogue.optimism_bias)
    _sensitivity(option)


def _sensitivity(option: Option) -> None:
    """The cost under its uplift, beside the plan and never in it."""
    t, state = session.t(), session.state()
    found = uplifted(option, state, session.catalogue())
    if found is None:
        return
    unit = state.setting.money_unit
    st.info(
        t(
            "step4.uplifted",
            contingency=found.contingency,
            percent=found.percent,
            entered=t.money(found.capex, unit),
            planning=t.money(found.planning, unit),
        )
    )


def _what(option: Option) -> None:
    t, catalogue = session.t(), session.catalogue()
    one, two, three = st.columns(3, gap="medium")
    with one:
        widgets.choice(option, "public_good", t("step4.public_good"), catalogue.public_goods)
        widgets.choice(option, "goods_class", t("step4.goods_class"), catalogue.goods_classes)
        widgets.choice(option, "level", t("step4.level"), catalogue.network_levels)
        widgets.choice(option, "network_type", t("step4.network_type"), catalogue.network_types)
    with two:
        widgets.choice(option, "dimension", t("step4.dimension"), catalogue.dimensions)
        widgets.choice(option, "sector", t("step4.sector"), catalogue.sectors)
        clusters = {item.code: f"{item.code} {item.name}" for item in session.state().partnerships}
        widgets.pick(option, "cluster", t("step4.cluster"), clusters)
        widgets.choice(option, "idea_source", t("step4.idea_source"), catalogue.idea_sources)
    with three:
        widgets.text(option, "location", t("step4.location"), placeholder=t("ui.not_known"))
        widgets.text(option, "scale_content", t("step4.scale_content"), placeholder=t("ui.not_known"))
        widgets.text(option, "name_second", t("ui.second_language"), placeholder=t("setup.optional"))
        widgets.text(option, "problem_code", t("step4.problem_code"), placeholder=t("setup.optional"))


def _people(option: Option) -> None:
    """Who benefits, and in which city; what a city pays is set against it in step 6."""
    t = session.t()
    left, right = st.columns(2, gap="medium")
    with left:
        for name in ("women_percent", "poor_percent"):
            widgets.number(option, name, t(f"step4.{name}"), decimals=1)
    with right:
        st.caption(t("step4.benefits"))
        for city in session.state().cities:
            share = session.state().one(BenefitShare, f"{option.code}.{city.code}")
            if city.code in option.cities or share.percent is not None:
                widgets.number(share, "percent", f"{city.symbol} {widgets.escaped(city.name)} (%)", decimals=1)
        total = benefits.not_whole(session.state()).get(option.code)
        if total is not None:
            st.warning(t("step4.benefits_sum", total=t.number(total, 1)))


def _ready(option: Option) -> None:
    t, catalogue = session.t(), session.catalogue()
    left, right = st.columns(2, gap="medium")
    with left:
        tests = {term.code: t.label(term) for term in catalogue.gate_tests}
        widgets.several(option, "gates_passed", t("step4.gates_passed"), tests)
        widgets.several(option, "gates_failed", t("step4.gates_failed"), tests)
        stages = {term.code: f"{term.code} · {t.label(term)}" for term in catalogue.readiness}
        widgets.pick(option, "readiness", t("step4.readiness"), stages)
        widgets.text(option, "milestone", t("step4.milestone"), placeholder=t("ui.not_known"))
        widgets.year(option, "earliest_year", t("step4.earliest_year"))
    with right:
        widgets.text(option, "responsible_body", t("step4.body"), placeholder=t("ui.not_known"))
        widgets.text(option, "supporting_bodies", t("step4.supporting"), placeholder=t("setup.optional"))
        widgets.choice(option, "blocking", t("step4.blocking"), catalogue.blocking_items)
        widgets.text(option, "blocking_until", t("step4.blocking_until"), placeholder="2027-06-30")
        must.draw(option)


def _others(option: Option) -> None:
    """What the option needs, excludes or replaces, and what each city does in it."""
    t = session.t()
    others = {item.code: f"{item.code} {item.name}" for item in session.state().options if item.code != option.code}
    left, right = st.columns(2, gap="medium")
    with left:
        widgets.many(option, "requires", t("step4.requires"), others)
        widgets.many(option, "excludes", t("step4.excludes"), others)
        widgets.text(
            option,
            "alternatives",
            t("step4.alternatives"),
            placeholder=t("step4.alternatives_hint"),
            help=t("step4.alternatives_help"),
        )
    with right:
        if len(option.cities) > 1:
            st.caption(t("step4.roles"))
            for city in session.state().cities:
                if city.code in option.cities:
                    role = session.state().one(OptionRole, f"{option.code}.{city.code}")
                    label = f"{city.symbol} {widgets.escaped(city.name)}"
                    widgets.text(role, "role", label, placeholder=t("step4.roles_hint"))


def _rate(option: Option) -> None:
    """The dated rate of a foreign currency; the amounts stay as they were entered."""
    t, state = session.t(), session.state()
    if not option.currency or option.currency == state.setting.currency:
        return
    rate = state.one(ExchangeRate, option.currency)
    currency, unit = widgets.escaped(option.currency), widgets.escaped(t.shown(state.setting.money_unit))
    widgets.number(rate, "rate", t("step4.rate", currency=currency, unit=unit), decimals=6)
    widgets.text(rate, "date", t("step4.rate_date"), placeholder="2026-11-01")
    widgets.text(rate, "source", t("step4.rate_source"), placeholder=t("ui.not_known"))
    capex = money_of(option, state).capex
    if capex is not None:
        st.caption(t("step4.in_plan_money", amount=t.money(capex, state.setting.money_unit), on=rate.date))


def _unit(option: Option) -> str:
    return widgets.escaped(option.currency or session.t().shown(session.state().setting.money_unit))
