"""Cells of a plan workbook that state several facts, or one in words of their own: what each of them says.

A cell is taken apart by the words with which it was put together. What can be read in two ways is refused, with what
to do instead; a fact that the cell does not name is left as it is only where the cell never states it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from components.errors import InputError, Problem
from components.framework.parameters import load_parameters
from components.investment.plan_records import OUTSIDE
from components.workbook.read.gate import NUMBER, CellRead, SheetRead, address
from components.workbook.read.plan_book_rows import Line
from components.workbook.read.plan_book_values import Words, named
from components.workshop.edits.numbers import parse_number
from components.workshop.records.money import Source
from components.workshop.records.options import Option
from components.workshop.records.partnerships import Partnership

_BETWEEN = re.compile(r"\s*[,，、;；\n]\s*")
_DOT = re.compile(r"\s+·\s+")
_IN_BRACKETS = re.compile(r"(.*?)\s*(?:\[([^\[\]]*)\])?", re.DOTALL)
_LAST_CODE = re.compile(r"(.*?)\s*(\S+)", re.DOTALL)
_FROM_TO = re.compile(r"([^–—~-]*)[–—~-]([^–—~-]*)")
_PASSED, _FAILED, _OPEN = "✔✓√", "✘✗✕×", "?？"
_SHARE = "index.measured_share"


@dataclass(frozen=True)
class Fact:
    """One field as a cell states it."""

    kind: str
    code: str
    field: str
    value: Any


@dataclass(frozen=True)
class Spot:
    """A cell of the edited file. name: of its sheet, as written; head: the words over it or, outside tables, beside it;
    was: whether the row is read as it was written.
    """

    name: str
    sheet: SheetRead
    line: Line
    row: int
    column: int
    head: str
    words: Words
    was: bool = False

    @property
    def place(self) -> str:
        """Where it stands, as people write it: `10_Plan!C7`."""
        return f"{self.name}!{address(self.row, self.column)}"

    @property
    def code(self) -> str:
        """The code of the record that the row is about."""
        return self.line.key[0] if self.line.key else ""

    @property
    def option(self) -> Option:
        """The option that the row is about."""
        return self.words.state.one(Option, self.code)

    def beside(self, columns: int) -> str:
        """What stands in the same row, so many columns to the right."""
        column = self.column + columns
        if self.was:
            return next((str(entry[2]) for entry in self.line.cells if entry[0] == column and len(entry) > 2), "")
        return stated(self.sheet.at(self.row, column))


Reader = Callable[[Spot, str], tuple[Fact, ...]]


def reader_of(spot: Spot) -> Reader | None:
    """How the facts of a cell are read; None for a cell that states none."""
    t = spot.words.t
    return next((read for (name, key), read in READERS.items() if name == spot.name and t(key) == spot.head), None)


def _fault(key: str, **values: Any) -> InputError:
    return InputError(Problem(f"reopen.joint.{key}", values))


def _problem(spot: Spot, text: str) -> tuple[Fact, ...]:
    found = _IN_BRACKETS.fullmatch("" if spot.words.blank(text) else text)
    words, code = found.groups() if found else (text, None)
    return _of_option(spot, problem=words.strip(), problem_code=(code or "").strip())


def _cities(spot: Spot, text: str) -> tuple[Fact, ...]:
    return _of_option(spot, cities=tuple(_city(spot, part) for part in _parts(spot, text)))


def _content(spot: Spot, text: str) -> tuple[Fact, ...]:
    parts, own = _DOT.split(text) if text else [], spot.option
    if len(parts) == 2:
        return _of_option(spot, scale_content=parts[0], location=parts[1])
    if not parts or (len(parts) == 1 and not own.location):
        return _of_option(spot, scale_content="".join(parts), **({} if parts else {"location": ""}))
    if len(parts) == 1 and not own.scale_content:
        return _of_option(spot, location=parts[0])
    raise _fault("content")


def _reason(spot: Spot, text: str) -> tuple[Fact, ...]:
    found = _LAST_CODE.fullmatch(text)
    if found is None or spot.words.state.get(Option, found.group(2)) is None:
        raise _fault("reason")
    return _of_option(spot, reason=found.group(1), merge_with=found.group(2))


def _currency(spot: Spot, text: str) -> tuple[Fact, ...]:
    code = text.upper()
    if code and (len(code) != 3 or not code.isascii() or not code.isalpha()):
        raise _fault("currency", value=text)
    return _of_option(spot, currency="" if code == spot.words.state.setting.currency else code)


def _gates(spot: Spot, text: str) -> tuple[Fact, ...]:
    tests = spot.words.terms("gate_tests")
    signs: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        code = named(tests, line[1:].replace("\ufe0f", "").strip())
        if code is None or line[0] not in _PASSED + _FAILED + _OPEN:
            raise _fault("gates", value=line)
        signs[code] = line[0]
    order = [str(term.code) for term in spot.words.catalogue.gate_tests]
    passed, failed = (tuple(code for code in order if signs.get(code, "?") in some) for some in (_PASSED, _FAILED))
    return _of_option(spot, gates_passed=passed, gates_failed=failed)


def _cluster(spot: Spot, text: str) -> tuple[Fact, ...]:
    cluster = problem = ""
    for part in filter(None, _DOT.split(text)):
        if spot.words.state.get(Partnership, part):
            cluster = part
        elif not problem:
            problem = part
        else:
            raise _fault("cluster", value=part)
    return _of_option(spot, cluster=cluster, problem_code=problem)


def _payer(spot: Spot, text: str) -> tuple[Fact, ...]:
    t = spot.words.t
    by_key = (t("workbook.longlist.by_key"), t("workbook.plan.by_key"))
    names = {**dict.fromkeys(by_key, ""), t("workbook.longlist.outside"): OUTSIDE, OUTSIDE: OUTSIDE}
    found = named(names | spot.words.cities(), text)
    if found is None:
        raise _fault("payer", value=text)
    return _of_option(spot, opex_payer=found)


def _relations(spot: Spot, text: str) -> tuple[Fact, ...]:
    t = spot.words.t
    found: dict[str, Any] = {"requires": (), "excludes": (), "alternatives": ""}
    for line in filter(None, map(str.strip, text.splitlines())):
        for name in found:
            before, _, after = t(f"workbook.longlist.{name}", which="\0").partition("\0")
            if line.startswith(before) and line.endswith(after):
                which = line[len(before) : len(line) - len(after)].strip()
                found[name] = which if name == "alternatives" else tuple(filter(None, _BETWEEN.split(which)))
                break
        else:
            raise _fault("relations", value=line)
    unknown = [code for name in ("requires", "excludes") for code in found[name]
               if spot.words.state.get(Option, code) is None]  # fmt: skip
    if unknown:
        raise _fault("no_option", value=unknown[0])
    return _of_option(spot, **found)


def _roles(spot: Spot, text: str) -> tuple[Fact, ...]:
    roles = dict.fromkeys(spot.option.cities, "")
    for line in filter(None, map(str.strip, text.splitlines())):
        name, sign, role = line.replace("：", ":", 1).partition(":")
        city = _city(spot, name)
        if not sign or city not in roles:
            raise _fault("roles", value=line)
        roles[city] = role.strip()
    return tuple(Fact("option_role", f"{spot.code}.{city}", "role", role) for city, role in roles.items())


def _finish(spot: Spot, text: str) -> tuple[Fact, ...]:
    """The year of the finish, as how long is built from the start that stands beside it."""
    begin, end = _number(spot.beside(-1)), _number(text)
    if begin is None or end is None:
        raise _fault("finish_unknown")
    if end < begin:
        raise _fault("finish_before_start", start=str(int(begin)), finish=str(int(end)))
    return _of_option(spot, build_years=int(end - begin) + 1)


def _status(spot: Spot, text: str) -> tuple[Fact, ...]:
    code = named(spot.words.terms("plan_statuses"), text)
    if code is None:
        raise InputError(Problem("reopen.not_in_list", {"value": text}))
    return (Fact("setting", "main", "status", code),)


def _month(_spot: Spot, text: str) -> tuple[Fact, ...]:
    month = _number(text)
    if month is None or not month.is_integer():
        raise InputError(Problem("reopen.no_number", {"value": text}))
    return (Fact("setting", "main", "fiscal_year_start_month", int(month)),)


def _spent(spot: Spot, text: str) -> tuple[Fact, ...]:
    if spot.option.currency not in ("", spot.words.state.setting.currency):
        raise _fault("own_currency", currency=spot.option.currency)
    return _of_option(spot, spent=None if spot.words.blank(text) else _number(text))


def _match(spot: Spot, text: str) -> tuple[Fact, ...]:
    if spot.words.state.get(Source, spot.code) is None:
        raise _fault("no_source")
    least = most = None
    if text:
        found = _FROM_TO.fullmatch(text.replace("%", "").replace("％", ""))
        if found is None:
            raise _fault("match", value=text)
        least, most = (_number(part) for part in found.groups())
    return (
        Fact("match", spot.code, "least_percent", least),
        Fact("match", spot.code, "most_percent", most),
    )


def _parameter(spot: Spot, text: str) -> tuple[Fact, ...]:
    return _threshold(stated(spot.sheet.at(spot.row, 2)), text)


def _measured(_spot: Spot, text: str) -> tuple[Fact, ...]:
    share = _number(text)
    whole = share is not None and (share > 1 or text.endswith(("%", "％")))
    return _threshold(_SHARE, str(share / 100) if whole and share is not None else text)


def _threshold(code: str, text: str) -> tuple[Fact, ...]:
    value = _number(text)
    if value is None:
        raise InputError(Problem("reopen.needs_value"))
    load_parameters().with_overrides({code: value})
    return (Fact("parameter", code, "value", value),)


def _of_option(spot: Spot, **values: Any) -> tuple[Fact, ...]:
    return tuple(Fact("option", spot.code, field, value) for field, value in values.items())


def _parts(spot: Spot, text: str) -> list[str]:
    return [] if spot.words.blank(text) else [part for part in _BETWEEN.split(text.strip()) if part]


def _city(spot: Spot, text: str) -> str:
    found = named(spot.words.cities(), text)
    if found is None:
        raise _fault("no_city", value=text)
    return found


def _number(text: str) -> float | None:
    """The number of a text; None for an empty one. Raises InputError."""
    found = parse_number(text)
    return None if found is None else float(found)


def stated(cell: CellRead | None) -> str:
    """What stands in a cell, whole, without outer blanks."""
    if cell is None:
        return ""
    if cell.kind == NUMBER:
        return f"{cell.value:.10g}"
    return str(cell.value).replace("\r\n", "\n").replace("\r", "\n").strip()


READERS: dict[tuple[str, str], Reader] = {
    ("00_Cover", "workbook.cover.status"): _status,
    ("00_Cover", "workbook.cover.fiscal_month"): _month,
    ("04_Connectivity", "workbook.connectivity.measured_share"): _measured,
    ("07_LongList", "workbook.longlist.problem"): _problem,
    ("07_LongList", "workbook.longlist.cities"): _cities,
    ("07_LongList", "workbook.longlist.content"): _content,
    ("07_LongList", "workbook.longlist.reason"): _reason,
    ("07_LongList", "workbook.longlist.currency"): _currency,
    ("07_LongList", "workbook.longlist.gates"): _gates,
    ("07_LongList", "workbook.longlist.cluster"): _cluster,
    ("07_LongList", "workbook.longlist.payer"): _payer,
    ("07_LongList", "workbook.longlist.relations"): _relations,
    ("07_LongList", "workbook.longlist.roles"): _roles,
    ("10_Plan", "workbook.plan.finish"): _finish,
    ("10_Plan", "workbook.plan.opex_payer"): _payer,
    ("14_Financing", "workbook.financing.spent"): _spent,
    ("14_Financing", "workbook.financing.match"): _match,
    ("17_Method", "workbook.method.value"): _parameter,
}
"""How the cells of a column, or beside a label, are read; by sheet and the text over or beside them."""
