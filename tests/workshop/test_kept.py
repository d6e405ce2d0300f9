import pytest
from sqlalchemy import event

from components.workshop import database, people, tables
from components.workshop.database import Database
from components.workshop.kept import GrowingReadings, KeptReadings
from components.workshop.store import Edit, Store
from tests.workshop.taps import CODE, tap


def test_a_reading_holds_as_long_as_its_stamp():
    found, read = KeptReadings(), iter("abc")
    assert [found.get("key", stamp, lambda: next(read)) for stamp in (1, 1, 2, 2)] == ["a", "a", "b", "b"]


def test_what_does_not_exist_is_asked_again():
    found, answers = KeptReadings(), iter([None, "now"])
    assert [found.get("key", 1, lambda: next(answers)) for _ in range(2)] == [None, "now"]


def test_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr("components.workshop.kept._MOST", 2)
    found, asked = KeptReadings(), []
    for key in ("a", "b", "c", "a", "c"):
        found.get(key, 1, lambda key=key: asked.append(key) or key)
    assert asked == ["a", "b", "c", "a"]


def test_what_grows_is_read_on_from_the_last_row_until_rows_went_away():
    found, log, asked = GrowingReadings(), [1, 2], []

    def read_on(known, last):
        asked.append(last)
        return (*known, *(row for row in log if row > last)), log[-1]

    def got(*stamps):
        return found.get("key", stamps, (), read_on)

    assert got(1, 0) == (1, 2)
    log.append(5)
    assert got(1, 0) == (1, 2), "nothing was said to have changed"
    assert got(2, 0) == (1, 2, 5)
    del log[0]
    assert got(3, 1) == (2, 5)
    assert asked == [0, 2, 0]


def test_what_grows_is_kept_for_so_many_keys(monkeypatch):
    monkeypatch.setattr("components.workshop.kept._MOST", 2)
    found, asked = GrowingReadings(), []
    for key in ("a", "b", "c", "a", "c"):
        found.get(key, (1, 1), (), lambda known, last, key=key: (asked.append(key), (known, last))[1])
    assert asked == ["a", "b", "c", "a"]


def test_marks_leave_the_stamp_and_everything_else_changes_it(room):
    stamp = room.database.stamp
    room.put_mark(CODE, tap(3))
    room.put_marks(CODE, [tap(4)])
    assert room.database.stamp == stamp
    room.commit(CODE, [Edit("setting", "main", "place", "Hall")], by="facilitator")
    edited = room.database.stamp
    assert edited > stamp
    people.join(room, CODE, "C1", "elected", "en")
    assert room.database.stamp > edited


def test_a_failed_edit_changes_nothing(room):
    stamp = room.database.stamp
    with pytest.raises(ZeroDivisionError), room.database.writing(CODE):
        raise ZeroDivisionError
    assert room.database.stamp == stamp


def test_another_process_is_noticed(room, url, monkeypatch):
    monkeypatch.setattr(database, "_SECONDS_BETWEEN_LOOKS", 0.0)
    stamp = room.database.stamp
    assert room.database.stamp == stamp
    other = Store(Database(url))
    other.commit(CODE, [Edit("setting", "main", "place", "Hall")], by="facilitator")
    assert room.database.stamp > stamp
    other.database.close()


def test_a_changed_language_is_seen_by_the_next_request(room):
    token = people.join(room, CODE, "C1", "elected", "en")
    assert people.person_of(room, CODE, token).language == "en"
    people.change_language(room, CODE, token, "zh")
    assert people.person_of(room, CODE, token).language == "zh"


def stamps(store):
    database = store.database
    return database.stamp, database.people_stamp, database.erased


def changed(store, act):
    before = stamps(store)
    act()
    return [now > then for now, then in zip(stamps(store), before, strict=True)]


def test_each_stamp_changes_with_what_it_is_about(room, monkeypatch):
    monkeypatch.setattr(database, "_SECONDS_BETWEEN_LOOKS", 1e9)
    stamps(room)
    assert changed(room, lambda: room.put_mark(CODE, tap(3, reason="Because"))) == [False, False, False]
    edit = [Edit("setting", "main", "place", "Hall")]
    assert changed(room, lambda: room.commit(CODE, edit, by="facilitator")) == [True, False, False]
    assert changed(room, lambda: people.join(room, CODE, "C1", "elected", "en")) == [True, True, False]
    assert changed(room, lambda: people.grant(room, CODE, "facilitator")) == [True, True, False]
    assert changed(room, lambda: room.erase_words(CODE, "p1")) == [True, True, True]


def test_what_another_process_did_is_told_apart(room, url, monkeypatch):
    monkeypatch.setattr(database, "_SECONDS_BETWEEN_LOOKS", 0.0)
    other = Store(Database(url))
    stamps(room)
    edit = [Edit("setting", "main", "place", "Hall")]
    assert changed(room, lambda: other.commit(CODE, edit, by="facilitator")) == [True, False, False]
    assert changed(room, lambda: people.join(other, CODE, "C1", "elected", "en")) == [True, True, False]
    other.put_mark(CODE, tap(3, reason="Because"))
    assert changed(room, lambda: other.erase_words(CODE, "p1")) == [True, False, True]
    other.database.close()


def test_a_log_that_shrank_by_another_process_is_read_anew(room, monkeypatch):
    people.join(room, CODE, "C1", "elected", "en")
    monkeypatch.setattr(database, "_SECONDS_BETWEEN_LOOKS", 0.0)
    room.put_mark(CODE, tap(3))
    stamps(room)

    def put_back_from_outside(table):
        # As when a copy is put back by the command line: rows are gone, and nobody here was told.
        with room.database.engine.begin() as connection:
            connection.execute(table.delete())

    assert changed(room, lambda: put_back_from_outside(tables.mark)) == [True, True, True]
    assert changed(room, lambda: put_back_from_outside(tables.person)) == [True, True, True]


def test_a_room_that_taps_in_the_same_instant_does_not_ask_about_each_person(room):
    tokens = [people.join(room, CODE, "C1", "elected", "en") for _ in range(20)]
    for token in tokens:
        people.leave(room, CODE, token)
    asked = []
    event.listen(room.database.engine, "after_execute", lambda *given: asked.append(str(given[1])))
    for token in tokens:
        person = people.person_of(room, CODE, token)
        assert people.standing_known(room, CODE, person.person).left
    of_people = [query for query in asked if "FROM person" in query and "max" not in query]
    assert len(of_people) == 2, "everybody at once, and what became of everybody at once"
    people.come_back(room, CODE, tokens[3])
    assert [people.standing_known(room, CODE, people.person_of(room, CODE, token).person).left for token in tokens] == [
        place != 3 for place in range(20)
    ]
