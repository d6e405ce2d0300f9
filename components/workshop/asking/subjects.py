"""What ballots ask about: cities, pairs of cities, partnerships, options, or the whole."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from components.framework.records import Label
from components.language import texts
from components.workshop.asking.instrument import WHOLE, Subject
from components.workshop.records.cities import City, pair_code
from components.workshop.state import State

EVERYBODY = "everybody"
_DROPPED = ("drop", "merge")


def both(state: State, name: str, second: str) -> Label:
    """What users named in the workshop's language, and in the other one where they said how."""
    second = second or name
    return Label(second, name) if state.setting.language == "zh" else Label(name, second)


def worded(key: str, **values: Label) -> Label:
    """A text of the locales in both languages, with names put in."""
    return Label(*(texts(code)(key, **{name: label(code) for name, label in values.items()}) for code in ("en", "zh")))


def cities(state: State) -> tuple[Subject, ...]:
    """Every partner city, marked by its own people unless the facilitator asks everybody."""
    own = state.setting.own_city_by != EVERYBODY
    return tuple(
        Subject(city.code, both(state, city.name, city.name_second), (city.code,) if own else ())
        for city in state.cities
    )


def pairs(state: State) -> tuple[Subject, ...]:
    """Every pair of partner cities, marked by the people of either."""
    return tuple(
        Subject(pair_code(one, two), both(state, f"{one.name} – {two.name}", _second(one, two)), (one.code, two.code))
        for one, two in combinations(state.cities, 2)
    )


def partnerships(state: State) -> tuple[Subject, ...]:
    """Every candidate partnership with a name."""
    return tuple(
        Subject(item.code, both(state, item.name, item.name_second)) for item in state.partnerships if item.name
    )


def short_list(state: State) -> tuple[Subject, ...]:
    """The options on the short list."""
    return _options(state, lambda decision: decision == "short_list")


def whole(name: Label) -> tuple[Subject, ...]:
    """One subject only."""
    return (Subject(WHOLE, name),)


def of_kind(state: State, kind: str, name: Label) -> tuple[Subject, ...]:
    """The subjects of a ballot of the room's own; `kind` is one of ROOM_SUBJECTS, options are all that stand."""
    made: dict[str, Callable[[State], tuple[Subject, ...]]] = {
        "city": cities,
        "pair": pairs,
        "partnership": partnerships,
        "option": _standing,
    }
    return made[kind](state) if kind in made else whole(name)


def _standing(state: State) -> tuple[Subject, ...]:
    return _options(state, lambda decision: decision not in _DROPPED)


def _options(state: State, wanted: Callable[[str], bool]) -> tuple[Subject, ...]:
    return tuple(
        Subject(option.code, both(state, option.name, option.name_second))
        for option in state.options
        if option.name and wanted(option.decision)
    )


def _second(one: City, two: City) -> str:
    """The pair in the second language, when one of the two has a name in it."""
    if not (one.name_second or two.name_second):
        return ""
    return f"{one.name_second or one.name} – {two.name_second or two.name}"
