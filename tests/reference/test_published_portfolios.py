"""Every instance of the collection, solved to its published or twice computed optimum, and proven."""

import json
from pathlib import Path

import pandas as pd
import pytest

from components.investment.portfolio import choose

FOLDER = Path(__file__).parents[2].parent / "shared" / "references" / "portfolio"
KNAPSACKS = json.loads((FOLDER / "knapsack.json").read_text(encoding="utf-8"))
CONSTRAINED = json.loads((FOLDER / "constrained.json").read_text(encoding="utf-8"))


def pairs(numbers):
    return [(f"P{one}", f"P{other}") for one, other in numbers]


@pytest.mark.parametrize("case", KNAPSACKS, ids=lambda case: case["name"])
def test_a_published_knapsack(case):
    costs = {f"c{place}": weights for place, weights in enumerate(case["weights"])}
    options = pd.DataFrame({"code": [f"P{n}" for n in range(case["n"])], "value": case["profits"], **costs})
    found = choose(options, dict(zip(costs, case["capacities"], strict=True)))
    assert found.status == "optimal"
    assert found.value == pytest.approx(case["published_optimum"], abs=1e-3)


@pytest.mark.parametrize("case", CONSTRAINED, ids=lambda case: case["name"])
def test_a_portfolio_with_every_kind_of_rule(case):
    regions = [str(region) for region in case["region"]]
    options = pd.DataFrame(
        {"code": [f"P{n}" for n in range(case["n"])], "value": case["benefit"], "cost": case["cost"], "group": regions}
    )
    least, most = case["min_per_region"], case["cost_cap_per_region"]
    groups = pd.DataFrame(
        [{"group": one, "min_count": least.get(one), "max_cost": most.get(one)} for one in sorted(set(regions))]
    )
    found = choose(
        options, {"cost": case["budget"]}, requires=pairs(case["requires"]), groups=groups,
        excludes=pairs(case["mutually_exclusive"]), must=[f"P{n}" for n in case["mandatory"]],
    )  # fmt: skip
    assert found.status == ("optimal" if case["feasible"] else "infeasible")
    assert found.value == pytest.approx(case["optimum_highs"] or 0)
