"""Records as plain JSON and back, exactly: what was frozen years ago is the same record when it is read.

A record becomes an object of its fields, a tuple a list, a phrase an object with its key. Whole and broken numbers stay
what they are; the three numbers that JSON does not know are written as words. What a later program added to a record
has its default when an older document is read.
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from components.errors import InputError, Problem
from components.language import Phrase

Frozen = TypeVar("Frozen")
_PHRASE, _NUMBER = "phrase", "number"
_PLAIN = (str, bool, int, type(None))


def frozen(value: Any, *, without: frozenset[str] = frozenset()) -> Any:
    """A record, tuple, phrase or plain value as plain JSON. without: fields of the outermost record that are left out.

    Raises InputError for a value of any other kind.
    """
    if isinstance(value, Phrase):
        return {_PHRASE: value.key, "values": [[name, frozen(item)] for name, item in value.values]}
    if isinstance(value, float):
        return value if math.isfinite(value) else {_NUMBER: str(value)}
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple | list):
        return [frozen(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (item.name for item in dataclasses.fields(value) if item.name not in without)
        return {name: frozen(getattr(value, name)) for name in names}
    raise InputError(Problem("adopted.not_frozen", {"kind": type(value).__name__}))


def thawed(kind: type[Frozen], plain: Any) -> Frozen:
    """The record of a kind that was `frozen`. Raises InputError when the document is not of that kind."""
    try:
        found: Frozen = _thawed(kind, plain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(Problem("adopted.unreadable", {"kind": kind.__name__})) from error
    return found


def _thawed(kind: Any, plain: Any) -> Any:
    if isinstance(plain, Mapping) and _NUMBER in plain:
        return float(plain[_NUMBER])
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if plain is None:
            return None
        [inner] = [arg for arg in args if arg is not type(None)] if type(None) in args else [Any]
        return _thawed(inner, plain)
    if origin is tuple:
        every = (args[0],) * len(plain) if len(args) == 2 and args[1] is Ellipsis else args
        return tuple(_thawed(inner, item) for inner, item in zip(every, plain, strict=True))
    if kind is Any:
        return _any(plain)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        given = {name: _thawed(hint, plain[name]) for name, hint in hints.items() if name in plain}
        return kind(**given)
    if kind is float and isinstance(plain, int) and not isinstance(plain, bool):
        return plain
    if kind in (str, bool, int, float) and isinstance(plain, kind):
        return plain
    raise TypeError(kind)


def _any(plain: Any) -> Any:
    if isinstance(plain, Mapping):
        return Phrase(plain[_PHRASE], tuple((name, _any(item)) for name, item in plain["values"]))
    return tuple(_any(item) for item in plain) if isinstance(plain, Sequence) and not isinstance(plain, str) else plain


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in dataclasses.fields(kind)}
