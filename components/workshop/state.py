"""The present state of a workshop, folded from its changes, and the snapshot that results are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from components.workshop.records.base import Record, from_fields
from components.workshop.records.cities import City, Employment
from components.workshop.records.delivery import CityVotes, DisputeStep, Kpi, Risk, RiskShare, WorkItem
from components.workshop.records.demands import (
    BudgetYear,
    Ceiling,
    Consent,
    FloorDemand,
    Inflation,
    InKind,
    Match,
    OptionKey,
)
from components.workshop.records.indicators import CellTarget, Indicator
from components.workshop.records.links import LinkFact
from components.workshop.records.money import CertaintyWeight, CityCertainty, Envelope, Source, SourceAmount
from components.workshop.records.options import BenefitShare, Criterion, Option, OptionRole
from components.workshop.records.partnership import Clause, CostKey, Governance, KeyLimit, KeyMetric
from components.workshop.records.partnerships import Partnership
from components.workshop.records.peers import Peer
from components.workshop.records.room import AgendaItem, ItemText, Note, OwnBallot, Parking, Sitting
from components.workshop.records.rounds import Mark, Round
from components.workshop.records.scenarios import Adopted, Scenario, ScenarioChange
from components.workshop.records.setting import ExchangeRate, ParameterOverride, Setting

KINDS: dict[str, type[Record]] = {
    "setting": Setting,
    "parameter": ParameterOverride,
    "rate": ExchangeRate,
    "city": City,
    "employment": Employment,
    "indicator": Indicator,
    "target": CellTarget,
    "link": LinkFact,
    "peer": Peer,
    "partnership": Partnership,
    "option": Option,
    "benefit": BenefitShare,
    "option_role": OptionRole,
    "criterion": Criterion,
    "governance": Governance,
    "clause": Clause,
    "cost_key": CostKey,
    "key_limit": KeyLimit,
    "key_metric": KeyMetric,
    "envelope": Envelope,
    "source": Source,
    "source_amount": SourceAmount,
    "city_certainty": CityCertainty,
    "certainty_weight": CertaintyWeight,
    "budget": BudgetYear,
    "ceiling": Ceiling,
    "floor": FloorDemand,
    "match": Match,
    "inflation": Inflation,
    "option_key": OptionKey,
    "consent": Consent,
    "in_kind": InKind,
    "risk": Risk,
    "risk_share": RiskShare,
    "kpi": Kpi,
    "work": WorkItem,
    "city_votes": CityVotes,
    "dispute_step": DisputeStep,
    "scenario": Scenario,
    "scenario_change": ScenarioChange,
    "adopted": Adopted,
    "round": Round,
    "item": ItemText,
    "own_ballot": OwnBallot,
    "sitting": Sitting,
    "agenda": AgendaItem,
    "parking": Parking,
    "note": Note,
}
REMOVED = "removed"

Kind = TypeVar("Kind", bound=Record)


class FieldValue(NamedTuple):
    """The latest value of one field of one record."""

    kind: str
    code: str
    field: str
    value: Any


@dataclass(frozen=True)
class State:
    """Every record that is not removed, by kind, in the order in which they were first entered."""

    records: tuple[tuple[str, tuple[Record, ...]], ...] = ()

    @cached_property
    def _kinds(self) -> dict[str, tuple[Record, ...]]:
        # The first of two entries of a kind counts
        return dict(reversed(self.records))

    @cached_property
    def _codes(self) -> dict[str, dict[str, Record]]:
        return {kind: {record.code: record for record in reversed(found)} for kind, found in self._kinds.items()}

    def all(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """All records of a kind."""
        return cast("tuple[Kind, ...]", self._kinds.get(_NAMES[kind], ()))

    def get(self, kind: type[Kind], code: str) -> Kind | None:
        """The record of a code, or None."""
        return cast("Kind | None", self._codes.get(_NAMES[kind], {}).get(code))

    def one(self, kind: type[Kind], code: str = "main") -> Kind:
        """The record of a code, or an empty one with every field at its default."""
        return self.get(kind, code) or kind(code=code)

    @property
    def setting(self) -> Setting:
        """Title, years, currency."""
        return self.one(Setting)

    @cached_property
    def cities(self) -> tuple[City, ...]:
        """The partner cities in their fixed order."""
        return tuple(sorted(self.all(City), key=lambda city: (city.order, city.code)))

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options in the order of their codes."""
        return tuple(sorted(self.all(Option), key=lambda option: option.code))

    @cached_property
    def partnerships(self) -> tuple[Partnership, ...]:
        """The candidate partnerships in the order of their codes."""
        return tuple(sorted(self.all(Partnership), key=lambda item: item.code))

    def round_of(self, instrument: str, number: int = 1) -> Round | None:
        """The round of an instrument, or None when it was never opened."""
        return self.get(Round, f"{instrument}.{number}")


_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True)
class Snapshot:
    """What of a workshop may be seen at one version. `workshop` and `version` together are the key of every cache.

    Marks are those of revealed rounds only, the latest per person, item, subject and round. `heard`: where a what-if
    took a partner out, the state with all partners, under which options and criteria were marked; None: `state`.
    """

    workshop: str
    version: int
    state: State
    marks: tuple[Mark, ...] = ()
    heard: State | None = None


def fold(values: Iterable[FieldValue]) -> State:
    """The state from the latest value of every field, in the order of the fields' first change.

    A value of None is a field that was taken back: it has its default again, and a record without any value is gone.
    """
    found: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for kind, code, field, value in values:
        fields = found[kind, code]
        if value is not None:
            fields[field] = value
    records: dict[str, list[Record]] = defaultdict(list)
    for (kind, code), fields in found.items():
        if kind in KINDS and fields and not fields.get(REMOVED):
            records[kind].append(from_fields(KINDS[kind], code, fields))
    return State(tuple((kind, tuple(items)) for kind, items in records.items()))
