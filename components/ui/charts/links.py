"""The links between the cities: one bar per pair, the weakest first, and the pairs that nobody has rated."""

from __future__ import annotations

from html import escape

from components.analysis.evidence import Evidence, Link
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.heat import round_shown
from components.ui.charts.marks import bar, flag_sign, flag_word, subject_marks, subject_name
from components.workshop.state import State


def links_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> Figure:
    """Every pair with its index 0–100; an unrated pair says so and has no bar."""
    links = sorted(evidence.network.links, key=lambda link: (link.index is None, link.index or 0.0, link.pair))
    if not links:
        return Figure(t("charts.links.empty_title"), t("charts.links.empty_subtitle"))
    unrated = sum(link.index is None for link in links)
    return Figure(
        title=_title(t, state, links),
        subtitle=t("charts.links.subtitle", n=len(links) - unrated, round=str(round_shown(state, "pair_present"))),
        body="".join(_row(t, state, catalogue, link) for link in links),
        how=t("charts.links.how"),
        table=_table(t, state, catalogue, links),
    )


def _title(t: Texts, state: State, links: list[Link]) -> str:
    rated = [link for link in links if link.index is not None]
    if not rated:
        return t("charts.links.title_unrated", n=len(links))
    lowest = [link for link in rated if link.index == rated[0].index]
    if len(lowest) == len(rated) and len(rated) > 1:
        return t("charts.links.title_equal", value=t.number(lowest[0].index))
    names = t.joined([subject_name(state, link.pair) for link in lowest])
    return t("charts.links.title", pair=names, value=t.number(lowest[0].index), n=len(lowest))


def _dimension(t: Texts, catalogue: Catalogue, code: str) -> str:
    return t.label(catalogue.find("dimensions", code)) if code and catalogue.has("dimensions", code) else ""


def _row(t: Texts, state: State, catalogue: Catalogue, link: Link) -> str:
    weakest = _dimension(t, catalogue, link.weakest_dimension)
    facts = [
        t("charts.links.distance", km=t.number(link.distance_km)) if link.distance_km is not None else "",
        t("charts.links.weakest", name=weakest) if weakest else "",
        t("charts.links.rated_by", n=link.n) if link.index is not None else "",
    ]
    flag = flag_sign(t, link.flag) if link.index is not None and link.flag != "consensus" else ""
    small = " · ".join([*(escape(fact) for fact in facts if fact), *([flag] if flag else [])])
    value = t.number(link.index) if link.index is not None else t("charts.links.unrated")
    drawn = bar(None if link.index is None else link.index / 100, tone="scn-accent")
    return (
        f'<div class="scn-row"><div class="scn-name">{subject_marks(state, link.pair)}<small>{small}</small></div>'
        f'{drawn}<div class="scn-value">{escape(value)}</div></div>'
    )


def _table(t: Texts, state: State, catalogue: Catalogue, links: list[Link]) -> Table:
    header = ("pair", "index", "importance", "km", "weakest_dimension", "n", "flag")
    return Table(
        tuple(t(f"charts.links.column_{name}") for name in header),
        tuple(
            (
                subject_name(state, link.pair),
                t.number(link.index, 1),
                t.number(link.importance, 1),
                t.number(link.distance_km),
                _dimension(t, catalogue, link.weakest_dimension),
                t.number(link.n),
                flag_word(t, link.flag),
            )
            for link in links
        ),
    )
