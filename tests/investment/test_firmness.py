from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.framework.parameters import load_parameters
from components.investment.firmness import firmness
from components.investment.plan import make_plan
from components.walk import demonstration
from components.workshop.database import Database
from components.workshop.store import Store
from tests.investment.room import CATALOGUE, EQUAL, PARAMETERS, SETTING, envelopes, marks, option, seen

FEW = PARAMETERS.with_overrides({"firmness.replications": 100, "firmness.cost_draws": 4, "firmness.seconds": 2})
FEWEST = PARAMETERS.with_overrides({"firmness.replications": 100, "firmness.cost_draws": 2, "firmness.seconds": 1})


def found(shown, parameters=FEW, **values):
    evidence = evaluate(shown, CATALOGUE, parameters)
    plan = make_plan(shown, evidence, CATALOGUE, parameters)
    return firmness(shown, evidence, plan, CATALOGUE, parameters, **values)


def room(*options, marked):
    money = envelopes(C1=13, C2=13, C3=13)  # 195 in all
    return seen(EQUAL, *options, *money, marked=marked)


def test_what_everybody_wants_and_can_be_paid_is_core_and_what_cannot_is_out():
    marked = [*marks("P01", 5), *marks("P02", 4), *marks("P03", 1)]
    result = found(room(option("P01"), option("P02"), option("P03"), marked=marked))
    assert {row.option: (row.kind, row.share) for row in result.options} == {
        "P01": ("core", 1), "P02": ("core", 1), "P03": ("out", 0),
    }  # fmt: skip
    assert (result.replications, result.impossible, result.people, result.varied) == (100, 0, 9, 0)
    assert result.gap == pytest.approx(0, abs=0.002)
    assert result.stability[0] == "plan.firmness.firm"


def test_a_cost_that_may_be_too_high_makes_an_option_swing():
    # 195 is there; the option costs 170 at the likely and 230 at the high end.
    dear = option("P01", 170, capex_low=160.0, capex_high=230.0)
    result = found(room(dear, option("P02", 5), marked=[*marks("P01", 5), *marks("P02", 2)]))
    firm = result.option("P01")
    assert firm.kind == "swing"
    assert 0.1 < firm.share < 0.9
    assert result.varied == 1
    (high,) = [test for test in result.tests if test.kind == "high_cost"]
    assert high.leave == ("P01",)
    (budget,) = [test for test in result.tests if test.kind == "budget"]
    assert (budget.leave, budget.enter) == (("P01",), ())


def test_an_option_that_one_city_carried_falls_when_that_city_is_left_out():
    marked = [*marks("P01", 3), *marks("P02", 2, C1=4, C2=3, C3=3)]
    result = found(room(option("P01", 150), option("P02", 150), marked=marked))
    tests = {(test.kind, test.subject): test for test in result.tests}
    assert {subject for kind, subject in tests if kind == "city"} == {"C1", "C2", "C3"}
    assert all(test.status == "optimal" for test in result.tests)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(1, 5), st.integers(1, 5), st.sampled_from([196, 250, 900]))
def test_an_option_that_nobody_can_pay_is_never_core(first, second, cost):
    marked = [*marks("P01", first), *marks("P02", second)]
    result = found(room(option("P01", cost), option("P02", 90), marked=marked), FEWEST)
    assert (result.option("P01").kind, result.option("P01").share) == ("out", 0)
    assert result.option("P02").kind == "core"


def test_a_score_counts_by_the_size_that_the_room_chose():
    # 195 is there, each costs 150. By scores alone P01 is in; P02 reaches four times as many people.
    options = (option("P01", 150, beneficiaries=1_000.0), option("P02", 150, beneficiaries=4_000.0))
    marked, money = [*marks("P01", 4), *marks("P02", 3)], envelopes(C1=13, C2=13, C3=13)
    plain = found(seen(EQUAL, *options, *money, marked=marked), FEWEST)
    assert [row.kind for row in plain.options] == ["core", "out"]
    by_people = replace(SETTING, size_weight="beneficiaries")
    sized = found(seen(EQUAL, *options, *money, marked=marked, setting=by_people), FEWEST)
    assert [row.kind for row in sized.options] == ["out", "core"]


def test_the_same_seed_gives_the_same_firmness_and_progress_grows():
    told = []
    shown = room(option("P01", 100), option("P02", 100), marked=[*marks("P01", 4, C1=3), *marks("P02", 3, C2=4)])
    one, two = found(shown, progress=told.append), found(shown)
    assert one.options == two.options
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)


def test_whatever_progress_raises_ends_the_work():
    def stop(_share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found(room(option("P01"), marked=marks("P01", 4)), progress=stop)


def test_what_must_be_in_and_cannot_be_paid_is_counted():
    result = found(room(option("P01", 900, must="in"), marked=marks("P01", 4)))
    assert (result.replications, result.impossible, result.gap) == (100, 100, None)


def test_without_marks_nothing_is_said():
    result = found(seen(EQUAL))
    assert (result.options, result.tests, result.stability) == ((), (), ("plan.firmness.nothing", ()))


def test_the_airport_of_the_demonstration_is_a_split_and_no_resampling_decides_it(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'log.sqlite'}")
    store = Store(database)
    shown = store.snapshot(demonstration.load(store, CATALOGUE))
    database.close()
    result = found(shown, load_parameters().with_overrides({"firmness.replications": 100, "firmness.cost_draws": 2}))
    airport = result.option("P15")
    assert (airport.kind, airport.share, airport.chosen) == ("split", None, False)
    assert {row.kind for row in result.options} >= {"core", "split"}
    assert dict(result.stability[1])["split"] >= 1
