"""A small room for tests of the plan: three cities, nine people, options with complete money, envelopes and a key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment.plan import make_plan
from components.investment.plan_records import Plan
from components.workshop.records.base import Record
from components.workshop.records.money import Envelope
from components.workshop.records.options import Option
from components.workshop.records.partnership import CostKey
from components.workshop.records.rounds import Mark
from components.workshop.records.setting import Setting
from components.workshop.state import Snapshot
from tests.builders import given, snapshot

FIRST, YEARS = 2027, 5
CATALOGUE, PARAMETERS = load(), load_parameters()
GATES = tuple(test.code for test in CATALOGUE.gate_tests)
CRITERIA = tuple(row.code for row in CATALOGUE.option_criteria)
SETTING = Setting("main", first_year=FIRST, years=YEARS, currency="COP")
EQUAL = CostKey("equal", weight=100.0)


def option(code: str, capex: float | None = 90, **values: Any) -> Option:
    """A short-listed option of all three cities that costs nothing to run and passed every gate test."""
    known = {
        "name": f"Option {code}",
        "cities": ("C1", "C2", "C3"),
        "capex_likely": capex,
        "opex_per_year": 0.0,
        "decision": "short_list",
        "reason": "because",
        "gates_passed": GATES,
    }
    return Option(code, **(known | values))


def envelopes(**amounts: float) -> tuple[Envelope, ...]:
    """The same amount in every plan year, by city."""
    years = range(FIRST, FIRST + YEARS)
    return tuple(Envelope(f"{city}.{year}", city, year, amount) for city, amount in amounts.items() for year in years)


def marks(code: str, value: int, **differing: int) -> tuple[Mark, ...]:
    """Three people of each city give the option this mark on every criterion; a city in `differing` gives another."""
    given_by = {city: [differing.get(city, value)] * 3 for city in ("C1", "C2", "C3")}
    return tuple(mark for criterion in CRITERIA for mark in given("options", criterion, code, **given_by))


def seen(*records: Record, marked: Iterable[Mark] = (), setting: Setting = SETTING) -> Snapshot:
    """The snapshot of such a room."""
    return snapshot(setting, *records, marks=tuple(marked))


def plan_of(shown: Snapshot) -> Plan:
    """Evidence and plan with the shipped catalogue and parameters."""
    return make_plan(shown, evaluate(shown, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)
