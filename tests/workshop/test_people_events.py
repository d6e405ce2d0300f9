import pytest
from sqlalchemy import select

from components.errors import InputError, RefusedError
from components.workshop import people, people_events, tables
from components.workshop.store import DONT_KNOW, Edit
from tests.workshop.taps import CODE, set_round, tap

EXTRA = [
    Edit("option", "P01", "name", "Airport shuttle"),
    Edit("option", "P01", "decision", "short_list"),
    Edit("option", "P02", "name", "Water plant"),
    Edit("option", "P02", "decision", "short_list"),
]


@pytest.fixture
def busy(room):
    """The room with options, and open ballots on the own city (agreement) and on all options."""
    room.commit(CODE, EXTRA, by="facilitator")
    set_round(room, "options", "open")
    return room


def joined(store, city="C1", group="elected"):
    """The token and the code of somebody who joined."""
    token = people.join(store, CODE, city, group, "en")
    return token, people.person_of(store, CODE, token).person


def marked(store, person, city="C1", group="elected", **more):
    store.put_mark(CODE, tap(person=person, city=city, group=group, **more))


def events(store):
    with store.database.reading() as connection:
        rows = connection.execute(select(tables.person_event).order_by(tables.person_event.c.seq)).all()
    return [(row.person, row.kind, row.value, row.by) for row in rows]


def test_somebody_in_the_wrong_city_moves_with_the_marks_that_still_make_sense(busy):
    token, person = joined(busy)
    marked(busy, person, reason="We want this")
    marked(busy, person, instrument="options", subject="P01", item="benefit", value=4, reason="Many use it")
    marked(busy, person, instrument="options", subject="P02", item="benefit", value=None, answer=DONT_KNOW)
    people.move_person(busy, CODE, token, "C2", "firms")
    found = people.person_of(busy, CODE, token)
    assert (found.person, found.city, found.group) == (person, "C2", "firms")
    own = {(mark.instrument, mark.subject): mark for mark in busy.own_marks(CODE, person)}
    assert set(own) == {("options", "P01"), ("options", "P02")}, "the mark on the old city is taken back"
    shuttle = own["options", "P01"]
    assert (shuttle.city, shuttle.group, shuttle.value, shuttle.reason) == ("C2", "firms", 4, "Many use it")
    assert own["options", "P02"].value is None
    assert busy.answered(CODE, "agreement") == ()
    assert busy.answered(CODE, "options") == (("C2", "firms", 1, 2),)
    assert people.people_count(busy, CODE) == (("C2", "firms", 1),)
    assert events(busy) == [(person, "city", "C2", person), (person, "group", "firms", person)]


def test_what_was_given_in_a_closed_or_revealed_ballot_stays_as_given(busy):
    token, person = joined(busy)
    marked(busy, person)
    marked(busy, person, instrument="options", subject="P01", item="benefit")
    set_round(busy, "agreement", "revealed")
    set_round(busy, "options", "closed")
    people.move_person(busy, CODE, token, "C2", "elected")
    assert {(mark.instrument, mark.city) for mark in busy.own_marks(CODE, person)} == {
        ("agreement", "C1"),
        ("options", "C1"),
    }
    assert [mark.city for mark in busy.snapshot(CODE).marks] == ["C1"]
    assert [kind for _, kind, _, _ in events(busy)] == ["city"]


def test_all_phones_of_a_person_move_together_and_keep_their_language(busy):
    token, person = joined(busy)
    other = people.rejoin(busy, CODE, people.rejoin_code(busy, CODE, token), "zh")
    people.move_person(busy, CODE, other, "C3", "elected")
    first, second = people.person_of(busy, CODE, token), people.person_of(busy, CODE, other)
    assert (first.person, first.city, first.language) == (person, "C3", "en")
    assert (second.person, second.city, second.language) == (person, "C3", "zh")


def test_moving_nowhere_or_to_a_city_that_is_no_partner_changes_nothing(busy):
    token, person = joined(busy)
    marked(busy, person)
    people.move_person(busy, CODE, token, "C1", "elected")
    with pytest.raises(InputError):
        people.move_person(busy, CODE, token, "C9", "elected")
    with pytest.raises(RefusedError):
        people.move_person(busy, CODE, "forged", "C2", "elected")
    assert events(busy) == []
    assert len(busy.own_marks(CODE, person)) == 1


