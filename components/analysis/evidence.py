"""Everything that the revealed marks and the cities' facts say, in one record that every screen and sheet draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """How far people agree on one item for one subject, round 1. Medians and quartiles on the item's own scale.

    `flag`: consensus, discuss, split, too_few. `counts`: marks per point 0–5. `dont_know`: people who said so (never in
    `n`). `city_medians`: (city, median) of those with at least one mark. Quartiles: inverted_cdf, i.e. marks that were
    given. `city_weighted_median`: median of the city medians, one city one voice.
    """

    instrument: str
    item: str
    subject: str
    n: int
    dont_know: int
    counts: tuple[int, ...]
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    mean: float | None
    share_within_one: float | None
    share_on_mode: float | None
    city_medians: tuple[tuple[str, float], ...]
    city_weighted_median: float | None
    flag: str

    @property
    def iqr(self) -> float | None:
        """Distance between the quartiles, None when there is no mark."""
        if self.lower_quartile is None or self.upper_quartile is None:
            return None
        return self.upper_quartile - self.lower_quartile


@dataclass(frozen=True)
class IndexValue:
    """Index 0–100 (100 = best connected) of one subject in one group of cells; None when nothing was rated.

    `view`: all, dimension, kind, scale or dimension_kind; `code`: the group's code (`all` for the whole). `coverage`: share of the group's weight
    that has a result (0–1); below the parameter the value is indicative only. `flag`: the worst flag among its cells,
    in the order split, discuss, too_few, consensus. `confidence`: judged (marks), measured, estimated.
    """

    subject: str
    view: str
    code: str
    value: float | None
    coverage: float
    indicative: bool
    n: int
    flag: str
    confidence: str = "judged"


@dataclass(frozen=True)
class Gap:
    """Distance of one cell from its target, for one city or pair. Sizes in index points (0–100).

    `weighted`: size x importance/5, importance being the median mark; the plain size when importance was not asked.
    """

    code: str
    subject: str
    item: str
    dimension: str
    kind: str
    scale: str
    present: float
    target: float
    importance: float | None
    size: float
    weighted: float
    flag: str
    n: int
    low_marks: int


@dataclass(frozen=True)
class Sector:
    """One sector of one city. `quotient`: location quotient, None when an input is not known."""

    city: str
    sector: str
    persons: float | None
    share: float | None
    quotient: float | None
    strong: bool
    small_numbers: bool
    demonstration: bool


@dataclass(frozen=True)
class Link:
    """One pair of cities: distance in km, index 0–100 of its marks, its weakest dimension."""

    pair: str
    first: str
    second: str
    distance_km: float | None
    index: float | None
    importance: float | None
    weakest_dimension: str
    n: int
    flag: str


@dataclass(frozen=True)
class Network:
    """What the links say together. `missing`: pairs with no or the weakest result, `bottleneck`: the weakest rated pair.

    `shape`: none, complete … only from four cities on; with three cities `shape` is empty and the links speak.
    """

    links: tuple[Link, ...]
    weakest: str
    strongest: str
    unrated: tuple[str, ...]
    shape: str


@dataclass(frozen=True)
class Weight:
    """Weight of a criterion in percent; the weights sum to 100. `flag` and spread over those who gave complete points."""

    criterion: str
    percent: float
    n: int
    lowest: float | None
    highest: float | None


@dataclass(frozen=True)
class Weights:
    """`source`: room (marks), equal (no complete ballot). `incomplete`: ballots that did not make 100 points."""

    weights: tuple[Weight, ...]
    source: str
    complete_ballots: int
    incomplete: int
    fixed_at: str


@dataclass(frozen=True)
class CityReading:
    """City type as far as the facts allow. `rule`: key of the text of the rule that fired, with its values."""

    city: str
    size_class: str
    rule: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Participation:
    """People with revealed marks: (city, group, people); a group under the privacy limit, pooled, has an empty name."""

    counts: tuple[tuple[str, str, int], ...]
    people: int


@dataclass(frozen=True)
class Evidence:
    """Result of `evaluate`. `parameters`: every (code, value) that was used."""

    agreements: tuple[Agreement, ...]
    indices: tuple[IndexValue, ...]
    gaps: tuple[Gap, ...]
    strengths: tuple[Gap, ...]
    sectors: tuple[Sector, ...]
    network: Network
    weights: Weights
    readings: tuple[CityReading, ...]
    participation: Participation
    parameters: tuple[tuple[str, float], ...]

    def agreement(self, instrument: str, item: str, subject: str) -> Agreement | None:
        """The agreement on one item for one subject, None when it was not asked or not revealed."""
        key = (instrument, item, subject)
        return next((row for row in self.agreements if (row.instrument, row.item, row.subject) == key), None)

    def index(self, subject: str, view: str = "all", code: str = "all") -> IndexValue | None:
        """One index value, None when it was not asked."""
        key = (subject, view, code)
        return next((row for row in self.indices if (row.subject, row.view, row.code) == key), None)
