"""The officials' presentation: scenes, a blind vote that is apart from the marks, and whether one city decides."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.errors import InputError
from components.investment.plan_records import Plan, PlanLine, Portfolio, Score, Sharing, Totals
from components.walk import present
from components.walk.present import (
    CLOSED,
    OPEN,
    Stages,
    Vote,
    cast,
    closed,
    counted,
    fresh,
    moved,
    opened,
    spread,
    steadiness,
)
from components.workshop.records.options import Option
from components.workshop.state import State

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def test_the_scenes_take_ten_minutes():
    assert sum(present.MINUTES) == 10
    assert len(present.MINUTES) == len(present.SCENES)


def test_the_clock_starts_when_the_first_scene_is_left_and_goes_on():
    first = moved(fresh(), 0, NINE)
    assert first.started is None
    later = moved(moved(first, 1, NINE), 2, TEN)
    assert (later.scene, later.started) == (2, NINE)
    assert moved(later, 99, TEN).name == "not_agreed"
    assert moved(later, -1, TEN).name == "decision"


def test_ballots_are_hidden_until_the_vote_is_closed_and_the_last_of_a_phone_counts():
    box = opened(fresh(), "P1")
    for phone, point in (("a", 5), ("b", 0), ("c", None), ("a", 4)):
        box = cast(box, phone, point)
    assert spread(box.vote) is None
    found = spread(closed(box).vote)
    assert found.counts == (1, 0, 0, 0, 1, 0)
    assert (found.n, found.unknown, found.median, found.lowest, found.highest) == (2, 1, 0, 0, 4)


def test_a_vote_with_nothing_but_dont_know_has_no_median_and_is_not_zero():
    found = spread(closed(cast(opened(fresh(), "P1"), "a", None)).vote)
    assert (found.n, found.unknown, found.median, found.lowest) == (0, 1, None, None)


def test_nothing_is_taken_before_the_vote_is_open_after_it_is_closed_or_beyond_the_scale():
    box = opened(fresh(), "P1")
    for wrong, point in ((fresh(), 3), (closed(box), 3), (box, 6), (box, -1)):
        with pytest.raises(InputError):
            cast(wrong, "a", point)


def test_more_phones_than_a_room_has_are_refused_but_a_known_one_may_change_its_vote():
    full = Vote("P1", OPEN, tuple((str(number), 3) for number in range(500)))
    box = replace(fresh(), vote=full)
    assert cast(box, "7", 5).vote.ballots[-1] == ("7", 5)
    with pytest.raises(InputError):
        cast(box, "one more", 3)


def test_opening_again_keeps_the_ballots_of_the_same_option_and_drops_those_of_another():
    box = closed(cast(opened(fresh(), "P1"), "a", 3))
    assert opened(box, "P1").vote.ballots == (("a", 3),)
    assert opened(box, "P2").vote == Vote("P2", OPEN, ())


def test_slips_of_paper_close_the_vote_join_what_phones_gave_and_replace_an_earlier_count():
    box = cast(opened(fresh(), "P1"), "a", 5)
    box = counted(counted(box, "P1", (9, 0, 0, 0, 0, 0, 0)), "P1", (2, 0, 0, 1, 0, 0, 3))
    found = spread(box.vote)
    assert box.vote.state == CLOSED
    assert found.counts == (2, 0, 0, 1, 0, 1)
    assert (found.n, found.unknown, found.by_hand, found.all) == (4, 3, 6, 7)
    assert (found.lowest, found.median, found.highest) == (0, 0, 5)
    assert box.vote.n == 7
    assert spread(counted(box, "P2", (0, 0, 0, 0, 0, 1, 0)).vote).counts == (0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize("numbers", [(1, 2, 3), (-1, 0, 0, 0, 0, 0, 0), (501, 0, 0, 0, 0, 0, 0)])
def test_counts_that_no_room_can_give_are_refused(numbers):
    with pytest.raises(InputError):
        counted(opened(fresh(), "P1"), "P1", numbers)


def plan_with(status="optimal", *, ranks=(1,), chosen=False):
    scores = tuple(
        Score(f"P{n}", 50.0, None, None, rank, 1, 1, "consensus", 5, ()) for n, rank in enumerate(ranks)
    )
    lines = (PlanLine("P0", chosen, 2027, 2027, "ready", 1.0, 50.0, "", ()),)
    totals = Totals(0, 0, 0, 0, 0, None)
    return Plan(
        (), (), scores, Sharing((), (), True, ()), lines, (), Portfolio(status, 0, 0, 0, 0), (), totals, (), ()
    )


def test_what_stands_in_the_way_of_a_plan_is_named_by_the_first_thing_that_is_missing():
    some = State((("option", (Option("P0", "Bus"),)),))
    assert present.obstacle(State(), plan_with()) == "options"
    assert present.obstacle(some, plan_with(ranks=(None,))) == "marks"
    assert present.obstacle(some, plan_with("infeasible")) == "infeasible"
    assert present.obstacle(some, plan_with("unknown")) == "unknown"
    assert present.obstacle(some, plan_with()) == "money"
    assert present.obstacle(some, plan_with(chosen=True)) == ""


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=30))
def test_every_ballot_is_counted_once_and_the_median_was_given(points):
    box = opened(fresh(), "P1")
    for phone, point in enumerate(points):
        box = cast(box, str(phone), point)
    found = spread(closed(box).vote)
    assert found.n + found.unknown == len(points)
    assert (found.median in points) if found.n else found.median is None


def test_the_first_three_are_stable_when_they_only_change_places():
    ranks = {"A": 1, "B": 2, "C": 3, "D": 4}
    found = steadiness(ranks, {"C1": {"C": 1, "A": 2, "B": 3, "D": 4}})
    assert found.first == ("A", "B", "C")
    assert found.stable


def test_a_city_without_which_another_option_comes_in_is_named():
    ranks = {"A": 1, "B": 2, "C": 3, "D": 4}
    found = steadiness(ranks, {"C1": ranks, "C2": {"A": 1, "D": 2, "B": 3, "C": 4}})
    assert not found.stable
    assert found.changes == (("C2", ("D",), ("C",)),)


def test_a_tie_for_the_third_place_counts_as_first_on_both_sides():
    assert steadiness({"A": 1, "B": 2, "C": 3, "D": 3}, {"C1": {"A": 1, "B": 2, "C": 3, "D": 4}}).changes == (
        ("C1", (), ("D",)),
    )


def test_every_change_has_another_number_and_a_reset_has_other_codes():
    stages = Stages()
    before = stages.of("W")
    stages.go("W", 2)
    stages.change("W", lambda showing: opened(showing, "P1"))
    stages.change("W", closed)
    assert stages.of("W").turn == 3
    assert stages.of("W").vote.state == CLOSED
    assert stages.voting(before.code) == stages.driven(before.secret) == "W"
    stages.reset("W")
    after = stages.of("W")
    assert (after.scene, after.vote, after.started, after.turn) == (0, Vote(), None, 4)
    assert stages.voting(before.code) is None
    assert stages.driven(before.secret) is None


def test_a_change_that_is_refused_leaves_everything_as_it_was():
    stages = Stages()
    before = stages.of("W")
    with pytest.raises(InputError):
        stages.change("W", lambda showing: cast(showing, "a", 3))
    assert stages.of("W") is before


def test_stores_know_nothing_of_each_others_presentations(tmp_path):
    from components.workshop.database import Database
    from components.workshop.store import Store

    one, two = (Store(Database(f"sqlite:///{tmp_path / name}")) for name in ("one.sqlite", "two.sqlite"))
    present.stages(one).go("W", 3)
    assert present.stages(one).of("W").scene == 3
    assert present.stages(two).of("W").scene == 0
    one.database.close()
    two.database.close()
