"""Sources and units of the tables in the reader's language: a work that is cited stays as it is printed."""

from __future__ import annotations

import re
from functools import cache

from components.language import Texts, entries

OURS = "own design"
"""How the tables say that something is our own decision."""


def cited(t: Texts, source: str) -> str:
    """A source with the words beside the works it cites in the language of `t`, as far as the texts have them."""
    for key, words in _phrases():
        said = t(key)
        # A full-width colon brings its own room.
        source = source.replace(f"{words} ", said) if said.endswith("：") else source.replace(words, said)
    return t("workbook.common.semicolon").join(source.split("; "))


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """Keys and the words of the tables that they stand for; longer ones first, because some hold others."""
    held = {key: str(words) for key, words in entries("en").items() if key.startswith("framework.cited.")}
    return tuple(sorted(held.items(), key=lambda item: -len(item[1])))


def unit_name(t: Texts, unit: str) -> str:
    """A unit of data/parameters.csv in the language of `t`; one without a name there stays as it is."""
    key = f"framework.unit_name.{re.sub(r'[^a-z0-9]+', '_', unit.lower()).strip('_')}"
    return t(key) if t.has(key) else unit
