"""Step 5: the cost key. Sliders try a mix out on the plan as it stands, at once; taking it seeks the plan anew."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.investment.key_trial import EQUAL, POPULATION, Trial, rounded_mix
from components.ui import session, widgets
from components.ui.charts import fairness as charts
from components.ui.charts import figure
from components.ui.forms import key_figures, option_keys
from components.walk import joint
from components.workshop.edits.partnership import set_weights

_NEW, _WHOLE = 25, 100


def draw() -> None:
    """What the mix gives each city, the figures that it rests on, and the options with a key of their own."""
    t, state = session.t(), session.state()
    if not state.cities:
        st.info(t("fairness.key.no_city"))
        return
    plan = session.plan()
    for key, values in plan.sharing.problems:
        st.warning(t(key, **widgets.harmless(dict(values))))
    _tried()
    key_figures.draw()
    option_keys.draw()


@st.fragment
def _tried() -> None:
    """The sliders and what follows from them: drawn alone when a slider moves."""
    t, seen, catalogue = session.t(), session.snapshot(), session.catalogue()
    plan = session.plan()
    stored = dict(plan.sharing.mix)
    left, right = st.columns([2, 3], gap="large")
    with left:
        mix = _mix(stored)
    entered = mix == stored
    found = joint.trial(seen, plan, catalogue, mix)
    plain = (_usable(joint.trial(seen, plan, catalogue, {key: 100.0})) for key in (EQUAL, POPULATION))
    with right:
        figure.draw(t, charts.key_figure(t, seen.state, found, *plain, entered=entered))
    with left:
        _take(mix, found, entered=entered)


def _mix(stored: Mapping[str, float]) -> dict[str, float]:
    """The mix that the sliders show: the stored one while they stand on it and it makes 100, else whole percents that
    do.
    """
    t, most = session.t(), int(session.parameters().value("sharing.max_keys"))
    terms = {term.code: t.label(term) for term in session.catalogue().cost_keys}
    place = f"{session.workshop()}.trial"
    session.seed(f"{place}.keys", [key for key in stored if key in terms])
    chosen = st.pills(
        t("fairness.key.mix"),
        list(terms),
        selection_mode="multi",
        key=f"{place}.keys",
        format_func=lambda code: terms.get(code, code),
    )
    used = [key for key in terms if key in chosen]
    if len(used) > most:
        widgets.warning(t("fairness.key.at_most", most=most))
        used = used[:most]
    weights = {}
    for key in used:
        session.seed(f"{place}.{key}", min(max(round(stored.get(key, _NEW)), 0), 100))
        weights[key] = st.slider(t("fairness.key.slider", key=terms[key]), 0, 100, step=5, key=f"{place}.{key}")
    same = round(sum(stored.values()), 2) == _WHOLE and weights == {key: round(part) for key, part in stored.items()}
    mix = dict(stored) if same else {key: part for key, part in rounded_mix(weights).items() if part}
    if mix:
        shown = [t("fairness.key.weight", key=terms[key], percent=t.number(part)) for key, part in mix.items()]
        st.caption(t("fairness.key.weights", weights=t.joined(shown)))
    return mix


def _take(mix: Mapping[str, float], found: Trial, *, entered: bool) -> None:
    t = session.t()
    if entered:
        if found.valid:
            st.caption(t("fairness.key.in_force"))
        return
    for key, values in found.problems:
        widgets.warning(t(key, **dict(values)))
    if found.lacks:
        money = t.money(found.lacks, session.state().setting.money_unit)
        widgets.warning(t("fairness.key.lacking", money=money))
    st.text(t("fairness.key.tried"))
    taken = widgets.button(
        t("fairness.key.take"), _commit, dict(mix), key="key_take", type="primary", disabled=not found.valid
    )
    if taken or widgets.button(t("fairness.key.back"), _back, key="key_back"):
        # Both change what stands outside this part of the page.
        st.rerun()


def _commit(mix: Mapping[str, float]) -> None:
    session.commit(*set_weights(session.state(), mix))
    _back()


def _back() -> None:
    place = f"{session.workshop()}.trial"
    for name in ("keys", *(term.code for term in session.catalogue().cost_keys)):
        session.reseed(f"{place}.{name}")


def _usable(found: Trial) -> Trial | None:
    return found if found.valid else None
