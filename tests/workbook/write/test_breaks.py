"""Where another page begins: by hand, and that no part that fits on a page is ever torn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from components.workbook.write.breaks import breaks, capacity


def test_a_part_that_does_not_fit_under_the_one_before_begins_a_page() -> None:
    rows = [10.0] * 20
    assert breaks(rows, [0, 6, 16], 100.0) == (6, 16), "six rows, ten that fill a page, and four"
    assert breaks(rows, [0, 6, 10], 100.0) == (10,)


def test_a_part_longer_than_a_page_begins_where_it_stands_unless_half_the_page_is_used() -> None:
    rows = [10.0] * 30
    assert breaks(rows, [0, 5], 100.0) == ()
    assert breaks(rows, [0, 8], 100.0) == (8,)


def test_a_broader_sheet_is_printed_smaller_and_holds_more_rows() -> None:
    assert capacity([20.0] * 3, "A4") == 480
    assert capacity([20.0] * 14, "A4") == 480 * 14 * (20 * 5.25 + 3.75) / 757
    assert capacity([20.0] * 14, "A3") < 2 * capacity([20.0] * 14, "A4")


@given(st.lists(st.lists(st.floats(10, 60), min_size=1, max_size=12), min_size=1, max_size=8), st.floats(80, 400))
def test_no_part_that_fits_on_a_page_is_torn(parts: list[list[float]], room: float) -> None:
    heights = [height for part in parts for height in part]
    starts = [sum(map(len, parts[:place])) for place in range(len(parts))]
    found = set(breaks(heights, starts, room))
    used, page = 0.0, 0
    pages: list[int] = []
    for row, height in enumerate(heights):
        if row in found or used + height > room:
            used, page = 0.0, page + 1
        used += height
        pages.append(page)
    for start, part in zip(starts, parts, strict=True):
        if sum(part) <= room:
            assert len(set(pages[start : start + len(part)])) == 1
