"""Step 4: what the gaps suggest, through the table of public goods and services.

A gap of a city asks for goods of its dimension and kind at the network levels of its scale; a gap between two cities
asks for those at the levels that link cities. The tie of goods to dimension and kind, and of levels to scales, is our
own.
"""

from __future__ import annotations

from components.analysis.evidence import Evidence, Gap
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.framework.records import PublicGood
from components.investment.plan_records import Proposal

PAIR_LEVELS = ("city_city", "corridor")


def proposals(evidence: Evidence, catalogue: Catalogue, parameters: Parameters) -> tuple[Proposal, ...]:
    """One proposal per public good or service, with the widest gap that asks for it; the widest gap first.

    Gaps above the index `proposal.max_index` propose nothing: there the link works.
    """
    highest = parameters.value("proposal.max_index")
    found: dict[str, Proposal] = {}
    for gap in sorted(evidence.gaps, key=lambda gap: (-gap.weighted, gap.code)):
        if gap.present > highest or gap.size <= 0:
            continue
        for good in _goods(gap, catalogue):
            found.setdefault(good.code, _proposal(good, gap))
    return tuple(found.values())


def _goods(gap: Gap, catalogue: Catalogue) -> tuple[PublicGood, ...]:
    if "-" in gap.subject:
        return tuple(good for good in catalogue.goods_for(gap.dimension, gap.kind) if good.level in PAIR_LEVELS)
    return catalogue.goods_for(gap.dimension, gap.kind, gap.scale or None)


def _proposal(good: PublicGood, gap: Gap) -> Proposal:
    return Proposal(
        public_good=good.code,
        gap=gap.code,
        dimension=gap.dimension,
        kind=gap.kind,
        scale=gap.scale,
        subject=gap.subject,
        index=gap.present,
        low_marks=gap.low_marks,
        n=gap.n,
    )
