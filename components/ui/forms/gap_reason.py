"""Why a gap asks for something, in numbers and words: where, what, how low, and how many said so."""

from __future__ import annotations

from components.investment.plan_records import Proposal
from components.ui import session


def words(proposal: Proposal) -> str:
    """As «Manizales · Governance, Soft, within the region: index 31; 22 of 24 rated it 0–2»."""
    t, catalogue = session.t(), session.catalogue()
    names = {city.code: city.name for city in session.state().cities}
    cell = [
        next(t.label(term) for term in catalogue.dimensions if term.code == proposal.dimension),
        next(t.label(term) for term in catalogue.kinds if term.code == proposal.kind),
        *(t.label(term) for term in catalogue.scales if term.code == proposal.scale),
    ]
    about = {
        "subject": " – ".join(names.get(part, part) for part in proposal.subject.split("-")),
        "cell": t.joined(cell),
        "index": t.number(proposal.index),
    }
    if not proposal.n:
        return t("step4.why_measured", **about)
    return t("step4.why", **about, low=proposal.low_marks, n=proposal.n)
