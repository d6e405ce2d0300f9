import hashlib
import io
import json
import zipfile

import pytest
from sqlalchemy import func, select

from components.errors import InputError
from components.workshop import archive, people, tables
from components.workshop.store import DONT_KNOW, TAKEN_BACK, Edit
from tests.workshop.taps import CODE, set_round, tap


@pytest.fixture
def lived(room):
    """The room after some work: words, erased words, an undo, sealed and revealed marks, phones, another workshop."""
    room.create("OTHERS", "key")
    room.commit("OTHERS", [Edit("city", "C1", "benefit", "Theirs")], by="facilitator")
    batch = room.commit(CODE, [Edit("city", "C1", "benefit", "Quick “roads” 与铁路")], by="facilitator")
    room.undo(CODE, batch, by="facilitator")
    room.commit(CODE, [Edit("city", "C2", "benefit", "Water"), Edit("option", "P01", "cities", ["C1", "C2"])], by="co")
    room.commit(CODE, [Edit("city", "C3", "benefit", "To be erased")], by="co")
    room.erase_text(CODE, "city", "C3", "benefit", by="facilitator")
    set_round(room, "weights", "open")
    room.put_mark(CODE, tap(5, reason="Good reasons"))
    room.put_mark(CODE, tap(2, sequence=9, request="r9"))
    room.put_mark(CODE, tap(None, person="p2", answer=DONT_KNOW))
    room.put_mark(CODE, tap(1, person="p3"))
    room.put_mark(CODE, tap(None, person="p3", answer=TAKEN_BACK))
    room.put_mark(CODE, tap(60, instrument="weights", subject="all", person="p2", reason="Sealed words"))
    set_round(room, "agreement", "revealed")
    one, two, three = (people.join(room, CODE, "C2", "firms", "en") for _ in range(3))
    people.seen(room, CODE, one, "S1")
    people.leave(room, CODE, two)
    people.move_person(room, CODE, three, "C3", "elected")
    people.declare_interest(room, CODE, three, "P01", True)
    people.withdraw_ballots(room, CODE, three)
    return room


def shown(store, code):
    snapshot = store.snapshot(code)
    history = [
        (row.batch, row.kind, row.code, row.field, row.value, row.before, row.by, row.at) for row in store.history(code)
    ]
    own = [store.own_marks(code, person) for person in ("p1", "p2", "p3")]
    return (
        snapshot.state,
        snapshot.marks,
        history,
        own,
        store.answered(code, "weights"),
        people.people_count(store, code),
        people.present_people(store, code),
        people.attendance(store, code),
        people.event_counts(store, code),
    )


