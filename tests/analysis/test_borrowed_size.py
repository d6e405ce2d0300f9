import numpy as np
import pandas as pd
import pytest
from scipy import stats

from components.analysis.borrowed_size import diagnose
from components.errors import DataError

RNG = np.random.default_rng(4)
POPULATION = np.exp(RNG.normal(12.5, 0.8, 12))
CITIES = pd.DataFrame(
    {
        "population": POPULATION,
        "function": np.exp(0.9 * np.log(POPULATION) - 8 + RNG.normal(0, 0.2, 12)),
        "performance": np.exp(1.1 * np.log(POPULATION) - 3 + RNG.normal(0, 0.2, 12)),
    },
    index=[f"city {number}" for number in range(12)],
)


def test_each_city_is_compared_with_the_line_through_the_others():
    found = diagnose(CITIES)
    for place, city in enumerate(CITIES.index):
        others = np.arange(12) != place
        x, y = np.log(CITIES["population"].to_numpy()), np.log(CITIES["function"].to_numpy())
        line = stats.linregress(x[others], y[others])
        fitted = line.intercept + line.slope * x[place]
        spread = np.sqrt(((y[others] - line.intercept - line.slope * x[others]) ** 2).sum() / 9)
        centred = x[others] - x[others].mean()
        error = spread * np.sqrt(1 + 1 / 11 + (x[place] - x[others].mean()) ** 2 / (centred**2).sum())
        assert found.loc[city, "function_residual"] == pytest.approx(y[place] - fitted)
        assert found.loc[city, "function_z"] == pytest.approx((y[place] - fitted) / error)
        assert found.loc[city, "function_high"] == pytest.approx(np.exp(fitted + stats.t.ppf(0.975, 9) * error))
    assert not found["small_sample"].any()


@pytest.mark.parametrize(
    ("function", "performance", "quadrant"),
    [
        (3.0, 3.0, "borrowed_size"),
        (3.0, 1 / 3, "borrowed_function"),
        (1 / 3, 3.0, "borrowed_performance"),
        (1 / 3, 1 / 3, "agglomeration_shadow"),
    ],
)
def test_the_four_quadrants(function, performance, quadrant):
    line = CITIES.assign(function=POPULATION**0.9 / 3000, performance=POPULATION**1.1 / 20)
    wobble = np.exp(np.resize([0.1, -0.1], 12))
    line["function"] *= wobble
    line["performance"] *= wobble
    line.loc["city 3", "function"] *= function
    line.loc["city 3", "performance"] *= performance
    assert diagnose(line).loc["city 3", "quadrant"] == quadrant


def test_on_the_line_is_as_expected():
    exact = CITIES.assign(function=POPULATION**0.9 / 3000, performance=POPULATION**1.1 / 20)
    found = diagnose(exact)
    assert (found["quadrant"] == "as_expected").all()
    assert found["function_z"].abs().max() == 0


def test_a_city_that_is_not_known_has_no_result_and_is_in_no_line():
    gap = CITIES.copy()
    gap.loc["city 0", "function"] = np.nan
    found, without = diagnose(gap), diagnose(CITIES.drop(index="city 0"))
    assert found.loc["city 0", "quadrant"] == ""
    assert np.isnan(found.loc["city 0", "function_z"])
    assert found.loc["city 5", "function_z"] == pytest.approx(without.loc["city 5", "function_z"])


def test_units_do_not_matter_and_nor_does_the_order():
    scaled = CITIES.assign(population=CITIES["population"] / 1000, function=CITIES["function"] * 7)
    pd.testing.assert_series_equal(diagnose(scaled)["function_z"], diagnose(CITIES)["function_z"])
    pd.testing.assert_frame_equal(diagnose(CITIES.iloc[::-1]).iloc[::-1], diagnose(CITIES))


def test_few_cities_are_a_warning_and_fewer_an_error():
    assert diagnose(CITIES.head(9))["small_sample"].all()
    with pytest.raises(DataError) as raised:
        diagnose(CITIES.head(3))
    assert str(raised.value.problems[0]) == "analysis.fault.too_few {'n': 3, 'least': 4}"


def test_every_fault_is_named():
    with pytest.raises(DataError) as raised:
        diagnose(CITIES.assign(function=-1.0))
    assert len(raised.value.problems) == 12
    with pytest.raises(DataError):
        diagnose(CITIES.drop(columns=["function"]))
    with pytest.raises(DataError):
        diagnose(CITIES.assign(population=5.0))
