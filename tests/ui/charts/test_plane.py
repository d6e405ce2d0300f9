from components.ui.charts.figure import markup
from components.ui.charts.plane import plane_figure


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
