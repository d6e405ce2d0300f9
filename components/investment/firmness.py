"""How firmly the room stands behind each option of the plan.

The room is drawn again within city and stakeholder group (`resampling`), every weight between 1 - c and 1 + c times its
own (`uncertainty.weight_change`), every capital cost between its low and high estimate around the likely one
(triangular); and the plan is made anew, a thousand times (`resolving`). An option in nearly all of these plans is
*core*, in nearly none *out*, else it *swings*; thresholds `firmness.core` and `firmness.out`. An option over which
people split is none of these: it is a *split*, a question to the cities, and no resampling answers it. Costs are drawn
in lots of rooms, so that they vary less finely than the marks. An option without a low and a high estimate keeps its
likely cost. One test at a time beside it: each city and each group of people left out, less money, dearer operation,
all costs at their high end. Which things vary, and how far, is our own design.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Evidence
from components.analysis.marks import marked
from components.analysis.resampling import NO_MARK, Room, Singles, draws, medians, room
from components.analysis.thresholds import in_use
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.candidates import question
from components.investment.linear import Floats
from components.investment.plan_records import Plan, Stated
from components.investment.portfolio import select
from components.investment.priority import TOP
from components.investment.question import Question
from components.investment.resolving import Bools, resolve
from components.workshop.effective import effective
from components.workshop.instruments import criteria_in_use
from components.workshop.state import Snapshot, State

PARAMETERS = (
    "firmness.replications",
    "firmness.cost_draws",
    "firmness.seconds",
    "firmness.core",
    "firmness.out",
    "firmness.budget_cut",
    "firmness.opex_rise",
    "uncertainty.weight_change",
    "privacy.smallest_group",
    "portfolio.gap",
)
SEED = 2026
CORE, SWING, OUT = "core", "swing", "out"
CITY, GROUP, BUDGET, OPEX, HIGH_COST = "city", "group", "budget", "opex", "high_cost"
_TEST_SECONDS, _RESAMPLING = 5.0, 0.8


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
class Test:
    """One change at a time. `kind`: city, group, budget, opex, high_cost; `subject`: code of the city or group left
    out. `enter`, `leave`: options, against the plan. `status`: of the search, as `Selection`.
    """

    kind: str
    subject: str
    enter: tuple[str, ...]
    leave: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Firmness:
    """`replications`: plans made; `impossible`: of these, rooms without a plan that holds all that must be in. `gap`:
    mean proven distance of the resampled plans from their best, None without any. `people`: who marked options.
    `varied`: options whose cost was drawn. `stability`: one sentence, key and values.
    """

    replications: int
    impossible: int
    seed: int
    people: int
    gap: float | None
    varied: int
    options: tuple[Firm, ...]
    tests: tuple[Test, ...]
    stability: Stated

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
    voted = _Voted(snapshot, evidence, catalogue, codes, int(parameters.value("privacy.smallest_group")))
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
    tests = []
    changes = list(_changes(asked, voted, state, parameters))
    for number, (kind, subject, changed) in enumerate(changes, 1):
        tests.append(_test(kind, subject, changed, chosen, parameters))
        told(_RESAMPLING + (1 - _RESAMPLING) * number / len(changes))
    order = {option.code: place for place, option in enumerate(state.options)}
    found = Firmness(
        replications=len(taken) + impossible,
        impossible=impossible,
        seed=seed,
        people=voted.people,
        gap=gap,
        varied=sum(low != high for low, _, high in _ranges(state, codes)),
        options=tuple(sorted(firm, key=lambda row: order[row.option])),
        tests=tuple(tests),
        stability=("plan.firmness.nothing", ()),
    )
    return replace(found, stability=_stability(found))


class _Voted:
    """The people's marks on the candidates: the value of every option in a room that has each person so often."""

    def __init__(
        self, snapshot: Snapshot, evidence: Evidence, catalogue: Catalogue, codes: Sequence[str], smallest: int
    ) -> None:
        state = snapshot.state
        criteria = [code for code, _ in criteria_in_use(state, catalogue)]
        cities = tuple(city.code for city in state.cities)
        keys = [("options", criterion, option) for option in codes for criterion in criteria]
        table = marked(effective(snapshot.marks, state), keys, cities)
        self.shape = (len(codes), len(criteria))
        self.room: Room = room(table, smallest)
        self.people = len(self.room.marks)
        self.cities, self.groups, self.smallest = cities, table.groups, smallest
        rows = [[evidence.agreement("options", code, option) for code in criteria] for option in codes]
        known = [[row is not None and row.median is not None for row in line] for line in rows]
        self._known = np.array(known, dtype=bool).reshape(self.shape)
        percent = {row.criterion: row.percent for row in evidence.weights.weights}
        weights = np.array([percent.get(code, 0.0) for code in criteria])
        self._weights: Floats = weights if weights.sum() > 0 else np.ones(len(criteria))

    def values(self, times: Singles, factors: Floats) -> Floats:
        """Scores 0–100, rooms x options; 0 where nobody of the room marked. factors: on the weights, rooms x criteria.

        What does not count with everybody does not count here either.
        """
        rows = medians(times, self.room.marks).reshape(len(times), *self.shape).astype(float)
        weights = np.where(self._known[None] & ~np.isnan(rows), (self._weights * factors)[:, None, :], 0.0)
        total = weights.sum(axis=-1)
        sums = (weights * np.nan_to_num(rows)).sum(axis=-1)
        found: Floats = 100 * sums / (TOP * np.where(total > 0, total, 1.0))
        return found

    def without(self, left: Bools) -> Floats:
        """The values when these people (True) are left out."""
        times = (~left).astype(np.float32)[None, :]
        found: Floats = self.values(times, np.ones((1, self.shape[1])))[0]
        return found


