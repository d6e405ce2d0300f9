from components.investment.question import Pot, Question, capex_by_year, opex_by_year
from tests.investment.questions import candidate


def test_an_option_must_be_finished_inside_the_plan():
    question = Question(5, (), (), ())
    assert question.starts(candidate("A", build=2, earliest=1)) == (1, 2, 3)
    assert question.starts(candidate("A", build=6)) == ()


def test_the_cost_is_spread_evenly_and_running_starts_the_year_after():
    item = candidate("A", 1, 100, build=3, opex=7)
    assert capex_by_year(item, 1, 5) == (0, 34, 33, 33, 0)
    assert opex_by_year(item, 1, 5) == (0, 0, 0, 0, 7)


def test_the_years_over_which_money_must_suffice():
    assert Question(3, (), (), ()).periods() == ((0,), (0, 1), (0, 1, 2))
    assert Question(3, (), (), (), carry_over=False).periods() == ((0,), (1,), (2,))


def test_money_without_named_options_is_for_any():
    assert Pot("F01", (), ()).pays("A")
    assert not Pot("F01", ("B",), ()).pays("A")
