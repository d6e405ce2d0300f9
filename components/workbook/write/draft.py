"""What the workbook is written from: snapshot, evidence and plan with the names that people gave, in one language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

from components.analysis.evidence import Evidence
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.plan_records import OUTSIDE, Flow, Plan, PlanLine
from components.language import Texts, texts
from components.workshop.instruments import PRACTICE, criteria_in_use
from components.workshop.records.cities import City, Employment
from components.workshop.records.delivery import DisputeStep, Kpi, Risk, WorkItem
from components.workshop.records.money import Envelope, Source
from components.workshop.records.options import Option
from components.workshop.records.partnerships import Partnership
from components.workshop.records.setting import Setting
from components.workshop.state import Snapshot, State

OPTION_FLAGS = ("consensus", "discuss", "split", "too_few")


class Named(Protocol):
    """A record with a name in the language of the room and, if somebody gave it, in a second one."""

    @property
    def name(self) -> str:
        """As entered."""

    @property
    def name_second(self) -> str:
        """In the second language, empty when nobody gave it."""


@dataclass(frozen=True)
class Draft:
    """Everything that the sheets draw. `at`: when the book was written. `note`: a warning for the cover."""

    snapshot: Snapshot
    evidence: Evidence
    plan: Plan
    catalogue: Catalogue
    parameters: Parameters
    language: str
    at: datetime
    note: str = ""

    @property
    def t(self) -> Texts:
        """The texts of the book's language."""
        return texts(self.language)

    @property
    def state(self) -> State:
        """What the room entered."""
        return self.snapshot.state

    @property
    def setting(self) -> Setting:
        """Title, years, currency."""
        return self.snapshot.state.setting

    @property
    def title(self) -> str:
        """The plan's title in the book's language, if it has one."""
        setting = self.setting
        second = setting.title_second if self.language != setting.language else ""
        return second or setting.title or self.t("workbook.common.untitled")

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of the plan."""
        return self.setting.plan_years

    @property
    def cities(self) -> tuple[City, ...]:
        """The partners in their fixed order."""
        return self.state.cities

    @cached_property
    def chosen(self) -> tuple[PlanLine, ...]:
        """The lines of the plan, by rank of the score, then code."""
        last = len(self.plan.lines) + 1
        ranks = {row.option: row.rank or last for row in self.plan.scores}
        lines = (line for line in self.plan.lines if line.chosen)
        return tuple(sorted(lines, key=lambda line: (ranks.get(line.option, last), line.option)))

    @cached_property
    def criteria(self) -> tuple[tuple[str, str], ...]:
        """Code and name of the criteria in use."""
        return tuple((code, name(self.language)) for code, name in criteria_in_use(self.state, self.catalogue))

    @cached_property
    def demonstration(self) -> bool:
        """Whether anything in the book was invented for the demonstration."""
        state = self.state
        return (
            self.setting.demonstration
            or any(option.demonstration for option in state.options)
            or any(partnership.demonstration for partnership in state.partnerships)
            or any(row.demonstration for row in state.all(Employment))
            or any(source.demonstration for source in state.all(Source))
            or any(risk.demonstration for risk in state.all(Risk))
            or any(kpi.demonstration for kpi in state.all(Kpi))
            or any(item.demonstration for item in state.all(WorkItem))
            or any(step.demonstration for step in state.all(DisputeStep))
            or any(mark.demonstration or mark.way_in == "demo" for mark in self.snapshot.marks)
        )

    @cached_property
    def fingerprint(self) -> str:
        """Eight digits that differ when the content differs, so that two printed copies can be compared."""
        content = repr((self.snapshot, self.plan.flows, self.plan.lines, self.language))
        return hashlib.sha256(content.encode()).hexdigest()[:8]

    def option(self, code: str) -> Option:
        """The option of a code, an empty one when it was taken away."""
        return self.state.one(Option, code)

    def name(self, record: Named) -> str:
        """The name of a record in the book's language if it has one, as entered otherwise."""
        second = record.name_second if self.language != self.setting.language else ""
        return second or record.name

    def name_field(self, record: Named) -> str:
        """The field that `name` is taken from."""
        return "name_second" if self.language != self.setting.language and record.name_second else "name"

    def option_name(self, code: str) -> str:
        """The name of an option."""
        return self.name(self.option(code)) or code

    def city_name(self, code: str) -> str:
        """The name of a city, or of whoever pays from outside."""
        if code == OUTSIDE:
            return self.t("workbook.common.outside")
        found = self.state.get(City, code)
        return (self.name(found) if found else "") or code

    def rater_city(self, code: str) -> str:
        """The name of a city whose people marked; one that is no longer a partner has no name left and says so."""
        if self.state.get(City, code) is None:
            return self.t("workbook.method.left", city=code)
        return self.city_name(code)

    def silent(self, instrument: str = "") -> tuple[str, ...]:
        """The partners without a single revealed mark: of one ballot, or of any but the practice question."""
        heard = {
            mark.city for mark in self.snapshot.marks if mark.instrument == (instrument or mark.instrument) != PRACTICE
        }
        return tuple(city.code for city in self.cities if city.code not in heard)

    def city_names(self, codes: tuple[str, ...]) -> str:
        """Names of cities in a row."""
        return self.t.joined([self.city_name(code) for code in codes])

    def subject_name(self, code: str) -> str:
        """Name of whatever was marked: city, pair, partnership, option or the whole."""
        if found := self.state.get(Option, code):
            return self.name(found)
        if partnership := self.state.get(Partnership, code):
            return self.name(partnership)
        parts = [self.city_name(part) for part in code.split("-")]
        return self.t("workbook.common.whole") if code == "all" else " – ".join(parts)

    def term(self, table: str, code: str) -> str:
        """Label of a term of the framework; an empty code stays empty, an own word is shown as it is."""
        if code and self.catalogue.has(table, code):
            return self.t.label(self.catalogue.find(table, code))
        return code

    def terms(self, table: str, codes: tuple[str, ...]) -> str:
        """Labels in a row."""
        return self.t.joined([self.term(table, code) for code in codes])

    def flag(self, code: str) -> str:
        """The word for a degree of agreement."""
        return self.t(f"workbook.flag.{code}") if code in OPTION_FLAGS else code

    def source_name(self, code: str) -> str:
        """Name of a source of money: the room's own, or a kind of the framework; nobody yet when it is empty."""
        if not code:
            return self.t("workbook.common.nobody")
        found = self.state.get(Source, code)
        return found.name if found and found.name else self.term("funding_sources", code)

    def envelope(self, city: str, year: int) -> float | None:
        """What a city can invest in a year, None when it is not stated."""
        found = self.state.get(Envelope, f"{city}.{year}")
        return found.amount if found else None

    def flows(
        self, *, option: str = "", year: int = 0, kind: str = "", payer: str = "", source: str | None = None
    ) -> tuple[Flow, ...]:
        """The rows of the cash flow that fit; an empty argument means any."""
        return tuple(
            flow
            for flow in self.plan.flows
            if (not option or flow.option == option)
            and (not year or flow.year == year)
            and (not kind or flow.kind == kind)
            and (not payer or flow.payer == payer)
            and (source is None or flow.source == source)
        )

    def money(
        self,
        *,
        option: str = "",
        year: int = 0,
        kind: str = "",
        payer: str = "",
        source: str | None = None,
        certainty: str = "",
    ) -> int:
        """Sum of the rows of the cash flow that fit."""
        found = self.flows(option=option, year=year, kind=kind, payer=payer, source=source)
        return sum(flow.amount for flow in found if not certainty or flow.certainty == certainty)
