import numpy as np
import pandas as pd
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from components.analysis.composite import composite, composite_index
from components.errors import DataError
from components.language import Texts

STRUCTURE = pd.DataFrame(
    [
        ("flights", "hard", 1, 1),
        ("minutes", "hard", 3, -1),
        ("meetings", "soft", 1, 1),
        ("hard", "whole", 2, 1),
        ("soft", "whole", 1, 1),
        ("whole", None, 1, 1),
    ],
    columns=["code", "parent", "weight", "direction"],
)
DATA = pd.DataFrame(
    {"flights": [0.0, 5.0, 10.0], "minutes": [60.0, 20.0, 40.0], "meetings": [4.0, np.nan, 0.0]}, index=["A", "B", "C"]
)


def keys(error):
    return sorted({problem.key for problem in error.value.problems})


def told(problems, name):
    """What every problem says under this name."""
    return [vars(problem)["values"][name] for problem in problems]


def test_a_hand_worked_hierarchy():
    # A: flights 0, minutes 0, meetings 100 -> hard 0, whole (2*0 + 100)/3
    # B: flights 50, minutes 100 -> hard (50 + 3*100)/4 = 87.5; meetings missing -> whole = hard
    # C: flights 100, minutes 50, meetings 0 -> hard 62.5, whole 125/3
    found = composite_index(DATA, STRUCTURE)
    assert list(found.columns) == ["hard", "soft", "whole"]
    assert found["hard"].tolist() == [0, 87.5, 62.5]
    assert found["whole"].tolist() == pytest.approx([100 / 3, 87.5, 125 / 3])
    assert np.isnan(found.loc["B", "soft"])


def test_coverage_says_how_much_of_the_weight_has_data():
    found = composite(DATA, STRUCTURE)
    assert found.coverage.loc["A"].tolist() == [1, 1, 1]
    assert found.coverage.loc["B"].tolist() == [1, 0, pytest.approx(2 / 3)]
    holed = DATA.assign(minutes=[60.0, np.nan, 40.0])
    assert composite(holed, STRUCTURE).coverage.loc["B"].tolist() == pytest.approx([1 / 4, 0, (2 / 4) / 3])


def test_fixed_ends_do_not_depend_on_the_data_and_cap():
    fixed = STRUCTURE.assign(
        worst=[0, 240, None, None, None, None], best=[20, 0, None, None, None, None], denominator=None
    )
    found = composite(DATA, fixed).normalised
    assert found["flights"].tolist() == [0, 25, 50]
    assert found["minutes"].tolist() == [75, pytest.approx(1100 / 12), pytest.approx(1000 / 12)]
    far = composite(DATA.assign(minutes=[300.0, -5.0, 240.0]), fixed).normalised
    assert far["minutes"].tolist() == [0, 100, 0]


def test_a_denominator_divides_before_anything_else():
    per_person = STRUCTURE.assign(denominator=["people", None, None, None, None, None])
    data = DATA.assign(people=[1.0, 10.0, 2.0])
    found = composite(data, per_person).normalised
    assert found["flights"].tolist() == [0, 10, 100]  # 0, 0.5 and 5 per person
    unknown = composite(DATA.assign(people=[1.0, np.nan, 2.0]), per_person).normalised
    assert np.isnan(unknown.loc["B", "flights"])


def test_z_score_rank_and_distance_to_target():
    scores = composite(DATA, STRUCTURE, normalise="zscore").normalised
    assert scores["flights"].tolist() == [-1, 0, 1]  # standard deviation 5 (n - 1)
    assert scores["minutes"].tolist() == [-1, 1, 0]
    tied = DATA.assign(minutes=[20.0, 60.0, 20.0])
    places = composite(tied, STRUCTURE, normalise="rank").normalised
    assert places["flights"].tolist() == [1, 2, 3]
    assert places["minutes"].tolist() == [2, 1, 2]  # less is better, ties share the lowest
    way = STRUCTURE.assign(target=[5, 20, 8, None, None, None])
    done = composite(DATA, way, normalise="target").normalised
    assert done["flights"].tolist() == [0, 100, 100]
    assert done["minutes"].tolist() == [0, 100, 50]
    assert done["meetings"].tolist()[::2] == [50, 0]


