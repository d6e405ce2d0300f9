"""The same plan counted again with other inputs: what a spreadsheet can follow without the search.

What is chosen, when it starts, what outside money pays and what nobody pays stay as the search found them; scores, the
cost key, how sure every amount is, what every city pays, totals and fairness follow the inputs. A source that gives
less than the search asked of it pays what it has, in the order of years and options; one that gives more pays as
before. A year's cost of an option less what outside money pays of it is shared among its cities by their key, to whole
units by the largest remainder, ties to the earlier city. Where a limit of the plan made the search round otherwise,
that difference (`corrections`) stays too; it sums to nothing over the cities of a charge.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.analysis.evidence import Evidence
from components.analysis.thresholds import in_use
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.apportion import spread_evenly
from components.investment.candidates import money_of, opex_shares, option_shares, payers
from components.investment.cashflow import GAP, REVENUE, running
from components.investment.fairness import cities, totals
from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import OUTSIDE, OWN, USERS, Flow, Plan, Sharing
from components.investment.priority import scores
from components.investment.sharing import sharing
from components.workshop.records.money import CityCertainty, Source, SourceAmount
from components.workshop.records.options import Option
from components.workshop.state import Snapshot, State

_DIGITS, _TINY = 9, 1e-9


@dataclass(frozen=True)
class Charge:
    """What the cities pay of one option in one year. `cost`: all of it; `left`: what outside money and gap leave.

    `shares`: (city, share of `left` before rounding, summing to 1) of every city that takes part. `corrections`: by
    city, in whole units, what the limits of the plan moved.
    """

    option: str
    year: int
    kind: str
    cost: int
    left: int
    shares: tuple[tuple[str, float], ...]
    corrections: tuple[int, ...]

    def amounts(self) -> tuple[int, ...]:
        """What each city pays, summing to `left`."""
        parts = largest_parts(self.left, [share for _, share in self.shares])
        return tuple(part + moved for part, moved in zip(parts, self.corrections, strict=True))


def recount(
    snapshot: Snapshot, evidence: Evidence, plan: Plan, before: State, catalogue: Catalogue, parameters: Parameters
) -> Plan:
    """The plan with the inputs of `snapshot` and `evidence` in place of those that it was made from (`before`).

    Raises InputError as `make_plan`.
    """
    state = snapshot.state
    parameters = in_use(state, parameters)
    found, shares = scores(snapshot, evidence, catalogue), sharing(state, catalogue, parameters)
    options = {option.code: option for option in state.options}
    rows = [row for charge in charges(state, plan, shares, before) for row in _city_rows(charge, state)]
    rows += _fixed(granted(plan.flows, state))
    first = state.setting.first_year
    rows += [
        row
        for line in plan.lines
        if line.chosen and line.start is not None and line.option in options
        for row in running(state, shares, options[line.option], line.start - first)
    ]
    kinds = (CAPEX, OPEX, REVENUE)
    flows = tuple(
        sorted(rows, key=lambda row: (row.option, row.year, kinds.index(row.kind), row.payer == OUTSIDE))
    )
    values = {score.option: score.value for score in found}
    costs = {code: money_of(option, state) for code, option in options.items()}
    chosen = [line.option for line in plan.lines if line.chosen]
    return replace(
        plan,
        scores=found,
        sharing=shares,
        flows=flows,
        lines=tuple(
            replace(line, score=values.get(line.option), capex=costs[line.option].capex)
            for line in plan.lines
            if line.option in costs
        ),
        cities=cities(state, flows),
        totals=totals(flows, sum(costs[code].opex or 0 for code in chosen)),
    )


def charges(state: State, plan: Plan, shares: Sharing, before: State) -> tuple[Charge, ...]:
    """Every year's cost of every chosen option of which cities bear a part, with the inputs of `state`."""
    sought, outside = _outside(plan.flows), _outside(granted(plan.flows, state))
    paid: dict[tuple[str, int, str], dict[str, int]] = defaultdict(dict)
    for row in plan.flows:
        if row.payer != OUTSIDE:
            paid[row.option, row.year, row.kind][row.payer] = row.amount
    options = {option.code: option for option in state.options}
    earlier = {option.code: option for option in before.options}
    found = []
    for line in plan.lines:
        option = options.get(line.option)
        if not line.chosen or line.start is None or option is None:
            continue
        was = earlier[line.option]
        for kind in (CAPEX, OPEX):
            for year, amount in _costs_of(option, line.start, state, kind).items():
                key = (line.option, year, kind)
                # Solved with the shares and the cost of before: what the search rounded otherwise.
                solved = _costs_of(was, line.start, before, kind).get(year, 0) - sought[key]
                old = largest_parts(solved, [part for _, part in _bearers(was, plan.sharing, before, kind)])
                moved = [
                    paid[key].get(city, 0) - part
                    for (city, _), part in zip(_bearers(was, plan.sharing, before, kind), old, strict=True)
                ]
                bearing = _bearers(option, shares, state, kind)
                if bearing:
                    same = len(bearing) == len(moved) and sum(moved) == 0
                    kept = tuple(moved) if same else (0,) * len(bearing)
                    left = max(amount - outside[key], 0)
                    found.append(Charge(line.option, year, kind, amount, left, bearing, kept))
    return tuple(found)


