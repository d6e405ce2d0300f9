"""Step 4: who has one voice in the weights, chosen before the options are marked, and what each choice would give."""

from __future__ import annotations

from components.ui import session, widgets
from components.ui.charts import weights as charts
from components.workshop.instruments import criteria_in_use

_VOICES = ("person", "city", "group")


def draw() -> None:
    """The choice, and the table of all voices once the weights are revealed."""
    t, state = session.t(), session.state()
    late = state.round_of("options") is not None
    widgets.one_of(
        state.setting,
        "voice",
        t("step4.voice.label"),
        {code: t(f"step4.voice.{code}") for code in _VOICES},
        disabled=late,
        required=True,
        help=t("step4.voice.late" if late else "step4.voice.help"),
    )
    names = {code: label(session.language()) for code, label in criteria_in_use(state, session.catalogue())}
    threshold = session.parameters().value("weights.consistency_ratio")
    charts.draw(t, names, session.evidence().weights, threshold, state.setting.voice)
