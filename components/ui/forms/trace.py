"""Step 6: from a line of the plan back to the marks, and from a question forward to what it moved."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.investment import trace
from components.investment.plan_records import Plan
from components.ui import session
from components.ui.charts import trace as charts
from components.ui.charts.audit import item_name
from components.ui.charts.marks import subject_name
from components.walk import discussion, results
from components.workshop.instruments import WHOLE, instrument

WAYS = ("back", "forward")
HERE = trace.STEPS[6]
_STEP = {page: number for number, page in trace.STEPS.items()}


def draw() -> None:
    """Which way, from where, and the chain."""
    t, plan = session.t(), session.plan()
    st.caption(t("trace.what"))
    way = st.segmented_control(
        t("trace.way"), WAYS, default=WAYS[0], format_func=lambda name: t(f"trace.{name}"), key="trace-way"
    )
    chain = _back(plan) if (way or WAYS[0]) == WAYS[0] else _forward(plan)
    if chain is None:
        st.info(t("trace.nothing"))
        return
    before = ""
    for number, link in enumerate(chain):
        _link(number, link, cited=link.method == before)
        before = link.method


def _back(plan: Plan) -> trace.Chain | None:
    """From the line that is chosen; lines of the plan before those that are not in it."""
    t, state = session.t(), session.state()
    codes = [line.option for line in sorted(plan.lines, key=lambda line: (not line.chosen, line.option))]
    if not codes:
        return None
    names = {code: f"{code} {subject_name(state, code)}" for code in codes}
    option = st.selectbox(t("trace.line"), codes, format_func=names.__getitem__, key="trace-line")
    return trace.back(state, session.evidence(), plan, option if option in names else codes[0])


def _forward(plan: Plan) -> trace.Chain | None:
    """From the answers to one question about one subject."""
    t, state, catalogue, evidence = session.t(), session.state(), session.catalogue(), session.evidence()
    keys = [(row.instrument, row.item, row.subject) for row in evidence.agreements]
    if evidence.weights.source == "room":
        keys += [("weights", row.criterion, WHOLE) for row in evidence.weights.weights]
    if not keys:
        return None
    one, two, three = st.columns(3)
    with one:
        # What moves a number comes before what serves the talk
        ballots = sorted(dict.fromkeys(key[0] for key in keys), key=lambda code: code == "agreement")
        titles = {code: found.title(t) if (found := instrument(state, catalogue, code)) else code for code in ballots}
        ballot = _pick("ballot", ballots, titles)
    keys = [key for key in keys if key[0] == ballot]
    with two:
        subjects = list(dict.fromkeys(key[2] for key in keys))
        names = {code: t("audit.name.whole") if code == WHOLE else subject_name(state, code) for code in subjects}
        subject = _pick("about", subjects, names)
    with three:
        items = [key[1] for key in keys if key[2] == subject]
        item = _pick("item", items, {code: item_name(t, state, catalogue, ballot, code) for code in items})
    book = results.ledger(session.snapshot(), catalogue)
    return trace.forward(book, plan, (ballot, item, subject))


def _pick(name: str, codes: Sequence[str], words: dict[str, str]) -> str:
    found = st.selectbox(
        session.t()(f"trace.{name}"), codes, format_func=lambda code: words.get(code, code), key=f"trace-{name}"
    )
    return found if found in words else codes[0]


def _link(number: int, link: trace.Link, *, cited: bool) -> None:
    """One link with its answers and reasons, and below it where it is seen and worked out again. cited: its method
    stands at the link before.
    """
    t, evidence = session.t(), session.evidence()
    row = evidence.agreement(*link.marks) if link.marks else None
    reasons = discussion.reasons(session.snapshot().marks, row) if row is not None else ()
    indent = "under" if link.under else "main"
    with st.container(key=f"trace-{indent}-{number}", gap=None):
        st.html(charts.link_markup(t, session.state(), session.catalogue(), link, row, reasons, cited=cited))
        page = "" if link.page == HERE else link.page
        if not page and not link.audit:
            return
        with st.container(horizontal=True, gap="medium"):
            if page:
                label = t("trace.see", n=str(_STEP[page]))
                st.page_link(f"{page}.py", label=label, query_params=session.address())
            if link.audit:
                wanted = session.address() | {"audit": "|".join(link.audit)}
                st.page_link("audit.py", label=t("trace.again"), query_params=wanted)
