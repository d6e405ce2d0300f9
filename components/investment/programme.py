"""The work programme: what is to be done, in order of date; the next steps stand on the page for decision."""

from __future__ import annotations

from components.framework.parameters import Parameters
from components.workshop.records.delivery import WorkItem
from components.workshop.state import State

OPEN, DONE = "open", "done"
_LAST = "9999"


def programme(state: State) -> tuple[WorkItem, ...]:
    """All steps by date; those without a date come last, then in the order in which they were entered."""
    return tuple(sorted(state.all(WorkItem), key=lambda item: (item.due or _LAST, item.order, item.code)))


def next_steps(state: State, parameters: Parameters) -> tuple[WorkItem, ...]:
    """The open steps that come first."""
    found = [item for item in programme(state) if item.status != DONE and item.what.strip()]
    return tuple(found[: int(parameters.value("programme.next_steps"))])


def lacks(item: WorkItem) -> bool:
    """Whether an open step has no owner or no date."""
    return item.status != DONE and not (item.owner.strip() and item.due.strip())
