"""The three links, the four objects of step 2, and hard against soft, city by city."""

from __future__ import annotations

from html import escape

from components.analysis.evidence import Evidence
from components.analysis.index_records import LinkIndex, ObjectIndex
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import bar, city_name, subject_marks, subject_name
from components.workshop.state import State

OBJECTS = ("clusters", "city_networks", "urban_rural", "external_links")
_LETTERS = {"measured": "charts.confidence.measured", "estimated": "charts.confidence.estimated"}


def objects_figure(t: Texts, state: State, evidence: Evidence) -> Figure:
    """City x object, 0–100; what was not asked says so, what has too little says «indicative»."""
    rows = {(row.city, row.object): row for row in evidence.objects}
    known = [row for row in evidence.objects if row.value is not None]
    if not known:
        return Figure(t("structure.objects.empty_title"), t("structure.objects.empty_subtitle"))
    lowest = min((row for row in known if not row.indicative), key=lambda row: row.value or 0.0, default=known[0])
    body = "".join(
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}</div></div>'
        + "".join(_object(t, row) for name in OBJECTS if (row := rows.get((city.code, name))) is not None)
        for city in state.cities
    )
    return Figure(
        title=t(
            "structure.objects.title",
            object=t(f"structure.objects.{lowest.object}"),
            city=subject_name(state, lowest.city),
            value=t.number(lowest.value),
        ),
        subtitle=t("structure.objects.subtitle"),
        body=body,
        how=t("structure.objects.how"),
        table=Table(
            (t("structure.objects.column_city"), *(t(f"structure.objects.{name}") for name in OBJECTS)),
            tuple(
                (city.name or city.code, *(_said(t, rows.get((city.code, name))) for name in OBJECTS))
                for city in state.cities
            ),
        ),
    )


def three_links_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> Figure:
    """Urban–rural, secondary–secondary and secondary–metropolitan, each by city or pair."""
    if not any(row.value is not None for row in evidence.links):
        return Figure(t("structure.three.empty_title"), t("structure.three.empty_subtitle"))
    body = ""
    for link in catalogue.link_types:
        body += f'<h4 class="scn-head">{escape(t.label(link))}</h4>'
        body += "".join(_link(t, state, row) for row in evidence.links if row.link == link.code)
    weakest = min((row for row in evidence.links if row.value is not None), key=lambda row: row.value or 0.0)
    names = {link.code: t.label(link) for link in catalogue.link_types}
    return Figure(
        title=t("structure.three.title", link=names[weakest.link], subject=subject_name(state, weakest.subject)),
        subtitle=t("structure.three.subtitle"),
        body=body,
        how=t("structure.three.how"),
        table=Table(
            tuple(t(f"structure.three.column_{name}") for name in ("link", "subject", "index", "basis")),
            tuple(
                (
                    names[row.link],
                    subject_name(state, row.subject),
                    _said(t, row),
                    t(f"structure.three.basis_{row.basis}") if row.basis else "",
                )
                for row in evidence.links
            ),
        ),
    )


def balance_figure(t: Texts, state: State, evidence: Evidence) -> Figure:
    """Hard and soft of every city and pair, with which of the two is ahead."""
    known = [row for row in evidence.balance if row.difference is not None]
    if not known:
        return Figure(t("structure.balance.empty_title"), t("structure.balance.empty_subtitle"))
    widest = max(known, key=lambda row: abs(row.difference or 0.0))
    body = "".join(
        f'<div class="scn-row"><div class="scn-name">{subject_marks(state, row.subject)}'
        f"<small>{escape(t(f'structure.balance.{row.reading}'))}</small></div><div>"
        f'{bar((row.hard or 0.0) / 100, kind="hard", tone="scn-accent")}'
        f'{bar((row.soft or 0.0) / 100, kind="soft", tone="scn-accent")}</div>'
        f'<div class="scn-value">{escape(t.number(row.hard))} / {escape(t.number(row.soft))}</div></div>'
        for row in known
    )
    return Figure(
        title=t(f"structure.balance.title_{widest.reading}", subject=subject_name(state, widest.subject)),
        subtitle=t("structure.balance.subtitle"),
        body=body,
        how=t("structure.balance.how"),
        table=Table(
            tuple(t(f"structure.balance.column_{name}") for name in ("subject", "hard", "soft", "reading")),
            tuple(
                (
                    subject_name(state, row.subject),
                    t.number(row.hard),
                    t.number(row.soft),
                    t(f"structure.balance.{row.reading}"),
                )
                for row in evidence.balance
            ),
        ),
    )


def _object(t: Texts, row: ObjectIndex) -> str:
    return (
        f'<div class="scn-row"><div class="scn-name">'
        f"<small>{escape(t(f'structure.objects.{row.object}'))}</small></div>"
        f'{bar(None if row.value is None else row.value / 100, tone="scn-accent")}'
        f'<div class="scn-value">{escape(_said(t, row))}</div></div>'
    )


def _link(t: Texts, state: State, row: LinkIndex) -> str:
    return (
        f'<div class="scn-row"><div class="scn-name">{subject_marks(state, row.subject)}</div>'
        f'{bar(None if row.value is None else row.value / 100, tone="scn-accent")}'
        f'<div class="scn-value">{escape(_said(t, row))}</div></div>'
    )


def _said(t: Texts, row: ObjectIndex | LinkIndex | None) -> str:
    """The value with its letter for measured or estimated, or why there is none."""
    if row is None or not row.asked:
        return t("structure.not_asked")
    if row.value is None:
        return t("structure.no_result")
    letter = f" {t(_LETTERS[row.confidence])}" if row.confidence in _LETTERS else ""
    value = f"{t.number(row.value)}{letter}"
    return t("structure.indicative", value=value) if row.indicative else value
