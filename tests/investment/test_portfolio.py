import math

import pytest
from hypothesis import given, settings

from components.investment.portfolio import latest_starts, select
from components.investment.question import Floor, Pot, Question
from components.investment.search import Found, Search
from tests.investment.questions import (
    best_of_all,
    by_trying_everything,
    candidate,
    keeps_every_limit,
    knapsack,
    questions_with_every_limit,
    random_question,
    worth_of,
)


def best(question, gap=0.0):
    return select(question, gap=gap, seconds=30)


# Low-dimensional 0-1 knapsacks of Pisinger's collection (f1 … f9) with their published optima.
PUBLISHED = [
    (
        [55, 10, 47, 5, 4, 50, 8, 61, 85, 87],
        [[95, 4, 60, 32, 23, 72, 80, 62, 65, 46]],
        [269],
        295,
    ),
    (
        [44, 46, 90, 72, 91, 40, 75, 35, 8, 54, 78, 40, 77, 15, 61, 17, 75, 29, 75, 63],
        [[92, 4, 43, 83, 84, 68, 92, 82, 6, 44, 32, 18, 56, 83, 25, 96, 70, 48, 14, 58]],
        [878],
        1024,
    ),
    ([9, 11, 13, 15], [[6, 5, 9, 7]], [20], 35),
]


@pytest.mark.parametrize(("profits", "weights", "capacities", "optimum"), PUBLISHED)
def test_published_knapsacks(profits, weights, capacities, optimum):
    found = best(knapsack(profits, weights, capacities))
    assert (found.status, found.gap) == ("optimal", 0)
    assert found.value == pytest.approx(optimum)


@pytest.mark.parametrize("carry_over", [True, False])
@pytest.mark.parametrize("seed", range(25))
def test_equal_to_trying_everything(seed, carry_over):
    question = random_question(seed, carry_over=carry_over)
    assert best(question).value == pytest.approx(by_trying_everything(question))


