"""Measures of success: how far each is on the way from its baseline to its target."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.investment.kpis import BEHIND, FAR_BEHIND, NOT_MEASURED, ON_TRACK, Measured
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import bar
from components.workshop.records.delivery import Kpi
from components.workshop.state import State

SIGNS = {ON_TRACK: "●", BEHIND: "◆", FAR_BEHIND: "▲", NOT_MEASURED: "○"}


def kpis_figure(t: Texts, state: State, rows: Sequence[Measured]) -> Figure:
    """One bar per measure, beside it the traffic light as sign and word."""
    if not rows:
        return Figure(t("delivery.kpi.empty_title"), t("delivery.kpi.empty_subtitle"))
    return Figure(
        title=_title(t, rows),
        subtitle=t("delivery.kpi.subtitle"),
        body="".join(_row(t, state, row) for row in rows),
        legend=" &nbsp;·&nbsp; ".join(escape(signed(t, light)) for light in SIGNS),
        how=t("delivery.kpi.how"),
        table=_table(t, state, rows),
        lead=True,
    )


def signed(t: Texts, light: str) -> str:
    """The traffic light as sign and word."""
    return f"{SIGNS[light]} {t(f'delivery.kpi.{light}')}"


def amount(t: Texts, value: float | None) -> str:
    """A value of a measure, as exact as it was entered."""
    if value is None:
        return t("common.not_known")
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return t.number(value, decimals)


def baseline(t: Texts, kpi: Kpi) -> str:
    """The baseline with its year, or the day by which it will be measured; in words when there is neither."""
    if kpi.baseline is not None:
        known = amount(t, kpi.baseline)
        return t.aside(known, str(kpi.baseline_year)) if kpi.baseline_year else known
    if kpi.measure_by:
        return t("delivery.kpi.by", date=kpi.measure_by)
    return t("delivery.kpi.no_baseline")


def name_of(t: Texts, state: State, kpi: Kpi) -> str:
    """The measure's name in the language of `t` where somebody gave it, as entered otherwise."""
    second = kpi.name_second if t.language != state.setting.language else ""
    return second or kpi.name or t("ui.untitled")


def _title(t: Texts, rows: Sequence[Measured]) -> str:
    dated = sum(row.kpi.baseline is None and row.based for row in rows)
    bare = sum(not row.based for row in rows)
    measured = [row for row in rows if row.light != NOT_MEASURED]
    if measured:
        track = sum(row.light == ON_TRACK for row in measured)
        return t("delivery.kpi.title_measured", n=len(measured), on_track=str(track))
    if bare:
        return t("delivery.kpi.title_bare", n=len(rows), bare=str(bare))
    return t("delivery.kpi.title", n=len(rows), dated=str(dated))


def _row(t: Texts, state: State, row: Measured) -> str:
    kpi = row.kpi
    name = name_of(t, state, kpi)
    path = t("delivery.kpi.path", baseline=baseline(t, kpi), targets=_targets(t, kpi))
    words = signed(t, row.light)
    if row.achieved is not None:
        words = t("delivery.kpi.done", share=t.percent(row.achieved), light=words, year=str(row.target_year or "–"))
    share = None if row.achieved is None else min(max(row.achieved, 0.0), 1.0)
    return (
        f'<div class="scn-row"><div class="scn-name"><b>{escape(kpi.code)}</b> {escape(name)}'
        f"<small>{escape(path)} {escape(kpi.unit)}</small></div>{bar(share, tone='scn-accent')}"
        f'<div class="scn-note">{escape(words)}</div></div>'
    )


def _targets(t: Texts, kpi: Kpi) -> str:
    known = [amount(t, value) for value in (kpi.target_1, kpi.target_3, kpi.target_5) if value is not None]
    return " → ".join(known) or t("delivery.kpi.no_target")


def _table(t: Texts, state: State, rows: Sequence[Measured]) -> Table:
    names = ("name", "level", "baseline", "target_1", "target_3", "target_5", "actual", "achieved", "light")
    first = state.setting.plan_years[0] if state.setting.plan_years else 0
    years = {f"target_{number}": str(first + number - 1) if first else "–" for number in (1, 3, 5)}
    header = tuple(t(f"delivery.kpi.{name}", year=years.get(name, "")) for name in (*names, "collector"))
    body = tuple(
        (
            f"{row.kpi.code} {name_of(t, state, row.kpi)}",
            t(f"delivery.kpi.level_{row.kpi.level}"),
            baseline(t, row.kpi),
            *(amount(t, getattr(row.kpi, f"target_{number}")) for number in (1, 3, 5)),
            amount(t, row.kpi.actual),
            t.percent(row.achieved),
            signed(t, row.light),
            row.kpi.collector or t("common.not_known"),
        )
        for row in rows
    )
    return Table(header, body)
