"""How like two names are: the share of common words, or in scripts without blanks of common pairs of signs.

Jaccard (1912) likeness of the two sets: common by all. Small words are left out because every name has them.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[\u3400-\u9fff]+")
_SMALL = frozenset({"a", "an", "and", "at", "by", "de", "del", "el", "en", "for", "in", "la", "las", "los", "of", "on",
                    "the", "to", "with", "y"})  # fmt: skip


def plain(name: str) -> str:
    """A name without differences of case, width, accents and blanks: what makes two typings of one name the same."""
    wide = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(sign for sign in wide if not unicodedata.combining(sign)).split())


def likeness(one: str, other: str) -> float:
    """0 nothing in common, 1 the same words in any order; 0 when one of them is blank."""
    first, second = _parts(one), _parts(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _parts(name: str) -> frozenset[str]:
    text = plain(name)
    pairs = {run[place : place + 2] for run in _WIDE.findall(text) for place in range(max(len(run) - 1, 1))}
    words = set(_WORD.findall(_WIDE.sub(" ", text)))
    return frozenset(pairs | (words - _SMALL or words))
