"""Where a source pays more or less of an option than the share that is asked of it.

A share of a cost need not be a whole number of units, and money is: the source then pays the nearest whole unit. It is
said, so that nobody who checks a percentage finds it out first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from components.investment.payments import CAPEX
from components.investment.plan_records import Flow, Stated
from components.investment.reasons import amount, name
from components.workshop.records.demands import Match
from components.workshop.records.money import Source
from components.workshop.state import State

_EPS = 1e-6


def off_share(flows: Sequence[Flow], state: State) -> tuple[tuple[str, Stated], ...]:
    """Per source (its code) and option that it is for: by how much what it pays lies outside its share, in words.

    flows: of the plan, in whole units. Sources that are in no flow are left out: nothing is asked of money that is not
    planned with.
    """
    costs, given = defaultdict[str, int](int), defaultdict[tuple[str, str], int](int)
    for row in flows:
        if row.kind == CAPEX:
            costs[row.option] += row.amount
            given[row.source, row.option] += row.amount
    paying = {source for source, _ in given}
    found = []
    for match in state.all(Match):
        source = state.get(Source, match.code)
        if source is None or match.code not in paying:
            continue
        most = 100.0 if match.most_percent is None else match.most_percent
        for option in source.options or tuple(costs):
            cost, paid = costs.get(option, 0), given.get((match.code, option), 0)
            low, high = (match.least_percent or 0.0) * cost / 100, most * cost / 100
            if low - _EPS <= paid <= high + _EPS:
                continue
            asked = low if paid < low else high
            values = (
                ("option", name(state, option)),
                ("amount", amount(paid)),
                ("asked", f"{asked:,.2f}"),
                ("unit", state.setting.money_unit),
            )
            found.append((match.code, ("plan.off_share", values)))
    return tuple(found)
