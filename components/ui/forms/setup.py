"""A workshop's own facts: title, years, money, cities; the key, the file, and the end of it."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import streamlit as st

from components.ui import maps, session, widgets
from components.ui.charts.marks import city_name
from components.walk import demonstration, results
from components.workshop import archive, gazetteer
from components.workshop.edits import setup
from components.workshop.gazetteer import Place
from components.workshop.store import Change

UNITS = ("units", "thousand", "ten_thousand", "million", "hundred_million", "billion")


def draw() -> None:
    """Facts on the left, the cities on the map on the right, all on one screen."""
    t = session.t()
    setting = session.state().setting
    _new_key()
    left, right = st.columns([1, 1], gap="large")
    with left:
        widgets.text(setting, "title", t("setup.title"), placeholder=t("setup.title_hint"))
        widgets.text(setting, "title_second", t("setup.title_second"), placeholder=t("setup.optional"))
        one, two, three, four = st.columns([2, 1, 2, 2], vertical_alignment="bottom")
        with one:
            widgets.whole(setting, "first_year", t("setup.first_year"), 2000, 2100)
        with two:
            years = {code: session.parameters().value(f"plan.{code}") for code in ("years_min", "years_max")}
            widgets.whole(setting, "years", t("setup.years"), int(years["years_min"]), int(years["years_max"]))
        with three:
            widgets.text(setting, "currency", t("setup.currency"), placeholder="COP", max_chars=3)
        with four:
            units = {unit: t(f"setup.unit.{unit}") for unit in UNITS}
            _unit(setting, units)
        _cities()
    with right:
        maps.city_map(t, session.state(), None)
    _foot()


def _unit(setting: Any, units: dict[str, str]) -> None:
    t = session.t()
    shown = [units.get(setting.unit, setting.unit), str(setting.price_year or "")]
    with st.popover(" · ".join(part for part in shown if part), width="stretch"):
        widgets.one_of(setting, "unit", t("setup.units"), units)
        widgets.year(setting, "price_year", t("setup.price_year"))
        instruments = {code: t(f"setup.instrument.{code}") for code in ("standard", "quick")}
        widgets.one_of(setting, "instrument", t("setup.instruments"), instruments)


def _cities() -> None:
    t = session.t()
    state = session.state()
    for city in state.cities:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            place = t.joined([part for part in (city.region, t.country(city.country)) if part])
            facts = escape(" — ".join(part for part in (place, t.number(city.population)) if part))
            st.html(f"{city_name(city)} — {facts}", width="stretch")
            what = t("setup.remove", city=widgets.escaped(city.name))
            widgets.button("✕", _remove, city.code, key=f"remove.{city.code}", help=what)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("setup.search"), key="city_search", placeholder=t("setup.search_hint"))
        widgets.button(t("setup.by_hand"), _add_by_hand, key="by_hand", help=t("setup.by_hand_help"))
    query = str(session.widget("city_search") or "")
    found = gazetteer.search(query, 4) if query else ()
    if query and not found:
        st.caption(t("setup.none_found"))
    for hit in found:
        own = _own_name(hit, query)
        name = t.aside(own, hit.name) if own else hit.name
        label = f"＋ {name} — {_where(hit)} — {t.number(hit.population)}"
        widgets.button(widgets.escaped(label), _add, hit, own, key=f"add.{hit.geoname_id}", width="stretch")


def _where(place: Place) -> str:
    language = session.language()
    names = (place.region_name(language), place.country_name(language))
    return session.t().joined([part for part in names if part])


def _own_name(place: Place, query: str) -> str:
    """What was typed, when it is the place's whole name in a script without capitals; else blank."""
    typed = query.replace("，", ",").split(",")[0].strip()
    return typed if typed.lower() == typed.upper() and gazetteer.is_called(place, typed) else ""


def _add(place: Place, name: str) -> None:
    session.store().commit(
        str(session.workshop()), setup.add_place(session.state(), _history(), place, name), by=session.editor()
    )
    session.clear("city_search")


def _history() -> tuple[Change, ...]:
    return session.store().history(str(session.workshop()))


def _add_by_hand() -> None:
    name = str(session.widget("city_search") or "").strip()
    session.store().commit(
        str(session.workshop()), setup.add_city(session.state(), _history(), name), by=session.editor()
    )
    session.clear("city_search")


def _remove(code: str) -> None:
    session.store().commit(str(session.workshop()), setup.remove_city(session.state(), code), by=session.editor())


def _new_key() -> None:
    t = session.t()
    key = session.remembered("new_key")
    if key:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(t("setup.key", key=key, code=str(session.workshop())), width="stretch")
            widgets.button(t("setup.key_noted"), session.remember, "new_key", None, key="key_noted")


def _foot() -> None:
    t = session.t()
    code = str(session.workshop())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("step1_agreement.py", label=t("ui.next_step", step=t("ui.rail.1")), query_params=session.address())
        st.page_link("room.py", label=t("setup.to_room"), query_params=session.address())
        st.page_link("people.py", label=t("setup.to_people"), query_params=session.address())
        st.download_button(
            t("setup.save"),
            session.guarded("download_archive", partial(archive.save, session.store(), code)),
            f"{code}.zip",
            "application/zip",
            on_click="ignore",
        )
        if session.state().setting.demonstration and session.may(session.FACILITATOR):
            widgets.button(t("setup.reset"), _reset, key="reset")
        widgets.button(t("setup.close"), session.leave, key="close")
        if session.may_administer() and session.may(session.FACILITATOR):
            with st.popover(t("setup.delete")):
                st.write(t("setup.delete_what"))
                sure = st.checkbox(t("setup.delete_sure"), key="delete_sure")
                widgets.button(t("setup.delete_button"), _delete, key="delete", disabled=not sure)


def _reset() -> None:
    session.check_administer()
    session.manager()
    code = demonstration.reset(
        session.store(), session.catalogue(), str(session.workshop()), language=session.language()
    )
    session.enter(code)


def _delete() -> None:
    session.check_administer()
    session.manager()
    code = str(session.workshop())
    session.store().delete(code)
    results.forget(results.owner(session.store(), code))
    session.leave()
