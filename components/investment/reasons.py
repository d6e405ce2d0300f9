"""In words: why an option is out, and what clashes. Keys of locales `plan.toml` with values ready to be
shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from components.investment.conflicts import Extra, Limit
from components.investment.giving_way import Way
from components.investment.ledger import merged
from components.investment.plan_records import Stated
from components.investment.portfolio import Clash, Selection, Shortage
from components.investment.program import BUDGET, CEILING, CITY, FLOOR, LASTING, MATCHING, MUST, POT
from components.investment.question import Question
from components.language import Phrase
from components.workshop.records.options import Option
from components.workshop.state import State

_KINDS = ("hard", "soft")


def amount(value: float) -> str:
    """A whole amount with separators, the same in every language."""
    return f"{value:,.0f}"


def name(state: State, code: str) -> str:
    """An option's code and name as entered; the code alone when it is gone."""
    option = state.get(Option, code)
    return f"{code} {option.name}" if option and option.name else code


def cannot(option: Option, reason: str, state: State) -> Stated:
    """Why the option was no candidate; `reason` is from `candidates.why_not`."""
    if reason == "gate_failed":
        return f"plan.why.gate_failed_{option.gates_failed[0]}", ()
    if reason == "merged":
        return "plan.why.merged", (("other", name(state, option.merge_with)),)
    if reason == "no_rate":
        return "plan.why.no_rate", (("currency", option.currency),)
    if reason == "too_long":
        setting = state.setting
        start = max(option.earliest_year or setting.first_year, setting.first_year)
        values = {"years": option.build_years, "start": start, "last": setting.first_year + setting.years - 1}
        return "plan.why.too_long", tuple((key, str(value)) for key, value in values.items())
    return f"plan.why.{reason}", ()


def left_out(code: str, question: Question, selection: Selection, state: State) -> Stated:
    """Why a candidate is not in the plan."""
    chosen = dict(selection.starts)
    candidate = question.by_code[code]
    excluding = [*candidate.excludes, *(item.code for item in question.candidates if code in item.excludes)]
    for other in excluding:
        if other in chosen:
            return "plan.why.excluded", (("other", name(state, other)),)
    for other in candidate.requires:
        if other not in chosen:
            return "plan.why.requires", (("other", name(state, other)),)
    for other in candidate.follows:
        if other not in chosen:
            return "plan.why.requires", (("other", name(state, other)),)
    if question.sources_only and not any(pot.pays(code) and any(pot.amounts) for pot in question.pots):
        return "plan.why.no_source", ()
    shortage = next((item for item in selection.shortages if item.option == code), None)
    if shortage is not None and shortage.others and (shortage.amounts or len(shortage.others) > 1):
        return "plan.why.needs_all", (("parts", raised(shortage, question, state)),)
    if shortage is not None and shortage.amounts:
        return needs_money("plan.why.needs", shortage, question, state)
    if shortage is not None and shortage.others:
        return other_limit(shortage.others[0], question, state)
    if not selection.explained:
        return "plan.why.seeking", ()
    return ("plan.why.no_plan", ()) if selection.clashes else ("plan.why.not_in_time", ())


def raised(shortage: Shortage, question: Question, state: State) -> str | Phrase:
    """Every limit that would have to give, with its year and by how much, in one phrase."""
    unit, last = state.setting.money_unit, question.years - 1
    sums: dict[tuple[str, int], dict[int, int]] = {}
    for city, year, more in shortage.amounts:
        sums.setdefault((LASTING if year > last else CITY, city), {})[year] = more
    for extra in shortage.others:
        sums.setdefault((extra.kind, extra.place), {})[extra.year] = extra.amount
    parts = []
    for (kind, place), years in sums.items():
        values: list[tuple[str, Any]] = [("unit", unit), ("amount", amount(sum(years.values())))]
        if kind in (CITY, LASTING, CEILING):
            values.append(("city", state.cities[place].name))
        if kind == POT:
            values.append(("source", merged(question.pots)[place].code))
        if kind != CEILING:
            values.append(("year", _span(years, last, state)))
        parts.append(Phrase(f"plan.raise.{kind}", tuple(values)))
    return and_also(parts)


def _span(years: Iterable[int], last: int, state: State) -> str:
    """Places of years as calendar years; none after the one in the place `last`."""
    calendar = sorted({state.setting.first_year + min(year, last) for year in years})
    return str(calendar[0]) if len(calendar) == 1 else f"{calendar[0]}–{calendar[-1]}"


def other_limit(extra: Extra, question: Question, state: State) -> Stated:
    """What a limit other than a city's envelope would have to give: a source, the common budget, a city's ceiling."""
    year = str(state.setting.first_year + min(extra.year, question.years - 1))
    values: list[tuple[str, Any]] = [("unit", state.setting.money_unit), ("amount", amount(extra.amount))]
    if extra.kind == CEILING:
        values.append(("city", state.cities[extra.place].name))
    else:
        values.append(("year", year))
    if extra.kind == POT:
        values.append(("source", merged(question.pots)[extra.place].code))
    return f"plan.why.needs_{extra.kind}", tuple(values)