def largest_parts(total: int, shares: Sequence[float]) -> tuple[int, ...]:
    """Whole parts of `total` by shares (summing to 1), as a spreadsheet counts them: remainders to nine decimals."""
    if not shares or total <= 0:
        return (0,) * len(shares)
    exact = [round(total * share, _DIGITS) for share in shares]
    parts = [math.floor(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda place: (round(parts[place] - exact[place], _DIGITS), place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def _costs_of(option: Option, start: int, state: State, kind: str) -> dict[int, int]:
    """The option's cost by calendar year: capital while it is built, running cost net of charges after."""
    money, done = money_of(option, state), start + option.build_years
    if kind == CAPEX:
        return dict(zip(range(start, done), spread_evenly(money.capex or 0, option.build_years)))
    return {year: money.net_opex for year in state.setting.plan_years if year >= done}


def _bearers(option: Option, shares: Sharing, state: State, kind: str) -> tuple[tuple[str, float], ...]:
    """The cities that can be asked to pay, also those whose share is nothing at present; none where none bears it."""
    if kind == CAPEX and state.setting.sources_only:
        return ()
    found = (option_shares if kind == CAPEX else opex_shares)(option, shares, state)
    named = kind == OPEX and option.opex_payer in {city.code for city in state.cities}
    joint = frozenset[str]() if named else payers(option, state)
    inside = [(city.code, part) for city, part in zip(state.cities, found) if part > 0 or city.code in joint]
    return tuple(inside) if any(part for _, part in inside) else ()


def _city_rows(charge: Charge, state: State) -> list[Flow]:
    rows = []
    for (city, _), amount in zip(charge.shares, charge.amounts(), strict=True):
        if amount:
            sure = state.one(CityCertainty, city)
            rows.append(
                Flow(charge.option, charge.year, charge.kind, city, OWN, sure.certainty, amount, sure.evidence)
            )
    return rows


def granted(flows: Sequence[Flow], state: State) -> tuple[Flow, ...]:
    """The rows with what the sources of `state` can pay of what was sought of them, and as sure as these now are."""
    able = payable(flows, state)
    rows = []
    for row in flows:
        source = state.get(Source, row.source) if sourced(row, state) else None
        if source is None:
            rows.append(row)
            continue
        amount = min(row.amount, able[row.source, row.year])
        able[row.source, row.year] -= amount
        rows.append(replace(row, amount=amount, certainty=source.certainty, evidence=source.evidence))
    return tuple(rows)


def payable(flows: Sequence[Flow], state: State) -> dict[tuple[str, int], int]:
    """By source and year of the plan: what the search asked of it, at most what it has left of its stated amounts (of
    all years until then where money is carried over, else of that year), in whole units.
    """
    asked: dict[tuple[str, int], int] = defaultdict(int)
    for row in flows:
        if sourced(row, state):
            asked[row.source, row.year] += row.amount
    found: dict[tuple[str, int], int] = defaultdict(int)
    for source in state.all(Source):
        stated, taken = 0.0, 0
        for year in state.setting.plan_years:
            record = state.get(SourceAmount, f"{source.code}.{year}")
            amount = (record.amount if record else None) or 0.0
            stated = (stated if state.setting.carry_over else 0.0) + amount
            left = math.floor(stated + _TINY) - (taken if state.setting.carry_over else 0)
            found[source.code, year] = max(min(asked[source.code, year], left), 0)
            taken += found[source.code, year]
    return found


def sourced(row: Flow, state: State) -> bool:
    """Whether a row is capital cost that a source of the room pays."""
    return row.payer == OUTSIDE and row.kind == CAPEX and row.certainty != GAP and bool(state.get(Source, row.source))


def _outside(flows: Sequence[Flow]) -> dict[tuple[str, int, str], int]:
    """What outside money and gap pay of each option, year and kind."""
    found: dict[tuple[str, int, str], int] = defaultdict(int)
    for row in flows:
        if row.payer == OUTSIDE and row.source != USERS:
            found[row.option, row.year, row.kind] += row.amount
    return found


def _fixed(flows: Sequence[Flow]) -> list[Flow]:
    """What outside money pays of the capital cost, and what nobody pays."""
    kept = (row for row in flows if row.payer == OUTSIDE and (row.kind == CAPEX or row.certainty == GAP))
    return [row for row in kept if row.amount]
