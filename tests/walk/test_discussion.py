from __future__ import annotations

from dataclasses import replace

import pytest

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.walk import discussion
from components.workshop.instruments import PRACTICE, instrument
from components.workshop.records.rounds import Round
from tests import builders
from tests.builders import given, snapshot

PARAMETERS = load_parameters()
WILLING, TRUST = (item.code for item in load().agreement_items)


def evidence(seen):
    return evaluate(seen, load(), PARAMETERS).agreements


def room():
    """C1 agrees, C2 is split on trust, C3 is a little apart; nobody of C2 was asked enough about willingness."""
    return snapshot(
        marks=(
            *given("agreement", TRUST, "C1", C1=[4, 4, 4, 4, 4]),
            *given("agreement", TRUST, "C2", C2=[0, 0, 5, 5, 2]),
            *given("agreement", TRUST, "C3", C3=[1, 3, 3, 4, 5]),
            *given("agreement", WILLING, "C1", C1=[1, 3, 3, 4, 4]),
            *given("agreement", WILLING, "C2", C2=[1, 5]),
        )
    )


def names(rows):
    return [(row.subject, row.item, row.flag) for row in rows]


def test_splits_come_first_and_the_wider_spread_before_the_narrower():
    assert names(discussion.queue(evidence(room()), "agreement")) == [
        ("C2", TRUST, "split"),
        ("C3", TRUST, "discuss"),
        ("C1", WILLING, "discuss"),
    ]


def test_what_is_agreed_and_what_is_withheld_come_after_the_queue():
    rows = discussion.all_rows(evidence(room()), "agreement")
    assert [row.flag for row in rows][:4] == ["split", "discuss", "discuss", "consensus"]
    assert {row.flag for row in rows[4:]} == {"too_few"}
    assert len(rows) == 6


def test_the_ballot_that_was_revealed_last_is_talked_about_first():
    seen = room()
    later = Round("present.1", "present", 1, "revealed", revealed_at="2027-01-01T00:00:00+00:00")
    rows = [*evidence(seen), replace(evidence(seen)[0], instrument="present")]
    held = builders.state(*(record for _, records in seen.state.records for record in records), later)
    assert discussion.ballots(held, rows) == ("present", "agreement")
    assert discussion.ballots(held, evidence(seen)) == ("agreement",)


def test_the_ballot_with_the_most_flagged_items_is_opened_wherever_it_was_revealed():
    rows = evidence(room())
    assert discussion.most_flagged(("present", "agreement"), rows) == "agreement"
    assert discussion.most_flagged(("weights", "present"), rows) == "weights"
    assert discussion.most_flagged((), rows) == ""


def test_reasons_come_high_marks_first_and_without_anybody():
    marks = [
        replace(mark, reason=reason)
        for mark, reason in zip(
            given("agreement", TRUST, "C1", C1=[2, 4, None, 4, 4]), ("low", "z", "unsure", "a", " "), strict=True
        )
    ]
    [row] = [one for one in evidence(snapshot(marks=marks)) if (one.item, one.subject) == (TRUST, "C1")]
    found = discussion.reasons(marks, row)
    assert [(one.value, one.words) for one in found] == [(4, "a"), (4, "z"), (2, "low"), (None, "unsure")]


def test_reasons_to_other_words_are_not_shown_with_the_new_ones():
    old, new = given("agreement", TRUST, "C1", C1=[4, 4]), given("agreement", TRUST, "C1", C1=[1], round_number=2)
    marks = [
        *(replace(mark, reason="to the old words") for mark in old),
        *(replace(mark, reason="to the new words", item_revision=2) for mark in new),
    ]
    row = discussion.queue(evidence(room()), "agreement")[0]
    found = discussion.reasons(marks, replace(row, subject="C1"))
    assert [one.words for one in found] == ["to the new words"]


def test_no_reason_is_shown_where_the_result_is_withheld():
    marks = [replace(mark, reason="mine") for mark in given("agreement", WILLING, "C2", C2=[1, 5])]
    [row] = [one for one in evidence(snapshot(marks=marks)) if (one.item, one.subject) == (WILLING, "C2")]
    assert row.flag == "too_few"
    assert discussion.reasons(marks, row) == ()


def test_the_first_round_is_told_apart_from_what_counts_now():
    first = given("agreement", TRUST, "C2", C2=[0, 0, 5, 5, 2])
    second = given("agreement", TRUST, "C2", C2=[2, 2, 3, 3], round_number=2)
    seen = snapshot(marks=(*first, *second))
    [row] = [one for one in evidence(seen) if (one.item, one.subject) == (TRUST, "C2")]
    before = discussion.before(seen, row, ("C2",), load(), PARAMETERS)
    assert before.counts == (2, 0, 1, 0, 0, 2)
    assert before.flag == "split"
    assert row.counts == (0, 0, 3, 2, 0, 0)
    assert (row.moved.n_both, row.moved.moved, row.moved.towards_median) == (4, 4, 4)
    assert row.carried == 1


def test_the_practice_question_has_a_picture_and_is_no_evidence():
    item = instrument(snapshot().state, load(), PRACTICE).items[0].code
    seen = snapshot(marks=given(PRACTICE, item, "all", C1=[1, 2], C2=[3, None, 4], C3=[4, 4]))
    found = discussion.practice(seen, load(), PARAMETERS)
    assert (found.counts, found.dont_know) == ((0, 1, 1, 1, 3, 0), 1)
    assert all(row.instrument != PRACTICE for row in evidence(seen))


@pytest.mark.parametrize("values", [[1], [1, 2, 3, 4]])
def test_the_practice_question_keeps_the_minimum_too(values):
    item = instrument(snapshot().state, load(), PRACTICE).items[0].code
    seen = snapshot(marks=given(PRACTICE, item, "all", C1=values))
    assert discussion.practice(seen, load(), PARAMETERS).counts == ()
