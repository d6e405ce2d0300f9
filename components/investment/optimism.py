"""By how much capital costs of a type of project are usually under-estimated, as a sensitivity beside the plan.

The uplifts are the upper bounds of capital expenditure in table 2 of Mott MacDonald, Review of Large Public Procurement
in the UK (July 2002), which HM Treasury recommends in its Supplementary Green Book Guidance: Optimism Bias (table 1):
what to expect before anything is done about the risks of a project. They are British, of 50 mostly large projects, and
start values rather than worst cases. Nothing of them is in a plan, a share or a total: the room sees them beside the
entered cost.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.framework.catalogue import Catalogue
from components.investment.candidates import money_of
from components.workshop.records.options import Option
from components.workshop.state import State


@dataclass(frozen=True)
class Uplifted:
    """A capital cost in whole units of the plan, as entered and under its uplift of `percent`. `contingency`: percent
    that the option's own estimate adds for what is not foreseen, 0 when not stated.
    """

    capex: int
    percent: float
    contingency: float
    planning: int


def uplifted(option: Option, state: State, catalogue: Catalogue) -> Uplifted | None:
    """The cost under contingency and uplift: likely x (1 + contingency + uplift); None when the cost is not known or
    neither is stated.
    """
    capex = money_of(option, state).capex
    percent = next((row.upper_percent for row in catalogue.optimism_bias if row.code == option.uplift_type), 0.0)
    contingency = option.contingency_percent or 0.0
    if capex is None or not (percent or contingency):
        return None
    return Uplifted(capex, percent, contingency, round(capex * (1 + (percent + contingency) / 100)))
