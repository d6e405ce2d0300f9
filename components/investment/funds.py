"""The plan's needs and money year by year: capital cost by how sure its money is, running cost, and the line of what
can be spent.

The line of a year is what the cities set aside and what the sources give that pay for an option of the plan, with what
was left over in earlier years where unspent money is carried over. Capital cost that has a payer and what the cities
pay to run keep under it; what nobody pays (certainty gap) does not, and neither does what users and others pay to run.
A city's or a source's own limit can stop an option although the line of all is not reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.investment.crossing import GAP
from components.investment.envelopes import Use
from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import OUTSIDE, Flow
from components.workshop.records.money import Envelope, Source, SourceAmount
from components.workshop.state import State


@dataclass(frozen=True)
class YearOfMoney:
    """Whole units of the plan, constant prices. `capex`: (certainty, amount), the gap among them.

    `running`: what the cities pay to run. `line`: what can be spent in the year, None when no money is stated for it.
    """

    year: int
    capex: tuple[tuple[str, int], ...]
    running: int
    line: float | None

    @property
    def investment(self) -> int:
        """Capital cost, paid or not."""
        return sum(amount for _, amount in self.capex)

    @property
    def gap(self) -> int:
        """Capital cost that nobody pays yet."""
        return dict(self.capex).get(GAP, 0)


def years_of_money(
    state: State, flows: Sequence[Flow], sources: Sequence[Source], certainties: Sequence[str]
) -> tuple[YearOfMoney, ...]:
    """Every plan year. flows: in constant prices. sources: those that are planned with. certainties: in their order."""
    chosen = {flow.option for flow in flows}
    paying = {
        source.code
        for source in sources
        if source.certainty != GAP and (not source.options or chosen & set(source.options))
    }
    found, carried = [], 0.0
    for year in state.setting.plan_years:
        capital = [flow for flow in flows if flow.year == year and flow.kind == CAPEX]
        capex = tuple(
            (code, amount)
            for code in certainties
            if (amount := sum(flow.amount for flow in capital if flow.certainty == code))
        )
        running = sum(
            flow.amount
            for flow in flows
            if flow.year == year and flow.kind == OPEX and flow.payer != OUTSIDE and flow.certainty != GAP
        )
        stated = _stated(state, year, paying)
        line = None if stated is None and not carried else (stated or 0.0) + carried
        spent = sum(amount for code, amount in capex if code != GAP) + running
        carried = max((line or 0.0) - spent, 0.0) if state.setting.carry_over else 0.0
        found.append(YearOfMoney(year, capex, running, line))
    return tuple(found)


def _stated(state: State, year: int, sources: set[str]) -> float | None:
    """What is set aside and given for a year; None when nothing is stated."""
    own = [row.amount for row in state.all(Envelope) if row.year == year and row.amount is not None]
    given = [
        row.amount
        for row in state.all(SourceAmount)
        if row.year == year and row.source in sources and row.amount is not None
    ]
    return sum([*own, *given]) if own or given else None


def used_share(uses: Sequence[Use], city: str, *, carried: bool) -> float | None:
    """What a city uses of its envelopes over the whole plan (0–1 and above): with carry-over the last year's share,
    which adds everything up; else the tightest year's. None without a known envelope.
    """
    shares = [use.share for use in uses if use.city == city and use.share is not None]
    if not shares:
        return None
    return shares[-1] if carried else max(shares)
