from hypothesis import given
from hypothesis import strategies as st

from components.framework.parameters import load_parameters
from components.workshop import people
from components.workshop.people_balance import CityBalance
from tests import builders

GROUPS = ("elected", "finance", "firms")
STATE = builders.state(*builders.cities(3))


def test_the_balance_names_who_is_missing_and_by_how_many():
    counts = (("C1", "elected", 4), ("C1", "firms", 3), ("C2", "elected", 12), ("C9", "firms", 5))
    found = people.balance(STATE, counts, GROUPS, least=6, most=10)
    assert found == (
        CityBalance("C1", 7, (("elected", 4), ("finance", 0), ("firms", 3)), 0, 0),
        CityBalance("C2", 12, (("elected", 12), ("finance", 0), ("firms", 0)), 0, 2),
        CityBalance("C3", 0, (("elected", 0), ("finance", 0), ("firms", 0)), 6, 0),
    )
    assert [city.absent for city in found] == [("finance",), ("finance", "firms"), GROUPS]
    assert people.absent_everywhere(found) == ("finance",)
    assert people.absent_everywhere(()) == ()


def test_somebody_of_a_group_that_is_not_asked_for_counts_for_the_city():
    found = people.balance(STATE, (("C1", "higher_government", 2),), GROUPS, least=6, most=10)[0]
    assert (found.people, found.missing) == (2, 4)


def test_the_range_is_a_row_of_the_parameters():
    assert people.recommended(load_parameters()) == (6, 10)


@given(st.lists(st.tuples(st.sampled_from(["C1", "C2", "C3"]), st.sampled_from(GROUPS)), max_size=60))
def test_everybody_is_counted_once(persons):
    counts = [(*key, persons.count(key)) for key in sorted(set(persons))]
    found = people.balance(STATE, counts, GROUPS, least=6, most=10)
    assert sum(city.people for city in found) == len(persons)
    for city in found:
        assert city.people == sum(number for _, number in city.groups)
        assert city.people + city.missing - city.beyond == min(10, max(6, city.people))
