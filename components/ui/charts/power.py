"""Who can stop a decision: under the rule that was chosen, and under each other rule beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.investment.power import ALONE, HALF, NEVER, TOGETHER, Condition, Power
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import bar, city_name
from components.workshop.records.cities import City
from components.workshop.state import State

SIGNS = {ALONE: "■", TOGETHER: "◧", NEVER: "□"}
_MOST_NAMED = 6


def power_figure(t: Texts, state: State, found: Power, rule: str) -> Figure:
    """The smallest groups that can stop a decision, and how often each city's vote turns one. rule: its name."""
    cities = {city.code: city for city in state.cities}
    if found.problems or not found.swings:
        why = [t(key, **dict(values)) for key, values in found.problems]
        return Figure(t("delivery.power.empty_title"), " ".join(why))
    groups = [_group(t, [cities[code] for code in group]) for group in found.blocking[:_MOST_NAMED]]
    more = len(found.blocking) - _MOST_NAMED
    if more > 0:
        groups.append(f"<span>{escape(t('delivery.power.more', n=more))}</span>")
    chips = f'<span class="scn-or">{escape(t("delivery.power.or"))}</span>'.join(groups)
    rows = "".join(_row(t, cities[code], found, place) for place, code in enumerate(found.cities))
    return Figure(
        title=finding(t, state, found),
        subtitle=t("delivery.power.subtitle", rule=rule, needs=needs(t, found.conditions)),
        body=f'<p class="scn-sub">{escape(t("delivery.power.stops"))}</p><div class="scn-groups">{chips}</div>{rows}',
        legend=_legend(t, found),
        how=t("delivery.power.how"),
        table=_table(t, cities, found),
        lead=True,
    )


def rules_figure(t: Texts, state: State, found: Sequence[tuple[str, Power]], chosen: str) -> Figure:
    """What each city could do under every rule. found: name of a rule and the power under it; chosen: code of ours."""
    known = [(name, power) for name, power in found if not power.problems and power.swings]
    alone = [name for name, power in known if any(len(group) == 1 for group in power.blocking)]
    never = [name for name, power in known if 0 in power.swings]
    key = "alone" if alone else "nobody"
    title = t(f"delivery.rules.title_{key}", rules=t.joined(alone), n=len(alone))
    if never:
        title = t("delivery.rules.title_never", title=title, rules=t.joined(never))
    head = "".join(f'<th scope="col">{city_name(city)}</th>' for city in state.cities)
    body = "".join(_rule_row(t, name, power, chosen=power.rule == chosen) for name, power in found)
    return Figure(
        title=title,
        subtitle=t("delivery.rules.subtitle"),
        body=f'<div class="scn-scroll" tabindex="0"><table class="scn-table scn-rules"><thead><tr><td></td>{head}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>",
        how=t("delivery.power.how"),
    )


def finding(t: Texts, state: State, found: Power) -> str:
    """Who can stop a decision, in a sentence that a mayor can repeat."""
    names = {city.code: city.name or city.code for city in state.cities}
    alone = [names[group[0]] for group in found.blocking if len(group) == 1]
    groups = [group for group in found.blocking if len(group) > 1]
    if len(alone) == len(found.cities):
        title = t("delivery.power.title_all")
    elif alone and groups:
        title = t("delivery.power.title_some", alone=t.joined(alone), n=len(alone), others=_others(t, names, groups))
    elif alone:
        title = t("delivery.power.title_alone", alone=t.joined(alone), n=len(alone))
    elif (size := _any_of_size(found)) is not None:
        title = t("delivery.power.title_any", size=str(size))
    else:
        title = t("delivery.power.title_none", others=_others(t, names, groups))
    never = [names[city] for city in found.cities if found.standing(city) == NEVER]
    return t("delivery.power.title_never", title=title, cities=t.joined(never), n=len(never)) if never else title


