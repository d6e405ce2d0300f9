"""Step 2 in depth: links, networks, jobs, size, mechanisms and certainty, with the facts they are made from."""

from __future__ import annotations

from itertools import combinations

import streamlit as st

from components.ui import progress, session, widgets
from components.ui.charts import certainty, community, cube, economy, gaps, networks, objects, sizes
from components.ui.charts.figure import draw as draw_figure
from components.ui.charts.marks import subject_marks, subject_name
from components.ui.forms import ballots, indicators
from components.workshop.edits import peers
from components.workshop.records.cities import pair_code
from components.workshop.records.links import NO, YES, LinkFact

SECTIONS = ("links", "networks", "economy", "size", "community", "indicators", "certainty")
_MOST_RISKS = 6


def draw() -> None:
    """One section at a time: only what is looked at is computed and drawn."""
    t = session.t()
    chosen = st.segmented_control(
        t("structure.choose"),
        SECTIONS,
        default=SECTIONS[0],
        format_func=lambda name: t(f"structure.section.{name}"),
        key="structure-section",
        label_visibility="collapsed",
    )
    parts = (_links, _networks, _economy, _size, _community, indicators.draw, _certainty)
    dict(zip(SECTIONS, parts, strict=True))[chosen or SECTIONS[0]]()
    for problem in session.structure().problems:
        st.warning(t.problem(problem))


def _links() -> None:
    t, state, evidence = session.t(), session.state(), session.evidence()
    left, right = st.columns(2, gap="large")
    with left:
        draw_figure(t, objects.objects_figure(t, state, evidence))
    with right:
        draw_figure(t, objects.three_links_figure(t, state, evidence, session.catalogue()))
    draw_figure(t, objects.balance_figure(t, state, evidence))
    subjects = list(dict.fromkeys(row.subject for row in evidence.indices))
    if subjects:
        name = t("structure.crossings")
        chosen = st.selectbox(name, subjects, format_func=lambda code: subject_name(state, code), key="cube-subject")
        draw_figure(t, cube.cube_figure(t, state, evidence, session.catalogue(), chosen or subjects[0]))


def _certainty() -> None:
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    found = progress.uncertainty()
    draw_figure(t, certainty.ranks_figure(t, state, found))
    draw_figure(t, gaps.risks_figure(t, state, session.evidence(), catalogue, _MOST_RISKS))
    left, right = st.columns(2, gap="large")
    with left:
        draw_figure(t, certainty.influence_figure(t, state, found, catalogue))
        draw_figure(t, certainty.chances_figure(t, state, found))
    with right:
        draw_figure(t, certainty.factors_figure(t, state, found))
        draw_figure(t, certainty.gap_ranges_figure(t, state, session.evidence(), found, catalogue))


def _networks() -> None:
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    draw_figure(t, networks.networks_figure(t, state, session.structure(), catalogue))
    draw_figure(t, networks.worth_figure(t, state, session.structure()))
    with st.expander(t("structure.links.enter"), expanded=len(session.structure().layers) == 0):
        st.caption(t("structure.links.what"))
        media = {term.code: term for term in catalogue.link_media}
        chosen = st.segmented_control(
            t("structure.networks.column_medium"),
            list(media),
            default=next(iter(media)),
            format_func=lambda code: t.label(media[code]),
            key="link-medium",
        )
        if chosen is not None:
            st.caption(getattr(media[chosen].what, session.language()))
            _media(chosen)


def _media(medium: str) -> None:
    t, state = session.t(), session.state()
    answers = {YES: t("structure.links.yes"), NO: t("structure.links.no")}
    for first, second in combinations(state.cities, 2):
        pair = pair_code(first, second)
        code = f"{pair}.{medium}"
        fact = state.get(LinkFact, code) or LinkFact(code, pair, medium)
        name, exists, figure = st.columns([2, 2, 2], vertical_alignment="bottom")
        with name:
            st.html(subject_marks(state, pair))
        with exists:
            widgets.one_of(fact, "exists", t("structure.links.pair"), answers, label_visibility="collapsed")
        with figure:
            widgets.number(fact, "value", t("structure.links.figure"), decimals=1)


def _economy() -> None:
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    draw_figure(t, economy.suggestions_figure(t, state, session.structure(), catalogue))
    left, right = st.columns(2, gap="large")
    with left:
        draw_figure(t, economy.changes_figure(t, state, session.structure(), catalogue))
    with right:
        draw_figure(t, economy.complements_figure(t, state, session.structure()))


def _size() -> None:
    t, state = session.t(), session.state()
    draw_figure(t, sizes.sizes_figure(t, state, session.structure()))
    with st.expander(t("structure.sizes.paste"), expanded=not session.structure().sizes):
        left, right = st.columns(2)
        with left:
            widgets.text(state.setting, "function_measure", t("structure.sizes.function_measure"))
        with right:
            widgets.text(state.setting, "performance_measure", t("structure.sizes.performance_measure"))
        st.caption(t("structure.sizes.paste_what"))
        hint = t("structure.sizes.paste_hint")
        st.text_area(t("structure.sizes.paste_label"), key="peers", height=140, placeholder=hint)
        widgets.button(t("structure.sizes.paste_button"), _take_peers, key="take_peers")


def _take_peers() -> None:
    code = str(session.workshop())
    given = str(session.widget("peers") or "")
    edits = peers.peers_from_text(session.state(), session.store().history(code), given)
    session.store().commit(code, edits, by=session.editor())


def _community() -> None:
    t = session.t()
    draw_figure(t, community.mechanisms_figure(t, session.structure(), session.catalogue()))
    ballots.control("mechanisms")