@pytest.mark.parametrize("carry_over", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_equal_to_trying_everything_with_outside_money(seed, carry_over):
    question = random_question(100 + seed, options=3, pots=2, carry_over=carry_over)
    assert best(question).value == pytest.approx(by_trying_everything(question))


@given(questions_with_every_limit())
@settings(max_examples=150, deadline=None)
def test_equal_to_trying_everything_under_every_kind_of_limit(question):
    found, answer = best(question), best_of_all(question)
    if answer is None:
        assert found.status == "infeasible"
        assert found.clashes
        return
    assert found.status == "optimal"
    assert worth_of(question, dict(found.starts)) == pytest.approx(answer)
    assert keeps_every_limit(question, dict(found.starts))
    assert found.bound == pytest.approx(found.value)


def test_without_candidates_the_plan_is_empty():
    assert best(Question(3, ((5, 5, 5),), (), ())).status == "empty"


def test_a_chosen_set_starts_as_early_as_the_money_allows():
    # 10 a year: the better one first, the other when the money has come together
    options = (candidate("A", 5, 10), candidate("B", 9, 10))
    assert best(Question(3, ((10, 10, 0),), (), options)).starts == (("A", 1), ("B", 0))


def test_unspent_money_is_carried_over_or_lost():
    options = (candidate("A", 5, 20),)
    assert best(Question(2, ((10, 10),), (), options, carry_over=True)).starts == (("A", 1),)
    assert best(Question(2, ((10, 10),), (), options, carry_over=False)).starts == ()


def test_running_costs_count_against_the_envelope_after_the_building():
    # 10 + 10 to build leaves nothing to run the first one, so both start in the last year
    options = (candidate("A", 5, 10, opex=1), candidate("B", 5, 10, opex=1))
    assert best(Question(2, ((10, 10),), (), options)).starts == (("A", 1), ("B", 1))


def test_a_required_option_is_finished_first():
    options = (candidate("A", 5, 4, requires=("B",)), candidate("B", 1, 4, build=2))
    assert best(Question(3, ((9, 9, 9),), (), options)).starts == (("A", 2), ("B", 0))
    assert best(Question(2, ((9, 9),), (), options)).starts == (("B", 0),)


def test_the_starts_of_stage_one_reach_through_a_chain_of_requirements():
    options = (candidate("A", requires=("B",)), candidate("B", build=2, requires=("C",)), candidate("C"))
    assert latest_starts(Question(5, ((9,) * 5,), (), options)) == {"A": (4,), "B": (2, 3), "C": (1, 2, 4)}


def test_options_that_exclude_each_other_are_not_both_in():
    options = (candidate("A", 5, 1, excludes=("B",)), candidate("B", 9, 1))
    assert best(Question(1, ((9,),), (), options)).starts == (("B", 0),)


def test_outside_money_lowers_what_the_cities_pay():
    options = (candidate("A", 5, 20),)
    assert best(Question(1, ((10,),), (Pot("F01", (), (10,)),), options)).starts == (("A", 0),)
    assert best(Question(1, ((10,),), (Pot("F01", ("B",), (10,)),), options)).starts == ()


def test_what_an_option_lacks_is_the_least_extra_money():
    # 20 in all, 12 spent on the better one: 8 are left, 10 are needed
    options = (candidate("A", 9, 12), candidate("B", 5, 10))
    (shortage,) = best(Question(1, ((20,),), (), options)).shortages
    assert (shortage.option, shortage.amounts) == ("B", ((0, 0, 2),))


def test_the_year_named_is_the_one_that_binds():
    options = (candidate("A", 9, 12, shares=(0.5, 0.5)), candidate("B", 5, 10, earliest=1, shares=(0, 1)))
    found = best(Question(2, ((6, 0), (6, 4)), (), options))
    assert found.shortages[0].amounts == ((1, 1, 6),)


def test_what_fits_is_in_even_when_it_adds_nothing():
    options = (candidate("A", 9, 5), candidate("B", 0.0, 5))
    assert best(Question(1, ((10,),), (), options)).starts == (("A", 0), ("B", 0))


def test_what_must_be_in_is_in():
    options = (candidate("A", 9, 10), candidate("B", 1, 10, must=True))
    assert best(Question(1, ((10,),), (), options)).starts == (("B", 0),)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ((candidate("A", must=True, excludes=("B",)), candidate("B", must=True)), "excludes"),
        ((candidate("A", must=True, requires=("Z",)),), "requires"),
        ((candidate("A", must=True, build=4),), "timing"),
        ((candidate("A", must=True, requires=("B",)), candidate("B", requires=("A",))), "logic"),
    ],
)
def test_what_clashes_is_named(options, reason):
    found = best(Question(3, ((99, 99, 99),), (), options))
    assert (found.status, found.starts) == ("infeasible", ())
    assert reason in [clash.reason for clash in found.clashes]


def test_a_clash_that_both_name_is_told_once():
    options = (candidate("A", must=True, excludes=("B",)), candidate("B", must=True, excludes=("A",)))
    assert [clash.options for clash in best(Question(1, ((99,),), (), options)).clashes] == [("A", "B")]


def test_what_must_be_in_stays_in_when_money_is_short_and_says_what_is_lacking():
    options = (candidate("A", 5, 30, must=True), candidate("B", 9, 1))
    found = best(Question(1, ((12,),), (), options))
    assert (found.status, found.starts) == ("infeasible", (("A", 0),))
    assert found.clashes[0].shortage.amounts == ((0, 0, 18),)


def test_every_better_plan_is_told_with_its_proven_gap():
    told = []
    found = select(random_question(3, options=6, pots=1), gap=0, seconds=20, report=told.append)
    assert told
    assert all(one.bound >= one.value and one.starts for one in told)
    assert told[-1].value == pytest.approx(found.value)


def test_a_search_that_is_cancelled_answers_with_what_it_has():
    question = random_question(3, options=6, pots=1)
    found = select(question, gap=0, seconds=20, cancelled=lambda: True)
    assert found.status in ("optimal", "feasible", "unknown")
    assert found.starts == () or keeps_every_limit(question, dict(found.starts))


