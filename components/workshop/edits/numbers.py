"""Numbers as people type them: with separators of either language, full-width digits, a per cent sign, or nothing at
all.

A single comma before exactly three digits separates thousands («1,200»); any other single comma is a decimal one
(«12,5»). A single point is always a decimal point. With both signs the last one is the decimal sign. 万 and 亿
multiply.
"""

from __future__ import annotations

import math
import re
import unicodedata

from components.errors import InputError, Problem

_MULTIPLES = {"万": 10**4, "亿": 10**8}
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?|[+-]?\.\d+")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([,.])\d{3}(\1\d{3})*")
_BLANKS = re.compile(r"[\s'’_]+")


def parse_number(typed: str | float | None) -> float | None:
    """The number that was typed; None for nothing. Raises InputError when it is not a number."""
    if typed is None or isinstance(typed, int | float):
        return typed
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", typed)).replace("−", "-").removesuffix("%")
    if not text:
        return None
    multiple = _MULTIPLES.get(text[-1], 1)
    plain = _without_groups(text[:-1] if multiple > 1 else text)
    number = float(plain) * multiple if _PLAIN.fullmatch(plain) else math.nan
    if not math.isfinite(number):
        raise InputError(Problem("edits.not_a_number", {"text": typed.strip()[:40]}))
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _without_groups(text: str) -> str:
    """The same number without separators of thousands and with a decimal point."""
    last_comma, last_point = text.rfind(","), text.rfind(".")
    if last_comma >= 0 and last_point >= 0:
        group, decimal = (",", ".") if last_point > last_comma else (".", ",")
        whole, _, rest = text.rpartition(decimal)
        grouped = _GROUPED.fullmatch(whole) if group in whole else None
        return f"{whole.replace(group, '')}.{rest}" if grouped and grouped.group(1) == group else text
    if text.count(".") > 1 or last_comma >= 0:
        grouped = _GROUPED.fullmatch(text)
        if grouped:
            return text.replace(grouped.group(1), "")
    return text.replace(",", ".") if text.count(",") == 1 else text
