"""One figure on paper: what goes in, every step in words with its number, and whether it comes out as shown."""

from __future__ import annotations

from html import escape

from components.analysis.audit import Line, Shown, Step, Trail
from components.framework.catalogue import Catalogue
from components.framework.citations import cited
from components.framework.parameters import Parameters
from components.investment.plan_records import Plan
from components.language import Texts
from components.ui.charts.figure import Figure, Table, table_markup
from components.ui.charts.gaps import cell_name
from components.ui.charts.marks import FLAG_SHAPES, flag_sign, flag_word, subject_name
from components.walk.audit import PAYS, Reference
from components.workshop.instruments import instrument
from components.workshop.records.options import Option
from components.workshop.state import State

_PERCENT = {"coverage", "within_one", "room", "weight_used", "indicative", "not_indicative", "cell_measured"}
_OF_PERCENT = {"limit", "share"}
_POINTS = tuple(str(point) for point in range(6))
_WORTH = ("measured", "value", "weight", "part")


def audit_figure(
    t: Texts, state: State, catalogue: Catalogue, parameters: Parameters, plan: Plan, found: Trail
) -> Figure:
    """The steps of one figure as a numbered list below its marks."""
    name = reference_name(t, state, catalogue, Reference(found.kind, found.code))
    title = "audit.title_withheld" if found.withheld else "audit.title_equal" if found.equal else "audit.title_differs"
    pays = found.kind == PAYS
    table = _pays_table(t, state, plan, found.code[0]) if pays else _lines_table(t, state, catalogue, found)
    marks = ""
    if table.rows:
        head = t("audit.payments" if pays else "audit.goes_in")
        marks = f'<h4 class="scn-sub">{escape(head)}</h4>{table_markup(head, table)}'
    steps = "".join(_step(t, parameters, step) for step in found.steps)
    checked = t("audit.checked")
    return Figure(
        title=t(title, name=name, value=_value(t, found)),
        subtitle=t("audit.subtitle"),
        body=f'<h4 class="scn-sub">{escape(t("audit.steps"))}</h4><ol class="scn-steps">{steps}</ol>'
        f'<h4 class="scn-sub">{escape(checked)}</h4>{table_markup(checked, _checks(t, found))}{marks}',
        how=t("audit.how"),
    )


def reference_name(t: Texts, state: State, catalogue: Catalogue, wanted: Reference) -> str:
    """A figure in words: of whom, and what."""
    code = wanted.code
    if wanted.kind == "index":
        return t("audit.name.two", subject=subject_name(state, code[0]), item=group_name(t, catalogue, *code[1:]))
    if wanted.kind == "gap":
        return t("audit.name.two", subject=subject_name(state, code[0]), item=cell_name(t, catalogue, code[1]))
    if wanted.kind == "agreement":
        item = item_name(t, state, catalogue, code[0], code[1])
        return item if code[2] == "all" else t("audit.name.two", subject=subject_name(state, code[2]), item=item)
    if wanted.kind == "weight":
        return item_name(t, state, catalogue, "weights", code[0])
    return subject_name(state, code[0])


def group_name(t: Texts, catalogue: Catalogue, view: str, code: str) -> str:
    """A group of cells: the names of its dimension, kind and scale."""
    if view == "all":
        return t("audit.name.whole")
    tables = {"dimension": "dimensions", "kind": "kinds", "scale": "scales"}
    parts = [
        t.label(catalogue.find(tables[axis], part)) if catalogue.has(tables[axis], part) else part
        for axis, part in zip(view.split("_"), code.split("."), strict=False)
    ]
    return " · ".join(parts)


def item_name(t: Texts, state: State, catalogue: Catalogue, ballot: str, item: str) -> str:
    """What was asked: the short name of a rated cell or a criterion, else the statement."""
    name = cell_name(t, catalogue, item)
    if name != item:
        return name
    if catalogue.has("option_criteria", item):
        return t.label(catalogue.find("option_criteria", item))
    found = instrument(state, catalogue, ballot)
    words = {entry.code: entry.statement(t.language) for entry in found.items} if found else {}
    return words.get(item, item)


