"""The search for the best plan beside the page: how far it is, how sure its answer is, and the button that ends it."""

from __future__ import annotations

import streamlit as st

from components.investment.plan_records import Plan
from components.investment.portfolio import EMPTY, INFEASIBLE, OPTIMAL, UNKNOWN, Selection
from components.investment.slips import slips
from components.ui import progress, session, widgets
from components.walk import results
from components.walk.jobs import Job


def status_line() -> None:
    """One line above the plan: proven best, or how far from it at most, or that nothing fits; how long it took; what an
    option's points count by. While a better plan is sought, it says so every second.
    """
    standing = session.standing()
    with st.container(key="solving"):
        if standing.job.done:
            _found(standing)
        else:
            _seeking(standing)
        _clashes(standing.plan)
        _slips()


def _found(standing: results.Standing) -> None:
    t, portfolio = session.t(), standing.plan.portfolio
    if portfolio.status == EMPTY:
        return
    chosen = sum(line.chosen for line in standing.plan.lines)
    values = {
        "chosen": chosen,
        "out": len(standing.plan.lines) - chosen,
        "value": t.number(portfolio.value),
        "possible": t.number(portfolio.possible_value),
        "gap": t.percent(portfolio.gap, 1),
        "seconds": t.number(portfolio.seconds, 1),
    }
    sign, name = _VERDICTS.get(portfolio.status, ("◐", "feasible"))
    if portfolio.status == OPTIMAL and not chosen:
        # A best plan of nothing is no good news
        sign, name = "○", "nothing"
    parts = [t(f"search.{name}", **values)]
    if name in ("optimal", "feasible"):
        parts = [t("search.counts", **values), *parts]
    if name != "nothing":
        parts.append(t(f"search.size.{session.state().setting.size_weight}"))
    with st.container(horizontal=True, vertical_alignment="center", key="solving-line"):
        st.text(f"{sign} {' · '.join(parts)}")
        if standing.job.by_hand:
            widgets.button(t("search.again"), standing.job.again, key="search_again", type="tertiary")


_VERDICTS = {
    OPTIMAL: ("✔", "optimal"),
    INFEASIBLE: ("!", "infeasible"),
    UNKNOWN: ("!", "unknown"),
}


def _clashes(plan: Plan) -> None:
    """When nothing fits: what clashes, and the least that would have to give."""
    t = session.t()
    for key, values in plan.portfolio.clashes:
        widgets.warning(t(key, **dict(values)))


def slips_of(kind: str, code: str) -> None:
    """What is probably wrong in one record, where it is entered."""
    t = session.t()
    for slip in slips(session.state(), session.catalogue(), session.parameters()):
        if (slip.kind, slip.code) == (kind, code):
            widgets.warning(t(slip.key, **dict(slip.values)))


def _slips() -> None:
    """What is probably wrong in the entries, before anybody reads the plan that rests on them."""
    t = session.t()
    found = slips(session.state(), session.catalogue(), session.parameters())
    if not found:
        return
    box = st.expander(t("search.slips", n=len(found)), key="slips", on_change="rerun")
    with box:
        for slip in found if box.open else ():
            widgets.warning(t(slip.key, **dict(slip.values)))


def _seeking(standing: results.Standing) -> None:
    """Drawn anew every second, and the whole page when there is more to show: a better plan, or the last word."""
    job, old = standing.job, standing.old
    drawn = standing.best.starts if standing.best is not None else ()

    def more() -> bool:
        return not old and (job.found.starts if job.found is not None else ()) != drawn

    progress.watch((job,), lambda: _so_far(job, old=old), more=more)


def _so_far(job: Job[Selection], *, old: bool) -> None:
    t, best = session.t(), job.found
    seconds = t.number(job.seconds)
    if best is None:
        words = t("search.begun", seconds=seconds)
    else:
        gap = t.percent(best.gap, 1)
        words = t("search.going", seconds=seconds, n=len(best.starts), value=t.number(best.value), gap=gap)
    shown = t("search.old") if old else t("search.so_far" if best is not None else "search.none_yet")
    progress.bar(job, f"… {words}", key="search_cancel", label=t("search.cancel"), caption=shown)
