import pandas as pd
import pytest

from components.errors import DataError
from components.investment.choose_check import check, cost_columns

OPTIONS = pd.DataFrame({"code": ["A", "B"], "value": [2, 1], "cost": [3, 4], "group": ["N", "S"]})


def faults(options=OPTIONS, budgets=None, pairs=(), must=(), groups=None, gap=0.0):
    with pytest.raises(DataError) as raised:
        check(options, budgets or {"cost": 5}, pairs, must, groups, gap)
    return [(problem.key.rsplit(".", 1)[1], dict(problem.values)) for problem in raised.value.problems]


def test_what_can_be_read_is_not_refused():
    groups = pd.DataFrame({"group": ["N"], "name": ["north"], "min_count": [None], "max_cost": [4]})
    check(OPTIONS, {"cost": 5}, [("A", "B")], ["A"], groups, 0.01)
    assert cost_columns(OPTIONS) == ["cost"]


@pytest.mark.parametrize("limit", [None, float("nan"), "lots"])
def test_a_budget_that_is_no_number_is_not_an_impossible_plan(limit):
    assert faults(budgets={"cost": limit}) == [("limit", {"name": "cost", "value": str(limit)})]


def test_a_limit_of_a_group_is_a_number_under_a_known_name():
    groups = pd.DataFrame({"group": ["N"], "min_count": ["one"], "min_cst": [2]})
    assert [key for key, _ in faults(groups=groups)] == ["unknown_limit", "limit"]


@pytest.mark.parametrize("pair", [("A",), ("A", "B", "A"), "AB"])
def test_a_rule_is_of_two_options(pair):
    assert faults(pairs=[pair])[0][0] == "pair"


@pytest.mark.parametrize("gap", [-0.1, float("nan"), float("inf")])
def test_the_gap_is_a_share(gap):
    assert [key for key, _ in faults(gap=gap)] == ["limit"]


def test_a_missing_code_is_told_by_its_row():
    assert faults(OPTIONS.assign(code=["A", None])) == [("no_code", {"row": 2})]


def test_a_missing_value_is_called_no_number():
    assert faults(OPTIONS.assign(value=[None, 1])) == [("value", {"code": "A", "column": "value", "value": "nan"})]


def test_a_column_that_is_there_twice_is_told():
    twice = pd.concat([OPTIONS, OPTIONS[["cost"]]], axis=1)
    assert faults(twice) == [("twice", {"code": "cost"})]
