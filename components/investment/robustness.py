"""One change at a time: what the plan would be without a city's or a group's marks, with other weights, with less
money, at higher costs, without a partner.

Each test changes one thing, orders the options anew and makes the plan again, by the search that made the plan. Beside
what enters and leaves stand the options with the highest scores and Kendall's tau-b between the two orders of all
options that could be chosen (Kendall 1945, Biometrika 33; 1 the same order, -1 the opposite), where the change touches
the scores. A partner that leaves takes its money along, as in a scenario (`scenarios`); its people's marks stay, since
they were given. The uplift of costs is the upper one that the United Kingdom's treasury found for the
type of work that the option states, as a sensitivity, not a forecast. Which changes are tried is our own design, after
the manual on multi-criteria analysis (2009), step 7.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from components.analysis.evidence import Evidence
from components.analysis.resampling import NO_MARK
from components.analysis.thresholds import in_use
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.candidates import money_of, question
from components.investment.linear import Floats
from components.investment.plan_records import Plan
from components.investment.portfolio import select
from components.investment.priority import FACTORS
from components.investment.question import Question
from components.investment.rules import size, size_weights
from components.investment.scenarios import state_without
from components.investment.sharing import sharing
from components.investment.voted import Voted
from components.workshop.state import Snapshot, State

PARAMETERS = (
    "firmness.budget_cut",
    "firmness.opex_rise",
    "robustness.top",
    "privacy.smallest_group",
    "portfolio.gap",
)
CITY, GROUP, EQUAL, WEIGHT_DOWN, WEIGHT_UP = "city", "group", "equal", "weight_down", "weight_up"
BUDGET, OPEX, HIGH_COST, UPLIFT, PARTNER = "budget", "opex", "high_cost", "uplift", "partner"
SCORES = (CITY, GROUP, EQUAL, WEIGHT_DOWN, WEIGHT_UP)
"""The tests that change the scores; the others change money."""
SECONDS, QUICK_SECONDS = 5.0, 1.0
"""Longest search of one test, and of one that a file waits for."""


@dataclass(frozen=True)
class Trial:
    """One change. `kind`: city, group, equal, weight_down, weight_up, budget, opex, high_cost, uplift, partner;
    `subject`: code of the city, group or criterion. `enter`, `leave`: options, against the plan. `status`: of the
    search, as `Selection`.

    `top`: the options with the highest scores, the best first. `tau`: Kendall's tau-b of the scores with those of the
    plan, None where the change does not touch them or all are the same. `capex`: of the plan under the change, at the
    costs of the change; `value`: sum of its scores.
    """

    kind: str
    subject: str
    enter: tuple[str, ...]
    leave: tuple[str, ...]
    status: str
    top: tuple[str, ...] = ()
    tau: float | None = None
    capex: int = 0
    value: float = 0.0


Change = tuple[str, str, Question, Floats]
"""Kind, subject, the question that the change makes, and the scores of its candidates 0–100."""
Answer = tuple[tuple[str, ...], str, int, float]
"""What the best plan holds, the status of the search, its capital cost, the sum of its scores."""


def robustness(
    snapshot: Snapshot,
    evidence: Evidence,
    plan: Plan,
    catalogue: Catalogue,
    parameters: Parameters,
    *,
    weights: bool = True,
    seconds: float = SECONDS,
    progress: Callable[[float], None] | None = None,
) -> tuple[Trial, ...]:
    """Every test of a plan made of the same snapshot and evidence; none without an option that could be chosen.

    weights: also each weight halved and raised. seconds: longest search of one test. progress: called with the share
    that is done, 0–1; whatever it raises ends the work. The workshop's own parameters replace the given ones. Raises
    InputError as `in_use` and `question`.
    """
    state = snapshot.state
    parameters = in_use(state, parameters)
    asked = question(state, plan.scores, plan.sharing, catalogue, parameters)
    codes = [item.code for item in asked.candidates]
    voted = Voted(snapshot, evidence, catalogue, codes, int(parameters.value("privacy.smallest_group")))
    return each_change(
        asked, voted, plan, state, catalogue, parameters, weights=weights, seconds=seconds, progress=progress
    )


def each_change(
    asked: Question,
    voted: Voted,
    plan: Plan,
    state: State,
    catalogue: Catalogue,
    parameters: Parameters,
    *,
    weights: bool = True,
    seconds: float = SECONDS,
    progress: Callable[[float], None] | None = None,
) -> tuple[Trial, ...]:
    """As `robustness`, of a question and the marks on its candidates."""
    if not asked.candidates:
        return ()
    own = voted.weighed(voted.weights)
    found, changes = [], list(_changes(asked, voted, own, plan, state, catalogue, parameters))
    changes = [change for change in changes if weights or change[0] not in (WEIGHT_DOWN, WEIGHT_UP)]
    # Many changes leave every score as it was: what is asked twice is sought once, and the plan itself not again
    answers = {asked: _answer(asked, [line.option for line in plan.lines if line.chosen], plan.portfolio.status)}
    for number, change in enumerate(changes, 1):
        if change[2] not in answers:
            gap = parameters.value("portfolio.gap")
            selection = select(change[2], gap=gap, seconds=seconds, explain=False, early=False)
            answers[change[2]] = _answer(change[2], [code for code, _ in selection.starts], selection.status)
        found.append(_tried(change, answers[change[2]], own, plan, parameters))
        if progress is not None:
            progress(number / len(changes))
    return tuple(found)


def sizes(asked: Question, state: State) -> Floats:
    """What each candidate's score counts by."""
    by_code = {option.code: option for option in state.options}
    found = size_weights(
        {
            item.code: size(by_code[item.code], money_of(by_code[item.code], state).capex, state.setting.size_weight)
            for item in asked.candidates
        }
    )
    return np.array([found[item.code] for item in asked.candidates])


