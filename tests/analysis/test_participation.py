from dataclasses import replace
from datetime import timedelta

from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.participation import participation
from components.framework.parameters import load_parameters
from tests.builders import given

CITIES = ("C1", "C2", "C3")
ITEM = ("present", "physical.hard", "C1")


def of_room(room):
    """room: (city, group) -> people."""
    marks, start = [], 1
    for (city, group), people in room.items():
        marks += given(*ITEM, group=group, start=start, **{city: [3] * people})
        start += people
    return participation(marks, CITIES, load_parameters())


def test_groups_that_are_large_enough_are_told():
    found = of_room({("C1", "elected"): 3, ("C2", "firms"): 5})
    assert found.counts == (("C1", "elected", 3), ("C2", "firms", 5))
    assert found.people == 8


def test_small_groups_are_pooled_in_their_city():
    found = of_room({("C1", "elected"): 1, ("C1", "finance"): 2, ("C1", "firms"): 4})
    assert found.counts == (("C1", "firms", 4), ("C1", "", 3))


def test_one_small_group_takes_the_next_smallest_with_it():
    found = of_room({("C1", "elected"): 1, ("C1", "finance"): 3, ("C1", "firms"): 4})
    assert found.counts == (("C1", "firms", 4), ("C1", "", 4))


def test_a_small_city_is_pooled_over_the_cities():
    found = of_room({("C1", "elected"): 2, ("C2", "firms"): 5, ("C3", "firms"): 1})
    assert found.counts == (("C2", "firms", 5), ("", "", 3))


def test_one_person_with_many_marks_is_one_person_at_the_latest_place():
    others = given(*ITEM, group="firms", start=2, C1=[3, 3, 3])
    before = given(*ITEM, group="elected", C1=[1])
    after = tuple(
        replace(mark, city="C1", group="firms", person="C1.1", at=mark.at + timedelta(hours=1))
        for mark in given("present", "social.hard", "C2", C2=[2])
    )
    found = participation((*after, *others, *before), CITIES, load_parameters())
    assert (found.counts, found.people) == ((("C1", "firms", 4),), 4)


def test_nobody():
    assert participation((), CITIES, load_parameters()).counts == ()


rooms = st.dictionaries(
    st.tuples(st.sampled_from(CITIES), st.sampled_from(["elected", "finance", "firms", ""])),
    st.integers(1, 6),
    min_size=1,
)


@examples(rooms)
def test_nobody_can_be_singled_out_and_everybody_is_counted(room):
    found = of_room(room)
    total = sum(room.values())
    assert found.people == total
    assert sum(people for _, _, people in found.counts) == total
    assert all(people >= 3 for _, _, people in found.counts) or (total < 3 and len(found.counts) == 1)
    assert len({row[:2] for row in found.counts}) == len(found.counts)
