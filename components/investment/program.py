"""The question as a mixed-integer program.

Columns: one binary per option and possible start; with `grants`, outside money per option, pot and year; on demand,
money that is missing. Without `grants` the columns of outside money are left out and the program is a relaxation that
`search.Search` tightens row by row: such columns keep the solver from seeing that the latest start is never worse.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from components.investment.ledger import Ledger, Start, merged
from components.investment.linear import Cancelled, Floats, Linear
from components.investment.question import Question

__all__ = ["Program", "Start", "merged", "program"]

CITY, POT, BUDGET, CEILING, LASTING = "city", "pot", "budget", "ceiling", "lasting"
MUST, FLOOR, REQUIRES, FOLLOWS, EXCLUDES = "must", "floor", "requires", "follows", "excludes"
MATCHING = "matching"
MONEY = (CITY, POT, BUDGET, CEILING, LASTING)
_MOST_UNIONS = 255

Grants = dict[tuple[str, int, int], int]


class Program(Linear):
    """The columns and rows of a question. The first columns are `starts`.

    `missing`: the column per (kind of limit, place, year) of what is missing; `lasting` counts as the year after the
    last. Every row that states a limit belongs to a family: its kind, its place or code, and the year if it has one.
    """

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger
        self.question = ledger.question
        self.starts = ledger.starts
        self.scale = ledger.scale
        self.missing: dict[tuple[str, int, int], int] = {}

    def cheapest(
        self,
        cost: Floats,
        *,
        gap: float,
        seconds: float,
        without: frozenset[tuple[str, ...]] = frozenset(),
        held: Mapping[int, float] | None = None,
        cancelled: Cancelled | None = None,
        leeway: float = 0.0,
    ) -> Any:
        """The cheapest solution in which every start is taken or not. The last four: as in `Linear.solve`."""
        return self.solve(
            cost,
            integers=len(self.starts),
            gap=gap,
            seconds=seconds,
            without=without,
            held=held,
            cancelled=cancelled,
            leeway=leeway,
        )

    def wide(self, values: Floats) -> Floats:
        """Values of the starts, filled up with zeros to all columns."""
        return np.concatenate([values, np.zeros(self.columns - len(values))])


def program(
    question: Question,
    allowed: Mapping[str, Sequence[int]],
    *,
    forced: frozenset[str] = frozenset(),
    money: bool = True,
    grants: bool = True,
    shortage: bool = False,
    floors: bool = True,
) -> Program:
    """Rows and columns for the options in `allowed` (code -> possible starts).

    forced: options that must be in. money: False leaves the money out, to see whether the rest can hold. grants: False
    leaves out the outside money and every limit that depends on it. shortage: adds columns for what is missing.
    """
    made = Program(Ledger(question, allowed))
    for _ in made.starts:
        made.column(1)
    _logic(made, allowed, forced)
    if floors:
        _floors(made)
    if not money:
        return made
    if shortage:
        _missing(made)
    _plain_money(made)
    if grants:
        _granted_money(made, _grants(made, allowed))
    elif question.sources_only:
        _unions(made, allowed)
    return made


def relieved(ledger: Ledger) -> bool:
    """Whether outside money lowers what cities pay, so that their limits depend on it."""
    return not ledger.question.sources_only and any(ledger.paying(code) for code in ledger.columns)


def _logic(made: Program, allowed: Mapping[str, Sequence[int]], forced: frozenset[str]) -> None:
    question, columns = made.question, made.ledger.columns
    for code in allowed:
        candidate = question.by_code[code]
        made.row(dict.fromkeys(columns[code], 1.0), -math.inf, 1)
        if code in forced:
            made.row(dict.fromkeys(columns[code], 1.0), 1, math.inf, family=(MUST, code))
        for other in candidate.excludes:
            if other in allowed and other != code:
                terms = dict.fromkeys([*columns[code], *columns[other]], 1.0)
                made.row(terms, -math.inf, 1, family=(EXCLUDES, code, other))
        for needed in candidate.requires:
            _before(made, code, needed, (REQUIRES, code, needed), finished=True)
        for needed in candidate.follows:
            _before(made, code, needed, (FOLLOWS, code, needed), finished=False)


def _before(made: Program, code: str, needed: str, family: tuple[str, ...], *, finished: bool) -> None:
    """`code` starts only when `needed` is finished, or in the year in which it starts or later."""
    columns, question = made.ledger.columns, made.question
    if needed not in columns:
        made.row(dict.fromkeys(columns[code], 1.0), -math.inf, 0, family=family)
        return
    wait = question.by_code[needed].build if finished else 0
    for year in range(question.years):
        terms = {place: 1.0 for place in columns[code] if made.starts[place][1] <= year}
        for place in columns[needed]:
            if made.starts[place][1] + wait <= year:
                terms[place] = terms.get(place, 0) - 1.0
        if any(value > 0 for value in terms.values()):
            made.row(terms, -math.inf, 0, family=family)


def _floors(made: Program) -> None:
    for floor in made.question.floors:
        if floor.count:
            counted = np.array([float(code in floor.options) for code, _ in made.starts])
            made.dense(counted, floor.count, math.inf, family=(FLOOR, floor.code))
        if floor.money:
            parts = np.array([floor.part(code) for code, _ in made.starts])
            made.dense(parts * made.ledger.whole, floor.money / made.scale, math.inf, family=(FLOOR, floor.code))


def _missing(made: Program) -> None:
    """Columns of missing money: of cities and limits, of sources that must pay because nobody else can or a share of
    each option is theirs.
    """
    question, years = made.question, range(made.question.years)
    cells = [(CITY, city, year) for city in range(len(question.envelopes)) for year in years]
    cells += [(BUDGET, 0, year) for year in years if question.budget]
    cells += [(CEILING, city, question.years - 1) for city in range(len(question.envelopes))
              if question.ceiling(city) is not None]
    cells += [(LASTING, city, question.years) for city in range(len(question.envelopes)) if question.lasting]
    cells += [(POT, place, year) for place, pot in enumerate(made.ledger.pots) for year in years
              if question.sources_only or pot.least > 0]
    made.missing = {cell: made.column(math.inf) for cell in cells}


def _limit(
    made: Program,
    load: Floats,
    limits: Floats,
    kind: str,
    place: int,
    more: Mapping[int, dict[int, float]] | None = None,
) -> None:
    """In every period the load (starts x years) is at most the limits. more: further terms per period."""
    used = load @ made.ledger.periods.T
    allowed = made.ledger.periods @ limits
    for number, period in enumerate(made.question.periods()):
        terms = dict(enumerate(used[:, number])) | (more or {}).get(number, {})
        terms |= {made.missing[kind, place, year]: -1.0 for year in period if (kind, place, year) in made.missing}
        made.row(terms, -math.inf, float(allowed[number]), family=(kind, str(place), str(period[-1])))


def _plain_money(made: Program) -> None:
    """The limits that do not depend on outside money."""
    question, ledger = made.question, made.ledger
    if question.budget:
        _limit(made, ledger.capex, np.array(question.budget, float) / made.scale, BUDGET, 0)
    for city in range(len(question.envelopes)):
        if not relieved(ledger):
            load = ledger.load(city)
            _limit(made, load, ledger.envelopes[city], CITY, city)
            _ceiling(made, city, dict(enumerate(load.sum(axis=1))))
        if question.lasting:
            terms = dict(enumerate(ledger.lasting * ledger.opex_shares[:, city]))
            cell = (LASTING, city, question.years)
            terms |= {made.missing[cell]: -1.0} if cell in made.missing else {}
            made.row(terms, -math.inf, float(ledger.envelopes[city, -1]), family=(LASTING, str(city)))


def _ceiling(made: Program, city: int, terms: dict[int, float]) -> None:
    most, cell = made.question.ceiling(city), (CEILING, city, made.question.years - 1)
    if most is None:
        return
    terms |= {made.missing[cell]: -1.0} if cell in made.missing else {}
    made.row(terms, -math.inf, most / made.scale, family=(CEILING, str(city)))


def _unions(made: Program, allowed: Mapping[str, Sequence[int]]) -> None:
    """What only these sources can pay for costs at most what these sources give, for every union of sources.

    Exact for the single year; over the years `search.Search` adds what is missing. Without the largest unions where
    there are very many.
    """
    ledger = made.ledger
    kinds = sorted({ledger.paying(code) for code in allowed}, key=lambda pots: (len(pots), pots))
    unions: set[frozenset[int]] = {frozenset(range(len(ledger.pots)))}
    for size in range(1, len(kinds) + 1):
        for some in itertools.combinations(kinds, size):
            unions.add(frozenset(itertools.chain(*some)))
            if len(unions) >= _MOST_UNIONS:
                break
    paying = [frozenset(ledger.paying(code)) for code, _ in made.starts]
    given = ledger.limits @ ledger.periods.T
    for union in sorted(unions, key=sorted):
        inside = np.array([float(pots <= union) for pots in paying])
        used = (ledger.capex * inside[:, None]) @ ledger.periods.T
        for period in range(len(ledger.periods)):
            made.dense(used[:, period], -math.inf, float(given[sorted(union), period].sum()))


def _grants(made: Program, allowed: Mapping[str, Sequence[int]]) -> Grants:
    """Columns of outside money by option, pot and year, within the cost of the year and the shares to match."""
    ledger, found = made.ledger, Grants()
    for code in allowed:
        columns, paying = ledger.columns[code], ledger.paying(code)
        for year in range(made.question.years):
            spent = {column: -ledger.capex[column, year] for column in columns if ledger.capex[column, year]}
            if not spent:
                continue
            mine = {made.column(math.inf): place for place in paying}
            found |= {(code, place, year): column for column, place in mine.items()}
            terms = {**spent, **dict.fromkeys(mine, 1.0)}
            if made.question.sources_only:
                made.row(terms, 0, 0)
            elif mine:
                made.row(terms, -math.inf, 0)
        for place, pot in enumerate(ledger.pots):
            if not (pot.matching and pot.pays(code)):
                continue
            given = {column: 1.0 for (owner, payer, _), column in found.items() if (owner, payer) == (code, place)}
            least, most = (bound / made.scale for bound in pot.bounds(made.question.by_code[code].capex))
            made.row({**given, **dict.fromkeys(columns, -most)}, -math.inf, 0)
            made.row({**given, **dict.fromkeys(columns, -least)}, 0, math.inf, family=(MATCHING, pot.code))
    return found


def _granted_money(made: Program, grants: Grants) -> None:
    """The limits of the sources, and those of the cities less what sources pay."""
    question, ledger = made.question, made.ledger
    periods = question.periods()
    nothing = np.zeros_like(ledger.capex)
    for place in range(len(ledger.pots)):
        used = {number: {column: 1.0 for (_, pot, year), column in grants.items() if pot == place and year in period}
                for number, period in enumerate(periods)}
        _limit(made, nothing, ledger.limits[place], POT, place, used)
    if not relieved(ledger):
        return
    for city in range(len(question.envelopes)):
        relief = {(column, year): -question.by_code[code].shares[city] for (code, _, year), column in grants.items()}
        less = {number: {column: share for (column, year), share in relief.items() if year in period}
                for number, period in enumerate(periods)}
        load = ledger.load(city)
        _limit(made, load, ledger.envelopes[city], CITY, city, less)
        whole = {column: share for (column, _), share in relief.items()}
        _ceiling(made, city, dict(enumerate(load.sum(axis=1))) | whole)
