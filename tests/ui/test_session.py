"""What the screens grant, and how often a key may be tried."""

import pytest

from components.errors import RefusedError
from components.ui import session


def test_trying_out_keys_is_slowed_down(monkeypatch):
    monkeypatch.setattr(session, "tries", session.new_tries())
    for _ in range(10):
        session.check_tries()
    with pytest.raises(RefusedError, match="too_many_tries"):
        session.check_tries()


def test_the_roles_of_the_screens_are_those_of_the_table():
    assert session.EDITORS == ("facilitator", "co_facilitator")
    assert session.READERS == ("facilitator", "co_facilitator", "table_host", "observer")
    assert session.AUDIENCE == ("facilitator", "co_facilitator", "table_host", "observer", "official")
