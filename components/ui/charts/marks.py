"""The signs that every chart shares: cities, flags, hard and soft, shades with readable ink. All return safe HTML."""

from __future__ import annotations

from html import escape

from components.language import Texts
from components.workshop.records.cities import SYMBOLS, City
from components.workshop.records.options import Option
from components.workshop.records.partnerships import Partnership
from components.workshop.state import State

FLAG_SHAPES = {"consensus": "●", "discuss": "◐", "split": "◯", "too_few": "–"}
FLAGGED = ("split", "discuss", "too_few")

Colour = tuple[int, int, int]
_INDEX_STOPS: tuple[Colour, ...] = ((236, 245, 244), (134, 184, 184), (11, 99, 101))
_QUOTIENT_STOPS: tuple[Colour, ...] = ((179, 88, 6), (255, 255, 255), (11, 99, 101))


def city_mark(city: City) -> str:
    """The city's symbol in its colour, silent for a screen reader because the name always stands beside it.

    Drawn as a shape: fonts disagree about the size of the symbols, and some lack half of them.
    """
    shape = SYMBOLS.index(city.symbol)
    drawn = f'<i class="scn-s{shape}" style="background:{city.colour}"></i>'
    return f'<span class="scn-city" aria-hidden="true">{drawn}</span>'


def city_name(city: City) -> str:
    """Symbol and name."""
    return f"{city_mark(city)} {escape(city.name or city.code)}"


def subject_cities(state: State, subject: str) -> tuple[City, ...]:
    """The cities of a subject: one for a city, two for a pair; empty when the subject is not of cities."""
    by_code = {city.code: city for city in state.cities}
    if subject in by_code:
        return (by_code[subject],)
    return tuple(by_code[code] for code in subject.split("-") if code in by_code)


def subject_name(state: State, subject: str) -> str:
    """The plain name of a city, a pair, a partnership or an option, its code when it is unknown."""
    record = state.get(Option, subject) or state.get(Partnership, subject)
    if record is not None:
        return record.name or subject
    return " – ".join(city.name or city.code for city in subject_cities(state, subject)) or subject


def option_name(t: Texts, state: State, option: Option) -> str:
    """The name of an option in the reader's language if somebody gave it, else as entered, else its code."""
    second = option.name_second if t.language != state.setting.language else ""
    return second or option.name or option.code


def subject_marks(state: State, subject: str) -> str:
    """Symbols and names of a city or pair."""
    return " – ".join(city_name(city) for city in subject_cities(state, subject)) or escape(subject)


def flag_shape(t: Texts, flag: str) -> str:
    """The flag's shape with its word for a screen reader; consensus is the quiet case and shows nothing."""
    if flag not in FLAGGED:
        return ""
    return f"<sup>{_shape(flag)}</sup>{spoken(escape(t(f'charts.flag.{flag}')))}"


def flag_sign(t: Texts, flag: str) -> str:
    """Shape and word."""
    return f"{_shape(flag)} {escape(t(f'charts.flag.{flag}'))}" if flag in FLAG_SHAPES else ""


def flag_word(t: Texts, flag: str) -> str:
    """Shape and word as plain text, for tables."""
    return f"{FLAG_SHAPES[flag]} {t(f'charts.flag.{flag}')}" if flag in FLAG_SHAPES else ""


def flag_legend(t: Texts, flags: set[str]) -> str:
    """Shape and word of the flags that a picture shows, in the order of their weight."""
    return " &nbsp;·&nbsp; ".join(flag_sign(t, flag) for flag in FLAGGED if flag in flags)


def spoken(words: str) -> str:
    """Words that only a screen reader gets; the text must be safe already."""
    return f'<span class="scn-sr"> {words}</span>'


def bar(share: float | None, *, kind: str = "hard", tone: str = "", start: float = 0.0) -> str:
    """A bar of `share` (0–1) of its track from `start` (0–1), soft hatched and hard filled; None is not known."""
    if share is None:
        return '<span class="scn-track scn-unknown" aria-hidden="true"></span>'
    left, width = _percent(start), _percent(min(share, 1.0 - start))
    fill = f'<span class="scn-fill scn-{kind} {tone}" style="left:{left};width:{width}"></span>'
    return f'<span class="scn-track" aria-hidden="true">{fill}</span>'


def swatch(kind: str) -> str:
    """A small sample of hard or soft for a legend."""
    return f'<span class="scn-swatch scn-{kind}" aria-hidden="true"></span>'


def kinds_legend(t: Texts) -> str:
    """Filled is hard, hatched is soft."""
    return f"{swatch('hard')} {escape(t('charts.kind.hard'))} &nbsp; {swatch('soft')} {escape(t('charts.kind.soft'))}"


def index_shade(value: float) -> str:
    """CSS of a cell on the sequential scale 0–100, with the ink that reads best on it."""
    return _shade(_mixed(_INDEX_STOPS, value / 100))


def quotient_shade(position: float) -> str:
    """CSS of a cell on the diverging scale: -1 far below the reference, 0 as the reference, 1 far above."""
    return _shade(_mixed(_QUOTIENT_STOPS, (position + 1) / 2))


def ink(background: Colour) -> str:
    """Pure black or white, whichever contrasts more (WCAG 2.2); the weaker of the two is never under 4.5 to 1."""
    light = luminance(background)
    return "#000" if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else "#fff"


def luminance(colour: Colour) -> float:
    """Relative luminance 0–1 of an sRGB colour (WCAG 2.2)."""
    parts = [part / 255 for part in colour]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shape(flag: str) -> str:
    return f'<i class="scn-flag scn-flag-{flag}" aria-hidden="true"></i>'


def _shade(colour: Colour) -> str:
    return f"background:rgb({colour[0]},{colour[1]},{colour[2]});color:{ink(colour)}"


def _mixed(stops: tuple[Colour, ...], position: float) -> Colour:
    place = min(max(position, 0.0), 1.0) * (len(stops) - 1)
    low = min(int(place), len(stops) - 2)
    part = place - low
    first, second = stops[low], stops[low + 1]
    red, green, blue = [round(one + (two - one) * part) for one, two in zip(first, second)]
    return red, green, blue


def _percent(share: float) -> str:
    return f"{max(share, 0.0) * 100:.2f}%"
