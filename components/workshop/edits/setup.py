"""What a workshop starts with: title, years, money, cities."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from components.errors import InputError, Problem
from components.workshop.changes import DECIDES, Change, Edit, removal
from components.workshop.edits.checks import Fault, edits_for
from components.workshop.edits.codes import next_code
from components.workshop.gazetteer import Place
from components.workshop.records.cities import City
from components.workshop.records.options import Option
from components.workshop.records.partnerships import Partnership
from components.workshop.records.setting import Setting
from components.workshop.state import State

_CURRENCY = re.compile(r"[A-Z]{3}")


def add_city(
    state: State, history: Sequence[Change], name: str, facts: Mapping[str, Any] | None = None
) -> tuple[Edit, ...]:
    """A further partner city, typed by hand. Raises InputError without a name or for one that is there already."""
    if any(city.name.casefold() == name.strip().casefold() and not facts for city in state.cities):
        raise InputError(Problem("edits.city_twice", {"city": name.strip()}))
    order = max((city.order for city in state.cities), default=-1) + 1
    return _city(state, next_code(state, history, "city"), order, name, facts or {})


def add_place(state: State, history: Sequence[Change], place: Place, name: str = "") -> tuple[Edit, ...]:
    """A further partner city from the gazetteer, with its coordinates and a first guess of its population.

    name: as the room writes it (`苏州`); the gazetteer's own then is the second one. Blank: the gazetteer's alone.
    """
    if any(_same_place(city, place) for city in state.cities):
        raise InputError(Problem("edits.city_twice", {"city": place.name}))
    facts = {
        "country": place.country,
        "region": place.region_name(state.setting.language),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "population": place.population,
        "population_source": place.source,
    }
    if name:
        facts["name_second"] = place.name
    return add_city(state, history, name or place.name, facts)


def remove_city(state: State, code: str) -> tuple[Edit, ...]:
    """Takes a city out of the partnership, and out of what names it. Raises InputError when it is not there or leads
    an option. An option that it alone takes part in keeps its name, or it would be one of all cities: nobody else is
    asked to pay for it, and the page says so.
    """
    if state.get(City, code) is None:
        raise InputError(Problem("edits.gone", {"code": code}))
    led = [option for option in state.options if option.lead_city == code]
    if led:
        raise InputError(*(Problem("edits.city_leads", {"option": option.code, "name": option.name}) for option in led))
    edits = [removal("city", code)]
    for kind, records in (("option", state.all(Option)), ("partnership", state.all(Partnership))):
        for record in records:
            if code in record.cities:
                left = tuple(city for city in record.cities if city != code)
                if not left and kind == "option":
                    continue
                edits.append(Edit(kind, record.code, "cities", left, before=record.cities))
    return tuple(edits)


def setting_faults(state: State, setting: Setting) -> list[Fault]:
    """The currency is a code of three letters. What a ballot asks, and of whom, stays once it was opened: the marks
    that were given answer its statements, and no screen would show them under the other's.
    """
    faults = []
    if setting.currency and not _CURRENCY.fullmatch(setting.currency):
        faults.append(Fault(frozenset({"currency"}), Problem("edits.currency", {"text": setting.currency})))
    for name, ballots in DECIDES.items():
        changed = getattr(setting, name) != getattr(state.setting, name)
        if changed and any(state.round_of(code) for code in ballots):
            key = "edits.instrument_asked" if name == "instrument" else "edits.asked_already"
            faults.append(Fault(frozenset({name}), Problem(key)))
    return faults


def city_faults(state: State, city: City) -> list[Fault]:
    """A city has a name that no other has; a city is no larger than its country's largest."""
    faults = []
    if not city.name:
        faults.append(Fault(frozenset({"name"}), Problem("edits.needs_name")))
    if city.population and city.largest_city_population and city.population > city.largest_city_population:
        involved = frozenset({"population", "largest_city_population"})
        faults.append(Fault(involved, Problem("edits.larger_than_largest", {"city": city.name})))
    twins = [other for other in state.cities if other.code != city.code and _same_name(other, city)]
    return faults + [
        Fault(frozenset({"name", "region"}), Problem("edits.city_twice", {"city": city.name})) for _ in twins
    ]


def _city(state: State, code: str, order: int, name: str, facts: Mapping[str, Any]) -> tuple[Edit, ...]:
    values = {"name": name, **facts}
    edits = edits_for(state, "city", code, values, rule=city_faults, new=True)
    return (*edits, Edit("city", code, "order", order))


def _same_name(one: City, other: City) -> bool:
    first, second = ((city.name.casefold(), city.region.casefold(), city.country) for city in (one, other))
    return first == second


def _same_place(city: City, place: Place) -> bool:
    where = (city.latitude, city.longitude) == (place.latitude, place.longitude)
    return where and place.name in (city.name, city.name_second)
