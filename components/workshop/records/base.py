"""How records are made from the log.

A record's field is the value of the latest change with its key (kind, code, field). A record exists from its first
change until its field `removed` is set; removing is a change too, so it can be undone. Fields that hold a person's
own words are declared with `free_text()`: the log keeps only a reference to them, so that words can be erased on
request.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


def free_text() -> Any:
    """A field that holds somebody's own words, kept in the table of texts."""
    return field(default="", metadata={"free_text": True})


@dataclass(frozen=True)
class Record:
    """Base of every record of the log; `code` is stable and never re-used."""

    code: str


def free_text_fields(kind: type[Record]) -> frozenset[str]:
    """Names of the fields of a record whose values are people's own words."""
    return frozenset(item.name for item in fields(kind) if item.metadata.get("free_text"))


def from_fields(kind: type[Record], code: str, values: dict[str, Any]) -> Record:
    """The record of `code` with the given field values; lists become tuples, unknown fields are left out."""
    names = {item.name for item in fields(kind)} - {"code"}
    known = {name: _frozen(value) for name, value in values.items() if name in names}
    return kind(code=code, **known)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
