"""What every edit must meet, whatever its step: the type of the field, its bounds, the framework's lists, known
references.

A step's own rules look at the whole record as it would be after the edit. Of their problems only those count that
name a changed field, so that an old fault elsewhere never stands in the way of an unrelated entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from itertools import combinations
from typing import Any, NamedTuple

from components.errors import InputError, Problem
from components.framework.catalogue import load
from components.workshop.changes import Edit
from components.workshop.edits.values import tidied, value_problems
from components.workshop.records.cities import pair_code
from components.workshop.state import KINDS, State


class Fault(NamedTuple):
    """A problem of a record as a whole, and the fields that it lies in."""

    fields: frozenset[str]
    problem: Problem


Rule = Callable[[State, Any], list[Fault]]

CODES: dict[str, str] = {"clause": "clauses", "cost_key": "cost_keys", "certainty_weight": "certainties"}
"""Kinds whose records have the codes of a table of the framework."""

MUST_EXIST = frozenset(
    {"city", "partnership", "option", "source", "risk", "kpi", "work", "dispute_step", "scenario", "adopted"}
)
IDENTITY: dict[str, tuple[str, str]] = {
    "envelope": ("city", "year"),
    "source_amount": ("source", "year"),
    "benefit": ("option", "city"),
    "employment": ("city", "sector"),
    "indicator": ("indicator", "subject"),
    "link": ("pair", "medium"),
    "key_metric": ("key", "city"),
    "option_role": ("option", "city"),
    "option_key": ("option", "key"),
    "consent": ("option", "city"),
    "floor": ("of", "subject"),
    "risk_share": ("risk", "city"),
}
"""What the two parts of a composite code say, such as `C1.2027`."""


def edits_for(
    state: State, kind: str, code: str, values: Mapping[str, Any], *, rule: Rule | None = None, new: bool = False
) -> tuple[Edit, ...]:
    """The edits that give a record these values; only what changes. `new`: the record must not be there yet.

    Lists become tuples, texts lose outer blanks, None in a field without «not known» is its default. Raises
    InputError with every problem.
    """
    problems = _unknown(state, kind, code, values, new=new)
    if problems:
        raise InputError(*problems)
    cls = KINDS[kind]
    record = state.get(cls, code)
    given = identity_of(kind, code) | dict(values) if record is None else dict(values)
    record = record or cls(code=code)
    tidy = {field: tidied(cls, field, value) for field, value in given.items()}
    problems = [problem for field, value in tidy.items() for problem in value_problems(kind, field, value)]
    if not problems:
        after = replace(record, **tidy)
        faults = [*_reference_faults(state, kind, after), *(rule(state, after) if rule else [])]
        problems = [fault.problem for fault in faults if fault.fields & tidy.keys()]
    if problems:
        raise InputError(*_once(problems))
    changed = {field: value for field, value in tidy.items() if value != getattr(record, field)}
    if not changed.keys() & values.keys():
        return ()
    return tuple(Edit(kind, code, field, value, before=getattr(record, field)) for field, value in changed.items())


def identity_of(kind: str, code: str) -> dict[str, Any]:
    """The fields that a composite code states; empty for other kinds."""
    names = IDENTITY.get(kind)
    parts = code.split(".")
    if names is None or len(parts) != 2:
        return {}
    return {name: int(part) if name == "year" and part.isdecimal() else part for name, part in zip(names, parts)}


def whole_faults(amount: float | None, *names: str) -> list[Fault]:
    """Money of the plan is in whole units of it; None is not known. `names`: the fields that the fault lies in."""
    if amount is None or float(amount).is_integer():
        return []
    return [Fault(frozenset(names), Problem("edits.not_whole", {"value": f"{amount:g}"}))]


def _unknown(state: State, kind: str, code: str, values: Mapping[str, Any], *, new: bool) -> list[Problem]:
    if kind not in KINDS:
        return [Problem("store.unknown_field", {"kind": kind, "field": ", ".join(values)})]
    names = {item.name for item in fields(KINDS[kind])} - {"code"}
    problems = [Problem("store.unknown_field", {"kind": kind, "field": name}) for name in values if name not in names]
    if kind in MUST_EXIST and not new and state.get(KINDS[kind], code) is None:
        problems.append(Problem("edits.gone", {"code": code}))
    if kind in CODES and not load().has(CODES[kind], code):
        problems.append(Problem("edits.not_in_list", {"value": code}))
    return problems


def _reference_faults(state: State, kind: str, record: Any) -> list[Fault]:
    """Cities, options and sources that a record names must be there."""
    cities = {city.code for city in state.cities}
    options = {option.code for option in state.options}
    sources = {record.code for name, records in state.records if name == "source" for record in records}
    pairs = {pair_code(one, two) for one, two in combinations(state.cities, 2)}
    clusters = {item.code for item in state.partnerships}
    pools = {
        "partnership": clusters,
        "city": cities,
        "option": options,
        "source": sources,
        "reference": cities | {"REF"},
        "pair": pairs,
    }
    faults = []
    for field, known in _REFERENCES.get(kind, {}).items():
        value = getattr(record, field)
        wanted = value if isinstance(value, tuple) else (value,) if value else ()
        pool = pools[known]
        faults += [
            Fault(
                frozenset({field}),
                Problem(f"edits.unknown_{known if known != 'reference' else 'city'}", {"code": item}),
            )
            for item in wanted
            if item not in pool
        ]
    return faults


_REFERENCES: dict[str, dict[str, str]] = {
    "partnership": {"cities": "city"},
    "option": {
        "cities": "city",
        "lead_city": "city",
        "requires": "option",
        "excludes": "option",
        "merge_with": "option",
        "cluster": "partnership",
    },
    "employment": {"city": "reference"},
    "link": {"pair": "pair"},
    "benefit": {"option": "option", "city": "city"},
    "envelope": {"city": "city"},
    "key_metric": {"city": "city"},
    "source": {"options": "option"},
    "source_amount": {"source": "source"},
    "option_role": {"option": "option", "city": "city"},
    "option_key": {"option": "option"},
    "consent": {"option": "option", "city": "city"},
    "risk": {"option": "option", "shared_between": "city"},
    "risk_share": {"city": "city"},
    "kpi": {"option": "option"},
    "work": {"option": "option"},
    "governance": {"cost_option": "option"},
}


def _once(problems: list[Problem]) -> list[Problem]:
    found: list[Problem] = []
    for problem in problems:
        if problem not in found:
            found.append(problem)
    return found