def ranges(state: State, codes: Sequence[str]) -> list[tuple[float, float, float]]:
    """Low, likely and high capital cost of each option as parts of the likely; (1, 1, 1) where they are not stated."""
    by_code = {option.code: option for option in state.options}
    found = []
    for code in codes:
        low, likely, high = (getattr(by_code[code], name) for name in ("capex_low", "capex_likely", "capex_high"))
        stated = low is not None and high is not None and likely is not None and likely > 0 and low <= likely <= high
        found.append((low / likely, 1.0, high / likely) if stated else (1.0, 1.0, 1.0))
    return found


def at_costs(asked: Question, factors: Sequence[float]) -> Question:
    """The question with every capital cost times its factor, in whole units."""
    items = zip(asked.candidates, factors, strict=True)
    return replace(asked, candidates=tuple(replace(item, capex=round(item.capex * factor)) for item, factor in items))


def _changes(
    asked: Question, voted: Voted, own: Floats, plan: Plan, state: State, catalogue: Catalogue, parameters: Parameters
) -> Iterator[Change]:
    yield from _other_scores(asked, voted, state)
    cut, rise = parameters.value("firmness.budget_cut"), parameters.value("firmness.opex_rise")
    yield BUDGET, "", _less_money(asked, 1 - cut), own
    dearer = tuple(replace(item, opex=round(item.opex * (1 + rise))) for item in asked.candidates)
    yield OPEX, "", replace(asked, candidates=dearer), own
    codes = [item.code for item in asked.candidates]
    yield HIGH_COST, "", at_costs(asked, [row[2] for row in ranges(state, codes)]), own
    uplifts = _uplifts(state, codes, catalogue)
    if any(factor != 1 for factor in uplifts):
        yield UPLIFT, "", at_costs(asked, uplifts), own
    places = {code: place for place, code in enumerate(codes)}
    for code in voted.cities:
        rest = _without_partner(code, plan, state, catalogue, parameters)
        yield PARTNER, code, rest, _scores_of(rest, own, places, plan)


