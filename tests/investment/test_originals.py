from components.investment.originals import original, spent_of, spent_to_date
from components.workshop.records.setting import ExchangeRate
from tests.builders import state
from tests.investment.room import SETTING, option

RATE = ExchangeRate("USD", 4.0, "2026-10-01", "central bank")


def test_another_currency_keeps_its_amount_with_the_dated_rate():
    found = original(option("P01", 20, currency="USD"), state(SETTING, RATE))
    assert (found.currency, found.capex, found.rate, found.date, found.source) == (
        "USD", 20, 4.0, "2026-10-01", "central bank"
    )  # fmt: skip


def test_the_plans_own_currency_has_no_other():
    assert original(option("P01", currency="COP"), state(SETTING)) is None
    assert original(option("P01"), state(SETTING)) is None


def test_what_was_spent_is_changed_at_the_same_rate():
    assert spent_of(option("P01", currency="USD", spent=5.0), state(SETTING, RATE)) == 20
    assert spent_of(option("P01", currency="USD", spent=5.0), state(SETTING)) is None


def test_spent_so_far_is_not_known_until_somebody_says_it():
    rows = [option("P01"), option("P02", spent=0.0), option("P03", spent=7.0)]
    held = state(SETTING, *rows)
    assert spent_to_date(["P01"], held) is None
    assert spent_to_date(["P01", "P02"], held) == 0
    assert spent_to_date(["P01", "P02", "P03"], held) == 7
