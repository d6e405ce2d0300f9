"""How far the clauses of the agreement are settled."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from components.framework.records import Choice
from components.language import Texts
from components.ui.charts.figure import Figure
from components.ui.charts.marks import spoken

SIGNS = {"agreed": "✓", "agreed_in_principle": "≈", "open": "?", "rejected": "✕"}


def clauses_figure(t: Texts, statuses: tuple[Choice, ...], used: Mapping[str, str]) -> Figure:
    """One bar of all clauses by status. used: the status of every clause by its code."""
    counts = {term.code: sum(status == term.code for status in used.values()) for term in statuses}
    parts = "".join(_part(t, term, counts[term.code], len(used)) for term in statuses if counts[term.code])
    words = [f"{SIGNS[term.code]} {t.label(term)} {counts[term.code]}" for term in statuses]
    return Figure(
        title=t("delivery.clause.title", n=counts["agreed"], all=str(len(used)), open=str(counts["open"])),
        subtitle=t("delivery.clause.subtitle"),
        body=f'<div class="scn-stacked">{parts}</div>',
        legend=" &nbsp;·&nbsp; ".join(escape(word) for word in words),
    )


def _part(t: Texts, term: Choice, count: int, whole: int) -> str:
    said = escape(f"{t.label(term)} {count}")
    return (
        f'<span class="scn-segment scn-clause-{term.code}" style="width:{100 * count / whole:.2f}%" title="{said}">'
        f'<span aria-hidden="true">{SIGNS[term.code]} {count}</span>{spoken(said)}</span>'
    )