def _without_partner(
    city: str, plan: Plan, state: State, catalogue: Catalogue, parameters: Parameters
) -> Question:
    """The question of those who stay, under the scores as everybody gave them."""
    left = state_without(state, city)
    return question(left, plan.scores, sharing(left, catalogue, parameters), catalogue, parameters)


def _scores_of(rest: Question, own: Floats, places: dict[str, int], plan: Plan) -> Floats:
    """The scores of its candidates. What only waited for the yes of the one that left can be chosen without it."""
    given = {score.option: score.value or 0.0 for score in plan.scores}
    return np.array([own[places[item.code]] if item.code in places else given[item.code] for item in rest.candidates])


def _other_scores(asked: Question, voted: Voted, state: State) -> Iterator[Change]:
    counts = sizes(asked, state)

    def scored(kind: str, subject: str, scores: Floats) -> Change:
        items = zip(asked.candidates, (scores * counts).tolist(), strict=True)
        return kind, subject, replace(asked, candidates=tuple(replace(one, value=by) for one, by in items)), scores

    for column, names, kind in ((voted.room.city, voted.cities, CITY), (voted.room.group, voted.groups, GROUP)):
        for place, code in enumerate(names):
            left = (column == place) & (voted.room.marks != NO_MARK).any(axis=1)
            if left.sum() >= voted.smallest and not left.all():
                yield scored(kind, code, voted.without(left))
    if len(voted.criteria) < 2 or not voted.people:
        return
    yield scored(EQUAL, "", voted.weighed(np.ones(len(voted.criteria))))
    for place, code in enumerate(voted.criteria):
        for factor, kind in zip(FACTORS, (WEIGHT_DOWN, WEIGHT_UP), strict=True):
            weights = voted.weights.copy()
            weights[place] *= factor
            yield scored(kind, code, voted.weighed(weights))


def _less_money(asked: Question, part: float) -> Question:
    def cut(amounts: Sequence[int]) -> tuple[int, ...]:
        return tuple(int(amount * part) for amount in amounts)

    return replace(
        asked,
        envelopes=tuple(cut(row) for row in asked.envelopes),
        budget=cut(asked.budget),
        pots=tuple(replace(pot, amounts=cut(pot.amounts)) for pot in asked.pots),
    )


def _uplifts(state: State, codes: Sequence[str], catalogue: Catalogue) -> list[float]:
    """What each cost is multiplied by; 1 where no type of work is stated."""
    upper = {row.code: 1 + row.upper_percent / 100 for row in catalogue.optimism_bias}
    types = {option.code: option.uplift_type for option in state.options}
    return [upper.get(types[code], 1.0) for code in codes]


def _answer(asked: Question, chosen: Sequence[str], status: str) -> Answer:
    inside = [code for code in chosen if code in asked.by_code]
    capex = sum(asked.by_code[code].capex for code in inside)
    return tuple(inside), status, capex, math.fsum(asked.by_code[code].value for code in inside)


def _tried(change: Change, answer: Answer, own: Floats, plan: Plan, parameters: Parameters) -> Trial:
    kind, subject, changed, scores = change
    after, status, capex, value = answer
    before = [line.option for line in plan.lines if line.chosen]
    codes = [item.code for item in changed.candidates]
    # Ties keep the order of the options
    order = np.argsort(-np.round(scores, 9), kind="stable")[: int(parameters.value("robustness.top"))]
    return Trial(
        kind=kind,
        subject=subject,
        enter=tuple(code for code in after if code not in before),
        leave=tuple(code for code in before if code not in after),
        status=status,
        top=tuple(codes[place] for place in order),
        tau=tau(own, scores) if kind in SCORES else None,
        capex=capex,
        value=value,
    )


def tau(one: Floats, other: Floats) -> float | None:
    """Kendall's tau-b of two lists of values, -1 to 1; None where either has no order."""
    from scipy.stats import kendalltau  # slow to import, and needed only by who looks at the tests

    found = float(kendalltau(np.round(one, 9), np.round(other, 9)).statistic) if len(one) > 1 else float("nan")
    return None if np.isnan(found) else found
