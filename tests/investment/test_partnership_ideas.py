from components.analysis.evaluate import evaluate
from components.investment.partnership_ideas import clusters, services
from components.investment.proposals import proposals
from components.workshop.records.cities import Employment
from components.workshop.records.partnerships import Partnership
from tests.builders import given, snapshot
from tests.investment.room import CATALOGUE, PARAMETERS

GOODS = {good.code: good for good in CATALOGUE.public_goods}


def jobs(city, **persons):
    return tuple(Employment(f"{city}.{sector}", city, sector, float(count)) for sector, count in persons.items())


# of 1,000 jobs a city has A, C, G; the reference has 10 %, 20 % and 70 % of them
ROWS = (
    *jobs("C1", A=200, C=200, G=600),  # LQ 2.0, 1.0, 0.86
    *jobs("C2", A=110, C=300, G=590),  # LQ 1.1, 1.5, 0.84
    *jobs("C3", A=50, C=100, G=850),  # LQ 0.5, 0.5, 1.21
    *jobs("REF", A=1000, C=2000, G=7000),
)


def found(*records, rows=ROWS):
    shown = snapshot(*rows, *records)
    return clusters(shown.state, evaluate(shown, CATALOGUE, PARAMETERS), PARAMETERS)


def test_a_cluster_has_a_strong_city_and_another_with_no_less_than_the_reference():
    first, second = found()
    # the second city of A has 1.1, that of C only 1.0
    assert (first.sector, first.cities) == ("A", ("C1", "C2"))
    assert [round(quotient, 2) for _, quotient in first.quotients] == [2.0, 1.1]
    assert (second.sector, second.cities) == ("C", ("C2", "C1"))


def test_what_is_a_candidate_is_not_suggested_again():
    held = Partnership("K01", name="Coffee", activity="cluster", sector="A")
    assert [idea.sector for idea in found(held)] == ["C"]
    service = Partnership("K01", name="Water", activity="public_service", sector="A")
    assert [idea.sector for idea in found(service)] == ["A", "C"]


def test_small_numbers_and_unknown_jobs_suggest_nothing():
    rows = (*jobs("C1", A=4, G=6), *jobs("C2", A=3, G=7), *jobs("REF", A=100, G=900))
    assert found(rows=rows) == ()
    assert found(rows=()) == ()


def test_a_service_that_links_cities_comes_with_its_gap():
    shown = snapshot(marks=given("pair_present", "pair.physical.soft", "C1-C2", C1=[1, 1, 1], C2=[1, 1, 2]))
    every = proposals(evaluate(shown, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)
    ideas = services(shown.state, every, CATALOGUE)
    assert ideas
    for idea in ideas:
        assert GOODS[idea.public_good].form == "services"
        assert idea.cities == ("C1", "C2")
        assert (idea.reason.index, idea.reason.n) == (20, 6)
    first = GOODS[ideas[0].public_good]
    named = snapshot(Partnership("K01", name=first.label.zh))
    assert first.code not in [idea.public_good for idea in services(named.state, every, CATALOGUE)]
