"""What stands in a cell of a plan workbook as the value of a field: numbers as people type them, words of lists.

Blank is not known and never zero; where a field must have a value an emptied cell is a fault. A number that was typed
as text («1,5», «１２», «40 %») is read and shown as it was read; what can be meant in two ways is a doubt that somebody
must settle.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.language import texts
from components.workbook.read.gate import BOOLEAN, DATE, FAULT, NUMBER, CellRead
from components.workbook.write.lists import OWN_WORDS
from components.workshop.edits.numbers import parse_number
from components.workshop.edits.values import BOUNDS, VOCABULARY, tidied
from components.workshop.state import KINDS, State

_BLANK_WORDS = (
    "workbook.common.not_known", "workbook.common.not_stated", "workbook.agreement.not_written",
    "workbook.decision.nothing_asked",
)  # fmt: skip
_EXTRA_WORDS = {("option", "readiness"): "readiness"}
_PER_CENT = (0, 100)
_MIDNIGHT = "T00:00:00"


@dataclass(frozen=True)
class Value:
    """A cell as its field takes it. read_as: the number that a typed text was read as, empty for any other; doubt: what
    else could be meant.
    """

    value: Any = None
    problems: tuple[Problem, ...] = ()
    read_as: str = ""
    doubt: tuple[Problem, ...] = ()


class Words:
    """How words of a book in one language become values of fields."""

    def __init__(self, language: str, state: State, catalogue: Catalogue) -> None:
        self.t, self.state, self.catalogue = texts(language), state, catalogue
        self._blank = frozenset(["", "–", *(self.t(key) for key in _BLANK_WORDS)])

    def blank(self, text: str) -> bool:
        """Whether a text says that something is not known."""
        return text.strip() in self._blank

    def own(self, kind: str, code: str, field: str) -> Any:
        """What the workshop says."""
        return getattr(self.state.one(KINDS[kind], code), field)

    def value(self, kind: str, field: str, cell: CellRead | None) -> Value:
        """The value of a cell as the field takes it, or what is wrong with it."""
        type_ = get_type_hints(KINDS[kind])[field]
        types = get_args(type_) or (type_,)
        text = "" if cell is None else str(cell.value).strip()
        if cell is not None and cell.kind == FAULT:
            return Value(problems=(Problem("reopen.error_value", {"value": text}),))
        if cell is None or self.blank(text):
            return self._emptied(kind, field, types)
        names = self.names(kind, field)
        if names is not None:
            found = named(names, text)
            if found is None:
                return Value(problems=(Problem("reopen.not_in_list", {"value": text}),))
            return Value(int(found) if int in types else found)
        if str in types:
            if cell.kind == NUMBER and isinstance(cell.value, int | float):
                text = f"{cell.value:.10g}"
            return Value(text.removesuffix(_MIDNIGHT) if cell.kind == DATE else text)
        return _number(kind, field, cell, whole=float not in types)

    def _emptied(self, kind: str, field: str, types: tuple[Any, ...]) -> Value:
        """Nothing in the cell: not known, an empty text, or a fault where something must stand."""
        if type(None) in types:
            return Value()
        default = getattr(KINDS[kind](code=""), field)
        if str not in types or default:
            return Value(problems=(Problem("reopen.needs_value"),))
        return Value(tidied(KINDS[kind], field, ""))

    def names(self, kind: str, field: str) -> dict[str, str] | None:
        """Words of a list -> codes; None for a field without a list."""
        if (kind, field) == ("option", "lead_city"):
            return self.cities()
        table = VOCABULARY.get((kind, field)) or _EXTRA_WORDS.get((kind, field))
        if table:
            return self.terms(table)
        own = OWN_WORDS.get(f"{kind}_{field}")
        return {self.t(f"workbook.{kind}_{field}.{code}"): code for code in own} if own else None

    def terms(self, table: str) -> dict[str, str]:
        """Codes and labels of a table of the framework -> codes."""
        found = self.catalogue.table(table)
        codes = {str(term.code): str(term.code) for term in found}
        return codes | {self.t.label(term): str(term.code) for term in found}

    def cities(self) -> dict[str, str]:
        """Codes and names of the cities -> codes."""
        cities = self.state.cities
        return {name: city.code for city in cities for name in (city.code, city.name, city.name_second) if name}


def named(names: dict[str, str], text: str) -> str | None:
    """The code of a word of a list, however it is spaced, in whatever width and case; None when it is none of them."""
    if text in names:
        return names[text]
    return next((code for name, code in names.items() if _loose(name) == _loose(text)), None)


def _loose(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _number(kind: str, field: str, cell: CellRead, *, whole: bool) -> Value:
    text, read_as = str(cell.value).strip(), ""
    percent = BOUNDS.get((kind, field)) == _PER_CENT
    if cell.kind == DATE:
        return Value(problems=(Problem("reopen.date_here", {"value": text.removesuffix(_MIDNIGHT)}),))
    if cell.kind == NUMBER and isinstance(cell.value, int | float):
        number = float(cell.value)
    elif cell.kind == BOOLEAN:
        return Value(problems=(Problem("reopen.no_number", {"value": text.upper()}),))
    else:
        if unicodedata.normalize("NFKC", text).endswith("%") and not percent:
            return Value(problems=(Problem("reopen.no_percentage", {"value": text}),))
        try:
            number = float(parse_number(text) or 0)
        except InputError:
            return Value(problems=(Problem("reopen.no_number", {"value": text}),))
        read_as = f"{number:.10g}"
    if whole and not number.is_integer():
        return Value(problems=(Problem("reopen.not_whole", {"value": text}),))
    doubt: tuple[Problem, ...] = ()
    if percent and 0 < number < 1 and not text.endswith(("%", "％")):
        # A spreadsheet program that is told «40 %» keeps 0.4
        doubt = (Problem("reopen.share_or_percent", {"value": f"{number:.10g}", "percent": f"{100 * number:.10g}"}),)
    return Value(int(number) if whole else number, read_as=read_as, doubt=doubt)
