from dataclasses import replace

from components.investment.plan_records import BudgetLine
from components.ui.charts.figure import markup
from components.ui.charts.plane import plane_figure
from components.workshop.records.options import Option
from components.workshop.state import State


def test_options_at_the_same_place_share_one_label_and_the_split_one_is_marked(english, state, plan):
    body = plane_figure(english, state, plan).body
    assert ">P01, P02 ◯<" in body
    assert body.count("scn-spot") == 1


def test_an_option_without_marks_on_an_axis_is_counted_and_not_drawn_at_zero(english, state, plan):
    figure = plane_figure(english, state, plan)
    assert "1 more lacks marks" in figure.subtitle
    assert "P03" not in figure.body
    assert len(figure.table.rows) == 3


def test_the_title_counts_options_above_the_middle_of_both_axes(english, state, plan):
    assert plane_figure(english, state, plan).title == "2 of 2 options are strong on both axes"


def test_ranks_show_their_range(english, state, plan):
    assert plane_figure(english, state, plan).table.rows[0][2] == "1 (1–3)"


def test_what_people_wrote_never_becomes_markup(t, state, plan):
    assert "<script" not in markup(t, plane_figure(t, state, plan))


def test_no_scores_give_a_sentence(t, nothing):
    state, _, plan = nothing
    assert plane_figure(t, state, plan).body == ""


def line(axis, at):
    return BudgetLine(axis, at, 1, 100, 120, 50.0)


def with_lines(plan, social, financial):
    lines = (line("social_environmental", social), line("financial_economic", financial))
    return replace(plan, budget_lines=lines)


def test_the_budget_lines_cut_the_plane_and_are_said_in_words(english, state, plan):
    figure = plane_figure(english, state, with_lines(plan, 65.0, 40.0))
    assert figure.title == "0 of 2 options are within the money on both axes"
    assert figure.body.count("scn-budget") == 2
    assert "COP million 120 pays for the best 1" in figure.subtitle
    assert plane_figure(english, state, with_lines(plan, 55.0, 40.0)).title.startswith("2 of 2")
    for name in ("both", "social", "financial", "neither"):
        assert english(f"charts.plane.money.{name}") in figure.body


def test_without_a_line_on_one_axis_the_middle_cuts(t, state, plan):
    for found in (plan, with_lines(plan, None, 40.0)):
        figure = plane_figure(t, state, found)
        assert "scn-budget" not in figure.body
        assert t("charts.plane.middle.both") in figure.body


def test_the_table_says_what_a_point_and_a_person_cost(english, state, plan):
    options = (Option("P01", capex_likely=140.0, beneficiaries=70.0), *state.options[1:])
    held = State(tuple((name, options if name == "option" else rows) for name, rows in state.records))
    row = plane_figure(english, held, plan).table.rows[0]
    # 140 over a score of 70, and over 70 people
    assert row[6:8] == ("2", "2.000")
    assert plane_figure(english, held, plan).table.rows[1][6:8] == ("not known", "not known")
