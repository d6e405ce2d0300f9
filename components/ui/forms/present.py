"""The officials' ten minutes: full-screen scenes in a fixed order. Nothing here changes the workshop."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from components.analysis.findings import sentence
from components.investment.programme import next_steps
from components.investment.scenarios import usable_keys
from components.ui import maps, session, whatif, widgets
from components.ui.charts import connectivity
from components.ui.charts import plan as charts
from components.ui.charts.marks import city_mark
from components.ui.forms import investment
from components.ui.forms.programme import step_words
from components.workshop.records.options import Option


def draw() -> None:
    """One scene with the way forward and back; the arrow keys do the same."""
    t = session.t()
    number = min(max(int(session.remembered("scene", 0)), 0), len(SCENES) - 1)
    name, scene = SCENES[number]
    with st.container(key="scene"):
        st.caption(t(f"present.{name}.kicker"))
        scene()
    with st.container(key="scene-foot", horizontal=True, vertical_alignment="center"):
        back, forward = "present.back", "present.next"
        st.button(t(back), key="back", on_click=_go, args=(number - 1,), disabled=number == 0, shortcut="Left")
        last = number == len(SCENES) - 1
        st.button(t(forward), key="forward", on_click=_go, args=(number + 1,), disabled=last, shortcut="Right")
        st.text(t("present.place", number=number + 1, of=len(SCENES)), width="stretch")
        st.button(t("present.reset"), key="again", on_click=_go, args=(0,), type="tertiary")
        st.page_link(
            "step6_investment.py" if session.may(*session.EDITORS) else "start.py",
            label=t("present.close"),
            query_params=session.address(),
        )


def _go(number: int) -> None:
    session.remember("scene", number)


def _decision() -> None:
    t = session.t()
    state, plan = session.state(), session.plan()
    unit = state.setting.money_unit
    chosen = [line for line in plan.lines if line.chosen]
    if not chosen:
        st.markdown(f"# {t('present.decision.none')}")
        return
    first = sum(city.first_year for city in plan.cities)
    asked = state.setting.decision_asked or t(
        "present.decision.asked", n=len(state.cities), money=t.money(first, unit), year=str(state.setting.first_year)
    )
    st.markdown(f"# {widgets.escaped(asked)}")
    year = t("present.decision.first_year", year=str(state.setting.first_year), unit=t.shown(unit))
    by_code = {city.code: city for city in state.cities}
    figures = [
        f'<div style="color:{by_code[money.city].colour}">{city_mark(by_code[money.city])} {t.number(money.first_year)}'
        f"<small>{escape(by_code[money.city].name)} · {escape(year)}</small></div>"
        for money in plan.cities
    ]
    st.html(f'<div class="scn-figures">{"".join(figures)}</div>')
    st.markdown(f"### {t('present.decision.lines', n=len(chosen), of=len(plan.lines))} {_not_agreed_sentence()}")


def _not_agreed_sentence() -> str:
    t = session.t()
    names = {option.code: option.name for option in session.state().options}
    split = [widgets.escaped(names.get(code, code)) for code in session.plan().not_agreed]
    return t("present.decision.split", n=len(split), names=t.joined(split)) if split else ""


def _connections() -> None:
    t = session.t()
    left, right = st.columns(2, gap="large")
    with left:
        maps.city_map(t, session.state(), session.evidence())
    with right:
        for finding in session.evidence().findings[:1]:
            st.markdown(f"### {widgets.escaped(sentence(finding, t, session.state(), session.catalogue()))}")
        connectivity.gaps(t, session.state(), session.evidence(), session.catalogue(), limit=3)


def _project() -> None:
    t = session.t()
    order = {"split": 0, "discuss": 1, "consensus": 2, "too_few": 3}
    rows = [row for row in session.evidence().agreements if row.instrument == "options"]
    if not rows:
        st.markdown(f"# {t('present.project.none')}")
        return
    shown = min(rows, key=lambda row: (order[row.flag], -(row.iqr or 0)))
    option = session.state().one(Option, shown.subject)
    st.markdown(f"# {widgets.escaped(option.name)}")
    connectivity.distribution(t, shown, session.state())


def _ranking() -> None:
    t = session.t()
    left, right = st.columns([3, 2], gap="large")
    with left:
        charts.priority_plane(t, session.state(), session.plan())
    with right:
        _top()


def _top() -> None:
    """The first three with their range, and whether they stay when one city's marks are left out."""
    t = session.t()
    scores = [score for score in session.plan().scores if score.rank is not None]
    if not scores:
        return
    names = {option.code: option.name for option in session.state().options}
    cities = {city.code: f"{city.symbol} {widgets.escaped(city.name)}" for city in session.state().cities}
    left_out = st.pills(t("present.ranking.without"), list(cities), format_func=lambda code: cities[code], key="left")
    everybody = {score.option: int(score.rank or 0) for score in scores}
    ranks = whatif.ranks_without(left_out) if left_out else everybody
    first = sorted(ranks, key=lambda code: (ranks[code], code))[:_TOP]
    for code in first:
        score = session.plan().score(code)
        span = {"best": score.best_rank, "worst": score.worst_rank} if score else {}
        st.markdown(f"### {ranks[code]}. {widgets.escaped(names[code])}")
        flag = t(f"ui.flag.{score.flag}") if score else ""
        st.caption(f"{t('present.ranking.range', **span)} · {flag}")
    before = {code for code in everybody if everybody[code] <= _TOP}
    if left_out:
        stay = before >= set(first)
        st.markdown(f"### {t('present.ranking.stays' if stay else 'present.ranking.changes')}")


