import re

from components.ui.charts.figure import markup
from components.ui.charts.money import money_figure, pays_figure


def test_a_year_is_split_by_payer_and_the_parts_make_the_whole(english, state, plan):
    figure = money_figure(english, state, plan)
    header, first, second, _ = figure.table.header, *figure.table.rows
    assert header[1:5] == ("Pereira", "Manizales", "outside money", "no source yet")
    assert first[1:6] == ("30", "20", "0", "0", "50")
    assert second[1:6] == ("0", "0", "40", "10", "50")


def test_money_without_a_source_is_nobodys_and_the_title_says_so(english, state, plan):
    figure = money_figure(english, state, plan)
    assert "10 in all has no source yet" in figure.title
    assert "scn-gap" in figure.body


def test_revenue_is_shown_as_a_gain_beside_operation(english, state, plan):
    assert money_figure(english, state, plan).table.rows[2][-2:] == ("5", "3")


def test_segments_are_on_one_scale_for_all_years(english, state, plan):
    widths = [float(width) for width in re.findall(r"width:([\d.]+)%", money_figure(english, state, plan).body)]
    assert widths == [60.0, 40.0, 80.0, 20.0]


def test_the_largest_payer_over_gain_is_named_in_points(english, state, plan):
    assert (
        pays_figure(english, state, plan).title == "Pereira pays 14 points more than it gains, the largest difference"
    )


def test_an_unstated_benefit_has_no_mark_and_is_not_zero(english, state, plan):
    figure = pays_figure(english, state, plan)
    assert figure.body.count("scn-at") == 2
    assert figure.body.count("scn-ring") == 3
    assert "gains not known" in figure.body


def test_marks_stand_on_a_line_from_zero_to_the_next_ten(english, state, plan):
    # 55 % of a line that ends at 60
    assert "left:91.67%" in pays_figure(english, state, plan).body


def test_what_people_wrote_never_becomes_markup(t, state, plan):
    assert "<script" not in markup(t, pays_figure(t, state, plan)) + markup(t, money_figure(t, state, plan))


def test_no_money_gives_sentences(t, nothing):
    state, _, plan = nothing
    assert pays_figure(t, state, plan).body == ""
    assert money_figure(t, state, plan).body == ""
