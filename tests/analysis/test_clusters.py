import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.clusters import location_quotient, sectors
from components.framework.parameters import load_parameters
from components.workshop.records.cities import Employment

PARAMETERS = load_parameters()
ORDER = ("A", "C", "G")


def employed(city, *, demonstration=False, **persons):
    return [
        Employment(f"{city}.{sector}", city=city, sector=sector, persons=number, demonstration=demonstration)
        for sector, number in persons.items()
    ]


def of_rows(*rows):
    return {(row.city, row.sector): row for row in sectors(rows, ("C1", "C2"), ORDER, PARAMETERS)}


def test_a_hand_worked_economy():
    # City: 300 of 1,000 jobs in manufacturing, reference 1,500 of 10,000: 0.30 / 0.15 = 2
    found = of_rows(*employed("C1", A=100, C=300, G=600), *employed("REF", A=2500, C=1500, G=6000))
    assert found["C1", "C"].quotient == pytest.approx(2)
    assert found["C1", "A"].quotient == pytest.approx(0.4)
    assert found["C1", "G"].quotient == pytest.approx(1)
    assert found["C1", "C"].share == pytest.approx(0.3)
    assert [row.strong for row in found.values()] == [False, True, False]


def test_not_known_is_not_zero():
    # Without sector A on both sides: (300/900) / (1500/7500) = 1.667
    found = of_rows(*employed("C1", A=None, C=300, G=600), *employed("REF", A=2500, C=1500, G=6000))
    assert (found["C1", "A"].persons, found["C1", "A"].share, found["C1", "A"].quotient) == (None, None, None)
    assert found["C1", "C"].quotient == pytest.approx(5 / 3)


def test_without_a_reference_there_is_a_share_and_no_quotient():
    found = of_rows(*employed("C1", A=100, C=300))
    assert (found["C1", "C"].share, found["C1", "C"].quotient, found["C1", "C"].strong) == (0.75, None, False)


def test_a_sector_that_the_reference_does_not_have_has_no_quotient():
    found = of_rows(*employed("C1", A=100, C=300), *employed("REF", A=0, C=1000))
    assert found["C1", "A"].quotient is None
    assert found["C1", "C"].quotient == pytest.approx(0.75)


def test_small_numbers_are_marked_and_never_strong():
    found = of_rows(*employed("C1", A=49, C=51), *employed("REF", A=1000, C=90_000))
    assert found["C1", "A"].quotient > 1.25
    assert (found["C1", "A"].small_numbers, found["C1", "A"].strong) == (True, False)
    assert found["C1", "C"].small_numbers is False


def test_strong_begins_at_the_threshold():
    # (250/1000) / (2000/10000) = 1.25
    found = of_rows(*employed("C1", A=250, C=750), *employed("REF", A=2000, C=8000))
    assert (found["C1", "A"].quotient, found["C1", "A"].strong) == (1.25, True)


def test_an_invented_reference_makes_the_result_a_demonstration():
    rows = (*employed("C1", A=100, C=300), *employed("REF", A=1000, C=1000, demonstration=True))
    assert all(row.demonstration for row in of_rows(*rows).values())
    assert not any(row.demonstration for row in of_rows(*employed("C1", A=100)).values())


def test_sectors_come_in_the_order_of_the_framework_and_own_ones_last():
    rows = (*employed("C2", coffee=60, G=1, A=1), *employed("C1", C=1))
    assert list(of_rows(*rows)) == [("C1", "C"), ("C2", "A"), ("C2", "G"), ("C2", "coffee")]


def test_no_employment_at_all():
    assert sectors((), ("C1",), ORDER, PARAMETERS) == ()


jobs = st.lists(st.integers(1, 100_000), min_size=3, max_size=3)


@examples(jobs, jobs, st.integers(2, 50))
def test_quotients_average_to_one_and_do_not_depend_on_size(city, reference, times):
    table, against = np.array([city], dtype=float), np.array(reference, dtype=float)
    quotient = location_quotient(table, against)[0]
    # Weighted with the reference's shares they are the city's shares, which sum to 1
    assert (quotient * against / against.sum()).sum() == pytest.approx(1)
    assert location_quotient(table * times, against)[0] == pytest.approx(quotient)
