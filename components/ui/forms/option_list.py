"""Step 4: the list of options, with what may be the same and what should come before what."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from components.investment.relations import Alike, Before, alike, earlier
from components.ui import session, widgets
from components.ui.forms import option_card
from components.workshop.edits import options as edits
from components.workshop.records.options import Option

_SHOWN = 6
_LONG = 12
_ALL, _FILTER = "all", "options_shown"


def draw() -> None:
    """The suggestions, a card an option, and the button for another."""
    t = session.t()
    options = session.state().options
    if not options:
        st.info(t("step4.empty"))
    # A place of its own that is always there: what comes and goes would fold the cards below anew while somebody types.
    with st.container(key="options-suggested"):
        _alike()
        _earlier()
    for option in _chosen(options):
        option_card.draw(option)
    widgets.button(t("step4.add"), _add, key="add_option")


def _chosen(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options that are looked at: all of them, or those of one decision where the list is long."""
    t = session.t()
    labels = {term.code: t.label(term) for term in session.catalogue().option_decisions}
    counts = Counter(option.decision for option in options)
    if len(options) <= _LONG:
        return options
    names = {_ALL: t("step4.all_options", n=len(options))}
    # All of them, also those of no option: what is marked must not vanish under a decision.
    names |= {code: t.aside(labels.get(code, t("step4.undecided")), str(counts[code])) for code in ("", *labels)}
    chosen = st.segmented_control(
        t("step4.show"), list(names), default=_ALL, format_func=lambda code: names[code], key=_FILTER
    )
    # Nothing is marked when somebody presses the marked one again.
    wanted = _ALL if chosen is None else chosen
    return tuple(option for option in options if wanted in (_ALL, option.decision))


def _alike() -> None:
    """Options that may be the same, each pair with the button that merges them."""
    t, state = session.t(), session.state()
    pairs = alike(state, session.parameters().value("options.duplicate_likeness"))
    if not pairs:
        return
    with st.expander(t("step4.alike", n=len(pairs)), key="options-alike"):
        for pair in pairs[:_SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(_of_pair(pair), width="stretch")
                label = t("step4.merge_button", code=pair.other, into=pair.option)
                widgets.button(label, _merge, pair, key=f"merge.{pair.option}.{pair.other}")


def _of_pair(pair: Alike) -> str:
    t, state = session.t(), session.state()
    names = {
        "first": f"{pair.option} {state.one(Option, pair.option).name}",
        "second": f"{pair.other} {state.one(Option, pair.other).name}",
    }
    words = t("step4.alike_words", **names, share=t.percent(pair.share))
    return f"{words} {t('step4.same_place')}" if pair.same_place else words


def _earlier() -> None:
    """What should come first, each with the button that says so."""
    t, state = session.t(), session.state()
    found = earlier(state)
    if not found:
        return
    with st.expander(t("step4.earlier", n=len(found)), key="options-earlier"):
        st.caption(t("step4.earlier_what"))
        for item in found[:_SHOWN]:
            names = {
                "option": f"{item.option} {state.one(Option, item.option).name}",
                "first": f"{item.first} {state.one(Option, item.first).name}",
            }
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(t(f"step4.before.{item.why}", **names), width="stretch")
                widgets.button(t("step4.needs_it"), _require, item, key=f"require.{item.option}.{item.first}")


def _merge(pair: Alike) -> None:
    reason = session.t()("step4.merged_reason", into=pair.option)
    new = edits.merge(session.state(), pair.other, pair.option, reason)
    session.store().commit(str(session.workshop()), new, by=session.editor())


def _require(item: Before) -> None:
    option = session.state().one(Option, item.option)
    new = edits.set_fields(session.state(), item.option, {"requires": (*option.requires, item.first)})
    session.store().commit(str(session.workshop()), new, by=session.editor())


def _add() -> None:
    code = str(session.workshop())
    if session.widget(_FILTER) not in (None, _ALL):
        # It has no decision yet, and would not be seen among those that have one.
        session.clear(_FILTER)
    new = edits.new_option(session.state(), session.store().history(code), language=session.language())
    session.store().commit(code, new, by=session.editor())
