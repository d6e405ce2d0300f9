"""Real cities, offline: 34,000 places with more than 15,000 people, from GeoNames (CC BY 4.0, see data/gazetteer).

Names in other languages are for finding a place only. GeoNames lists poetic and historical names among them, so none
is ever shown as a translation. Populations carry no year and no definition in this source: they are a first guess that
a city's own figure replaces. Punctuation, spaces, accents and case do not matter in a search; a comma narrows it to a
region or a country.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from babel import Locale

FOLDER = Path(__file__).parent.parent.parent / "data" / "gazetteer"
SOURCE = "GeoNames, CC BY 4.0"
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

# Letters that Unicode does not take apart into a plain letter and an accent
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ə": "e"}
)
_COMMAS = str.maketrans({"，": ",", "、": ",", "،": ","})


@dataclass(frozen=True)
class Place:
    """A place of the gazetteer. `region` is blank where it is not known; `population` in persons, year not stated."""

    geoname_id: int
    name: str
    country: str
    region: str
    region_zh: str
    latitude: float
    longitude: float
    population: int
    source: str = SOURCE

    def country_name(self, language: str) -> str:
        """The country's name as the Unicode locale data have it; the code where they have none."""
        return _countries(language).get(self.country, self.country)

    def region_name(self, language: str) -> str:
        """The region's name; in Chinese only for China, elsewhere as GeoNames writes it."""
        return self.region_zh if language == "zh" and self.region_zh else self.region


@dataclass(frozen=True)
class _Index:
    """`keys` sorted with the position of the owner in `places` (largest population first) beside each."""

    places: tuple[Place, ...]
    keys: tuple[str, ...]
    owners: tuple[int, ...]
    starts: tuple[int, ...]
    joined: str


def search(query: str, limit: int = 8) -> tuple[Place, ...]:
    """Places whose name matches: exactly in any language, then by the beginning of the name shown, then of another
    name, then anywhere; larger ones first.

    query: `Suzhou`, `苏州`, `são jose`, `Suzhou, Anhui`. What follows a comma must begin a word of the region or the
    country (name or code). An empty query, or one without a letter, finds nothing.
    """
    name, *narrower = query.translate(_COMMAS).split(",")
    wanted = normalised(name)
    if not wanted or limit < 1:
        return ()
    index = _index()
    needs = [need for need in map(normalised, narrower) if need]
    found: list[Place] = []
    seen: set[int] = set()
    for tier in (_exactly, _shown_beginning, _beginning, _anywhere):
        for position in sorted(tier(index, wanted) - seen):
            seen.add(position)
            place = index.places[position]
            if all(_lies_in(place, need) for need in needs):
                found.append(place)
                if len(found) == limit:
                    return tuple(found)
    return tuple(found)


def is_called(place: Place, name: str) -> bool:
    """Whether the gazetteer has `name` among the place's names in any language, letter for letter; the Chinese word
    for a city at the end may be left away.
    """
    index = _index()
    wanted = normalised(name)
    owners = _exactly(index, wanted) | _exactly(index, f"{wanted}市")
    return bool(wanted) and any(index.places[owner] == place for owner in owners)


def distance_km(a_latitude: float, a_longitude: float, b_latitude: float, b_longitude: float) -> float:
    """Great-circle distance in km on a sphere (haversine), within 0.6 % of the ellipsoid. Degrees in, >= 0."""
    a, b = math.radians(a_latitude), math.radians(b_latitude)
    across = math.sin((b - a) / 2) ** 2
    along = math.cos(a) * math.cos(b) * math.sin(math.radians(b_longitude - a_longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(across + along)))


def normalised(text: str) -> str:
    """Letters and digits only, without accents and case: `São José` and `sao-jose` are the same."""
    # Taking apart first: 𝐀 and Å (ångström) have no small letter of their own
    small = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return "".join(letter for letter in unicodedata.normalize("NFKD", small) if letter.isalnum())


def _exactly(index: _Index, wanted: str) -> set[int]:
    return set(index.owners[slice(bisect_left(index.keys, wanted), bisect_right(index.keys, wanted))])


def _shown_beginning(index: _Index, wanted: str) -> set[int]:
    return {owner for owner in _beginning(index, wanted) if normalised(index.places[owner].name).startswith(wanted)}


def _beginning(index: _Index, wanted: str) -> set[int]:
    after = wanted + chr(sys.maxunicode)
    return set(index.owners[slice(bisect_left(index.keys, wanted), bisect_left(index.keys, after))])


def _anywhere(index: _Index, wanted: str) -> set[int]:
    # One letter is inside nearly every name and says nothing there
    if len(wanted) < 2 and wanted.isascii():
        return set()
    found: set[int] = set()
    at = index.joined.find(wanted)
    while at >= 0:
        line = bisect_left(index.starts, at + 1) - 1
        found.add(index.owners[line])
        at = index.joined.find(wanted, at + 1)
    return found


def _lies_in(place: Place, need: str) -> bool:
    names = [place.region, place.region_zh, place.country_name("en"), place.country_name("zh")]
    words = [word for name in names for word in (name, *name.replace("-", " ").split())]
    return need == normalised(place.country) or any(normalised(word).startswith(need) for word in words)


@cache
def _countries(language: str) -> dict[str, str]:
    locale = Locale.parse("zh_Hans" if language == "zh" else language)
    return {str(code): str(name) for code, name in locale.territories.items()}


@cache
def _index() -> _Index:
    """The gazetteer, read once per process (about half a second)."""
    text = gzip.decompress((FOLDER / "cities.csv.gz").read_bytes()).decode()
    places: list[Place] = []
    entries: list[tuple[str, int]] = []
    for row in csv.DictReader(io.StringIO(text)):
        names = [row["name"], *filter(None, row["also"].split("|"))]
        entries.extend((key, len(places)) for key in {normalised(name) for name in names} if key)
        places.append(
            Place(
                geoname_id=int(row["geoname_id"]),
                name=row["name"],
                country=row["country"],
                region=row["region"],
                region_zh=row["region_zh"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                population=int(row["population"]),
            )
        )
    entries.sort()
    keys = tuple(key for key, _ in entries)
    starts = tuple(accumulate((len(key) + 1 for key in keys[:-1]), initial=0))
    return _Index(tuple(places), keys, tuple(owner for _, owner in entries), starts, "\n".join(keys))
