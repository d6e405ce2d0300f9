"""The rules of the house that a machine can hold: who may import whom, where Streamlit lives, how long a file gets."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPONENTS = ROOT / "components"
# A folder (or file) of components/ may import from itself and from those before it.
ORDER = ("errors", "language", "framework", "workshop", "analysis", "investment", "walk", "workbook", "ballot", "ui")
SCREENS = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
MODULES = sorted(COMPONENTS.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_PAGE = 400, 90
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
# Tests of the whole rather than of one file of components/.
OF_THE_WHOLE = {
    "ballot/test_security.py",
    "test_app.py",
    "test_architecture.py",
    "test_locales.py",
    "test_offline.py",
    "test_scripts_guide.py",
    "workbook/read/test_hostile_text.py",
    "workbook/write/test_recalculated.py",
    "workbook/write/test_rooms.py",
}
OTHER_FOLDERS = {"pages", "browser", "bench", "reference"}
# What has one way in is tested through it: the file or folder of components/ and the tests that hold it.
TESTED_THROUGH = {
    "ui/forms": "pages",
    "ui/entry.py": "pages",
    "ui/frame.py": "pages",
    "ui/progress.py": "pages",
    "ui/session.py": "pages",
    "ui/solving.py": "pages",
    "ui/whatif.py": "pages",
    "ui/widgets.py": "pages",
    "workbook/write": "workbook/write/test_book.py",
    "analysis/hierarchy.py": "analysis/test_composite.py",
    "analysis/normalise.py": "analysis/test_composite.py",
    "analysis/means.py": "analysis/test_composite.py",
    "workshop/archive_reading.py": "workshop/test_archive.py",
    "workshop/marks.py": "workshop/test_store.py",
    "ballot/desk.py": "ballot/test_marking.py",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Dotted names of all modules that a file imports, wherever in the file; `from a import b` counts as a.b."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(path: Path) -> int:
    first = path.relative_to(COMPONENTS).parts[0]
    return ORDER.index(first.removesuffix(".py"))


def uses(path: Path, package: str) -> bool:
    return any(module.split(".")[0] == package for module in imported(path))


def test_every_folder_has_its_place_in_the_order():
    here = {path.name.removesuffix(".py") for path in COMPONENTS.iterdir() if not path.name.startswith("__")}
    assert here == set(ORDER)


@pytest.mark.parametrize("path", [path for path in MODULES if path != COMPONENTS / "__init__.py"], ids=name_of)
def test_folder_order_is_import_order(path):
    inner = [module.split(".")[1] for module in imported(path) if module.startswith("components.")]
    later = {name for name in inner if ORDER.index(name) > layer(path)}
    assert not later, f"{name_of(path)} imports from {later}, which come after it"


def test_components_import_nothing_of_pages_or_tests():
    assert [name_of(path) for path in MODULES if uses(path, "pages") or uses(path, "tests") or uses(path, "app")] == []


def test_only_the_screens_import_streamlit():
    outside = [path for path in MODULES if layer_or_last(path) < ORDER.index("ui")]
    assert [name_of(path) for path in outside if uses(path, "streamlit")] == []


def layer_or_last(path: Path) -> int:
    return -1 if path == COMPONENTS / "__init__.py" else layer(path)


def test_only_one_file_names_the_session_state():
    naming = [path for path in [*MODULES, *SCREENS] if "session_state" in code_words(path)]
    assert [name_of(path) for path in naming] == ["components/ui/session.py"]


def code_words(path: Path) -> set[str]:
    """All names and attributes of a file, without its texts and comments."""
    nodes = list(ast.walk(tree(path)))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)} | {
        node.id for node in nodes if isinstance(node, ast.Name)
    }


def test_pages_do_no_arithmetic_on_tables():
    tables = ("pandas", "numpy", "scipy", "sqlalchemy", "altair", "pydeck")
    assert [name_of(path) for path in SCREENS for package in tables if uses(path, package)] == []


def test_nothing_is_kept_as_pickle():
    assert [name_of(path) for path in [*MODULES, *SCREENS] if uses(path, "pickle") or uses(path, "shelve")] == []


@pytest.mark.parametrize("path", [*MODULES, *SCREENS, *TESTS], ids=name_of)
def test_a_file_is_short_enough_to_read(path):
    longest = LONGEST_PAGE if path in SCREENS else LONGEST_FILE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= longest


def test_no_file_is_named_for_nothing_in_particular():
    parts = {path: set(path.relative_to(ROOT).with_suffix("").parts) for path in [*MODULES, *TESTS]}
    assert [name_of(path) for path, names in parts.items() if names & VAGUE] == []


def test_an_init_file_holds_one_docstring():
    for path in (path for path in MODULES if path.name == "__init__.py"):
        body = tree(path).body
        assert len(body) == 1, name_of(path)
        assert ast.get_docstring(tree(path)), name_of(path)


def test_every_file_says_what_it_is_for():
    assert [name_of(path) for path in [*MODULES, *SCREENS] if not ast.get_docstring(tree(path))] == []


def test_nothing_is_left_to_do():
    marks = tuple(left + right for left, right in (("TO", "DO"), ("FIX", "ME"), ("XX", "X:")))
    files = [*MODULES, *SCREENS, *TESTS]
    assert [name_of(path) for path in files if any(mark in path.read_text(encoding="utf-8") for mark in marks)] == []


def behaves(path: Path) -> bool:
    """Whether a file does something: a file of records and tables only declares."""
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return any(not function.name.startswith("_") for function in functions) or path.name == "__main__.py"


@pytest.mark.parametrize("path", [path for path in MODULES if behaves(path)], ids=name_of)
def test_every_file_that_does_something_has_its_tests(path):
    inner = path.relative_to(COMPONENTS)
    mirror = (inner.parent / f"test_{path.name}").as_posix()
    through = TESTED_THROUGH.get(inner.as_posix(), TESTED_THROUGH.get(inner.parent.as_posix(), mirror))
    found = [ROOT / "tests" / place for place in (mirror, through) if (ROOT / "tests" / place).exists()]
    assert found, f"tests/{mirror} is missing"
    assert all(place.is_file() or list(place.glob("test_*.py")) for place in found)


def test_every_exception_is_still_one():
    assert [name for name in TESTED_THROUGH if not (COMPONENTS / name).exists()] == []


def test_every_test_has_its_file():
    lost = []
    for path in TESTS:
        inner = path.relative_to(ROOT / "tests")
        if not path.name.startswith("test_") or inner.parts[0] in OTHER_FOLDERS or inner.as_posix() in OF_THE_WHOLE:
            continue
        if not (COMPONENTS / inner.parent / path.name.removeprefix("test_")).exists():
            lost.append(name_of(path))
    assert lost == []


def test_the_rules_would_notice(tmp_path):
    planted = tmp_path / "planted.py"
    lines = ["def late():", "from components.ui import session", "import streamlit as st", "st.session_state"]
    planted.write_text("\n    ".join(lines))
    assert "components.ui.session" in imported(planted)
    assert uses(planted, "streamlit")
    assert "session_state" in code_words(planted)
