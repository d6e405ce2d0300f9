import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.errors import InputError
from components.language import texts
from components.workshop.edits.numbers import parse_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("   ", None),
        (None, None),
        ("0", 0),
        ("1,200", 1200),
        ("1 200", 1200),
        ("1\u202f200\u00a0000", 1200000),
        ("1'200", 1200),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0,125", 0.125),
        ("1.200", 1.2),
        (".5", 0.5),
        ("-3", -3),
        ("−3", -3),
        ("35 %", 35),
        ("１２００", 1200),
        ("１，２００", 1200),
        ("1.5亿", 150000000),
        ("20 万", 200000),
        (7, 7),
        (2.5, 2.5),
    ],
)
def test_numbers_as_people_type_them(typed, number):
    assert parse_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["abc", "1,2,3", "1..2", "12,34,567", "--1", "1e5", "nan", "inf", "万", "1-2", "1,200,", "5 km", "1.2.3", "1,,2"],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(InputError) as raised:
        parse_number(typed)
    assert raised.value.problems[0].values["text"] == typed


@pytest.mark.parametrize("language", ["en", "zh"])
@given(st.integers(-(10**12), 10**12))
def test_a_number_that_was_shown_is_read_back(language, number):
    assert parse_number(texts(language).number(number)) == number


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
def test_two_decimals_are_read_back(number):
    assert parse_number(texts("en").number(number, 2)) == pytest.approx(number, abs=0.005)


@given(st.text(max_size=12))
def test_nothing_that_is_typed_breaks_it(typed):
    try:
        number = parse_number(typed)
    except InputError:
        return
    assert number is None or isinstance(number, int | float)
