import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from components.errors import ConflictError, InputError, RefusedError
from components.workshop import people, tables
from components.workshop.database import Database
from components.workshop.records.cities import City
from components.workshop.records.setting import Setting
from components.workshop.store import DONT_KNOW, TAKEN_BACK, Edit, Store, removal
from tests.workshop.taps import CODE, set_round, tap


def rows_of(store, table):
    with store.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_an_edit_is_added_never_written_over(room):
    before = rows_of(room, tables.change)
    room.commit(CODE, [Edit("city", "C1", "name", "Aleph")], by="facilitator")
    room.commit(CODE, [Edit("city", "C1", "name", "Alif")], by="facilitator")
    assert rows_of(room, tables.change) == before + 2
    assert room.snapshot(CODE).state.get(City, "C1").name == "Alif"
    assert [change.value for change in room.history(CODE) if (change.code, change.field) == ("C1", "name")] == [
        "Alpha",
        "Aleph",
        "Alif",
    ]


def test_a_mark_is_added_never_written_over(room):
    for value in (1, 2, 5):
        room.put_mark(CODE, tap(value))
    assert rows_of(room, tables.mark) == 3
    assert [mark.value for mark in room.own_marks(CODE, "p1")] == [5]


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_sealed_mark_is_in_no_snapshot_and_no_version(room, state):
    set_round(room, "agreement", "open")
    version = room.version(CODE)
    room.put_mark(CODE, tap(5, reason="A reason"))
    assert room.version(CODE) == version
    set_round(room, "agreement", state)
    assert room.snapshot(CODE).marks == ()
    assert room.answered(CODE, "agreement") == (("C1", "elected", 1, 1),)


def test_revealing_shows_the_marks_under_a_new_version(room):
    room.put_mark(CODE, tap(5, reason="A reason"))
    set_round(room, "agreement", "closed")
    version = room.version(CODE)
    set_round(room, "agreement", "revealed")
    snapshot = room.snapshot(CODE)
    assert snapshot.version > version
    assert [(mark.value, mark.reason) for mark in snapshot.marks] == [(5, "A reason")]


def test_revealing_one_round_shows_no_other(room):
    set_round(room, "weights", "open")
    set_round(room, "agreement", "open", number=2)
    room.put_mark(CODE, tap(5))
    room.put_mark(CODE, tap(1, round=2))
    room.put_mark(CODE, tap(40, instrument="weights", subject="all"))
    set_round(room, "agreement", "revealed")
    assert [(mark.instrument, mark.round) for mark in room.snapshot(CODE).marks] == [("agreement", 1)]


STEERING = "good\u202e road\x07"


def test_marks_that_turn_the_reading_direction_reach_nobody(room):
    """Neither in a reason, before and after the reveal, nor in a name, a free text or the history of an entry."""
    set_round(room, "agreement", "open")
    room.own_marks(CODE, "p1")
    room.put_mark(CODE, tap(4, reason=STEERING))
    assert room.own_marks(CODE, "p1")[0].reason == "good road"
    edits = [Edit("city", "C1", "name", STEERING), Edit("city", "C1", "benefit", STEERING)]
    room.commit(CODE, [*edits, Edit("setting", "main", "activities", [STEERING])], by="facilitator")
    set_round(room, "agreement", "revealed")
    found = room.snapshot(CODE)
    [city] = [one for one in found.state.cities if one.code == "C1"]
    assert (city.name, city.benefit, found.marks[0].reason) == ("good road",) * 3
    assert list(found.state.setting.activities) == ["good road"]
    assert STEERING not in str([change.value for change in room.history(CODE)])
    room.commit(CODE, [Edit("city", "C1", "name", "Aran", before="good road")], by="facilitator")


def test_the_second_editor_is_told_and_nothing_is_overwritten(room):
    room.commit(CODE, [Edit("city", "C1", "benefit", "Port", before="")], by="one")
    with pytest.raises(ConflictError) as raised:
        room.commit(
            CODE,
            [Edit("setting", "main", "title", "Other"), Edit("city", "C1", "benefit", "Rail", before="")],
            by="two",
        )
    assert raised.value.problems[0].values == {"field": "benefit", "theirs": "Port", "yours": "Rail"}
    state = room.snapshot(CODE).state
    assert (state.get(City, "C1").benefit, state.setting.title) == ("Port", "Room")


