"""Texts, plurals, numbers and dates in every language, from data/locales/<language>/*.toml.

A text's key is `file.section.name`, e.g. `step1.gate.benefit`. A text with plural forms is a table with the CLDR
categories of its language (`one`, `other`) chosen by the value `n`. Placeholders are plain `{name}`: no attribute or
index access, so that a translator's text can never run anything. What users wrote goes through here only as a value,
never as a text.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from components.errors import Problem, ToolError

LANGUAGES: dict[str, str] = {"en": "English", "zh": "中文"}
DEFAULT_LANGUAGE = "en"
_BABEL = {"en": "en_GB", "zh": "zh_Hans_CN"}
_LOCALES = Path(__file__).parent.parent / "data" / "locales"
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
# C0 and C1 without tab and line feed; the overrides, embeddings and isolates of the bidirectional algorithm.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

Entry = str | dict[str, str]


def only_words(text: str) -> str:
    """What somebody wrote, without control characters and without marks that turn the direction of reading: one such
    mark in a reason or a name would mirror the words around it on every screen, page and sheet.
    """
    return text if text.isprintable() and text.isascii() else _STEERING.sub("", text)


@cache
def entries(language: str) -> dict[str, Entry]:
    """All texts of one language by key; a plural text is a dict of CLDR category -> text."""
    found: dict[str, Entry] = {}
    for path in sorted((_LOCALES / language).glob("*.toml")):
        with path.open("rb") as file:
            _flatten(tomllib.load(file), path.stem, found)
    return found


def placeholders(entry: Entry) -> set[str]:
    """Names of the placeholders in a text, over all its plural forms."""
    forms = [entry] if isinstance(entry, str) else list(entry.values())
    return {name for form in forms for name in _PLACEHOLDER.findall(form)}


def _flatten(table: dict[str, Any], prefix: str, found: dict[str, Entry]) -> None:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict) and "other" not in value:
            _flatten(value, key, found)
        else:
            found[key] = value


@dataclass(frozen=True)
class Phrase:
    """A text that is made where its reader's language is known; may stand as a value in another text."""

    key: str
    values: tuple[tuple[str, Any], ...] = ()


class Texts:
    """The texts and number formats of one language. Call it with a key and the placeholders' values."""

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        self.language = language if language in LANGUAGES else DEFAULT_LANGUAGE
        self._locale = Locale.parse(_BABEL[self.language])

    def __call__(self, key: str, /, **values: Any) -> str:
        """The text of `key`; numbers among the values are formatted. Raises KeyError for an unknown key."""
        entry = entries(self.language)[key]
        if isinstance(entry, dict):
            entry = entry.get(self._locale.plural_form(values.get("n", 0)), entry["other"])
        return _PLACEHOLDER.sub(lambda match: self.shown(values[match.group(1)]), entry)

    def has(self, key: str) -> bool:
        """Whether this language has the text."""
        return key in entries(self.language)

    def label(self, term: Any) -> str:
        """The label of a record of the framework (or anything with `label.en`, `label.zh`)."""
        return str(getattr(term.label, self.language))

    def problem(self, problem: Problem) -> str:
        """The message of one problem."""
        return self(problem.key, **problem.values) if self.has(problem.key) else str(problem)

    def error(self, error: ToolError) -> str:
        """All problems of an error, one a line."""
        return "\n".join(self.problem(problem) for problem in error.problems)

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number with the language's separators; None is «not known», never 0."""
        if value is None or math.isnan(value):
            return self("common.not_known")
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self._locale))

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """A share (0–1) as a percentage."""
        if share is None or math.isnan(share):
            return self("common.not_known")
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
        return str(format_percent(share, format=pattern, locale=self._locale))

    def money(self, amount: float | None, unit: str | Phrase) -> str:
        """An amount with its unit in front, as `COP million 14,600`."""
        return self("common.money", unit=unit, amount=self.number(amount))

    def country(self, code: str) -> str:
        """A country's name by its ISO code; the code itself where the Unicode locale data have none."""
        return str(self._locale.territories.get(code, code))

    def date(self, value: date | datetime) -> str:
        """A calendar date, ISO form in every language as the workbook prints it."""
        return str(format_date(value, format="yyyy-MM-dd", locale=self._locale))

    def time(self, value: datetime) -> str:
        """A time of day with seconds, as on a receipt."""
        return str(format_time(value, format="HH:mm:ss", locale=self._locale))

    def joined(self, parts: list[str]) -> str:
        """A list of words as the language joins them."""
        return self("common.list_separator").join(parts)

    def aside(self, words: str, more: str) -> str:
        """Words with a remark in the language's brackets behind them."""
        return self("common.aside", words=words, more=more)

    def shown(self, value: Any) -> str:
        """A value as it stands in a text: a phrase in this language, a number with separators, several values joined,
        words as they are.
        """
        if isinstance(value, Phrase):
            # A part that is not entered yet (a currency) leaves no blank behind.
            return self(value.key, **dict(value.values)).strip()
        if isinstance(value, tuple):
            return self.joined([self.shown(part) for part in value])
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value)
        return self.number(value, 0 if float(value).is_integer() else 1)


@cache
def texts(language: str) -> Texts:
    """The shared `Texts` of a language; an unknown language gives the default one."""
    return Texts(language)
