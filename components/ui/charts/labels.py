"""Where labels go so that no two lie on each other and none covers a mark. Lengths are in the picture's own units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle that is taken: left, top, right, bottom; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def place_labels(
    points: Sequence[Point],
    widths: Sequence[float],
    *,
    radius: float,
    line: float,
    frame: Box,
    avoid: Sequence[Box] = (),
) -> list[Box]:
    """A box for the label of every point, in their order: the first free of eight places around its mark.

    points: centres of the marks; radius: of a mark; widths and line: size of the labels; frame: where they should stay;
    avoid: what else is drawn.
    A label that finds no place is moved up or down beside its mark until it is free: no two boxes meet, none covers a
    mark.
    """
    marks = [*(Box(x - radius, y - radius, x + radius, y + radius) for x, y in points), *avoid]
    taken: list[Box] = []
    for (x, y), width in zip(points, widths, strict=True):
        stands = [*marks, *taken]
        around = [box for box in _places(x, y, width, radius, line) if frame.holds(box)]
        found = next((box for box in around if is_free(box, stands)), None)
        taken.append(found or _moved(x, y, width, radius, line, frame, stands))
    return taken


def is_free(box: Box, taken: Sequence[Box]) -> bool:
    """Whether a box meets none of those taken."""
    return not any(box.meets(other) for other in taken)


def _places(x: float, y: float, width: float, radius: float, line: float) -> list[Box]:
    side, near = radius + 4, radius + 2
    corners = [
        (x + side, y - line / 2),
        (x - side - width, y - line / 2),
        (x - width / 2, y - near - line),
        (x - width / 2, y + near),
        (x + side, y - near - line),
        (x + side, y + near),
        (x - side - width, y - near - line),
        (x - side - width, y + near),
    ]
    return [Box(left, top, left + width, top + line) for left, top in corners]


def _moved(x: float, y: float, width: float, radius: float, line: float, frame: Box, stands: Sequence[Box]) -> Box:
    left = max(min(x + 2 * radius, frame.right - width), frame.left)
    step = 1
    while True:
        for sign in (-1, 1):
            top = y - line / 2 + sign * step * line
            box = Box(left, top, left + width, top + line)
            if is_free(box, stands):
                return box
        step += 1
