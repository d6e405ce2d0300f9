"""Step 5: the model to learn from, the form of the partnership beside its alternatives, and its secretariat."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from components.framework.records import GovernanceForm
from components.investment.sharing import sharing, split
from components.ui import session, widgets
from components.workshop.edits import partnership as edits
from components.workshop.records.options import Option
from components.workshop.records.partnership import Governance

_IN_A_ROW = 3
_NEEDS = ("law", "staff", "money", "time")
_BALLOT, _ITEM = "governance", "acceptable"


def draw() -> None:
    """The forms side by side, the model, and the office that serves them."""
    t, catalogue = session.t(), session.catalogue()
    governance = session.state().one(Governance)
    chosen = next((term for term in catalogue.governance_forms if term.code == governance.form), None)
    title = t("delivery.form.title", form=t.label(chosen)) if chosen else t("delivery.form.open")
    st.subheader(title, anchor=False)
    st.caption(t("delivery.form.what"))
    forms = catalogue.governance_forms
    for start in range(0, len(forms), _IN_A_ROW):
        columns = st.columns(_IN_A_ROW, gap="small")
        for column, form in zip(columns, forms[start : start + _IN_A_ROW], strict=False):
            with column:
                _card(form, chosen=form.code == governance.form)
    st.subheader(t("delivery.form.office"), anchor=False)
    _office(governance)
    st.subheader(t("step5.model"), anchor=False)
    widgets.choice(
        governance, "model", t("step5.model"), catalogue.collaboration_models, label_visibility="collapsed"
    )
    model = next((term for term in catalogue.collaboration_models if term.code == governance.model), None)
    if model is not None:
        st.text(t("step5.lesson", text=model.lesson(session.language())))
        st.text(t("step5.needs", text=model.needs(session.language())))


def _card(form: GovernanceForm, *, chosen: bool) -> None:
    t = session.t()
    state = "now" if chosen else "other"
    with st.container(border=True, key=f"form-{state}-{form.code}"):
        st.html(_markup(form))
        if chosen:
            st.markdown(f"**✔ {t('delivery.form.chosen')}**")
        else:
            widgets.button(t("delivery.form.choose"), _choose, form.code, key=f"choose.{form.code}")


def _markup(form: GovernanceForm) -> str:
    """What a form is, when it fits, and what it needs."""
    t, language = session.t(), session.language()
    person = t(f"delivery.form.person_{'yes' if form.legal_person else 'no'}")
    needs = [(t("delivery.form.person"), person)]
    needs += [(t(f"delivery.form.{name}"), getattr(form, name)(language)) for name in _NEEDS]
    row = session.evidence().agreement(_BALLOT, _ITEM, form.code)
    if row is not None and row.median is not None:
        needs.append((t("delivery.form.vote"), t("delivery.form.median", value=t.number(row.median), n=row.n)))
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in needs)
    return (
        f'<section class="scn-form"><h4>{escape(t.label(form))}</h4><p>{escape(form.what(language))}</p>'
        f"<p>{escape(form.when(language))}</p><dl>{lines}</dl></section>"
    )


def _choose(code: str) -> None:
    session.commit(*edits.set_governance(session.state(), {"form": code}))


def _office(governance: Governance) -> None:
    t = session.t()
    unit = widgets.escaped(t.shown(session.state().setting.money_unit))
    left, middle, right = st.columns(3, gap="medium")
    with left:
        widgets.text(governance, "secretariat", t("step5.secretariat"), placeholder=t("ui.not_known"))
        widgets.text(governance, "chair", t("step5.chair"), placeholder=t("ui.not_known"))
    with middle:
        widgets.number(governance, "staff_fte", t("step5.staff"), decimals=1)
        widgets.number(governance, "annual_cost", t("step5.cost", unit=unit))
    with right:
        options = [option for option in session.state().options if option.name]
        names = {"": t("delivery.form.beside")} | {
            option.code: f"{option.code} {widgets.escaped(option.name)}" for option in options
        }
        widgets.listed(governance, "cost_option", t("delivery.form.cost_in"), names)
    st.text(_cost_words(governance))


def _cost_words(governance: Governance) -> str:
    """Whether the plan's cost holds the secretariat, and who pays it where it does not."""
    t, state = session.t(), session.state()
    if governance.annual_cost is None:
        return t("delivery.form.cost_unknown")
    if governance.cost_option:
        option = state.one(Option, governance.cost_option)
        name = f"{option.code} {option.name}"
        if option.opex_per_year is not None and option.opex_per_year < governance.annual_cost:
            return t("delivery.form.cost_short", option=name, opex=t.number(option.opex_per_year))
        return t("delivery.form.cost_inside", option=name)
    shared = sharing(state, session.catalogue(), session.parameters())
    if not shared.valid:
        return t("delivery.form.cost_no_key")
    percents = pd.Series({share.city: share.percent for share in shared.shares})
    parts = split(f"{governance.annual_cost:.12g}", percents)
    words = [f"{city.symbol} {city.name} {t.number(float(parts[city.code]))}" for city in state.cities]
    return t("delivery.form.cost_shared", parts=t.joined(words))
