"""The pages of a table host: who sits at the table, who of them has answered, and the ballot of each seat.

The ballot of a seat is the same as on a phone, at another address (`/t/CODE/proxy/3/…`), with a line on every page that
says for whom marks are entered. What a host enters is marked as such in the log: `proxy` for what people say, `paper`
for what is typed from a sheet. A host sees the own table only.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from components.ballot.access import access_token
from components.ballot.desk import Desk, Guest, Hand
from components.ballot.forms import Form, check_seal, new_name, seal
from components.ballot.guest_pages import Choice, chosen, chosen_language, city_choice
from components.ballot.pages import page, preferred_language, seen
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room
from components.workshop import people
from components.workshop.people import PAPER, PROXY, Seat
from components.workshop.store import OPEN

_WAYS = (PROXY, PAPER)
_MOST_SEATS = 30


@dataclass(frozen=True)
class Place:
    """A seat as drawn: `answered` and `asked` count the questions of the ballots that are open now."""

    number: int
    city: Choice
    group: str
    answered: int
    asked: int


class TableDesk(Desk):
    """Lets a table host in, for one seat of the own table."""

    @property
    def at_hand(self) -> bool:
        """Only with the embedded database: a host and the seats are asked about each time."""
        return self.rooms.store.database.sqlite

    def room(self, request: Request) -> Room:
        """As on a phone; a host is let in by the own access, however many codes others have guessed."""
        code = people.tidy_code(request.path_params["code"])
        found = people.role_of(self.rooms.store, access_token(request))
        return self.rooms.of(code) if found and found[0] == code else super().room(request)

    def guest_or_none(self, request: Request, room: Room) -> Guest:
        """The person of the seat that the address names. Raises RefusalError for everybody but the host of that table
        and for a seat that it does not have.
        """
        host = access_token(request)
        way, number = request.path_params["way"], request.path_params["seat"]
        if people.role_of(self.rooms.store, host) != (room.code, people.TABLE_HOST):
            raise RefusalError(403, "table.refused.not_host")
        seat = next((one for one in people.at_table(self.rooms.store, room.code, host) if one.number == number), None)
        if seat is None or room.city(seat.person.city) is None or way not in _WAYS:
            raise RefusalError(404, "people.not_at_table")
        request.state.language = seat.person.language
        token = people.open_seat(self.rooms.store, room.code, host, seat.person.person)
        return self.seated(room, host, seat, way, token)

    def seated(self, room: Room, host: str, seat: Seat, way: str, token: str = "") -> Guest:
        """A seat with its marks, as the pages of the ballot draw it; without a token it can only be read."""
        store, person = self.rooms.store, seat.person
        own = store.own(room.code, person.person)
        return Guest(
            room,
            token,
            person,
            own.marks,
            own.sequence,
            people.standing_known(store, room.code, person.person),
            Hand(
                people.access_name(store, host),
                way,
                f"/t/{room.code}/{way}/{seat.number}",
                seat.number,
            ),
        )


class Table:
    """The list of seats, and what changes it."""

    def __init__(self, desk: TableDesk) -> None:
        self._desk = desk

    def show(self, request: Request) -> Response:
        """The own table: every seat, who of them has answered, and the form for one more."""
        room, host = self._host(request)
        language = preferred_language(request, room.state.setting.language)
        groups = {one.code: one.label(language) for one in room.catalogue.stakeholder_groups}
        cities = {one.code: city_choice(room, one, language) for one in room.state.cities}
        seats = people.at_table(self._desk.rooms.store, room.code, host)
        return page(
            "table.html",
            language,
            room=room,
            places=[self._place(room, host, seat, cities, groups) for seat in seats],
            cities=tuple(cities.values()),
            groups=tuple(Choice(code, label) for code, label in groups.items()),
            seal=seal(room.code, host),
            form=new_name(),
            demonstration=room.state.setting.demonstration,
            full=len(seats) >= _MOST_SEATS,
        )

    def add(self, request: Request, form: Form) -> Response:
        """One more person without a phone."""
        room, host = self._host(request)
        check_seal(form, room.code, host)
        city, group = chosen(room, form)
        language = chosen_language(form)
        store = self._desk.rooms.store
        # The form knows how many were seated when it was drawn: sent twice, it adds one person.
        if form.get("seats") == str(len(people.at_table(store, room.code, host))):
            if len(people.at_table(store, room.code, host)) >= _MOST_SEATS:
                raise RefusalError(409, "table.refused.full", most=_MOST_SEATS)
            person = people.add_at_table(store, room.code, host, city, group)
            token = people.token_of_seat(host, person)
            people.change_language(store, room.code, token, language)
        return seen(f"/t/{room.code}?l={language}")

    def _host(self, request: Request) -> tuple[Room, str]:
        room = self._desk.room(request)
        host = access_token(request)
        if people.role_of(self._desk.rooms.store, host) != (room.code, people.TABLE_HOST):
            raise RefusalError(403, "table.refused.not_host")
        return room, host

    def _place(
        self,
        room: Room,
        host: str,
        seat: Seat,
        cities: dict[str, Choice],
        groups: dict[str, str],
    ) -> Place:
        guest = self._desk.seated(room, host, seat, PROXY)
        ballots = [ballot for ballot in guest.ballots() if ballot.round.state == OPEN]
        return Place(
            seat.number,
            cities.get(seat.person.city, Choice(seat.person.city, seat.person.city)),
            groups.get(seat.person.group, seat.person.group),
            sum(ballot.answered for ballot in ballots),
            sum(len(ballot.questions) for ballot in ballots),
        )
