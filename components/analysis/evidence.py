"""Everything that the revealed marks and the cities' facts say, in one record that every screen and sheet draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from components.analysis.index_records import Balance, CellValue, LinkIndex, MeasuredValue, ObjectIndex
from components.workshop.effective import Moved


@dataclass(frozen=True)
class Agreement:
    """How far people agree on one item for one subject. Medians and quartiles on the item's own scale.

    `flag`: consensus, discuss, split, too_few. `counts`: marks per point 0–5. `dont_know`: people who said so (never
    in `n`). `city_medians`, `group_medians`: (city or stakeholder group, median) of those with enough marks to show
    (privacy limit, and none that subtraction would tell), groups pooled over the cities; the flag and the next field
    see all cities. `city_weighted_median`: median of the city medians, one city one voice. Quartiles: inverted_cdf,
    i.e. marks that were given. Too few: everything is withheld (None, empty), also how many there were.

    `round`: the latest round that counts. `carried`: marks of an earlier round in it, of people who did not answer
    again. `moved`: how people moved between its last two rounds, None when it was asked once. `indicative`: too few
    answered in that round.
    """

    instrument: str
    item: str
    subject: str
    n: int | None
    dont_know: int | None
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
    group_medians: tuple[tuple[str, float], ...] = ()
    round: int = 1
    carried: int = 0
    moved: Moved | None = None
    indicative: bool = False

    @property
    def iqr(self) -> float | None:
        """Distance between the quartiles, None when there is no mark."""
        if self.lower_quartile is None or self.upper_quartile is None:
            return None
        return self.upper_quartile - self.lower_quartile


@dataclass(frozen=True)
class IndexValue:
    """Index 0–100 (100 = best connected) of one subject in one group of cells; None when nothing was rated.

    `view`: all, dimension, kind, scale, dimension_kind, dimension_scale, kind_scale or dimension_kind_scale; `code`:
    the group's code (`all` for the whole). `coverage`: share of the group's weight that has a result (0–1); below the
    parameter the value is indicative only. `flag`: the worst flag among its cells, in the order split, discuss,
    too_few, consensus; a split cell enters with its median.
    `n`: different people with a mark in the group. `confidence`: judged as soon as a mark is in it, else estimated or
    measured; `measured_share`, `estimated_share`: of the value's weight, 0–1, the rest is judged.
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
    measured_share: float = 0.0
    estimated_share: float = 0.0