def changed(data, name, body=None, **manifest):
    """The archive with one part replaced (None: left out), its fingerprint right, other entries of the manifest."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {entry: file.read(entry) for entry in file.namelist()}
    if body is None:
        parts.pop(name, None)
    else:
        parts[name] = body
    found = json.loads(parts["manifest.json"])
    if body is not None:
        found["sha256"][name] = hashlib.sha256(body).hexdigest()
    parts["manifest.json"] = json.dumps(found | manifest).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for entry, content in parts.items():
            file.writestr(entry, content)
    return stream.getvalue()


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name)


def rows(data, name):
    return [json.loads(line) for line in part(data, name).decode().splitlines()]


def lines(found):
    return "".join(json.dumps(row) + "\n" for row in found).encode()


def test_saving_deleting_restoring_and_saving_gives_the_same_file(lived):
    token = people.join(lived, CODE, "C1", "elected", "zh")
    before = shown(lived, CODE)
    data = archive.save(lived, CODE)
    lived.delete(CODE)
    assert archive.restore(lived, data) == CODE
    assert shown(lived, CODE) == before
    assert archive.save(lived, CODE) == data
    assert people.person_of(lived, CODE, token).language == "zh", "a phone that joined stays joined"


def test_a_code_that_is_taken_gives_a_second_workshop_that_is_equal(lived):
    data = archive.save(lived, CODE)
    copy = archive.restore(lived, data)
    assert copy != CODE
    assert shown(lived, copy) == shown(lived, CODE)
    lived.commit(copy, [Edit("setting", "main", "title", "Copy")], by="facilitator")
    assert lived.snapshot(CODE).state.setting.title == "Room"
    lived.delete(CODE)
    assert lived.snapshot(copy).state.setting.title == "Copy"
    assert lived.own_marks(copy, "p1")[0].reason == "Good reasons"


def test_work_goes_on_after_restoring(lived):
    data = archive.save(lived, CODE)
    lived.delete(CODE)
    archive.restore(lived, data)
    lived.put_mark(CODE, tap(30, instrument="weights", subject="all", person="p2"))
    assert {mark.value for mark in lived.own_marks(CODE, "p2")} == {None, 30}
    batch = next(row.batch for row in lived.history(CODE) if row.value == "Water")
    lived.undo(CODE, batch, by="facilitator")
    assert lived.snapshot(CODE).state.options == ()


def test_the_facilitators_key_still_fits_and_no_access_travels(store):
    code, key = people.create(store)
    token = people.grant(store, code, "facilitator")
    data = archive.save(store, code)
    store.delete(code)
    archive.restore(store, data)
    assert people.key_fits(key, store.key_hash(code))
    assert people.role_of(store, token) is None


def test_the_whole_file_says_that_it_holds_sealed_marks(lived):
    manifest = json.loads(part(archive.save(lived, CODE), "manifest.json"))
    assert manifest["content"] == "whole: holds sealed marks"
    assert manifest["format"] == 2


def of_the_first_format(data):
    """The same file as the program wrote it before it kept what happens to people."""
    sums = json.loads(part(data, "manifest.json"))["sha256"]
    sums.pop("person_event.jsonl")
    return changed(data, "person_event.jsonl", format=1, sha256=sums)


def test_a_file_of_the_first_format_still_opens(room):
    token = people.join(room, CODE, "C2", "firms", "zh")
    set_round(room, "agreement", "revealed")
    before = shown(room, CODE)
    old = of_the_first_format(archive.save(room, CODE))
    room.delete(CODE)
    assert archive.restore(room, old) == CODE
    assert shown(room, CODE) == before
    assert people.person_of(room, CODE, token).city == "C2"


def test_a_file_of_the_second_format_without_its_events_is_refused(lived):
    old = of_the_first_format(archive.save(lived, CODE))
    assert refused(lived, changed(old, "x", format=2)) == ["part_missing"]


def test_an_event_that_no_page_writes_is_refused(lived):
    data = archive.save(lived, CODE)
    events = rows(data, "person_event.jsonl")
    assert {event["kind"] for event in events} == {"present", "left", "city", "group", "interest", "withdrawn"}
    for fault in ({"kind": "crowned"}, {"kind": "interest", "value": "P01"}, {"at": "noon"}, {"value": "x" * 81}):
        bad = changed(data, "person_event.jsonl", lines([{**events[0], **fault}, *events[1:]]))
        assert refused(lived, bad) == ["row"]


def test_a_comparison_counts_to_either_side_and_no_other_mark_below_zero(room):
    set_round(room, "weights", "open")
    room.put_mark(CODE, tap(-8, instrument="weights", item="benefit~cost", subject="all"))
    data = archive.save(room, CODE)
    copy = archive.restore(room, data)
    assert [mark.value for mark in room.own_marks(copy, "p1")] == [-8]
    found = rows(data, "mark.jsonl")
    for fault in ({"value": -9}, {"value": 9}, {"item": "benefit"}):
        assert refused(room, changed(data, "mark.jsonl", lines([{**found[0], **fault}]))) == ["row"]


def test_erased_words_and_another_workshop_are_not_in_the_file(lived):
    data = archive.save(lived, CODE)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        everything = b"".join(file.read(name) for name in file.namelist())
    assert b"To be erased" not in everything
    assert b"Theirs" not in everything


def test_what_leaves_the_room_holds_no_sealed_mark_no_token_no_group(lived):
    people.join(lived, CODE, "C1", "elected", "en")
    data = archive.public(lived, CODE)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        everything = b"".join(file.read(name) for name in file.namelist())
    for secret in (b"Sealed words", b"token", b"elected", b"withdrawn", b"key_hash", b"To be erased", b'"p1"'):
        assert secret not in everything
    found = rows(data, "marks.jsonl")
    assert {(mark["value"], mark["reason"]) for mark in found} == {(2, "Good reasons"), (None, "")}
    assert {mark["person"] for mark in found} == {"R001", "R002"}
    assert {row["record"] for row in rows(data, "records.jsonl")} == {"setting", "city", "option"}


def test_two_files_cannot_be_joined_by_a_persons_code_or_place(lived):
    files = [rows(archive.public(lived, CODE), "marks.jsonl") for _ in range(20)]
    assert len({next(mark["person"] for mark in found if mark["value"] == 2) for found in files}) == 2
    assert len({found[0]["value"] for found in files}) == 2


def refused(store, data):
    def count(connection):
        return [connection.scalar(select(func.count()).select_from(table)) for table in tables.LOG]

    with store.database.reading() as connection:
        before = count(connection)
    with pytest.raises(InputError) as raised:
        archive.restore(store, data)
    with store.database.reading() as connection:
        assert count(connection) == before, "all or nothing"
    return [problem.key.removeprefix("archive.") for problem in raised.value.problems]


def test_the_variant_that_left_the_room_is_not_restored(lived):
    assert refused(lived, archive.public(lived, CODE)) == ["public"]


def test_damaged_foreign_and_newer_files_are_refused_in_words(lived):
    data = archive.save(lived, CODE)
    foreign = io.BytesIO()
    with zipfile.ZipFile(foreign, "w") as file:
        file.writestr("letter.txt", "hello")
    assert refused(lived, b"") == ["not_an_archive"]
    assert refused(lived, b"%PDF-1.7 something else") == ["not_an_archive"]
    assert refused(lived, data[:-40]) == ["damaged"]
    assert refused(lived, foreign.getvalue()) == ["foreign"]
    assert refused(lived, changed(data, "x", program="other")) == ["foreign"]
    assert refused(lived, changed(data, "x", format=3)) == ["newer"]
    assert refused(lived, changed(data, "x", format="1")) == ["damaged"]


def test_every_part_that_was_changed_or_is_missing_is_named(lived):
    data = archive.save(lived, CODE)
    sums = json.loads(part(data, "manifest.json"))["sha256"]
    wrong = changed(data, "x", sha256=sums | {"mark.jsonl": "0" * 64, "text.jsonl": "0" * 64})
    assert refused(lived, wrong) == ["part_changed", "part_changed"]
    assert refused(lived, changed(data, "person.jsonl")) == ["part_missing"]


def test_a_flipped_byte_is_found(lived):
    data = archive.save(lived, CODE)
    # Every eleventh byte of the packed content; the headers of a zip hold fields that nothing depends on.
    start = data.index(b"mark.jsonl") + len("mark.jsonl")
    for place in range(start + 4, start + 60, 11):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        assert refused(lived, bytes(broken))[0] in ("damaged", "part_changed")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("mark", {"value": 101}),
        ("mark", {"value": "3"}),
        ("mark", {"value": True}),
        ("mark", {"answer": "perhaps"}),
        ("mark", {"text": 99}),
        ("mark", {"sequence": 2**63}),
        ("mark", {"person": "x" * 41}),
        ("mark", {"person": None}),
        ("mark", {"at": "yesterday"}),
        ("mark", {"extra": 1}),
        ("change", {"value": "{"}),
        ("change", {"value": '{"text": 99}'}),
        ("change", {"value": '{"drop": 1}'}),
        ("change", {"kind": "ship"}),
        ("change", {"field": "mayor"}),
        ("change", {"by": "nul\x00"}),
        ("change", {"by": "\ud800"}),
        ("text", {"body": 5}),
        ("workshop", {"created_at": "never"}),
    ],
)
def test_a_row_that_does_not_fit_is_named_with_its_line(lived, name, change):
    data = archive.save(lived, CODE)
    found = rows(data, f"{name}.jsonl")
    found[0] |= change
    assert refused(lived, changed(data, f"{name}.jsonl", lines(found)))[0] == "row"


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("setting", "years", "many"),
        ("setting", "years", 4000),
        ("setting", "unit", "wheelbarrows"),
        ("city", "latitude", [1]),
        ("city", "name", 3),
        ("city", "removed", "yes"),
        ("option", "build_years", 0),
        ("option", "cities", "C1"),
        ("envelope", "amount", -1),
        ("city", "code", "C2"),
    ],
)
def test_a_value_that_no_page_takes_is_refused(lived, kind, field, value):
    data = archive.save(lived, CODE)
    found = rows(data, "change.jsonl")
    found[-1] |= {"kind": kind, "field": field, "value": json.dumps(value)}
    assert refused(lived, changed(data, "change.jsonl", lines(found))) == ["row"]


@pytest.mark.parametrize("code", ["../../x", "<b>", "a b", ""])
def test_a_code_that_no_workshop_has_is_refused(lived, code):
    data = archive.save(lived, CODE)
    found = [row | {"code": code} for row in rows(data, "workshop.jsonl")]
    assert refused(lived, changed(data, "workshop.jsonl", lines(found))) == ["row"]


def test_a_tap_that_stands_twice_contradicts_itself(lived):
    data = archive.save(lived, CODE)
    found = rows(data, "mark.jsonl")
    assert refused(lived, changed(data, "mark.jsonl", lines([*found, found[0]]))) == ["contradiction"]


def test_two_workshops_in_one_file_are_refused(lived):
    data = archive.save(lived, CODE)
    found = rows(data, "workshop.jsonl")
    assert refused(lived, changed(data, "workshop.jsonl", lines(found * 2))) == ["row"]
    assert refused(lived, changed(data, "workshop.jsonl", b"")) == ["row"]


def test_a_bomb_is_stopped_while_it_unpacks(lived, monkeypatch):
    data = archive.save(lived, CODE)
    bomb = changed(data, "mark.jsonl", b"\n" * (51 * 2**20))
    assert len(bomb) < 2**20
    assert refused(lived, bomb) == ["too_large"]
    monkeypatch.setattr("components.workshop.archive_reading.LARGEST_BYTES", len(data) - 1)
    assert refused(lived, data) == ["too_large"]


def test_an_unknown_workshop_cannot_be_saved(store):
    for write in (archive.save, archive.public):
        with pytest.raises(InputError):
            write(store, "NOBODY")
