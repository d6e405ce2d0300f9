"""What going together is worth to each city, the Shapley value beside the key, and what changes when a city leaves."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.investment.cooperation import Together
from components.investment.cost_game import CostGame, nearest
from components.investment.leaving import Leaving
from components.investment.shapley import Blocking
from components.language import Texts
from components.ui.charts.fairness import signed
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import city_mark, city_name
from components.workshop.records.cities import City
from components.workshop.state import State

_NAMED_GROUPS = 3
# A mark at the end of its line keeps clear of the words beside it.
_CLEAR = 1.05


def together_figure(t: Texts, state: State, joint: Together) -> Figure:
    """Per city two marks on one line of points: a ring for what it could do alone, its symbol for its part of the joint
    plan.
    """
    cities = state.cities
    top = _CLEAR * max([*(row.value for row in joint.cities), *(row.benefit for row in joint.cities), 1.0])
    body = "".join(
        _pair(
            cities[row.city],
            row.value / top,
            row.benefit / top,
            t("fairness.together.row", alone=t.number(row.value), joint=t.number(row.benefit)),
        )
        for row in joint.cities
    )
    alone = joint.joint - joint.surplus
    kind = "title" if joint.surplus > 0 else "title_none"
    rows = tuple(
        (
            cities[row.city].name or cities[row.city].code,
            t.number(row.benefit),
            t.number(row.value),
            signed(t, row.benefit - row.value),
            t.number(row.cost),
            t.joined(list(row.options)) or "–",
        )
        for row in joint.cities
    )
    names = ("city", "joint", "alone", "more", "cost", "options")
    unit = state.setting.money_unit
    return Figure(
        title=t(
            f"fairness.together.{kind}", joint=t.number(joint.joint), alone=t.number(alone),
            surplus=t.number(abs(joint.surplus)),
        ),
        subtitle=t("fairness.together.subtitle", share=t.percent(joint.benefit_coverage)),
        body=body,
        legend=_ring(t("fairness.together.legend")),
        how=t("fairness.together.how"),
        table=Table(tuple(t(f"fairness.together.column_{name}", unit=unit) for name in names), rows),
    )  # fmt: skip


def sharing_figure(t: Texts, state: State, game: CostGame) -> Figure:
    """Per city two marks on one line of money: a ring for what it pays by the key, its symbol for the Shapley value;
    the bar behind is what it would pay on its own.
    """
    cities, unit = state.cities, state.setting.money_unit
    top = _CLEAR * max([*game.alone, *game.by_key, *game.by_shapley, 1.0])
    body = "".join(
        _pair(
            city, game.by_key[place] / top, game.by_shapley[place] / top,
            t("fairness.shapley.row", key=t.number(game.by_key[place]), shapley=t.number(game.by_shapley[place])),
            behind=game.alone[place] / top,
        )
        for place, city in enumerate(cities)
    )  # fmt: skip
    names = ("city", "key", "shapley", "change", "alone", "saves")
    rows = tuple(
        (
            city.name or city.code,
            t.number(game.by_key[place]),
            t.number(game.by_shapley[place]),
            signed(t, game.by_shapley[place] - game.by_key[place]),
            t.number(game.alone[place]),
            signed(t, game.alone[place] - game.by_key[place]),
        )
        for place, city in enumerate(cities)
    )
    sums = (
        t("fairness.key.together"),
        t.number(sum(game.by_key)),
        t.number(sum(game.by_shapley)),
        "",
        t.number(sum(game.alone)),
        signed(t, game.saved),
    )
    return Figure(
        title=t("fairness.shapley.title", saved=t.money(game.saved, unit), alone=t.number(sum(game.alone))),
        subtitle=t("fairness.shapley.subtitle", unit=unit, whole=t.number(game.saved_whole)),
        body=body + "".join(f'<p class="scn-sub">{escape(line)}</p>' for line in core_words(t, state, game)),
        legend=_ring(t("fairness.shapley.legend")),
        how=t("fairness.shapley.how"),
        table=Table(tuple(t(f"fairness.shapley.column_{name}", unit=unit) for name in names), (*rows, sums)),
    )


def core_words(t: Texts, state: State, game: CostGame) -> list[str]:
    """Whether a group would do better alone, for the key and for the Shapley value, with the groups by name."""
    unit = state.setting.money_unit
    words = [
        t("fairness.core.leave", cities=group_name(t, state, row.players), money=t.money(row.saving, unit))
        for row in game.blocking[:_NAMED_GROUPS]
    ]
    if len(game.blocking) > _NAMED_GROUPS:
        words.append(t("fairness.core.more", n=len(game.blocking) - _NAMED_GROUPS))
    if not words:
        group, gain = nearest(game)
        money = t.money(gain, unit)
        words.append(t("fairness.core.key_inside", cities=group_name(t, state, group), money=money))
    kind = "shapley_inside" if game.shapley_test.inside else "shapley_outside"
    return [*words, t(f"fairness.core.{kind}")]


def group_words(t: Texts, state: State, better: Sequence[Blocking], groups: int, *, exact: bool) -> list[str]:
    """Whether a group could do more with its own money than in the joint plan."""
    words = [
        t("fairness.groups.better", cities=group_name(t, state, row.players), points=t.number(row.saving))
        for row in better[:_NAMED_GROUPS]
    ]
    if len(better) > _NAMED_GROUPS:
        words.append(t("fairness.core.more", n=len(better) - _NAMED_GROUPS))
    words = words or [t("fairness.groups.none", n=groups)]
    return [*words, t("fairness.groups.exact" if exact else "fairness.groups.approximate")]


def group_name(t: Texts, state: State, players: Sequence[int]) -> str:
    """The cities of a group by name."""
    names = [state.cities[place].name or state.cities[place].code for place in players]
    if len(names) < 2:
        return t.joined(names)
    return t("fairness.core.and", first=t.joined(names[:-1]), last=names[-1])


def leaving_figure(t: Texts, state: State, found: Leaving, title: str) -> Figure:
    """What those who stay pay before and after."""
    cities, unit = state.cities, state.setting.money_unit
    top = _CLEAR * max([*(row.before for row in found.payers), *(row.after for row in found.payers), 1])
    body = "".join(
        _pair(
            cities[row.city], row.before / top, row.after / top,
            t("fairness.leaving.row", before=row.before, after=row.after),
        )
        for row in found.payers
    )  # fmt: skip
    names = ("city", "before", "after", "change", "surviving_before", "surviving_after", "surviving_change")
    rows = tuple(
        (
            cities[row.city].name or cities[row.city].code,
            t.number(row.before),
            t.number(row.after),
            signed(t, row.after - row.before),
            t.number(row.surviving_before),
            t.number(row.surviving_after),
            signed(t, row.surviving_after - row.surviving_before),
        )
        for row in found.payers
    )
    return Figure(
        title=title,
        subtitle=t("fairness.leaving.subtitle", unit=unit),
        body=body,
        legend=_ring(t("fairness.leaving.legend")),
        how=t("fairness.leaving.how"),
        table=Table(tuple(t(f"fairness.leaving.column_{name}", unit=unit) for name in names), rows),
    )


def _pair(city: City, ring: float, symbol: float, said: str, *, behind: float | None = None) -> str:
    """A row with a ring and the city's symbol on one line (shares of its length), over a pale bar."""
    low, high = sorted((ring, symbol))
    under = "" if behind is None else f'<span class="scn-behind" style="width:{_place(behind)}"></span>'
    marks = (
        f'{under}<span class="scn-between" style="left:{_place(low)};width:{_place(high - low)};'
        f'background:{city.colour}"></span>'
        f'<span class="scn-ring" style="left:{_place(ring)};border-color:{city.colour}"></span>'
        f'<span class="scn-at" style="left:{_place(symbol)}">{city_mark(city)}</span>'
    )
    return (
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}</div>'
        f'<div class="scn-line" aria-hidden="true">{marks}</div><div class="scn-note">{escape(said)}</div></div>'
    )


def _place(share: float) -> str:
    return f"{100 * max(share, 0.0):.2f}%"


def _ring(words: str) -> str:
    return f'<span class="scn-ring" aria-hidden="true"></span> {escape(words)}'
