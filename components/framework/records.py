"""The records of the framework, one frozen class per table of data/framework.

Every record says where it comes from (`source`) and how far the source carries it (`status`): `stated` in the source,
`inferred` where the printed layout was lost, `design` where the sources are silent and the decision is our own.
A vocabulary without columns of its own is read as `Choice`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Label:
    """A text in both languages; call it with a language code (anything but `zh` gives English)."""

    en: str
    zh: str

    def __call__(self, language: str) -> str:
        """The text in `language`."""
        return self.zh if language == "zh" else self.en


Anchors = tuple[Label, Label, Label, Label, Label, Label]


@dataclass(frozen=True)
class Term:
    """Base of every record: a code that never changes, its label, source, status and an optional note in English."""

    code: str
    label: Label
    source: str
    status: str
    note: str


@dataclass(frozen=True)
class Choice(Term):
    """An entry of a plain list."""


@dataclass(frozen=True)
class Step(Term):
    """One of the six steps: what goes in, what the group does, what comes out, and the gate before the next one."""

    goes_in: Label
    group_does: Label
    comes_out: Label
    gate: Label


@dataclass(frozen=True)
class Explained(Term):
    """A term with one sentence that says what it is."""

    what: Label


@dataclass(frozen=True)
class StakeholderGroup(Explained):
    """Whom somebody speaks for; `per_city`: somebody of it is wanted from every city."""

    per_city: bool


@dataclass(frozen=True)
class Element(Term):
    """An element of connectivity of table 3.1; `doubtful` where the print leaves its column or wording open. The
    `statement` is ours.
    """

    dimension: str
    kind: str
    doubtful: bool
    statement: Label


@dataclass(frozen=True)
class QuickCell(Term):
    """A question by dimension and kind, rated 0-5; `anchors` are the words for 0, 1, 2, 3, 4 and 5."""

    dimension: str
    kind: str
    statement: Label
    anchors: Anchors


@dataclass(frozen=True)
class Cell(QuickCell):
    """A question of the standard instrument: dimension x kind x scale."""

    scale: str


@dataclass(frozen=True)
class MeasuredIndicator(Term):
    """Something that can be counted about a city or a pair of cities (`about`), and the cell of the index that it
    informs: dimension, kind and scale (None for a pair), or the `element` in the full instrument.

    What people enter is divided by the `denominator` (none, population) and multiplied by `per`, which gives `unit`.
    `worst` and `best` are 0 and 100 of the scale, and values beyond them are capped there; `direction` 1: more is
    better, -1: less is. `link`: which of the three links it measures, None for none of them.
    """

    unit: Label
    about: str
    worst: float
    best: float
    direction: int
    denominator: str
    per: float
    dimension: str
    kind: str
    scale: str | None
    element: str | None
    link: str | None


@dataclass(frozen=True)
class RatedItem(Term):
    """A statement that people rate 0-5."""

    statement: Label
    anchors: Anchors


@dataclass(frozen=True)
class ScalePoint(Term):
    """The words for one point of a scale."""

    value: int


@dataclass(frozen=True)
class CityType(Term):
    """A type of secondary city with the numbers that the source gives; None where it gives none."""

    what: Label
    examples: Label
    group: str
    reach_km: float | None
    reach_hours_low: float | None
    reach_hours_high: float | None
    sprawl_km: float | None
    sprawl_km2: float | None
    cities_minimum: int | None


@dataclass(frozen=True)
class NetworkLevel(Term):
    """A level of table 5.1 and the scales of the index whose gaps it can answer."""

    scales: tuple[str, ...]


@dataclass(frozen=True)
class PublicGood(Term):
    """A public good or service of table 5.1. `tie_status` is the status of its dimension and kind."""

    level: str
    form: str
    dimension: str
    kind: str
    doubtful: bool
    tie_status: str


@dataclass(frozen=True)
class CollaborationModel(Term):
    """A collaboration elsewhere: what it is, what can be learned from it and what it needs."""

    what: Label
    lesson: Label
    needs: Label


@dataclass(frozen=True)
class GovernanceForm(Term):
    """A form of joint government: what it is, when it fits, and what law, staff, money and time it needs.
    `legal_person`: whether it can own and borrow.
    """

    what: Label
    when: Label
    legal_person: bool
    law: Label
    staff: Label
    money: Label
    time: Label


@dataclass(frozen=True)
class SimplerAgreement(Term):
    """A rung of the ladder of agreements that come before a full partnership; `rung` 1 is the easiest. `needs`: what
    must be at hand.
    """

    what: Label
    needs: Label
    rung: int


@dataclass(frozen=True)
class CostKey(Term):
    """A key by which cities share a cost; `needs_metric` is false only where the key needs no measure."""

    metric: Label
    fits: Label
    watch_out: Label
    needs_metric: bool


@dataclass(frozen=True)
class FundingSource(Term):
    """Where money comes from. `outside`: not the cities' own; `repayable`: it must be paid back from budgets."""

    outside: bool
    repayable: bool


