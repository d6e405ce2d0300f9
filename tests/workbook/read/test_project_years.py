import pytest

from components.workbook.read.project_years import period, span, years_to_build


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2027-2029", (2027, 2029)),
        ("2027.1—2029.12", (2027, 2029)),
        ("2027年3月至2028年底", (2027, 2028)),
        ("from 2027 to 2027", (2027, 2027)),
        ("2027", None),
        ("2027-29", None),
        ("2027, 2028, 2029", None),
        ("12 000 2027", None),
        ("", None),
    ],
)
def test_a_period_is_two_years_in_any_form(text, years):
    assert period(text) == years


def test_one_year_alone_is_a_period_only_where_one_is_asked_for():
    assert span(" 2027 年") == (2027, 2027)
    assert span("2027-29") is None


@pytest.mark.parametrize(
    ("start", "finish", "years"), [(2028, 2028, 1), (2028, 2030, 3), (2024, 2028, 2), (2024, 2026, 3), (2027, 2027, 1)]
)
def test_of_what_is_under_way_the_rest_is_counted(start, finish, years):
    assert years_to_build(start, finish, 2027) == years
