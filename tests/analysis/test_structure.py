import pytest

from components.analysis.evaluate import evaluate
from components.analysis.structure import structure
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.cities import Employment
from components.workshop.records.links import LinkFact
from components.workshop.records.peers import Peer
from tests.builders import snapshot

PARAMETERS, CATALOGUE = load_parameters(), load()


def of(*records, cities=3):
    shot = snapshot(*records, cities=cities)
    return structure(shot, evaluate(shot, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)


def jobs(city, sector, before, after, year=2024):
    start = None if before is None else 2014
    return Employment(f"{city}.{sector}", city, sector, after, year, persons_before=before, year_before=start)


def test_an_empty_workshop_has_no_structure_and_no_problem():
    found = of()
    assert (found.layers, found.suggestions, found.changes, found.sizes, found.problems) == ((), (), (), (), ())
    assert found.worth.centres == "polycentric"


def test_the_change_of_jobs_is_taken_apart_with_its_years():
    found = of(
        jobs("C1", "C", 100, 130), jobs("C1", "A", 50, 50), jobs("REF", "C", 400, 500), jobs("REF", "A", 600, 600)
    )  # fmt: skip
    works = next(row for row in found.changes if row.sector == "C")
    assert (works.city, works.national, works.industry_mix, works.local) == ("C1", *map(pytest.approx, (10, 15, 5)))
    assert found.change_years == (2014, 2024)
    assert {row.city for row in found.changes} == {"C1"}


def test_figures_of_different_years_are_not_compared():
    found = of(jobs("C1", "C", 100, 130), jobs("REF", "C", 400, 500, year=2020))
    assert (found.changes, [problem.key for problem in found.problems]) == ((), ["analysis.fault.other_years"])


def test_jobs_of_one_time_are_no_change():
    assert of(jobs("C1", "C", None, 130), jobs("REF", "C", None, 500)).changes == ()


def peers(count, **partner):
    people = [100_000 * 1.4**number for number in range(count)]
    wobble = [1.05 if number % 2 else 0.95 for number in range(count)]
    others = [
        Peer(f"N{number:02d}", f"Peer {number}", "XX", size, size / 1000 * bump, size / 10 / bump)
        for number, (size, bump) in enumerate(zip(people, wobble, strict=True))
    ]
    return [*others, Peer("C1", **partner)] if partner else others


def test_a_partner_is_read_among_its_peers_with_its_own_people():
    found = of(*peers(10, function=900.0, performance=3000.0))
    partner = next(row for row in found.sizes if row.partner)
    assert (partner.code, partner.name, partner.population, partner.quadrant) == (
        "C1", "Aran", 300_000.0, "borrowed_function",
    )  # fmt: skip
    assert (partner.linked, found.small_sample) == (False, False)
    reading = next(row for row in found.mechanisms if row.code == "goals.performance")
    assert dict(reading.values) == {"n": 0, "all": 1}


def test_a_link_makes_it_a_borrowing():
    found = of(LinkFact("C1-C2.rail", "C1-C2", "rail", "yes"), *peers(10, function=900.0, performance=3000.0))
    assert all(row.linked for row in found.sizes)
    assert [layer.code for layer in found.layers] == ["rail"]


def test_too_few_peers_are_told_in_words():
    found = of(*peers(3))
    assert (found.sizes, [problem.key for problem in found.problems]) == ((), ["analysis.fault.too_few"])
    assert of(*peers(5)).small_sample
