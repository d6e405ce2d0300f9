"""What was changed in a plan workbook outside, cell by cell, and what of it a workshop can take over.

Only inputs come back; a formula or a value of the program that was overwritten is named and not taken, with the reason
and what to do instead. Every change passes the rules of the screens; what they refuse stands with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from components.errors import InputError, Problem
from components.workshop.changes import Edit
from components.workshop.edits.fields import set_field, set_fields
from components.workshop.edits.scenarios import with_edits
from components.workshop.edits.values import tidied
from components.workshop.records.setting import ParameterOverride
from components.workshop.state import KINDS, State

_SEEKS: dict[str, frozenset[str]] = {
    "option": frozenset({
        "alternatives", "beneficiaries", "build_years", "capex_likely", "cities", "currency", "decision",
        "earliest_year", "excludes", "gates_failed", "gates_passed", "kind", "lead_city", "nature", "opex_payer",
        "opex_per_year", "requires", "revenue_per_year", "spent",
    }),
    "setting": frozenset({"price_year"}),
    "city": frozenset({"current_revenue", "current_spending", "own_revenue", "population"}),
}  # fmt: skip
_SEEK_ALL = frozenset({
    "budget", "ceiling", "certainty_weight", "city_certainty", "cost_key", "envelope", "floor", "in_kind", "key_limit",
    "key_metric", "match", "option_key", "parameter", "rate", "source", "source_amount",
})  # fmt: skip
_SAYS = frozenset({"conditions", "contact", "deadline", "evidence", "instrument", "provider", "source", "terms", "type",
                   "what", "date"})  # fmt: skip


@dataclass(frozen=True)
class Changed:
    """An input that says something else than when the book was written. before, after: as they stand in the cell, or
    the part of it that is meant; value: as the field takes it; since: the workshop's own value when it was changed
    meanwhile, else None. computed: a formula was typed and its result is meant; read_as: the number that a typed text
    was read as; doubt: what else could be meant; rows: how many rows of the sheet say the same together. same: the
    workshop says so already.
    """

    sheet: str
    cell: str
    column: str
    kind: str
    code: str
    field: str
    before: str
    after: str
    value: Any = None
    since: Any = None
    moved: bool = False
    computed: bool = False
    read_as: str = ""
    doubt: tuple[Problem, ...] = ()
    rows: int = 1
    same: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, as people write it: `10_Plan!C7`."""
        return f"{self.sheet}!{self.cell}"

    @property
    def mark(self) -> str:
        """What tells it from every other change of the book."""
        return f"{self.place}.{self.kind}.{self.code}.{self.field}"

    @property
    def takeable(self) -> bool:
        """Whether it can be taken over."""
        return not self.problems and not self.same

    @property
    def seeks(self) -> bool:
        """Whether the best plan may be another one with it, so that it is sought again."""
        return self.field in _SEEKS.get(self.kind, ()) or (self.kind in _SEEK_ALL and self.field not in _SAYS)


@dataclass(frozen=True)
class NotTaken:
    """A place that was changed and is no input of the workshop. why: a word of `plan_book_reasons`; what: what stands
    there; before: what stood there, where that is known; column: the words over it; row: those that name its row.
    """

    place: str
    why: str
    what: str
    before: str = ""
    column: str = ""
    row: str = ""


@dataclass(frozen=True)
class Edited:
    """All that is different from the book as it was written."""

    changes: tuple[Changed, ...]
    not_taken: tuple[NotTaken, ...]

    @property
    def untouched(self) -> bool:
        """Whether nothing at all was changed."""
        return not self.changes and not self.not_taken


def edits_of(
    changes: Sequence[Changed], state: State, *, reason: str = ""
) -> tuple[tuple[Edit, ...], tuple[Changed, ...]]:
    """The edits that take changes over, fields of one record together, and what the rules refuse with the reason. What
    is possible only after another change is tried again after it. reason: kept with thresholds that had none.
    """
    records: dict[tuple[str, str], list[Changed]] = defaultdict(list)
    for change in changes:
        records[change.kind, change.code].append(change)
    edits: list[Edit] = []
    waiting = list(records.values())
    refused: list[Changed] = []
    while waiting:
        left: list[list[Changed]] = []
        refused = []
        for own in waiting:
            made, failed = _of_record(own, state, reason)
            state = with_edits(state, made) if made else state
            edits += made
            refused += failed
            left += [failed] if failed else []
        if sum(map(len, left)) == sum(map(len, waiting)):
            break
        waiting = left
    return tuple(edits), tuple(refused)


def _of_record(own: list[Changed], state: State, reason: str) -> tuple[tuple[Edit, ...], list[Changed]]:
    kind, code = own[0].kind, own[0].code
    values = {change.field: change.value for change in own}
    if kind == "parameter" and reason and not state.one(ParameterOverride, code).reason:
        values["reason"] = reason
    try:
        return set_fields(state, kind, code, values), []
    except InputError as together:
        edits: list[Edit] = []
        refused: list[Changed] = []
        for change in own:
            try:
                edits += set_field(with_edits(state, edits), kind, code, change.field, change.value)
            except InputError as alone:
                refused.append(replace(change, problems=alone.problems or together.problems))
        return tuple(edits), refused


def settled(changes: Sequence[Changed], state: State) -> tuple[Changed, ...]:
    """The changes beside each other and beside the rules of the screens."""
    found = [_judged(change, state) for change in _agreeing(changes)]
    _, refused = edits_of([change for change in found if not change.problems or _only_rules(change)], state)
    never = {change.mark for change in refused}
    return tuple(
        replace(change, problems=()) if _only_rules(change) and change.mark not in never else change for change in found
    )


def _only_rules(change: Changed) -> bool:
    """Whether nothing but the rules of the screens refuses a change by itself."""
    return bool(change.problems) and all(not problem.key.startswith("reopen.") for problem in change.problems)


def _agreeing(changes: Sequence[Changed]) -> list[Changed]:
    """A field that two cells state stands once when they agree, and as a fault in both when they do not."""
    fields: dict[tuple[str, str, str], list[Changed]] = defaultdict(list)
    for place, change in enumerate(changes):
        fields[(change.kind, change.code, change.field) if change.kind else ("", "", str(place))].append(change)
    found: list[Changed] = []
    for own in fields.values():
        first = own[0]
        if all(change.value == first.value for change in own):
            found.append(first)
            continue
        for change in own:
            other = next(one for one in own if one.value != change.value)
            problem = Problem("reopen.contradiction", {"cell": other.place, "value": other.after})
            found.append(replace(change, problems=(*change.problems, problem)))
    return found


def _judged(change: Changed, state: State) -> Changed:
    """The change beside the rules of the screens."""
    if change.problems:
        return change
    if tidied(KINDS[change.kind], change.field, change.value) == getattr(
        state.one(KINDS[change.kind], change.code), change.field
    ):
        return replace(change, same=True)
    try:
        edits = set_field(state, change.kind, change.code, change.field, change.value)
    except InputError as error:
        return replace(change, problems=error.problems)
    return replace(change, same=not edits)
