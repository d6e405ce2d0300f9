"""What one sees in depth: links that are entered, cities of comparison, and every section on the demonstration."""

import pytest

from components.workshop.records.indicators import CellTarget, Indicator
from components.workshop.records.links import LinkFact
from components.workshop.records.peers import Peer

SECTIONS = ("links", "networks", "economy", "size", "community", "indicators", "certainty")


def test_a_link_that_is_entered_is_kept(three, store):
    three.open("structure").enter("structure-section", "networks").write("link", "C1-C2.road", "value", "75")
    fact = store.snapshot(three.workshop).state.get(LinkFact, "C1-C2.road")
    assert (fact.pair, fact.medium, fact.value, fact.exists) == ("C1-C2", "road", 75, "")
    three.write("link", "C1-C2.road", "value", "")
    assert store.snapshot(three.workshop).state.get(LinkFact, "C1-C2.road").value is None


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_drawn_without_facts(three, section):
    three.open("structure").enter("structure-section", section)
    assert three.at.title[0].value


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_drawn_on_the_demonstration(demo, section):
    demo.open("structure").enter("structure-section", section)
    assert not demo.at.error


def test_pasted_cities_are_taken_or_refused_as_a_whole(three, store):
    three.open("structure").enter("structure-section", "size")
    three.at.text_area(key="peers").set_value("Aran;;5;6\nOther;x;1;1")
    three.run().click("take_peers")
    assert store.snapshot(three.workshop).state.all(Peer) == ()
    assert three.says("edits.employment_number", line=2, text="x")
    three.at.text_area(key="peers").set_value("Aran;;5;6\nOther;90000;1;1")
    three.run().click("take_peers")
    assert [row.code for row in store.snapshot(three.workshop).state.all(Peer)] == ["C1", "N01"]


def test_indicators_and_targets_are_taken(three, store):
    three.open("structure").enter("structure-section", "indicators")
    three.at.text_area(key="indicators").set_value("Aran; flights; 24; 2024; measured; airport")
    three.run().click("take_indicators")
    (found,) = store.snapshot(three.workshop).state.all(Indicator)
    assert (found.subject, found.value, found.confidence, found.source) == ("C1", 24, "measured", "airport")
    three.at.number_input(key="target-value").set_value(3.5)
    three.run().click("set_target")
    (target,) = store.snapshot(three.workshop).state.all(CellTarget)
    assert (target.value, target.subject) == (3.5, "")
