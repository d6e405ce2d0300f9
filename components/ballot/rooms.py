"""What a phone may see of a workshop, read once per version: many phones ask for the same room in the same second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from components.analysis.evidence import Weight
from components.ballot.questions import Asked, asked_of
from components.ballot.refusal import RefusalError
from components.ballot.spread import Key, Spread, spreads
from components.framework.catalogue import Catalogue
from components.framework.parameters import load_parameters
from components.framework.records import Label
from components.walk import results
from components.workshop.instruments import Instrument, criteria_in_use, instruments
from components.workshop.people import tidy_code
from components.workshop.records.cities import City
from components.workshop.records.rounds import Round
from components.workshop.records.setting import ParameterOverride
from components.workshop.rounds import open_ballots
from components.workshop.state import Snapshot, State
from components.workshop.store import Store

_MOST_ROOMS = 32
_SMALLEST_GROUP = "privacy.smallest_group"


@dataclass(frozen=True)
class Room:
    """A workshop at one version, with the marks of revealed ballots only; `spreads` is what phones are told of them."""

    seen: Snapshot
    catalogue: Catalogue

    @property
    def code(self) -> str:
        """The six letters."""
        return self.seen.workshop

    @property
    def version(self) -> int:
        """Number of the last visible row of the log."""
        return self.seen.version

    @property
    def state(self) -> State:
        """Cities, options, rounds, setting."""
        return self.seen.state

    @cached_property
    def spreads(self) -> dict[Key, Spread | None]:
        """How the room answered what was revealed, by instrument, subject and item."""
        return spreads(results.evidence(self.seen, self.catalogue).agreements)

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """Every instrument by its code."""
        return {found.code: found for found in instruments(self.state, self.catalogue)}

    @cached_property
    def weights(self) -> dict[str, Weight]:
        """What the room made of its revealed weighing, by criterion; empty before, and where too few weighed."""
        made = results.evidence(self.seen, self.catalogue).weights
        return {row.criterion: row for row in made.weights} if made.source == "room" else {}

    @cached_property
    def criteria(self) -> dict[str, Label]:
        """What the criteria in use are called, by code."""
        return dict(criteria_in_use(self.state, self.catalogue))

    @property
    def open_rounds(self) -> tuple[Round, ...]:
        """The rounds that take marks now."""
        return open_ballots(self.state)

    @cached_property
    def _asked(self) -> dict[tuple[str, str, frozenset[str]], Asked]:
        return {}

    def asked(self, round_: Round, city: str, interests: frozenset[str]) -> Asked:
        """What a round of a known instrument asks a person of this city, made once for all who are asked the same."""
        key = (round_.code, city, interests)
        if key not in self._asked:
            self._asked[key] = asked_of(round_, self.instruments[round_.instrument], city, interests)
        return self._asked[key]

    @cached_property
    def smallest_group(self) -> int:
        """The smallest group whose marks are ever shown, as this workshop has set it."""
        changed = self.state.get(ParameterOverride, _SMALLEST_GROUP)
        if changed is not None and changed.value is not None:
            return int(changed.value)
        return int(load_parameters().value(_SMALLEST_GROUP))

    def city(self, code: str) -> City | None:
        """The partner city of a code."""
        return next((city for city in self.state.cities if city.code == code), None)

    def title(self, language: str) -> str:
        """The workshop's title in the reader's language where the room wrote it in that language too."""
        setting = self.state.setting
        own = setting.title if language == setting.language else setting.title_second
        return own or setting.title


class Rooms:
    """The rooms of a store, kept as long as their version holds."""

    def __init__(self, provide_store: Callable[[], Store], provide_catalogue: Callable[[], Catalogue]) -> None:
        self._provide_store = provide_store
        self._provide_catalogue = provide_catalogue
        self._lock = threading.Lock()
        self._known: dict[str, Room] = {}

    @property
    def store(self) -> Store:
        """The log."""
        return self._provide_store()

    @property
    def catalogue(self) -> Catalogue:
        """What the book says."""
        return self._provide_catalogue()

    def of(self, typed: str) -> Room:
        """The room of a code as typed. Raises RefusalError for a code that no workshop has."""
        code = tidy_code(typed)
        known = self.store.kept((self, code), lambda: self._read(code)) if 0 < len(code) <= 12 else None
        if known is None:
            raise RefusalError(404, "ballot.refused.unknown_workshop")
        return known

    def _read(self, code: str) -> Room | None:
        """The room at its present version, the same object for as long as that holds."""
        if self.store.key_hash(code) is None:
            with self._lock:
                self._known.pop(code, None)
            return None
        version = self.store.version(code)
        with self._lock:
            known = self._known.get(code)
            if known is None or known.version != version:
                known = Room(results.snapshot(self.store, code), self.catalogue)
                self._known.pop(code, None)
                self._known[code] = known
                if len(self._known) > _MOST_ROOMS:
                    del self._known[next(iter(self._known))]
        return known
