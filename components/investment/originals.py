"""What stands beside the plan's own money: amounts in the currency in which they were stated, the dated rate that
changes them, and what was spent before the plan begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.workshop.records.options import Option
from components.workshop.records.setting import ExchangeRate
from components.workshop.state import State


@dataclass(frozen=True)
class Original:
    """An option that was costed in another currency. `rate`: units of the plan's money per one of `currency`, None
    when nobody entered it; `date` and `source` as entered.
    """

    option: str
    currency: str
    capex: float | None
    rate: float | None
    date: str
    source: str


def original(option: Option, state: State) -> Original | None:
    """The original currency of an option, None when it is the plan's own."""
    if not option.currency or option.currency == state.setting.currency:
        return None
    rate = state.one(ExchangeRate, option.currency)
    return Original(option.code, option.currency, option.capex_likely, rate.rate, rate.date, rate.source)


def spent_of(option: Option, state: State) -> int | None:
    """Capital that was spent on the option to date, in the plan's unit; None when it is not stated or has no rate."""
    foreign = original(option, state)
    rate = foreign.rate if foreign else 1.0
    return None if option.spent is None or rate is None else round(option.spent * rate)


def spent_to_date(options: Iterable[str], state: State) -> int | None:
    """What was spent on these options together; None when nothing is stated for any of them."""
    stated = [amount for code in options if (amount := spent_of(state.one(Option, code), state)) is not None]
    return sum(stated) if stated else None