def test_geometric_harmonic_and_generalised_means_at_each_level():
    two = pd.DataFrame(
        [("a", "top", 1, 1), ("b", "top", 1, 1), ("top", "", 1, 1)], columns=["code", "parent", "weight", "direction"]
    ).assign(worst=[0, 0, None], best=[100, 100, None])
    data = pd.DataFrame({"a": [4.0], "b": [16.0]}, index=["A"])
    of = lambda how: composite_index(data, two, aggregate=how).loc["A", "top"]  # noqa: E731
    assert of("arithmetic") == pytest.approx(10)
    assert of("geometric") == pytest.approx(8)
    assert of("harmonic") == pytest.approx(6.4)
    assert of(2) == pytest.approx(np.sqrt((16 + 256) / 2))
    assert of(0.5) == pytest.approx(9)
    levels = composite_index(DATA, STRUCTURE, bounds=(1, 100), aggregate=["arithmetic", "geometric"])
    plain = composite_index(DATA, STRUCTURE, bounds=(1, 100))
    assert levels["hard"].tolist() == plain["hard"].tolist()
    assert levels.loc["A", "whole"] == pytest.approx((1**2 * 100) ** (1 / 3))


def test_a_geometric_mean_of_zero_is_refused_in_words():
    with pytest.raises(DataError) as error:
        composite_index(DATA, STRUCTURE, aggregate="geometric")
    assert keys(error) == ["index.data.not_positive"]
    assert set(told(error.value.problems, "code")) == {"flights", "minutes", "meetings"}
    words = Texts("en").problem(error.value.problems[0])
    assert "flights" in words
    assert "A" in words


def test_every_fault_of_a_structure_at_once():
    faulty = pd.DataFrame(
        [
            ("a", "top", -1, 1, None, None),
            ("b", "top", 1, 0, None, None),
            ("c", "top", 1, 1, 3, 3),
            ("d", "top", 1, -1, 0, 9),
            ("e", "top", 1, 1, 5, None),
            ("f", "top", "much", 1, None, None),
            ("g", "nothing", 0, 1, None, None),
            ("top", None, None, 1, None, None),
            ("nothing", "top", 1, -1, None, None),
        ],
        columns=["code", "parent", "weight", "direction", "worst", "best"],
    )
    with pytest.raises(DataError) as error:
        composite_index(DATA, faulty)
    assert keys(error) == [
        f"index.structure.{name}"
        for name in (
            "direction",
            "direction_above",
            "ends_against_direction",
            "no_weight",
            "not_a_number",
            "one_end",
            "same_ends",
            "weight",
        )
    ]
    for language in ("en", "zh"):
        assert all(Texts(language).problem(problem) for problem in error.value.problems)


def test_an_inconsistent_hierarchy_is_told_in_words():
    rows = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "none"), ("d", "b"), ("e", ""), ("", "b")]
    faulty = pd.DataFrame(rows, columns=["code", "parent"]).assign(weight=1, direction=1)
    with pytest.raises(DataError) as error:
        composite_index(DATA, faulty)
    names = ("belongs_nowhere", "circle", "no_code", "twice", "unknown_parent")
    assert keys(error) == [f"index.structure.{name}" for name in names]
    for frame, key in (
        (faulty.drop(columns=["parent", "weight"]), "index.structure.no_column"),
        (faulty.iloc[:0], "index.structure.empty"),
    ):
        with pytest.raises(DataError) as error:
            composite_index(DATA, frame)
        assert keys(error) == [key]


def test_no_indicator_is_dropped_silently():
    with pytest.raises(DataError) as error:
        composite_index(DATA.drop(columns="minutes").assign(buses=1.0), STRUCTURE)
    assert keys(error) == ["index.data.no_column", "index.data.not_in_structure"]
    with pytest.raises(DataError) as error:
        composite_index(DATA.assign(minutes=np.nan), STRUCTURE)
    assert keys(error) == ["index.data.no_value"]


def test_a_constant_indicator_gets_words():
    same = DATA.assign(minutes=30.0)
    for how, key in (("minmax", "constant"), ("zscore", "constant_score")):
        with pytest.raises(DataError) as error:
            composite_index(same, STRUCTURE, normalise=how)
        assert keys(error) == [f"index.data.{key}"]
        assert told(error.value.problems, "code") == ["minutes"]
    fixed = STRUCTURE.assign(worst=[None, 60, None, None, None, None], best=[None, 0, None, None, None, None])
    assert composite(same, fixed).normalised["minutes"].tolist() == [50, 50, 50]
    assert composite(same, STRUCTURE, normalise="rank").normalised["minutes"].tolist() == [1, 1, 1]


def test_faulty_values_are_named_with_their_units():
    words = DATA.astype(object)
    words.loc["B", "flights"] = "many"
    words.loc["C", "minutes"] = np.inf
    with pytest.raises(DataError) as error:
        composite_index(words, STRUCTURE)
    found = zip(told(error.value.problems, "code"), told(error.value.problems, "units"), strict=True)
    assert set(found) == {("flights", "B"), ("minutes", "C")}
    with pytest.raises(DataError) as error:
        composite_index(DATA.assign(people=[0.0, -1.0, 2.0]), STRUCTURE.assign(denominator=["people"] + [None] * 5))
    assert keys(error) == ["index.data.denominator"]
    assert told(error.value.problems, "units") == ["A, B"]
    with pytest.raises(DataError) as error:
        composite_index(pd.concat([DATA, DATA]), STRUCTURE)
    assert keys(error) == ["index.data.twice"]
    with pytest.raises(DataError) as error:
        composite_index(DATA.iloc[:0], STRUCTURE)
    assert keys(error) == ["index.data.no_unit"]


