"""What the room said in the officials' scenes: whole numbers, words beside every sign, nothing unescaped."""

import re
from dataclasses import replace
from html import unescape
from types import SimpleNamespace

from components.analysis.evidence import Agreement
from components.framework.catalogue import load
from components.investment.plan_records import Score
from components.language import texts
from components.ui.charts import present as charts
from components.walk.present import Spread, Steadiness, steadiness
from components.workshop.records.cities import City
from components.workshop.state import State
from tests.ui.charts.conftest import NASTY

EN = texts("en")


def words(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_a_vote_shows_every_count_and_marks_the_median_in_words():
    found = Spread((1, 0, 0, 2, 0, 1), 1, 3, 0, 5)
    drawn = charts.vote_figure(EN, found)
    assert re.findall(r"<b>(\d+)</b>", drawn) == ["1", "0", "0", "2", "0", "1"]
    assert drawn.count(EN("present.vote.median", median=3)) == 1
    assert EN("present.vote.unknown", n=1) in unescape(drawn)
    assert charts.vote_title(EN, found, 2) == "4 ballots: from 0 to 5, median 3"


def test_one_ballot_none_or_only_dont_know_are_told_as_such():
    nobody = Spread((0,) * 6, 0, None, None, None)
    assert charts.vote_title(EN, nobody, 2) == EN("present.vote.empty")
    assert charts.vote_title(EN, replace(nobody, unknown=2), 2) == EN("present.vote.unknown", n=2)
    assert charts.vote_title(EN, Spread((0, 0, 0, 0, 1, 0), 0, 4, 4, 4), 2) == EN("present.vote.few", least=2)
    assert charts.vote_title(EN, Spread((0, 0, 0, 0, 2, 0), 0, 4, 4, 4), 3) == EN("present.vote.few", least=3)


def test_the_answers_of_a_slip_are_all_points_and_dont_know():
    drawn = charts.vote_answers(EN)
    assert re.findall(r"<b>(.)</b>", drawn) == ["0", "1", "2", "3", "4", "5", "?"]
    assert all(EN(f"present.vote.point.{point}") in unescape(drawn) for point in range(6))
    assert EN("ballot.dont_know") in unescape(drawn)


def test_ballots_that_were_counted_by_hand_are_said_to_be():
    some = Spread((1, 0, 0, 2, 0, 1), 0, 3, 0, 5, by_hand=3)
    assert EN("present.vote.by_hand", n=3) in unescape(charts.vote_figure(EN, some))
    assert EN("present.vote.by_hand", n=0) not in unescape(charts.vote_figure(EN, Spread((1,) * 6, 0, 2, 0, 5)))


def split(item, low, high, medians):
    return Agreement("options", item, "P1", 9, 0, (), 3.0, low, high, None, None, None, medians, None, "split")


def test_what_is_not_agreed_names_the_criterion_that_divides_most_and_the_cities(cities, evidence):
    criteria = [row.code for row in load().option_criteria[:2]]
    rows = (split(criteria[0], 2.0, 4.0, ()), split(criteria[1], 1.0, 5.0, (("C1", 5.0), ("C2", 1.0))))
    found = replace(evidence, agreements=rows)
    drawn = charts.split_figure(EN, cities, found, load(), ("P1",))
    named = EN.label(load().find("option_criteria", criteria[1]))
    assert EN("present.not_agreed.where", criterion=named, low="1", high="5") in unescape(words(drawn))
    assert "One 5" in words(drawn)
    assert NASTY not in drawn
    assert charts.split_figure(EN, cities, found, load(), ()) == ""


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


def test_with_seven_cities_signs_stand_for_names_and_options_that_do_not_fit_are_counted():
    seven = State((("city", tuple(City(f"C{n}", f"City {n}", order=n) for n in range(7))),))
    ranks = {f"P{n}": min(n, 4) for n in range(1, 9)}
    without = {f"C{n}": ranks for n in range(6)} | {"C6": ranks | {"P8": 2, "P2": 5}}
    found = steadiness(ranks, without)
    scores = {code: score(code, rank) for code, rank in ranks.items()}
    wide = found.__class__(tuple(ranks), found.changes)
    drawn = charts.ranking_figure(EN, seven, scores, without, wide)
    assert drawn.count('<th scope="row">') == 5
    assert EN("present.ranking.more", n=3) in words(drawn)
    assert "5 ▼" in words(drawn)
    assert EN("present.ranking.falls", rank="5") in words(drawn)
    below = drawn.split("</table>")[1]
    assert all(f"City {n}" in below for n in range(7))


def test_of_many_options_that_are_not_agreed_two_stand_in_full_and_the_rest_by_name(cities):
    drawn = charts.split_figure(EN, cities, SimpleNamespace(agreements=()), load(), ("A", "B", "C", "D"))
    assert drawn.count("scn-split") == 2
    assert EN("present.not_agreed.also", n=2, names="C, D") in unescape(words(drawn))
    three = charts.split_figure(EN, cities, SimpleNamespace(agreements=()), load(), ("A", "B", "C"))
    assert three.count("scn-split") == 3
