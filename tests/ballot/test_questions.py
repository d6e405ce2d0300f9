from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from components.ballot.questions import asked_of, with_marks
from components.framework.records import Label
from components.workshop.instruments import SCALE_0_5, Instrument, Item, Subject
from components.workshop.records.rounds import Mark, Round

ITEMS = tuple(Item(code, Label(code, code), Label("", "")) for code in "abc")
SUBJECTS = (
    Subject("C1-C2", Label("1", "1"), ("C1", "C2")),
    Subject("C1-C3", Label("2", "2"), ("C1", "C3")),
    Subject("C2-C3", Label("3", "3"), ("C2", "C3")),
)
ASKED = Instrument("pair_present", 2, SCALE_0_5, ITEMS, SUBJECTS)
START = datetime(2027, 3, 1, 9, tzinfo=UTC)


def mark(number, *, instrument="pair_present", round_number=1, value=3):
    subject, item = ("C1-C2", "C1-C3")[number // 3], "abc"[number % 3]
    at = START + timedelta(seconds=number)
    return Mark(instrument, item, subject, round_number, "p", "C1", "firms", value, "", at)


def ballot(*marks, number=1):
    return with_marks(asked_of(Round(f"pair_present.{number}", number=number), ASKED, "C1"), marks)


def test_subjects_come_in_turn_and_only_those_of_the_own_city():
    asked = [(one.subject.code, one.item.code) for one in ballot().questions]
    assert asked == [(pair, item) for pair in ("C1-C2", "C1-C3") for item in "abc"]
    assert [one.number for one in ballot().questions] == [1, 2, 3, 4, 5, 6]
    assert ballot().find("C2-C3", "a") is None


def test_the_next_open_question_goes_round():
    made = ballot(mark(0), mark(4), mark(5))
    assert made.next_open(made.questions[3]).number == 2
    assert made.next_open().number == 2


def test_marks_of_other_ballots_and_rounds_do_not_count_but_the_round_before_is_known():
    made = ballot(mark(0, instrument="present"), mark(1, value=5), mark(2, round_number=2), number=2)
    assert made.answered == 1
    assert made.mark_before(made.questions[1]).value == 5
    assert made.mark(made.questions[1]) is None


def test_the_last_answer_is_the_latest_in_time():
    made = ballot(mark(4), mark(2), mark(1))
    assert made.last[0].number == 5


@given(st.sets(st.integers(0, 5)), st.integers(0, 5))
def test_following_the_next_open_question_answers_each_once(given_before, start):
    marks = [mark(number) for number in given_before]
    made = ballot(*marks)
    visited = []
    question = made.next_open(made.questions[start])
    while question is not None:
        visited.append(question.number - 1)
        marks.append(mark(question.number - 1))
        made = ballot(*marks)
        question = made.next_open(question)
    assert sorted(visited) == sorted({0, 1, 2, 3, 4, 5} - given_before)
    assert made.answered == 6
