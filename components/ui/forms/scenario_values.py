"""Step 6, compare: the values of one scenario, each beside the workshop's own, with the same kind of inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args, get_type_hints

import streamlit as st

from components.errors import ToolError
from components.framework.catalogue import load
from components.language import Texts
from components.ui import session, widgets
from components.walk import undo
from components.workshop.edits import scenarios as edits
from components.workshop.edits.numbers import parse_number
from components.workshop.edits.scenarios import NotApplied, Wanted
from components.workshop.edits.values import LISTS, VOCABULARY
from components.workshop.records.money import Envelope
from components.workshop.records.scenarios import ScenarioChange
from components.workshop.state import KINDS, REMOVED, State

_ENVELOPE, _KEYS = "envelope", "cost_key"
_MUST = ("", "in", "out")


def draw(scenario: str) -> None:
    """Every change: what it is of, the workshop's value, the scenario's, and the ways to take it over or drop it."""
    t, state = session.t(), session.state()
    rows = edits.changes_of(state, scenario)
    if not rows:
        st.caption(t("scenarios.edit.no_changes"))
        return
    money = [row for row in rows if row.of_kind == _ENVELOPE]
    if money:
        _envelopes(scenario, money)
    units: dict[tuple[str, str], list[ScenarioChange]] = {}
    for row in rows:
        if row.of_kind != _ENVELOPE:
            units.setdefault((row.of_kind, "" if row.of_kind == _KEYS else row.of_code), []).append(row)
    if units:
        with st.container(border=True, gap="small"):
            for unit in units.values():
                for row in unit:
                    _change(row, unit if row is unit[0] else [])


def not_applied(found: tuple[NotApplied, ...]) -> None:
    """Changes that fit the workshop no longer, with the reason; they stay until somebody takes them out."""
    t, state = session.t(), session.state()
    for one in found:
        words = " ".join(t.problem(problem) for problem in one.problems)
        what = subject(t, one.change.of_kind, one.change.of_code, one.change.of_field, state)
        st.warning(t("scenarios.edit.not_applied", what=widgets.escaped(what), why=widgets.escaped(words)))


def subject(t: Texts, kind: str, code: str, field: str, state: State) -> str:
    """What a change speaks of, in words: «Manizales 2027: envelope»."""
    label_key = f"scenarios.field.{kind}_{field}"
    label = t(label_key) if t.has(label_key) else t("scenarios.field.unnamed")
    if kind == "setting":
        return label
    return t("scenarios.field.of", name=named(t, kind, code, state), field=label)


def shown(t: Texts, kind: str, field: str, value: Any, state: State) -> str:
    """A value in words."""
    if field == REMOVED:
        return t("scenarios.value.gone" if value else "scenarios.value.there")
    if isinstance(value, bool):
        return t("scenarios.value.yes" if value else "scenarios.value.no")
    if (kind, field) == ("option", "must"):
        return t(f"scenarios.ask.must_{value or 'free'}")
    table = VOCABULARY.get((kind, field))
    if table and value and load().has(table, str(value)):
        return t.label(load().find(table, str(value)))
    return undo.shown(t, field, list(value) if isinstance(value, tuple) else value, state)


def named(t: Texts, kind: str, code: str, state: State) -> str:
    """The record that a change speaks of, as people know it."""
    if kind == "parameter":
        row = session.default_parameters().row(code)
        return str(getattr(row.description, t.language))
    if kind in {_KEYS, "option_key", "key_metric"}:
        terms = {term.code: t.label(term) for term in load().cost_keys}
        parts = [terms.get(part, undo.named(t, kind, part, state)) for part in code.split(".")]
        return " ".join(parts)
    if kind == "certainty_weight":
        return t.label(load().find("certainties", code)) if load().has("certainties", code) else code
    return undo.named(t, kind, code, state)


def _envelopes(scenario: str, rows: list[ScenarioChange]) -> None:
    """Cities by years, as in the tab on money; a changed amount has the workshop's below it."""
    t, state = session.t(), session.state()
    changed = {row.of_code: row for row in rows}
    years = state.setting.plan_years
    with st.container(border=True):
        st.markdown(f"**{t('scenarios.edit.envelopes', unit=widgets.escaped(t.shown(state.setting.money_unit)))}**")
        for city in state.cities:
            columns = st.columns([2, *([1] * len(years))], vertical_alignment="top", gap="small")
            columns[0].text(f"{city.symbol} {city.name}")
            for column, year in zip(columns[1:], years, strict=True):
                code = f"{city.code}.{year}"
                stored = state.get(Envelope, code)
                own = stored.amount if stored else None
                held = edits.value_of(changed[code]) if code in changed else own
                with column:
                    _number(scenario, Wanted(_ENVELOPE, code, "amount", held), str(year))
                    if code in changed:
                        st.caption(t("scenarios.edit.own", value=t.number(own)))
        _buttons(rows, f"{scenario}.envelopes")


