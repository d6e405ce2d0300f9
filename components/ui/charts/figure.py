"""The frame of every chart: its finding, what is plotted, the picture, and below it a table and the method.

Pictures are HTML and CSS made here, not a canvas: they read on paper, with a keyboard and with a screen reader, take
the page's font in every language, and cost a few kilobytes. What a person wrote is escaped here or in `marks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from components.language import Texts
from components.workshop.records.rounds import Round
from components.workshop.state import State
from components.workshop.store import REVEALED


@dataclass(frozen=True)
class Table:
    """The numbers behind a picture: the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A chart before it is drawn. `body` and `legend` are safe HTML; the other texts are escaped when drawn."""

    title: str
    subtitle: str
    body: str = ""
    legend: str = ""
    how: str = ""
    table: Table | None = None
    lead: bool = False


def nothing(t: Texts, state: State, name: str, *ballots: str, lead: bool = False) -> Figure:
    """Instead of a chart with nothing to show: nothing is revealed yet, or what is revealed is of too few people."""
    revealed = any(item.state == REVEALED and item.instrument in ballots for item in state.all(Round))
    words = "charts.few" if revealed else f"charts.{name}"
    return Figure(t(f"{words}.empty_title"), t(f"{words}.empty_subtitle"), lead=lead)


def draw(t: Texts, figure: Figure) -> None:
    """Put a figure on the page."""
    st.html(markup(t, figure))


def markup(t: Texts, figure: Figure) -> str:
    """The figure as one piece of HTML, with its table and its method folded away below."""
    level = "scn-lead" if figure.lead else "scn-head"
    folded = [
        _fold(t("charts.frame.table"), table_markup(figure.title, figure.table)) if figure.table else "",
        _fold(t("charts.frame.how"), f"<p>{escape(figure.how)}</p>") if figure.how else "",
    ]
    legend = f'<p class="scn-legend">{figure.legend}</p>' if figure.legend else ""
    return (
        f'<section class="scn-figure"><h3 class="{level}">{escape(figure.title)}</h3>'
        f'<p class="scn-sub">{escape(figure.subtitle)}</p>{figure.body}{legend}'
        f'<div class="scn-folds">{"".join(folded)}</div></section>'
    )


def _fold(name: str, body: str) -> str:
    return f"<details><summary>{escape(name)}</summary>{body}</details>"


def table_markup(title: str, table: Table) -> str:
    """A table as safe HTML; `title` is its caption, for a screen reader."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
    rows = "".join(_row(row) for row in table.rows)
    return (
        f'<div class="scn-scroll"><table class="scn-table"><caption class="scn-sr">{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(row: tuple[str, ...]) -> str:
    name, *values = row
    cells = "".join(f"<td>{escape(value)}</td>" for value in values)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'
