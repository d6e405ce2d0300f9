"""The scenes about what the room said: the decision, the links and gaps, the ranking, what is not agreed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from components.analysis.evidence import Link
from components.investment.programme import next_steps
from components.ui import session, whatif
from components.ui.charts import present as charts
from components.ui.charts import present_map, present_money
from components.ui.charts.marks import option_name
from components.ui.forms import adoption, present_stage
from components.ui.forms.programme import step_words
from components.walk.present import steadiness
from components.workbook.adoption import FOR_DECISION
from components.workshop.records.options import Option

_DRAFT = "draft"


def decision(*, live: bool = True) -> None:
    """One sentence, one figure per city, how many options, and what is not agreed."""
    t, state, plan = session.t(), session.state(), session.plan()
    if present_stage.no_plan(live=live):
        return
    chosen = [line for line in plan.lines if line.chosen]
    first = sum(city.first_year for city in plan.cities)
    asked = state.setting.decision_asked or t(
        "present.decision.asked",
        n=len(state.cities),
        money=t.money(first, state.setting.money_unit),
        year=str(state.setting.first_year),
    )
    present_stage.title(asked)
    # While a better plan is sought, who pays what in which year is not worth a large letter.
    if session.standing().job.done:
        st.html(present_money.city_figures(t, state, plan))
    split = [_name(code) for code in plan.not_agreed]
    unit, totals = state.setting.money_unit, plan.totals
    whole = t(
        "present.decision.whole",
        capex=t.money(totals.capex, unit),
        opex=t.money(totals.opex_at_completion, unit),
        gap=t.money(totals.gap, unit),
    )
    said = [t("present.decision.lines", n=len(chosen), of=len(plan.lines)), whole]
    if split:
        said.append(t("present.decision.split", n=len(split), names=t.joined(split)))
    st.html("".join(f'<p class="scn-said">{escape(line)}</p>' for line in said))


def status() -> str:
    """Draft or for decision, as the workbook is printed: what checks speak against is a draft."""
    setting = session.state().setting
    refused = setting.status == FOR_DECISION and adoption.against_now().refused
    code = _DRAFT if refused else setting.status
    return next((session.t().label(term) for term in session.catalogue().plan_statuses if term.code == code), "")


def connections(*, live: bool = True) -> None:
    """Where the cities lie and how strong their links are, beside the three widest gaps."""
    t, state, evidence = session.t(), session.state(), session.evidence()
    weakest = present_map.weakest_title(t, state, evidence.network.links)
    if weakest:
        present_stage.title(weakest)
    left, right = st.columns(2, gap="large")
    with left:
        picture = present_map.map_picture(t, state, evidence.network.links)
        if picture:
            st.image(picture, width="stretch", alt=present_map.spoken_links(t, state, evidence.network.links))
            if present_map.unrated(evidence.network.links):
                st.html(f'<p class="scn-said">{escape(t("present.connections.unrated"))}</p>')
        words = _under_the_map(evidence.network.links) if picture else "no_places"
        st.text(t(f"present.connections.{words}"))
    with right:
        st.html(charts.gaps_figure(t, state, evidence, session.catalogue()))
        if not evidence.gaps:
            present_stage.todo(t("present.connections.no_gaps_do"), 2, live=live)


def _under_the_map(links: Sequence[Link]) -> str:
    """What the words under the map explain: which numbers stand on it."""
    if present_map.unrated(links):
        return "map_unrated"
    return "map_many" if present_map.crowded(links) else "map"


def ranking(*, live: bool = True) -> None:
    """The first options with their range, and whether they stay when the marks of one city are left out."""
    t, state = session.t(), session.state()
    scores = {score.option: score for score in session.plan().scores if score.rank is not None}
    if not scores:
        present_stage.title(t("present.ranking.none"))
        present_stage.todo(t("present.ranking.none_do"), 4, live=live)
        return
    everybody = {code: int(score.rank or 0) for code, score in scores.items()}
    cities = state.cities if len(state.cities) > 1 else ()
    without = {city.code: whatif.ranks_without(city.code) for city in cities}
    known = {city: {code: rank for code, rank in ranks.items() if code in scores} for city, ranks in without.items()}
    found = steadiness(everybody, known)
    present_stage.title(charts.ranking_title(t, state, found))
    st.text(t("present.ranking.what"))
    st.html(charts.ranking_figure(t, state, scores, known, found))


def not_agreed(*, live: bool = True) -> None:  # noqa: ARG001 - every scene is called alike
    """What is not agreed, and the next steps with names and dates."""
    t, state = session.t(), session.state()
    marked = any(score.rank is not None for score in session.plan().scores)
    none = t("present.not_agreed.none" if marked else "present.not_agreed.unmarked")
    split = charts.split_figure(t, state, session.evidence(), session.catalogue(), session.plan().not_agreed)
    st.html(f'<h1>{escape(t("present.not_agreed.title"))}</h1>{split or f"<p>{escape(none)}</p>"}')
    coming = next_steps(state, session.parameters())
    steps = "".join(f"<li>{escape(step_words(item))}</li>" for item in coming)
    words = f'<ol class="scn-next">{steps}</ol>' if steps else f"<p>{escape(_written())}</p>"
    st.html(f"<h1>{escape(t('present.not_agreed.next'))}</h1>{words}")


def _written() -> str:
    return session.state().setting.next_steps or session.t()("present.not_agreed.no_steps")


def _name(code: str) -> str:
    option = session.state().get(Option, code)
    return option_name(session.t(), session.state(), option) if option else code
