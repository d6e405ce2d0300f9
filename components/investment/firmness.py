"""How firmly the room stands behind each option of the plan.

The room is drawn again within city and stakeholder group (`resampling`), every weight between 1 - c and 1 + c times its
own (`uncertainty.weight_change`), every capital cost between its low and high estimate around the likely one
(triangular); and the plan is made anew, a thousand times (`resolving`). An option in nearly all of these plans is
*core*, in nearly none *out*, else it *swings*; thresholds `firmness.core` and `firmness.out`. An option over which
people split is none of these: it is a *split*, a question to the cities, and no resampling answers it. Costs are drawn
in lots of rooms, so that they vary less finely than the marks. An option without a low and a high estimate keeps its
likely cost. Beside it stand the tests of `robustness`, one change at a time. Which things vary, and how far, is our own
design.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Evidence
from components.analysis.resampling import draws
from components.analysis.thresholds import in_use
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.candidates import question
from components.investment.linear import Floats
from components.investment.plan_records import Plan, Stated
from components.investment.question import Question
from components.investment.resolving import resolve
from components.investment.robustness import Trial, at_costs, each_change, ranges, sizes
from components.investment.voted import Voted
from components.workshop.state import Snapshot, State

PARAMETERS = (
    "firmness.replications",
    "firmness.cost_draws",
    "firmness.seconds",
    "firmness.core",
    "firmness.out",
    "uncertainty.weight_change",
    "privacy.smallest_group",
)
SEED = 2026
CORE, SWING, OUT = "core", "swing", "out"
_RESAMPLING = 0.8


@dataclass(frozen=True)
class Firm:
    """`kind`: core, swing, out or split. `share`: of the resampled plans that hold it, 0–1; None for a split. `chosen`:
    in the plan.
    """

    option: str
    kind: str
    share: float | None
    chosen: bool


@dataclass(frozen=True)
class Firmness:
    """`replications`: plans made; `impossible`: of these, rooms without a plan that holds all that must be in. `gap`:
    mean proven distance of the resampled plans from their best, None without any. `people`: who marked options.
    `varied`: options whose cost was drawn. `stability`: one sentence, key and values. `capex`: what the
    plan that was tested costs.
    """

    replications: int
    impossible: int
    seed: int
    people: int
    gap: float | None
    varied: int
    options: tuple[Firm, ...]
    tests: tuple[Trial, ...]
    stability: Stated
    capex: int

    def option(self, code: str) -> Firm | None:
        """How firm one option is."""
        return next((row for row in self.options if row.option == code), None)


def firmness(
    snapshot: Snapshot,
    evidence: Evidence,
    plan: Plan,
    catalogue: Catalogue,
    parameters: Parameters,
    *,
    seed: int = SEED,
    progress: Callable[[float], None] | None = None,
) -> Firmness:
    """The firmness of a plan made of the same snapshot and evidence. The same seed draws the same rooms.

    progress: called with the share that is done, 0–1; whatever it raises ends the work. The workshop's own parameters
    replace the given ones. Raises InputError as `in_use`.
    """
    state = snapshot.state
    parameters = in_use(state, parameters)
    told = progress or (lambda _share: None)
    asked = question(state, plan.scores, plan.sharing, catalogue, parameters)
    codes = [item.code for item in asked.candidates]
    voted = Voted(snapshot, evidence, catalogue, codes, int(parameters.value("privacy.smallest_group")))
    chosen = {line.option for line in plan.lines if line.chosen}
    taken, impossible, gap = _resampled(asked, voted, state, parameters, seed, told)
    share = taken.mean(axis=0) if len(taken) else np.full(len(codes), np.nan)
    firm = [
        Firm(code, _kind(float(part), parameters), float(part), code in chosen)
        for code, part in zip(codes, share, strict=True)
        if not np.isnan(part)
    ]
    split = [score.option for score in plan.scores if score.flag == SPLIT and score.option not in codes]
    firm += [Firm(code, SPLIT, None, chosen=False) for code in split]
    tests = each_change(
        asked,
        voted,
        plan,
        state,
        catalogue,
        parameters,
        progress=lambda part: told(_RESAMPLING + (1 - _RESAMPLING) * part),
    )
    told(1.0)
    order = {option.code: place for place, option in enumerate(state.options)}
    found = Firmness(
        replications=len(taken) + impossible,
        impossible=impossible,
        seed=seed,
        people=voted.people,
        gap=gap,
        varied=sum(low != high for low, _, high in ranges(state, codes)),
        options=tuple(sorted(firm, key=lambda row: order[row.option])),
        tests=tests,
        stability=("plan.firmness.nothing", ()),
        capex=plan.totals.capex,
    )
    return replace(found, stability=_stability(found))


def _resampled(
    asked: Question, voted: Voted, state: State, parameters: Parameters, seed: int, told: Callable[[float], None]
) -> tuple[Floats, int, float | None]:
    """What the resampled plans hold (plans x options), how many rooms have none, and the mean proven distance."""
    codes = [item.code for item in asked.candidates]
    if not codes or not voted.people:
        return np.zeros((0, len(codes))), 0, None
    chance = np.random.default_rng(seed)
    count, lots = int(parameters.value("firmness.replications")), int(parameters.value("firmness.cost_draws"))
    change = parameters.value("uncertainty.weight_change")
    spans = ranges(state, codes)
    questions, values, counts = [], [], sizes(asked, state)
    for size in (len(part) for part in np.array_split(np.arange(count), lots)):
        questions.append(at_costs(asked, [chance.triangular(*row) if row[0] < row[2] else 1.0 for row in spans]))
        weights = voted.weights * chance.uniform(1 - change, 1 + change, (size, len(voted.criteria)))
        values.append(voted.values(draws(voted.room.stratum, size, chance), weights) * counts)
    found = resolve(
        questions,
        values,
        seconds=parameters.value("firmness.seconds"),
        progress=lambda share: told(_RESAMPLING * share),
    )
    taken = np.concatenate([lot.taken[lot.possible] for lot in found]).astype(float)
    gaps = np.concatenate([lot.gap[lot.possible] for lot in found])
    return taken, count - len(taken), float(gaps.mean()) if len(gaps) else None


def _kind(share: float, parameters: Parameters) -> str:
    if share >= parameters.value("firmness.core"):
        return CORE
    return OUT if share <= parameters.value("firmness.out") else SWING


def _stability(found: Firmness) -> Stated:
    """The plan's stability in one sentence."""
    chosen = [row for row in found.options if row.chosen]
    if not chosen or not found.replications:
        return ("plan.firmness.nothing", ())
    core = sum(row.kind == CORE for row in chosen)
    held = sum(not test.leave for test in found.tests)
    values = (
        ("core", core),
        ("n", len(chosen)),
        ("plans", found.replications),
        ("held", held),
        ("tests", len(found.tests)),
        ("split", sum(row.kind == SPLIT for row in found.options)),
    )
    if core == len(chosen):
        return ("plan.firmness.firm", values)
    return ("plan.firmness.partly", values) if 2 * core >= len(chosen) else ("plan.firmness.loose", values)
