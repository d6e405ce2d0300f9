"""What the ballots ask: statements reworded, dropped, put back or added, and ballots of the room's own.

A statement has its words for as long as a round of its ballot is not revealed. Words that people were asked get a new
revision when they are changed, so that marks given to other words are never counted with them. Codes are never given
again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.errors import InputError, Problem, RefusedError
from components.framework.catalogue import load
from components.workshop import rounds
from components.workshop.changes import Change, Edit, removal
from components.workshop.edits.checks import Fault, edits_for
from components.workshop.edits.codes import next_code
from components.workshop.instruments import Instrument, Item, instrument
from components.workshop.records.room import ROOM_SUBJECTS, ItemText, OwnBallot
from components.workshop.state import State

FIRST_ADDED, OTHER_WORDS = 1, 2
_BY_CRITERIA = ("weights", "options")
_OWN = "x"
_LAST_STEP = 6


def reword(state: State, ballot: str, item: str, statement: str, statement_second: str = "") -> tuple[Edit, ...]:
    """Other words for a statement; the second language may be left blank. Raises InputError for an unknown or blank
    one, RefusedError while a round of the ballot is not revealed.
    """
    found = _instrument(state, ballot)
    _require_quiet(state, found)
    if found.whole_only:
        raise RefusedError(Problem("edits.item_of_criteria"))
    now = _item(found, item)
    if not statement.strip():
        raise InputError(Problem("edits.needs_statement"))
    values = {"statement": statement, "statement_second": statement_second}
    changed = _edits(state, ballot, item, values)
    if not changed:
        return ()
    revision = now.revision + _was_asked(state, ballot, now)
    return _edits(state, ballot, item, {**values, "revision": revision})


def drop_item(state: State, ballot: str, item: str) -> tuple[Edit, ...]:
    """Takes a statement off the ballot; its marks stay in the log and count nowhere. Raises InputError for the last
    one, RefusedError while a round is not revealed and for criteria, which are changed in step 4.
    """
    found = _instrument(state, ballot)
    _require_quiet(state, found)
    _require_not_criteria(ballot)
    _item(found, item)
    if len(found.items) == 1:
        raise InputError(Problem("edits.last_item"))
    return _edits(state, ballot, item, {"dropped": True})


def restore_item(state: State, ballot: str, item: str) -> tuple[Edit, ...]:
    """Puts a dropped statement back with the words that it had."""
    _require_quiet(state, _instrument(state, ballot))
    record = state.get(ItemText, code_of(ballot, item))
    if record is None or not record.dropped:
        raise InputError(Problem("edits.gone", {"code": item}))
    return _edits(state, ballot, item, {"dropped": False})


def restore_words(state: State, ballot: str, item: str) -> tuple[Edit, ...]:
    """Gives a statement that came with the tool its own words back, as a new wording where the others were asked."""
    found = _instrument(state, ballot)
    _require_quiet(state, found)
    now = _item(found, item)
    record = state.get(ItemText, code_of(ballot, item))
    if record is None or record.own or not record.statement:
        raise InputError(Problem("edits.gone", {"code": item}))
    revision = now.revision + _was_asked(state, ballot, now)
    return _edits(state, ballot, item, {"statement": "", "statement_second": "", "revision": revision})


def add_item(
    state: State, history: Sequence[Change], ballot: str, statement: str, statement_second: str = ""
) -> tuple[Edit, ...]:
    """A statement of the room's own at the end of a ballot, marked between the general anchors."""
    found = _instrument(state, ballot)
    _require_quiet(state, found)
    _require_not_criteria(ballot)
    if not statement.strip():
        raise InputError(Problem("edits.needs_statement"))
    used = [record.code for record in state.all(ItemText)] + [row.code for row in history if row.kind == "item"]
    numbers = [int(code.removeprefix(f"{ballot}|{_OWN}")) for code in used if _is_own(code, ballot)]
    number = max(numbers, default=0) + 1
    values = {
        "statement": statement,
        "statement_second": statement_second,
        "own": True,
        "order": number,
        # A round that was held before it did not ask it.
        "revision": OTHER_WORDS if rounds.rounds_of(state, ballot) else FIRST_ADDED,
    }
    return _edits(state, ballot, f"{_OWN}{number}", values)


