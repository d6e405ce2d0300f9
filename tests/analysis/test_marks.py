
from components.analysis.marks import counts, counts_by_city_and_group, counts_by_group, dont_know, marked
from tests.builders import given

KEYS = (("present", "a", "C1"), ("present", "b", "C1"))
CITIES = ("C1", "C2")
MARKS = (
    *given("present", "a", "C1", C1=[5, None, 0], C2=[5]),
    *given("present", "b", "C1", C1=[3]),
    *given("present", "not asked", "C1", C1=[3]),
)


def table(marks=MARKS):
    return marked(marks, KEYS, CITIES)


def test_counts_by_key_city_and_point():
    found = counts(table())
    assert found.shape == (2, 3, 6)
    assert found[0].tolist() == [[1, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 1], [0] * 6]
    assert found[1].sum() == 1
    assert dont_know(table()).tolist() == [1, 0]


def test_people_without_a_city_count_apart_and_those_of_a_stranger_not_at_all():
    found = counts(table((*given("present", "a", "C1", **{"": [4, 4]}), *given("present", "a", "C1", C9=[1]))))
    assert found[0].sum() == found[0, 2, 4] == 2


def test_no_marks_at_all():
    assert counts(table(())).sum() == 0


def test_groups_are_counted_over_the_cities():
    firms = given("present", "a", "C1", group="firms", C1=[4], C2=[5])
    found = table((*firms, *given("present", "a", "C1", group="finance", C1=[None, 2])))
    assert found.groups == ("firms", "finance")
    assert counts_by_group(found)[0].tolist() == [[0, 0, 0, 0, 1, 1], [0, 0, 1, 0, 0, 0]]
    people = counts_by_city_and_group(table((*firms, *given("present", "b", "C1", group="finance", C1=[1, 2]))))
    assert people[0].tolist() == [[1, 0], [1, 0], [0, 0]]
    assert people[1].tolist() == [[0, 2], [0, 0], [0, 0]]
