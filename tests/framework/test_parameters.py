import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.errors import CatalogueError, InputError
from components.framework.parameters import DATA, load_parameters

ROWS = load_parameters().rows


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "framework").mkdir()
    shutil.copy(DATA / "framework" / "schema.csv", tmp_path / "framework")
    shutil.copy(DATA / "parameters.csv", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("agreement.split_city_medians", 2),
        ("agreement.split_within_one_below", 0.5),
        ("agreement.consensus_within_one", 0.7),
        ("agreement.consensus_iqr", 1),
        ("ballots.city_minimum", 3),
        ("ballots.room_minimum", 5),
        ("ballots.per_city_minimum", 2),
        ("privacy.smallest_group", 3),
        ("gap.target", 4),
        ("clusters.strong_lq", 1.25),
        ("feasibility.go", 72),
        ("feasibility.conditions", 60),
        ("feasibility.simpler", 48),
        ("city.secondary_min", 100_000),
        ("city.secondary_max", 1_500_000),
    ],
)
def test_the_thresholds_of_the_sources(code, value):
    assert load_parameters().value(code) == value


def test_every_row_has_unit_source_and_both_descriptions():
    for row in ROWS:
        assert row.unit, row.code
        assert row.source, row.code
        assert row.description.en, row.code
        assert row.description.zh, row.code


def test_every_default_lies_within_its_own_bounds():
    parameters = load_parameters()
    assert parameters.with_overrides({row.code: row.value for row in ROWS}).rows == parameters.rows


def test_an_override_changes_one_value_and_says_so():
    parameters = load_parameters()
    changed = parameters.with_overrides({"gap.target": 3})
    assert changed.value("gap.target") == 3
    assert changed.overridden == ("gap.target",)
    assert parameters.value("gap.target") == 4
    assert parameters.overridden == ()
    assert [row.code for row in changed.rows if row not in parameters.rows] == ["gap.target"]
    assert changed.with_overrides({"feasibility.go": 70}).overridden == ("gap.target", "feasibility.go")


def test_every_wrong_override_is_named_at_once():
    with pytest.raises(InputError) as caught:
        load_parameters().with_overrides({"no.such": 1, "gap.target": 9, "envelope.tight": float("nan")})
    found = [(problem.key, problem.values["code"]) for problem in caught.value.problems]
    assert found == [
        ("framework.parameter.unknown", "no.such"),
        ("framework.parameter.out_of_bounds", "gap.target"),
        ("framework.parameter.out_of_bounds", "envelope.tight"),
    ]


@given(st.sampled_from(ROWS), st.floats(allow_nan=True, allow_infinity=True))
def test_an_override_is_taken_exactly_or_refused(row, value):
    try:
        changed = load_parameters().with_overrides({row.code: value})
    except InputError:
        inside = (row.minimum is None or value >= row.minimum) and (row.maximum is None or value <= row.maximum)
        assert not inside or value in {float("inf"), float("-inf")}
    else:
        assert changed.value(row.code) == value


def test_an_unknown_code_is_an_error_of_the_program():
    with pytest.raises(KeyError):
        load_parameters().value("no.such")


def test_faults_of_the_file_come_all_at_once(copy):
    path = copy / "parameters.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    first = lines[1].split(",")
    lines[2] = lines[2].replace("0.5", "half", 1)
    path.write_text("\n".join([*lines, ",".join(first)]) + "\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_parameters(copy)
    found = [(problem.key.rsplit(".", 1)[1], problem.values["line"]) for problem in caught.value.problems]
    assert found == [("not_number", "3"), ("duplicate_code", str(len(lines) + 1))]


def test_a_copy_gives_the_same(copy):
    assert load_parameters(copy) == load_parameters()
    assert load_parameters() is load_parameters()
