"""What the screens grant."""

import pytest

from components.errors import RefusedError
from components.ui import session
from components.workshop import people
from components.workshop.database import Database
from components.workshop.store import Store


def test_the_roles_of_the_screens_are_those_of_the_table():
    assert session.EDITORS == ("facilitator", "co_facilitator")
    assert session.READERS == ("facilitator", "co_facilitator", "table_host", "observer")
    assert session.AUDIENCE == ("facilitator", "co_facilitator", "table_host", "observer", "official")


@pytest.mark.parametrize("role", people.ROLES)
@pytest.mark.parametrize("action", ["download_archive", "download_workbook", "download_sheets"])
def test_a_file_is_made_only_for_who_may_take_it_when_the_button_is_pressed(tmp_path, monkeypatch, role, action):
    store = Store(Database(f"sqlite:///{tmp_path / 'room.sqlite'}"))
    code, _ = people.create(store)
    token = people.grant(store, code, role)
    for name, value in (("store", store), ("workshop", code), ("_access", (token, role))):
        monkeypatch.setattr(session, name, lambda value=value: value)
    make = session.guarded(action, lambda: b"file")
    if people.may(role, action):
        assert make() == b"file"
        people.withdraw(store, token)
    with pytest.raises(RefusedError, match="not_allowed"):
        make()
    store.database.close()


def test_a_file_of_one_workshop_is_not_made_with_the_token_of_another(tmp_path, monkeypatch):
    store = Store(Database(f"sqlite:///{tmp_path / 'room.sqlite'}"))
    (code, _), (other, _) = people.create(store), people.create(store)
    token = people.grant(store, other, "facilitator")
    for name, value in (("store", store), ("workshop", code), ("_access", (token, "facilitator"))):
        monkeypatch.setattr(session, name, lambda value=value: value)
    with pytest.raises(RefusedError, match="not_allowed"):
        session.guarded("download_archive", lambda: b"file")()
    store.database.close()


def test_a_widget_is_not_given_again_what_it_holds_so_that_a_later_press_stands(monkeypatch):
    given = []

    class Recorded(dict):
        def __setitem__(self, key, value):
            given.append((key, value))
            super().__setitem__(key, value)

    held = Recorded()
    monkeypatch.setattr(session.st, "session_state", held)
    session.seed("slider", 0)
    assert given == [("slider", 0), ("seed.slider", 0)]
    dict.__setitem__(held, "slider", -5)  # the browser's own press, which the page then stored
    given.clear()
    session.seed("slider", -5)
    assert given == [("seed.slider", -5)]
    session.seed("slider", 10)  # somebody else changed it
    assert held["slider"] == 10
    assert session.seeded("slider") == 10
