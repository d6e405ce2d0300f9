"""The marks on the options of a plan, person by person: what each option is worth in a room that might have been."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from components.analysis.evidence import Evidence
from components.analysis.marks import marked
from components.analysis.resampling import Room, Singles, medians, room
from components.framework.catalogue import Catalogue
from components.investment.linear import Floats
from components.investment.priority import TOP
from components.investment.resolving import Bools
from components.workshop.effective import effective
from components.workshop.instruments import criteria_in_use
from components.workshop.state import Snapshot


class Voted:
    """The people's marks on some options. `criteria`: codes of the criteria in use, `weights`: theirs, any total;
    `cities`, `groups`: codes, in the order of their places in `room`; `people`: how many marked one of the options.
    """

    def __init__(
        self, snapshot: Snapshot, evidence: Evidence, catalogue: Catalogue, codes: Sequence[str], smallest: int
    ) -> None:
        state = snapshot.state
        self.criteria = tuple(code for code, _ in criteria_in_use(state, catalogue))
        self.cities = tuple(city.code for city in state.cities)
        keys = [("options", criterion, option) for option in codes for criterion in self.criteria]
        table = marked(effective(snapshot.marks, state), keys, self.cities)
        self.groups, self.smallest = table.groups, smallest
        self.room: Room = room(table, smallest)
        self.people = len(self.room.marks)
        self._shape = (len(codes), len(self.criteria))
        rows = [[evidence.agreement("options", code, option) for code in self.criteria] for option in codes]
        known = [[row is not None and row.median is not None for row in line] for line in rows]
        self._known = np.array(known, dtype=bool).reshape(self._shape)
        percent = {row.criterion: row.percent for row in evidence.weights.weights}
        weights = np.array([percent.get(code, 0.0) for code in self.criteria])
        self.weights: Floats = weights if weights.sum() > 0 else np.ones(len(self.criteria))

    def values(self, times: Singles, weights: Floats) -> Floats:
        """Scores 0–100, rooms x options; 0 where nobody of the room marked.

        times: how often each person is in each room, rooms x people. weights: of the criteria, rooms x criteria. What
        does not count with everybody does not count here either.
        """
        rows = medians(times, self.room.marks).reshape(len(times), *self._shape).astype(float)
        used = np.where(self._known[None] & ~np.isnan(rows), weights[:, None, :], 0.0)
        total = used.sum(axis=-1)
        sums = (used * np.nan_to_num(rows)).sum(axis=-1)
        found: Floats = 100 * sums / (TOP * np.where(total > 0, total, 1.0))
        return found

    def without(self, left: Bools) -> Floats:
        """The scores when these people (True) are left out."""
        found: Floats = self.values((~left).astype(np.float32)[None, :], self.weights[None, :])[0]
        return found

    def weighed(self, weights: Floats) -> Floats:
        """The scores of everybody's marks with other weights of the criteria."""
        found: Floats = self.values(np.ones((1, self.people), dtype=np.float32), weights[None, :])[0]
        return found
