import numpy as np
import pytest

from components.analysis.evaluate import evaluate
from components.investment.priority import axis_of, ranks, ranks_without, scores, weight_tests, weighted
from components.workshop.records.options import Criterion
from tests.builders import given, state
from tests.investment.room import CATALOGUE, CRITERIA, PARAMETERS, marks, option, seen


def scores_of(*options, marked):
    shown = seen(*options, marked=marked)
    return scores(shown, evaluate(shown, CATALOGUE, PARAMETERS), CATALOGUE)


def test_the_score_is_the_weighted_sum_of_medians_out_of_five():
    # weights 50, 30, 20 on medians 4, 3, 5: 100 x (0.5 x 0.8 + 0.3 x 0.6 + 0.2 x 1) = 78
    assert weighted(np.array([[4.0, 3.0, 5.0]]), np.array([50.0, 30.0, 20.0])) == pytest.approx([78])


def test_a_criterion_without_enough_marks_is_left_out_and_the_rest_rescaled():
    # weights 50 and 30 on medians 4 and 3: 100 x (50 x 0.8 + 30 x 0.6) / 80 = 72.5
    assert weighted(np.array([[4.0, 3.0, np.nan]]), np.array([50.0, 30.0, 20.0])) == pytest.approx([72.5])


def test_nothing_marked_has_no_score():
    assert np.isnan(weighted(np.array([[np.nan, np.nan]]), np.array([50.0, 50.0]))).all()


def test_ties_share_the_better_rank():
    assert list(ranks(np.array([70.0, 80.0, 70.0, 60.0]))) == [2, 1, 2, 4]


def test_the_weight_tests_are_equal_weights_and_each_weight_halved_and_raised_by_half():
    tests = weight_tests(np.array([60.0, 40.0]))
    assert [list(row) for row in tests] == [[1, 1], [30, 40], [90, 40], [60, 20], [60, 60]]


def test_scores_ranks_and_axes_of_a_room():
    first, second = scores_of(option("P01"), option("P02"), marked=[*marks("P01", 4), *marks("P02", 3)])
    assert (first.value, second.value) == pytest.approx((80, 60))
    assert (first.social_environmental, first.financial_economic) == pytest.approx((80, 80))
    assert (first.rank, first.best_rank, first.worst_rank, first.n, first.flag) == (1, 1, 1, 9, "consensus")
    assert (second.rank, second.weight_used) == (2, pytest.approx(1))


def test_a_city_that_alone_lifts_an_option_shows_in_its_rank_range():
    voices = [*marks("P01", 4, C1=5, C2=2), *marks("P02", 3)]
    first, second = scores_of(option("P01"), option("P02"), marked=voices)
    assert (first.rank, first.best_rank, first.worst_rank) == (1, 1, 2)
    assert (second.best_rank, second.worst_rank) == (1, 2)


def test_leaving_out_the_city_that_lifts_an_option_turns_the_order():
    shown = seen(option("P01"), option("P02"), marked=[*marks("P01", 4, C1=5, C2=2), *marks("P02", 3)])
    evidence = evaluate(shown, CATALOGUE, PARAMETERS)
    turned = [ranks_without(shown, evidence, CATALOGUE, city) for city in ("C1", "C2", "C3")]
    assert {"P01": 2, "P02": 1} in turned
    assert {"P01": 1, "P02": 2} in turned


def test_a_split_stays_a_split():
    (found,) = scores_of(option("P01"), marked=marks("P01", 4, C2=0))
    assert found.flag == "split"
    assert dict(found.medians)[CRITERIA[0]] == 4


def test_too_few_marks_give_no_score():
    (found,) = scores_of(option("P01"), marked=given("options", CRITERIA[0], "P01", C1=[5, 5]))
    assert (found.value, found.rank, found.flag, found.weight_used) == (None, None, "too_few", 0)


def test_options_off_the_short_list_are_not_scored():
    assert scores_of(option("P01", decision="defer"), marked=marks("P01", 4)) == ()


def test_a_criterion_of_the_room_lies_on_the_axis_of_its_theme():
    theme = CATALOGUE.themes[0]
    found = axis_of(state(Criterion("O01", name="Pride", theme=theme.code)), CATALOGUE)
    assert found["O01"] == theme.axis
