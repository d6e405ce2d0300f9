import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from components.errors import CatalogueError, Problem
from components.framework.catalogue import DATA, load


@pytest.fixture
def table_copy(tmp_path: Path) -> Path:
    """The shipped tables in a folder where faults can be planted."""
    shutil.copytree(DATA, tmp_path / "framework")
    return tmp_path / "framework"


@pytest.fixture
def problems_of() -> Callable[[Path], list[Problem]]:
    """Loads a faulty folder and gives its problems."""

    def load_faulty(folder: Path) -> list[Problem]:
        with pytest.raises(CatalogueError) as caught:
            load(folder)
        return list(caught.value.problems)

    return load_faulty
