"""Methods on paper: what each does, its formula, source, thresholds in force, limits, and the program's own words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib import import_module
from inspect import cleandoc

from components.framework.citations import cited, unit_name
from components.framework.parameters import Parameter, Parameters
from components.framework.records import Method
from components.language import Texts
from components.ui.charts.figure import Table, table_markup

BASES = ("measured", "judged", "design")


def methods_markup(t: Texts, methods: Sequence[Method], parameters: Parameters, *, unfolded: bool = False) -> str:
    """One fold per method as safe HTML. unfolded: all are open, for instance when few were found."""
    shown = " open" if unfolded else ""
    return "".join(
        f'<details class="scn-method"{shown}><summary><b>{escape(t.label(method))}</b> '
        f'<span class="scn-note">{escape(t(f"method.basis.{method.basis}"))}</span></summary>'
        f"{_body(t, method, parameters)}</details>"
        for method in methods
    )


def found(t: Texts, methods: Sequence[Method], words: str, basis: str | None) -> tuple[Method, ...]:
    """The methods that hold all of the words, in this language or as code, and rest on `basis` (None: on anything)."""
    wanted = words.casefold().split()
    return tuple(
        method
        for method in methods
        if (basis is None or method.basis == basis) and all(word in _words(t, method) for word in wanted)
    )


def used_in(t: Texts, methods: Sequence[Method], code: str) -> str:
    """The results that use a threshold."""
    return t.joined([t.label(method) for method in methods if code in method.thresholds])


def holds(t: Texts, row: Parameter, methods: Sequence[Method], words: str) -> bool:
    """Whether a threshold, or a result that uses it, holds all of the words."""
    text = " ".join((row.code, row.description(t.language), row.source, used_in(t, methods, row.code))).casefold()
    return all(word in text for word in words.casefold().split())


def _body(t: Texts, method: Method, parameters: Parameters) -> str:
    rows = [
        ("formula", f"<code>{escape(method.formula)}</code>"),
        ("limits", escape(getattr(method.limits, t.language))),
        ("source", f"{escape(cited(t, method.source))} · {escape(t(f'method.status.{method.status}'))}"),
        ("thresholds", _thresholds(t, method, parameters)),
        ("program", _program(t, method)),
    ]
    listed = "".join(f"<dt>{escape(t(f'method.part.{name}'))}</dt><dd>{part}</dd>" for name, part in rows if part)
    return f"<p>{escape(getattr(method.what, t.language))}</p><dl>{listed}</dl>"


def _thresholds(t: Texts, method: Method, parameters: Parameters) -> str:
    rows = [parameters.row(code) for code in method.thresholds]
    if not rows:
        return escape(t("method.no_threshold"))
    return table_markup(
        t("method.part.thresholds"),
        Table(
            tuple(t(f"method.column.{name}") for name in ("meaning", "value", "unit", "source")),
            tuple(
                (row.description(t.language), value(t, row, parameters), unit_name(t, row.unit), cited(t, row.source))
                for row in rows
            ),
        ),
    )


def value(t: Texts, row: Parameter, parameters: Parameters) -> str:
    """The value in force, and whether this workshop set it."""
    plain = f"{row.value:g}"
    return t("method.set_here", value=plain) if row.code in parameters.overridden else plain


def _program(t: Texts, method: Method) -> str:
    """The text at the head of the program's file; it is English in every language."""
    words = cleandoc(import_module(method.module).__doc__ or "")
    head = t("method.in_the_program", file=method.module.replace(".", "/") + ".py")
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in words.split("\n\n"))
    return f'<span class="scn-note">{escape(head)}</span><div lang="en">{paragraphs}</div>'


def _words(t: Texts, method: Method) -> str:
    parts = (
        t.label(method), method.label.en, getattr(method.what, t.language), getattr(method.limits, t.language),
        method.formula, method.source, method.code, method.module, method.parameters,
    )  # fmt: skip
    return " ".join(parts).casefold()
