"""Step 6, compare: sliders of money and cost keys that answer at once. Nothing is stored until somebody keeps it.

What each city pays with the options and years as they are needs no search, so it is there with the next drawing; the
best choice under the new amounts is searched beside the page, and until it is found the page says that it is not.
"""

from __future__ import annotations

import streamlit as st

from components.errors import ToolError
from components.investment import usual
from components.investment.compare import compare
from components.investment.scenarios import usable_keys
from components.ui import progress, session, whatif, widgets
from components.ui.charts import scenarios as charts
from components.ui.charts.tryout import trying
from components.ui.forms import scenario_making
from components.walk.results import Standing
from components.workshop.edits.scenarios import Wanted
from components.workshop.records.partnership import CostKey

_SWING = 50
_STEP = 5
_AT_ONCE = 0.1


def draw() -> None:
    """The sliders, and what they mean."""
    t = session.t()
    st.caption(t("scenarios.try.what"))
    if not any(line.chosen for line in session.plan().lines):
        st.info(t("scenarios.try.nothing"))
        return
    _bench()


@st.fragment
def _bench() -> None:
    """Only this part of the page is drawn again when a slider moves."""
    t = session.t()
    left, right = st.columns([2, 3], gap="large")
    with left:
        wanted = (*_money(), *_keys())
        widgets.button(t("scenarios.try.reset"), _reset, key="try_reset", type="tertiary", disabled=not wanted)
    with right:
        try:
            _answer(wanted)
        except ToolError as error:
            st.error(t.error(error))
    if wanted:
        scenario_making.keep(wanted, scenario_making.name_of_try(_moved()))


def _money() -> tuple[Wanted, ...]:
    """One slider for all money, one for each city's own on top of it."""
    t, state = session.t(), session.state()
    together = _slider("all", t("scenarios.try.all_money"))
    percents = {}
    for city in state.cities:
        own = _slider(city.code, f"{city.symbol} {widgets.escaped(city.name)}")
        percents[city.code] = (100 + together) * (100 + own) / 100 - 100
    return usual.by_city(state, {city: percent for city, percent in percents.items() if percent})


def _keys() -> tuple[Wanted, ...]:
    """One slider per cost key that every city has figures for; the weights always make a whole."""
    t, state = session.t(), session.state()
    terms = {term.code: t.label(term) for term in session.catalogue().cost_keys}
    usable = usable_keys(state, tuple(terms))
    if len(usable) < 2:
        return ()
    st.markdown(f"**{t('scenarios.try.keys')}**")
    most = int(session.parameters().value("sharing.max_keys"))
    stored = {code: state.one(CostKey, code).weight or 0.0 for code in usable}
    weights = {}
    for code in usable:
        key = f"try.key.{code}"
        session.seed(key, round(stored[code]))
        weights[code] = float(st.slider(terms[code], 0, 100, step=_STEP, key=key))
    mix = usual.to_hundred(weights)
    if mix == usual.to_hundred({code: float(round(weight)) for code, weight in stored.items()}):
        return ()
    if not mix or len(mix) > most:
        st.caption(t("scenarios.try.mix_wrong", most=most))
        return ()
    st.caption(t.joined([f"{terms[code]} {t.number(percent, 1)} %" for code, percent in mix.items()]))
    return usual.key_mix(state, mix)


def _slider(name: str, label: str) -> int:
    return int(st.slider(label, -_SWING, _SWING, 0, step=_STEP, format="%+d %%", key=f"try.{name}"))


def _answer(wanted: tuple[Wanted, ...]) -> None:
    """The same choice under the new amounts at once; the best choice when it is there."""
    t, state, plan = session.t(), session.state(), session.plan()
    changed = whatif.tried(wanted)
    kept = whatif.same_choice(changed, plan)
    if not wanted:
        trying(t, state, plan, kept, None)
        return
    place = st.empty()
    with place.container():
        trying(t, state, plan, kept, None)
    standing = whatif.tried_plan(changed, patience=_AT_ONCE)
    if standing.job.done:
        with place.container():
            trying(t, state, plan, kept, standing.plan)
        _best(standing)
    else:
        progress.seeking((standing.job,))


def _best(standing: Standing) -> None:
    t = session.t()
    found = compare(session.plan(), standing.plan)
    words = charts.finding(t, session.state(), t("scenarios.try.best"), found)
    st.markdown(f"**{widgets.escaped(words)}**")
    names = {option.code: f"{option.code} {option.name}" for option in session.state().options}
    for key, codes in (("enter", found.enter), ("leave", found.leave)):
        if codes:
            listed = t.joined([names.get(code, code) for code in codes])
            st.text(t(f"scenarios.try.{key}", names=listed))
    if found.moved:
        moves = [f"{names.get(row.option, row.option)} {row.before} → {row.after}" for row in found.moved]
        st.text(t("scenarios.try.moved", names=t.joined(moves)))


def _moved() -> dict[str, int]:
    """The sliders that were moved: `all`, a city or `key`."""
    found = {name: int(session.widget(f"try.{name}") or 0) for name in ("all", *_city_codes())}
    return {name: percent for name, percent in found.items() if percent}


def _city_codes() -> tuple[str, ...]:
    return tuple(city.code for city in session.state().cities)


def _reset() -> None:
    for name in ("all", *_city_codes()):
        session.clear(f"try.{name}", 0)
    for term in session.catalogue().cost_keys:
        session.reseed(f"try.key.{term.code}")
