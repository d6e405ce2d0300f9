"""Inputs that are bound to the log: every change is written at once, and shows what the store holds.

Labels come from the locales, keys from codes. A value that somebody else changed in the meantime is not
overwritten: the page shows both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from components.errors import ConflictError, Problem, ToolError
from components.language import Phrase
from components.ui import session
from components.workshop.edits.fields import set_field
from components.workshop.edits.numbers import parse_number
from components.workshop.records.base import Record
from components.workshop.state import KINDS

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+|<>~$:.-])")
_TYPED = (str.strip, parse_number)
_NAMES = {kind: name for name, kind in KINDS.items()}


def text(
    record: Record, field: str, label: str, *, area: int = 0, faults: bool = True, **options: Any
) -> None:
    """One line of text, or an area of `area` pixels. faults: what could not be taken is said below it."""
    key = _key(record, field)
    stored = getattr(record, field) or ""
    _type_again(key)
    begun = session.start(key, stored)
    common = {"key": key, "on_change": _write, "args": (record, field, key, str.strip, label), **options, **begun}
    given = st.text_area(label, height=area, **common) if area else st.text_input(label, **common)
    if begun and given != stored:
        _late(record, field, key, str.strip)
    if faults:
        _fault(key)


def number(
    record: Record, field: str, label: str, *, decimals: int = 0, faults: bool = True, **options: Any
) -> None:
    """A number that people type and read with separators; blank is «not known». faults: as in `text`."""
    key = _key(record, field)
    value = getattr(record, field)
    t = session.t()
    stored = "" if value is None else t.number(value, 0 if float(value).is_integer() else max(decimals, 2))
    _type_again(key)
    begun = session.start(key, stored)
    options = {"placeholder": t("ui.not_known"), **options, **begun}
    given = st.text_input(label, key=key, on_change=_write, args=(record, field, key, parse_number, label), **options)
    if begun and given != stored:
        _late(record, field, key, parse_number)
    if faults:
        _fault(key)


def fault(record: Record, field: str) -> str:
    """In words, what of the field was typed and could not be taken; empty when nothing is wrong. What was typed stays
    in the field until it is put right.
    """
    refused = _refused(_key(record, field))
    return session.t().error(refused) if refused else ""


def year(record: Record, field: str, label: str, **options: Any) -> None:
    """A calendar year, without separators; blank is «not known»."""
    key = _key(record, field)
    session.seed(key, str(getattr(record, field) or ""))
    options.setdefault("placeholder", session.t()("ui.not_known"))
    st.text_input(label, key=key, on_change=_write, args=(record, field, key, parse_number), max_chars=4, **options)


def whole(record: Record, field: str, label: str, low: int, high: int, **options: Any) -> None:
    """A whole number between two bounds, with steppers."""
    key = _key(record, field)
    session.seed(key, getattr(record, field))
    st.number_input(label, low, high, step=1, key=key, on_change=_write, args=(record, field, key, _same), **options)


def choice(record: Record, field: str, label: str, terms: Sequence[Any], **options: Any) -> None:
    """One of the framework's terms, or none."""
    t = session.t()
    pick(record, field, label, {str(term.code): t.label(term) for term in terms}, **options)


def pick(record: Record, field: str, label: str, names: Mapping[str, str], *, none: str = "", **options: Any) -> None:
    """One of many codes, or none; `names` gives their labels, `none` that of no code. A field that holds a number takes
    the code as one.
    """
    key = _key(record, field)
    stored = getattr(record, field)
    numbers = isinstance(stored, int)
    labels = dict(names) if numbers else {"": none or session.t()("ui.choose"), **names}
    value = str(stored) if numbers else stored or ""
    session.seed(key, value if value in labels else next(iter(labels)))
    st.selectbox(
        label,
        list(labels),
        key=key,
        format_func=lambda code: labels.get(code, code),
        on_change=_write,
        args=(record, field, key, int if numbers else _same),
        **options,
    )


def many(record: Record, field: str, label: str, names: Mapping[str, str], **options: Any) -> None:
    """Any number of codes from a long list; `names` gives their labels."""
    key = _key(record, field)
    session.seed(key, [code for code in getattr(record, field) if code in names])
    st.multiselect(
        label,
        list(names),
        key=key,
        format_func=lambda code: names.get(code, code),
        on_change=_write,
        args=(record, field, key, list),
        placeholder=session.t()("ui.choose"),
        **options,
    )


def several(record: Record, field: str, label: str, names: dict[str, str], **options: Any) -> None:
    """Any number of codes; `names` gives their labels. Drawn as pills."""
    key = _key(record, field)
    session.seed(key, [code for code in getattr(record, field) if code in names])
    st.pills(
        label,
        list(names),
        selection_mode="multi",
        key=key,
        format_func=lambda code: names.get(code, code),
        on_change=_write,
        args=(record, field, key, list),
        **options,
    )


def one_of(record: Record, field: str, label: str, names: dict[str, str], **options: Any) -> None:
    """One of a few codes, drawn side by side."""
    key = _key(record, field)
    value = getattr(record, field)
    session.seed(key, value if value in names else None)
    st.segmented_control(
        label,
        list(names),
        key=key,
        format_func=lambda code: names.get(code, code),
        on_change=_write,
        args=(record, field, key, _same),
        **options,
    )


