"""The one store of this process: screens, phones and the command line share its writer."""

from __future__ import annotations

import threading
from functools import cache

from components.workshop.database import Database, default_url
from components.workshop.store import Store

_opening = threading.Lock()


def shared_store() -> Store:
    """The store at `default_url()`, opened at the first call."""
    with _opening:
        return _open()


@cache
def _open() -> Store:
    return Store(Database(default_url()))
