"""From when to when a project of a list is built: a period such as 2027–2029 in one cell, or the year of completion."""

from __future__ import annotations

import re

_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ONE_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?")
_MOST = 2


def period(text: str) -> tuple[int, int] | None:
    """The first and the last year that a text names, in whatever form they are parted and with months or without; None
    when it names fewer than two or more than two.
    """
    found = [int(year) for year in _YEARS.findall(text)]
    return (found[0], found[1]) if len(found) == _MOST else None


def span(text: str) -> tuple[int, int] | None:
    """As `period`; a single year is a period of its own."""
    plain = text.strip()
    if _ONE_YEAR.fullmatch(plain):
        return int(plain[:4]), int(plain[:4])
    return period(plain)


def years_to_build(start: int, finish: int, first: int) -> int:
    """Years from start to finish; of a project under way those from the first year of the plan on. finish >= start."""
    begins = max(start, first) if finish >= first else start
    return finish - begins + 1