def new_ballot(
    state: State,
    history: Sequence[Change],
    name: str,
    *,
    step: int = 1,
    subjects: str = "whole",
    name_second: str = "",
    statements: Sequence[tuple[str, str]] = (),
) -> tuple[Edit, ...]:
    """A ballot of the room's own with its statements as (first, second language). subjects: one of ROOM_SUBJECTS.

    Raises InputError with every problem.
    """
    code = next_code(state, history, "own_ballot")
    problems = [] if name.strip() else [Problem("edits.needs_name")]
    problems += [Problem("edits.needs_statement") for first, _ in statements if not first.strip()][:1]
    values = {"name": name, "name_second": name_second, "step": step, "subjects": subjects}
    try:
        edits = list(edits_for(state, "own_ballot", code, values, rule=own_ballot_faults, new=True))
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(*problems)
    for number, (first, second) in enumerate(statements, start=1):
        words = {"statement": first, "statement_second": second, "own": True, "order": number}
        edits += _edits(state, code, f"{_OWN}{number}", words)
    return tuple(edits)


def set_ballot(state: State, code: str, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Changes the name, the step or the subjects of an own ballot; the subjects stand once it was opened."""
    return edits_for(state, "own_ballot", code, values, rule=own_ballot_faults)


def remove_ballot(state: State, code: str) -> tuple[Edit, ...]:
    """Takes an own ballot away. Raises RefusedError once it was opened: its marks are part of what happened."""
    if state.get(OwnBallot, code) is None:
        raise InputError(Problem("edits.gone", {"code": code}))
    if rounds.rounds_of(state, code):
        raise RefusedError(Problem("edits.ballot_opened"))
    return (removal("own_ballot", code),)


def own_ballot_faults(state: State, ballot: OwnBallot) -> list[Fault]:
    """It has a name, a step of the six, known subjects, and these stand once it was opened."""
    faults = []
    before = state.get(OwnBallot, ballot.code)
    if not ballot.name:
        faults.append(Fault(frozenset({"name"}), Problem("edits.needs_name")))
    if not 1 <= ballot.step <= _LAST_STEP:
        problem = Problem("edits.out_of_range", {"value": ballot.step, "low": "1", "high": str(_LAST_STEP)})
        faults.append(Fault(frozenset({"step"}), problem))
    if ballot.subjects not in ROOM_SUBJECTS:
        faults.append(Fault(frozenset({"subjects"}), Problem("edits.not_in_list", {"value": ballot.subjects})))
    if before is not None and before.subjects != ballot.subjects and rounds.rounds_of(state, ballot.code):
        faults.append(Fault(frozenset({"subjects"}), Problem("edits.ballot_opened")))
    return faults


def code_of(ballot: str, item: str) -> str:
    """Code of the record of one statement."""
    return f"{ballot}|{item}"


def _edits(state: State, ballot: str, item: str, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    code = code_of(ballot, item)
    identity = {} if state.get(ItemText, code) else {"instrument": ballot, "item": item}
    return edits_for(state, "item", code, {**identity, **values})


def _instrument(state: State, ballot: str) -> Instrument:
    found = instrument(state, load(), ballot)
    if found is None:
        raise InputError(Problem("edits.gone", {"code": ballot}))
    return found


def _item(found: Instrument, code: str) -> Item:
    item = next((item for item in found.items if item.code == code), None)
    if item is None:
        raise InputError(Problem("edits.gone", {"code": code}))
    return item


def _require_quiet(state: State, found: Instrument) -> None:
    if rounds.under_way(state, found.code):
        raise RefusedError(Problem("edits.ballot_under_way"))


def _require_not_criteria(ballot: str) -> None:
    if ballot in _BY_CRITERIA:
        raise RefusedError(Problem("edits.item_of_criteria"))


def _was_asked(state: State, ballot: str, item: Item) -> bool:
    """Whether a round asked the present words."""
    return any(rounds.revision_asked(row, item.code) == item.revision for row in rounds.rounds_of(state, ballot))


def _is_own(code: str, ballot: str) -> bool:
    rest = code.removeprefix(f"{ballot}|{_OWN}")
    return rest != code and rest.isascii() and rest.isdecimal()
