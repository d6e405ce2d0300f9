"""One city on one printable page."""

from __future__ import annotations

from html import escape

from components.analysis.evidence import Gap, Link, Sector
from components.analysis.profile import Profile
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.economy import sector_name
from components.ui.charts.gaps import cell_name
from components.ui.charts.marks import bar, city_mark, flag_shape, flag_word, subject_marks, subject_name
from components.workshop.state import State

_MONEY = ("gdp", "own_revenue")
_MOST_OPPORTUNITIES = 5


def profile_page(t: Texts, state: State, catalogue: Catalogue, found: Profile) -> str:
    """The page as safe HTML: facts, index, clusters, links, gaps, opportunities."""
    city = found.city
    subtitle = t("profile.subtitle", title=state.setting.title or t("ui.untitled"))
    head = (
        f"<header><h2>{city_mark(city)} {escape(city.name or city.code)}</h2>"
        f'<p class="scn-sub">{escape(subtitle)}</p></header>'
    )
    left = (("facts", _facts(t, state, catalogue, found)), ("index", _index(t, catalogue, found)))
    right = (
        ("links", _links(t, state, found)),
        ("gaps", _gaps(t, catalogue, found.gaps, "weighted")),
        ("strengths", _gaps(t, catalogue, found.strengths, "present")),
    )
    below = (
        ("clusters", _sectors(t, catalogue, found)),
        ("opportunities", _opportunities(t, state, catalogue, found)),
    )
    columns = "".join(f"<div>{_parts(t, part)}</div>" for part in (left, right))
    ribbon = f'<p class="scn-demo">{escape(t("profile.demonstration"))}</p>' if state.setting.demonstration else ""
    return f'<article class="scn-sheet">{ribbon}{head}<div class="scn-two">{columns}</div>{_parts(t, below)}</article>'


def _parts(t: Texts, parts: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f'<section class="scn-part"><h3 class="scn-head">{escape(t(f"profile.{name}"))}</h3>{part}</section>'
        for name, part in parts
    )


def _facts(t: Texts, state: State, catalogue: Catalogue, found: Profile) -> str:
    unit = t.shown(state.setting.money_unit)
    rows = [
        (t.aside(name, unit) if unit and field in _MONEY else name, _fact(t, field, value))
        for field, value in found.facts
        for name in (t(f"step2.fact.{field}"),)
    ]
    if found.city.city_type:
        rows.insert(0, (t("step2.fact.city_type"), t.label(catalogue.find("city_types", found.city.city_type))))
    body = "".join(f"<tr><th scope='row'>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    said = t(found.reading.rule, **dict(found.reading.values)) if found.reading else ""
    source = found.city.population_source
    note = f'<p class="scn-note">{escape(t("profile.source", source=source))}</p>' if source else ""
    return f'<p class="scn-note">{escape(said)}</p><table class="scn-table">{body}</table>{note}'


def _fact(t: Texts, field: str, value: float | None) -> str:
    return t.number(value, 1 if field.endswith("percent") else 0)


def _index(t: Texts, catalogue: Catalogue, found: Profile) -> str:
    if found.whole is None or found.whole.value is None:
        return _nothing(t, "no_index")
    rows = [(t("profile.whole"), found.whole), *((_dimension(t, catalogue, row.code), row) for row in found.dimensions)]
    return "".join(
        f'<div class="scn-row"><div class="scn-name">{escape(name)}</div>'
        f'{bar(None if row.value is None else row.value / 100, tone="scn-accent")}'
        f'<div class="scn-value">{escape(t.number(row.value))}{flag_shape(t, row.flag)}</div></div>'
        for name, row in rows
    )


def _dimension(t: Texts, catalogue: Catalogue, code: str) -> str:
    return t.label(catalogue.find("dimensions", code)) if catalogue.has("dimensions", code) else code


def _links(t: Texts, state: State, found: Profile) -> str:
    return "".join(
        f'<div class="scn-row"><div class="scn-name">'
        f"{subject_marks(state, link.second if link.first == found.city.code else link.first)}"
        f"<small>{escape(t('charts.links.distance', km=t.number(link.distance_km)))}</small></div>"
        f'{bar(None if link.index is None else link.index / 100, tone="scn-accent")}'
        f'<div class="scn-value">{escape(_rated(t, link))}</div></div>'
        for link in found.links
    )


def _rated(t: Texts, link: Link) -> str:
    return t("charts.links.unrated") if link.index is None else t.number(link.index)


def _sectors(t: Texts, catalogue: Catalogue, found: Profile) -> str:
    if not found.sectors:
        return _nothing(t, "no_sectors")
    rows = "".join(
        f"<tr><th scope='row'>{escape(sector_name(t, catalogue, row.sector))}</th>"
        f"<td>{escape(t.number(row.persons))}</td><td>{escape(t.number(row.quotient, 1))}</td>"
        f"<td>{escape(_sector_note(t, row))}</td></tr>"
        for row in found.sectors
    )
    names = ("sector", "persons", "quotient", "note")
    head = "".join(f"<th scope='col'>{escape(t(f'profile.column_{name}'))}</th>" for name in names)
    return f'<table class="scn-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _sector_note(t: Texts, row: Sector) -> str:
    if row.small_numbers:
        return t("profile.small_numbers")
    return t("profile.strong") if row.strong else ""


def _gaps(t: Texts, catalogue: Catalogue, gaps: tuple[Gap, ...], field: str) -> str:
    if not gaps:
        return _nothing(t, "none_yet")
    return "".join(
        f'<div class="scn-row"><div class="scn-name">{escape(cell_name(t, catalogue, gap.item))}'
        f"<small>{escape(flag_word(t, gap.flag))}</small></div>"
        f'{bar(max(getattr(gap, field), 0.0) / 100, kind=gap.kind, tone="scn-accent")}'
        f'<div class="scn-value">{escape(t.number(getattr(gap, field)))}</div></div>'
        for gap in gaps
    )


def _opportunities(t: Texts, state: State, catalogue: Catalogue, found: Profile) -> str:
    if not found.opportunities:
        return _nothing(t, "none_yet")
    items = []
    for item in found.opportunities[:_MOST_OPPORTUNITIES]:
        names = [t.joined([subject_name(state, code) for code in group]) for group in (item.strong, item.others)]
        sector = sector_name(t, catalogue, item.sector)
        named = t.aside(sector, t("structure.suggestions.demonstration")) if item.demonstration else sector
        words = t(item.key, strong=names[0], others=names[1])
        items.append(f"<li>{escape(t('common.labelled', name=named, words=words))}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _nothing(t: Texts, name: str) -> str:
    return f'<p class="scn-note">{escape(t(f"profile.{name}"))}</p>'
