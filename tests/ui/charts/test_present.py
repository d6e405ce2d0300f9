"""The figures of the officials' scenes: whole numbers that add up, words beside every sign, nothing unescaped."""

import re
from dataclasses import replace
from html import unescape

import pytest

from components.analysis.evidence import Link
from components.investment.plan_records import CityMoney, Flow, Score
from components.language import texts
from components.ui.charts import present as charts
from components.walk.present import Spread, Steadiness, steadiness
from components.workshop.records.cities import City
from components.workshop.state import State
from tests.ui.charts.conftest import NASTY

EN = texts("en")


@pytest.fixture
def cities():
    named = (("C1", "One", 5.0, -75.0), ("C2", NASTY, 4.0, -75.0), ("C3", "Three", None, None))
    found = (
        City(code, name, order=number, latitude=lat, longitude=lon)
        for number, (code, name, lat, lon) in enumerate(named)
    )
    return State((("city", tuple(found)),))


def words(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_the_map_shows_the_index_of_a_link_whole_and_leaves_out_what_has_no_place(cities):
    links = (
        Link("C1-C2", "C1", "C2", 100.0, 41.6, None, "", 5, "discuss"),
        Link("C1-C3", "C1", "C3", None, 9.0, None, "", 5, ""),
    )
    drawn = charts.map_picture(EN, cities, links)
    assert drawn.count("<line") == 1
    assert ">42</text>" in drawn
    assert "Three" not in drawn
    assert NASTY not in drawn


def test_no_number_of_a_link_covers_the_name_of_a_city():
    """Three cities in a line: the link of the outer two has its middle where the name of the inner one stands."""
    line = (("C1", "A", 6.0), ("C2", "Middle", 5.0), ("C3", "B", 4.0))
    found = tuple(City(code, name, order=n, latitude=lat, longitude=-75.0) for n, (code, name, lat) in enumerate(line))
    links = (Link("C1-C3", "C1", "C3", 100.0, 40.0, None, "", 5, ""),)
    drawn = charts.map_picture(EN, State((("city", found),)), links)
    [number] = [float(y) for y in re.findall(r'<rect x="\d+" y="(\d+)"', drawn)]
    middle = float(re.findall(r'<text x="\d+" y="(\d+)" fill', drawn)[1])
    assert abs(number + 21 - middle) > 40


def test_no_city_with_a_place_is_no_picture():
    assert charts.map_picture(EN, State(), ()) == ""


def test_cities_one_below_the_other_lie_so_on_the_map(cities):
    drawn = charts.map_picture(EN, cities, ())
    [north, south] = [float(y) for y in re.findall(r'<text x="\d+" y="(\d+)" fill', drawn)]
    assert north < south


def test_a_vote_shows_every_count_and_marks_the_median_in_words():
    found = Spread((1, 0, 0, 2, 0, 1), 1, 3, 0, 5)
    drawn = charts.vote_figure(EN, found)
    assert re.findall(r"<b>(\d+)</b>", drawn) == ["1", "0", "0", "2", "0", "1"]
    assert drawn.count(EN("present.vote.median", median=3)) == 1
    assert EN("present.vote.unknown", n=1) in unescape(drawn)
    assert charts.vote_title(EN, found) == "4 ballots: from 0 to 5, median 3"


def test_one_ballot_none_or_only_dont_know_are_told_as_such():
    nobody = Spread((0,) * 6, 0, None, None, None)
    assert charts.vote_title(EN, nobody) == EN("present.vote.empty")
    assert charts.vote_title(EN, replace(nobody, unknown=2)) == EN("present.vote.unknown", n=2)
    assert charts.vote_title(EN, Spread((0, 0, 0, 0, 1, 0), 0, 4, 4, 4)) == EN("present.vote.few")


def score(code, rank):
    return Score(code, 50.0, None, None, rank, 1, 4, "consensus", 7, ())


def test_the_ranking_names_who_comes_in_and_who_falls_out_without_a_city(cities):
    ranks = {"A": 1, "B": 2, "C": 3, "D": 4}
    without = {"C1": ranks, "C2": {"A": 1, "D": 2, "B": 3, "C": 4}, "C3": ranks}
    found = steadiness(ranks, without)
    scores = {code: score(code, rank) for code, rank in ranks.items()}
    drawn = words(charts.ranking_figure(EN, cities, scores, without, found))
    assert EN("present.ranking.falls", rank="4") in drawn
    assert EN("present.ranking.enters", rank="2") in drawn
    assert charts.ranking_title(EN, cities, found).startswith("Not stable")
    assert charts.ranking_title(EN, cities, Steadiness(("A",), ())) == EN("present.ranking.stable")
    assert charts.ranking_title(EN, State(), Steadiness((), ())) == EN("present.ranking.one_city")


def flow(year, kind, payer, certainty, amount):
    return Flow("P1", year, kind, payer, "", certainty, amount, "")


def test_the_parts_of_a_years_money_make_its_investment(plan):
    flows = (
        flow(2027, "capex", "C1", "secured", 40),
        flow(2027, "capex", "EXT", "applied", 25),
        flow(2027, "capex", "EXT", "identified", 20),
        flow(2027, "capex", "EXT", "gap", 15),
        flow(2027, "opex", "C1", "secured", 7),
        flow(2028, "opex", "C1", "secured", 9),
    )
    assert charts.money_of(replace(plan, flows=flows), 2027) == (40, 25, 35, 100, 7)
    assert charts.money_of(replace(plan, flows=flows), 2028) == (0, 0, 0, 0, 9)


def test_shares_of_thirds_add_up_to_a_hundred_percent(plan, cities):
    paid = tuple(CityMoney(code, 10, 0, 33.33, None, None, None, 0) for code in ("C1", "C2", "C3"))
    flows = tuple(flow(2027, "capex", row.city, "secured", 10) for row in paid)
    drawn = charts.sharing_figure(EN, cities, *(replace(plan, cities=paid, flows=flows),) * 2)
    percents = [int(found) for found in re.findall(r"<td>(\d+)%</td>", drawn)]
    assert sorted(percents) == [33, 33, 34]
    assert words(drawn).rstrip().endswith("30 ±0")
    assert NASTY not in drawn


def test_building_and_use_are_told_apart_by_sign_and_word(state, plan):
    drawn = charts.years_figure(EN, state, plan)
    assert "▮" in drawn
    assert EN("present.years.builds") in drawn
    assert EN("present.years.runs") in drawn
