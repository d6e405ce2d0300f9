import pytest

from components.framework.catalogue import load
from components.investment.optimism import uplifted
from components.workshop.records.options import Option
from components.workshop.records.setting import ExchangeRate, Setting
from tests.builders import state
from tests.investment.room import EQUAL, envelopes, marks, option, plan_of, seen

SETTING = Setting("main", currency="COP")


@pytest.mark.parametrize(
    ("values", "planning"),
    [
        # 100 x 1.44, 100 x (1 + 0.10 + 0.44), 100 x 3, 100 x 1.05
        ({"uplift_type": "standard_civil"}, 144),
        ({"uplift_type": "standard_civil", "contingency_percent": 10.0}, 154),
        ({"uplift_type": "equipment"}, 300),
        ({"contingency_percent": 5.0}, 105),
    ],
)
def test_the_cost_under_its_uplift(values, planning):
    found = uplifted(Option("P01", capex_likely=100.0, **values), state(SETTING), load())
    assert (found.capex, found.planning) == (100, planning)


def test_the_bounds_are_those_of_the_review_of_2002():
    """Mott MacDonald 2002, table 2: capital expenditure, upper and lower, percent."""
    held = {row.code: (row.upper_percent, row.lower_percent) for row in load().optimism_bias}
    assert held == {
        "standard_buildings": (24, 2), "nonstandard_buildings": (51, 4),
        "standard_civil": (44, 3), "nonstandard_civil": (66, 6), "equipment": (200, 10),
    }  # fmt: skip


def test_nothing_is_said_of_an_unknown_cost_or_without_a_type():
    held = state(SETTING)
    assert uplifted(Option("P01", uplift_type="equipment"), held, load()) is None
    assert uplifted(Option("P01", capex_likely=5.0), held, load()) is None


def test_foreign_costs_are_stretched_in_the_plans_money():
    held = state(SETTING, ExchangeRate("USD", rate=4.0, date="2026-01-01"))
    found = uplifted(Option("P01", capex_likely=100.0, currency="USD", uplift_type="standard_buildings"), held, load())
    assert (found.capex, found.planning) == (400, 496)


def test_the_uplift_is_in_no_plan():
    marked = marks("P01", 4)
    plain = plan_of(seen(EQUAL, *envelopes(C1=30, C2=30, C3=30), option("P01", 90), marked=marked))
    stretched = option("P01", 90, uplift_type="equipment", contingency_percent=50.0)
    found = plan_of(seen(EQUAL, *envelopes(C1=30, C2=30, C3=30), stretched, marked=marked))
    assert (found.lines, found.flows, found.totals) == (plain.lines, plain.flows, plain.totals)
