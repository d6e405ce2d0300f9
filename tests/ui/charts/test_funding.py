import re

from components.investment.funds import YearOfMoney
from components.investment.running import RunningTotal
from components.ui.charts.figure import markup
from components.ui.charts.funding import constant, funding_figure

AFTER = RunningTotal(30, 10, 0, (("C1", 15), ("C2", 5)), ())
YEARS = (
    YearOfMoney(2027, (("in_budget", 60), ("gap", 40)), 0, 200.0),
    YearOfMoney(2028, (("applied", 50), ("gap", 50)), 20, 80.0),
    YearOfMoney(2029, (), 20, None),
)


def test_the_title_says_how_sure_the_money_is_and_where_most_is_lacking(english, state):
    title = funding_figure(english, state, YEARS, AFTER).title
    assert title == "30% of the investment is secured or in a budget; 90 has no payer, most of it in 2028"


def test_without_a_gap_nothing_is_said_to_be_lacking(english, state):
    years = (YearOfMoney(2027, (("secured", 60),), 0, 200.0),)
    assert funding_figure(english, state, years, AFTER).title.endswith("nothing is without a payer")


def test_bars_and_the_line_share_one_scale(english, state):
    body = funding_figure(english, state, YEARS, AFTER).body
    # the longest is the line of the first year, 200
    assert re.findall(r'scn-sure-gap" style="width:([\d.]+)%', body) == ["20.00", "25.00"]
    assert re.findall(r'scn-fund-line" style="left:([\d.]+)%', body) == ["100.00", "40.00"]


def test_a_year_whose_money_nobody_stated_has_no_line_and_says_not_known(english, state):
    figure = funding_figure(english, state, YEARS, AFTER)
    assert figure.body.count("scn-fund-line") == 2
    assert figure.table.rows[2][-1] == "not known"


def test_years_add_up_in_the_table_and_running_goes_on_after_them(english, state):
    rows = funding_figure(english, state, YEARS, AFTER).table.rows
    assert rows[3] == ("Total", "60", "50", "90", "200", "40", "")
    assert rows[4][0] == "after 2029, a year"
    assert rows[4][-2] == "20"


def test_every_certainty_is_named_in_the_legend_and_not_only_coloured(t, state):
    legend = funding_figure(t, state, YEARS, AFTER).legend
    assert legend.count("scn-swatch") == 6
    assert "undefined" not in markup(t, funding_figure(t, state, YEARS, AFTER))


def test_amounts_say_in_the_prices_of_which_year_they_are(english, state):
    assert constant(english, state) == "constant prices of 2027"
    assert "constant prices of 2027" in funding_figure(english, state, YEARS, AFTER).subtitle


def test_no_money_gives_a_sentence(t, state):
    assert funding_figure(t, state, (), AFTER).body == ""