@pytest.mark.parametrize(
    ("choice", "key"),
    [
        ({"normalise": "magic"}, "normalise"),
        ({"bounds": (5, 5)}, "bounds"),
        ({"aggregate": "magic"}, "aggregate"),
        ({"aggregate": float("nan")}, "aggregate"),
        ({"aggregate": ["arithmetic"]}, "levels"),
    ],
)
def test_an_unknown_method_gets_words(choice, key):
    with pytest.raises(DataError) as error:
        composite_index(DATA, STRUCTURE, **choice)
    assert keys(error) == [f"index.method.{key}"]


def test_a_distance_needs_a_target():
    with pytest.raises(DataError) as error:
        composite_index(DATA, STRUCTURE, normalise="target")
    assert keys(error) == ["index.data.no_target"]


def test_a_city_without_any_value_is_named_and_is_not_zero():
    empty = DATA.copy()
    empty.loc["D"] = np.nan
    found = composite_index(empty, STRUCTURE)
    assert found.loc["D"].isna().all()
    assert found.loc[["A", "B", "C"], "whole"].tolist() == composite_index(DATA, STRUCTURE)["whole"].tolist()
    assert [note.key for note in found.attrs["notes"]] == ["index.data.empty_unit"]
    assert told(found.attrs["notes"], "unit") == ["D"]
    assert composite_index(DATA, STRUCTURE).attrs["notes"] == ()


def tables(units=4):
    value = st.one_of(st.none(), st.integers(-50, 50))
    rows = st.lists(st.tuples(value, value, value), min_size=units, max_size=units)
    # The first two rows give every indicator a scale of its own.
    return rows.map(
        lambda found: pd.DataFrame(
            [(-60, 60, -60), (60, -60, 60), *found], columns=["flights", "minutes", "meetings"], dtype=float
        ).set_axis([f"U{place}" for place in range(units + 2)])
    )


@settings(max_examples=40)
@examples(tables(), st.permutations(range(6)), st.permutations(range(6)))
def test_neither_the_order_of_units_nor_of_codes_matters(data, units, codes):
    plain = composite_index(data, STRUCTURE)
    turned = composite_index(data.iloc[units], STRUCTURE.iloc[codes])
    pd.testing.assert_frame_equal(turned.loc[plain.index, plain.columns], plain)


@settings(max_examples=40)
@examples(tables())
def test_names_are_only_names(data):
    names = {code: f"x{place}" for place, code in enumerate(STRUCTURE["code"])}
    renamed = STRUCTURE.assign(code=STRUCTURE["code"].map(names), parent=STRUCTURE["parent"].map(names))
    found = composite_index(data.rename(columns=names), renamed)
    assert found.to_numpy() == pytest.approx(composite_index(data, STRUCTURE).to_numpy(), nan_ok=True)


@settings(max_examples=40)
@examples(tables(), st.sampled_from(["minmax", "zscore", "rank"]), st.floats(0.01, 100), st.floats(-100, 100))
def test_neither_the_unit_of_an_indicator_nor_of_the_weights_matters(data, how, factor, shift):
    plain = composite_index(data, STRUCTURE, normalise=how)
    other = data.assign(minutes=data["minutes"].round() * factor + shift)
    weights = STRUCTURE.assign(weight=STRUCTURE["weight"] * factor)
    found = composite_index(other, weights, normalise=how)
    assert found.to_numpy() == pytest.approx(plain.to_numpy(), nan_ok=True, rel=1e-6, abs=1e-6)


@settings(max_examples=40)
@examples(tables(), st.floats(0, 30), st.sampled_from(["arithmetic", "geometric", "harmonic", 3]))
def test_a_better_value_never_lowers_an_index(data, more, mean):
    fixed = STRUCTURE.assign(worst=[-100, 100, -100, None, None, None], best=[100, -100, 100, None, None, None])
    before = composite_index(data, fixed, bounds=(1, 100), aggregate=mean)
    better = data.assign(minutes=data["minutes"] - more)
    after = composite_index(better, fixed, bounds=(1, 100), aggregate=mean)
    assert (after.fillna(0) >= before.fillna(0) - 1e-9).all(axis=None)
    assert (after.isna() | ((after > 1 - 1e-9) & (after < 100 + 1e-9))).all(axis=None)
