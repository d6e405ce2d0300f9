"""The one error family. A message is a key of data/locales with its values, so that it can be shown in any language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `key` names a text in data/locales, `values` fill its placeholders."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Key and values, for logs and tests; people see the text through `language.Texts.problem`."""
        return f"{self.key} {self.values}" if self.values else self.key


class ToolError(Exception):
    """Something a facilitator can put right. Carries every problem found, never only the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class CatalogueError(ToolError):
    """A table of data/ is faulty: file, line and problem of each fault."""


class InputError(ToolError):
    """What a person entered cannot be taken as it is; nothing was changed."""


class ConflictError(ToolError):
    """Somebody else changed the same thing first; both versions are in the problem's values."""


class RefusedError(ToolError):
    """This person, or this moment, does not allow it: role, sealed round, closed ballot."""


class StorageError(ToolError):
    """The log cannot be written or read at this moment. Nothing was changed; the same once more may succeed."""


class FullError(StorageError):
    """There is no space left where the log is kept."""


class BusyError(StorageError):
    """The log is locked by another program, or its server does not answer."""


class DataError(ToolError):
    """Data given to a method does not meet what the method needs."""
