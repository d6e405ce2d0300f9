"""The widest gaps, strengths and weaknesses: bars with the number at their end, hard filled and soft hatched."""

from __future__ import annotations

from html import escape

from components.analysis.evidence import Evidence, Gap
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table, nothing
from components.ui.charts.heat import round_shown
from components.ui.charts.marks import bar, flag_sign, flag_word, kinds_legend, subject_marks, subject_name
from components.workshop.state import State


def gaps_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, limit: int) -> Figure:
    """The widest gaps first: importance x distance to target, in index points."""
    rows = evidence.gaps[:limit]
    if not rows:
        return nothing(t, state, "gaps", "present", "pair_present")
    first = rows[0]
    weighted = any(row.importance is not None for row in rows)
    subtitle = t(
        "charts.gaps.subtitle" if weighted else "charts.gaps.subtitle_plain",
        shown=len(rows),
        n=len(evidence.gaps),
        round=str(round_shown(state, "present")),
    )
    return Figure(
        title=t(
            "charts.gaps.title", item=cell_name(t, catalogue, first.item), subject=subject_name(state, first.subject)
        ),
        subtitle=subtitle,
        body=_bars(t, state, catalogue, rows, [row.weighted for row in rows], "scn-accent"),
        legend=kinds_legend(t),
        how=t("charts.gaps.how"),
        table=_table(t, state, catalogue, rows),
    )


def strengths_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, limit: int) -> Figure:
    """The best connected cells first: their index 0–100."""
    return _levels(t, state, catalogue, "strengths", evidence.strengths, limit)


def weaknesses_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, limit: int) -> Figure:
    """The worst connected cells first: their index 0–100."""
    return _levels(t, state, catalogue, "weaknesses", evidence.weaknesses, limit)


def risks_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, limit: int) -> Figure:
    """Important cells that may be worse than they look, the most important first: their index 0–100."""
    return _levels(t, state, catalogue, "risks", evidence.risks, limit)


def _levels(t: Texts, state: State, catalogue: Catalogue, name: str, found: tuple[Gap, ...], limit: int) -> Figure:
    rows = found[:limit]
    if not rows:
        return nothing(t, state, name, "present", "pair_present")
    first = rows[0]
    return Figure(
        title=t(
            f"charts.{name}.title",
            item=cell_name(t, catalogue, first.item),
            subject=subject_name(state, first.subject),
        ),
        subtitle=t(f"charts.{name}.subtitle", shown=len(rows), n=len(found)),
        body=_bars(t, state, catalogue, rows, [row.present for row in rows], "scn-accent"),
        legend=kinds_legend(t),
        how=t(f"charts.{name}.how"),
        table=_table(t, state, catalogue, rows),
    )


def cell_name(t: Texts, catalogue: Catalogue, code: str) -> str:
    """The short name of a rated cell, of whichever instrument it belongs to; its code when no table has it."""
    tables = ("cells", "quick_cells", "pair_cells", "elements")
    return next((t.label(catalogue.find(name, code)) for name in tables if catalogue.has(name, code)), code)


def _bars(t: Texts, state: State, catalogue: Catalogue, rows: tuple[Gap, ...], values: list[float], tone: str) -> str:
    return "".join(_bar(t, state, catalogue, row, value, tone) for row, value in zip(rows, values, strict=True))


def _bar(t: Texts, state: State, catalogue: Catalogue, row: Gap, value: float, tone: str) -> str:
    # Where only indicators tell, there are no people to count: say what it rests on
    about = t("charts.gaps.about", n=row.n) if row.n else t.label(catalogue.find("confidence", row.confidence))
    flag = f" · {flag_sign(t, row.flag)}" if row.flag != "consensus" else ""
    name = escape(cell_name(t, catalogue, row.item))
    small = f"{subject_marks(state, row.subject)} · {escape(about)}{flag}"
    return (
        f'<div class="scn-row"><div class="scn-name">{name}<small>{small}</small></div>'
        f'{bar(value / 100, kind=row.kind, tone=tone)}<div class="scn-value">{escape(t.number(value))}</div></div>'
    )


def _table(t: Texts, state: State, catalogue: Catalogue, rows: tuple[Gap, ...]) -> Table:
    header = ("item", "subject", "kind", "present", "target", "importance", "size", "weighted", "n", "flag")
    return Table(
        tuple(t(f"charts.gaps.{name}") for name in header),
        tuple(
            (
                cell_name(t, catalogue, row.item),
                subject_name(state, row.subject),
                t(f"charts.kind_short.{row.kind}"),
                t.number(row.present),
                t.number(row.target),
                t.number(row.importance, 1),
                t.number(row.size),
                t.number(row.weighted),
                t.number(row.n),
                flag_word(t, row.flag),
            )
            for row in rows
        ),
    )
