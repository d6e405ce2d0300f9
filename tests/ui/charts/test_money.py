from components.ui.charts.figure import markup
from components.ui.charts.money import pays_figure


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
    assert "<script" not in markup(t, pays_figure(t, state, plan))


def test_no_money_gives_sentences(t, nothing):
    state, _, plan = nothing
    assert pays_figure(t, state, plan).body == ""
