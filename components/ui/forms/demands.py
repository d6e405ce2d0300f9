"""Step 6: what the room demands of its plan beyond the money of cities and sources. Each part is folded; the line below
it says what is in force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from components.investment.candidates import IN, OUT
from components.investment.reasons import and_also
from components.investment.rules import BENEFICIARIES, COST, ONE, rules_of
from components.investment.slips import Slip
from components.language import Phrase
from components.ui import entry, session, widgets
from components.ui.entry import Row
from components.ui.forms import must
from components.workshop.records.demands import BudgetYear, Ceiling, FloorDemand, Inflation, InKind
from components.workshop.state import State


def draw(found: Sequence[Slip]) -> None:
    """Every demand. found: what is likely wrong in the entries."""
    for name, part, said in (
        ("limits", _most, _most_said),
        ("floors", _least, _least_said),
        ("must", _must, _must_said),
        ("choice", _choice, _choice_said),
        ("prices", _prices, _prices_said),
    ):
        with _folded(name, said) as is_open:
            if is_open:
                part(found)


@contextmanager
def _folded(name: str, said: Callable[[], list[str]]) -> Iterator[bool]:
    t = session.t()
    # What is in force stands below the title and not in it: a title that changes would close under the hand.
    with st.container(gap="xsmall"):
        box = st.expander(t(f"demands.{name}.title"), key=f"demands-{name}", on_change="rerun")
        with box:
            yield bool(box.open)
        st.caption(widgets.escaped(t.joined(said()) or t("demands.none")))


def _most(found: Sequence[Slip]) -> None:
    """The common budget of each year, and the most that each city pays."""
    t, state = session.t(), session.state()
    years = state.setting.plan_years
    budget = [entry.amount(state.get(BudgetYear, str(year)) or BudgetYear(str(year)), "amount",
                           f"{t('demands.budget')} {year}") for year in years]  # fmt: skip
    st.caption(t("demands.limits.budget_what"))
    notes = tuple(t(slip.key, **dict(slip.values)) for slip in found if slip.kind == "budget" or slip.key == _NO_BUDGET)
    entry.table("budget", ["", *map(str, years)], [Row(t("demands.budget"), tuple(budget), notes)])
    st.caption(t("demands.limits.ceiling_what"))
    cities = [(f"{city.symbol} {city.name}", state.get(Ceiling, city.code) or Ceiling(city.code))
              for city in state.cities]  # fmt: skip
    head = ["", t("demands.ceiling")]
    rows = [Row(name, (entry.amount(record, "amount", f"{name}, {head[1]}"),)) for name, record in cities]
    entry.table("ceilings", head, rows, widths=[1.5])


_NO_BUDGET = "plan.slip.no_budget"


def _most_said() -> list[str]:
    t, state, rules = session.t(), session.state(), rules_of(session.state())
    said = []
    if rules.budget:
        years = _by_year((str(year), t.number(given)) for year, given in rules.budget)
        said.append(t("demands.limits.budget_said", years=years))
    said += [t("demands.limits.ceiling_said", city=_city(state, code), amount=t.number(given))
             for code, given in rules.ceilings]  # fmt: skip
    return said


def _by_year(given: Iterable[tuple[str, str]]) -> str | Phrase:
    """A year and its figure after the other."""
    return and_also([Phrase("demands.of_year", (("year", year), ("amount", figure))) for year, figure in given])


def _least(_found: Sequence[Slip]) -> None:
    """Floors per city and per kind."""
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    st.caption(t("demands.least_what"))
    subjects = [("city", city.code, f"{city.symbol} {city.name}") for city in state.cities]
    subjects += [("kind", kind.code, t.label(kind)) for kind in catalogue.kinds]
    rows = []
    for of, code, name in subjects:
        record = state.get(FloorDemand, f"{of}.{code}") or FloorDemand(f"{of}.{code}", of, code)
        cells = (
            entry.amount(record, "count", f"{name}, {t('demands.floor_count')}"),
            entry.amount(record, "amount", f"{name}, {t('demands.floor_amount')}"),
        )
        rows.append(Row(name, cells))
    entry.table("floors", ["", t("demands.floor_count"), t("demands.floor_amount")], rows, widths=[1.5, 1.5])


def _least_said() -> list[str]:
    t, state = session.t(), session.state()
    said = []
    for floor in rules_of(state).floors:
        name = _city(state, floor.code) if floor.of == "city" else _kind(floor.code)
        if floor.count:
            said.append(t("demands.floor_count_said", name=name, n=floor.count))
        if floor.money:
            said.append(t("demands.floor_amount_said", name=name, amount=t.number(floor.money)))
    return said


def _must(_found: Sequence[Slip]) -> None:
    """Options that are in or out whatever their score, each with its reason."""
    must.all_options()


def _must_said() -> list[str]:
    t, state = session.t(), session.state()
    return [
        t(f"demands.must.{way}_said", options=tuple(codes))
        for way in (IN, OUT)
        if (codes := [option.code for option in state.options if option.must == way])
    ]


def _choice(_found: Sequence[Slip]) -> None:
    """What counts in the choice, and who pays."""
    t, setting = session.t(), session.state().setting
    sizes = {code: t(f"demands.choice.{code}") for code in (ONE, BENEFICIARIES, COST)}
    widgets.one_of(setting, "size_weight", t("demands.choice.size"), sizes)
    st.caption(t(f"search.size.{setting.size_weight}"))
    widgets.tick(setting, "continuing_first", t("demands.choice.continuing"), help=t("demands.choice.continuing_what"))
    widgets.tick(setting, "lasting", t("demands.choice.lasting"), help=t("demands.choice.lasting_what"))
    widgets.tick(setting, "sources_only", t("demands.choice.sources_only"), help=t("demands.choice.sources_only_what"))


def _choice_said() -> list[str]:
    t, setting = session.t(), session.state().setting
    said = [t("demands.choice.size_said", size=t(f"demands.choice.{setting.size_weight}"))]
    said += [t(f"demands.choice.{name}_said") for name in ("continuing_first", "lasting", "sources_only")
             if getattr(setting, name)]  # fmt: skip
    return said


def _prices(_found: Sequence[Slip]) -> None:
    """How prices rise, and what cities bring in beside money."""
    t, state = session.t(), session.state()
    years = state.setting.inflation_years
    st.caption(t("demands.prices.what"))
    cells = [entry.amount(state.get(Inflation, str(year)) or Inflation(str(year)), "percent",
                          f"{t('demands.inflation')} {year}", decimals=1) for year in years]  # fmt: skip
    entry.table("inflation", ["", *map(str, years)], [Row(t("demands.inflation"), tuple(cells))])
    st.caption(t("demands.prices.in_kind_what"))
    rows = []
    for city in state.cities:
        record, name = state.get(InKind, city.code) or InKind(city.code), f"{city.symbol} {city.name}"
        what = entry.words(record, "what", f"{name}, {t('demands.in_kind')}", t("demands.in_kind_hint"))
        rows.append(Row(name, (what, entry.amount(record, "amount", f"{name}, {t('demands.valued')}"))))
    entry.table("in_kind", ["", t("demands.in_kind"), t("demands.valued")], rows, widths=[4.0, 1.5])


def _prices_said() -> list[str]:
    t, state = session.t(), session.state()
    years = {str(year) for year in state.setting.inflation_years}
    rises = sorted((row.code, row.percent) for row in state.all(Inflation)
                   if row.percent is not None and row.code in years)  # fmt: skip
    said = []
    if rises:
        years_said = _by_year((year, t("common.percent", number=t.number(rise, 1))) for year, rise in rises)
        said.append(t("demands.prices.said", years=years_said))
    brought = [_city(state, row.code) for row in state.all(InKind) if row.what]
    if brought:
        said.append(t("demands.prices.in_kind_said", cities=t.joined(brought)))
    return said


def _city(state: State, code: str) -> str:
    return next((city.name for city in state.cities if city.code == code), code)


def _kind(code: str) -> str:
    kinds = session.catalogue().kinds
    return next((session.t().label(kind) for kind in kinds if kind.code == code), code)