def test_without_time_a_plan_is_given_and_its_distance_told():
    options = (candidate("A", 9, 10), candidate("B", 6, 5), candidate("C", 6, 5))
    found = select(Question(1, ((10,),), (), options), gap=0, seconds=0)
    assert found.value <= found.bound
    assert found.gap == pytest.approx((found.bound - found.value) / max(found.value, 1e-9))


def test_no_new_option_displaces_a_continuing_one():
    options = (candidate("A", 9, 10), candidate("B", 1, 10, continuing=True))
    assert best(Question(1, ((10,),), (), options)).starts == (("B", 0),)


def test_running_costs_must_be_affordable_after_the_last_year():
    options = (candidate("A", 9, 5, opex=6), candidate("B", 1, 5))
    question = Question(1, ((5,),), (), options, lasting=True)
    assert best(question).starts == (("B", 0),)
    assert best(Question(1, ((5,),), (), options)).starts == (("A", 0),)
    assert best(question).shortages == () or best(question).shortages[0].option == "A"


def test_no_city_pays_more_than_its_ceiling():
    options = (candidate("A", 9, 10), candidate("B", 5, 4))
    assert best(Question(2, ((20, 0),), (), options, ceilings=(6,))).starts == (("B", 0),)


def test_a_common_budget_beside_the_envelopes():
    options = (candidate("A", 9, 10, shares=(1, 0)), candidate("B", 5, 4, shares=(0, 1)))
    assert best(Question(1, ((20,), (20,)), (), options, budget=(12,))).starts == (("A", 0),)


def test_a_floor_brings_in_what_is_worth_less():
    options = (candidate("A", 9, 10), candidate("B", 1, 10))
    floor = Floor("soft", ("B",), count=1)
    assert best(Question(1, ((10,),), (), options, floors=(floor,))).starts == (("B", 0),)


@pytest.mark.parametrize("seed", range(6))
def test_without_the_second_stage_the_set_is_the_same_and_can_be_paid(seed):
    question = random_question(seed, options=5, carry_over=seed % 2 == 0)
    plain, quick = (select(question, gap=0, seconds=30, early=early) for early in (True, False))
    assert quick.value == pytest.approx(plain.value)
    assert quick.early_gap is None
    assert keeps_every_limit(question, dict(quick.starts))


@pytest.mark.parametrize("seed", range(4))
def test_without_time_to_search_the_years_options_still_start_as_early_as_they_can(seed, monkeypatch):
    """Every option is as early as the others leave it, although nothing was proven."""
    question = random_question(seed, options=6, years=4)

    def found_nothing(self, *_values, **_options):
        return Found(None, math.inf, -math.inf)

    searched = Search.best

    def best(self, cost, **options):
        late = len({start for _, start in self.made.starts}) > 1 and (cost >= 0).all()
        return found_nothing(self) if late else searched(self, cost, **options)

    monkeypatch.setattr(Search, "best", best)
    found = select(question, gap=0, seconds=20)
    search = Search(question, {item.code: question.starts(item) for item in question.candidates})
    assert found.early_gap is None
    for code, start in found.starts:
        for earlier in range(question.by_code[code].earliest, start):
            assert not search.fits(tuple({**dict(found.starts), code: earlier}.items()))


@pytest.mark.parametrize("size", [3_000_000, 30_000_000, 3_000_000_000])
@pytest.mark.parametrize("short", [0, 1])
@pytest.mark.parametrize("kind", ["city", "budget", "sources", "both"])
def test_not_one_unit_is_overspent_and_not_one_left_unused(kind, short, size):
    # A and B cost all that there is, or one unit more: then the better of the two is in alone, and that is proven.
    options = (candidate("A", 5, size), candidate("B", 9, size // 3))
    limit, plenty, pot = (size + size // 3 - short, 0), (9 * size, 9 * size), ()
    if kind in ("sources", "both"):
        pot = (Pot("F", (), limit),)
    question = Question(
        2, ({"city": limit, "both": (0, 0)}.get(kind, plenty),), pot, options,
        budget=limit if kind == "budget" else (), sources_only=kind == "sources",
    )  # fmt: skip
    found = select(question, gap=0, seconds=20, explain=False)
    assert (found.status, found.value, found.gap) == ("optimal", 9 if short else 14, 0)
