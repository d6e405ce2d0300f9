from dataclasses import replace

import pytest

from components.analysis.evidence import Link
from components.analysis.link_networks import MARKS, layers, worth
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.links import LinkFact
from tests.builders import cities

PARAMETERS, MEDIA = load_parameters(), load().link_media


def rated(pair, index, km=100.0):
    first, second = pair.split("-")
    return Link(pair, first, second, km, index, None, "", 3, "consensus")


def fact(pair, medium, exists="", value=None):
    return LinkFact(f"{pair}.{medium}", pair, medium, exists, value)


def test_a_medium_links_what_exists_or_has_a_figure():
    facts = [
        fact("C1-C2", "rail", "yes"),
        fact("C1-C3", "rail", value=0.0),
        fact("C2-C3", "rail", "no", value=4.0),
        fact("C1-C4", "rail", value=2.0),
        fact("C1-C2", "bus"),
    ]
    (rail,) = layers(cities(4), facts, (), MEDIA, PARAMETERS)
    assert (rail.code, rail.linked, rail.unknown) == ("rail", ("C1-C2", "C1-C4"), ("C2-C4", "C3-C4"))
    assert rail.measures["topology"] == "unconnected"
    # Only pairs that are known not to be linked can be built, not those of which nobody knows.
    assert {(link.first, link.second) for link in rail.added} == {("C1", "C3"), ("C2", "C3")}


def test_marks_link_from_the_threshold_on():
    links = [rated("C1-C2", 50.0), rated("C1-C3", 49.0), rated("C2-C3", 80.0)]
    (marks,) = layers(cities(3), (), links, MEDIA, PARAMETERS)
    assert (marks.code, marks.linked, marks.unknown) == (MARKS, ("C1-C2", "C2-C3"), ())
    assert marks.measures["topology"] == "line"
    assert [(link.first, link.second) for link in marks.added] == [("C1", "C3")]


def test_facts_of_pairs_that_are_no_partners_count_nowhere():
    assert layers(cities(3), [fact("C1-C9", "rail", "yes")], (), MEDIA, PARAMETERS) == ()
    assert layers(cities(1), [fact("C1-C2", "rail", "yes")], (), MEDIA, PARAMETERS) == ()


def test_what_partners_gain_together():
    found = worth(cities(3), PARAMETERS)
    assert dict(found.gains)["n2"] == pytest.approx(3.0)
    assert (found.centres, found.share) == ("polycentric", pytest.approx(1 / 3))
    first, second, third = cities(3)
    part = worth((first, replace(second, population=None), replace(third, population=100.0)), PARAMETERS)
    assert (part.largest, part.centres, part.without_people) == ("C1", "monocentric", ("C2",))
    nobody = worth([replace(city, population=None) for city in cities(3)], PARAMETERS)
    assert (nobody.gains, nobody.largest, nobody.share, nobody.centres) == ((), "", None, "")
