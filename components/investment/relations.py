"""How options stand to each other: alternatives, options that may be the same, and what should come before what.

The suggestions are our own design: they are shown with their reason and taken by a person, never by themselves. Studies
come before works, soft measures before what is built; two options belong together when they serve the same public good,
or the same dimension in the same kind of network, in at least one common city.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.investment.likeness import likeness, plain
from components.workshop.records.options import Option
from components.workshop.state import State

STUDY_FIRST, SOFT_FIRST = "study_first", "soft_first"
_STUDY, _SOFT_MEASURE, _SOFT, _HARD = "study", "soft_measure", "soft", "hard"
_OUT = frozenset({"merge", "drop"})


@dataclass(frozen=True)
class Alike:
    """Two options that may be the same. `share`: likeness of their names, 0–1; `same_place`: they name one place."""

    option: str
    other: str
    share: float
    same_place: bool


@dataclass(frozen=True)
class Before:
    """`first` should come before `option`. `why`: study_first or soft_first."""

    option: str
    first: str
    why: str


def excluded(option: Option, state: State) -> tuple[str, ...]:
    """The options that cannot be together with this one: those it excludes, and the other ones of its group of
    alternatives, which is told by its name in any typing.
    """
    group = plain(option.alternatives)
    others = (other for other in state.options if group and plain(other.alternatives) == group)
    found = [*option.excludes, *(other.code for other in others)]
    return tuple(dict.fromkeys(code for code in found if code != option.code))


def alike(state: State, least: float) -> tuple[Alike, ...]:
    """Pairs of options that may be the same, the likeliest first: names like at least `least`, or one place and half of
    that. Options that were merged or dropped are left out.
    """
    here = [option for option in state.options if option.decision not in _OUT and option.name]
    found = []
    for number, one in enumerate(here):
        for other in here[number + 1 :]:
            share = likeness(one.name, other.name)
            same_place = bool(one.location) and plain(one.location) == plain(other.location)
            if share >= least or (same_place and share >= least / 2):
                found.append(Alike(one.code, other.code, share, same_place))
    return tuple(sorted(found, key=lambda pair: (-pair.share, pair.option, pair.other)))


def earlier(state: State) -> tuple[Before, ...]:
    """What should come first and is not said to be needed yet, by the order of the options."""
    here = [option for option in state.options if option.decision not in _OUT]
    needs = {option.code: _needs(option.code, state) for option in here}
    found = []
    for option in here:
        if option.kind != _HARD or option.nature == _STUDY:
            continue
        for first in here:
            why = _why_first(first)
            known = first.code in needs[option.code] or option.code in needs[first.code]
            if why and not known and first.code not in excluded(option, state) and _belong(option, first):
                found.append(Before(option.code, first.code, why))
    return tuple(found)


def _why_first(first: Option) -> str:
    if first.nature == _STUDY:
        return STUDY_FIRST
    return SOFT_FIRST if first.kind == _SOFT and first.nature == _SOFT_MEASURE else ""


def _belong(option: Option, first: Option) -> bool:
    if option.code == first.code or not set(option.cities) & set(first.cities):
        return False
    if option.public_good and option.public_good == first.public_good:
        return True
    same = option.dimension == first.dimension and option.network_type == first.network_type
    return bool(option.dimension and option.network_type) and same


def _needs(code: str, state: State) -> frozenset[str]:
    """Everything that an option needs, through others too; itself only in a circle."""
    requires = {option.code: option.requires for option in state.options}
    found: set[str] = set()
    waiting = [code]
    while waiting:
        for needed in requires.get(waiting.pop(), ()):
            if needed not in found:
                found.add(needed)
                waiting.append(needed)
    return frozenset(found)
