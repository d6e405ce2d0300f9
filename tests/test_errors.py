import pytest

from components.errors import (
    CatalogueError,
    ConflictError,
    DataError,
    InputError,
    Problem,
    RefusedError,
    ToolError,
)


@pytest.mark.parametrize("kind", [CatalogueError, ConflictError, DataError, InputError, RefusedError])
def test_every_error_is_caught_as_one_family(kind):
    with pytest.raises(ToolError):
        raise kind(Problem("edits.needs_name"))


def test_an_error_carries_every_problem_in_order():
    first, second = Problem("edits.needs_name"), Problem("people.unknown_city", {"city": "Cali"})
    error = InputError(first, second)
    assert error.problems == (first, second)


def test_a_log_shows_key_and_values():
    error = InputError(Problem("edits.needs_name"), Problem("people.unknown_city", {"city": "Cali"}))
    assert str(error) == "edits.needs_name; people.unknown_city {'city': 'Cali'}"


def test_problems_do_not_share_their_values():
    one, other = Problem("a.b"), Problem("a.b")
    one.values["n"] = 1
    assert other.values == {}
