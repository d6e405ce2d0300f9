"""A state of three cities and two options, without a database: edits are pure functions of it."""

import pytest

from tests.workshop.edits.folding import state_after


@pytest.fixture
def state():
    return state_after(
        ("setting", "main", "title", "Room"),
        ("setting", "main", "first_year", 2027),
        ("setting", "main", "currency", "COP"),
        *(("city", f"C{number}", "name", name) for number, name in enumerate(("Alpha", "Beta", "Gamma"), 1)),
        *(("city", f"C{number}", "order", number - 1) for number in (1, 2, 3)),
        ("partnership", "K01", "name", "Coffee"),
        ("option", "P01", "name", "Road"),
        ("option", "P01", "cities", ["C1", "C2"]),
        ("option", "P02", "name", "Rail"),
        ("source", "F01", "name", "Ministry"),
    )
