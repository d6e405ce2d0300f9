"""Index values and gaps once more, cell by cell; see `audit`."""

from __future__ import annotations

from components.analysis.audit import GAP, INDEX, TOP, Check, Ledger, Line, Step, Trail, line
from components.analysis.indicators import item_of
from components.framework.records import MeasuredIndicator, QuickCell
from components.workshop.records.indicators import CellTarget, Indicator

PER_POINT = 100 / TOP
_IMPORTANCE = {"present": "importance", "pair_present": "pair_importance"}


def index_trail(book: Ledger, subject: str, view: str, code: str) -> Trail:
    """The index of a city or pair in one group of cells. Raises KeyError when there is none."""
    shown = book.evidence.index(subject, view, code)
    if shown is None:
        raise KeyError((subject, view, code))
    rows = [_cell(book, subject, cell) for cell in _members(book, subject, view, code)]
    known = [row.value for row in rows if row.value is not None]
    value = sum(known) / len(known) if known else None
    coverage = len(known) / len(rows)
    least = book.limits["index.coverage_minimum"]
    steps = [Step("cell", None, (("per_point", PER_POINT),))]
    if any(row.measured is not None for row in rows):
        share = "index.measured_share"
        steps.append(Step("cell_measured", None, (("share", book.limits[share]),), (share,)))
    steps += [
        Step("cells_known", float(len(known)), (("cells", len(rows)),)),
        Step("coverage", coverage, (("known", len(known)), ("cells", len(rows)))),
        Step(
            "indicative" if coverage < least else "not_indicative",
            None, (("limit", least),), ("index.coverage_minimum",),
        ),
        Step("mean", value, (("sum", sum(known)), ("known", len(known)))),
    ]  # fmt: skip
    weight = 1 / len(known) if known else None
    lines = tuple(_weighed(row, weight) for row in rows)
    checks = (
        Check("value", shown.value, value),
        Check("coverage", shown.coverage, coverage),
        Check("indicative", "yes" if shown.indicative else "no", "yes" if coverage < least else "no"),
    )
    return Trail(INDEX, (subject, view, code), lines, tuple(steps), checks, withheld=not known)


def gap_trail(book: Ledger, subject: str, item: str) -> Trail:
    """The distance of one cell from its target. Raises KeyError when it is no gap."""
    shown = next((row for row in book.evidence.gaps if (row.subject, row.item) == (subject, item)), None)
    if shown is None:
        raise KeyError((subject, item))
    cell = next(cell for cell in _cells(book, subject) if cell.code == item)
    row = _cell(book, subject, cell)
    importance = line(book, (_IMPORTANCE[row.instrument], item, subject))
    usual = book.limits["gap.target"]
    wanted, target = _target(book, subject, item)
    present = row.value or 0.0
    size = PER_POINT * target - present
    weighted = size if importance.median is None else size * importance.median / TOP
    steps = [Step("cell", None, (("per_point", PER_POINT),))]
    if row.measured is not None:
        share = "index.measured_share"
        steps.append(Step("cell_measured", None, (("share", book.limits[share]),), (share,)))
    steps += [
        Step("present", present),
        Step("target" if wanted else "target_usual", PER_POINT * target, (("mark", target), ("usual", usual)),
             () if wanted else ("gap.target",)),
        Step("size", size, (("target", PER_POINT * target), ("present", present))),
    ]  # fmt: skip
    if importance.median is None:
        steps.append(Step("no_importance", weighted))
    else:
        steps.append(Step("weighted", weighted, (("size", size), ("importance", importance.median), ("top", TOP))))
    return Trail(
        GAP,
        (subject, item),
        (row, importance),
        tuple(steps),
        (
            Check("present", shown.present, present),
            Check("target", shown.target, PER_POINT * target),
            Check("importance", shown.importance, importance.median),
            Check("size", shown.size, size),
            Check("weighted", shown.weighted, weighted),
        ),
    )


def _instrument(subject: str) -> str:
    return "pair_present" if "-" in subject else "present"


def _cells(book: Ledger, subject: str) -> list[QuickCell]:
    """The cells that were asked about a city or pair."""
    table = (
        book.catalogue.pair_cells
        if "-" in subject
        else book.catalogue.cells_of(book.snapshot.state.setting.instrument)
    )
    return [cell for cell in table if cell.code in book.asked[_instrument(subject)]]


def _members(book: Ledger, subject: str, view: str, code: str) -> list[QuickCell]:
    """The cells of one group: those whose dimension, kind or scale, as the view names them, are those of the code."""
    if view == "all":
        return _cells(book, subject)
    axes = view.split("_")
    return [
        cell for cell in _cells(book, subject) if [getattr(cell, axis, "") for axis in axes] == code.split(".")
    ]


def _cell(book: Ledger, subject: str, cell: QuickCell) -> Line:
    row = line(book, (_instrument(subject), cell.code, subject))
    measured = _measured(book, subject, cell.code)
    judged = None if row.median is None else PER_POINT * row.median
    share = book.limits["index.measured_share"]
    parts = [(1 - share, judged), (share, measured)]
    counting = [(weight, value) for weight, value in parts if value is not None and weight > 0]
    whole = sum(weight for weight, _ in counting)
    value = sum(weight * value for weight, value in counting) / whole if counting else None
    return Line(
        row.instrument, row.item, subject, row.counts, row.dont_know, row.median, measured=measured, value=value
    )


def _weighed(row: Line, weight: float | None) -> Line:
    if row.value is None or weight is None:
        return row
    return Line(
        row.instrument, row.item, row.subject, row.counts, row.dont_know, row.median, row.measured, row.value,
        weight, weight * row.value,
    )  # fmt: skip


def _measured(book: Ledger, subject: str, item: str) -> float | None:
    """Mean of the indicators that inform a cell, each between its fixed ends, in index points."""
    state = book.snapshot.state
    tables = {row.code: row for row in book.catalogue.indicators}
    found = [
        points
        for row in state.all(Indicator)
        if row.subject == subject and row.value is not None and row.indicator in tables
        if item_of(tables[row.indicator], state.setting.instrument) == item
        if (points := _points(book, tables[row.indicator], subject, row.value)) is not None
    ]
    return sum(found) / len(found) if found else None


def _points(book: Ledger, indicator: MeasuredIndicator, subject: str, value: float) -> float | None:
    if indicator.denominator != "none":
        people = {city.code: city.population for city in book.snapshot.state.cities}
        counted = [people.get(code) for code in subject.split("-")]
        whole = sum(number for number in counted if number is not None)
        if None in counted or whole <= 0:
            return None
        value = value * indicator.per / whole
    way = (value - indicator.worst) / (indicator.best - indicator.worst)
    return 100 * min(max(way, 0.0), 1.0)


def _target(book: Ledger, subject: str, item: str) -> tuple[bool, float]:
    """Whether the room set the target, and the mark 0–5 that it is."""
    rows = {(row.subject, row.item): row.value for row in book.snapshot.state.all(CellTarget) if row.value is not None}
    own = rows.get((subject, item), rows.get(("", item)))
    return own is not None, book.limits["gap.target"] if own is None else own