def _years() -> None:
    t = session.t()
    charts.gantt(t, session.state(), session.plan())


def _money() -> None:
    t = session.t()
    plan, unit = session.plan(), session.state().setting.money_unit
    charts.money_by_year(t, session.state(), plan)
    values = {"opex": t.money(plan.totals.opex_at_completion, unit), "gap": t.money(plan.totals.gap, unit)}
    st.markdown(f"### {t('present.money.line', **values)}")


def _fairness() -> None:
    """Who pays and who gains, as agreed or under one key alone; a what-if that is thrown away."""
    t = session.t()
    labels = {term.code: t.label(term) for term in session.catalogue().cost_keys}
    keys = usable_keys(session.state(), tuple(labels))
    key = st.pills(t("present.fairness.key"), keys, format_func=lambda code: labels[code], key="tried_key")
    plan = whatif.plan_with_key(key) if key else session.plan()
    charts.pays_and_gains(t, session.state(), plan)
    by_code = {city.code: city for city in session.state().cities}
    figures = [
        f'<div style="color:{by_code[money.city].colour}">{city_mark(by_code[money.city])} {t.number(money.capex)}'
        f"<small>{escape(by_code[money.city].name)}</small></div>"
        for money in plan.cities
    ]
    st.html(f'<div class="scn-figures">{"".join(figures)}</div>')
    total = sum(money.capex for money in plan.cities)
    chosen = sum(line.chosen for line in plan.lines)
    st.text(t("present.fairness.total", total=t.money(total, session.state().setting.money_unit), n=chosen))


def _download() -> None:
    t = session.t()
    st.markdown(f"# {t('present.download.title')}")
    st.text(t("present.download.what"))
    investment.download()


def _not_agreed() -> None:
    t = session.t()
    st.markdown(f"# {t('present.not_agreed.title')}")
    names = {option.code: option.name for option in session.state().options}
    for code in session.plan().not_agreed:
        st.markdown(f"### ◯ {code} {widgets.escaped(names.get(code, ''))}")
    if not session.plan().not_agreed:
        st.text(t("present.not_agreed.none"))
    st.markdown(f"## {t('present.not_agreed.next')}")
    coming = "\n".join(step_words(item) for item in next_steps(session.state(), session.parameters()))
    st.text(session.state().setting.next_steps or coming or t("present.not_agreed.no_steps"))


_TOP = 3
SCENES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("decision", _decision),
    ("connections", _connections),
    ("project", _project),
    ("ranking", _ranking),
    ("fairness", _fairness),
    ("years", _years),
    ("money", _money),
    ("download", _download),
    ("not_agreed", _not_agreed),
)