def needs(t: Texts, conditions: Sequence[Condition]) -> str:
    """What a decision needs, in words: more than half of the cities and at least 65 % of the people."""
    words = []
    for condition in conditions:
        how = "more" if condition.percent <= HALF else "all" if condition.percent >= 100 else "least"
        words.append(t(f"delivery.power.needs_{how}_{condition.of}", percent=f"{condition.percent:g}"))
    return t("delivery.power.both", first=words[0], second=words[1]) if len(words) == 2 else "".join(words)


def _others(t: Texts, names: dict[str, str], groups: Sequence[Sequence[str]]) -> str:
    shown = []
    for group in groups[:2]:
        *others, last = (names[code] for code in group)
        shown.append(t("delivery.power.group", others=t.joined(others), last=last))
    words = t("delivery.power.either", first=shown[0], second=shown[1]) if len(shown) == 2 else shown[0]
    return t("delivery.power.and_more", groups=words, n=len(groups) - 2) if len(groups) > 2 else words


def _any_of_size(found: Power) -> int | None:
    """The size, when every group of that size can stop a decision and no smaller one."""
    sizes = {len(group) for group in found.blocking}
    if len(sizes) != 1:
        return None
    size = sizes.pop()
    everybody = 1
    for step in range(size):
        everybody = everybody * (len(found.cities) - step) // (step + 1)
    return size if len(found.blocking) == everybody else None


def _group(t: Texts, group: Sequence[City]) -> str:
    inside = f' <b>{escape(t("delivery.power.plus"))}</b> '.join(city_name(city) for city in group)
    return f'<span class="scn-group">{inside}</span>'


def _row(t: Texts, city: City, found: Power, place: int) -> str:
    standing = found.standing(city.code)
    votes = " · ".join(
        t(f"delivery.power.has_{condition.of}", percent=t.percent(condition.weights[place] / sum(condition.weights), 1))
        for condition in found.conditions
    )
    share = found.share_of_swings[place]
    words = f"{SIGNS[standing]} {t(f'delivery.power.{standing}')}"
    return (
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}<small>{escape(votes)}</small></div>'
        f'{bar(share, tone="scn-accent")}<div class="scn-note"><b>{escape(t.percent(share))}</b> {escape(words)}</div>'
        "</div>"
    )


def _legend(t: Texts, found: Power) -> str:
    words = [escape(t("delivery.power.legend"))]
    if found.away:
        words.append(escape(t("delivery.power.away", n=found.away)))
    return " ".join(words)


def _table(t: Texts, cities: dict[str, City], found: Power) -> Table:
    header = (
        t("delivery.power.city"),
        *(t(f"delivery.power.part_{condition.of}") for condition in found.conditions),
        t("delivery.power.swings"),
        t("delivery.power.banzhaf"),
        t("delivery.power.penrose"),
        t("delivery.power.standing"),
    )
    rows = tuple(
        (
            cities[code].name or code,
            *(
                t.percent(condition.weights[place] / sum(condition.weights), 1)
                for condition in found.conditions
            ),
            t.number(found.swings[place]),
            t.percent(found.share_of_swings[place], 1),
            t.percent(found.turns[place], 1),
            t(f"delivery.power.{found.standing(code)}"),
        )
        for place, code in enumerate(found.cities)
    )
    return Table(header, rows)


def _rule_row(t: Texts, name: str, power: Power, *, chosen: bool) -> str:
    mark = f" <b>✔ {escape(t('delivery.form.chosen'))}</b>" if chosen else ""
    if power.problems or not power.swings:
        why = " ".join(t(key, **dict(values)) for key, values in power.problems)
        cells = f'<td colspan="{max(len(power.cities), 1)}">{escape(why)}</td>'
    else:
        cells = "".join(
            f"<td>{SIGNS[standing]} {escape(t(f'delivery.power.short_{standing}'))}"
            f"<small>{escape(t.percent(power.share_of_swings[place]))}</small></td>"
            for place, standing in enumerate(power.standing(city) for city in power.cities)
        )
    style = ' class="scn-chosen"' if chosen else ""
    what = f"<small>{escape(needs(t, power.conditions))}</small>"
    return f'<tr{style}><th scope="row">{escape(name)}{mark}{what}</th>{cells}</tr>'


