"""How much of its envelope a city uses: the numbers behind the formulas of 12_ByCity."""

from __future__ import annotations

from components.investment import envelopes
from components.investment.crossing import GAP
from components.investment.envelopes import Use
from components.workbook.write.draft import Draft

OVER = envelopes.OVER


def uses(draft: Draft) -> tuple[Use, ...]:
    """Every city and year, in order."""
    return envelopes.uses(draft.state, draft.plan.flows, draft.parameters.value("envelope.tight"))


def paid(draft: Draft, city: str, year: int = 0, kinds: tuple[str, ...] = ()) -> int:
    """What a city pays, in a year or in all, of some kinds or of all."""
    flows = draft.flows(payer=city, year=year)
    return sum(flow.amount for flow in flows if flow.certainty != GAP and (not kinds or flow.kind in kinds))