def _change(row: ScenarioChange, unit: list[ScenarioChange]) -> None:
    """One line: what it is of, both values, and what can be done with its unit. unit: empty in its later lines."""
    t, state = session.t(), session.state()
    what = widgets.escaped(subject(t, row.of_kind, row.of_code, row.of_field, state))
    stored = edits.value_in(state, row.of_kind, row.of_code, row.of_field)
    own = widgets.escaped(shown(t, row.of_kind, row.of_field, stored, state))
    names, given, ways = st.columns([5, 3, 3], vertical_alignment="center", gap="small")
    names.markdown(f"**{what}**  \n:gray[{t('scenarios.edit.workshop_has', value=own)}]")
    with given:
        _input(row)
    if unit:
        with ways, st.container(horizontal=True, gap="small"):
            words = t("scenarios.edit.take_one")
            widgets.button(words, _take_over, tuple(unit), key=f"take.{row.code}", type="tertiary", help=what)
            words = t("scenarios.edit.drop_one")
            widgets.button(words, _drop, tuple(unit), key=f"drop.{row.code}", type="tertiary", help=what)


def _input(row: ScenarioChange) -> None:
    t = session.t()
    one = Wanted(row.of_kind, row.of_code, row.of_field, edits.value_of(row))
    what = subject(t, row.of_kind, row.of_code, row.of_field, session.state())
    label = t("scenarios.edit.here", what=widgets.escaped(what))
    names = _names(t, row.of_kind, row.of_field)
    if row.of_field == REMOVED:
        st.text(shown(t, row.of_kind, row.of_field, one.value, session.state()))
    elif isinstance(one.value, bool):
        key = _start(row.scenario, one, one.value)
        st.toggle(label, key=key, on_change=_write, args=(row.scenario, one, key, bool), label_visibility="collapsed")
    elif names is not None:
        key = _start(row.scenario, one, one.value)
        st.selectbox(
            label,
            list(names),
            format_func=lambda code: names.get(code, code),
            key=key,
            on_change=_write,
            args=(row.scenario, one, key, str),
            label_visibility="collapsed",
        )
    elif _is_number(row):
        _number(row.scenario, one, label, hidden=True)
    else:
        key = _start(row.scenario, one, one.value or "")
        given = (row.scenario, one, key, str.strip)
        st.text_input(label, key=key, on_change=_write, args=given, label_visibility="collapsed")


def _number(scenario: str, one: Wanted, label: str, *, hidden: bool = False) -> None:
    t = session.t()
    value = one.value
    year = one.field.endswith("_year") and one.field not in {"opex_per_year", "revenue_per_year"}
    decimals = 0 if value is None or float(value).is_integer() else 2
    text = "" if value is None else str(value) if year else t.number(value, decimals)
    key = _start(scenario, one, text)
    st.text_input(
        label,
        key=key,
        on_change=_write,
        args=(scenario, one, key, parse_number),
        placeholder="–" if one.kind in {_KEYS, "option_key"} else t("ui.not_known"),
        label_visibility="collapsed" if hidden else "visible",
    )


def _start(scenario: str, one: Wanted, stored: Any) -> str:
    key = f"{scenario}|{one.kind}|{one.code}|{one.field}"
    session.seed(key, stored)
    return key


def _write(scenario: str, one: Wanted, key: str, convert: Callable[[Any], Any]) -> None:
    try:
        value = convert(session.widget(key))
        made = edits.set_changes(session.state(), scenario, _together(scenario, one._replace(value=value)))
    except ToolError as error:
        session.show(error)
        return
    session.commit(*made)
    session.reseed(key)


def _together(scenario: str, one: Wanted) -> tuple[Wanted, ...]:
    """A weight that is changed leaves the rest of the whole to the other keys of the scenario, in their proportions."""
    if one.kind != _KEYS:
        return (one,)
    rows = [row for row in edits.changes_of(session.state(), scenario) if row.of_kind == _KEYS]
    others = {row.of_code: float(edits.value_of(row) or 0) for row in rows if row.of_code != one.code}
    rest, given = 100 - float(one.value or 0), sum(others.values())
    if rest < 0 or not others:
        return (one,)
    spread = {code: round(rest * (weight / given if given else 1 / len(others)), 2) for code, weight in others.items()}
    last = next(reversed(spread))
    spread[last] = round(rest - sum(weight for code, weight in spread.items() if code != last), 2)
    return (one, *(Wanted(_KEYS, code, "weight", weight or None) for code, weight in spread.items()))


def _buttons(unit: list[ScenarioChange], key: str) -> None:
    t = session.t()
    with st.container(horizontal=True):
        widgets.button(t("scenarios.edit.take_over"), _take_over, tuple(unit), key=f"take.{key}")
        widgets.button(t("scenarios.edit.drop"), _drop, tuple(unit), key=f"drop.{key}", type="tertiary")


def _take_over(unit: tuple[ScenarioChange, ...]) -> None:
    session.commit(*edits.take_over(session.state(), unit))


def _drop(unit: tuple[ScenarioChange, ...]) -> None:
    session.commit(*edits.drop_changes(row.code for row in unit))


def _names(t: Texts, kind: str, field: str) -> dict[str, str] | None:
    if (kind, field) == ("option", "must"):
        return {code: t(f"scenarios.ask.must_{code or 'free'}") for code in _MUST}
    if (kind, field) == ("setting", "size_weight"):
        return {code: t(f"scenarios.value.size_{code}") for code in sorted(LISTS[kind, field])}
    if (kind, field) == ("option", "opex_payer"):
        return {"": t("scenarios.value.by_key")} | {city.code: city.name for city in session.state().cities}
    table = VOCABULARY.get((kind, field))
    return None if table is None else {term.code: t.label(term) for term in load().table(table)}


def _is_number(row: ScenarioChange) -> bool:
    hint = get_type_hints(KINDS[row.of_kind])[row.of_field]
    return bool({int, float} & set(get_args(hint) or (hint,)))