@dataclass(frozen=True)
class Certainty(Term):
    """How sure an amount is; `weight_percent` of it counts in the certainty-weighted total."""

    weight_percent: float
    what: Label


@dataclass(frozen=True)
class ClusterCriterion(Term):
    """A criterion of the feasibility of a partnership; `core` marks the six that are always asked."""

    core: bool
    statement: Label
    anchors: Anchors


@dataclass(frozen=True)
class Theme(Term):
    """A theme of option criteria; each belongs to one of the two axes."""

    axis: str


@dataclass(frozen=True)
class OptionCriterion(Term):
    """A default criterion for investment options; higher is always better."""

    theme: str
    axis: str
    definition: Label
    anchors: Anchors


@dataclass(frozen=True)
class RiskAnchor(Explained):
    """The words for one point, 1 to 5, of the likelihood or the impact of a risk (`axis`)."""

    axis: str
    value: int


@dataclass(frozen=True)
class KpiExample(Term):
    """An example of an indicator. `level` None: for the delivery of the plan as a whole. `result`: whether it measures
    an input, an output or an outcome.
    """

    level: str | None
    result: str
    form: str
    unit: Label
    direction: str


@dataclass(frozen=True)
class Mechanism(Term):
    """An item of the diagnosis checklist of network externality; `parent` None for the four mechanisms themselves."""

    parent: str | None
    question: Label


@dataclass(frozen=True)
class Ordered(Explained):
    """A term with a place in an order, such as a stage of readiness."""

    order: int


@dataclass(frozen=True)
class PlanCheck(Term):
    """A check of the workbook; while a `core` check fails, the plan cannot be put up for decision."""

    number: int
    core: bool


@dataclass(frozen=True)
class RoomSize(Term):
    """How many people may be more than one point from the median and the room still agrees, by size of the room."""

    people_low: int
    people_high: int
    outside_allowed: int


@dataclass(frozen=True)
class RandomIndex(Term):
    """How inconsistent judgements made at random are on average, by the number of criteria compared in pairs."""

    criteria: int
    value: float


@dataclass(frozen=True)
class RunSheetLine(Term):
    """One line of a run sheet (`half_day`, `two_days`). `starts`, `until`: planned times HH:MM of a day on its first
    line, empty on those that follow. `apart`: without the room. `ballot`: code of an instrument, or empty.
    """

    sheet: str
    day: int
    starts: str
    until: str
    minutes: int
    step: int
    apart: bool
    group: Label
    method: Label
    ballot: str


@dataclass(frozen=True)
class Method(Explained):
    """How one kind of result is made. `basis`: what it rests on (measured, judged, design). `limits`: what it does not
    say. `parameters`: codes of the thresholds it uses, with blanks between. `module`: the file that does it.
    """

    basis: str
    formula: str
    limits: Label
    parameters: str
    module: str

    @property
    def thresholds(self) -> tuple[str, ...]:
        """Codes of the parameters."""
        return tuple(self.parameters.split())


R = TypeVar("R", bound=Term)


def by_code(records: Iterable[R], code: str) -> R:
    """The record with this code. Raises KeyError when there is none."""
    for record in records:
        if record.code == code:
            return record
    raise KeyError(code)