def limit(found: Limit, question: Question, state: State) -> Stated:
    """One of the limits that clash, in words."""
    kind, first = found[0], state.setting.first_year
    if kind in (CITY, BUDGET, POT):
        values: list[tuple[str, Any]] = [("year", str(first + int(found[2])))]
        if kind == CITY:
            values.append(("city", state.cities[int(found[1])].name))
        if kind == POT:
            values.append(("source", merged(question.pots)[int(found[1])].code))
        return f"plan.limit.{kind}" + ("_up_to" if question.carry_over else ""), tuple(values)
    if kind in (CEILING, LASTING):
        return f"plan.limit.{kind}", (("city", state.cities[int(found[1])].name),)
    if kind in (FLOOR, MATCHING):
        return f"plan.limit.{kind}", (("name", _floor_name(found[1], state)),)
    return f"plan.limit.{kind}", tuple(zip(("option", "other"), [name(state, code) for code in found[1:]]))


def _floor_name(code: str, state: State) -> str | Phrase:
    city = next((one for one in state.cities if code == f"city:{one.code}"), None)
    if city is not None:
        return city.name
    kind = code.removeprefix("kind:")
    return Phrase(f"plan.floor_of.{kind}") if kind in _KINDS else kind


def needs_money(key: str, shortage: Shortage, question: Question, state: State) -> Stated:
    """`key`_one when one city lacks money, else `key`_many with the total and each city's part, both with the years;
    `key`_lasting_… when it is the running cost of every year after the last that is lacking.
    """
    unit, last = state.setting.money_unit, question.years - 1
    years = [year for _, year, _ in shortage.amounts]
    if min(years) > last:
        key = f"{key}_lasting"
    span = _span(years, last, state)
    by_city: dict[int, int] = {}
    for city, _, missing in shortage.amounts:
        by_city[city] = by_city.get(city, 0) + missing
    total = ("amount", amount(shortage.total))
    if len(by_city) == 1:
        return f"{key}_one", (total, ("city", state.cities[next(iter(by_city))].name), ("year", span), ("unit", unit))
    parts = [
        Phrase("plan.why.part", (("city", state.cities[city].name), ("amount", amount(missing))))
        for city, missing in by_city.items()
    ]
    return f"{key}_many", (total, ("parts", and_also(parts)), ("year", span), ("unit", unit))


def clashes(
    selection: Selection, impossible: Mapping[str, Stated], state: State, question: Question
) -> tuple[Stated, ...]:
    """What keeps options that must be in from being in, and after it the limits that clash, of which none is idle.

    impossible: options that are no candidates, with the reason.
    """
    found: list[Stated] = [("plan.clash.no_candidate", (("option", name(state, code)),)) for code in impossible]
    for item in selection.clashes:
        found.append(_clash(item, state, question))
        found += [_way(way, state) for way in item.ways]
        if item.limits:
            together = and_also([Phrase(*limit(one, question, state)) for one in item.limits])
            found.append(("plan.clash.limit", (("limits", together),)))
    return tuple(found)


def _way(way: Way, state: State) -> Stated:
    """What the room could demand less of, so that it fits without more money."""
    unit = state.setting.money_unit
    if way.kind == MUST:
        return "plan.clash.way_must", (("options", and_also([name(state, code) for code, _, _ in way.gives])),)
    parts = []
    for code, what, less in way.gives:
        label: str | Phrase = code if way.kind == MATCHING else _floor_name(code, state)
        values = (("name", label), ("amount", amount(less)), ("unit", unit))
        parts.append(Phrase(f"plan.lower.{way.kind}_{what}", values))
    return f"plan.clash.way_{way.kind}", (("parts", and_also(parts)),)


def and_also(parts: Sequence[str | Phrase]) -> str | Phrase:
    """Parts that may hold commas themselves, as the reader's language parts them; one or more."""
    if len(parts) == 1:
        return parts[0]
    return Phrase("plan.limit.and", (("first", parts[0]), ("rest", and_also(parts[1:]))))


def _clash(clash: Clash, state: State, question: Question) -> Stated:
    names: Sequence[str] = [name(state, code) for code in clash.options]
    if clash.reason == "floors":
        floors = [Phrase("plan.limit.floor", (("name", _floor_name(code, state)),)) for code in clash.options]
        return "plan.clash.floors", (("floors", and_also(floors)),)
    if clash.shortage is not None and not clash.shortage.nothing:
        return "plan.clash.money", (("parts", raised(clash.shortage, question, state)),)
    values = tuple(zip(("option", "other"), names)) if clash.reason != "logic" else (("options", and_also(names)),)
    return f"plan.clash.{clash.reason}", values