def listed(record: Record, field: str, label: str, names: Mapping[Any, str], **options: Any) -> None:
    """One of the values of `names`, whatever they are, with their labels; no further one is added."""
    key = _key(record, field)
    value = getattr(record, field)
    session.seed(key, value if value in names else next(iter(names)))
    st.selectbox(
        label,
        list(names),
        key=key,
        format_func=lambda given: names.get(given, str(given)),
        on_change=_write,
        args=(record, field, key, _same),
        **options,
    )


def tick(record: Record, field: str, label: str, **options: Any) -> None:
    """Yes or no."""
    key = _key(record, field)
    session.seed(key, bool(getattr(record, field)))
    st.toggle(label, key=key, on_change=_write, args=(record, field, key, bool), **options)


def view(label: str, names: Mapping[str, str], *, key: str) -> str:
    """Which of a few ways to look at something: the first until another is taken. `names` gives their labels."""
    found = st.segmented_control(label, list(names), default=next(iter(names)), format_func=names.__getitem__, key=key)
    return found or next(iter(names))


def sections(prefix: str, parts: Mapping[str, Callable[[], None]], *, of: str = "") -> None:
    """Tabs of which only the open one is computed and drawn. `parts`: name -> what draws it; the label of a tab is the
    text `prefix.tab.name`. of: code of the record whose tabs they are, where a page has several of the kind.
    """
    t = session.t()
    tabs = st.tabs([t(f"{prefix}.tab.{name}") for name in parts], key=f"{prefix}{of}-part", on_change="rerun")
    for tab, part in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                part()


@contextmanager
def card(record: Record, title: str, *, named: str | None = None) -> Iterator[bool]:
    """A record that opens on a click; what stands in it is drawn only while it is open. A record without a name is open
    from the start. named: its name, where no field is called so.
    """
    key = _key(record, "card")
    if session.remembered(key) is None:
        # Decided once: a card must not close under the hand of the person who has just typed its name.
        session.remember(key, not (getattr(record, "name", "") if named is None else named))
    box = st.expander(title, expanded=session.remembered(key), key=key, on_change="rerun")
    with box:
        yield bool(box.open)


def button(label: str, action: Callable[..., Any], *args: Any, key: str, **options: Any) -> bool:
    """A button whose action runs before the page is drawn again; its errors are shown in words."""
    return st.button(label, key=key, on_click=_run, args=(action, *args), **options)


def escaped(words: str) -> str:
    """Words of a user for a place that understands Markdown: nothing in them is a picture, a link or a heading."""
    return _MARKDOWN.sub(r"\\\1", words)


def harmless(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a text with what people wrote in them `escaped`."""
    return {name: _harmless(value) for name, value in values.items()}


def _harmless(value: Any) -> Any:
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, tuple):
        return tuple(_harmless(part) for part in value)
    if isinstance(value, Phrase):
        return Phrase(value.key, tuple((name, _harmless(part)) for name, part in value.values))
    return value


def _run(action: Callable[..., Any], *args: Any) -> None:
    try:
        action(*args)
    except ToolError as error:
        session.show(error)


def _fault(key: str) -> None:
    if refused := _refused(key):
        warning(session.t().error(refused))


def _refused(key: str) -> ToolError | None:
    """Why what stands in the field could not be taken; None when something else stands there by now."""
    error, typed = session.remembered(f"refused.{key}") or (None, None)
    return error if error is not None and session.widget(key) == typed else None


def _type_again(key: str) -> None:
    """What was typed and refused stands in its field again when its tab or page comes back."""
    error, typed = session.remembered(f"refused.{key}") or (None, None)
    if error is not None and session.widget(key) is None:
        session.clear(key, typed)


def warning(words: str) -> None:
    """What is wrong or likely wrong, in words, at the field that it lies in."""
    st.html(f'<p class="scn-fault" role="status"><b>!</b> {escape(words)}</p>')


def _same(value: Any) -> Any:
    return value


def _key(record: Record, field: str) -> str:
    return f"{session.workshop()}.{_NAMES[type(record)]}.{record.code}.{field}"


def _late(record: Record, field: str, key: str, convert: Callable[[Any], Any]) -> None:
    """A tab that outlived its session shows another text than the log holds: typed there, or changed here since. Which
    of the two cannot be known, so the person is asked.
    """
    given, stored = str(session.widget(key)), session.seeded(key)
    try:
        edits = set_field(session.state(), _NAMES[type(record)], record.code, field, convert(given))
    except ToolError as error:
        session.show(error)
        return
    if edits:
        session.reseed(key)
        session.ask(ConflictError(Problem("store.conflict", {"theirs": stored, "yours": given})), edits)


def _placed(label: str, error: ToolError) -> ToolError:
    """The error with the field that it is about: the click that left the field may have led to another tab."""
    if not label:
        return error
    return ToolError(Problem("common.labelled", {"name": label, "words": session.t().error(error)}))


def _write(record: Record, field: str, key: str, convert: Callable[[Any], Any], label: str = "") -> None:
    session.remember(f"refused.{key}", None)
    given = session.widget(key)
    try:
        value = convert(given)
    except ToolError as error:
        session.show(_placed(label, error))
        session.remember(f"refused.{key}", (error, given))
        return
    try:
        edits = set_field(session.state(), _NAMES[type(record)], record.code, field, value)
    except ToolError as error:
        session.show(_placed(label, error))
        session.remember(f"refused.{key}", (error, given) if convert in _TYPED else None)
        if convert not in _TYPED:
            # Typed words stay to be put right; a choice that was refused must not look as if it had been made.
            session.reseed(key)
        return
    seen = getattr(record, field)
    session.commit(*(replace(edit, before=seen) if edit.field == field else edit for edit in edits))
    session.reseed(key)
