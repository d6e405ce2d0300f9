"""How often a key may be tried, whichever way in it is for; the ways themselves are walked in tests/pages."""

import pytest

from components.errors import InputError, RefusedError
from components.ui import session, ways_in
from components.workshop import people
from components.workshop.database import Database
from components.workshop.store import Store


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(ways_in, "tries", ways_in.new_tries())


def test_trying_out_keys_is_slowed_down():
    for _ in range(10):
        ways_in.check_tries()
    with pytest.raises(RefusedError, match="too_many_tries"):
        ways_in.check_tries()


def test_wrong_keys_and_wrong_invitations_are_counted_together(tmp_path, monkeypatch):
    store = Store(Database(f"sqlite:///{tmp_path / 'room.sqlite'}"))
    code, _ = people.create(store)
    monkeypatch.setattr(session, "store", lambda: store)
    for _ in range(5):
        with pytest.raises(InputError, match="wrong_key"):
            ways_in.open_by_key(code, "no such key")
        with pytest.raises(InputError, match="unknown_invitation"):
            ways_in.open_by_invitation("AAAA-BBBB-CCCC")
    with pytest.raises(RefusedError, match="too_many_tries"):
        ways_in.open_by_key(code, "no such key")
    store.database.close()
