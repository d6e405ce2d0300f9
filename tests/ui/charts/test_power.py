"""What a mayor reads of a rule: the sentence, the groups, the words beside each bar."""

import pytest

from components.framework.parameters import load_parameters
from components.investment.plan_records import Sharing
from components.investment.power import RULES, Condition, Power, measured, power_of
from components.ui.charts.figure import markup
from components.ui.charts.power import finding, needs, power_figure, rules_figure
from components.workshop.records.partnership import Governance
from tests.builders import state as made
from tests.ui.charts.conftest import NASTY

NO_KEY = Sharing((), (), valid=False, problems=())
CITIES = ("C1", "C2", "C3")


def votes(*weights, percent=50.0, away=0):
    condition = Condition("votes", tuple(map(float, weights)), percent)
    return measured("agreed_votes", CITIES[: len(weights)], (condition,), away=away)


@pytest.mark.parametrize(
    ("weights", "percent", "title"),
    [
        ((3, 2, 1), 50, "Pereira alone can stop a decision; Manizales and X only together"),
        ((1, 1, 1), 100, "Every city alone can stop a decision"),
        ((1, 1, 1), 50, "No city alone can stop a decision; any 2 together can"),
        ((4, 4, 1), 75, "Pereira, Manizales: each alone can stop a decision. The vote of X never decides"),
        ((9, 1, 1), 50, "Only Pereira can stop a decision. The votes of Manizales, X never decide"),
    ],
)
def test_the_title_says_who_can_stop_a_decision(english, state, weights, percent, title):
    assert finding(english, state, votes(*weights, percent=percent)).replace(NASTY, "X") == title


def test_the_picture_shows_groups_parts_and_standing(english, state):
    figure = power_figure(english, state, votes(3, 2, 1, away=2), "Agreed votes")
    assert figure.body.count('class="scn-group"') == 2
    assert "60%" in figure.body
    assert "2 cities that stay away" in figure.legend
    assert [row[1:5] for row in figure.table.rows] == [
        ("50.0%", "3", "60.0%", "75.0%"),
        ("33.3%", "1", "20.0%", "25.0%"),
        ("16.7%", "1", "20.0%", "25.0%"),
    ]
    assert NASTY not in markup(english, figure)


def test_what_a_decision_needs_is_said_in_words(t):
    both = (Condition("cities", (1.0, 1.0), 50.0), Condition("people", (3.0, 1.0), 65.0))
    words = needs(t, both)
    assert "65" in words
    assert words not in (needs(t, both[:1]), needs(t, both[1:]))
    assert needs(t, ()) == ""


def test_without_a_rule_the_picture_says_what_is_missing(english, state):
    figure = power_figure(english, state, Power("", CITIES, problems=(("plan.power.no_rule", ()),)), "")
    assert figure.body == ""
    assert "Choose how decisions are taken" in figure.subtitle


def test_rules_stand_side_by_side_with_ours_marked_and_the_reason_where_one_cannot_be_counted(english, state):
    held = made(Governance("main", decision_rule="unanimity"), *state.cities)
    found = [(rule, power_of(held, NO_KEY, load_parameters(), rule=rule)) for rule in RULES]
    figure = rules_figure(english, held, found, "unanimity")
    assert figure.title == "One rule lets a single city stop a decision: unanimity"
    assert figure.body.count("scn-chosen") == 1
    assert "The population of Pereira is not known" in figure.body
    assert NASTY not in figure.body


def test_a_rule_that_leaves_a_city_out_is_named(english, state):
    figure = rules_figure(english, state, [("Ours", votes(5, 5, 1, percent=60))], "")
    assert figure.title.endswith("Some city would never decide under: Ours")