def _resampled(
    asked: Question, voted: _Voted, state: State, parameters: Parameters, seed: int, told: Callable[[float], None]
) -> tuple[Floats, int, float | None]:
    """What the resampled plans hold (plans x options), how many rooms have none, and the mean proven distance."""
    codes = [item.code for item in asked.candidates]
    if not codes or not voted.people:
        return np.zeros((0, len(codes))), 0, None
    chance = np.random.default_rng(seed)
    count, lots = int(parameters.value("firmness.replications")), int(parameters.value("firmness.cost_draws"))
    change = parameters.value("uncertainty.weight_change")
    ranges = _ranges(state, codes)
    questions, values = [], []
    for size in (len(part) for part in np.array_split(np.arange(count), lots)):
        questions.append(_at_costs(asked, [chance.triangular(*row) if row[0] < row[2] else 1.0 for row in ranges]))
        factors = chance.uniform(1 - change, 1 + change, (size, voted.shape[1]))
        values.append(voted.values(draws(voted.room.stratum, size, chance), factors))
    found = resolve(
        questions,
        values,
        seconds=parameters.value("firmness.seconds"),
        progress=lambda share: told(_RESAMPLING * share),
    )
    taken = np.concatenate([lot.taken[lot.possible] for lot in found]).astype(float)
    gaps = np.concatenate([lot.gap[lot.possible] for lot in found])
    return taken, count - len(taken), float(gaps.mean()) if len(gaps) else None


def _ranges(state: State, codes: Sequence[str]) -> list[tuple[float, float, float]]:
    """Low, likely and high capital cost of each option as parts of the likely; (1, 1, 1) where they are not stated."""
    by_code = {option.code: option for option in state.options}
    found = []
    for code in codes:
        low, likely, high = (getattr(by_code[code], name) for name in ("capex_low", "capex_likely", "capex_high"))
        stated = low is not None and high is not None and likely is not None and likely > 0 and low <= likely <= high
        found.append((low / likely, 1.0, high / likely) if stated else (1.0, 1.0, 1.0))
    return found


def _at_costs(asked: Question, factors: Sequence[float]) -> Question:
    items = zip(asked.candidates, factors, strict=True)
    return replace(asked, candidates=tuple(replace(item, capex=round(item.capex * factor)) for item, factor in items))


def _valued(asked: Question, values: Floats) -> Question:
    items = zip(asked.candidates, values.tolist(), strict=True)
    return replace(asked, candidates=tuple(replace(item, value=value) for item, value in items))


def _changes(
    asked: Question, voted: _Voted, state: State, parameters: Parameters
) -> Iterator[tuple[str, str, Question]]:
    """The tests: what is changed, and the question that it makes."""
    if not asked.candidates:
        return
    for column, names, kind in ((voted.room.city, voted.cities, CITY), (voted.room.group, voted.groups, GROUP)):
        for place, code in enumerate(names):
            left = (column == place) & (voted.room.marks != NO_MARK).any(axis=1)
            if left.sum() >= voted.smallest and not left.all():
                yield kind, code, _valued(asked, voted.without(left))
    yield BUDGET, "", _less_money(asked, 1 - parameters.value("firmness.budget_cut"))
    rise = 1 + parameters.value("firmness.opex_rise")
    yield OPEX, "", replace(
        asked, candidates=tuple(replace(item, opex=round(item.opex * rise)) for item in asked.candidates)
    )
    high = [row[2] for row in _ranges(state, [item.code for item in asked.candidates])]
    yield HIGH_COST, "", _at_costs(asked, high)


def _less_money(asked: Question, part: float) -> Question:
    def cut(amounts: Sequence[int]) -> tuple[int, ...]:
        return tuple(int(amount * part) for amount in amounts)

    return replace(
        asked,
        envelopes=tuple(cut(row) for row in asked.envelopes),
        budget=cut(asked.budget),
        pots=tuple(replace(pot, amounts=cut(pot.amounts)) for pot in asked.pots),
    )


def _test(kind: str, subject: str, changed: Question, chosen: set[str], parameters: Parameters) -> Test:
    found = select(changed, gap=parameters.value("portfolio.gap"), seconds=_TEST_SECONDS, explain=False)
    now = [code for code, _ in found.starts]
    return Test(
        kind=kind,
        subject=subject,
        enter=tuple(code for code in now if code not in chosen),
        leave=tuple(sorted(chosen - set(now))),
        status=found.status,
    )


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
