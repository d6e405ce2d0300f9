"""How much of its envelope a city uses, from the rows of the cash flow: the numbers behind the formulas of 12_ByCity.

With carry-over, money of earlier years that was not spent still counts, so use and envelope are added up over the
years. Amounts that nobody pays yet (certainty gap) are not part of what a city pays.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.workbook.write.draft import Draft

GAP = "gap"
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


def uses(draft: Draft) -> tuple[Use, ...]:
    """Every city and year, in order."""
    return tuple(use for city in draft.cities for use in _of_city(draft, city.code))


def paid(draft: Draft, city: str, year: int = 0, kinds: tuple[str, ...] = ()) -> int:
    """What a city pays, in a year or in all, of some kinds or of all."""
    flows = draft.flows(payer=city, year=year)
    return sum(flow.amount for flow in flows if flow.certainty != GAP and (not kinds or flow.kind in kinds))


def _of_city(draft: Draft, city: str) -> list[Use]:
    found: list[Use] = []
    tight = draft.parameters.value("envelope.tight")
    used, limit = 0.0, 0.0
    for year in draft.years:
        capex = paid(draft, city, year, ("capex",))
        running = paid(draft, city, year) - capex
        envelope = draft.envelope(city, year)
        carried = draft.setting.carry_over
        used = (used if carried else 0.0) + capex + running
        limit = (limit if carried else 0.0) + (envelope or 0.0)
        share = None if envelope is None or limit <= 0 else used / limit
        found.append(Use(city, year, capex, running, envelope, share, _flag(share, tight)))
    return found


def _flag(share: float | None, tight: float) -> str:
    if share is None:
        return UNKNOWN
    return OVER if share > 1 + 1e-9 else TIGHT if share > tight else OK
