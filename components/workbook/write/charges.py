"""How the amounts of 11_Cashflow follow from costs and keys, in columns beside the table.

A year's cost of an option comes from 10_Plan; what was sought of a source is entered, and the source pays of it what
14_Financing leaves it; what is left of the cost is shared among the cities by their key, in whole units by the largest
remainder. «Moved» is what the limits of the plan made the search round otherwise; it sums to nothing. The same rule as
`investment.recount`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.investment.cashflow import GAP, REVENUE
from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import OUTSIDE, OWN, USERS, Flow
from components.investment.recount import Charge, granted, sourced
from components.investment.recount import charges as charges_of
from components.workbook.write.cells import Cell, formula, written
from components.workbook.write.draft import Draft
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block
from components.workshop.records.money import CityCertainty

COLUMNS = ("planned", "charge", "outside", "cost", "left", "key", "part", "exact", "units", "rest", "moved")
PLANNED, CHARGE, OUT, COST, LEFT, KEY, PART, EXACT, UNITS, REST, MOVED = range(len(COLUMNS))
_KINDS = (CAPEX, OPEX, REVENUE)


@dataclass(frozen=True)
class Entry:
    """One row of the cash flow: the flow, for what a city pays the charge and the city's place in it, and for what a
    source pays how much was sought of it.
    """

    flow: Flow
    charge: Charge | None = None
    place: int = 0
    sought: int | None = None

    @property
    def counted(self) -> bool:
        """Whether the amount follows from costs; an amount of outside money or of nobody is entered."""
        paid_outside = self.flow.kind == CAPEX or self.flow.certainty == GAP
        return self.flow.payer != OUTSIDE or not paid_outside


def entries(draft: Draft) -> tuple[Entry, ...]:
    """The rows in their order; a city that bears a part of a charge has its row even when the part is nothing."""
    state = draft.state
    rows = [
        Entry(flow, sought=before.amount if sourced(before, state) else None)
        for before, flow in zip(draft.plan.flows, granted(draft.plan.flows, state), strict=True)
        if flow.payer == OUTSIDE
    ]
    for charge in charges_of(state, draft.plan, draft.plan.sharing, state):
        for place, ((city, _), amount) in enumerate(zip(charge.shares, charge.amounts(), strict=True)):
            sure = state.one(CityCertainty, city)
            terms = (charge.option, charge.year, charge.kind, city, OWN, sure.certainty, amount, sure.evidence)
            rows.append(Entry(Flow(*terms), charge, place))
    order = {city.code: number for number, city in enumerate(draft.cities)}

    def key(entry: Entry) -> tuple[str, int, int, int]:
        flow = entry.flow
        return flow.option, flow.year, _KINDS.index(flow.kind), order.get(flow.payer, len(order))

    return tuple(sorted(rows, key=key))


class Helpers:
    """The helper columns of the table `cash` with its `rows`. first: the first of these columns. places: the columns of
    option, year, kind, payer, source and amount.
    """

    def __init__(self, paper: Paper, cash: Block, rows: Sequence[Entry], *, first: int, places: Sequence[int]) -> None:
        self._paper, self._cash, self._rows, self._first = paper, cash, tuple(rows), first
        self._option, self._year, self._kind, self._payer, self._source, self._amount = places

    def amount(self, number: int) -> Cell | None:
        """The formula of an amount that follows from costs; None where it is entered."""
        entry, flow = self._rows[number], self._rows[number].flow
        if entry.sought is not None:
            return formula(f"={self._granted(number)}", flow.amount)
        if not entry.counted:
            return None
        if entry.charge is None:
            return formula(f"={self._running(flow, number)}", flow.amount)
        charge, rest = self._at(number, CHARGE), self._at(number, REST)
        earlier = f"{self._at(0, CHARGE)}:{charge},{charge},{self._at(0, REST)}:{rest},{rest}"
        rank = f'COUNTIFS({self._column(CHARGE)},{charge},{self._column(REST)},">"&{rest})+COUNTIFS({earlier})'
        missing = f"{self._at(number, LEFT)}-{self._sum(UNITS, charge)}"
        text = f"={self._at(number, UNITS)}+IF({rank}<={missing},1,0)+{self._at(number, MOVED)}"
        return formula(text, flow.amount)

    def cells(self, number: int) -> list[Cell]:
        """The helper cells of a row; of a spare row only what outside money entered there would take away."""
        cash, entry = self._cash, self._rows[number] if number < len(self._rows) else None
        option, year, kind = (cash.here(number, place) for place in (self._option, self._year, self._kind))
        charge = f'{option}&"|"&{year}&"|"&{kind}'
        if entry is None:
            amount, from_outside = cash.here(number, self._amount), f'{cash.here(number, self._payer)}="{OUTSIDE}"'
            paid = formula(f"=IF(AND({from_outside},ISNUMBER({amount})),{amount},0)", 0, "spare")
            return [written(""), formula(f"={charge}", "||", "text"), paid, *(written("") for _ in COLUMNS[COST:])]
        flow = entry.flow
        key = f"{flow.option}|{flow.year}|{self._paper.t(f'workbook.flow_kinds.{flow.kind}')}"
        sought = written("") if entry.sought is None else Cell(entry.sought, "whole", "input")
        start = [sought, formula(f"={charge}", key, "text")]
        if entry.charge is None:
            entered = not entry.counted
            paid = formula(f"={cash.here(number, self._amount)}", flow.amount) if entered else written(0, "whole")
            return [*start, paid, *(written("") for _ in COLUMNS[COST:])]
        return [*start, written(0, "whole"), *self._shared(entry.charge, entry.place, number)]

    def _granted(self, number: int) -> str:
        """What the source of the row has left in that year after the rows above, at most what was sought of it."""
        sought, source = self._at(number, PLANNED), self._cash.here(number, self._source)
        spans = [
            f"{self._cash.here(0, column)}:{self._cash.here(number, column)}"
            for column in (self._first + PLANNED, self._source, self._year)
        ]
        year = self._cash.here(number, self._year)
        above = f"SUMIFS({spans[0]},{spans[1]},{source},{spans[2]},{year})-{sought}"
        flow, first = self._rows[number].flow, self._paper.draft.years[0] - 1
        able = f"IFERROR(INDEX({self._paper.cells[f'offer.{flow.source}.able']},1,{year}-{first}),0)"
        return f"MAX(MIN({sought},{able}-({above})),0)"

    def _shared(self, charge: Charge, place: int, number: int) -> list[Cell]:
        here = self._at(number, CHARGE)
        share = charge.shares[place][1]
        exact = round(charge.left * share, 9)
        left = f"=MAX({self._at(number, COST)}-{self._sum(OUT, here)},0)"
        keys = self._sum(KEY, here)
        equal = f'COUNTIFS({self._column(CHARGE)},{here},{self._column(KEY)},">=0")'
        units = int(exact)
        return [
            formula(f"={self._cost(charge.kind, number)}", charge.cost),
            formula(left, charge.left),
            self._key(charge, place),
            formula(f"=IF({keys}>0,{self._at(number, KEY)}/{keys},1/{equal})", share, "four"),
            formula(f"=ROUND({self._at(number, LEFT)}*{self._at(number, PART)},9)", exact, "two"),
            formula(f"=INT({self._at(number, EXACT)})", units),
            formula(f"=ROUND({self._at(number, EXACT)}-{self._at(number, UNITS)},9)", round(exact - units, 9), "two"),
            written(charge.corrections[place], "whole"),
        ]

    def _key(self, charge: Charge, place: int) -> Cell:
        """The city's share of 13_CostKeys: the option's own, else the common one; a named payer bears all."""
        draft, city = self._paper.draft, charge.shares[place][0]
        named = draft.option(charge.option).opex_payer
        if charge.kind == OPEX and named == city and len(charge.shares) == 1:
            return written(100.0, "two")
        common = self._paper.cells[f"shares.{city}"]
        source = self._paper.cells.get(f"shares.{charge.option}.{city}", common)
        return formula(f"={source}", draft.plan.sharing.percents(charge.option).get(city, 0.0), "two")

    def _cost(self, kind: str, number: int) -> str:
        """Formula without `=`: the option's cost in the year of the row, from 10_Plan."""
        year = self._cash.here(number, self._year)
        start, finish = self._planned(number, "start"), self._planned(number, "finish")
        if kind == OPEX:
            net = f"MAX({self._money(number, 'opex')}-{self._money(number, 'revenue')},0)"
            return f"IF({year}>{finish},{net},0)"
        cost, years = self._money(number, "capex"), f"({finish}-{start}+1)"
        # The remainder of the division without MOD, which old programs refuse for large quotients
        odd = f"{cost}-INT({cost}/{years})*{years}"
        spread = f"INT({cost}/{years})+IF({year}-{start}<{odd},1,0)"
        return f"IF(AND({year}>={start},{year}<={finish}),{spread},0)"

    def _running(self, flow: Flow, number: int) -> str:
        """What users pay of the running cost and bring in all, and what somebody outside bears of it."""
        year, finish = self._cash.here(number, self._year), self._planned(number, "finish")
        opex, revenue = self._money(number, "opex"), self._money(number, "revenue")
        amount = f"MAX({opex}-{revenue},0)"
        if flow.kind == REVENUE:
            amount = f"-{revenue}"
        elif flow.source == USERS:
            amount = f"MIN({opex},{revenue})"
        return f"IF({year}>{finish},{amount},0)"

    def _money(self, number: int, name: str) -> str:
        return f"N({self._paper.cells[f'plan.{self._code(number)}.{name}']})"

    def _planned(self, number: int, name: str) -> str:
        return self._paper.cells[f"plan.{self._code(number)}.{name}"]

    def _code(self, number: int) -> str:
        return self._rows[number].flow.option

    def _sum(self, column: int, charge: str) -> str:
        return f"SUMIFS({self._column(column)},{self._column(CHARGE)},{charge})"

    def _at(self, number: int, column: int) -> str:
        return self._cash.here(number, self._first + column)

    def _column(self, column: int) -> str:
        return self._cash.column(self._first + column)
