from dataclasses import replace

from components.investment.plan_records import Portfolio
from components.ui.charts.figure import markup
from components.ui.charts.timeline import gantt_figure


def test_bars_cover_their_years_of_three(english, state, plan):
    body = gantt_figure(english, state, plan).body
    assert 'scn-hard scn-accent" style="left:0.00%;width:66.67%' in body
    assert 'scn-soft scn-pale" style="left:33.33%;width:66.67%' in body


def test_years_have_no_thousands_separator(t, state, plan):
    drawn = markup(t, gantt_figure(t, state, plan))
    assert "2,027" not in drawn
    assert "2027" in drawn


def test_the_title_counts_what_fits_and_what_is_ready(english, state, plan):
    assert gantt_figure(english, state, plan).title == "2 of 3 options fit the money; 1 ready and funded"


def test_what_is_left_out_stands_in_the_table_only(english, state, plan):
    figure = gantt_figure(english, state, plan)
    assert "P03" not in figure.body
    assert [row[2] for row in figure.table.rows if row[0].startswith("P03")] == ["out"]


def test_an_impossible_plan_is_not_called_empty(english, state, plan):
    impossible = replace(plan, lines=plan.lines[2:], portfolio=Portfolio("infeasible", 0, 0, 0, 0))
    assert gantt_figure(english, state, impossible).title == "No plan fits what was asked"


def test_what_people_wrote_never_becomes_markup(t, state, plan):
    assert "<script" not in markup(t, gantt_figure(t, state, plan))


def test_no_plan_gives_a_sentence(t, nothing):
    state, _, plan = nothing
    assert gantt_figure(t, state, plan).body == ""
