"""Lines of a text in a column, by hand: breadths of Arial by 1,000 of its height, and digits of 7 at 96 to the inch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.workbook.write.letters import BOLD, digits, lines


def test_a_digit_of_arial_is_a_little_broader_than_the_columns_digit() -> None:
    assert 1.0 < digits("8") < 1.15, "556 thousandths of 13.3 points, by 7"
    assert digits("i") < digits("e") < digits("E") < digits("W") < digits("好")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, 1),
        ("Consensus", 11, 1),
        ("Consensus", 9, 2),
        ("one two three", 9, 2),
        ("one\ntwo", 30, 2),
        ("好" * 10, 20, 1),
        ("好" * 10, 19, 2),
        ("好" * 10, 9, 3),
    ],
)
def test_lines_end_between_words_and_after_any_chinese_character(text: str, width: float, expected: int) -> None:
    assert lines(text, width) == expected


def test_bold_letters_take_more_room() -> None:
    assert lines("Clauses: Agreed in principle", 25) == 1
    assert lines("Clauses: Agreed in principle", 25, BOLD) == 2


@given(st.text(alphabet="ab W好-", max_size=60), st.floats(3, 40))
def test_a_text_never_needs_fewer_lines_than_its_breadth_fills(text: str, width: float) -> None:
    broad = sum(map(digits, text.replace(" ", "")))
    assert lines(text, width) >= broad / width - 1e-9
    assert lines(text, width) >= lines(text, width + 1)