def test_the_same_entry_twice_is_no_conflict(room):
    room.commit(CODE, [Edit("city", "C1", "benefit", "Port", before="")], by="one")
    room.commit(CODE, [Edit("city", "C1", "benefit", "Port", before="")], by="two")
    assert room.snapshot(CODE).state.get(City, "C1").benefit == "Port"


def test_an_unknown_field_or_workshop_is_refused(room):
    with pytest.raises(InputError) as raised:
        room.commit(CODE, [Edit("city", "C1", "mayor", "X"), Edit("ship", "S1", "name", "Y")], by="facilitator")
    assert len(raised.value.problems) == 2
    with pytest.raises(InputError):
        room.commit("NOBODY", [Edit("city", "C1", "name", "X")], by="facilitator")


def test_undo_brings_back_and_redo_brings_forth(room):
    before = room.snapshot(CODE).state
    batch = room.commit(
        CODE, [Edit("city", "C2", "name", "Berta"), Edit("city", "C2", "benefit", "Water")], by="facilitator"
    )
    after = room.snapshot(CODE).state
    undo = room.undo(CODE, batch, by="facilitator")
    assert room.snapshot(CODE).state == before
    room.undo(CODE, undo, by="facilitator")
    assert room.snapshot(CODE).state == after


def test_undo_of_a_removal_brings_the_record_back(room):
    batch = room.commit(CODE, [removal("city", "C2")], by="facilitator")
    assert [city.code for city in room.snapshot(CODE).state.cities] == ["C1", "C3"]
    room.undo(CODE, batch, by="facilitator")
    assert [city.code for city in room.snapshot(CODE).state.cities] == ["C1", "C2", "C3"]


def test_undo_of_a_batch_that_set_a_field_twice(room):
    batch = room.commit(
        CODE, [Edit("city", "C1", "region", "North"), Edit("city", "C1", "region", "South")], by="facilitator"
    )
    room.undo(CODE, batch, by="facilitator")
    assert room.snapshot(CODE).state.get(City, "C1").region == ""


def test_undo_does_not_wipe_out_what_came_later(room):
    batch = room.commit(CODE, [Edit("city", "C1", "name", "Aleph")], by="one")
    room.commit(CODE, [Edit("city", "C1", "name", "Alif")], by="two")
    with pytest.raises(ConflictError):
        room.undo(CODE, batch, by="one")
    assert room.snapshot(CODE).state.get(City, "C1").name == "Alif"


@pytest.mark.parametrize(
    ("edit", "ballot"),
    [
        (Edit("setting", "main", "instrument", "quick"), "present"),
        (Edit("setting", "main", "instrument", "quick"), "importance"),
        (Edit("criterion", "O01", "used", value=False), "weights"),
    ],
)
def test_what_a_ballot_asks_is_not_undone_once_it_was_opened(room, edit, ballot):
    batch = room.commit(CODE, [edit], by="one")
    set_round(room, ballot, "open")
    with pytest.raises(RefusedError, match="cannot_undo_asked"):
        room.undo(CODE, batch, by="one")
    later = room.commit(CODE, [Edit("setting", "main", "title", "Later")], by="one")
    room.undo(CODE, later, by="one")


def test_a_ballot_is_not_undone(room):
    batch = next(change.batch for change in room.history(CODE) if change.kind == "round")
    with pytest.raises(RefusedError):
        room.undo(CODE, batch, by="facilitator")


def test_a_request_that_arrives_twice_is_stored_once_with_one_receipt(room):
    first = room.put_mark(CODE, tap(4, request="r1"))
    second = room.put_mark(CODE, tap(4, request="r1"))
    assert first == second
    assert rows_of(room, tables.mark) == 1


def test_a_repeated_request_after_closing_still_gets_its_receipt(room):
    first = room.put_mark(CODE, tap(4, request="r1"))
    set_round(room, "agreement", "closed")
    assert room.put_mark(CODE, tap(4, request="r1")) == first


def test_the_last_sequence_is_that_of_one_person_from_zero_on(room):
    assert room.last_sequence(CODE, "p1") == 0
    room.put_mark(CODE, tap(5, sequence=7))
    room.put_mark(CODE, tap(1, sequence=3))
    assert room.last_sequence(CODE, "p1") == 7
    assert room.last_sequence(CODE, "nobody") == 0


