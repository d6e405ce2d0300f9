"""What a cell of a score sheet means: a mark, «don't know», taking a mark back, nothing, or a fault."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from components.errors import Problem
from components.workbook.read.gate import NUMBER, TEXT, CellRead
from components.workshop.instruments import PAIRWISE, POINTS_100
from components.workshop.store import DONT_KNOW, GIVEN, TAKEN_BACK

_UNKNOWN = frozenset(
    {"x", "×", "✗", "✘", "?", "？", "dk", "don't know", "dont know", "don’t know", "i don't know", "i don’t know"}
    | {"不知道", "不清楚", "不了解", "我不知道"}
)
_BACK = frozenset({"-", "–", "—", "−", "－"})
_FULL_WIDTH = str.maketrans("０１２３４５６７８９ＡＢａｂｘＸ", "0123456789ABabxX")
_EQUAL = {"1", "a1", "b1"}


@dataclass(frozen=True)
class Answer:
    """What was marked: GIVEN with a value, DONT_KNOW, or TAKEN_BACK."""

    answer: str
    value: int | None = None


def answer(cell: CellRead | None, scale: str) -> Answer | Problem | None:
    """The meaning of a mark's cell on a scale; None for an empty one, which is no answer and not zero."""
    if cell is None:
        return None
    if cell.kind == NUMBER:
        return _number(float(cell.value), scale)
    if cell.kind != TEXT:
        return Problem("paper.fault.no_mark", {"found": _short(cell.value)})
    word = str(cell.value).strip().translate(_FULL_WIDTH).lower()
    if word in _BACK:
        return Answer(TAKEN_BACK)
    if scale == PAIRWISE:
        return _comparison(word, str(cell.value))
    if word in _UNKNOWN:
        return Answer(DONT_KNOW) if scale != POINTS_100 else Problem("paper.fault.no_dont_know")
    if word.isascii() and word.isdigit() and len(word) < 9:
        return _number(float(word), scale)
    return Problem("paper.fault.text", {"found": _short(cell.value)})


def shown(value: int | None, given: str, scale: str) -> str:
    """A mark as it stands on a sheet."""
    if given == TAKEN_BACK:
        return "–"
    if value is None:
        return "x"
    if scale != PAIRWISE:
        return str(value)
    return "1" if value == 0 else f"{'A' if value > 0 else 'B'}{abs(value) + 1}"


def _number(value: float, scale: str) -> Answer | Problem:
    if scale == PAIRWISE:
        return Answer(GIVEN, 0) if value == 1 else Problem("paper.fault.pairs", {"found": _plain(value)})
    top = 100 if scale == POINTS_100 else 5
    if not isfinite(value) or not value.is_integer():
        return Problem("paper.fault.not_whole", {"found": _plain(value)})
    if not 0 <= value <= top:
        return Problem("paper.fault.range", {"found": _plain(value), "top": top})
    return Answer(GIVEN, int(value))


def _comparison(word: str, found: str) -> Answer | Problem:
    if word in _EQUAL:
        return Answer(GIVEN, 0)
    side, times = word[:1], word[1:].strip()
    if side in {"a", "b"} and times in set("23456789"):
        return Answer(GIVEN, (int(times) - 1) * (1 if side == "a" else -1))
    return Problem("paper.fault.pairs", {"found": _short(found)})


def _plain(value: float) -> str:
    return f"{value:.15g}"


def _short(value: object) -> str:
    text = str(value).strip()
    return text if len(text) <= 40 else f"{text[:39]}…"
