"""Sources and units of the tables in the reader's language: a work that is cited stays as it is printed."""

from __future__ import annotations

import re

from components.language import Texts

OURS = "own design"
"""How the tables say that something is our own decision."""


def cited(t: Texts, source: str) -> str:
    """A source with what is our own said in the language of `t`."""
    return source.replace(OURS, t("framework.cited.ours"))


def unit_name(t: Texts, unit: str) -> str:
    """A unit of data/parameters.csv in the language of `t`; one without a name there stays as it is."""
    key = f"framework.unit_name.{re.sub(r'[^a-z0-9]+', '_', unit.lower()).strip('_')}"
    return t(key) if t.has(key) else unit
