"""A store on each kind of database, and a small workshop to work on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from components.workshop.database import Database
from components.workshop.store import Edit, Store
from tests.workshop.taps import CODE, set_round


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database that holds nothing of this test yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'log.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store without workshops."""
    database = Database(url)
    found = Store(database)
    for code in found.workshops():
        found.delete(code)
    yield found
    for code in found.workshops():
        found.delete(code)
    database.close()


@pytest.fixture
def room(store: Store) -> Store:
    """A store with the workshop ABCDEF of three cities and an open ballot on agreement."""
    store.create(CODE, "key")
    names = enumerate(("Alpha", "Beta", "Gamma"))
    edits = [
        edit
        for order, name in names
        for edit in (
            Edit("city", f"C{order + 1}", "name", name),
            Edit("city", f"C{order + 1}", "order", order),
        )
    ]
    store.commit(CODE, [Edit("setting", "main", "title", "Room"), *edits], by="facilitator")
    set_round(store, "agreement", "open")
    return store
