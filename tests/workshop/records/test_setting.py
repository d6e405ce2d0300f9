import pytest

from components.language import texts
from components.workshop.records.setting import Setting


def test_the_plan_has_its_years():
    assert Setting("main", first_year=2027, years=3).plan_years == (2027, 2028, 2029)


@pytest.mark.parametrize(("language", "said"), [("en", "COP million"), ("zh", "百万 COP")])
def test_the_unit_is_said_in_the_readers_language(language, said):
    assert texts(language).shown(Setting("main", currency="COP", unit="million").money_unit) == said


@pytest.mark.parametrize(("language", "said"), [("en", "million"), ("zh", "百万")])
def test_a_unit_without_a_currency_has_no_blank_around(language, said):
    assert texts(language).shown(Setting("main", unit="million").money_unit) == said
