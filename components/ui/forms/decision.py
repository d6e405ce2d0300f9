"""Step 6: what the councils are asked to decide."""

from __future__ import annotations

from components.ui import session, widgets
from components.ui.forms import votes


def draw() -> None:
    """The decision in words, its status, and the closing ballot."""
    t = session.t()
    setting = session.state().setting
    widgets.text(setting, "decision_asked", t("step6.decision"), area=80, placeholder=t("step6.decision_hint"))
    widgets.text(setting, "cost_of_nothing", t("step6.cost_of_nothing"), area=80, placeholder=t("ui.not_known"))
    widgets.text(setting, "main_tradeoff", t("step6.tradeoff"), area=80, placeholder=t("ui.not_known"))
    widgets.text(setting, "next_steps", t("step6.next_steps"), area=110, placeholder=t("step6.next_steps_hint"))
    widgets.choice(setting, "status", t("step6.status"), session.catalogue().plan_statuses)
    widgets.text(setting, "prepared_by", t("step6.prepared_by"), placeholder=t("ui.not_known"))
    votes.leaving()
