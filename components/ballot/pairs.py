"""Criteria compared two at a time: which counts more and how much, on Saaty's scale 1–9, and how well one person's
answers fit each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from components.analysis.ahp import LARGEST, ahp, most_inconsistent, ratio
from components.ballot.questions import Ballot, Question
from components.workshop.asking.instrument import PAIR_SIGN


@dataclass(frozen=True)
class Misfit:
    """The answer that fits the others least. given, implied: how many times `first` counts as much as `second`."""

    question: Question
    first: str
    second: str
    given: float
    implied: float


@dataclass(frozen=True)
class Fit:
    """How well a person's answers fit each other: Saaty's consistency ratio, 0 without any contradiction."""

    ratio: float
    misfit: Misfit | None


def fit_of(ballot: Ballot) -> Fit | None:
    """The consistency of the person's own answers; None until all pairs are answered, and beyond the largest table of
    Saaty's random index.
    """
    marks = {question.item.code: ballot.mark(question) for question in ballot.questions}
    given = {code: mark.value for code, mark in marks.items() if mark is not None and mark.value is not None}
    criteria = tuple(dict.fromkeys(code for item in marks for code in sides(item)))
    if len(given) < len(marks) or not 3 <= len(criteria) <= LARGEST:
        return None
    matrix = np.ones((len(criteria), len(criteria)))
    for one, two in combinations(range(len(criteria)), 2):
        judged = ratio(given[f"{criteria[one]}{PAIR_SIGN}{criteria[two]}"])
        matrix[one, two], matrix[two, one] = judged, 1 / judged
    _, found = ahp(matrix)
    worst = most_inconsistent(matrix)
    if worst is None:
        return Fit(found, None)
    # Told from the side that the person judged to count more.
    first, second, given_ratio, implied = worst.first, worst.second, worst.given, worst.implied
    item = f"{criteria[min(first, second)]}{PAIR_SIGN}{criteria[max(first, second)]}"
    question = next(one for one in ballot.questions if one.item.code == item)
    if given_ratio < 1:
        first, second, given_ratio, implied = second, first, 1 / given_ratio, 1 / implied
    return Fit(found, Misfit(question, criteria[first], criteria[second], given_ratio, implied))


def sides(item: str) -> tuple[str, str]:
    """The two criteria that an item compares."""
    one, _, two = item.partition(PAIR_SIGN)
    return one, two
