import re

from components.language import texts
from components.ui.charts.marks import luminance
from components.ui.theme import ribbon_markup, style_sheet


def contrast(one, two):
    light, dark = sorted((luminance(_rgb(one)), luminance(_rgb(two))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rgb(colour):
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def variables():
    return dict(re.findall(r"--scn-(\w+): (#[0-9a-f]{6});", style_sheet()))


def test_every_ink_reads_on_white_and_on_its_tint():
    colours = variables()
    for ink in ("ink", "soft", "accent"):
        assert contrast(colours[ink], "#ffffff") >= 4.5
        assert contrast(colours[ink], colours["pale"]) >= 4.5
    assert contrast("#5c4400", colours["amber"]) >= 4.5


def test_the_style_sheet_asks_nothing_of_the_internet():
    assert "http" not in style_sheet()
    assert "@import" not in style_sheet()


def test_every_brace_is_closed():
    assert style_sheet().count("{") == style_sheet().count("}")


def test_the_ribbon_says_demonstration_and_escapes_what_it_is_told():
    drawn = ribbon_markup(texts("en"), "<b>")
    assert "DEMONSTRATION" in drawn
    assert "&lt;b&gt;" in drawn
