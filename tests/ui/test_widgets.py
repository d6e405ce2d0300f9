"""What people wrote, where Markdown is understood."""

import pytest

from components.language import Phrase
from components.ui import widgets


@pytest.mark.parametrize(
    "words",
    [
        "![x](http://e.example/x.png)",
        "[a](javascript:alert(1))",
        "# big",
        "**b** _i_ `c`",
        "<b>x</b>",
        "$x$ :red[y]",
        "~~s~~ | t",
    ],
)
def test_no_sign_of_markdown_is_left_bare(words):
    safe = widgets.escaped(words)
    assert safe.replace("\\", "") == words
    for place, sign in enumerate(safe):
        if sign in "[]()#*_`<>$:~|":
            assert safe[place - 1] == "\\"


def test_only_words_are_made_safe_in_the_values_of_a_text():
    assert widgets.harmless({"city": "*A*", "n": 3}) == {"city": "\\*A\\*", "n": 3}
    held = Phrase("plan.why.part", (("city", "*A*"), ("amount", "3")))
    safe = Phrase("plan.why.part", (("city", "\\*A\\*"), ("amount", "3")))
    assert widgets.harmless({"names": ("*A*", held)}) == {"names": ("\\*A\\*", safe)}
