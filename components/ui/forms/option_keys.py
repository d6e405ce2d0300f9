"""Step 5: options that are shared by a key of their own."""

from __future__ import annotations

import streamlit as st

from components.investment.plan_records import OptionSharing
from components.investment.reasons import name
from components.ui import session, widgets
from components.workshop.edits.keys import follow_common_key
from components.workshop.records.demands import OptionKey

_A_ROW = 4


def draw() -> None:
    """The list of them, and the weights of one."""
    t, state = session.t(), session.state()
    with st.expander(t("fairness.own.title"), key="option-keys", on_change="rerun") as box:
        if not box.open:
            return
        st.caption(t("fairness.own.what"))
        own = session.plan().sharing.options
        for row in own:
            _line(row)
        if not own:
            st.text(t("fairness.own.none"))
        names = {option.code: name(state, option.code) for option in state.options}
        picked = st.selectbox(
            t("fairness.own.pick"),
            list(names),
            index=None,
            format_func=lambda code: names.get(code, code),
            key="own-key-option",
            placeholder=t("ui.choose"),
        )
        if picked:
            _weights(picked)


def _line(row: OptionSharing) -> None:
    t, state = session.t(), session.state()
    option = name(state, row.option)
    if row.problems:
        key, values = row.problems[0]
        widgets.warning(t("fairness.own.bad", option=option, problem=t(key, **dict(values))))
        return
    labels = {term.code: t.label(term) for term in session.catalogue().cost_keys}
    mix = [t("fairness.key.weight", key=labels[key], percent=t.number(part)) for key, part in row.mix]
    st.text(t("fairness.own.line", option=option, mix=t.joined(mix)))
    cities = {city.code: city.name for city in state.cities}
    flows = [flow for flow in session.plan().flows if flow.option == row.option]
    shown = []
    for one in row.shares:
        part = {"city": cities[one.city], "percent": t.percent(one.percent / 100, 2)}
        paid = sum(flow.amount for flow in flows if flow.payer == one.city)
        shown.append(t("fairness.own.money", amount=paid, **part) if flows else t("fairness.own.shares", **part))
    unit = t.shown(state.setting.money_unit)
    words = t("fairness.own.present", shares=t.joined(shown), unit=unit) if flows else t.joined(shown)
    st.caption(widgets.escaped(words))


def _weights(option: str) -> None:
    t, state = session.t(), session.state()
    terms = session.catalogue().cost_keys
    for start in range(0, len(terms), _A_ROW):
        here = terms[start : start + _A_ROW]
        for column, term in zip(st.columns(_A_ROW, gap="small"), here, strict=False):
            code = f"{option}.{term.code}"
            fresh = OptionKey(code, option=option, key=term.code)
            with column:
                label = t("fairness.own.weight", key=t.label(term))
                widgets.number(state.get(OptionKey, code) or fresh, "weight", label, decimals=1, placeholder="–")
    if any(row.option == option for row in state.all(OptionKey)):
        widgets.button(t("fairness.own.common"), _common, option, key="own_key_common")


def _common(option: str) -> None:
    session.commit(*follow_common_key(session.state(), option))

