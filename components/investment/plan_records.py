"""Everything that follows from the evidence, the options and the money, in one record that every screen and sheet
draws.

Money is in the plan's unit and constant prices, in whole units: every split is by largest remainder, so that the parts
sum exactly to the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

OUTSIDE = "EXT"
OWN, USERS, NO_SOURCE = "own_revenue", "user_charges", ""

Stated = tuple[str, tuple[tuple[str, Any], ...]]
"""Key of a text of locales `plan.toml` and its values, ready to be shown: names as entered, numbers with separators."""


@dataclass(frozen=True)
class Verdict:
    """Step 3 for one partnership. `index` 0–100 over the marked criteria, None without marks. `proposed` and `verdict`
    are codes of the framework's verdicts; they differ when the room overrode it with a reason. `flag`: worst flag.
    """

    partnership: str
    index: float | None
    proposed: str
    verdict: str
    knockouts: tuple[str, ...]
    n: int
    flag: str
    scores: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class Proposal:
    """An option that the gaps suggest through the table of public goods, with the reason in numbers."""

    public_good: str
    gap: str
    dimension: str
    kind: str
    scale: str
    subject: str
    index: float
    low_marks: int
    n: int


@dataclass(frozen=True)
class Score:
    """Step 4 for one option. Scores 0–100; None when no criterion has enough marks. `rank` 1 = best (ties share it).

    `weight_used`: share of the weights (0–1) whose criteria had enough marks; the others were rescaled to make the
    score. `n`: marks on the counted criterion with the fewest. `flag`: worst flag over its criteria. `medians`:
    (criterion, median or None). `best_rank`, `worst_rank`: over equal weights, each weight x 0.5 and x 1.5, each city
    left out.
    """

    option: str
    value: float | None
    social_environmental: float | None
    financial_economic: float | None
    rank: int | None
    best_rank: int | None
    worst_rank: int | None
    flag: str
    n: int
    medians: tuple[tuple[str, float | None], ...]
    weight_used: float = 0.0


@dataclass(frozen=True)
class CityShare:
    """Share of one city in what the partners pay, in percent with two decimals; all shares sum to exactly 100.

    `raw`: before floors, caps and rounding.
    """

    city: str
    raw: float
    percent: float


@dataclass(frozen=True)
class OptionSharing:
    """The mix of one option that does not follow the common key. `shares`: of the cities that take part, summing to
    exactly 100. `problems`: why its own mix cannot be used; then there are no shares, and the common key holds.
    """

    option: str
    mix: tuple[tuple[str, float], ...]
    shares: tuple[CityShare, ...]
    problems: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class Sharing:
    """The cost key in use. `mix`: (key, weight %). `problems`: Problem keys when a metric is missing or the mix is
    not 100; then `shares` are equal and `valid` is False. `options`: those that have a mix of their own.
    """

    mix: tuple[tuple[str, float], ...]
    shares: tuple[CityShare, ...]
    valid: bool
    problems: tuple[Stated, ...]
    options: tuple[OptionSharing, ...] = ()

    def percents(self, option: str) -> dict[str, float]:
        """The percent of each city that holds for an option: of its own mix, else of the common key. Cities that do
        not take part in the option are still in the common one.
        """
        own = next((row.shares for row in self.options if row.option == option and row.shares), self.shares)
        return {share.city: share.percent for share in own}


@dataclass(frozen=True)
class BudgetLine:
    """Where the money ends when options are taken by their score on one axis. `at`: that score 0–100, None when all of
    them fit; `fits`: how many do, for `cost` of `money`, in the plan's unit. `weight`: percent of the weights of the
    criteria that lie on the axis.
    """

    axis: str
    at: float | None
    fits: int
    cost: int
    money: int
    weight: float


@dataclass(frozen=True)
class PlanLine:
    """One option in the portfolio. `chosen`: in the plan; `start`: first year of building, None when out.

    `tier`: ready, prepare, reserve, not_now. `why`: key of a text of locales `plan.toml` with `why_values`, in words
    why it is out or held back; empty when in and ready. `capex` in the plan's unit, None when not known.

    `rules`: codes of the tier rules that hold for it, the deciding one first. `proposed`: the tier by the rules; `tier`
    differs from it where the room set its own, with a reason and a name. `refused_tier`: a tier of the room's that
    cannot count. `waits_for`: cities whose recorded yes it needs. `refused_by`: cities that do not pay for it.
    """

    option: str
    chosen: bool
    start: int | None
    finish: int | None
    tier: str
    capex: float | None
    score: float | None
    why: str
    why_values: tuple[tuple[str, Any], ...]
    rules: tuple[str, ...] = ()
    proposed: str = ""
    refused_tier: str = ""
    waits_for: tuple[str, ...] = ()
    refused_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """One row of 11_Cashflow: who pays what, when, from which source. `payer`: a city's code or EXT. Amount >= 0,
    except revenue, which is negative. `kind`: capex, opex, revenue.

    `source`: `own_revenue` for a city, the code of a Source for outside money, `user_charges` for what the option
    earns, empty for what nobody pays yet (certainty gap). Capex and opex of an option in a year sum exactly to its
    cost.
    """

    option: str
    year: int
    kind: str
    payer: str
    source: str
    certainty: str
    amount: int
    evidence: str


@dataclass(frozen=True)
class Portfolio:
    """The best set under the budgets. `gap`: proven distance from the optimum (0 = proven best). `status`: optimal,
    feasible, infeasible, empty. `possible_value`: sum of the scores of all candidates. `clashes`: why no plan
    keeps every option that must be in, in words. `bound`: no set under the same limits is worth more. `early_gap`: how
    much later, in years of waiting weighed by score, the options may start than proven best, relative; None: not proven
    at all.
    """

    status: str
    value: float
    possible_value: float
    gap: float
    seconds: float
    clashes: tuple[Stated, ...] = ()
    bound: float = 0.0
    early_gap: float | None = 0.0


@dataclass(frozen=True)
class CityMoney:
    """What a city pays and gets over the plan. Percent of the partners' total; `ratio` pays/benefit, None without
    data.

    `benefit_coverage`: share (0–1) of the chosen capex for which the benefit by city is stated; only that is in
    `benefit_percent`. `envelope`: sum of the stated years, None when none is stated. `first_year`: amount in the first
    year.
    """

    city: str
    capex: int
    opex: int
    pays_percent: float | None
    benefit_percent: float | None
    ratio: float | None
    envelope: float | None
    first_year: int
    benefit_coverage: float = 0.0


@dataclass(frozen=True)
class Totals:
    """Whole plan, in the plan's unit. `secured`: capex signed or in budget; `applied`: capex applied for; `gap`: the
    rest of the capex. `opex_at_completion`: per year, once everything in the plan runs.
    """

    capex: int
    opex_at_completion: int
    secured: int
    applied: int
    gap: int
    secured_share: float | None


@dataclass(frozen=True)
class Plan:
    """Result of `make_plan`."""

    verdicts: tuple[Verdict, ...]
    proposals: tuple[Proposal, ...]
    scores: tuple[Score, ...]
    sharing: Sharing
    lines: tuple[PlanLine, ...]
    flows: tuple[Flow, ...]
    portfolio: Portfolio
    cities: tuple[CityMoney, ...]
    totals: Totals
    not_agreed: tuple[str, ...]
    parameters: tuple[tuple[str, float], ...]
    budget_lines: tuple[BudgetLine, ...] = ()

    def score(self, option: str) -> Score | None:
        """The score of an option."""
        return next((row for row in self.scores if row.option == option), None)

    def line(self, option: str) -> PlanLine | None:
        """The plan line of an option."""
        return next((row for row in self.lines if row.option == option), None)
