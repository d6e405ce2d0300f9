import pytest

from components.workshop.edits.pasted import rows


@pytest.mark.parametrize(
    "text", ["a\tb, c\n\nd\te", "a; b, c\r\n\r\nd; e", "\ufeffa；b, c\n\nd；e", 'a,"b, c"\n\nd，e']
)
def test_lines_with_any_separator_keep_their_numbers(text):
    assert [(number, row) for number, row in rows(text) if row] == [(1, ["a", "b, c"]), (3, ["d", "e"])]
