import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ui.charts.marks import bar, city_mark, index_shade, ink, luminance, quotient_shade
from components.workshop.records.cities import City

colour = st.tuples(*[st.integers(0, 255)] * 3)


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_luminance_and_contrast_of_black_on_white_as_wcag_defines_them():
    assert luminance((255, 255, 255)) == pytest.approx(1.0)
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21.0)
    # the worked value of WCAG's own examples: #777 on white just misses 4.5
    assert contrast((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@given(colour)
def test_ink_is_readable_on_every_colour(background):
    letters = (0, 0, 0) if ink(background) == "#000" else (255, 255, 255)
    assert contrast(letters, background) >= 4.5


@given(st.floats(0, 100))
def test_a_higher_index_is_never_lighter(value):
    assert _luminance(index_shade(value)) >= _luminance(index_shade(min(value + 5, 100))) - 1e-9


def test_the_diverging_scale_is_white_where_a_city_is_as_the_reference():
    assert "rgb(255,255,255)" in quotient_shade(0.0)


def test_every_city_of_ten_has_its_own_pair_of_shape_and_colour():
    assert len({city_mark(City(f"C{n}", order=n)) for n in range(10)}) == 10


def test_an_unknown_bar_has_no_length_at_all():
    assert "scn-fill" not in bar(None)
    assert "width:0.00%" in bar(0.0)


@given(st.floats(0, 1), st.floats(0, 2))
def test_a_bar_never_leaves_its_track(start, share):
    left, width = map(float, re.findall(r"(?:left|width):([\d.]+)%", bar(share, start=start)))
    assert left + width <= 100.02


def _luminance(style):
    return luminance(tuple(int(part) for part in re.findall(r"\d+", style)[:3]))
