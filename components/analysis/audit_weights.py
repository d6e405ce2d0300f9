"""The weight of a criterion once more, from the complete ballots; see `audit`.

Points and judgements of single people are never told: only sums and joint judgements over all complete ballots, which
the screens show too.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from components.analysis.audit import WEIGHT, Check, Ledger, Step, Trail
from components.analysis.disclosure import parts
from components.workshop.instruments import criteria_in_use

_TENTHS = 1000
_TURNS = 10_000
Ballot = tuple[str, str, tuple[int, ...]]
"""City, group, and the points by criterion or the marks by pair."""


def weight_trail(book: Ledger, criterion: str) -> Trail:
    """The weight of one criterion. Raises KeyError when it is not in use."""
    shown = next((row for row in book.evidence.weights.weights if row.criterion == criterion), None)
    codes = [code for code, _ in criteria_in_use(book.snapshot.state, book.catalogue)]
    if shown is None or criterion not in codes:
        raise KeyError(criterion)
    found, steps = weights_again(book)
    at = codes.index(criterion)
    last = Step("tenths", found[at], (("criteria", len(codes)),))
    return Trail(
        WEIGHT,
        (criterion,),
        (),
        (*(step[at] for step in steps), last),
        (Check("percent", shown.percent, found[at]), Check("sum", 100.0, math.fsum(found))),
    )


def weights_again(book: Ledger) -> tuple[list[float], list[list[Step]]]:
    """The weights of all criteria in percent, and the steps to each."""
    codes = [code for code, _ in criteria_in_use(book.snapshot.state, book.catalogue)]
    in_pairs = book.snapshot.state.setting.weighting == "pairs"
    ballots, incomplete = _ballots(book, codes, in_pairs=in_pairs)
    counted = Step("ballots", float(len(ballots)), (("incomplete", incomplete),))
    if not _may_show(book, ballots):
        equal = _shared([Fraction(1)] * len(codes))
        minimum = "ballots.room_minimum"
        withheld = Step("weights_equal", 100 / len(codes), (("limit", book.limits[minimum]),), (minimum,))
        return equal, [[withheld] * len(codes)]
    voices = _voices(book, ballots)
    steps = [[counted] * len(codes)]
    if in_pairs:
        plain, found = _from_pairs(voices, len(codes))
        steps.append([Step("joint", value, (("voices", len(voices)),)) for value in plain])
        steps.append([Step("eigenvector", 100 * value, (("criteria", len(codes)),)) for value in found])
        return _shared([Fraction(round(value, 12)) for value in found]), steps
    means = [
        sum((Fraction(sum(ballot[2][at] for ballot in voice), len(voice)) for voice in voices), Fraction(0))
        / len(voices)
        for at in range(len(codes))
    ]
    if len(voices) == len(ballots):
        sums = [sum(ballot[2][at] for ballot in ballots) for at in range(len(codes))]
        steps.append([Step("points", float(total), (("ballots", len(ballots)),)) for total in sums])
        steps.append(
            [
                Step("points_mean", float(mean), (("sum", total), ("ballots", len(ballots))))
                for mean, total in zip(means, sums, strict=True)
            ]
        )
    else:
        steps.append([Step("voices_mean", float(mean), (("voices", len(voices)),)) for mean in means])
    return _shared(means), steps


def _ballots(book: Ledger, codes: Sequence[str], *, in_pairs: bool) -> tuple[list[Ballot], int]:
    """The complete ballots, and how many are incomplete."""
    given: dict[str, dict[str, int]] = defaultdict(dict)
    stands: dict[str, tuple[str, str]] = {}
    for (instrument, item, _), marks in book.marks.items():
        for mark in marks:
            if instrument == "weights" and mark.value is not None:
                given[mark.person][item] = mark.value
                stands[mark.person] = (mark.city, mark.group)
    complete: list[Ballot] = []
    for person in sorted(given):
        row = _judgements(given[person], codes) if in_pairs else [given[person].get(code, 0) for code in codes]
        if row is not None and (in_pairs or sum(row) == 100):
            complete.append((*stands[person], tuple(row)))
    return complete, len(given) - len(complete)


def _judgements(given: dict[str, int], codes: Sequence[str]) -> list[int] | None:
    row = []
    for one, two in combinations(codes, 2):
        if f"{one}~{two}" in given:
            row.append(given[f"{one}~{two}"])
        elif f"{two}~{one}" in given:
            row.append(-given[f"{two}~{one}"])
        else:
            return None
    return row or None


def _may_show(book: Ledger, ballots: Sequence[Ballot]) -> bool:
    cities = [ballot[0] for ballot in ballots]
    each = book.limits["ballots.per_city_minimum"]
    return (
        bool(ballots)
        and len(ballots) >= book.limits["ballots.room_minimum"]
        and all(cities.count(city) >= each for city in book.cities)
    )


def _voices(book: Ledger, ballots: Sequence[Ballot]) -> list[list[Ballot]]:
    """The ballots by who has one voice: every person, or as the evidence says that it counted."""
    voice = book.evidence.weights.voice
    if voice == "city":
        of_city = [[ballot for ballot in ballots if ballot[0] == city] for city in book.cities]
        return [found for found in of_city if found]
    if voice == "group":
        names = sorted({ballot[1] for ballot in ballots})
        rows = [[ballot for ballot in ballots if ballot[1] == name] for name in names]
        pools = parts([len(row) for row in rows], int(book.limits["privacy.smallest_group"]))
        return [[ballot for at in pool for ballot in rows[at]] for pool in pools]
    return [[ballot] for ballot in ballots]


def _from_pairs(voices: Sequence[Sequence[Ballot]], count: int) -> tuple[list[float], list[float]]:
    """Geometric means of the rows of the joint judgements, and their principal eigenvector, both summing to 1."""
    matrix = [[1.0] * count for _ in range(count)]
    for at, (one, two) in enumerate(combinations(range(count), 2)):
        mean = math.fsum(
            math.fsum(math.log(_ratio(ballot[2][at])) for ballot in voice) / len(voice) for voice in voices
        ) / len(voices)
        matrix[one][two], matrix[two][one] = math.exp(mean), math.exp(-mean)
    rows = [math.prod(row) ** (1 / count) for row in matrix]
    rows = [value / math.fsum(rows) for value in rows]
    found = rows
    for _ in range(_TURNS):
        turned = [math.fsum(entry * value for entry, value in zip(row, found, strict=True)) for row in matrix]
        turned = [value / math.fsum(turned) for value in turned]
        still = max(abs(new - old) for new, old in zip(turned, found, strict=True)) < 1e-16
        found = turned
        if still:
            break
    return rows, found


def _ratio(mark: int) -> float:
    return mark + 1 if mark >= 0 else 1 / (1 - mark)


def _shared(values: Sequence[Fraction]) -> list[float]:
    """In tenths of a percent that make 100: whole tenths first, the rest to the largest remainders."""
    whole = sum(values)
    exact = [value * _TENTHS / whole for value in values]
    tenths = [math.floor(value) for value in exact]
    order = sorted(range(len(values)), key=lambda at: (tenths[at] - exact[at], at))
    for at in order[: _TENTHS - sum(tenths)]:
        tenths[at] += 1
    return [value * 100 / _TENTHS for value in tenths]
