"""What the employment says beyond the location quotient: why jobs changed, how cities differ, who could join forces."""

from __future__ import annotations

from html import escape

from components.analysis.structure import JobChange, Structure
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import bar, city_name, subject_marks, subject_name
from components.workshop.state import State

PARTS = ("national", "industry_mix", "local")
_SHOWN = 8


def sector_name(t: Texts, catalogue: Catalogue, code: str) -> str:
    """Name of a sector; the code where the table does not have it."""
    return t.label(catalogue.find("sectors", code)) if catalogue.has("sectors", code) else code


def changes_figure(t: Texts, state: State, structure: Structure, catalogue: Catalogue) -> Figure:
    """Per city: how many jobs came and went, and what of it the country, its sectors and the city itself made."""
    if not structure.changes:
        return Figure(t("structure.changes.empty_title"), t("structure.changes.empty_subtitle"))
    totals = {
        city.code: {part: sum(getattr(row, part) for row in rows) for part in ("change", *PARTS)}
        for city in state.cities
        if (rows := [row for row in structure.changes if row.city == city.code])
    }
    best = max(totals, key=lambda city: totals[city]["local"])
    worst = min(totals, key=lambda city: totals[city]["local"])
    years = structure.change_years
    subtitle = t("structure.changes.subtitle")
    if years:
        subtitle = t("structure.changes.subtitle_years", start=str(years[0]), end=str(years[1]))
    most = max(abs(value) for found in totals.values() for value in found.values()) or 1.0
    body = "".join(
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}</div></div>'
        + "".join(_signed(t, t(f"structure.changes.{part}"), totals[city.code][part], most) for part in PARTS)
        + f'<div class="scn-row"><div class="scn-name">{escape(t("structure.changes.change"))}</div><span></span>'
        f'<div class="scn-value"><b>{escape(_plus(t, totals[city.code]["change"]))}</b></div></div>'
        for city in state.cities
        if city.code in totals
    )
    return Figure(
        title=t(
            "structure.changes.title",
            best=subject_name(state, best),
            gain=_plus(t, totals[best]["local"]),
            worst=subject_name(state, worst),
            loss=_plus(t, totals[worst]["local"]),
        ),
        subtitle=subtitle,
        body=body,
        how=t("structure.changes.how"),
        table=Table(
            tuple(t(f"structure.changes.column_{name}") for name in ("city", "sector", "change", *PARTS)),
            tuple(_change_row(t, state, catalogue, row) for row in structure.changes),
        ),
    )


def complements_figure(t: Texts, state: State, structure: Structure) -> Figure:
    """How far the industries of two cities differ, the most different pair first."""
    known = [pair for pair in structure.complements if pair.difference is not None]
    if not known:
        return Figure(t("structure.complements.empty_title"), t("structure.complements.empty_subtitle"))
    first = known[0]
    rows = [
        f'<div class="scn-row"><div class="scn-name">{subject_marks(state, f"{pair.first}-{pair.second}")}'
        f"<small>{escape(t('structure.complements.sectors', n=pair.sectors))}</small></div>"
        f'{bar(pair.difference, tone="scn-accent")}'
        f'<div class="scn-value">{escape(t.percent(pair.difference))}</div></div>'
        for pair in structure.complements
    ]
    return Figure(
        title=t("structure.complements.title", pair=subject_name(state, f"{first.first}-{first.second}")),
        subtitle=t("structure.complements.subtitle"),
        body="".join(rows),
        how=t("structure.complements.how"),
        table=Table(
            tuple(t(f"structure.complements.column_{name}") for name in ("pair", "difference", "sectors")),
            tuple(
                (subject_name(state, f"{pair.first}-{pair.second}"), t.percent(pair.difference), t.number(pair.sectors))
                for pair in structure.complements
            ),
        ),
    )


def suggestions_figure(t: Texts, state: State, structure: Structure, catalogue: Catalogue) -> Figure:
    """Partnerships that the employment suggests, the one with most jobs first, each with its reason."""
    found = structure.suggestions
    if not found:
        return Figure(t("structure.suggestions.empty_title"), t("structure.suggestions.empty_subtitle"))
    rows = [
        (
            sector_name(t, catalogue, item.sector),
            t(f"structure.suggestions.{item.kind}"),
            _reason(t, state, item.key, item.strong, item.others),
            t.number(item.jobs),
            t("structure.suggestions.demonstration") if item.demonstration else "",
        )
        for item in found
    ]
    body = "".join(
        f'<p class="scn-fact"><b>{escape(sector)}</b> <span class="scn-note">{escape(kind)} · '
        f"{escape(t('structure.suggestions.jobs', n=item.jobs))} {escape(label)}</span><br>{escape(reason)}</p>"
        for (sector, kind, reason, _, label), item in zip(rows[:_SHOWN], found, strict=False)
    )
    return Figure(
        title=t("structure.suggestions.title", n=len(found), sector=rows[0][0]),
        subtitle=t("structure.suggestions.subtitle", shown=min(len(found), _SHOWN), n=len(found)),
        body=body,
        how=t("structure.suggestions.how"),
        table=Table(
            tuple(t(f"structure.suggestions.column_{name}") for name in ("sector", "kind", "why", "jobs", "label")),
            tuple(rows),
        ),
    )


def _reason(t: Texts, state: State, key: str, strong: tuple[str, ...], others: tuple[str, ...]) -> str:
    names = [t.joined([subject_name(state, code) for code in group]) for group in (strong, others)]
    return t(key, strong=names[0], others=names[1])


def _change_row(t: Texts, state: State, catalogue: Catalogue, row: JobChange) -> tuple[str, ...]:
    figures = (_plus(t, getattr(row, name)) for name in ("change", *PARTS))
    return (subject_name(state, row.city), sector_name(t, catalogue, row.sector), *figures)


def _plus(t: Texts, value: float) -> str:
    """A change with its sign; what rounds to nothing has none."""
    return f"+{t.number(value)}" if round(value) > 0 else t.number(value if round(value) else 0)


def _signed(t: Texts, name: str, value: float, most: float) -> str:
    """A bar to the right of the middle for more, to the left for less."""
    half = min(abs(value) / most, 1.0) / 2
    start = 0.5 if value >= 0 else 0.5 - half
    return (
        f'<div class="scn-row"><div class="scn-name"><small>{escape(name)}</small></div>'
        f'{bar(half, kind="hard" if value >= 0 else "soft", start=start)}'
        f'<div class="scn-value">{escape(_plus(t, value))}</div></div>'
    )
