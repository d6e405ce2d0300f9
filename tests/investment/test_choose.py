from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.errors import DataError
from components.investment.portfolio import choose


def table(values, costs, groups=None):
    found = pd.DataFrame({"code": [f"P{number}" for number in range(len(values))], "value": values, "cost": costs})
    return found if groups is None else found.assign(group=groups)


# The instance «f1» of Pisinger's low-dimensional set with its published optimum.
F1 = table([55, 10, 47, 5, 4, 50, 8, 61, 85, 87], [95, 4, 60, 32, 23, 72, 80, 62, 65, 46])


def test_a_published_optimum_is_reached_and_proven():
    found = choose(F1, {"cost": 269})
    assert (found.value, found.bound, found.status) == (295, 295, "optimal")
    assert found.codes == ("P1", "P2", "P3", "P7", "P8", "P9")


def test_several_costs_bind_at_once():
    options = table([5, 4, 3], [2, 3, 1]).assign(water=[4, 1, 2])
    assert choose(options, {"cost": 5, "water": 4}).codes == ("P1", "P2")


@st.composite
def problems(draw):
    n = draw(st.integers(1, 7))
    codes = [f"P{number}" for number in range(n)]
    numbers = st.lists(st.integers(0, 20), min_size=n, max_size=n)
    pair = st.tuples(st.sampled_from(codes), st.sampled_from(codes)).filter(lambda two: two[0] != two[1])
    pairs = st.lists(pair, max_size=2) if n > 1 else st.just([])
    limit = st.none() | st.integers(0, 3)
    money = st.none() | st.integers(0, 40)
    group = st.fixed_dictionaries({"min_count": limit, "max_count": limit, "min_cost": money, "max_cost": money})
    return {
        "options": table(draw(numbers), draw(numbers), draw(st.lists(st.sampled_from("NS"), min_size=n, max_size=n))),
        "budget": draw(st.integers(0, 60)),
        "requires": draw(pairs),
        "excludes": draw(pairs),
        "must": draw(st.lists(st.sampled_from(codes), max_size=1)),
        "groups": pd.DataFrame([{"group": name, **draw(group)} for name in "NS"]),
    }


def checker(given):
    """Whether a set keeps every limit. In plain numbers: it is asked of every set there is."""
    options = {row.code: (row.cost, row.group) for row in given["options"].itertuples()}
    limits = [
        (row.group, weigh, None if pd.isna(low) else low, None if pd.isna(high) else high)
        for row in given["groups"].itertuples()
        for weigh, low, high in [(False, row.min_count, row.max_count), (True, row.min_cost, row.max_cost)]
    ]

    def allowed(chosen):
        fits = sum(options[code][0] for code in chosen) <= given["budget"]
        fits &= all(two in chosen for one, two in given["requires"] if one in chosen)
        fits &= not any(one in chosen and two in chosen for one, two in given["excludes"])
        fits &= all(code in chosen for code in given["must"])
        for name, weigh, low, high in limits:
            number = sum(cost if weigh else 1 for cost, group in (options[code] for code in chosen) if group == name)
            fits &= (low is None or number >= low) and (high is None or number <= high)
        return fits

    return allowed


@given(problems())
def test_brute_force_agrees_with_every_kind_of_limit(given):
    found = choose(
        given["options"],
        {"cost": given["budget"]},
        requires=given["requires"],
        excludes=given["excludes"],
        must=given["must"],
        groups=given["groups"],
    )
    codes = list(given["options"]["code"])
    values = dict(zip(codes, given["options"]["value"], strict=True))
    allowed = checker(given)
    sets = [one for size in range(len(codes) + 1) for one in combinations(codes, size) if allowed(one)]
    if not sets:
        assert (found.status, found.codes) == ("infeasible", ())
        assert found.conflicts
        return
    assert found.status == "optimal"
    assert found.value == found.bound == max(sum(values[code] for code in one) for one in sets)
    assert allowed(found.codes)


def test_the_clashing_limits_are_named_and_no_others():
    options, must = table([1, 1, 1, 1], [5, 6, 2, 1]), ["P0", "P1", "P2"]
    found = choose(options, {"cost": 10}, must=must, excludes=[("P0", "P3")], requires=[("P2", "P3")])
    assert found.status == "infeasible"
    assert set(found.conflicts) in (
        {"budget:cost", "must:P0", "must:P1"},
        {"must:P0", "must:P2", "excludes:P0:P3", "requires:P2:P3"},
    )


def test_nothing_to_choose_from_is_an_empty_set():
    assert choose(table([], []), {"cost": 1}).codes == ()
    assert choose(table([3], [2]), {"cost": 0}).status == "optimal"


def test_every_fault_is_named():
    options = pd.DataFrame({"code": ["A", "A", "B"], "value": [1, "x", 2], "cost": [-1, 2, None]})
    with pytest.raises(DataError) as raised:
        choose(options, {"cost": 1}, must=["Z"], requires=[("A", "Y")])
    assert [problem.key.rsplit(".", 1)[1] for problem in raised.value.problems] == [
        "twice", "value", "amount", "amount", "unknown_option", "unknown_option",
    ]  # fmt: skip
    with pytest.raises(DataError):
        choose(table([1], [1]).drop(columns=["cost"]), {})
    with pytest.raises(DataError):
        choose(table([1], [1]), {"water": 1}, groups=pd.DataFrame({"group": ["N"]}))


@pytest.mark.parametrize("size", [1e-9, 1e-6, 1.0, 1e6, 1e9])
def test_the_unit_of_the_money_changes_nothing(size):
    # 3 + 4 is one part in a thousand beyond the budget in every unit; the solver alone allows a millionth of anything.
    options = table([30, 40, 45], [3 * size, 4 * size, 5 * size])
    found = choose(options, {"cost": 6.999 * size})
    assert (found.codes, found.status) == (("P2",), "optimal")
    assert choose(options, {"cost": 7 * size}).codes == ("P0", "P1")


@pytest.mark.parametrize("size", [1e-9, 1e-6, 1e6])
def test_the_unit_of_the_values_changes_nothing(size):
    found = choose(table([3 * size, 4 * size, 5 * size], [3, 4, 5]), {"cost": 9})
    assert (found.codes, found.status) == (("P1", "P2"), "optimal")
    assert found.value == pytest.approx(found.bound) == pytest.approx(9 * size)


def test_a_floor_in_small_units_is_kept():
    options = table([9, 1], [2e-8, 4e-8], ["N", "N"])
    found = choose(options, {"cost": 5e-8}, groups=pd.DataFrame({"group": ["N"], "min_cost": [3e-8]}))
    assert found.codes == ("P1",)


def test_groups_may_be_numbers_or_the_index_and_codes_come_back_as_given():
    options = table([5, 4, 3], [2, 2, 2], [1.0, 1.0, None]).assign(code=[7, 8, 9])
    groups = pd.DataFrame({"max_count": [1]}, index=pd.Index([1]))
    assert choose(options, {"cost": 6}, requires=[(7, 8)], groups=groups).codes == (8, 9)


def test_one_unit_over_is_over_and_nothing_at_all_is_no_impossible_plan():
    # The first three cost one unit more than there is.
    costs = [13_959_056, 26_767_928, 21_167_248, 28_684_815]
    values = [5424.213852765101, 4881.890015241577, 2765.82495497106, 1751.925857837466]
    found = choose(table(values, costs), {"cost": sum(costs[:3]) - 1})
    assert (found.codes, found.status) == (("P0", "P1"), "optimal")
    assert choose(table(values, costs), {"cost": sum(costs[:3])}).codes == ("P0", "P1", "P2")
