import pytest

from components.investment.cooperation import OnItsOwn, Together
from components.investment.cost_game import cost_game
from components.investment.leaving import Leaving, Payer
from components.investment.shapley import Blocking
from components.ui.charts.cooperation import (
    core_words,
    group_name,
    group_words,
    leaving_figure,
    sharing_figure,
    together_figure,
)
from components.ui.charts.figure import markup

JOINT = Together(
    90.0,
    20.0,
    (
        OnItsOwn(0, ("P01",), 40.0, 60.0, 45.0),
        OnItsOwn(1, (), 30.0, 0.0, 25.0),
        OnItsOwn(2, (), 0.0, 0.0, 20.0),
    ),
    0.5,
)
LEFT = Leaving(2, ("P01",), ("P02",), (), 90.0, 60.0, "optimal", (Payer(0, 50, 60, 30, 45), Payer(1, 20, 20, 10, 15)))


def game(by_key):
    return cost_game({"P": 100.0}, {"P": (0.2, 0.2, 0.6)}, by_key, scale=0.6, most_cities=10)


def test_alone_and_together_stand_on_one_line_of_points(english, state):
    figure = together_figure(english, state, JOINT)
    assert figure.title == "Together 90 points, each alone 70: going together is worth 20 more"
    assert "50%" in figure.subtitle
    assert figure.table.rows[0] == ("Pereira", "45", "40", "+5", "60", "P01")
    assert figure.table.rows[1][3:] == ("−5", "0", "–")


def test_going_together_may_be_worth_less(english, state):
    assert "worth 5 less" in together_figure(english, state, Together(90.0, -5.0, JOINT.cities, 1.0)).title


def test_the_key_stands_beside_the_shapley_value_and_both_sum_to_the_cost(english, state):
    figure = sharing_figure(english, state, game([30.0, 30.0, 40.0]))
    assert figure.table.rows[-1][:3] == ("Together", "100", "100")
    assert figure.table.rows[0][4] == "38"
    # 38.07 + 38.07 + 73.60 alone, 100 together
    assert "50 of the 150" in figure.title
    assert figure.body.count("scn-behind") == 3


def test_a_key_inside_the_core_names_who_is_nearest_to_leaving(english, state):
    words = core_words(english, state, game([28.0, 28.0, 44.0]))
    assert words[0].startswith("By the key no group of cities would pay less on its own: inside the core.")
    # 57.71 alone for both, 56 by the key
    assert "Pereira and Manizales, who would pay COP million 2 more" in words[0]
    assert words[-1].endswith("inside the core.")


def test_a_key_outside_the_core_names_the_groups_that_would_leave(english, state):
    words = core_words(english, state, game([45.0, 45.0, 10.0]))
    assert words[0].startswith("By the key, Pereira and Manizales would pay ")
    assert "32 less on their own" in words[0]
    assert len(words) == 4


def test_groups_that_could_do_more_are_named_and_an_approximation_is_labelled(english, state):
    better = [Blocking((0, 1), 12.0)] + [Blocking((place,), 5.0) for place in range(3)]
    words = group_words(english, state, better, 6, exact=False)
    assert words[0].startswith("Pereira and Manizales could do 12 points more")
    assert words[3] == "So would 1 more group."
    assert words[-1].startswith("Approximate")
    assert group_words(english, state, [], 6, exact=True)[0].startswith("No: 6 groups were asked")


def test_three_cities_are_joined_as_words(english, state):
    assert group_name(english, state, (0, 1, 2)) == f"Pereira, Manizales and {state.cities[2].name}"
    assert group_name(english, state, (1,)) == "Manizales"


def test_who_pays_the_rest_when_a_city_leaves(english, state):
    figure = leaving_figure(english, state, LEFT, "If Armenia leaves")
    assert figure.title == "If Armenia leaves"
    assert figure.table.rows[0] == ("Pereira", "50", "60", "+10", "30", "45", "+15")
    assert "Armenia" not in figure.body


@pytest.mark.parametrize("name", ["together", "sharing", "leaving"])
def test_every_picture_has_its_table_and_its_method_in_every_language(t, state, name):
    made = {
        "together": together_figure(t, state, JOINT),
        "sharing": sharing_figure(t, state, game([30.0, 30.0, 40.0])),
        "leaving": leaving_figure(t, state, LEFT, "x"),
    }[name]
    shown = markup(t, made)
    assert made.table is not None
    assert shown.count("<details>") == 2
    assert "<script" not in shown
