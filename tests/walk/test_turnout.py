from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from components.walk.turnout import POOLED, Cell, turnout

GROUPS = ("elected", "finance", "business")
CITIES = ("C1", "C2")


def test_a_room_counted_by_hand():
    present = [("C1", "elected", 3), ("C2", "elected", 1), ("C1", "finance", 3), ("C2", "business", 4)]
    answered = [("C1", "elected", 2), ("C2", "business", 4)]
    found = turnout(CITIES, GROUPS, present, answered, smallest=3)
    assert found.groups == GROUPS
    assert found.cells == (
        (Cell(2, 3), Cell(0, 3), Cell(0, 0)),
        (Cell(0, 1), Cell(0, 0), Cell(4, 4)),
    )
    assert found.city(0) == Cell(2, 6)
    assert found.group(2) == Cell(4, 4)
    assert found.whole == Cell(6, 11)


def test_small_groups_share_a_column_over_the_cities():
    present = [("C1", "elected", 1), ("C2", "finance", 2), ("C1", "business", 5)]
    found = turnout(CITIES, GROUPS, present, [("C1", "elected", 1)], smallest=3)
    assert found.groups == ("business", POOLED)
    assert found.cells == ((Cell(0, 5), Cell(1, 1)), (Cell(0, 0), Cell(0, 2)))


def test_one_small_group_takes_the_next_smallest_with_it():
    present = [("C1", "elected", 1), ("C1", "finance", 4), ("C1", "business", 5)]
    found = turnout(CITIES, GROUPS, present, [], smallest=3)
    assert found.groups == ("business", POOLED)


def test_nobody_here_is_an_empty_matrix():
    found = turnout(CITIES, GROUPS, [], [], smallest=3)
    assert (found.groups, found.whole) == ((), Cell(0, 0))


def test_who_answered_and_left_was_there():
    found = turnout(CITIES, GROUPS, [("C1", "elected", 3)], [("C1", "elected", 4)], smallest=3)
    assert found.whole == Cell(4, 4)


def test_people_of_a_city_that_left_the_partnership_are_not_shown():
    assert turnout(CITIES, GROUPS, [("C9", "elected", 5)], [], smallest=3).whole == Cell(0, 0)


rooms = st.lists(
    st.tuples(st.sampled_from(CITIES), st.sampled_from((*GROUPS, "guest")), st.integers(1, 6)), max_size=12
)


@given(rooms, st.integers(1, 4))
def test_no_column_is_smaller_than_the_limit_and_nobody_is_lost(present, smallest):
    found = turnout(CITIES, GROUPS, present, [], smallest=smallest)
    total = sum(row[2] for row in present)
    assert found.whole.present == total
    sizes = [found.group(place).present for place in range(len(found.groups))]
    assert all(size >= min(smallest, total) for size in sizes)
