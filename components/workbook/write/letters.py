"""How many lines a text takes in a column of Excel.

Columns are measured in digits of Calibri 11, the font of an empty workbook, which are 7 points of a screen broad. Cells
are written in Arial 10, or in a font of Chinese characters that are as broad as high. The breadths of Arial's letters
are those of Helvetica (Adobe Font Metrics), in classes of about the same breadth. Lines end between words, in Chinese
after any character; a word longer than a line is broken.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_EM = 1_000
_PRINTED = 1.03
"""How much broader a line may come out on paper than on the screen."""
_DIGITS_AN_EM = _PRINTED * 10 * 96 / 72 / 7
"""Breadth of a letter as broad as high, of 10 points at 96 to the inch, in digits of 7."""
_CLASSES = ((230, "ijl'|"), (280, " !,./:;\\[]ftI"), (340, '()-r`{}"*'), (500, "ckszvxyJ"), (840, "mMW%@"), (740, "w"))
_SMALL, _CAPITAL, _SQUARE = 560, 700, 1_000
_BREADTHS = {letter: breadth for breadth, letters in _CLASSES for letter in letters}
BOLD = 1.08
"""How much broader bold letters are."""


def lines(text: str, width: float, factor: float = 1.0) -> int:
    """Lines of a text in `width` digits of room; factor: size of the letters by 10 points, more when they are bold."""
    return sum(_lines(part, width / factor) for part in text.split("\n"))


@lru_cache(maxsize=1 << 12)
def digits(letter: str) -> float:
    """Breadth of a letter of 10 points, in digits."""
    found = _BREADTHS.get(letter)
    if found is None:
        wide = unicodedata.east_asian_width(letter) in "WF"
        found = _SQUARE if wide else _CAPITAL if letter.isupper() else _SMALL
    return found / _EM * _DIGITS_AN_EM


@lru_cache(maxsize=1 << 15)
def _lines(text: str, width: float) -> int:
    count, used = 1, 0.0
    for part in _parts(text):
        broad = sum(map(digits, part.rstrip()))
        if used and used + broad > width:
            count, used = count + 1, 0.0
        while broad > width:
            # A word longer than the line goes on in the next
            count, broad = count + 1, broad - width
        used += broad + digits(" ") * (len(part) - len(part.rstrip()))
    return count


def _parts(text: str) -> list[str]:
    """Where a line may end: after a blank, a hyphen, and every Chinese character."""
    found, begun = [], ""
    for letter in text:
        wide = unicodedata.east_asian_width(letter) == "W"
        if wide and begun:
            found.append(begun)
            begun = ""
        begun += letter
        if wide or letter in " -–":
            found.append(begun)
            begun = ""
    return [*found, begun] if begun else found
