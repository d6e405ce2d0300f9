"""How sure the index is: ranks with their ranges, chances, what matters most, and whether one voice could tilt it."""

from __future__ import annotations

from html import escape

from components.analysis.evidence import Evidence
from components.analysis.uncertainty_records import Factor, Interval, RankInterval, Uncertainty
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table, nothing
from components.ui.charts.gaps import cell_name
from components.ui.charts.marks import bar, city_name, subject_name
from components.workshop.records.cities import City
from components.workshop.state import State

_SHOWN_GAPS = 8


def ranks_figure(t: Texts, state: State, found: Uncertainty) -> Figure:
    """Every city's index with the range of its replications, and the ranks it could have."""
    rows = [
        (city, interval, rank)
        for city in state.cities
        for rank in found.ranks
        if (rank.city, rank.view) == (city.code, "all") and (interval := found.interval(city.code)) is not None
    ]
    if not rows:
        return nothing(t, state, "heat", "present", lead=True)
    rows.sort(key=lambda row: (row[2].rank, row[0].order))
    first = max(rows, key=lambda row: row[2].first)
    sure = first[2].first >= found.level
    return Figure(
        title=t(
            "structure.ranks.title_sure" if sure else "structure.ranks.title_open",
            city=first[0].name or first[0].code,
            chance=t.percent(first[2].first),
        ),
        subtitle=t("structure.ranks.subtitle", n=found.replications, people=found.people, level=t.percent(found.level)),
        body="".join(_rank(t, *row) for row in rows),
        how=t("structure.ranks.how", seed=str(found.seed)),
        table=Table(
            tuple(t(f"structure.ranks.column_{name}") for name in ("city", "index", "range", "rank", "first")),
            tuple(
                (
                    city.name or city.code,
                    t.number(interval.value),
                    _range(t, interval),
                    _ranks(t, rank),
                    t.percent(rank.first),
                )
                for city, interval, rank in rows
            ),
        ),
    )


def chances_figure(t: Texts, state: State, found: Uncertainty) -> Figure:
    """The chance that one city's index is above another's."""
    # Both orders of a pair are there; the likelier one is shown.
    order = {city.code: city.order for city in state.cities}
    pairs = {(row.first, row.second): row.chance for row in found.above}
    likelier = [
        row
        for row in found.above
        if (row.chance, -order[row.first]) > (pairs.get((row.second, row.first), -1.0), -order[row.second])
    ]
    if not likelier:
        return nothing(t, state, "heat", "present")
    closest = min(likelier, key=lambda row: row.chance)
    body = "".join(
        f'<div class="scn-row"><div class="scn-name">'
        f"{escape(t('structure.chances.above', first=_name(state, row.first), second=_name(state, row.second)))}</div>"
        f'{bar(row.chance, tone="scn-accent")}<div class="scn-value">{escape(t.percent(row.chance))}</div></div>'
        for row in likelier
    )
    names = {"first": _name(state, closest.first), "second": _name(state, closest.second)}
    return Figure(
        title=t("structure.chances.title", **names),
        subtitle=t("structure.chances.subtitle"),
        body=body,
        how=t("structure.chances.how"),
        table=Table(
            tuple(t(f"structure.chances.column_{name}") for name in ("first", "second", "chance")),
            tuple((_name(state, row.first), _name(state, row.second), t.percent(row.chance)) for row in likelier),
        ),
    )


def factors_figure(t: Texts, state: State, found: Uncertainty) -> Figure:
    """Which choice moves the index most: total share of the variance, and the share of it alone."""
    rows = [row for row in found.factors if row.of == "index"]
    if not rows:
        return nothing(t, state, "heat", "present")
    rows.sort(key=lambda row: -row.total)
    ranks = {row.factor: row for row in found.factors if row.of == "rank"}
    return Figure(
        title=t("structure.factors.title", factor=t(f"structure.factors.{rows[0].factor}")),
        subtitle=t("structure.factors.subtitle"),
        body="".join(_factor(t, row) for row in rows),
        how=t("structure.factors.how"),
        table=Table(
            tuple(t(f"structure.factors.column_{name}") for name in ("factor", "alone", "total", "rank")),
            tuple(
                (
                    t(f"structure.factors.{row.factor}"),
                    t.percent(row.first_order),
                    t.percent(row.total),
                    t.percent(ranks[row.factor].total) if row.factor in ranks else t("common.not_known"),
                )
                for row in rows
            ),
        ),
    )


