"""Step 2: measured indicators of cities and pairs, one by one or pasted, and the targets of rated cells.

Indicators come as lines of city or pair, indicator, value and, if wanted, year, measured or estimated, and source. A
pair is its code (`C1-C2`) or two names with a dash between them. A blank value is «not known», never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue, load
from components.framework.records import MeasuredIndicator, by_code
from components.workshop.changes import Edit
from components.workshop.edits.checks import Fault, edits_for
from components.workshop.edits.numbers import parse_number
from components.workshop.edits.pasted import rows
from components.workshop.edits.values import value_problems
from components.workshop.instruments import instruments
from components.workshop.records.cities import pair_code
from components.workshop.records.indicators import ESTIMATED, MEASURED
from components.workshop.state import State

_HEADINGS = {"city", "pair", "indicator", "value", "城市", "城市对", "指标", "数值"}
_DASHES = ("–", "—", "－", " - ", "/")
_WORDS = {"measured": MEASURED, "实测": MEASURED, "estimated": ESTIMATED, "估计": ESTIMATED}
_LEAST_COLUMNS, _MOST_LINES = 3, 2000
_RATED = ("present", "pair_present")


@dataclass(frozen=True)
class IndicatorLine:
    """One line that was understood; `value` None is not known."""

    line: int
    subject: str
    indicator: str
    value: float | None
    year: int | None
    confidence: str
    source: str


@dataclass(frozen=True)
class IndicatorPreview:
    """What would be taken, and every fault with the number of its line. Nothing is taken while there are faults."""

    lines: tuple[IndicatorLine, ...]
    problems: tuple[Problem, ...]


def indicator_faults(state: State, record: Any) -> list[Fault]:
    """An indicator of a city needs a partner city, one of a pair two of them."""
    catalogue = load()
    if not catalogue.has("indicators", record.indicator):
        return [Fault(frozenset({"indicator"}), Problem("edits.not_in_list", {"value": record.indicator}))]
    about = by_code(catalogue.indicators, record.indicator).about
    if record.subject in subjects(state, about):
        return []
    key = "edits.indicator_needs_city" if about == "city" else "edits.indicator_needs_pair"
    return [Fault(frozenset({"subject"}), Problem(key, {"subject": record.subject}))]


def subjects(state: State, about: str) -> tuple[str, ...]:
    """Codes of what an indicator can be about: `city` or `pair`."""
    if about == "city":
        return tuple(city.code for city in state.cities)
    return tuple(pair_code(one, two) for one, two in combinations(state.cities, 2))


def set_indicator(state: State, indicator: str, subject: str, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Sets value, year, confidence or source of one indicator of one city or pair; a value of None is not known.

    What somebody enters is no longer an invented figure. Raises InputError with every problem.
    """
    # The rule is asked first: a code that is made of an unknown city would leave a record behind.
    code = f"{indicator}.{subject}"
    given: dict[str, Any] = {"indicator": indicator, "subject": subject, **values}
    if "value" in values:
        given["demonstration"] = False
    return edits_for(state, "indicator", code, given, rule=indicator_faults)


def set_target(
    state: State, catalogue: Catalogue, item: str, value: float | None, *, subject: str = "", reason: str = ""
) -> tuple[Edit, ...]:
    """Sets the mark that an item should reach, for one city or pair or for all; None: the usual target again.

    Raises InputError when nobody is asked the item about that subject, or the mark is none.
    """
    asked = [ballot for ballot in instruments(state, catalogue) if ballot.code in _RATED]
    known = {(item.code, about.code) for ballot in asked for item in ballot.items for about in ballot.subjects}
    if (item, subject) not in {*known, *((code, "") for code, _ in known)}:
        raise InputError(Problem("edits.target_not_asked", {"item": item, "subject": subject}))
    values: dict[str, Any] = {"item": item, "subject": subject, "value": value}
    return edits_for(state, "target", f"{subject or 'all'}/{item}", values | ({"reason": reason} if reason else {}))


