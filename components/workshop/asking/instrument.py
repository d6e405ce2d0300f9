"""An instrument: items asked of subjects on one scale, by those who may rate.

Scales: marks 0–5 with «don't know»; 100 points shared out over the items; pairwise judgements of two criteria as a
whole number -8…8, where 0 is equal, +8 says that the first is 9 times as important and -8 that the second is
(Saaty's scale 1–9 written without fractions).
"""

from __future__ import annotations

from dataclasses import dataclass

from components.framework.records import Label
from components.language import Texts

SCALE_0_5, POINTS_100, PAIRWISE = "scale_0_5", "points_100", "pairwise"
WHOLE = "all"
PAIR_SIGN = "~"


@dataclass(frozen=True)
class Item:
    """One statement to be marked. `anchors` are the six worded points 0–5 (empty for points and pairs). `revision`
    counts the wordings that people were asked, 1 being the first.
    """

    code: str
    statement: Label
    context: Label
    anchors: tuple[Label, ...] = ()
    revision: int = 1


@dataclass(frozen=True)
class Subject:
    """What an item is asked about: a city, a pair, a partnership, an option, or the whole (`all`).

    `cities`: people of these cities may rate it; empty means everybody.
    """

    code: str
    name: Label
    cities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """A ballot: every item is asked of every subject, or only what `asked` names, as (subject, item).

    `name`: of a ballot of the room's own; the others are named by the locales.
    """

    code: str
    step: int
    scale: str
    items: tuple[Item, ...]
    subjects: tuple[Subject, ...]
    name: Label | None = None
    asked: frozenset[tuple[str, str]] = frozenset()

    @property
    def whole_only(self) -> bool:
        """Whether it makes sense only as a whole: points and pairs of one person belong together."""
        return self.scale != SCALE_0_5

    def title(self, t: Texts) -> str:
        """The name of the ballot in the reader's language."""
        return self.name(t.language) if self.name else t(f"ballots.name.{self.code}")

    def subjects_for(self, city: str) -> tuple[Subject, ...]:
        """The subjects that a person of this city may rate."""
        return tuple(subject for subject in self.subjects if not subject.cities or city in subject.cities)

    def items_for(self, subject: str) -> tuple[Item, ...]:
        """The items that are asked about a subject."""
        if not self.asked:
            return self.items
        return tuple(item for item in self.items if (subject, item.code) in self.asked)