@dataclass(frozen=True)
class Gap:
    """Distance of one cell from its target, for one city or pair. Present, target and sizes in index points (0–100);
    a size of 0 or less is a target reached.

    `present`: the cell's value, of marks and indicators together (`confidence`). `weighted`: size x importance/5,
    importance being the median mark; the plain size when importance was not asked. `code`: `subject.item`, stable.
    `low_marks`: people who marked so low that an option is proposed. `n`: people with a mark, 0 where only indicators
    tell. `lower`, `upper`: the quartiles of the marks in index points. `target_set`: the facilitator set the target.
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
    confidence: str = "judged"
    lower: float | None = None
    upper: float | None = None
    target_set: bool = False


@dataclass(frozen=True)
class Sector:
    """One sector of one city. `quotient`: location quotient, None when an input is not known. `share`: of the jobs in
    the city's known sectors, 0–1. `strong`: never on small numbers. `demonstration`: the city's or the reference's
    figure is.
    """

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
    """One pair of cities: great-circle distance in km, index 0–100 of its marks, its weakest dimension (empty: none
    rated).

    `importance`: mean of the median importance marks (0–5) over its items. `n`: people who marked its present state.
    """

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
    """What the links say together.

    `weakest`, `strongest`: codes of rated pairs, empty without one. `bottleneck`: the weakest link that no detour
    over other cities avoids, empty until the rated pairs connect all cities. `unrated`: pairs without a result; not
    the same as no link. `shape`: none, unconnected, star, line, tree, ring, complete or mesh, only from four cities
    on and when every pair is rated; else empty, and the links speak. `parts`: the cities that hang together, when
    unconnected.
    """

    links: tuple[Link, ...]
    weakest: str
    strongest: str
    unrated: tuple[str, ...]
    shape: str
    bottleneck: str = ""
    parts: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Weight:
    """Weight of a criterion in percent; the weights sum to 100. `n`, `lowest`, `highest`: over the complete ballots
    that made it, in points or percent; None with equal weights.
    """

    criterion: str
    percent: float
    n: int
    lowest: float | None
    highest: float | None


@dataclass(frozen=True)
class Weighing:
    """The same ballots made into weights in one way; percents in the order of the criteria, summing to 100.

    `by`: who has one voice (person, city, group), or how judgements in pairs become weights (rows: geometric means of
    the rows; priorities: every person's own weights, then their geometric mean). `voices`: how many voices were heard.
    """

    by: str
    voices: int
    percents: tuple[float, ...]


@dataclass(frozen=True)
class Contradiction:
    """The judgement in pairs that fits the others least: `given` says how many times `first` is as important as
    `second`, `implied` what the other judgements say.
    """

    first: str
    second: str
    given: float
    implied: float


@dataclass(frozen=True)
class Weights:
    """`source`: room (marks), equal (fewer complete ballots than the minimum). `incomplete`: ballots that did not
    make 100 points over the criteria in use, or left a pair out. `fixed_at`: when the ballot was revealed, or empty.

    `voice`: who has one voice in `weights` (person, city, group). `ways`: the same ballots with every voice, and for
    judgements in pairs by other methods, to be shown beside; one that would let a person's ballot be worked out is not
    there. For pairs: `consistency` is the ratio of the joint judgements, `ballot_consistency` those of the complete
    ballots in ascending order, `contradiction` the joint judgement that fits least; None, empty and None for points.
    """

    weights: tuple[Weight, ...]
    source: str
    complete_ballots: int
    incomplete: int
    fixed_at: str
    voice: str = "person"
    ways: tuple[Weighing, ...] = ()
    consistency: float | None = None
    ballot_consistency: tuple[float, ...] = ()
    contradiction: Contradiction | None = None


@dataclass(frozen=True)
class CityReading:
    """City size and type as far as the facts allow. `rule`: key of the text of the rule that fired, with its values.

    `size_class`: secondary, smaller, larger, not_known. `suggested_type`: a city type of the framework or empty, with
    the key and values of its rule. `intermediate`: whether it also is an intermediate city, None when not known.
    """

    city: str
    size_class: str
    rule: str
    values: tuple[tuple[str, float], ...]
    intermediate: bool | None = None
    suggested_type: str = ""
    type_rule: str = "analysis.type.not_known"
    type_values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Participation:
    """People with revealed marks: (city, group, people). Groups under the privacy limit are pooled and have an empty
    name, over the cities an empty city as well.
    """

    counts: tuple[tuple[str, str, int], ...]
    people: int


@dataclass(frozen=True)
class Finding:
    """One sentence that the evidence supports. `key`: its text in locales `analysis.toml`.

    `names`: placeholder -> (table, code), a table of the framework, `city`, or `cell` for a rated cell of any
    instrument; `numbers`: placeholder -> value. `components.analysis.findings.sentence` puts it into words.
    """

    key: str
    names: tuple[tuple[str, tuple[str, str]], ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Result of `evaluate`. `parameters`: every (code, value) that was used. `weaknesses`: the lowest cells,
    importance not counted. `risks`: important cells that may be worse than they look. `findings`: what to say first,
    most important first. `cells`: every rated cell with what it is made of. `not_asked`: (view, code) of the index
    that the instrument in use has no cell for.
    """

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
    weaknesses: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()
    risks: tuple[Gap, ...] = ()
    cells: tuple[CellValue, ...] = ()
    measured: tuple[MeasuredValue, ...] = ()
    links: tuple[LinkIndex, ...] = ()
    objects: tuple[ObjectIndex, ...] = ()
    balance: tuple[Balance, ...] = ()
    not_asked: tuple[tuple[str, str], ...] = ()

    def agreement(self, instrument: str, item: str, subject: str) -> Agreement | None:
        """The agreement on one item for one subject, None when it was not asked or not revealed."""
        return self._agreement_by_key.get((instrument, item, subject))

    def index(self, subject: str, view: str = "all", code: str = "all") -> IndexValue | None:
        """One index value, None when it was not asked."""
        return self._index_by_key.get((subject, view, code))

    def cell(self, subject: str, item: str) -> CellValue | None:
        """What one rated cell is made of, None when it was not asked or not revealed."""
        return self._cell_by_key.get((subject, item))

    @cached_property
    def _cell_by_key(self) -> dict[tuple[str, str], CellValue]:
        return {(row.subject, row.item): row for row in self.cells}

    @cached_property
    def _agreement_by_key(self) -> dict[tuple[str, str, str], Agreement]:
        return {(row.instrument, row.item, row.subject): row for row in self.agreements}

    @cached_property
    def _index_by_key(self) -> dict[tuple[str, str, str], IndexValue]:
        return {(row.subject, row.view, row.code): row for row in self.indices}
