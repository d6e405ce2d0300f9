from dataclasses import replace

import pytest

from components.analysis.evidence import Contradiction, Weighing, Weight, Weights
from components.ui.charts.figure import markup
from components.ui.charts.weights import weights_figure

NASTY = "<script>alert(1)</script>"
NAMES = {"gain": "Economic gain", "cost": NASTY}


@pytest.fixture
def points():
    rows = (Weight("gain", 60.0, 10, 40, 80), Weight("cost", 40.0, 10, 20, 60))
    ways = (
        Weighing("person", 10, (60.0, 40.0)),
        Weighing("city", 3, (52.5, 47.5)),
        Weighing("group", 4, (58.0, 42.0)),
    )
    return Weights(rows, "room", 10, 0, "2026-03-02T09:00:00", ways=ways)


@pytest.fixture
def pairs(points):
    ways = (*points.ways, Weighing("rows", 10, (59.0, 41.0)), Weighing("priorities", 10, (61.0, 39.0)))
    fault = Contradiction("gain", "cost", 6.0, 0.5)
    return replace(points, ways=ways, consistency=0.17, ballot_consistency=(0.02, 0.09, 0.3), contradiction=fault)


def test_the_title_says_where_another_voice_moves_a_weight_most(english, points):
    title = weights_figure(english, NAMES, points, 0.1).title
    assert title == "One voice per city: Economic gain weighs 52.5 instead of 60.0 %"


def test_the_column_in_use_is_marked(english, points):
    by_city = weights_figure(english, NAMES, replace(points, voice="city"), 0.1).body
    assert "✔ one voice per city" in by_city
    assert by_city.count("✔") == 1


def test_the_same_weights_either_way_are_said_to_be_the_same(english, points):
    ways = tuple(replace(way, percents=(60.0, 40.0)) for way in points.ways)
    assert "moves no weight" in weights_figure(english, NAMES, replace(points, ways=ways), 0.1).title
    alone = replace(points, ways=points.ways[:1])
    assert weights_figure(english, NAMES, alone, 0.1).title == "Weights of the room"


def test_contradictions_are_told_with_the_judgement_that_fits_least(english, pairs):
    legend = weights_figure(english, NAMES, pairs, 0.1).legend
    assert "0.17, above 0.10" in legend
    assert "1 of 3 ballots is above 0.10" in legend
    assert "Economic gain is judged 6 times as important" in legend
    assert "(up to 0.20 is usual)" in weights_figure(english, NAMES, pairs, 0.2).legend


def test_points_have_no_consistency(english, points):
    assert weights_figure(english, NAMES, points, 0.1).legend == ""


def test_names_of_users_are_escaped(t, pairs):
    assert NASTY not in markup(t, weights_figure(t, NAMES, pairs, 0.1))


def test_a_voice_that_was_chosen_and_could_not_be_heard_is_said(t, points):
    words = t("charts.weights.not_heard.group")
    assert words in weights_figure(t, NAMES, points, 0.1, "group").subtitle
    assert words not in weights_figure(t, NAMES, replace(points, voice="group"), 0.1, "group").subtitle