def test_who_leaves_is_no_longer_expected_and_keeps_the_marks(busy):
    (token, person), _ = joined(busy), joined(busy, "C2", "firms")
    marked(busy, person)
    people.leave(busy, CODE, token)
    people.leave(busy, CODE, token)
    assert people.present_people(busy, CODE) == (("C2", "firms", 1),)
    assert people.people_count(busy, CODE) == (("C1", "elected", 1), ("C2", "firms", 1))
    assert len(busy.own_marks(CODE, person)) == 1
    assert people.standing(busy, CODE, person).left
    people.come_back(busy, CODE, token)
    people.come_back(busy, CODE, token)
    assert people.present_people(busy, CODE) == (("C1", "elected", 1), ("C2", "firms", 1))
    assert [kind for _, kind, _, _ in events(busy)] == ["left", "back"]


def test_attendance_is_counted_once_a_person_and_sitting(busy):
    (one, _), (two, _) = joined(busy), joined(busy, "C2", "firms")
    for token in (one, one, two):
        people.seen(busy, CODE, token, "S1")
    people.leave(busy, CODE, one)
    people.seen(busy, CODE, one, "S1")
    assert people.present_people(busy, CODE) == (("C2", "firms", 1),), "an open page does not bring anybody back"
    people.seen(busy, CODE, one, "S2")
    assert people.attendance(busy, CODE) == (
        ("S1", "C1", "elected", 1),
        ("S1", "C2", "firms", 1),
        ("S2", "C1", "elected", 1),
    )
    assert people.present_people(busy, CODE) == (("C1", "elected", 1), ("C2", "firms", 1)), "back on the second day"
    with pytest.raises(RefusedError):
        people.seen(busy, CODE, "forged", "S1")


def test_the_sitting_is_the_one_that_began_last(busy):
    assert people.sitting_now(busy.snapshot(CODE).state) == "S0"
    for code, day in (("S2", "2026-03-03T08:00:00+00:00"), ("S3", "2026-03-04T08:00:00+00:00")):
        busy.commit(CODE, [Edit("sitting", code, "started_at", day)], by="facilitator")
    assert people.sitting_now(busy.snapshot(CODE).state) == "S3"


def test_a_withdrawn_person_has_no_marks_in_open_ballots_and_is_not_expected(busy):
    (token, person), (_, other) = joined(busy), joined(busy)
    marked(busy, person)
    marked(busy, other)
    before = busy.version(CODE)
    people.withdraw_ballots(busy, CODE, token)
    people.withdraw_ballots(busy, CODE, token)
    assert busy.own_marks(CODE, person) == ()
    assert busy.answered(CODE, "agreement") == (("C1", "elected", 1, 1),)
    assert people.present_people(busy, CODE) == (("C1", "elected", 1),)
    assert people.standing(busy, CODE, person).withdrawn
    assert busy.version(CODE) > before, "no cache keeps showing the marks"
    assert [kind for _, kind, _, _ in events(busy)] == ["withdrawn"]


def test_one_open_ballot_is_taken_back_alone(busy):
    token, person = joined(busy)
    marked(busy, person)
    marked(busy, person, instrument="options", subject="P01", item="benefit")
    people.withdraw_ballot(busy, CODE, token, "options")
    assert [mark.instrument for mark in busy.own_marks(CODE, person)] == ["agreement"]
    set_round(busy, "agreement", "closed")
    with pytest.raises(RefusedError, match="round_not_open"):
        people.withdraw_ballot(busy, CODE, token, "agreement")
    assert len(busy.own_marks(CODE, person)) == 1


def test_a_declared_interest_takes_the_marks_on_that_option_out_and_can_be_ended(busy):
    token, person = joined(busy)
    for subject in ("P01", "P02"):
        marked(busy, person, instrument="options", subject=subject, item="benefit")
    people.declare_interest(busy, CODE, token, "P01", True)
    people.declare_interest(busy, CODE, token, "P01", True)
    assert people.interests(busy, CODE, person) == {"P01"}
    assert [mark.subject for mark in busy.own_marks(CODE, person)] == ["P02"]
    people.declare_interest(busy, CODE, token, "P01", False)
    assert people.interests(busy, CODE, person) == frozenset()
    assert [(kind, value) for _, kind, value, _ in events(busy)] == [("interest", "P01|1"), ("interest", "P01|0")]


