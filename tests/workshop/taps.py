"""What somebody in the test room does."""

from typing import Any

from components.workshop.store import Edit, MarkInput, Store

CODE = "ABCDEF"


def set_round(store: Store, instrument: str, state: str, number: int = 1) -> None:
    """Writes the state of a ballot as the facilitator's button does."""
    code = f"{instrument}.{number}"
    edits = [
        Edit("round", code, "state", state),
        Edit("round", code, "instrument", instrument),
        Edit("round", code, "number", number),
    ]
    store.commit(CODE, edits, by="facilitator")


def tap(value: int | None = 3, **more: Any) -> MarkInput:
    """A mark of a person of the first city on its willingness."""
    given = {
        "instrument": "agreement",
        "item": "willingness",
        "subject": "C1",
        "person": "p1",
        "city": "C1",
        "group": "elected",
        "value": value,
    }
    return MarkInput(**(given | more))
