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


def test_what_must_be_in_and_does_not_fit_is_not_counted_as_fitting(english, state, plan):
    impossible = replace(plan, portfolio=replace(plan.portfolio, status="infeasible"))
    figure = gantt_figure(english, state, impossible)
    assert figure.title == "No plan fits what was asked"
    assert figure.subtitle.startswith("Shown is only what must be in: ")
    assert "fit the money" not in figure.title + figure.subtitle
    assert figure.body


def test_how_early_options_start_is_told_only_when_it_is_not_proven(english, state, plan):
    def subtitle(early):
        return gantt_figure(english, state, replace(plan, portfolio=replace(plan.portfolio, early_gap=early))).subtitle

    assert "How early" not in subtitle(0.0)
    assert "is not proven: at most 25.0% of the waiting could be saved." in subtitle(0.25)
    assert "the time was used up" in subtitle(None)


def test_what_people_wrote_never_becomes_markup(t, state, plan):
    assert "<script" not in markup(t, gantt_figure(t, state, plan))


def test_no_plan_gives_a_sentence(t, nothing):
    state, _, plan = nothing
    assert gantt_figure(t, state, plan).body == ""


def test_a_thin_line_runs_from_the_last_year_of_building_to_the_end(english, state, plan):
    body = gantt_figure(english, state, plan).body
    assert body.count("scn-run") == 1
    assert 'scn-run" style="left:66.67%' in body


def test_what_must_come_first_and_what_is_continued_is_said_under_the_name(english, state, plan):
    options = tuple(
        replace(option, requires=("P01", "P03"), nature="continuing") if option.code == "P02" else option
        for option in state.options
    )
    held = replace(state, records=tuple((k, options if k == "option" else v) for k, v in state.records))
    figure = gantt_figure(english, held, plan)
    assert "<small>continues what has begun</small><small>after P01 (done 2028)</small>" in figure.body
    assert next(row for row in figure.table.rows if row[0].startswith("P02"))[6] == "P01, P03"


def test_a_gap_is_marked_at_its_option_with_its_amount(english, state, plan):
    flows = tuple(replace(flow, kind=flow.kind.lower()) for flow in plan.flows)
    body = gantt_figure(english, state, replace(plan, flows=flows)).body
    assert body.count("scn-lacks") == 1
    assert "nobody pays 10 of it yet" in body


def test_readiness_is_a_sign_and_a_word(t, state, plan):
    figure = gantt_figure(t, state, plan)
    assert "▶ " in figure.body
    assert "▷ " in figure.body
    assert "▶ " in figure.legend


def test_points_for_the_money_stand_in_words_and_in_the_table(english, state, plan):
    """By hand: costs 100, 50, 30, middle 50, so per 10: 8.4, 12 and 6.7; P03 is not in the plan."""
    figure = gantt_figure(english, state, plan)
    assert "Points of score for COP million 10: most from P02 (12.0), least from P01 (8.4)" in figure.body
    assert [row[5] for row in figure.table.rows] == ["8.4", "12.0", "6.7"]
