"""The pictures of steps 1 and 2: the index, the gaps, the links, and how far people agree on one thing."""

from __future__ import annotations

from components.analysis.evidence import Agreement, Evidence
from components.framework.catalogue import Catalogue
from components.framework.records import Label
from components.language import Texts
from components.ui.charts.agreement import city_items_figure, distribution_figure
from components.ui.charts.figure import draw
from components.ui.charts.gaps import gaps_figure, strengths_figure, weaknesses_figure
from components.ui.charts.heat import heat_figure
from components.ui.charts.links import links_figure
from components.workshop.state import State


def heat_map(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> None:
    """Draw the index of every city by dimension, hard and soft, and scale."""
    draw(t, heat_figure(t, state, evidence, catalogue))


def gaps(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, limit: int = 6) -> None:
    """Draw the widest gaps."""
    draw(t, gaps_figure(t, state, evidence, catalogue, limit))


def strengths(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, limit: int = 6) -> None:
    """Draw the best connected cells."""
    draw(t, strengths_figure(t, state, evidence, catalogue, limit))


def weaknesses(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, limit: int = 6) -> None:
    """Draw the cells with the lowest index."""
    draw(t, weaknesses_figure(t, state, evidence, catalogue, limit))


def distribution(t: Texts, agreement: Agreement, state: State, anchors: tuple[Label, ...] = ()) -> None:
    """Draw the marks given on one item; `anchors` puts the words under the points."""
    draw(t, distribution_figure(t, agreement, state, anchors))


def links(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> None:
    """Draw the index of every pair of cities."""
    draw(t, links_figure(t, state, evidence, catalogue))


def agreement_items(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> None:
    """Draw what every city answered to the statements of step 1."""
    draw(t, city_items_figure(t, state, evidence, catalogue))
