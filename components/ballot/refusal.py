"""A request that is refused: with a clear page, and with nothing changed."""

from __future__ import annotations

from typing import Any

from components.errors import Problem, RefusedError


class RefusalError(RefusedError):
    """A refusal with the HTTP status that goes with it; `key` names a text of data/locales."""

    def __init__(self, status: int, key: str, **values: Any) -> None:
        super().__init__(Problem(key, values))
        self.status = status
