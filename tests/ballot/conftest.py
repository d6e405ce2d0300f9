"""A room with three cities, as phones meet it: real questions, a store on disk, a browser without scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.testclient import TestClient

from components.ballot.forms import new_name
from components.ballot.routes import routes
from components.ballot.tickets import Tickets
from components.framework.catalogue import load
from components.workshop import people, rounds, tables
from components.workshop.database import Database
from components.workshop.instruments import instrument as find_instrument
from components.workshop.records.rounds import Mark
from components.workshop.store import Edit, MarkInput, Store

CITIES = ("Pereira", "Manizales", "Armenia")


@dataclass(frozen=True)
class House:
    """One workshop on one server."""

    store: Store
    code: str
    tickets: Tickets
    url: str

    def move(self, instrument: str, *targets: str, number: int = 1, asked: Sequence[str] = ()) -> None:
        for target in targets:
            rounds.move(
                self.store,
                self.code,
                instrument,
                target,
                catalogue=load(),
                by="facilitator",
                number=number,
                asked=asked if target == "open" else (),
            )

    def fill(self, instrument: str, values: Sequence[int], number: int = 1) -> None:
        """As many new people of every city as there are values; each gives all questions that value."""
        found = find_instrument(self.store.snapshot(self.code).state, load(), instrument)
        given = []
        for city in ("C1", "C2", "C3"):
            for value in values:
                person = people.person_of(
                    self.store, self.code, people.join(self.store, self.code, city, "citizens", "en")
                )
                for subject in found.subjects_for(city):
                    for item in found.items_for(subject.code):
                        row = (instrument, item.code, subject.code, person.person, city, "citizens", value)
                        given.append(MarkInput(*row, round=number))
        self.store.put_marks(self.code, given)

    def person(self, phone: TestClient) -> people.Person:
        """Who holds a phone."""
        return people.person_of(self.store, self.code, phone.cookies[f"wk_{self.code}"])

    def edit(self, *edits: Edit) -> None:
        self.store.commit(self.code, edits, by="facilitator")

    @cached_property
    def app(self) -> Starlette:
        made = routes(lambda: self.store, load, self.tickets)
        # The screens' server compresses as well: the same program with the same settings.
        return Starlette(routes=made, middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)])

    def phone(self, **headers: str) -> TestClient:
        return TestClient(self.app, base_url="http://room.test", headers=headers, follow_redirects=True)

    def joined(self, city: str = "C1", group: str = "firms", language: str = "en") -> TestClient:
        phone = self.phone()
        answer = self.join(phone, form=new_name(), city=city, group=group, language=language)
        assert answer.status_code == 200, answer.text
        return phone

    def join(self, phone: TestClient, **fields: str) -> Response:
        """Opens the first page and sends its form, with these fields changed."""
        page = phone.get(f"/j/{self.code}").text
        found = re.search(r'name="seal" value="([^"]+)"', page)
        sealed = {"seal": found[1]} if found else {}
        return phone.post(f"/j/{self.code}", data=self.join_form(**{**sealed, **fields}))

    @staticmethod
    def join_form(**fields: str) -> dict[str, str]:
        return {"form": "a-form-of-this-test", "city": "C1", "group": "firms", "language": "en", **fields}

    @staticmethod
    def fields(page: str) -> dict[str, str]:
        """The hidden fields of the first form of a page that marks."""
        names = ("seal", "form", "ballot", "subject", "item")
        found = {name: re.search(rf'name="{name}" value="([^"]+)"', page) for name in names}
        return {name: match[1] for name, match in found.items() if match}

    def tap(self, phone: TestClient, pick: str, place: str, **changed: str) -> Response:
        """Opens a question and taps; `changed` forges fields of the form."""
        page = phone.get(f"/b/{self.code}/{place}").text
        return phone.post(f"/b/{self.code}/mark", data={**self.fields(page), "pick": pick, "reason": "", **changed})

    def marks(self) -> tuple[Mark, ...]:
        """The latest marks of everybody."""
        with self.store.database.reading() as connection:
            found = set(connection.scalars(select(tables.person.c.person)))
        return tuple(mark for person in sorted(found) for mark in self.store.own_marks(self.code, person))

    def rows(self) -> int:
        """How many marks were ever written."""
        with self.store.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(tables.mark))

    def restarted(self) -> House:
        self.store.database.close()
        return replace(self, store=Store(Database(self.url)), tickets=Tickets())


@pytest.fixture
def house(tmp_path: Path):
    made = built(f"sqlite:///{tmp_path / 'room.sqlite'}")
    yield made
    made.store.database.close()


@pytest.fixture
def postgres_house(postgres_url: str):
    """As `house`, on a database that other processes may share."""
    made = built(postgres_url)
    yield made
    made.store.delete(made.code)
    made.store.database.close()


def built(url: str) -> House:
    """A workshop of three cities."""
    store = Store(Database(url))
    code, _ = people.create(store)
    named = [
        edit
        for order, name in enumerate(CITIES)
        for edit in (
            Edit("city", f"C{order + 1}", "name", name),
            Edit("city", f"C{order + 1}", "order", order),
        )
    ]
    setting = [Edit("setting", "main", "title", "Coffee Triangle"), Edit("setting", "main", "first_year", 2027)]
    store.commit(code, [*setting, *named], by="facilitator")
    return House(store, code, Tickets(), url)
