"""The pictures of steps 4 to 6: what is built when, who pays and who gains, both axes of priority."""

from __future__ import annotations

from components.investment.plan_records import Plan
from components.language import Texts
from components.ui.charts.figure import draw
from components.ui.charts.money import pays_figure
from components.ui.charts.plane import plane_figure
from components.ui.charts.timeline import gantt_figure
from components.workshop.state import State


def gantt(t: Texts, state: State, plan: Plan) -> None:
    """Draw the years in which each chosen option is built."""
    draw(t, gantt_figure(t, state, plan))


def pays_and_gains(t: Texts, state: State, plan: Plan) -> None:
    """Draw what each city pays against what it gains."""
    draw(t, pays_figure(t, state, plan))


def priority_plane(t: Texts, state: State, plan: Plan) -> None:
    """Draw the options on the two axes of priority."""
    draw(t, plane_figure(t, state, plan))
