import pytest

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.cities import Employment
from components.workshop.records.indicators import Indicator
from tests.builders import given, snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()
SCALES = {"within": 1, "between": 3, "international": 5}


def evidence(*marks, records=(), instrument="standard"):
    flat = [mark for lot in marks for mark in lot]
    return evaluate(snapshot(*records, marks=flat, instrument=instrument), CATALOGUE, PARAMETERS)


def rated(city="C1"):
    return [given("present", cell.code, city, **{city: [SCALES[cell.scale]] * 3}) for cell in CATALOGUE.cells]


def of(rows, **wanted):
    return next(row for row in rows if all(getattr(row, name) == value for name, value in wanted.items()))


def test_the_three_links_of_a_city():
    pair = [given("pair_present", cell.code, "C1-C2", C1=[4, 4], C2=[4]) for cell in CATALOGUE.pair_cells]
    minutes = Indicator("m", indicator="minutes_metropolis", subject="C1", value=330, confidence="estimated")
    found = evidence(*rated(), *pair, records=[minutes]).links
    rural = of(found, link="urban_rural", subject="C1")
    assert (rural.value, rural.basis, rural.asked, rural.indicative) == (20, "cells", True, False)
    between = of(found, link="secondary_secondary", subject="C1-C2")
    assert (between.value, between.basis) == (80, "pairs")
    far = of(found, link="secondary_metropolitan", subject="C1")
    assert (far.value, far.basis, far.confidence, far.indicative) == (
        pytest.approx(50),
        "indicators",
        "estimated",
        True,
    )
    nobody = of(found, link="secondary_secondary", subject="C1-C3")
    assert (nobody.value, nobody.asked) == (None, True)


def test_what_was_not_asked_says_so():
    quick = evidence(given("present", "physical.hard", "C1", C1=[3, 3, 3]), instrument="quick")
    assert not of(quick.links, link="urban_rural", subject="C1").asked
    assert not of(quick.links, link="secondary_secondary", subject="C1-C2").asked
    assert not of(quick.links, link="secondary_metropolitan", subject="C1").asked
    assert not any(row.asked for row in quick.objects)
    assert quick.not_asked == (("scale", "within"), ("scale", "between"), ("scale", "international"))
    assert evidence(*rated()).not_asked == ()
    full = evidence(given("present", "EL01", "C1", C1=[3, 3, 3]), instrument="full")
    assert ("dimension", "information") in full.not_asked
    assert evidence().not_asked == ()


def test_an_indicator_tells_of_a_link_that_no_cell_was_asked_about():
    buses = Indicator("b", indicator="rural_buses", subject="C1", value=300)  # 10 per 10,000 people, scale 0 to 20
    found = of(
        evidence(given("present", "physical.hard", "C1", C1=[3, 3, 3]), records=[buses], instrument="quick").links,
        link="urban_rural",
        subject="C1",
    )
    assert (found.value, found.basis, found.confidence, found.indicative) == (
        pytest.approx(50),
        "indicators",
        "measured",
        True,
    )


def test_the_four_objects_of_step_2():
    jobs = [
        Employment("C1.A", city="C1", sector="A", persons=900),
        Employment("C1.C", city="C1", sector="C", persons=100),
        Employment("REF.A", city="REF", sector="A", persons=50_000),
        Employment("REF.C", city="REF", sector="C", persons=50_000),
    ]
    one = [given("pair_present", cell.code, "C1-C2", C1=[4, 4], C2=[4]) for cell in CATALOGUE.pair_cells]
    two = [given("pair_present", cell.code, "C1-C3", C1=[2, 2], C3=[2]) for cell in CATALOGUE.pair_cells]
    found = evidence(*rated(), *one, *two, records=jobs).objects
    clusters = of(found, object="clusters", city="C1")
    assert (clusters.value, clusters.confidence) == (pytest.approx(90), "measured")  # A: quotient 1.8, C: 0.2
    networks = of(found, object="city_networks", city="C1")
    assert (networks.value, networks.coverage, networks.indicative) == (60, 1, False)
    assert of(found, object="urban_rural", city="C1").value == 20
    assert of(found, object="external_links", city="C1").value == 80  # 60 between regions, 100 international
    partly = of(found, object="city_networks", city="C2")
    assert (partly.value, partly.coverage, partly.indicative) == (80, 0.5, True)
    assert not of(found, object="clusters", city="C2").asked


def test_the_balance_of_hard_and_soft():
    def room(hard, soft, cells):
        marks = [
            given("present", cell.code, "C1", C1=[hard if cell.kind == "hard" else soft] * 3) for cell in cells
        ]
        return of(evidence(*marks, instrument="quick").balance, subject="C1")

    cells = CATALOGUE.quick_cells
    ahead = room(4, 1, cells)
    assert (ahead.hard, ahead.soft, ahead.difference, ahead.reading) == (80, 20, 60, "hard_ahead")
    assert room(1, 4, cells).reading == "soft_ahead"
    assert room(3, 3, cells).reading == "balanced"
    few = room(4, 1, [cell for cell in cells if cell.dimension == "physical"])
    assert (few.difference, few.reading) == (60, "not_known")
    one = evidence(given("present", "physical.hard", "C1", C1=[3] * 3), instrument="quick")
    nothing = of(one.balance, subject="C2")
    assert (nothing.hard, nothing.difference, nothing.reading) == (None, None, "not_known")
