"""The blind votes of step 5: how acceptable each cost key and each form of government is to the room."""

from __future__ import annotations

from html import escape

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Evidence
from components.language import Texts
from components.ui.charts.figure import Figure, Table, nothing
from components.ui.charts.marks import bar, flag_sign, flag_word
from components.workshop.instruments import Instrument
from components.workshop.state import State

TOP = 5


def votes_figure(t: Texts, state: State, evidence: Evidence, ballot: Instrument, chosen: frozenset[str]) -> Figure:
    """The median of every subject of a vote, the most acceptable first; `chosen` are those in use now. A split is named
    as one and is never called the best.
    """
    rows = [row for row in evidence.agreements if row.instrument == ballot.code and row.median is not None]
    if not rows:
        return nothing(t, state, "votes", ballot.code)
    rows.sort(key=lambda row: (-(row.median or 0.0), -(row.mean or 0.0)))
    names = {subject.code: subject.name(t.language) for subject in ballot.subjects}
    agreed = [row for row in rows if row.flag != SPLIT and row.median == rows[0].median]
    best = t.joined([names.get(row.subject, row.subject) for row in agreed])
    title = t("charts.votes.title_split")
    if best:
        title = t("charts.votes.title", name=best, value=t.number(rows[0].median))
    latest = max(row.round for row in rows)
    body = ""
    for row in rows:
        mark = f" <b>✔ {escape(t('charts.votes.in_use'))}</b>" if row.subject in chosen else ""
        words = f"{escape(t('charts.gaps.about', n=row.n))} · {flag_sign(t, row.flag)}"
        body += (
            f'<div class="scn-row"><div class="scn-name">{escape(names.get(row.subject, row.subject))}{mark}'
            f"<small>{words}</small></div>{bar((row.median or 0.0) / TOP, tone='scn-accent')}"
            f'<div class="scn-value">{escape(t.number(row.median))}</div></div>'
        )
    heads = ("name", "median", "n", "flag", "in_use")
    return Figure(
        title=title,
        subtitle=t("charts.votes.subtitle", round=str(latest)),
        body=body,
        how=t("charts.votes.how"),
        table=Table(
            tuple(t(f"charts.votes.{name}") for name in heads),
            tuple(
                (
                    names.get(row.subject, row.subject),
                    t.number(row.median),
                    t.number(row.n),
                    flag_word(t, row.flag),
                    t(f"workbook.yes_no.{'yes' if row.subject in chosen else 'no'}"),
                )
                for row in rows
            ),
        ),
    )