def test_the_highest_sequence_counts_not_the_last_to_arrive(room):
    room.put_mark(CODE, tap(5, sequence=7))
    room.put_mark(CODE, tap(1, sequence=3))
    assert [mark.value for mark in room.own_marks(CODE, "p1")] == [5]
    room.put_mark(CODE, tap(2))
    assert [mark.value for mark in room.own_marks(CODE, "p1")] == [2]


def test_dont_know_is_an_answer_and_taking_back_is_none(room):
    room.put_mark(CODE, tap(None, answer=DONT_KNOW))
    room.put_mark(CODE, tap(0, person="p2"))
    room.put_mark(CODE, tap(3, person="p3"))
    room.put_mark(CODE, tap(None, person="p3", answer=TAKEN_BACK))
    set_round(room, "agreement", "revealed")
    assert {mark.person: mark.value for mark in room.snapshot(CODE).marks} == {"p1": None, "p2": 0}
    assert room.answered(CODE, "agreement") == (("C1", "elected", 2, 2),)


def test_a_reason_stays_until_it_is_cleared_or_the_mark_is_taken_back(room):
    def reason():
        return [mark.reason for mark in room.own_marks(CODE, "p1")]

    room.put_mark(CODE, tap(3, reason="Because"))
    room.put_mark(CODE, tap(4))
    assert reason() == ["Because"]
    room.put_mark(CODE, tap(4, reason=""))
    assert reason() == [""]
    room.put_mark(CODE, tap(4, reason="Again"))
    room.put_mark(CODE, tap(None, answer=TAKEN_BACK))
    room.put_mark(CODE, tap(2))
    assert reason() == [""]


@pytest.mark.parametrize("state", ["closed", "revealed", ""])
def test_a_round_that_is_not_open_takes_no_marks(room, state):
    set_round(room, "agreement", state)
    for attempt in (lambda: room.put_mark(CODE, tap(3)), lambda: room.put_marks(CODE, [tap(3)])):
        with pytest.raises(RefusedError):
            attempt()
    assert rows_of(room, tables.mark) == 0
    with pytest.raises(RefusedError):
        room.put_mark(CODE, tap(3, instrument="never_opened"))


def test_many_marks_at_once_are_all_or_none(room):
    room.put_marks(CODE, [tap(1, request="a"), tap(2), tap(3, request="a"), tap(4, person="p2", reason="Why")])
    found = {
        mark.person: (mark.value, mark.reason) for mark in (*room.own_marks(CODE, "p1"), *room.own_marks(CODE, "p2"))
    }
    assert found == {"p1": (2, ""), "p2": (4, "Why")}
    with pytest.raises(RefusedError):
        room.put_marks(CODE, [tap(5, person="p3"), tap(5, person="p3", instrument="weights")])
    assert room.own_marks(CODE, "p3") == ()


def test_free_text_is_only_referenced_in_the_log(room):
    room.commit(CODE, [Edit("city", "C1", "benefit", "Words of a mayor")], by="facilitator")
    with room.database.reading() as connection:
        values = connection.scalars(select(tables.change.c.value)).all()
    assert not any("mayor" in value for value in values)
    assert room.snapshot(CODE).state.get(City, "C1").benefit == "Words of a mayor"


def test_a_persons_words_are_erased_and_the_marks_stay(room):
    room.put_mark(CODE, tap(3, reason="First"))
    room.put_mark(CODE, tap(4, reason="Second"))
    room.put_mark(CODE, tap(4, person="p2", reason="Other"))
    set_round(room, "agreement", "revealed")
    version = room.version(CODE)
    assert room.erase_words(CODE, "p1") == 2
    assert {mark.person: (mark.value, mark.reason) for mark in room.snapshot(CODE).marks} == {
        "p1": (4, ""),
        "p2": (4, "Other"),
    }
    assert room.version(CODE) > version, "a cached result would keep showing the words"
    assert room.erase_words(CODE, "p1") == 0


def test_words_in_a_field_are_erased_from_the_history_too(room):
    room.commit(CODE, [Edit("city", "C1", "benefit", "Secret one")], by="facilitator")
    room.commit(CODE, [Edit("city", "C1", "benefit", "Secret two")], by="facilitator")
    assert room.erase_text(CODE, "city", "C1", "benefit", by="facilitator") == 2
    assert "Secret" not in str(room.history(CODE))
    assert room.snapshot(CODE).state.get(City, "C1").benefit == ""
    with room.database.reading() as connection:
        assert [body for body in connection.scalars(select(tables.text.c.body)) if body] == []


