"""Step 6: why an option is not in the plan, what it would take, and what it would push out."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.investment.displacing import Displaced
from components.investment.greedy import Greedy
from components.investment.plan_records import Plan, PlanLine
from components.investment.reasons import name
from components.language import Texts
from components.ui import progress, session, solving
from components.walk import left_out
from components.walk.jobs import Job
from components.walk.left_out import Reckoned
from components.workshop.state import State


def draw() -> None:
    """Every option left out with its reason, the best scores first."""
    t = session.t()
    standing = session.standing()
    solving.status_line()
    plan, state = standing.plan, session.state()
    out = sorted((line for line in plan.lines if not line.chosen), key=_by_score)
    if out:
        st.subheader(t("search.out.title", n=len(out)), anchor=False)
    if standing.job.done and not standing.old:
        found = left_out.reckoning(
            standing.place, session.snapshot(), session.catalogue(), session.parameters()
        )
        if found.within(session.patience()):
            _ended(plan, state, out, found)
        else:
            progress.watch((found,), lambda: _growing(plan, state, out, found))
    else:
        _cards(plan, state, out, None)
    if not out:
        st.info(t("step6.nothing_out"))


def _growing(plan: Plan, state: State, out: list[PlanLine], job: Job[Reckoned]) -> None:
    """The cards while what each would push out is still worked out."""
    t, found = session.t(), job.found
    words = t("search.begun", seconds=t.number(job.seconds))
    if found is not None:
        words = t("search.out.working", n=len(found.parts), of=found.total)
    progress.bar(job, words, key="reckoning_stop", label=t("search.out.stop"))
    _cards(plan, state, out, found)


def _ended(plan: Plan, state: State, out: list[PlanLine], job: Job[Reckoned]) -> None:
    """The cards, and the way on where the work was ended by hand or failed."""
    if not job.whole:
        progress.ended(job, again=session.t()("search.again"), key="reckoning_again")
    _cards(plan, state, out, job.found)


def _cards(plan: Plan, state: State, out: list[PlanLine], found: Reckoned | None) -> None:
    parts = found.parts if found is not None else ()
    for part in parts:
        if isinstance(part, Greedy):
            _list_by_score(part, plan, state)
    pushing = {part.option: part for part in parts if isinstance(part, Displaced)}
    for line in out:
        _card(line, state, pushing.get(line.option))


def _card(line: PlanLine, state: State, pushing: Displaced | None) -> None:
    t = session.t()
    score = "" if line.score is None else t("search.out.score", score=t.number(line.score))
    cost = "" if line.capex is None else t.money(line.capex, state.setting.money_unit)
    facts = " · ".join(part for part in (score, cost) if part)
    words = [t(line.why, **dict(line.why_values))] if line.why else []
    if pushing is not None:
        words.append(_pushes(pushing, state))
    advice = f"search.do.{line.why.removeprefix('plan.why.')}"
    last = f"<p><small>{escape(t(advice))}</small></p>" if t.has(advice) else ""
    body = "".join(f"<p>{escape(part)}</p>" for part in words if part)
    head = f"<h4>{escape(name(state, line.option))}</h4><small>{escape(facts)}</small>"
    st.html(f'<article class="scn-why">{head}{body}{last}</article>')


def _pushes(found: Displaced, state: State) -> str:
    """In one sentence, what the option would push out and what that costs in points."""
    t = session.t()
    if found.possible is None:
        return t("search.out.unknown")
    if not found.possible:
        return t("search.out.impossible")
    if not found.pushed:
        return ""
    values = {
        "n": len(found.pushed),
        "options": t.joined([name(state, code) for code in found.pushed]),
        "loss": t.number(found.loss, 1),
    }
    words = t("search.out.pushes" if found.loss > 0 else "search.out.ties", **values)
    if found.along:
        along = t.joined([name(state, code) for code in found.along])
        words = t("search.out.along", words=words, options=along)
    return words if found.proven else t("search.out.not_proven", words=words)


def _less(t: Texts, best: float, value: float) -> str:
    """How much less, as the two whole numbers beside it differ; with its decimal when those are the same."""
    whole = round(best) - round(value)
    return t.number(whole) if whole else t.number(best - value, 1)


def _list_by_score(found: Greedy, plan: Plan, state: State) -> None:
    """What a meeting's list by score, cut at the money, would have had."""
    t = session.t()
    chosen = sum(line.chosen for line in plan.lines)
    values = {
        "n": len(found.starts),
        "value": t.number(found.value),
        "chosen": chosen,
        "best": t.number(plan.portfolio.value),
        "lost": _less(t, plan.portfolio.value, found.value),
    }
    if not found.missed and not found.instead:
        st.caption(t("search.list.same", **values))
        return
    parts = [t("search.list.differs" if found.lost > 0 else "search.list.breaks", **values)]
    for key, codes in (("missed", found.missed), ("instead", found.instead)):
        if codes:
            names = t.joined([name(state, code) for code in codes])
            parts.append(t(f"search.list.{key}", n=len(codes), options=names))
    if not found.keeps_floors:
        parts.append(t("search.list.floors"))
    with st.container(key="by-score"):
        st.text(" ".join(parts))


def _by_score(line: PlanLine) -> tuple[float, str]:
    return (-(line.score if line.score is not None else -1.0), line.option)
