from dataclasses import replace

from components.workshop.records.cities import Employment
from components.workshop.records.partnerships import Partnership
from components.workshop.records.rounds import Round
from components.workshop.records.setting import Setting
from tests.builders import cities, given, snapshot
from tests.investment.room import CATALOGUE
from tests.walk.walls import checks, said

CORE = [row.code for row in CATALOGUE.cluster_criteria if row.core]
THREE = ("C1", "C2", "C3")


def opinions(item, **values):
    return [mark for city in THREE for mark in given("agreement", item, city, **{city: values.get(city, [4, 4, 5])})]


def step_1(*marks, partners=None, **setting):
    partners = partners or [replace(city, benefit="more visitors") for city in cities(3)]
    known = {"activities": ("cluster",), "purpose": "trade"}
    return snapshot(Setting("main", **(known | setting)), cities=partners, marks=marks)


def test_step_1_is_done_when_benefit_willingness_and_trust_are_clear():
    found = checks(1, step_1(*opinions("willingness"), *opinions("trust")))
    assert set(found.values()) == {"done"}


def test_step_1_names_the_city_that_has_not_said_its_benefit():
    partners = [replace(city, benefit="" if city.code == "C2" else "jobs") for city in cities(3)]
    shown = step_1(*opinions("willingness"), *opinions("trust"), partners=partners)
    assert checks(1, shown)["benefit.open"] == "missing"
    assert said(1, shown, "benefit.open").endswith(": Belo?")


def test_two_cities_are_not_enough():
    partners = [replace(city, benefit="jobs") for city in cities(2)]
    assert checks(1, step_1(partners=partners))["cities.open"] == "missing"


def test_too_few_opinions_are_missing_and_a_split_is_a_warning():
    found = checks(1, step_1(*opinions("willingness", C1=[4, 4]), *opinions("trust", C2=[0, 3, 5])))
    assert found["willingness.open"] == "missing"
    assert found["trust.done"] == "done"
    assert found["trust_split.open"] == "warn"


def test_low_willingness_points_to_a_simpler_agreement():
    shown = step_1(*opinions("willingness", C3=[2, 2, 2]), *opinions("trust"))
    assert checks(1, shown)["willingness_low.open"] == "warn"
    assert "simpler agreement" in said(1, shown, "willingness_low.open")


def rated(**values):
    cell = CATALOGUE.cells[0].code
    return [mark for city in THREE for mark in given("present", cell, city, **{city: values.get(city, [3, 3, 3])})]


def test_step_2_wants_every_city_rated_and_names_splits():
    assert checks(2, snapshot(marks=rated()))["rated.done"] == "done"
    few = checks(2, snapshot(marks=rated(C2=[3, 3])))
    assert few["rated.open"] == "missing"
    assert checks(2, snapshot(marks=rated()))["splits.done"] == "done"
    split = snapshot(marks=rated(C2=[0, 3, 5]))
    assert checks(2, split)["splits.open"] == "warn"
    assert said(2, split, "splits.open").startswith("One cell is split")


def test_no_split_is_no_good_news_before_anybody_was_asked():
    assert not [key for key in checks(2, snapshot()) if key.startswith("splits")]


def test_step_2_warns_of_missing_employment_and_goes_on():
    jobs = [Employment(f"{city}.A", city, "A", 10.0) for city in ("C1", "C3")]
    shown = snapshot(*jobs)
    assert checks(2, shown)["employment.open"] == "warn"
    assert "Belo" in said(2, shown, "employment.open")
    assert checks(2, snapshot(*jobs, Employment("C2.A", "C2", "A", 0.0)))["employment.done"] == "done"


def test_step_2_names_a_city_without_population():
    partners = [replace(city, population=None) if city.code == "C1" else city for city in cities(3)]
    assert checks(2, snapshot(cities=partners))["facts.open"] == "missing"


def candidate(**values):
    return Partnership("K01", **({"name": "Tourism", "cities": ("C1", "C2")} | values))


def marked(value):
    people = {city: [value] * 3 for city in THREE}
    return [mark for code in CORE for mark in given("feasibility", code, "K01", **people)]


def test_step_3_is_done_with_a_clear_verdict():
    assert set(checks(3, snapshot(candidate(), marks=marked(4))).values()) == {"done"}


def test_step_3_asks_for_what_a_verdict_needs():
    simpler = checks(3, snapshot(candidate(), marks=marked(3)))
    assert simpler["conditions.open"] == "missing"
    rung = snapshot(candidate(override="simpler_agreement_first", override_reason="trust", override_by="chair"))
    assert checks(3, rung)["simpler.open"] == "missing"
    assert checks(3, snapshot(candidate(override="go"), marks=marked(4)))["override.open"] == "missing"
    assert checks(3, snapshot(candidate(cities=("C1",)), marks=marked(4)))["partners.open"] == "missing"
    assert checks(3, snapshot(candidate()))["marked.open"] == "missing"


def test_step_3_warns_when_nothing_goes_on():
    assert checks(3, snapshot(candidate(knockouts=("no_buyer",))))["going.open"] == "warn"


def test_step_3_ticks_no_split_before_anybody_marked_and_sends_late_candidates_to_a_second_round():
    revealed = Round("feasibility.1", "feasibility", 1, "revealed", revealed_at="2026-03-02T11:00:00+00:00")
    before, after = checks(3, snapshot(candidate())), checks(3, snapshot(candidate(), revealed))
    assert not [key for key in before if key.startswith("split_verdicts")]
    assert after["marked.again"] == "missing"
    assert checks(3, snapshot(candidate(), revealed, marks=marked(4)))["split_verdicts.done"] == "done"
