import pytest

from components.investment.coalitions import alone, bearers, every_coalition, of_coalition
from components.investment.question import Pot, Question
from tests.investment.questions import by_trying_everything, candidate, random_question


def two_cities(**values):
    """A hospital of city 0, a depot of city 1, and a joint plant that is worth more than it costs either."""
    items = (
        candidate("HOSPITAL", 40, 60, shares=(1.0, 0.0)),
        candidate("DEPOT", 30, 50, shares=(0.0, 1.0)),
        candidate("PLANT", 90, 100, shares=(0.5, 0.5)),
    )
    return Question(1, ((60,), (50,)), (), items, **values)


def test_a_city_alone_has_its_own_money_and_its_own_versions_of_the_options():
    # Half of the plant is worth 45 and costs 100 x 0.5^0.6 = 65.98: whole units, rounded up.
    asked = of_coalition(two_cities(), 0b10, (50, 50))
    assert asked.envelopes == ((50,),)
    assert [(item.code, item.value, item.capex, item.shares) for item in asked.candidates] == [
        ("DEPOT", 30, 50, (1.0,)),
        ("PLANT", 45, 66, (1.0,)),
    ]


@pytest.mark.parametrize(("scale", "cost"), [(0.0, 100), (0.6, 33), (1.0, 16)])
def test_what_is_built_alone_may_have_to_be_built_whole_or_as_small_as_the_part(scale, cost):
    # 0.16 of the benefit: 100 x 0.16^0.6 = 33.3
    asked = of_coalition(two_cities(), 0b10, (50, 50), {"PLANT": (84.0, 16.0)}, scale=scale)
    assert asked.by_code["PLANT"].capex == pytest.approx(cost, abs=1)
    assert asked.by_code["PLANT"].value == pytest.approx(0.16 * 90)


def test_who_gets_something_and_bears_nothing_would_have_to_bear_it_alone():
    given = {"HOSPITAL": (50.0, 50.0)}
    assert of_coalition(two_cities(), 0b10, (1, 1), given, scale=0.0).by_code["HOSPITAL"].shares == (1.0,)


def test_everybody_together_asks_the_question_of_the_joint_plan():
    assert of_coalition(two_cities(), 0b11, (50, 50)) == two_cities()


def test_who_bears_only_the_running_cost_is_needed_too():
    item = candidate("P", shares=(1.0, 0.0))
    assert bearers(item) == 0b01
    assert bearers(candidate("Q", shares=(0.0, 0.0))) == 0


def test_what_each_group_can_do_in_the_worked_example():
    # Alone: the hospital for 60, the depot for 50. Together 110: the plant (90) is worth more than both (70).
    nobody, first, second, both = every_coalition(two_cities(), (50, 50), exact=True)
    assert (nobody.options, nobody.value, nobody.cost) == ((), 0, 0)
    assert (first.options, first.value, first.cost) == (("HOSPITAL",), 40, 60)
    assert (second.options, second.value, second.cost) == (("DEPOT",), 30, 50)
    assert (both.options, both.value, both.cost) == (("PLANT",), 90, 100)
    assert all(found.exact for found in (first, second, both))


def test_outside_money_follows_the_key_or_the_benefit_of_the_options_that_it_is_for():
    pots = (Pot("ANY", (), (40,)), Pot("DEPOT", ("DEPOT",), (30,)), Pot("PLANT", ("PLANT",), (20,)))
    asked = of_coalition(Question(1, ((60,), (50,)), pots, two_cities().candidates), 0b01, (75, 25))
    assert [pot.amounts for pot in asked.pots] == [(30,), (0,), (10,)]
    # The hospital (40) costs 60 less 30; its own version of the plant (45) 66 less 40; both are beyond its 60.
    found = alone(Question(1, ((60,), (50,)), pots, two_cities().candidates), 0b01, (75, 25))
    assert (found.options, found.value, found.cost) == (("PLANT",), 45, pytest.approx(66 - 40))


def test_what_the_joint_plan_must_hold_binds_no_group_alone():
    items = (candidate("DEAR", 1, 55, shares=(0.0, 1.0), must=True), *two_cities().candidates)
    assert alone(Question(1, ((60,), (50,)), (), items), 0b10, (1, 1)).options == ("DEPOT",)


def test_among_equals_the_group_takes_what_costs_it_least():
    items = (candidate("DEAR", 10, 50), candidate("CHEAP", 10, 40))
    assert alone(Question(1, ((60,),), (), items), 1, (1,)).options == ("CHEAP",)


@pytest.mark.parametrize("seed", range(12))
def test_a_group_alone_gets_the_best_of_everything_that_can_be_tried(seed):
    question = random_question(seed, pots=seed % 3)
    for coalition in (1, 2, 3):
        found = alone(question, coalition, (60, 40))
        assert found.value == pytest.approx(
            by_trying_everything(of_coalition(question, coalition, (60, 40))), rel=1e-4
        )


@pytest.mark.parametrize("seed", range(12))
def test_the_relaxation_is_never_below_the_exact_value_and_says_that_it_is_approximate(seed):
    question = random_question(seed, options=5, pots=seed % 3)
    exact = every_coalition(question, (60, 40), exact=True)
    relaxed = every_coalition(question, (60, 40), exact=False)
    for one, two in zip(exact, relaxed, strict=True):
        assert two.value >= one.value - 1e-3 * max(one.value, 1)
        assert not two.exact or two.value == pytest.approx(one.value, rel=1e-3)
    assert not all(row.exact for row in relaxed)


def test_progress_is_told_and_can_end_the_work():
    question = random_question(1, cities=2)
    told = []

    class EnoughError(Exception):
        pass

    def stop(share):
        told.append(share)
        raise EnoughError

    wide = Question(1, ((60,),) * 4, (), (candidate("P", 1, 10, shares=(0.25,) * 4),))
    with pytest.raises(EnoughError):
        every_coalition(wide, (1,) * 4, exact=True, progress=stop)
    assert told == [1 / 16]
    assert len(every_coalition(question, (1, 1), exact=True)) == 4
