"""How far the room agrees on one thing: the marks 0–5 as columns, where each city stands below them."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from components.analysis.evidence import Agreement, Evidence
from components.framework.catalogue import Catalogue
from components.framework.records import Label
from components.language import Texts
from components.ui.charts.figure import Figure, Table, nothing
from components.ui.charts.heat import round_shown
from components.ui.charts.marks import bar, city_mark, city_name, flag_sign, flag_word, subject_name
from components.workshop.instruments import WHOLE
from components.workshop.state import State


def distribution_figure(t: Texts, agreement: Agreement, state: State, anchors: tuple[Label, ...] = ()) -> Figure:
    """The marks on one item for one subject. With too few marks nothing is drawn, so that nobody's mark can be read."""
    whole = agreement.subject == WHOLE
    subject = t("charts.distribution.everything") if whole else subject_name(state, agreement.subject)
    where = {"subject": subject, "round": str(agreement.round)}
    if agreement.flag == "too_few" or not agreement.counts:
        return Figure(t("charts.distribution.title_too_few"), t("charts.distribution.subtitle_few", **where))
    subtitle = t("charts.distribution.subtitle", n=agreement.n, dont_know=agreement.dont_know, **where)
    return Figure(
        title=_title(t, agreement, state),
        subtitle=subtitle,
        body=columns(t, agreement, state, anchors),
        legend=escape(t("charts.distribution.legend")) if len(agreement.city_medians) > 1 else "",
        how=t("charts.distribution.how"),
        table=_table(t, agreement, state),
    )


def columns(t: Texts, agreement: Agreement, state: State, anchors: tuple[Label, ...] = ()) -> str:
    """The marks 0–5 as columns with the medians of the cities below, and don't know apart; safe HTML. Empty where the
    result is withheld.
    """
    if not agreement.counts:
        return ""
    unknown = agreement.dont_know or 0
    most = max(*agreement.counts, unknown)
    by_point: dict[int, list[str]] = defaultdict(list)
    names = {city.code: city for city in state.cities}
    for code, median in agreement.city_medians:
        if code in names:
            by_point[round(median)].append(city_mark(names[code]))
    drawn = [
        _column(t, str(point), count, most, "".join(by_point[point]), anchors[point](t.language) if anchors else "")
        for point, count in enumerate(agreement.counts)
    ]
    drawn.append(_column(t, "?", unknown, most, "", t("charts.distribution.dont_know"), kind="scn-unsure"))
    return f'<div class="scn-columns">{"".join(drawn)}</div>'


def city_items_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> Figure:
    """Step 1: the median of every city on each statement of the agreement, with how far its people agree."""
    items = catalogue.agreement_items
    found = [
        (item, city, row)
        for item in items
        for city in state.cities
        if (row := evidence.agreement("agreement", item.code, city.code)) and row.median is not None
    ]
    if not found:
        return nothing(t, state, "agreement", "agreement")
    lowest = min(found, key=lambda entry: entry[2].median or 0.0)
    rows = "".join(
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}<small>{escape(t.label(item))} · '
        f"{escape(t('charts.gaps.about', n=row.n))} · {flag_sign(t, row.flag)}</small></div>"
        f"{bar((row.median or 0.0) / 5, tone='scn-accent')}"
        f'<div class="scn-value">{escape(t.number(row.median))}</div></div>'
        for item, city, row in found
    )
    return Figure(
        title=t(
            "charts.agreement.title",
            city=lowest[1].name or lowest[1].code,
            item=t.label(lowest[0]),
            value=t.number(lowest[2].median),
        ),
        subtitle=t("charts.agreement.subtitle", round=str(round_shown(state, "agreement"))),
        body=rows,
        how=t("charts.agreement.how"),
        table=Table(
            tuple(t(f"charts.agreement.{name}") for name in ("city", "item", "median", "n", "flag")),
            tuple(
                (city.name or city.code, t.label(item), t.number(row.median), t.number(row.n), flag_word(t, row.flag))
                for item, city, row in found
            ),
        ),
    )


def _title(t: Texts, agreement: Agreement, state: State) -> str:
    names = {city.code: city.name or city.code for city in state.cities}
    medians = sorted((median, names[code]) for code, median in agreement.city_medians if code in names)
    given = [point for point, count in enumerate(agreement.counts) if count]
    if agreement.flag == "split" and medians and medians[-1][0] > medians[0][0]:
        (low, low_city), (high, high_city) = medians[0], medians[-1]
        return t(
            "charts.distribution.title_cities", high_city=high_city, high=t.number(high), low_city=low_city,
            low=t.number(low),
        )  # fmt: skip
    return t(
        f"charts.distribution.title_{agreement.flag}",
        median=t.number(agreement.median),
        low=str(given[0]),
        high=str(given[-1]),
    )


def _column(t: Texts, name: str, count: int, most: int, cities: str, words: str, *, kind: str = "") -> str:
    below = f"<small>{escape(words)}</small>" if words else ""
    height = f"{100 * count / most:.1f}%"
    return (
        f'<div class="scn-column {kind}"><span class="scn-count">{escape(t.number(count)) if count else ""}</span>'
        f'<span class="scn-stack" aria-hidden="true"><span style="height:{height}"></span></span>'
        f'<b>{name}</b><span class="scn-here">{cities}</span>{below}</div>'
    )


def _table(t: Texts, agreement: Agreement, state: State) -> Table:
    points = tuple((str(point), t.number(count)) for point, count in enumerate(agreement.counts))
    names = {city.code: city.name or city.code for city in state.cities}
    medians = tuple(
        (t("charts.distribution.city_median", city=names.get(code, code)), t.number(median))
        for code, median in agreement.city_medians
    )
    facts = (
        (t("charts.distribution.median"), t.number(agreement.median)),
        (
            t("charts.distribution.quartiles"),
            f"{t.number(agreement.lower_quartile)} – {t.number(agreement.upper_quartile)}",
        ),
        (t("charts.distribution.within_one"), t.percent(agreement.share_within_one)),
        (t("charts.distribution.dont_know"), t.number(agreement.dont_know)),
        (t("charts.distribution.flag"), flag_word(t, agreement.flag)),
    )
    header = (t("charts.distribution.mark"), t("charts.distribution.marks_given"))
    return Table(header, (*points, *medians, *facts))
