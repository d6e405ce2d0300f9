"""Any figure of the workshop, chosen here and worked out again step by step."""

from __future__ import annotations

import streamlit as st

from components.ui import session
from components.ui.charts import audit as charts
from components.ui.charts.figure import draw as draw_figure
from components.ui.charts.marks import subject_name
from components.walk import audit, results
from components.workshop.instruments import WHOLE, instrument


def draw() -> None:
    """Which figure, and its steps; before anything is revealed a sentence."""
    t = session.t()
    chosen = _chosen()
    if chosen is None:
        st.info(t("audit.nothing"))
        return
    book = results.ledger(session.snapshot(), session.catalogue())
    found = audit.trail(book, session.plan(), chosen)
    draw_figure(
        t,
        charts.audit_figure(t, session.state(), session.catalogue(), session.parameters(), session.plan(), found),
    )
    if session.may(*session.EDITORS):
        st.page_link("step6_investment.py", label=t("trace.from_step6"), query_params=session.address())


def _chosen() -> audit.Reference | None:
    """The figure that is looked at: its kind, then one choice after the other until one is left. The address may name
    the one to begin with, as `audit=kind|code|code`.
    """
    t = session.t()
    every = audit.references(session.evidence(), session.plan())
    kinds = [kind for kind in audit.KINDS if any(row.kind == kind for row in every)]
    if not kinds:
        return None
    wanted, *codes = str(st.query_params.get("audit", "")).split("|")
    first = wanted if wanted in kinds else kinds[0]
    kind = st.segmented_control(
        t("audit.choose"), kinds, default=first, format_func=lambda name: t(f"audit.kind.{name}"), key="audit-kind"
    )
    kind = kind or first
    codes = codes if kind == wanted else []
    left = [row.code for row in every if row.kind == kind]
    picked: tuple[str, ...] = ()
    for place, column in enumerate(st.columns(len(left[0]))):
        names = {code[place]: _name(kind, (*picked, code[place])) for code in left}
        begin = list(names).index(codes[place]) if place < len(codes) and codes[place] in names else 0
        with column:
            one = st.selectbox(
                t(f"audit.pick.{kind}_{place}"),
                list(names),
                index=begin,
                key=f"audit-{kind}-{place}",
                format_func=names.__getitem__,
            )
        picked = (*picked, one if one in names else next(iter(names)))
        left = [code for code in left if code[: place + 1] == picked]
    return audit.Reference(kind, picked)


def _name(kind: str, picked: tuple[str, ...]) -> str:
    """The last of some choices, in words."""
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    last = picked[-1]
    if kind == audit.INDEX and len(picked) == 2:
        return t(f"audit.view.{last}")
    if kind == audit.INDEX and len(picked) == 3:
        return charts.group_name(t, catalogue, picked[1], last)
    if kind == audit.AGREEMENT and len(picked) == 1:
        ballot = instrument(state, catalogue, last)
        return ballot.title(t) if ballot else last
    if kind == audit.AGREEMENT and len(picked) == 2:
        return charts.item_name(t, state, catalogue, *picked)
    if kind == audit.GAP and len(picked) == 2:
        return charts.item_name(t, state, catalogue, "present", last)
    if kind == audit.WEIGHT:
        return charts.item_name(t, state, catalogue, "weights", last)
    return t("audit.name.whole") if last == WHOLE else subject_name(state, last)
