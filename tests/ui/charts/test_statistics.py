from dataclasses import replace

import pytest

from components.analysis.measure import Unmeasured
from components.analysis.statistics import Apart, Concordance, Spread, Statistics
from components.ui.charts.figure import markup
from components.ui.charts.statistics import statistics_figure

NASTY = "<script>alert(1)</script>"
NO_VARIATION = Unmeasured.NO_VARIATION


@pytest.fixture
def found():
    room = Spread("room", (), 12, 3, 2, 4, 0.75, 0.5, 0.725, 0.611, 0.654)
    first = replace(room, among="city", codes=("C1",), n=5)
    pooled = replace(room, among="city", codes=("C2", "C3", ""), n=7)
    group = replace(room, among="group", codes=("finance",), n=6, rwg=NO_VARIATION)
    rest = replace(group, codes=("",))
    people = Concordance("room", (), False, 12, 14, 9, 11, 0.3, 0.45, 0.5, 0.41, 0.00001)
    between = Concordance("city", (), True, 2, 14, 2, 14, NO_VARIATION, NO_VARIATION, NO_VARIATION, 0.9, 0.02)
    lone = Concordance("city", ("C1",), False, 5, 14, 0, 0, 0.3, 0.45, 0.5, Unmeasured.TOO_FEW, Unmeasured.TOO_FEW)
    return Statistics(
        "options", "cost", "P01", withheld=False,
        spreads=(room, first, pooled, group, rest),
        apart=(Apart("city", 2, 2, 0.32, 0.04),),
        concordances=(people, lone, between),
    )  # fmt: skip


def test_the_room_comes_first_with_what_it_means(english, state, catalogue, found):
    figure = statistics_figure(english, state, catalogue, found)
    assert "0.72 on a scale from 0 to 1" in figure.title
    assert "every point equally likely (variance 2.92)" in figure.subtitle


def test_every_set_of_people_is_named_and_pooled_ones_together(english, state, catalogue, found):
    body = statistics_figure(english, state, catalogue, found).body
    for words in ("Everybody", "● Pereira", "■ Manizales, ▲ ", "without a city", "without a group", "Finance office"):
        assert words in body


def test_what_has_no_value_says_why_and_a_tiny_p_is_not_zero(english, state, catalogue, found):
    body = statistics_figure(english, state, catalogue, found).body
    assert "no variation" in body
    assert "too few" in body
    assert "&lt;\N{NO-BREAK SPACE}0.001" in body
    assert "9\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}11" in body
    assert ">nan<" not in body.lower()


def test_a_withheld_result_says_nothing_but_that(t, state, catalogue):
    figure = statistics_figure(t, state, catalogue, Statistics("options", "cost", "P01", withheld=True))
    assert (figure.body, figure.table) == ("", None)
    assert figure.title == t("charts.statistics.few_title")


def test_names_of_users_are_escaped(t, state, catalogue, found):
    assert NASTY not in markup(t, statistics_figure(t, state, catalogue, found))


def test_how_everything_is_computed_stands_below(t, state, catalogue, found):
    body = statistics_figure(t, state, catalogue, found).body
    assert body.count("<li>") == 8


def test_without_groups_and_a_ballot_their_tables_are_not_there(english, state, catalogue, found):
    alone = replace(found, spreads=found.spreads[:1], apart=(), concordances=())
    assert statistics_figure(english, state, catalogue, alone).body.count("<table") == 1


def test_below_zero_is_a_minus_and_no_hyphen(english, state, catalogue, found):
    spreads = (replace(found.spreads[0], a=-0.25),)
    assert "A −0.25" in statistics_figure(english, state, catalogue, replace(found, spreads=spreads)).title


def test_what_rounds_to_nothing_has_no_sign(english, state, catalogue, found):
    spreads = (replace(found.spreads[0], a=-0.001),)
    assert "A 0.00" in statistics_figure(english, state, catalogue, replace(found, spreads=spreads)).title
