"""Where a printed sheet of several parts begins another page, so that a heading is not left alone under its page and a
table that fits on a page is not torn.

Sheets are printed one page wide; how much then fits below each other follows from the widths of the columns. Excel may
break elsewhere when a printer has other fonts; then nothing is lost but the looks.
"""

from __future__ import annotations

from collections.abc import Sequence

_POINTS_A_CHARACTER, _POINTS_BESIDE = 5.25, 3.75
_PAPER = {"A4": (757.0, 480.0), "A3": (1106.0, 725.0)}
"""Room between the margins in points, landscape: broad, high."""
_HALF_A_PAGE = 0.5


def capacity(widths: Sequence[float], size: str) -> float:
    """Points of rows on one page of a sheet that is made as broad as the page. widths: of its columns, characters."""
    broad, high = _PAPER[size]
    whole = sum(width * _POINTS_A_CHARACTER + _POINTS_BESIDE for width in widths)
    return high * max(whole / broad, 1.0)


def breaks(heights: Sequence[float], parts: Sequence[int], room: float) -> tuple[int, ...]:
    """The parts that begin another page, by their first row. heights: of all rows, points; parts: the rows of the
    headings, rising; room: points of rows on a page.

    A part goes to the next page whole when it fits there and not here; one that fits on no page begins here unless
    more than half of this page is used.
    """
    found: list[int] = []
    used = _after(0.0, heights[: parts[0]] if parts else heights, room)
    for first, last in zip(parts, [*parts[1:], len(heights)], strict=True):
        own = heights[first:last]
        whole = sum(own)
        torn = used + whole > room
        if torn and used > 0 and (whole <= room or used > _HALF_A_PAGE * room):
            found.append(first)
            used = 0.0
        used = _after(used, own, room)
    return tuple(found)


def _after(used: float, heights: Sequence[float], room: float) -> float:
    """How much of the last page is used when these rows have followed."""
    for height in heights:
        used = height if used + height > room else used + height
    return used
