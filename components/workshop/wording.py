"""Words stand while they are asked: looked at once more where the change is written, inside the transaction, since the
ballot may have been opened after the change was checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from components.errors import Problem, RefusedError
from components.workshop import tables
from components.workshop.changes import Edit
from components.workshop.marks import CLOSED, OPEN

_STATEMENT = "item"


def check_words(connection: Connection, workshop: str, edits: Iterable[Edit]) -> None:
    """Raises RefusedError when an edit touches a statement of a ballot that is open, or closed and not revealed."""
    ballots = {edit.code.partition("|")[0] for edit in edits if edit.kind == _STATEMENT}
    if not ballots:
        return
    table = tables.change
    chosen = (table.c.workshop == workshop, table.c.kind == "round", table.c.field == "state")
    query = select(table.c.code, table.c.value).where(*chosen).order_by(table.c.seq)
    states = {row.code: json.loads(row.value) for row in connection.execute(query)}
    if any(states[code] in (OPEN, CLOSED) and code.rpartition(".")[0] in ballots for code in states):
        raise RefusedError(Problem("edits.ballot_under_way"))
