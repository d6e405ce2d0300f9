"""The weights of the criteria: one voice per person beside one per city and one per group, and how far they hold."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from components.analysis.evidence import Contradiction, Weighing, Weights
from components.analysis.weights import CITY, GROUP, PERSON
from components.language import Texts
from components.ui.charts.figure import Figure, Table, table_markup
from components.ui.charts.figure import draw as draw_figure

_VOICES = (PERSON, CITY, GROUP)


def draw(t: Texts, names: Mapping[str, str], weights: Weights, threshold: float, wanted: str = "") -> None:
    """Put the table on the page; nothing before the room's weights are there."""
    if weights.ways:
        draw_figure(t, weights_figure(t, names, weights, threshold, wanted))


def weights_figure(
    t: Texts, names: Mapping[str, str], weights: Weights, threshold: float, wanted: str = ""
) -> Figure:
    """Every way of counting the same ballots side by side. names: of the criteria, by code. threshold: the consistency
    ratio above which judgements in pairs are called contradictory. wanted: whose voice the room chose, said where it
    could not be heard.
    """
    heads = (t("charts.weights.criterion"), *(_head(t, way, weights) for way in weights.ways))
    rows = tuple(
        (names.get(row.criterion, row.criterion), *(t.number(way.percents[place], 1) for way in weights.ways))
        for place, row in enumerate(weights.weights)
    )
    title = _title(t, names, weights)
    in_pairs = weights.consistency is not None
    subtitle = t("charts.weights.subtitle", n=weights.complete_ballots)
    if wanted not in {"", weights.voice}:
        subtitle = f"{subtitle} {t(f'charts.weights.not_heard.{wanted}')}"
    return Figure(
        title=title,
        subtitle=subtitle,
        body=table_markup(title, Table(heads, rows)),
        legend=_consistency(t, names, weights, threshold) if in_pairs else "",
        how=t("charts.weights.how_pairs" if in_pairs else "charts.weights.how"),
    )


def _head(t: Texts, way: Weighing, weights: Weights) -> str:
    words = t(f"charts.weights.by.{way.by}")
    return t("charts.weights.used", way=words) if way.by == weights.voice else words


def _title(t: Texts, names: Mapping[str, str], weights: Weights) -> str:
    """Where another voice moves a weight most."""
    ways = {way.by: way for way in weights.ways}
    plain = ways[PERSON]
    moves = [
        (abs(percent - before), by, row.criterion, before, percent)
        for by in _VOICES[1:]
        if by in ways
        for row, before, percent in zip(weights.weights, plain.percents, ways[by].percents, strict=True)
    ]
    if not moves:
        return t("charts.weights.title_alone")
    most, by, criterion, before, after = max(moves, key=lambda move: move[0])
    if round(most, 1) < 1:
        return t("charts.weights.title_same")
    return t(
        f"charts.weights.title_{by}",
        criterion=names.get(criterion, criterion),
        before=t.number(before, 1),
        after=t.number(after, 1),
    )


def _consistency(t: Texts, names: Mapping[str, str], weights: Weights, threshold: float) -> str:
    """How far the judgements contradict each other, and where most, as safe HTML."""
    ratio = weights.consistency or 0.0
    above = sum(own > threshold for own in weights.ballot_consistency)
    words = [
        t(
            "charts.weights.contradictory" if ratio > threshold else "charts.weights.consistent",
            ratio=t.number(ratio, 2),
            threshold=t.number(threshold, 2),
        ),
        t("charts.weights.ballots", n=above, of=len(weights.ballot_consistency), threshold=t.number(threshold, 2)),
    ]
    if weights.contradiction:
        words.append(_contradiction(t, names, weights.contradiction))
    return escape(" ".join(words))


def _contradiction(t: Texts, names: Mapping[str, str], found: Contradiction) -> str:
    return t(
        "charts.weights.contradiction",
        first=names.get(found.first, found.first),
        second=names.get(found.second, found.second),
        given=_times(t, found.given),
        implied=_times(t, found.implied),
    )


def _times(t: Texts, value: float) -> str:
    return t.number(value, 0 if float(value).is_integer() else 2)
