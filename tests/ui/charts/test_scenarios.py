import pytest

from components.investment import usual
from components.investment.scenarios import tried
from components.language import texts
from components.ui.charts.figure import markup
from components.ui.charts.scenarios import Beside, changed_amount, compare_figure
from tests.investment.room import EQUAL, envelopes, marks, option, plan_of, seen
from tests.ui.charts.conftest import NASTY

ROOM = seen(
    option("P01", 90),
    option("P02", 60, name=NASTY),
    option("P03", 150),
    EQUAL,
    *envelopes(C1=22, C2=22, C3=22),
    marked=(*marks("P01", 5), *marks("P02", 4), *marks("P03", 3)),
)
PLAN = Beside("Plan", plan_of(ROOM))
LESS = Beside("Less", plan_of(tried(ROOM, usual.all_money(ROOM.state, -50))))
MORE = Beside("More", plan_of(tried(ROOM, usual.all_money(ROOM.state, 50))))


def test_the_title_says_what_changes_and_who_pays_most_of_it():
    title = compare_figure(texts("en"), ROOM.state, PLAN, [LESS]).title
    assert title.startswith("«Less»: 1 option leaves")
    assert "pays" in title
    assert "less" in title


def test_only_what_differs_is_in_the_picture_and_all_is_in_the_table():
    figure = compare_figure(texts("en"), ROOM.state, PLAN, [LESS])
    assert "P03" in figure.body
    assert "P01" not in compare_figure(texts("en"), ROOM.state, PLAN, [Beside("Same", PLAN.plan)]).body
    assert {row[0].split()[0] for row in figure.table.rows} >= {"P01", "P02", "P03", "Aran"}


def test_every_difference_is_a_word_and_not_a_colour():
    body = compare_figure(texts("en"), ROOM.state, PLAN, [LESS]).body
    assert "leaves" in body
    assert "less (" in body
    assert "color" not in body


def test_two_plans_stand_beside_the_first():
    figure = compare_figure(texts("zh"), ROOM.state, PLAN, [LESS, MORE])
    assert figure.table.header[1:] == ("Plan", "Less", "More")
    assert "“More”" in figure.title


def test_a_plan_that_changes_nothing_says_so():
    figure = compare_figure(texts("en"), ROOM.state, PLAN, [Beside("Same", PLAN.plan)])
    assert figure.title == "«Same» changes nothing of the plan."
    assert "The same options in the same years." in figure.body


def test_a_search_that_goes_on_is_told():
    figure = compare_figure(texts("en"), ROOM.state, PLAN, [Beside("Less", LESS.plan, so_far=True)])
    assert "best so far" in figure.body


def test_nothing_chosen_asks_for_a_plan():
    assert compare_figure(texts("en"), ROOM.state, PLAN, []).table is None


def test_names_of_people_cannot_run_anything():
    figure = compare_figure(texts("en"), ROOM.state, Beside(NASTY, LESS.plan), [Beside(NASTY, PLAN.plan)])
    assert NASTY not in markup(texts("en"), figure)


def test_a_city_that_left_pays_nothing_in_the_other_plan():
    left = Beside("Left", plan_of(tried(ROOM, usual.partner_leaves("C3"))))
    rows = {row[0]: row[1:] for row in compare_figure(texts("en"), ROOM.state, PLAN, [left]).table.rows}
    assert rows["Cora"][1] == "0"
    assert rows["Cora"][0] != "0"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(100, 130, "▲ 30 more (+30%)"), (100, 90, "▼ 10 less (−10%)"), (0, 5, "▲ 5 more"), (7, 7, "=")],
)
def test_a_change_is_money_and_percent(before, after, words):
    assert changed_amount(texts("en"), before, after) == words