def preview_indicators(state: State, catalogue: Catalogue, text: str) -> IndicatorPreview:
    """Reads pasted indicators without taking them."""
    found = [(number, row) for number, row in rows(text) if any(row)]
    if found and {cell.casefold() for cell in found[0][1]} & _HEADINGS:
        found = found[1:]
    if not found:
        return IndicatorPreview((), (Problem("edits.indicator_empty"),))
    if len(found) > _MOST_LINES:
        return IndicatorPreview((), (Problem("edits.indicator_too_long", {"n": len(found), "most": _MOST_LINES}),))
    places, names = _places(state), _names(catalogue)
    lines: list[IndicatorLine] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in found:
        line, faults = _line(number, row, places, names)
        if line is not None:
            first = seen.setdefault((line.subject, line.indicator), number)
            if first != number:
                faults.append(Problem("edits.indicator_twice", {"line": number, "first": first}))
            lines.append(line)
        problems += faults
    return IndicatorPreview(tuple(lines), tuple(problems))


def indicators_from_text(state: State, catalogue: Catalogue, text: str) -> tuple[Edit, ...]:
    """The edits that take pasted indicators. Raises InputError with every fault of every line."""
    preview = preview_indicators(state, catalogue, text)
    if preview.problems:
        raise InputError(*preview.problems)
    edits: list[Edit] = []
    for line in preview.lines:
        values: dict[str, Any] = {"value": line.value, "confidence": line.confidence}
        values |= {"year": line.year} if line.year is not None else {}
        values |= {"source": line.source} if line.source else {}
        edits += set_indicator(state, line.indicator, line.subject, values)
    return tuple(edits)


def _line(
    number: int, row: list[str], places: dict[str, str], names: dict[str, MeasuredIndicator]
) -> tuple[IndicatorLine | None, list[Problem]]:
    if len(row) < _LEAST_COLUMNS:
        return None, [Problem("edits.indicator_columns", {"line": number})]
    faults = []
    subject, indicator = places.get(_plain(row[0]), ""), names.get(row[1].casefold())
    if not subject:
        faults.append(Problem("edits.indicator_subject", {"line": number, "text": row[0][:40]}))
    if indicator is None:
        faults.append(Problem("edits.indicator_unknown", {"line": number, "text": row[1][:40]}))
    elif subject and (indicator.about == "pair") != ("-" in subject):
        faults.append(Problem("edits.indicator_about", {"line": number, "text": row[1][:40]}))
    value, fault = _number("value", row[2], number)
    faults += fault
    year, fault = _number("year", row[3] if len(row) > 3 else "", number)
    faults += fault
    word = row[4].casefold() if len(row) > 4 else ""
    if word and word not in _WORDS:
        faults.append(Problem("edits.indicator_confidence", {"line": number, "text": row[4][:40]}))
    if faults or indicator is None:
        return None, faults
    source = row[5] if len(row) > 5 else ""
    confidence = _WORDS.get(word, MEASURED)
    whole = None if year is None else int(year)
    return IndicatorLine(number, subject, indicator.code, value, whole, confidence, source), []


def _number(field: str, cell: str, number: int) -> tuple[float | None, list[Problem]]:
    fault = [Problem("edits.indicator_number", {"line": number, "text": cell[:40]})]
    try:
        value = parse_number(cell)
    except InputError:
        return None, fault
    return (value, []) if value is None or not value_problems("indicator", field, value) else (None, fault)


def _plain(text: str) -> str:
    for dash in _DASHES:
        text = text.replace(dash, "-")
    return "-".join(part.strip() for part in text.casefold().split("-"))


def _places(state: State) -> dict[str, str]:
    """City and pair by every way to write them: codes and names, pairs in both orders."""
    names = {city.code: [name for name in (city.code, city.name, city.name_second) if name] for city in state.cities}
    found = {_plain(name): code for code, all_names in names.items() for name in all_names}
    for one, two in combinations(state.cities, 2):
        for first in names[one.code]:
            for second in names[two.code]:
                found[_plain(f"{first}-{second}")] = found[_plain(f"{second}-{first}")] = pair_code(one, two)
    return found


def _names(catalogue: Catalogue) -> dict[str, MeasuredIndicator]:
    return {
        name.casefold(): row for row in catalogue.indicators for name in (row.code, row.label.en, row.label.zh)
    }
