"""Step 6: is the plan fair? What is left to share, who pays more than its part, what going together is worth, and
whether any group of cities would do better alone.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from components.investment.cooperation import NO, YES
from components.investment.partners import Cooperation
from components.ui import progress, session, widgets
from components.ui.charts import cooperation as cooperation_charts
from components.ui.charts import fairness as charts
from components.ui.charts import figure
from components.walk import joint


def draw() -> None:
    """The plain answer first, then what it rests on."""
    t, seen, catalogue, plan = session.t(), session.snapshot(), session.catalogue(), session.plan()
    if not any(line.chosen for line in plan.lines):
        st.info(t("step6.empty"))
        return
    found = progress.with_bar(lambda told: joint.cooperation(seen, plan, catalogue, told))
    _answer(found)
    heavy = session.parameters().value("fairness.heavy")
    left, right = st.columns(2, gap="large")
    with left:
        figure.draw(t, charts.base_figure(t, seen.state, found.fairness.base))
    with right:
        figure.draw(t, charts.burden_figure(t, seen.state, plan, found.fairness, heavy))
    left, right = st.columns(2, gap="large")
    with left:
        if found.together is not None:
            figure.draw(t, cooperation_charts.together_figure(t, seen.state, found.together))
        _groups()
    with right:
        if found.game is not None:
            figure.draw(t, cooperation_charts.sharing_figure(t, seen.state, found.game))


def _answer(found: Cooperation) -> None:
    """Does any partner lose: the answer, the reasons, and the rule."""
    t, parameters, losing = session.t(), session.parameters(), found.losing
    names = {city.code: city.name or city.code for city in session.state().cities}
    st.subheader(t("fairness.answer.title"), anchor=False)
    share = t.percent(losing.coverage)
    if losing.answer == NO:
        lead = t("fairness.answer.no")
    elif losing.answer == YES:
        cities = t.joined([names[code] for code in losing.losers])
        lead = t("fairness.answer.yes", n=len(losing.losers), cities=cities)
    elif found.together is None and found.game is not None:
        lead = t("fairness.answer.unknown_score")
    elif found.together is None:
        lead = t("fairness.answer.unknown_plan", most=int(parameters.value("shapley.most_cities")))
    else:
        least = t.percent(parameters.value("fairness.coverage_minimum") / 100)
        lead = t("fairness.answer.unknown", share=share, least=least)
    lines = "".join(f"<li>{escape(line)}</li>" for line in _reasons(found, names))
    st.html(f'<p class="scn-lead-answer">{escape(lead)}</p>{f"<ul>{lines}</ul>" if lines else ""}')
    st.caption(t("fairness.answer.rule", share=share))


def _reasons(found: Cooperation, names: dict[str, str]) -> list[str]:
    t, unit = session.t(), session.state().setting.money_unit
    lines = []
    for place, row in enumerate(found.losing.partners):
        city = names[row.city]
        if row.more_alone and found.together is not None:
            own = found.together.cities[place]
            values = {"alone": t.number(own.value), "joint": t.number(own.benefit)}
            lines.append(t("fairness.answer.more_alone", city=city, **values))
        if row.cheaper_alone and found.game is not None:
            alone, paid = found.game.alone[place], found.game.by_key[place]
            values = {"alone": t.money(alone, unit), "joint": t.number(paid)}
            lines.append(t("fairness.answer.cheaper_alone", city=city, **values))
        if row.heavy:
            ratio = t.number(found.fairness.burdens[place].ratio, 2)
            lines.append(t("fairness.answer.heavy", city=city, ratio=ratio))
    return lines


def _groups() -> None:
    """Every group of cities with its own money, exactly up to some cities, and beyond on request."""
    t, seen, catalogue, plan = session.t(), session.snapshot(), session.catalogue(), session.plan()
    asked_exactly = f"groups.{session.workshop()}"
    exact = bool(session.remembered(asked_exactly))
    found = progress.with_bar(lambda told: joint.groups(seen, plan, catalogue, exact=exact, progress=told))
    if found is None:
        return
    st.subheader(t("fairness.groups.title"), anchor=False)
    for line in cooperation_charts.group_words(t, seen.state, found.better, found.groups, exact=found.exact):
        st.text(line)
    if not found.exact and not exact:
        widgets.button(t("fairness.groups.exactly"), session.remember, asked_exactly, True, key="groups_exactly")
