"""A plan that the room adopts, frozen with all that it rests on, and what has changed since.

The document is JSON with sorted keys and without blanks, so that its SHA-256 names it. It holds the whole plan (what
is built when, who pays, scores, shares, the proven gap), everything that was entered, without the free texts, which
their authors may have erased, the thresholds, what the gates lacked, and the versions of program, tables and solver. It
holds no mark and no person. `rows`: how much of the log it rests on, so that the marks behind it can be found again.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import platform
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import scipy

from components.errors import InputError, Problem
from components.framework.parameters import Parameters
from components.investment.freezing import frozen, thawed
from components.investment.plan_records import Plan, Score
from components.investment.scenarios import MONEY_INPUTS
from components.workshop.records.base import Record, free_text_fields
from components.workshop.records.rounds import Round
from components.workshop.records.scenarios import Adopted, Scenario, ScenarioChange
from components.workshop.state import KINDS, Snapshot, State

FORMAT = 1
_PROGRAM = ("program", "highs", "scipy", "python")
_NOT_OF_THE_PLAN = frozenset(
    {"scenario", "scenario_change", "adopted", "round", "item", "own_ballot", "sitting", "agenda", "parking", "note"}
)
_TOLD = ("setting", "city", "option", *MONEY_INPUTS, "parameter", "governance")
"""Kinds whose changes since an adoption are told one by one."""
_NOT_TOLD = frozenset({"status", "version", "prepared_by", "demonstration", "order"})


@dataclass(frozen=True)
class Basis:
    """What a plan rests on beside snapshot and plan. `rows`: of the log; `missing`: key and values of every text that
    the gates lacked; `by`: who adopts, a role or a pseudonym; `at`: when, ISO 8601.
    """

    name: str
    by: str
    at: str
    rows: int
    scenario: str = ""
    missing: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = ()


@dataclass(frozen=True)
class Document:
    """An adopted plan as it was read. `inputs`: by kind and code the fields as plain JSON."""

    name: str
    by: str
    at: str
    rows: int
    version: int
    scenario: str
    scenario_name: str
    plan: Plan
    parameters: dict[str, float]
    inputs: dict[str, dict[str, dict[str, Any]]]
    rounds: tuple[str, ...]
    marks: int
    program: dict[str, str]
    hash: str
    overridden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Today:
    """What the program brings along otherwise than when a plan was adopted: (name, then, today) of `program`, and of
    the thresholds that the workshop had not set itself; None is not there. `data`: the framework's tables differ, None
    when the document does not say with which it was made.
    """

    program: tuple[tuple[str, str, str], ...]
    thresholds: tuple[tuple[str, float | None, float | None], ...]
    data: bool | None


@dataclass(frozen=True)
class InputChange:
    """One field that has another value than in the adopted plan; None is not stated, or not there."""

    kind: str
    code: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Since:
    """What changed since an adoption. `rounds`: ballots revealed since; `marks`: how many more marks count."""

    inputs: tuple[InputChange, ...]
    rounds: tuple[str, ...]
    marks: int


def document(snapshot: Snapshot, plan: Plan, parameters: Parameters, basis: Basis, *, of: State | None = None) -> str:
    """The document of a plan. snapshot: what the plan was made of; of: the workshop's own state when that is of a
    scenario; parameters: those in force.
    """
    state = snapshot.state
    workshop = state if of is None else of
    scenario = workshop.get(Scenario, basis.scenario)
    content = {
        "format": FORMAT,
        "name": basis.name,
        "by": basis.by,
        "at": basis.at,
        "workshop": snapshot.workshop,
        "title": state.setting.title,
        "version": snapshot.version,
        "rows": basis.rows,
        "scenario": None
        if scenario is None
        else {
            "code": scenario.code,
            "name": scenario.name,
            "changes": [
                frozen(row) for row in workshop.all(ScenarioChange) if row.scenario == scenario.code
            ],
        },
        "plan": frozen(plan),
        "parameters": {row.code: row.value for row in parameters.rows},
        "overridden": list(parameters.overridden),
        "inputs": _inputs(state),
        "rounds": {row.code: row.revealed_at for row in state.all(Round) if row.revealed_at},
        "marks": len(snapshot.marks),
        "missing": frozen(basis.missing),
        "program": versions(),
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hashed(text: str) -> str:
    """The SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(adopted: Adopted) -> Document:
    """An adopted plan from its document. Raises InputError when that was changed, erased, or is of a later program."""
    if hashed(adopted.document) != adopted.hash:
        raise InputError(Problem("adopted.changed", {"code": adopted.code}))
    content = json.loads(adopted.document)
    if content["format"] > FORMAT:
        raise InputError(Problem("adopted.later", {"code": adopted.code}))
    scenario = content["scenario"] or {"code": "", "name": ""}
    return Document(
        name=content["name"],
        by=content["by"],
        at=content["at"],
        rows=content["rows"],
        version=content["version"],
        scenario=scenario["code"],
        scenario_name=scenario["name"],
        plan=thawed(Plan, content["plan"]),
        parameters=content["parameters"],
        inputs=content["inputs"],
        rounds=tuple(content["rounds"]),
        marks=content["marks"],
        program=content["program"],
        hash=adopted.hash,
        overridden=tuple(content["overridden"]),
    )


