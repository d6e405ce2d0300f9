"""Pages for a phone that has joined: the head that all of them share, and what their script needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from components.ballot.again import earlier
from components.ballot.desk import Guest
from components.ballot.forms import Form, new_name, seal
from components.ballot.pages import COLOURS, drawn, page
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room
from components.language import LANGUAGES
from components.workshop.asking.subjects import both
from components.workshop.records.cities import City


@dataclass(frozen=True)
class Choice:
    """A city or a group as drawn: `colour` is a place in the list of colours, None for a group."""

    code: str
    label: str
    symbol: str = ""
    colour: int | None = None


def guest_page(guest: Guest, template: str, *, back: str = "", **values: Any) -> Response:
    """A page of this phone; `back`: where a switch of language leads."""
    return page(template, guest.person.language, **_shared(guest, back), **values)


def guest_part(guest: Guest, template: str, **values: Any) -> str:
    """A part of a page, for the phone's script to put in."""
    return drawn(template, guest.person.language, **_form(guest), **values)


def choices(room: Room, language: str) -> dict[str, Any]:
    """The cities and the groups to choose from."""
    return {
        "cities": tuple(city_choice(room, city, language) for city in room.state.cities),
        "groups": tuple(Choice(one.code, one.label(language)) for one in room.catalogue.stakeholder_groups),
    }


def chosen(room: Room, form: Form) -> tuple[str, str]:
    """The city and the group that a form names. Raises RefusalError unless the room has both."""
    city, group = form.get("city"), form.get("group")
    if room.city(city) is None:
        raise RefusalError(400, "ballot.refused.city")
    if all(known.code != group for known in room.catalogue.stakeholder_groups):
        raise RefusalError(400, "ballot.refused.group")
    return city, group


def chosen_language(form: Form) -> str:
    """The language that a form names. Raises RefusalError for one that the pages do not have."""
    if (language := form.get("language")) not in LANGUAGES:
        raise RefusalError(400, "ballot.refused.form")
    return language


def city_choice(room: Room, city: City, language: str) -> Choice:
    """A city as its people read it, by the name that the facilitator gave in this language."""
    name = both(room.state, city.name, city.name_second)(language)
    return Choice(city.code, name, city.symbol, colour(city.order))


def colour(order: int) -> int:
    """A city's place in the list of colours."""
    return order % len(COLOURS)


def _shared(guest: Guest, back: str) -> dict[str, Any]:
    city = guest.room.city(guest.person.city)
    assert city is not None
    group = next((one for one in guest.room.catalogue.stakeholder_groups if one.code == guest.person.group), None)
    return {
        **_form(guest),
        "shown_before": earlier,
        "room": guest.room,
        "city": city_choice(guest.room, city, guest.person.language),
        "group": group.label(guest.person.language) if group else "",
        "back": back or guest.home,
        "demonstration": guest.room.state.setting.demonstration,
    }


def _form(guest: Guest) -> dict[str, Any]:
    """What a form needs to be sent from here."""
    return {
        "guest": guest,
        "seal": seal(guest.room.code, guest.token),
        "form": new_name(),
        "home": guest.home,
    }