def test_erased_words_are_not_left_on_the_disk(tmp_path):
    path = tmp_path / "log.sqlite"
    store = Store(Database(f"sqlite:///{path}"))
    store.create(CODE, "key")
    store.commit(CODE, [Edit("city", "C1", "benefit", "Quetzalcoatlus")], by="facilitator")
    store.erase_text(CODE, "city", "C1", "benefit", by="facilitator")
    assert b"Quetzalcoatlus" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    store.database.close()


def test_deleting_leaves_no_row_of_this_workshop_and_all_of_the_other(room):
    room.create("OTHERS", "key")
    for code in (CODE, "OTHERS"):
        people.grant(room, code, "facilitator")
        room.commit(
            code, [Edit("city", "C1", "name", "Alpha"), Edit("city", "C1", "benefit", "Gain")], by="facilitator"
        )
        people.join(room, code, "C1", "elected", "en")
    room.put_mark(CODE, tap(3, reason="Because"))
    room.delete(CODE)
    assert room.workshops() == ("OTHERS",)
    with room.database.reading() as connection:
        for table in (tables.text, tables.change, tables.mark, tables.person, tables.access):
            assert CODE not in connection.scalars(select(table.c.workshop)).all()
    assert room.snapshot("OTHERS").state.get(City, "C1").benefit == "Gain"
    assert (room.version(CODE), room.snapshot(CODE).state.records) == (0, ())


def test_threads_write_side_by_side_without_loss(room):
    errors = []

    def work(person):
        try:
            for number in range(10):
                room.put_mark(CODE, tap(number % 6, person=person, item=f"i{number}"))
                room.commit(CODE, [Edit("setting", "main", "place", f"{person} {number}")], by=person)
        except Exception as error:  # noqa: BLE001 - whatever went wrong in a thread must reach the test
            errors.append(error)

    threads = [threading.Thread(target=work, args=(f"p{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(row[3] for row in room.answered(CODE, "agreement")) == 80
    history = [change for change in room.history(CODE) if change.field == "place"]
    assert len(history) == 80
    assert [change.seq for change in history] == sorted(change.seq for change in history)
    assert room.snapshot(CODE).state.one(Setting).place == history[-1].value


def _write_marks(url, person, number):
    store = Store(Database(url))
    for item in range(number):
        store.put_mark(CODE, tap(item % 6, person=person, item=f"i{item}"))
    store.database.close()


def test_two_processes_write_side_by_side_without_loss(room, url):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write_marks, args=(url, person, 25)) for person in ("p1", "p2")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert room.answered(CODE, "agreement") == (("C1", "elected", 2, 50),)
    assert len(room.own_marks(CODE, "p1")) == len(room.own_marks(CODE, "p2")) == 25


def test_a_killed_process_loses_no_acknowledged_mark(room, url):
    program = """
        import sys
        from components.workshop.database import Database
        from components.workshop.store import MarkInput, Store
        store = Store(Database(sys.argv[1]))
        number = 0
        while True:
            store.put_mark("ABCDEF", MarkInput("agreement", f"i{number}", "C1", "p1", "C1", "elected", 4))
            print(number, flush=True)
            number += 1
    """
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), url],
        stdout=subprocess.PIPE,
        cwd=root,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    with process:
        acknowledged = [int(process.stdout.readline()) for _ in range(20)]
        process.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in process.stdout.read().split("\n")[:-1]]
    kept = {mark.item for mark in room.own_marks(CODE, "p1")}
    assert {f"i{number}" for number in acknowledged} <= kept
    assert len(kept) <= len(acknowledged) + 1
    room.put_mark(CODE, tap(1, item="after"))


def test_a_closed_database_is_read_again_as_it_was(room, url):
    room.put_mark(CODE, tap(4, reason="Because"))
    set_round(room, "agreement", "revealed")
    snapshot, history = room.snapshot(CODE), room.history(CODE)
    room.database.close()
    again = Store(Database(url))
    assert (again.snapshot(CODE), again.history(CODE)) == (snapshot, history)
    again.database.close()
