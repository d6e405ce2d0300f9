"""Every text in every language, every key that the code uses, every value that a text needs."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel import Locale

from components.language import LANGUAGES, entries, placeholders

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "data" / "locales"
CODE = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "components").rglob("*.py"))]
OTHERS = [language for language in LANGUAGES if language != "en"]
CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
PLACEHOLDER = re.compile(r"\{[^}]*\}")
TEMPLATES = sorted((ROOT / "components" / "ballot" / "templates").glob("*.html"))
FILE_ENDINGS = (".css", ".csv", ".html", ".js", ".jsonl", ".py", ".sqlite", ".xlsx", ".toml")
KEY = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*\.[a-z0-9_]*")
# Signs between two words carry their blanks with them.
PADDED = {"common.list_separator", "workbook.common.semicolon"}
# English texts that hold Chinese on purpose: units that English has no word for.
CHINESE_IN_ENGLISH = {"setup.unit.ten_thousand", "setup.unit.hundred_million"}
# Texts of zh without a Chinese word on purpose: the name of a sheet.
SAME_EVERYWHERE = {"workbook.keys.from_facts"}
# What looks like a key and is none: an option of Streamlit, blocks of a sheet.
NOT_TEXTS = {"server.port", "plan.who", "plan.money"}


def forms(entry: str | dict[str, str]) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def written() -> dict[str, set[str]]:
    """Every text in the code that looks like a key, as a pattern, with the files that hold it.

    `f"step{number}.title"` becomes the pattern step.+\\.title.
    """
    found: dict[str, set[str]] = {}
    for path in CODE:
        inner = {id(part) for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree(path)):
            pattern = "" if id(node) in inner else pattern_of(node)
            if pattern and not pattern.endswith(FILE_ENDINGS):
                found.setdefault(pattern, set()).add(path.relative_to(ROOT).as_posix())
    for path in TEMPLATES:
        for key in re.findall(rf"""["']({KEY.pattern})["']""", path.read_text(encoding="utf-8")):
            found.setdefault(completed(key), set()).add(path.relative_to(ROOT).as_posix())
    return found


def pattern_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        plain = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
        shape = "".join("x" if part is None else str(part) for part in plain)
        pattern = "".join(".+" if part is None else re.escape(str(part)) for part in plain)
        return pattern if KEY.fullmatch(shape) and len(shape) > 6 else ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
        return completed(node.value)
    return ""


def completed(key: str) -> str:
    """The pattern of a key; one that ends with a dot is the beginning of several."""
    return re.escape(key) + (".+" if key.endswith(".") else "")


def calls() -> list[tuple[str, str, set[str]]]:
    """(place, key, names of the values) of every `t("key", name=…)` and `Problem("key", {"name": …})` of the code."""
    found = []
    for path in CODE:
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            key = node.args[0].value
            if key not in entries("en"):
                continue
            names = values_of(node)
            if names is not None:
                found.append((f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", key, names))
    return found


def values_of(call: ast.Call) -> set[str] | None:
    """Names of the values that a call gives; None where they are made elsewhere or the call is of another kind."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called == "Problem":
        if len(call.args) == 1 and not call.keywords:
            return set()
        given = call.args[1] if len(call.args) == 2 else None
        keys = given.keys if isinstance(given, ast.Dict) else [None]
        return {key.value for key in keys} if all(isinstance(key, ast.Constant) for key in keys) else None
    if called not in {"t", "texts"} or any(keyword.arg is None for keyword in call.keywords):
        return None
    return {keyword.arg for keyword in call.keywords}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_files_and_keys(language):
    assert {path.name for path in (LOCALES / language).iterdir()} == {path.name for path in (LOCALES / "en").iterdir()}
    here, english = entries(language).keys(), entries("en").keys()
    assert {"missing": sorted(english - here), "too many": sorted(here - english)} == {"missing": [], "too many": []}


def test_every_folder_is_a_language():
    assert {path.name for path in LOCALES.iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_the_same_placeholders(language):
    english = entries("en")
    other = {
        key: (placeholders(english[key]), placeholders(entry))
        for key, entry in entries(language).items()
        if key in english and placeholders(entry) != placeholders(english[key])
    }
    assert other == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_brace_is_a_placeholder(language):
    odd = [
        key
        for key, entry in entries(language).items()
        for form in forms(entry)
        if set("{}") & set(re.sub(r"\{[a-z_][a-z0-9_]*\}", "", form))
    ]
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_text_has_the_forms_of_its_language(language):
    wanted = {Locale.parse(language).plural_form(n) for n in range(101)}
    plural = {key: set(entry) for key, entry in entries(language).items() if isinstance(entry, dict)}
    assert {key: found for key, found in plural.items() if found != wanted} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_padded(language):
    odd = [key for key, entry in entries(language).items() for form in forms(entry) if form != form.strip() or not form]
    assert set(odd) <= PADDED


def test_english_holds_no_chinese():
    chinese = {key for key, entry in entries("en").items() if any(CJK.search(form) for form in forms(entry))}
    assert chinese - CHINESE_IN_ENGLISH == set()


def test_chinese_is_translated():
    left = {
        key
        for key, entry in entries("zh").items()
        for form in forms(entry)
        if not CJK.search(form) and LATIN_WORD.search(PLACEHOLDER.sub("", form))
    }
    assert left - SAME_EVERYWHERE == set()


def test_every_key_in_the_code_exists():
    known = set(entries("en"))
    files = tuple(path.stem + r"\." for path in (LOCALES / "en").glob("*.toml"))
    with (ROOT / "data" / "parameters.csv").open(encoding="utf-8", newline="") as file:
        parameters = {row["code"] for row in csv.DictReader(file)}
    # `plan.why.needs` may be completed by the code that asks for it: `plan.why.needs_own`.
    beginnings = {key[:end] for key in known for end, letter in enumerate(key) if letter in "._"}
    unknown = {
        pattern: places
        for pattern, places in written().items()
        if pattern.startswith(files) and not any(map(re.compile(pattern).fullmatch, known | beginnings | parameters))
    }
    assert unknown.keys() - {re.escape(name) for name in NOT_TEXTS} == set(), unknown


def test_every_text_is_used():
    used = re.compile("|".join(f"(?:{pattern})" for pattern in written()))
    assert [key for key in entries("en") if not used.fullmatch(key)] == []


def test_every_value_that_a_text_needs_is_given():
    lacking = [
        (place, key, sorted(placeholders(entries("en")[key]) - names))
        for place, key, names in calls()
        if placeholders(entries("en")[key]) - names
    ]
    assert lacking == []


def test_a_plural_text_is_asked_with_its_number():
    asked = [(place, key) for place, key, names in calls() if isinstance(entries("en")[key], dict) and "n" not in names]
    assert asked == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_section_is_written_twice(language):
    for path in sorted((LOCALES / language).glob("*.toml")):
        assert tomllib.loads(path.read_text(encoding="utf-8")), path.name
