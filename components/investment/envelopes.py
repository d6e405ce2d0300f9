"""How much of its envelope a city uses, from the rows of the cash flow.

With carry-over, money of earlier years that was not spent still counts, so use and envelope are added up over the
years. Amounts that nobody pays yet (certainty gap) are not part of what a city pays. Both are in constant prices, in
which envelopes are stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.investment.crossing import GAP
from components.investment.payments import CAPEX
from components.investment.plan_records import Flow
from components.workshop.records.money import Envelope
from components.workshop.state import State

OK, TIGHT, OVER, UNKNOWN = "ok", "tight", "over", "unknown"


@dataclass(frozen=True)
class Use:
    """One city in one year. `share`: used over envelope (0–1 and above), None without a known envelope."""

    city: str
    year: int
    capex: int
    running: int
    envelope: float | None
    share: float | None
    flag: str

    @property
    def total(self) -> int:
        """Capital and running cost, less what is earned."""
        return self.capex + self.running


def uses(state: State, flows: Sequence[Flow], tight: float) -> tuple[Use, ...]:
    """Every city and year, in order. flows: in constant prices. tight: share (0–1) from which a use is called tight."""
    return tuple(use for city in state.cities for use in _of_city(state, flows, city.code, tight))


def _of_city(state: State, flows: Sequence[Flow], city: str, tight: float) -> list[Use]:
    found: list[Use] = []
    mine = [flow for flow in flows if flow.payer == city and flow.certainty != GAP]
    used, limit = 0.0, 0.0
    for year in state.setting.plan_years:
        record = state.get(Envelope, f"{city}.{year}")
        envelope = record.amount if record else None
        capex = sum(flow.amount for flow in mine if flow.year == year and flow.kind == CAPEX)
        running = sum(flow.amount for flow in mine if flow.year == year) - capex
        carried = state.setting.carry_over
        used = (used if carried else 0.0) + capex + running
        limit = (limit if carried else 0.0) + (envelope or 0.0)
        share = None if envelope is None or limit <= 0 else used / limit
        found.append(Use(city, year, capex, running, envelope, share, flag(share, tight)))
    return found


def flag(share: float | None, tight: float) -> str:
    """ok, tight, over or unknown."""
    if share is None:
        return UNKNOWN
    return OVER if share > 1 + 1e-9 else TIGHT if share > tight else OK
