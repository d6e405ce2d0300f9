"""Why each option is out: beside the reason, what it would push out, and what a list by score would have had instead.

Every option left out asks for a search of its own; they are made one after the other beside the page, for the plan that
is there, and begun again only when that plan changes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator

from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.displacing import Displaced, all_displaced
from components.investment.greedy import Greedy, greedy
from components.walk import results
from components.walk.beside import Beside
from components.workshop.state import Snapshot

Reckoning = Beside[Greedy | Displaced]

_kept: results.Kept[Reckoning] = results.Kept(8)
_shown: dict[Hashable, Reckoning] = {}
_lock = threading.Lock()


def reckoning(place: Hashable, seen: Snapshot, catalogue: Catalogue, parameters: Parameters) -> Reckoning:
    """First the list by score, then what each option left out would push out, the best first. Waits for the plan.

    place: as in `results.standing`; what it showed before ends when it shows something else.
    """
    asked = results.asked(seen, catalogue)
    selection = results.searches.answer(asked)
    seconds = parameters.value("portfolio.displacing_seconds")

    def make(cancelled: Callable[[], bool]) -> Iterator[Greedy | Displaced]:
        if not selection.clashes and asked.question.candidates:
            yield greedy(asked.question, selection)
        yield from all_displaced(asked.question, selection, gap=asked.gap, seconds=seconds, cancelled=cancelled)

    with _lock:
        key = (asked, selection)
        found = _kept.found(key)
        if found is None or found.stopped:
            found = Beside(make, total=1 + len(asked.question.candidates) - len(selection.starts))
            _kept.put(key, found)
        before, _shown[place] = _shown.get(place), found
        if before is not None and before is not found and before not in _shown.values():
            before.stop()
        return found
