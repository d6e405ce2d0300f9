"""Step 6, compare: what rooms usually ask «what if» about, made into a scenario with one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components.investment import usual
from components.investment.scenarios import usable_keys
from components.ui import session, widgets
from components.workshop.edits import scenarios as edits
from components.workshop.edits.scenarios import Wanted
from components.workshop.records.money import Source
from components.workshop.records.scenarios import Scenario

_SWING, _STEP = 50, 5
Made = tuple[tuple[Wanted, ...], str]


def draw(scenario: str = "") -> None:
    """The usual questions. scenario: code of the one that the answer is added to; empty makes a scenario of its own."""
    t = session.t()
    prefix = f"make.{scenario}"
    labels = {name: t(f"scenarios.ask.{name}") for name in QUESTIONS}
    asked = st.pills(
        t("scenarios.ask.add" if scenario else "scenarios.ask.title"),
        list(labels),
        format_func=lambda name: labels[name],
        key=f"{prefix}.question",
    )
    if asked is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{prefix}.answer"):
        wanted, name = QUESTIONS[asked](prefix)
        label = t("scenarios.ask.put_in" if scenario else "scenarios.ask.make")
        if wanted:
            action, of = (_add, scenario) if scenario else (_make, name)
            widgets.button(label, action, of, wanted, key=f"{prefix}.go", type="primary")
    if not wanted:
        st.caption(t("scenarios.ask.nothing"))
    elif not scenario:
        st.caption(t("scenarios.ask.named", name=widgets.escaped(name)))


def keep(wanted: tuple[Wanted, ...], name: str) -> None:
    """A button that keeps what somebody tried as a scenario."""
    t = session.t()
    widgets.button(t("scenarios.try.keep"), _make, name, wanted, key="try_keep", type="primary")
    st.caption(t("scenarios.ask.named", name=widgets.escaped(name)))


def name_of_try(moved: Mapping[str, int]) -> str:
    """A name from the sliders that were moved; weights of the keys are named as such."""
    t = session.t()
    cities = {city.code: city.name for city in session.state().cities}
    parts = [
        t("scenarios.name.all_money", percent=_signed(percent))
        if name == "all"
        else t("scenarios.name.city_money", city=cities[name], percent=_signed(percent))
        for name, percent in moved.items()
    ]
    return t.joined(parts) or t("scenarios.name.keys")


def free_name(name: str) -> str:
    """A name that no scenario has: with a number behind it when it is taken."""
    taken = {one.name.casefold() for one in session.state().all(Scenario)}
    names = [name, *(f"{name} ({number})" for number in range(2, len(taken) + 3))]
    return next(one for one in names if one.casefold() not in taken)


def _make(name: str, wanted: tuple[Wanted, ...]) -> None:
    code, state = str(session.workshop()), session.state()
    made = edits.new_scenario(state, session.store().history(code), free_name(name), wanted)
    if session.commit(*made):
        session.remember("compare_chosen", (*session.remembered("compare_chosen", ()), made[0].code)[-2:])
        session.remember("compare_open", made[0].code)


def _add(scenario: str, wanted: tuple[Wanted, ...]) -> None:
    session.commit(*edits.set_changes(session.state(), scenario, wanted))


def _signed(percent: int) -> str:
    return f"{'+' if percent > 0 else '−'}{abs(percent)} %"


def _percent(prefix: str, start: int) -> int:
    t = session.t()
    return int(
        st.slider(t("scenarios.ask.by"), -_SWING, _SWING, start, step=_STEP, format="%+d %%", key=f"{prefix}.percent")
    )


def _all_money(prefix: str) -> Made:
    t, percent = session.t(), _percent(prefix, -10)
    return usual.all_money(session.state(), percent) if percent else (), t(
        "scenarios.name.all_money", percent=_signed(percent)
    )


def _city_money(prefix: str) -> Made:
    t, city = session.t(), _city(prefix)
    percent = _percent(prefix, -20)
    made = usual.city_money(session.state(), city, percent) if city and percent else ()
    return made, t("scenarios.name.city_money", city=_city_name(city), percent=_signed(percent))


def _key(prefix: str) -> Made:
    t, state = session.t(), session.state()
    terms = {term.code: t.label(term) for term in session.catalogue().cost_keys}
    keys = usable_keys(state, tuple(terms))
    key = st.selectbox(
        t("scenarios.ask.which_key"), keys, format_func=lambda code: terms[code], key=f"{prefix}.key", width=260
    )
    return usual.one_key(state, key), t("scenarios.name.key", key=terms[key])


def _carry_over(_prefix: str) -> Made:
    t, state = session.t(), session.state()
    name = "carry_over_off" if state.setting.carry_over else "carry_over_on"
    return usual.carry_over(state), t(f"scenarios.name.{name}")


def _option(prefix: str) -> Made:
    t, state = session.t(), session.state()
    names = {option.code: f"{option.code} {option.name}" for option in state.options if option.name}
    if not names:
        return (), ""
    code = st.selectbox(
        t("scenarios.ask.which_option"),
        list(names),
        format_func=lambda option: names[option],
        key=f"{prefix}.option",
        width=340,
    )
    ways = {way: t(f"scenarios.ask.must_{way or 'free'}") for way in ("in", "out", "")}
    way = st.segmented_control(
        t("scenarios.ask.must"), list(ways), format_func=lambda one: ways[one], default="in", key=f"{prefix}.must"
    )
    name = t("scenarios.name.option", option=names[code], way=ways[way or ""])
    return usual.option_must(code, way or "", name), name


def _certainty(prefix: str) -> Made:
    t = session.t()
    terms = {row.code: row for row in session.catalogue().certainties if row.weight_percent > 0}
    code = st.selectbox(
        t("scenarios.ask.which_certainty"),
        list(terms),
        format_func=lambda one: t.label(terms[one]),
        key=f"{prefix}.certainty",
        width=260,
    )
    return usual.certainty(terms[code].weight_percent), t("scenarios.name.certainty", certainty=t.label(terms[code]))


def _high_costs(_prefix: str) -> Made:
    return usual.high_costs(session.state()), session.t()("scenarios.name.high_costs")


def _source(prefix: str) -> Made:
    t = session.t()
    names = {row.code: row.name or row.code for row in session.state().all(Source)}
    if not names:
        return (), ""
    code = st.selectbox(
        t("scenarios.ask.which_source"),
        list(names),
        format_func=lambda source: names[source],
        key=f"{prefix}.source",
        width=340,
    )
    return usual.source_fails(code), t("scenarios.name.source", source=names[code])


def _partner(prefix: str) -> Made:
    city = _city(prefix)
    name = session.t()("scenarios.name.partner", city=_city_name(city))
    return usual.partner_leaves(city) if city else (), name


def _city(prefix: str) -> str:
    cities = {city.code: f"{city.symbol} {city.name}" for city in session.state().cities}
    found = st.selectbox(
        session.t()("scenarios.ask.which_city"),
        list(cities),
        format_func=lambda code: cities[code],
        key=f"{prefix}.city",
        width=220,
    )
    return str(found or "")


def _city_name(code: str) -> str:
    return next((city.name for city in session.state().cities if city.code == code), "")


QUESTIONS: dict[str, Callable[[str], Made]] = {
    "all_money": _all_money,
    "city_money": _city_money,
    "key": _key,
    "carry_over": _carry_over,
    "option": _option,
    "certainty": _certainty,
    "high_costs": _high_costs,
    "source": _source,
    "partner": _partner,
}