def influence_figure(t: Texts, state: State, found: Uncertainty, catalogue: Catalogue) -> Figure:
    """Could one voice have tilted it? The largest shift of any one person, never whose, and of groups and cities."""
    influence = found.influence
    if influence is None:
        return nothing(t, state, "heat", "present")
    tilted = influence.order_changes or influence.widest_gap_changes
    groups = {term.code: t.label(term) for term in catalogue.stakeholder_groups}
    shifts = sorted(influence.shifts, key=lambda row: -abs(row.shift))
    rows = tuple(
        (
            t("structure.influence.one_person")
            if shift.left_out == "person"
            else groups.get(shift.code, "")
            if shift.left_out == "group"
            else subject_name(state, shift.code),
            subject_name(state, shift.subject),
            t.number(shift.value),
            t.number(shift.shift, 1),
        )
        for shift in shifts
    )
    facts = [
        t("structure.influence.order_yes" if influence.order_changes else "structure.influence.order_no"),
        t("structure.influence.gap_yes" if influence.widest_gap_changes else "structure.influence.gap_no"),
        t("structure.influence.cells", n=influence.cells_moved, all=influence.cells),
    ]
    if rows:
        name, subject, _, shift = rows[0]
        facts.append(t("structure.influence.largest", name=name, subject=subject, shift=shift))
    return Figure(
        title=t("structure.influence.title_yes" if tilted else "structure.influence.title_no"),
        subtitle=t("structure.influence.subtitle"),
        body="".join(f'<p class="scn-fact">{escape(fact)}</p>' for fact in facts),
        how=t("structure.influence.how"),
        table=Table(
            tuple(t(f"structure.influence.column_{name}") for name in ("left_out", "subject", "index", "shift")), rows
        ),
    )


def gap_ranges_figure(
    t: Texts, state: State, evidence: Evidence, found: Uncertainty, catalogue: Catalogue
) -> Figure:
    """The widest gaps with the range of their weighted size, and how often each is among the widest."""
    rows = [(gap, interval) for gap in evidence.gaps if (interval := found.gap(gap.code)) is not None][:_SHOWN_GAPS]
    if not rows:
        return nothing(t, state, "gaps", "present", "pair_present")
    firm = sum(interval.top >= found.level for _, interval in rows)
    most = max((interval.high for _, interval in rows), default=1.0) or 1.0
    body = "".join(
        f'<div class="scn-row"><div class="scn-name">{escape(subject_name(state, gap.subject))}'
        f"<small>{escape(cell_name(t, catalogue, gap.item))} · "
        f"{escape(t('structure.gap_ranges.top', n=found.widest, chance=t.percent(interval.top)))}</small></div>"
        f"{_span(interval.low / most, interval.high / most, interval.weighted / most)}"
        f'<div class="scn-value">{escape(t.number(interval.weighted))}</div></div>'
        for gap, interval in rows
    )
    return Figure(
        title=t("structure.gap_ranges.title", n=firm, all=len(rows)),
        subtitle=t("structure.gap_ranges.subtitle", level=t.percent(found.level)),
        body=body,
        how=t("structure.gap_ranges.how"),
        table=Table(
            tuple(t(f"structure.gap_ranges.column_{name}") for name in ("subject", "item", "size", "range", "top")),
            tuple(
                (
                    subject_name(state, gap.subject),
                    cell_name(t, catalogue, gap.item),
                    t.number(interval.weighted),
                    t("structure.ranks.range", low=t.number(interval.low), high=t.number(interval.high)),
                    t.percent(interval.top),
                )
                for gap, interval in rows
            ),
        ),
    )


def _rank(t: Texts, city: City, interval: Interval, rank: RankInterval) -> str:
    return (
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}<small>{escape(_ranks(t, rank))}</small></div>'
        f"{_span(interval.low / 100, interval.high / 100, interval.value / 100)}"
        f'<div class="scn-value">{escape(t.number(interval.value))}'
        f"<small> {escape(_range(t, interval))}</small></div></div>"
    )


def _factor(t: Texts, row: Factor) -> str:
    return (
        f'<div class="scn-row"><div class="scn-name">{escape(t(f"structure.factors.{row.factor}"))}</div>'
        f'{bar(max(row.total, 0.0), tone="scn-accent")}'
        f'<div class="scn-value">{escape(t.percent(row.total))}</div></div>'
    )


def _span(low: float, high: float, value: float) -> str:
    """A range with its plain value as a dot, all 0–1 of the track."""
    left, right, dot = (100 * min(max(share, 0.0), 1.0) for share in (low, high, value))
    return (
        f'<span class="scn-track" aria-hidden="true"><span class="scn-reach" style="left:{left:.1f}%;'
        f'width:{max(right - left, 0.5):.1f}%"></span><i class="scn-dot" style="left:{dot:.1f}%"></i></span>'
    )


def _range(t: Texts, interval: Interval) -> str:
    return t("structure.ranks.range", low=t.number(interval.low), high=t.number(interval.high))


def _ranks(t: Texts, rank: RankInterval) -> str:
    if rank.low == rank.high:
        return t("structure.ranks.rank", rank=rank.rank)
    return t("structure.ranks.rank_range", rank=rank.rank, low=rank.low, high=rank.high)


def _name(state: State, code: str) -> str:
    return subject_name(state, code)
