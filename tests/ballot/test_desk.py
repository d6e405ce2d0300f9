"""A full disk and a locked log as a phone meets them: a clear page, nothing half saved, and on it goes."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event

from components.ballot.forms import new_name


@pytest.fixture
def place(house):
    """The first question of an open ballot."""
    house.move("present", "open")
    phone = house.joined()
    page = phone.get(f"/b/{house.code}/present.1")
    return phone, page.url.path.removeprefix(f"/b/{house.code}/"), house.fields(page.text)


def send(house, phone, fields, pick, **headers):
    form = {**fields, "form": new_name(), "pick": pick, "reason": "w" * 400}
    return phone.post(f"/b/{house.code}/mark", data=form, headers=headers)


@pytest.fixture
def full(house):
    """No page more in the file than there are."""

    def limited(connection, _record, _proxy):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine = house.store.database.engine
    event.listen(engine, "checkout", limited)

    def freed():
        event.remove(engine, "checkout", limited)
        engine.dispose()

    return freed


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_full_disk_is_said_on_the_phone_and_the_room_goes_on(house, place, full, accept):
    phone, _, fields = place
    kept = 0
    while (answer := send(house, phone, fields, str(kept % 6), accept=accept)).status_code == 200 and kept < 55:
        kept += 1
    assert answer.status_code == 507
    assert "no space left" in answer.text
    assert house.rows() == kept
    full()
    assert send(house, phone, fields, "5", accept=accept).status_code == 200
    assert [mark.value for mark in house.marks()] == [5]


def test_a_locked_log_is_said_on_the_phone_and_the_room_goes_on(house, place):
    phone, _, fields = place
    event.listen(
        house.store.database.engine,
        "checkout",
        lambda connection, _record, _proxy: connection.execute("PRAGMA busy_timeout=50"),
    )
    with closing(sqlite3.connect(house.store.database.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = send(house, phone, fields, "3", accept="application/json")
        assert answer.status_code == 503
        assert "does not answer just now" in answer.json()["message"]
        other.execute("ROLLBACK")
    assert house.rows() == 0
    assert send(house, phone, fields, "3").status_code == 200
    assert [mark.value for mark in house.marks()] == [3]
