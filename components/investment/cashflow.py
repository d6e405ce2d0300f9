"""Rows of the cash flow, the one table that every total of the plan is made from.

The capital cost of an option in a year, and likewise its running cost, is paid exactly: by sources, by cities, and what
nobody pays is a row of certainty `gap`. User charges first pay the running cost; the whole of what they bring is a
negative row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from components.investment.candidates import money_of, opex_shares
from components.investment.payments import CAPEX, OPEX, Payment
from components.investment.plan_records import NO_SOURCE, OUTSIDE, OWN, USERS, Flow, Sharing
from components.investment.program import Start
from components.workshop.records.money import CityCertainty, Source
from components.workshop.records.options import Option
from components.workshop.state import State

REVENUE = "revenue"
GAP, IDENTIFIED = "gap", "identified"
SURE = ("secured", "in_budget")


def flows(
    state: State, sharing: Sharing, starts: Sequence[Start], paid: Sequence[Payment], sources: Sequence[Source]
) -> tuple[Flow, ...]:
    """All rows, by option, year and kind. sources: in the order of the pots that `paid` names."""
    rows = [*_paid(state, paid, sources), *_gaps(state, paid)]
    options = {option.code: option for option in state.options}
    for code, start in starts:
        rows += running(state, sharing, options[code], start)
    kinds = (CAPEX, OPEX, REVENUE)
    return tuple(sorted(rows, key=lambda row: (row.option, row.year, kinds.index(row.kind), row.payer == OUTSIDE)))


def _paid(state: State, paid: Sequence[Payment], sources: Sequence[Source]) -> list[Flow]:
    rows = []
    for item in paid:
        kind, place = item.payer
        year = state.setting.first_year + item.year
        if kind == "city":
            city = state.cities[place].code
            sure = state.one(CityCertainty, city)
            rows.append(Flow(item.option, year, item.kind, city, OWN, sure.certainty, item.amount, sure.evidence))
        elif kind == "pot":
            source = sources[place]
            terms = (source.code, source.certainty, item.amount, source.evidence)
            rows.append(Flow(item.option, year, item.kind, OUTSIDE, *terms))
    return rows


def _gaps(state: State, paid: Sequence[Payment]) -> list[Flow]:
    lacking: dict[tuple[str, int, str], int] = defaultdict(int)
    for item in paid:
        if item.payer[0] == GAP:
            lacking[item.option, item.year, item.kind] += item.amount
    first = state.setting.first_year
    return [
        Flow(option, first + year, kind, OUTSIDE, NO_SOURCE, GAP, amount, "")
        for (option, year, kind), amount in lacking.items()
    ]


def running(state: State, sharing: Sharing, option: Option, start: int) -> list[Flow]:
    """What users pay of the running cost, what somebody outside pays of it, and the revenue."""
    money = money_of(option, state)
    by_users = min(money.opex or 0, money.revenue)
    outside = 0 if any(opex_shares(option, sharing, state)) else money.net_opex
    rows = []
    for year in state.setting.plan_years[start + option.build_years :]:
        if by_users:
            rows.append(Flow(option.code, year, OPEX, OUTSIDE, USERS, IDENTIFIED, by_users, ""))
        if outside:
            rows.append(Flow(option.code, year, OPEX, OUTSIDE, NO_SOURCE, IDENTIFIED, outside, option.opex_payer))
        if money.revenue:
            rows.append(Flow(option.code, year, REVENUE, OUTSIDE, USERS, IDENTIFIED, -money.revenue, ""))
    return rows