def today(found: Document, shipped: Parameters) -> Today:
    """What the program of today brings along otherwise. shipped: its thresholds, without those that a workshop set."""
    here, then = versions(), found.program
    values = {row.code: row.value for row in shipped.rows}
    codes = [code for code in dict.fromkeys([*found.parameters, *values]) if code not in found.overridden]
    return Today(
        program=tuple((name, then.get(name, ""), here[name]) for name in _PROGRAM if then.get(name) != here[name]),
        thresholds=tuple(
            (code, found.parameters.get(code), values.get(code))
            for code in codes
            if found.parameters.get(code) != values.get(code)
        ),
        data=then["data"] != here["data"] if "data" in then else None,
    )


def differing(found: Plan, again: Plan) -> tuple[str, ...]:
    """In which parts a plan worked out again, with the same options in the same years, is not the adopted one: scores,
    key, verdicts, money, tiers. Both hold what can be compared; scores to 1e-9.
    """
    one, two = _parts(found), _parts(again)
    return tuple(name for name, held in one.items() if held != two[name])


def _parts(plan: Plan) -> dict[str, list[tuple[Any, ...]]]:
    return {
        "scores": [_scored(row) for row in plan.scores],
        "key": [(share.city, share.percent) for share in plan.sharing.shares],
        "verdicts": [(row.partnership, row.proposed) for row in plan.verdicts],
        "money": [(row.option, row.year, row.kind, row.payer, row.source, row.amount) for row in plan.flows],
        "tiers": [(row.option, row.start, row.tier) for row in plan.lines],
    }


def _scored(row: Score) -> tuple[str, float | None, str]:
    return row.option, None if row.value is None else round(row.value, 9), row.flag


def since(found: Document, snapshot: Snapshot) -> Since:
    """What was entered and revealed since a plan was adopted: against the workshop as it is."""
    held = _inputs(snapshot.state)
    rounds = {row.code for row in snapshot.state.all(Round) if row.revealed_at} - set(found.rounds)
    changes = [
        change
        for kind in _TOLD
        for change in _changes(kind, found.inputs.get(kind, {}), held.get(kind, {}))
        if change.field not in _NOT_TOLD
    ]
    return Since(tuple(changes), tuple(sorted(rounds)), len(snapshot.marks) - found.marks)


def standing(state: State) -> Adopted | None:
    """The adopted plan that is in force; None when there is none."""
    rows = [row for row in state.all(Adopted) if not row.superseded_by]
    return rows[-1] if rows else None


@cache
def versions() -> dict[str, str]:
    """Versions of the program, of Python, and of the solver with its library."""
    project = Path(__file__).parent.parent.parent / "pyproject.toml"
    own = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"] if project.exists() else ""
    core = importlib.import_module("scipy.optimize._highspy._core")
    parts = [getattr(core, f"HIGHS_VERSION_{part}", "?") for part in ("MAJOR", "MINOR", "PATCH")]
    return {
        "program": own,
        "data": _data_version(),
        "highs": ".".join(str(part) for part in parts),
        "scipy": scipy.__version__,
        "python": platform.python_version(),
    }


def _data_version() -> str:
    """The first half of a SHA-256 of the framework's tables and the thresholds, so that a changed table is noticed."""
    folder = Path(__file__).parent.parent.parent / "data"
    tables = [folder / "parameters.csv", *sorted((folder / "framework").glob("*.csv"))]
    whole = hashlib.sha256()
    for table in tables:
        whole.update(table.name.encode())
        whole.update(table.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()[:32]


def _inputs(state: State) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        kind: {record.code: _fields(record) for record in records}
        for kind, records in state.records
        if kind not in _NOT_OF_THE_PLAN
    }


def _fields(record: Record) -> dict[str, Any]:
    plain: dict[str, Any] = frozen(record, without=free_text_fields(type(record)) | {"code"})
    return plain


def _changes(kind: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> Sequence[InputChange]:
    found = []
    for code in dict.fromkeys([*before, *after]):
        one, two = before.get(code, {}), after.get(code, {})
        if not one or not two:
            # The first field that says something stands for a record that came or went
            found.append(InputChange(kind, code, "", None if not one else code, None if not two else code))
            continue
        names = [item.name for item in fields(KINDS[kind]) if item.name in one and item.name in two]
        found += [InputChange(kind, code, name, one[name], two[name]) for name in names if one[name] != two[name]]
    return found