def _value(t: Texts, found: Trail) -> str:
    shown = (found.checks[-1] if found.kind in ("agreement", "gap", PAYS) else found.checks[0]).shown
    if found.kind in ("weight", PAYS) and isinstance(shown, int | float):
        return t.percent(shown / 100, 2 if found.kind == PAYS else 1)
    return _shown(t, shown, percent=False)


def _shown(t: Texts, value: Shown, *, percent: bool) -> str:
    if isinstance(value, str):
        return flag_word(t, value) if value in FLAG_SHAPES else t(f"audit.word.{value}")
    if value is None:
        return t("audit.none")
    if percent:
        return t.percent(value, 0 if (100 * value).is_integer() else 1)
    return t.number(value, 0 if float(value).is_integer() else 2)


def _step(t: Texts, parameters: Parameters, step: Step) -> str:
    percent = step.name in _PERCENT
    numbers = {
        name: _shown(t, float(value), percent=percent and name in _OF_PERCENT) for name, value in step.numbers
    }
    words = escape(t(f"audit.step.{step.name}", **numbers))
    result = ""
    if isinstance(step.result, str) and step.result in FLAG_SHAPES:
        result = f" = <b>{flag_sign(t, step.result)}</b>"
    elif step.result is not None:
        result = f" = <b>{escape(_shown(t, step.result, percent=percent))}</b>"
    used = "".join(
        f'<br><span class="scn-note">{escape(_threshold(t, parameters, code))}</span>' for code in step.parameters
    )
    return f"<li>{words}{result}{used}</li>"


def _threshold(t: Texts, parameters: Parameters, code: str) -> str:
    row = parameters.row(code)
    # A citation stays as it is printed; that a threshold is ours is said in the reader's language.
    source = cited(t, row.source)
    return t("audit.threshold", meaning=row.description(t.language), value=f"{row.value:g}", source=source)


def _lines_table(t: Texts, state: State, catalogue: Catalogue, found: Trail) -> Table:
    worth = [name for name in _WORTH if any(getattr(line, name) is not None for line in found.lines)]
    return Table(
        (
            t("audit.column.item"), *_POINTS, t("audit.column.dont_know"), t("audit.column.median"),
            *(t(f"audit.column.{name}") for name in worth),
        ),
        tuple(
            (
                _line_name(t, state, catalogue, found, line),
                *((t.number(count) for count in line.counts) if line.counts else [t("audit.withheld")] + [""] * 5),
                t.number(line.dont_know) if line.dont_know is not None else "",
                t.number(line.median) if line.median is not None else "",
                *(_worth(t, name, getattr(line, name)) for name in worth),
            )
            for line in found.lines
        ),
    )  # fmt: skip


def _line_name(t: Texts, state: State, catalogue: Catalogue, found: Trail, line: Line) -> str:
    name = item_name(t, state, catalogue, line.instrument, line.item)
    return t("audit.name.importance", item=name) if found.kind == "gap" and "importance" in line.instrument else name


def _worth(t: Texts, name: str, value: float | None) -> str:
    if value is None:
        return ""
    return t.percent(value, 1) if name == "weight" else t.number(value, 2)


def _pays_table(t: Texts, state: State, plan: Plan, city: str) -> Table:
    names = {option.code: option.name for option in state.all(Option)}
    rows = []
    for code in dict.fromkeys(flow.option for flow in plan.flows if flow.payer == city):
        flows = [flow for flow in plan.flows if flow.option == code and flow.kind in ("capex", "opex")]
        amounts = [
            sum(flow.amount for flow in flows if flow.kind == kind and (payer is None or flow.payer == payer))
            for kind in ("capex", "opex")
            for payer in (None, city)
        ]
        rows.append((names.get(code) or code, *(t.number(amount) for amount in amounts)))
    heads = ("option", "capex", "capex_city", "opex", "opex_city")
    return Table(tuple(t(f"audit.column.{name}") for name in heads), tuple(rows))


def _checks(t: Texts, found: Trail) -> Table:
    return Table(
        tuple(t(f"audit.column.{name}") for name in ("figure", "shown", "again", "equal")),
        tuple(
            (
                t(f"audit.check.{check.name}"),
                _shown(t, check.shown, percent=check.name in _PERCENT),
                _shown(t, check.again, percent=check.name in _PERCENT),
                t("audit.equal" if check.equal else "audit.differs"),
            )
            for check in found.checks
        ),
    )