def test_an_interest_is_declared_in_something_that_exists(busy):
    token, person = joined(busy)
    for subject in ("P99", "", "P01|1", "x" * 200):
        with pytest.raises(InputError, match="unknown_subject"):
            people.declare_interest(busy, CODE, token, subject, True)
    assert people.interests(busy, CODE, person) == frozenset()


def test_words_are_erased_by_their_writer_and_by_the_code_told_to_the_facilitator(busy):
    (one, first), (_, second), (three, third) = (joined(busy) for _ in range(3))
    for person in (first, second, third):
        marked(busy, person, reason=f"Words of {person}")
    assert people.erase_words(busy, CODE, one) == 1
    assert people.erase_words_by_code(busy, CODE, people.short_code(second), by="facilitator") == 1
    assert people.erase_words_by_code(busy, CODE, people.rejoin_code(busy, CODE, three), by="facilitator") == 1
    for person in (first, second, third):
        assert [(mark.value, mark.reason) for mark in busy.own_marks(CODE, person)] == [(3, "")]
    with pytest.raises(InputError, match="unknown_code"):
        people.erase_words_by_code(busy, CODE, "AAA-AAA", by="facilitator")
    with pytest.raises(RefusedError):
        people.erase_words(busy, CODE, "forged")


def test_events_are_counted_without_names(busy):
    (one, _), (two, _), (three, _) = (joined(busy) for _ in range(3))
    people.leave(busy, CODE, one)
    people.withdraw_ballots(busy, CODE, two)
    people.move_person(busy, CODE, three, "C2", "firms")
    people.declare_interest(busy, CODE, three, "P01", True)
    assert people.event_counts(busy, CODE) == {"left": 1, "withdrawn": 1, "interest": 1, "city": 1}


def test_a_ballot_that_is_closed_in_between_keeps_what_was_given(busy, monkeypatch):
    token, person = joined(busy)
    marked(busy, person, instrument="options", subject="P01", item="benefit")
    real, closed = busy.put_marks, []

    def put_marks(workshop, given):
        if not closed:
            closed.append(True)
            set_round(busy, "options", "closed")
        real(workshop, given)

    monkeypatch.setattr(busy, "put_marks", put_marks)
    people.move_person(busy, CODE, token, "C2", "elected")
    assert [(mark.subject, mark.city) for mark in busy.own_marks(CODE, person)] == [("P01", "C1")]
    assert people.person_of(busy, CODE, token).city == "C2"


def test_an_event_of_another_workshop_does_not_count(busy):
    busy.create("OTHERS", "key")
    busy.commit("OTHERS", [Edit("city", "C1", "name", "Elsewhere")], by="facilitator")
    token = people.join(busy, "OTHERS", "C1", "elected", "en")
    people.leave(busy, "OTHERS", token)
    assert people.event_counts(busy, CODE) == dict.fromkeys(("left", "withdrawn", "interest", "city"), 0)
    assert people_events.hosts(busy, CODE) == {}


def test_withdrawn_marks_leave_what_was_revealed_too(busy):
    (token, person), (_, other) = joined(busy), joined(busy)
    marked(busy, person, value=5)
    marked(busy, other, value=2)
    set_round(busy, "agreement", "revealed")
    assert {mark.value for mark in busy.snapshot(CODE).marks} == {2, 5}
    people.withdraw_ballots(busy, CODE, token)
    assert [mark.value for mark in busy.snapshot(CODE).marks] == [2]


def test_an_interest_takes_revealed_marks_out_and_its_end_brings_them_back(busy):
    token, person = joined(busy)
    marked(busy, person, instrument="options", subject="P01", item="benefit")
    set_round(busy, "options", "revealed")
    before = busy.version(CODE)
    people.declare_interest(busy, CODE, token, "P01", True)
    assert busy.snapshot(CODE).marks == ()
    assert busy.version(CODE) > before
    people.declare_interest(busy, CODE, token, "P01", False)
    assert [mark.subject for mark in busy.snapshot(CODE).marks] == ["P01"]
