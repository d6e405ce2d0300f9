"""Who is in the room and who is missing, as tables of cities by stakeholder groups. Counts only; nobody is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from components.language import Texts
from components.ui.charts.marks import city_name
from components.workshop.people import CityBalance, absent_everywhere
from components.workshop.state import State


def balance_table(
    t: Texts, state: State, found: Sequence[CityBalance], labels: Mapping[str, str], *, least: int, most: int
) -> None:
    """Draw the balance of the room."""
    st.html(balance_markup(t, state, found, labels, least=least, most=most))


def balance_markup(
    t: Texts, state: State, found: Sequence[CityBalance], labels: Mapping[str, str], *, least: int, most: int
) -> str:
    """People by city and group, the absent ones marked by a word; per city whether it is under or over the range.

    labels: name of each group by its code.
    """
    if not found:
        return f"<p>{escape(t('people.balance.no_city'))}</p>"
    cities = {city.code: city_name(city) for city in state.cities}
    groups = [group for group, _ in found[0].groups]
    range_words = escape(t("people.balance.range", least=least, most=most))
    head = "".join(f"<th>{escape(labels.get(group, group))}</th>" for group in groups)
    rows = "".join(
        f'<tr><th scope="row">{cities[one.city]}</th>{_cells(t, one)}'
        f"<td><b>{one.people}</b></td><td>{escape(_range(t, one))}</td></tr>"
        for one in found
    )
    corner = f"<td></td>{head}<th>{escape(t('people.balance.together'))}</th><th>{range_words}</th>"
    table = f'<table class="scn-table scn-balance"><thead><tr>{corner}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="scn-scroll" tabindex="0">{table}</div>{_missing(t, found, cities, labels)}'


def attendance_table(
    t: Texts, state: State, rows: Sequence[tuple[str, str, str, int]], names: Mapping[str, str]
) -> None:
    """Draw who came to which sitting."""
    st.html(attendance_markup(t, state, rows, names))


def attendance_markup(
    t: Texts, state: State, rows: Sequence[tuple[str, str, str, int]], names: Mapping[str, str]
) -> str:
    """People by sitting and city. rows: (sitting, city, group, people); names: the sittings in their order."""
    if not rows:
        return f"<p>{escape(t('people.sitting.nobody'))}</p>"
    cities = state.cities
    head = "".join(f"<th>{city_name(city)}</th>" for city in cities)
    known = {city.code for city in cities}
    lines = []
    for sitting, name in names.items():
        own = [row for row in rows if row[0] == sitting and row[1] in known]
        counts = [sum(row[3] for row in own if row[1] == city.code) for city in cities]
        cells = "".join(f"<td>{count}</td>" for count in counts)
        lines.append(f'<tr><th scope="row">{escape(name)}</th>{cells}<td><b>{sum(counts)}</b></td></tr>')
    corner = f"<td></td>{head}<th>{escape(t('people.balance.together'))}</th>"
    return (
        f'<div class="scn-scroll" tabindex="0"><table class="scn-table"><thead><tr>{corner}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cells(t: Texts, one: CityBalance) -> str:
    absent = f'<td class="scn-absent">{escape(t("people.balance.absent"))}</td>'
    return "".join(f"<td>{people}</td>" if people else absent for _, people in one.groups)


def _range(t: Texts, one: CityBalance) -> str:
    if one.missing:
        return t("people.balance.fewer", n=one.missing)
    return t("people.balance.more", n=one.beyond) if one.beyond else "✔"


def _missing(t: Texts, found: Sequence[CityBalance], cities: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The absent groups in words: those that nobody speaks for first, then city by city."""
    nobody = absent_everywhere(found)
    lines = []
    if nobody:
        names = t.joined([labels.get(group, group) for group in nobody])
        lines.append(f"<b>{escape(t('people.balance.nobody_for'))}</b> {escape(names)}")
    for one in found:
        own = [labels.get(group, group) for group in one.absent if group not in nobody]
        if own:
            lines.append(f"{cities[one.city]}: {escape(t('people.balance.not_here', groups=t.joined(own)))}")
    return "".join(f'<p class="scn-note">{line}</p>' for line in lines)
