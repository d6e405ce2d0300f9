"""A room of three cities on disk, with an open ballot."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.workshop.database import Database
from components.workshop.store import Edit, Store
from tests.workbook.read.filled import CODE, Room


@pytest.fixture
def room(tmp_path: Path):
    store = Store(Database(f"sqlite:///{tmp_path / 'room.sqlite'}"))
    store.create(CODE, "key")
    made = Room(store)
    edits = [Edit("setting", "main", "title", "Room")]
    for order, (name, second) in enumerate((("Pereira", "佩雷拉"), ("Manizales", ""), ("Armenia", ""))):
        code = f"C{order + 1}"
        edits += [Edit("city", code, "name", name), Edit("city", code, "order", order)]
        edits += [Edit("city", code, "name_second", second)] if second else []
    made.edit(*edits)
    yield made
    store.database.close()
