from dataclasses import replace

import pytest

from components.analysis.city_type import SECONDARY
from components.analysis.evaluate import evaluate
from components.analysis.profile import profile
from components.analysis.structure import structure
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.cities import Employment
from tests.builders import cities, given, snapshot

PARAMETERS, CATALOGUE = load_parameters(), load()


def of(code, *records, **more):
    shot = snapshot(*records, **more)
    evidence = evaluate(shot, CATALOGUE, PARAMETERS)
    return profile(shot.state, evidence, structure(shot, evidence, CATALOGUE, PARAMETERS), code)


def test_facts_that_are_missing_are_named_and_nothing_is_invented():
    found = of("C1")
    assert dict(found.facts)["population"] == 300_000
    assert "gdp" in found.unknown
    assert found.reading.size_class == SECONDARY
    assert (found.whole, found.dimensions, found.gaps, found.sectors) == (None, (), (), ())
    assert [link.pair for link in found.links] == ["C1-C2", "C1-C3"]


def test_it_holds_the_citys_own_results_and_no_others():
    marks = [
        *given("present", "physical.hard.within", "C1", C1=[1, 1, 1]),
        *given("present", "physical.hard.within", "C2", C2=[5, 5, 5]),
    ]
    found = of("C1", marks=marks)
    assert [gap.subject for gap in found.gaps] == ["C1"]
    assert found.whole.value == pytest.approx(20)
    assert of("C2", marks=marks).strengths[0].subject == "C2"


def test_sectors_and_opportunities_of_the_city():
    jobs = [
        Employment(f"{city}.{sector}", city, sector, persons)
        for city, works, farms in [("C1", 900, 100), ("C2", 200, 800), ("REF", 500, 500)]
        for sector, persons in [("C", works), ("A", farms)]
    ]
    found = of("C1", *jobs)
    assert [(row.sector, row.strong) for row in found.sectors] == [("C", True), ("A", False)]
    assert {item.sector for item in found.opportunities} == {"A", "C"}


def test_a_city_that_is_no_partner_has_no_page():
    with pytest.raises(KeyError):
        of("C9")
    assert of("C1", cities=[replace(cities(1)[0], population=None)]).reading.size_class != SECONDARY
