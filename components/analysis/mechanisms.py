"""What is missing for a «functional community»: the four mechanisms of Lu & Li (2026, §4) as a diagnosis.

The source names the items and no measure. Own design: an item is read off the evidence where that can answer it, with
thresholds of the parameter table; otherwise the room is asked (0–5 on the ballot «mechanisms»), and as long as neither
is there it is a question, not a weakness. Every reading says whether it is measured (facts) or judged (marks).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from statistics import fmean

from components.analysis.evidence import CityReading, Evidence, IndexValue
from components.analysis.specialisation import Complement
from components.framework.parameters import Parameters
from components.framework.records import Mechanism

PARAMETERS = (
    "mechanisms.near_km",
    "mechanisms.good_index",
    "mechanisms.even_sizes",
    "mechanisms.complementary",
)
BALLOT = "mechanisms"
PRESENT, MISSING, ASK = "present", "missing", "ask"
MEASURED, JUDGED = "measured", "judged"
_LEAST_NODES = 3


@dataclass(frozen=True)
class MechanismReading:
    """One item of the checklist. `state`: present, missing, or ask (nothing answers it yet). `key`: text of locales
    `analysis.mechanism.*` with `values`; `confidence`: measured, judged, or empty for a question.
    """

    code: str
    parent: str
    state: str
    key: str
    values: tuple[tuple[str, float], ...]
    confidence: str


@dataclass(frozen=True)
class Facts:
    """What the diagnosis looks at besides the evidence. `populations`: of the partners whose people are known;
    `complements`: pairs compared by employment; `performance`: sign of the borrowed-size performance by partner city.
    """

    populations: tuple[float, ...] = ()
    complements: tuple[Complement, ...] = ()
    performance: Mapping[str, int] = field(default_factory=dict)


_Answer = tuple[bool, str, tuple[tuple[str, float], ...], str] | None


def diagnose(
    evidence: Evidence, facts: Facts, mechanisms: Sequence[Mechanism], parameters: Parameters
) -> tuple[MechanismReading, ...]:
    """One reading per item, in the framework's order; the four headings have none."""
    return tuple(_reading(item, evidence, facts, parameters) for item in mechanisms if item.parent)


def evenness(populations: Sequence[float]) -> float | None:
    """How evenly the sizes are spread, 0–1: entropy of the shares of the gaps between the ordered logarithms, over its
    maximum (Pielou 1966). 1 = equal gaps, 0 = all but one city of one size. None below three cities, and for equal
    ones, which have no classes.
    """
    ordered = sorted(log(people) for people in populations)
    gaps = [upper - lower for lower, upper in pairwise(ordered)]
    total = sum(gaps)
    if len(gaps) < 2 or total <= 0:
        return None
    shares = [gap / total for gap in gaps if gap > 0]
    return max(0.0, -sum(share * log(share) for share in shares) / log(len(gaps)))


def _reading(item: Mechanism, evidence: Evidence, facts: Facts, parameters: Parameters) -> MechanismReading:
    compute = _COMPUTED.get(item.code)
    answer = compute(evidence, facts, parameters) if compute else None
    answer = answer or _asked(item.code, evidence, parameters)
    parent = str(item.parent)
    if answer is None:
        return MechanismReading(item.code, parent, ASK, "analysis.mechanism.ask", (), "")
    good, key, values, confidence = answer
    return MechanismReading(
        item.code, parent, PRESENT if good else MISSING, f"analysis.mechanism.{key}", values, confidence
    )


def _asked(code: str, evidence: Evidence, parameters: Parameters) -> _Answer:
    found = evidence.agreement(BALLOT, code, "all")
    if found is None or found.median is None:
        return None
    return 20 * found.median >= parameters.value("mechanisms.good_index"), "asked", (("median", found.median),), JUDGED


def _nodes(evidence: Evidence, _: Facts, __: Parameters) -> _Answer:
    secondary = sum(_is_secondary(reading) for reading in evidence.readings)
    unknown = any(reading.size_class == "not_known" for reading in evidence.readings)
    if secondary < _LEAST_NODES and unknown:
        return None
    return secondary >= _LEAST_NODES, "nodes", (("n", secondary), ("all", len(evidence.readings))), MEASURED


def _is_secondary(reading: CityReading) -> bool:
    return reading.size_class == "secondary"


def _sizes(_: Evidence, facts: Facts, parameters: Parameters) -> _Answer:
    even = evenness(facts.populations)
    if even is None:
        return None
    return even >= parameters.value("mechanisms.even_sizes"), "sizes", (("percent", 100 * even),), MEASURED


def _near(evidence: Evidence, _: Facts, parameters: Parameters) -> _Answer:
    known = [link.distance_km for link in evidence.network.links if link.distance_km is not None]
    if not known:
        return None
    mean, most = fmean(known), parameters.value("mechanisms.near_km")
    return mean <= most, "near", (("km", mean), ("most", most)), MEASURED


def _base(evidence: Evidence, _: Facts, parameters: Parameters) -> _Answer:
    hard, soft = (_mean_of(evidence, "kind", kind, pairs=False) for kind in ("hard", "soft"))
    if hard is None or soft is None:
        return None
    least = parameters.value("mechanisms.good_index")
    return min(hard, soft) >= least, "base", (("hard", hard), ("soft", soft), ("least", least)), JUDGED


def _division(_: Evidence, facts: Facts, parameters: Parameters) -> _Answer:
    known = [pair.difference for pair in facts.complements if pair.difference is not None]
    if not known:
        return None
    mean, least = fmean(known), parameters.value("mechanisms.complementary")
    return mean >= least, "division", (("percent", 100 * mean), ("least", 100 * least)), MEASURED


def _performance(_: Evidence, facts: Facts, __: Parameters) -> _Answer:
    if not facts.performance:
        return None
    above = sum(sign > 0 for sign in facts.performance.values())
    return 2 * above > len(facts.performance), "performance", (("n", above), ("all", len(facts.performance))), MEASURED


def _index(view: str, code: str, *, pairs: bool) -> Callable[[Evidence, Facts, Parameters], _Answer]:
    def answer(evidence: Evidence, _: Facts, parameters: Parameters) -> _Answer:
        mean = _mean_of(evidence, view, code, pairs=pairs)
        if mean is None:
            return None
        least = parameters.value("mechanisms.good_index")
        key = "pairs" if pairs else "cities"
        return mean >= least, key, (("index", mean), ("least", least)), JUDGED

    return answer


def _mean_of(evidence: Evidence, view: str, code: str, *, pairs: bool) -> float | None:
    """Mean index of the cities, or of the pairs, in one group of cells; None when none was rated."""
    found = [
        row.value
        for row in evidence.indices
        if (row.view, row.code) == (view, code) and _is_pair(row) == pairs and row.value is not None
    ]
    return fmean(found) if found else None


def _is_pair(row: IndexValue) -> bool:
    return "-" in row.subject


_COMPUTED: dict[str, Callable[[Evidence, Facts, Parameters], _Answer]] = {
    "conditions.nodes": _nodes,
    "conditions.sizes": _sizes,
    "conditions.proximity": _near,
    "conditions.base": _base,
    "drivers.knowledge": _index("dimension", "information", pairs=True),
    "drivers.facilities": _index("dimension", "social", pairs=True),
    "drivers.division": _division,
    "goals.function": _index("all", "all", pairs=True),
    "goals.performance": _performance,
    "guarantees.digital": _index("dimension_kind", "information.soft", pairs=False),
    "guarantees.governance": _index("dimension", "governance", pairs=True),
}
