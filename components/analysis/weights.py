"""Weights of the criteria from the room's ballots: 100 points, or judgements in pairs.

*Points*: the weight is the mean of the complete ballots (point allocation: Metfessel 1947). A ballot that does not make
exactly 100 over the criteria in use is incomplete and counts nowhere; it is not scaled, because nobody knows which
criterion the person had in mind. Criteria left blank on a ballot of 100 points got none.

*Pairs*: the geometric mean of the complete ballots' judgements, then the principal eigenvector (`ahp`). A ballot counts
however much it contradicts itself, and the ratio is reported: to leave people out would be to choose among them.

In both every *person* has one voice, unless the room gives one to every *city* or *stakeholder group*: then the mean is
that of the voices' means, and the plain result stands beside it. Groups are pooled over the cities, and small ones
together; people without a city have no voice of a city. Below the minimum of complete ballots all criteria weigh the
same (own design).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import numpy as np

from components.analysis.agreement import enough
from components.analysis.ahp import (
    LARGEST,
    Floats,
    ahp,
    combine_judgements,
    combine_priorities,
    consistency_ratio,
    eigenvector,
    eigenvectors,
    most_inconsistent,
    ratio,
    row_geometric_mean,
)
from components.analysis.apportion import largest_remainder
from components.analysis.disclosure import parts
from components.analysis.evidence import Contradiction, Weighing, Weight, Weights
from components.framework.parameters import Parameters
from components.workshop.asking.instrument import PAIR_SIGN
from components.workshop.records.rounds import Mark

__all__ = ["ahp", "combine_judgements", "weights"]

PARAMETERS = (
    "ballots.room_minimum",
    "ballots.per_city_minimum",
    "privacy.smallest_group",
    "weights.consistency_ratio",
)
POINTS = 100
STEPS = 1000
"""Weights are printed in tenths of a percent: a thousand of them make the whole."""
PERSON, CITY, GROUP = "person", "city", "group"
PAIRS = "pairs"


@dataclass(frozen=True)
class _Ballot:
    """A complete ballot: points by criterion, or the marks of the pairs in the order of `combinations`."""

    city: str
    group: str
    given: tuple[int, ...]


Share = int | float | Fraction
Part = tuple[Fraction, _Ballot]
Made = Callable[[Sequence[Part]], Sequence[Share]]


def weights(
    marks: Iterable[Mark],
    criteria: Sequence[str],
    cities: Sequence[str],
    parameters: Parameters,
    fixed_at: str = "",
    *,
    weighting: str = "points",
    voice: str = PERSON,
) -> Weights:
    """The weights in percent with one decimal, summing to exactly 100, in the order of `criteria`.

    fixed_at: when the ballot was revealed, empty before. weighting: `points` or `pairs`. voice: who has one voice,
    `person`, `city` or `group`; every person where the wanted voices are fewer than two or would give a ballot away.
    """
    in_pairs = weighting == PAIRS
    complete, incomplete = _ballots(marks, criteria, cities, in_pairs=in_pairs)
    voters = Counter(ballot.city for ballot in complete)
    if not complete or not enough({city: voters[city] for city in cities}, len(complete), (), parameters):
        return _equal(criteria, len(complete), incomplete, fixed_at)
    made: Made = _from_pairs(len(criteria)) if in_pairs else _from_points
    heard = _voices(complete, cities, int(parameters.value("privacy.smallest_group")))
    ways = {by: Weighing(by, len(sets), _percents(made(_weighed(sets)))) for by, sets in heard.items()}
    voice = voice if voice in ways else PERSON
    result = Weights(
        weights=_rows(criteria, ways[voice].percents, complete, in_pairs=in_pairs),
        source="room",
        complete_ballots=len(complete),
        incomplete=incomplete,
        fixed_at=fixed_at,
        voice=voice,
        ways=tuple(ways.values()),
    )
    return _with_consistency(result, criteria, complete, _weighed(heard[voice])) if in_pairs else result


def _equal(criteria: Sequence[str], complete: int, incomplete: int, fixed_at: str) -> Weights:
    percents = _percents([1] * len(criteria))
    rows = tuple(Weight(code, percent, 0, None, None) for code, percent in zip(criteria, percents, strict=True))
    return Weights(rows, "equal", complete, incomplete, fixed_at)


def _rows(
    criteria: Sequence[str], percents: tuple[float, ...], complete: Sequence[_Ballot], *, in_pairs: bool
) -> tuple[Weight, ...]:
    table = np.array([ballot.given for ballot in complete], dtype=float)
    own = np.round(100 * row_geometric_mean(_matrices(table, len(criteria))), 1) if in_pairs else table
    return tuple(
        Weight(code, percent, len(complete), float(own[:, place].min()), float(own[:, place].max()))
        for place, (code, percent) in enumerate(zip(criteria, percents, strict=True))
    )


def _voices(complete: Sequence[_Ballot], cities: Sequence[str], smallest: int) -> dict[str, list[list[_Ballot]]]:
    """The ballots of every voice, by who has one. Two voices can be solved for from the plain mean and theirs, so both
    must then be large enough to be shown.
    """
    by_city = [[ballot for ballot in complete if ballot.city == city] for city in cities]
    names = sorted({ballot.group for ballot in complete})
    by_group = [[ballot for ballot in complete if ballot.group == name] for name in names]
    pooled = parts([len(ballots) for ballots in by_group], smallest)
    found = {
        PERSON: [[ballot] for ballot in complete],
        CITY: [ballots for ballots in by_city if ballots],
        GROUP: [[ballot for place in part for ballot in by_group[place]] for part in pooled],
    }
    return {
        by: sets
        for by, sets in found.items()
        if by == PERSON or len(sets) > 2 or (len(sets) == 2 and min(map(len, sets)) >= smallest)
    }


def _weighed(sets: Sequence[Sequence[_Ballot]]) -> list[Part]:
    """Every ballot with its part of the whole: the voices are equal, and within a voice its people."""
    return [(Fraction(1, len(sets) * len(ballots)), ballot) for ballots in sets for ballot in ballots]


def _from_points(weighed: Sequence[Part]) -> Sequence[Share]:
    """In fractions, so that no rounding error decides who gets a tenth."""
    columns = zip(*(ballot.given for _, ballot in weighed), strict=True)
    return [sum((part * points for (part, _), points in zip(weighed, column)), Fraction(0)) for column in columns]


def _from_pairs(count: int) -> Made:
    def made(weighed: Sequence[Part]) -> Sequence[Share]:
        found, _ = eigenvector(_joint(weighed, count))
        # Rounded, so that criteria that are judged equal are equal
        return [float(share) for share in np.round(found, 12)]

    return made


def _joint(weighed: Sequence[Part], count: int) -> Floats:
    """The weighted geometric mean of the judgements, as one matrix."""
    logarithms = np.log(_matrices(np.array([ballot.given for _, ballot in weighed], dtype=float), count))
    return np.asarray(np.exp(np.tensordot([float(part) for part, _ in weighed], logarithms, axes=1)))


def _matrices(marks: Floats, count: int) -> Floats:
    """Ballots x pairs of marks -8 to 8 -> ballots x criteria x criteria of judgements."""
    judged = np.array([[ratio(int(mark)) for mark in row] for row in marks]).reshape(len(marks), -1)
    found = np.ones((len(marks), count, count))
    for place, (one, two) in enumerate(combinations(range(count), 2)):
        found[:, one, two] = judged[:, place]
        found[:, two, one] = 1 / judged[:, place]
    return found


def _with_consistency(
    result: Weights, criteria: Sequence[str], complete: Sequence[_Ballot], weighed: Sequence[Part]
) -> Weights:
    """The other methods beside, the consistency ratios, and what contradicts most."""
    count = len(criteria)
    matrices = _matrices(np.array([ballot.given for ballot in complete], dtype=float), count)
    joint = _joint(weighed, count)
    own, largest = eigenvectors(matrices)
    plain = np.exp(np.log(matrices).mean(axis=0))
    others = {"rows": row_geometric_mean(plain), "priorities": combine_priorities(own)}
    ways = tuple(Weighing(by, len(complete), _percents(np.round(way, 12).tolist())) for by, way in others.items())
    # Beyond Saaty's table there is no random index to hold the judgements against
    known = count <= LARGEST
    found = most_inconsistent(joint) if known else None
    return replace(
        result,
        ways=(*result.ways, *ways),
        consistency=consistency_ratio(count, eigenvector(joint)[1]) if known else None,
        ballot_consistency=tuple(sorted(consistency_ratio(count, float(one)) for one in largest)) if known else (),
        contradiction=(
            Contradiction(criteria[found.first], criteria[found.second], found.given, found.implied) if found else None
        ),
    )


def _percents(shares: Sequence[Share]) -> tuple[float, ...]:
    return tuple(tenths * 100 / STEPS for tenths in largest_remainder(shares, STEPS))


def _ballots(
    marks: Iterable[Mark], criteria: Sequence[str], cities: Sequence[str], *, in_pairs: bool
) -> tuple[list[_Ballot], int]:
    """The complete ballots in the order of the people's codes, and how many are incomplete."""
    given: dict[str, dict[str, int]] = defaultdict(dict)
    of: dict[str, Mark] = {}
    for mark in marks:
        if mark.instrument == "weights" and mark.value is not None and mark.city in {*cities, ""}:
            of[mark.person] = mark
            given[mark.person][mark.item] = mark.value
    read = _pairs if in_pairs else _points
    found = {person: read(marked, criteria) for person, marked in sorted(given.items())}
    complete = [_Ballot(of[person].city, of[person].group, row) for person, row in found.items() if row is not None]
    return complete, len(found) - len(complete)


def _points(given: Mapping[str, int], criteria: Sequence[str]) -> tuple[int, ...] | None:
    """Points for a criterion that is out of use are gone: the rest cannot make 100, and the ballot is incomplete."""
    row = tuple(given.get(code, 0) for code in criteria)
    return row if sum(row) == POINTS else None


def _pairs(given: Mapping[str, int], criteria: Sequence[str]) -> tuple[int, ...] | None:
    """Judgements about a criterion that is out of use say nothing of the others: they are left, and the rest counts."""
    either = {**given, **{PAIR_SIGN.join(reversed(item.split(PAIR_SIGN))): -mark for item, mark in given.items()}}
    row = [either.get(f"{one}{PAIR_SIGN}{two}") for one, two in combinations(criteria, 2)]
    judged = tuple(mark for mark in row if mark is not None)
    return judged if judged and len(judged) == len(row) else None
