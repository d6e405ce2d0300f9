import pytest

from components.framework.parameters import load_parameters
from components.investment.fairness import Base, fairness
from components.investment.key_trial import Trial, TrialRow
from components.ui.charts.fairness import base_figure, burden_figure, key_figure, signed
from components.ui.charts.figure import markup

HEAVY = 1.25


def trial(*rows, valid=True, amounts=True):
    made = tuple(TrialRow(f"C{n}", percent, pays, lacks) for n, (percent, pays, lacks) in enumerate(rows, 1))
    return Trial((("use", 100.0),), made, valid, (), amounts)


TRIED = trial((50.0, 40, 10), (30.0, 30, 0), (20.0, 20, 0))
EQUAL = trial((33.34, 34, 0), (33.33, 33, 0), (33.33, 33, 0))
PEOPLE = trial((50.0, 50, 0), (40.0, 40, 0), (10.0, 10, 0))


def test_what_each_city_bears_stands_beside_its_share_and_the_change_against_plain_keys(english, state):
    figure = key_figure(english, state, TRIED, EQUAL, PEOPLE, entered=True)
    assert figure.title == "Pereira bears most: COP million 50 over the plan, 50.00% by the key"
    assert figure.table.rows[0][1:] == ("50.00%", "50", "+16", "±0", "10")
    assert figure.table.rows[2][3:] == ("−13", "+10", "0")
    assert figure.table.rows[-1] == ("Together", "100.00%", "100", "", "", "10")
    assert "lacks 10 in some year" in figure.body


def test_a_key_that_is_only_tried_out_says_so(english, state):
    figure = key_figure(english, state, TRIED, EQUAL, None, entered=False)
    assert "not sought anew yet" in figure.subtitle
    assert len(figure.table.header) == 5


def test_without_a_key_that_can_be_used_the_shares_are_equal_and_said_to_be(english, state):
    broken = trial((33.34, 0, 0), (33.33, 0, 0), (33.33, 0, 0), valid=False, amounts=False)
    assert key_figure(english, state, broken, None, None, entered=True).subtitle.startswith("Equal parts, as long as")


def test_a_share_that_a_limit_moved_says_what_it_would_be(english, state):
    capped = Trial((("use", 100.0),), (TrialRow("C1", 40.0, 0, 0, 50.0), TrialRow("C2", 60.0, 0, 0)), True, (), False)
    assert key_figure(english, state, capped, None, None, entered=True).body.count("50.00% without least and most") == 1


def test_without_a_plan_shares_differ_by_points(english, state):
    plain = trial((50.0, 0, 0), (30.0, 0, 0), (20.0, 0, 0), amounts=False)
    figure = key_figure(english, state, plain, EQUAL, None, entered=True)
    assert figure.title == "Pereira bears most: 50.00%"
    assert "+16.66 points" in figure.body


def test_nobody_is_said_to_bear_most_of_equal_parts(english, state):
    thirds = trial((33.34, 0, 0), (33.33, 0, 0), (33.33, 0, 0), amounts=False)
    title = key_figure(english, state, thirds, None, None, entered=True).title
    assert title == english("fairness.key.title_equal")


def test_without_cities_there_is_nothing_to_share(t, state):
    assert key_figure(t, state, trial(), None, None, entered=True).table is None


def test_the_steps_from_the_cost_to_the_base_add_up(english, state):
    figure = base_figure(english, state, Base(cost=310, outside=86, users=17, unpaid=7, cities=200))
    assert [row[1] for row in figure.table.rows] == ["310", "-86", "-17", "-7", "200"]
    assert figure.body.count("scn-row") == 5
    assert "65%" in figure.title


def test_a_step_of_nothing_is_not_drawn_but_stands_in_the_table(english, state):
    figure = base_figure(english, state, Base(cost=100, outside=0, users=0, unpaid=0, cities=100))
    assert figure.body.count("scn-row") == 2
    assert len(figure.table.rows) == 5


def test_an_empty_plan_has_nothing_to_share(t, state):
    assert base_figure(t, state, Base(0, 0, 0, 0, 0)).table is None


def test_who_pays_more_than_its_part_is_named_with_what_is_not_known(english, state, plan):
    fair = fairness(state, plan.flows, plan.cities, load_parameters())
    figure = burden_figure(english, state, plan, fair, HEAVY)
    words = {row[0]: row[-1] for row in figure.table.rows}
    assert len(words) == 3
    assert words[state.cities[2].name] == "not known"
    assert "Gini of pays ÷ gains: not known" in figure.body
    assert len(figure.table.header) == 7


@pytest.mark.parametrize(
    ("value", "decimals", "shown"), [(5, 0, "+5"), (-5, 0, "−5"), (0, 0, "±0"), (0.001, 2, "±0.00"), (-1.5, 1, "−1.5")]
)
def test_a_difference_has_its_sign(english, value, decimals, shown):
    assert signed(english, value, decimals) == shown


def test_what_people_wrote_never_becomes_markup(t, state, plan):
    fair = fairness(state, plan.flows, plan.cities, load_parameters())
    figures = (key_figure(t, state, TRIED, EQUAL, PEOPLE, entered=True), burden_figure(t, state, plan, fair, HEAVY))
    assert "<script" not in "".join(markup(t, figure) for figure in figures)
