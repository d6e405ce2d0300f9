import pytest
from sqlalchemy import event

from components.errors import RefusedError
from components.workshop import intake
from components.workshop.store import DONT_KNOW, TAKEN_BACK
from tests.workshop.taps import CODE, set_round, tap


@pytest.fixture
def take(room):
    def taken(*requests):
        with room.database.writing(CODE, only_marks=True) as connection:
            return intake.take(connection, CODE, requests)

    return taken


def test_every_request_has_an_answer_of_its_own(take):
    closed = tap(3, instrument="weights", subject="all")
    found = take([tap(1)], [closed], [tap(2, person="p2"), closed], [tap(5, person="p3")])
    assert [isinstance(answer, RefusedError) for answer in found.answers] == [False, True, True, False]
    assert [one.mark.person for one in found.stored] == ["p1", "p3"], "a sheet is stored whole or not at all"


def test_numbers_go_on_where_the_person_stopped(take):
    take([tap(1, sequence=7)])
    found = take([tap(2)], [tap(3, item="other"), tap(4, item="third", sequence=20)], [tap(5)])
    assert [one.sequence for one in found.stored] == [8, 9, 20, 21]


def test_a_known_request_gets_its_first_time_also_beside_a_new_one(take, room):
    first = take([tap(1, request="a")]).answers[0]
    found = take([tap(1, request="a")], [tap(2, request="b"), tap(1, request="a")])
    assert found.answers[0] == first
    assert [one.mark.request for one in found.stored] == ["b"]
    set_round(room, "agreement", "closed")
    assert take([tap(1, request="a"), tap(2, request="b")]).stored == ()


def test_nothing_given_is_nothing_stored(take):
    assert take([]).stored == take().stored == ()


def test_more_requests_than_a_question_can_name(take):
    many = [tap(1, person=f"p{number}", request=f"r{number}") for number in range(1_200)]
    assert len(take(many).stored) == 1_200
    assert take(many).stored == ()


def test_a_reason_goes_with_its_mark_and_no_value_with_dont_know(take, room):
    take([tap(3, reason="Because"), tap(4, item="b", answer=DONT_KNOW), tap(4, item="c", answer=TAKEN_BACK)])
    assert [(mark.item, mark.value, mark.reason) for mark in room.own_marks(CODE, "p1")] == [
        ("willingness", 3, "Because"),
        ("b", None, ""),
    ]


def test_batches_of_every_size_ask_the_same_few_questions(take, room):
    asked = set()
    event.listen(room.database.engine, "before_cursor_execute", lambda *given: asked.add(given[2]))
    for size in range(1, 60):
        taps = [tap(1, person=f"p{number}", request=f"{size}.{number}") for number in range(size)]
        found = take(*([one] for one in taps))
        assert [one.sequence for one in found.stored] == [size - number for number in range(size)], "counted once"
    by_list = {question for question in asked if " IN (" in question}
    assert len(by_list) == 2 * 4, "requests and people, of four lengths; a connection keeps what it prepared"
