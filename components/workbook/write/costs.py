"""Numbers of an option as other sheets take them from 07_LongList, where each of them is entered once: in whole units
of the plan's money, foreign amounts at the dated rate of 14_Financing.
"""

from __future__ import annotations

import math

from components.investment.candidates import money_of
from components.investment.originals import original
from components.workbook.write import longlist, price_levels
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper

_FIELDS = {"likely": "capex_likely", "opex": "opex_per_year", "revenue": "revenue_per_year"}
_HALF = 0.5


def cost(paper: Paper, code: str, name: str) -> Cell:
    """Likely capital cost (`likely`), running cost (`opex`) or revenue (`revenue`) of an option. An amount that a
    spreadsheet would round to another unit than the program, and one without a rate, is written and does not follow.
    """
    draft, unknown = paper.draft, paper.t("workbook.common.not_known")
    option = draft.option(code)
    money = money_of(option, draft.state)
    amount = {"likely": money.capex, "opex": money.opex, "revenue": money.revenue}[name]
    place, rate = longlist.entered(paper, code, name), _rate(paper, code)
    stated: float | None = getattr(option, _FIELDS[name])
    if not place or rate is None or _rounded(stated, rate[1]) != (amount if stated is not None else None):
        own = option.currency in ("", draft.setting.currency)
        return given(amount, "whole", of=("option", code, _FIELDS[name])) if own else written(amount, "whole")
    if name == "revenue":
        return formula(f"=ROUND(N({place}){rate[0]},0)", amount or 0)
    text = f'=IF(ISNUMBER({place}),ROUND({place}{rate[0]},0),"{unknown}")'
    return formula(text, unknown if amount is None else amount)


def people(paper: Paper, code: str) -> Cell:
    """How many people an option serves."""
    unknown, count = paper.t("workbook.common.not_known"), paper.draft.option(code).beneficiaries
    place = longlist.entered(paper, code, "people")
    if not place:
        return written(count, "whole")
    return formula(f'=IF(ISNUMBER({place}),{place},"{unknown}")', unknown if count is None else count)


def _rate(paper: Paper, code: str) -> tuple[str, float] | None:
    """What changes an amount into the plan's money, as the end of a formula and as a number; None without a rate."""
    draft = paper.draft
    stated = original(draft.option(code), draft.state)
    if stated is None:
        return "", 1.0
    known = {one.currency for one in price_levels.foreign(draft)}
    if not stated.rate or stated.currency not in known:
        return None
    quoted = '"' + stated.currency.replace('"', '""') + '"'
    return f"*{price_levels.rate_of(paper, quoted)}", stated.rate


def _rounded(amount: float | None, rate: float) -> int | None:
    return None if amount is None else math.floor(amount * rate + _HALF)
