from components.workshop.records.setting import Setting


def test_the_plan_has_its_years_and_its_unit():
    setting = Setting("main", first_year=2027, years=3, currency="COP")
    assert setting.plan_years == (2027, 2028, 2029)
    assert setting.money_unit == "COP million"


def test_a_unit_without_a_currency_has_no_blank_in_front():
    assert Setting("main", unit="million").money_unit == "million"
