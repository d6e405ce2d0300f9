"""The figures of the officials' scenes about what the room said: read at five metres, nothing by colour alone.

Every letter here is at least 16 pt; what does not fit is counted and stands in the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from components.analysis.evidence import Evidence
from components.framework.catalogue import Catalogue
from components.investment.plan_records import Score
from components.language import Texts
from components.ui.charts.gaps import cell_name
from components.ui.charts.marks import bar, city_mark, city_name, option_name, spoken, subject_marks
from components.walk.present import POINTS, Spread, Steadiness
from components.workshop.records.options import Option
from components.workshop.state import State

_GAPS = 3
_NAMED_CITIES, _MOST_RANKED = 4, 5
"""Up to so many cities a column each can bear a name; with more, signs take its place, and so many options fit."""
_ALL_SPLIT, _SPLIT_IN_FULL = 3, 2
"""Up to so many options that are not agreed stand in full; of more, so many, and the rest by name."""


def gaps_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> str:
    """The widest gaps as sentences with a bar; each says what it rests on."""
    rows = evidence.gaps[:_GAPS]
    if not rows:
        return f"<h2>{escape(t('present.connections.no_gaps'))}</h2>"
    drawn = "".join(
        f"<li><b>{escape(cell_name(t, catalogue, row.item))}</b> {subject_marks(state, row.subject)}"
        f"{bar(row.size / 100, kind=row.kind, tone='scn-accent')}"
        f"<span>{escape(t('present.connections.of', size=t.number(row.size)))}"
        f' <i class="scn-sure">{escape(t.label(catalogue.find("confidence", row.confidence)))}</i></span></li>'
        for row in rows
    )
    return f'<h2>{escape(t("present.connections.gaps", n=len(rows)))}</h2><ol class="scn-three">{drawn}</ol>'


def vote_figure(t: Texts, found: Spread) -> str:
    """A column per answer with its number of ballots; the median is marked by a word."""
    most = max(found.counts) or 1
    columns = []
    for point, count in enumerate(found.counts):
        words = t(f"present.vote.point.{point}")
        mark = escape(t("present.vote.median", median=point)) if point == found.median else "&nbsp;"
        columns.append(
            f'<div><i>{mark}</i><span style="height:{count / most * 100:.1f}%"></span>'
            f"<b>{escape(t.number(count))}</b><small>{point} {escape(words)}</small></div>"
        )
    unknown = f"<p>{escape(t('present.vote.unknown', n=found.unknown))}</p>" if found.unknown else ""
    by_hand = f"<p>{escape(t('present.vote.by_hand', n=found.by_hand))}</p>" if found.by_hand else ""
    return f'<div class="scn-votes">{"".join(columns)}</div>{unknown}{by_hand}'


def vote_answers(t: Texts) -> str:
    """The answers that a slip of paper may hold, each with its point; «don't know» is one of them."""
    given = [(str(point), t(f"present.vote.point.{point}")) for point in POINTS] + [("?", t("ballot.dont_know"))]
    boxes = "".join(f"<div><b>{sign}</b><small>{escape(words)}</small></div>" for sign, words in given)
    return f'<div class="scn-votes scn-answered">{boxes}</div>'


def vote_title(t: Texts, found: Spread, least: int) -> str:
    """The finding of a closed vote: both ends and the median. least: fewer ballots than this are not shown."""
    if 0 < found.all < least:
        return t("present.vote.few", least=least)
    if not found.n:
        return t("present.vote.unknown", n=found.unknown) if found.unknown else t("present.vote.empty")
    ends = {"lowest": str(found.lowest), "highest": str(found.highest), "median": str(found.median)}
    return t("present.vote.spread", n=found.n, **ends)


def ranking_title(t: Texts, state: State, found: Steadiness) -> str:
    """Stable or not, and without which cities."""
    if len(state.cities) < 2:
        return t("present.ranking.one_city")
    if found.stable:
        return t("present.ranking.stable")
    names = {city.code: city.name or city.code for city in state.cities}
    return t("present.ranking.unstable", cities=t.joined([names[city] for city, _, _ in found.changes]))


def ranking_figure(
    t: Texts, state: State, scores: Mapping[str, Score], without: Mapping[str, Mapping[str, int]], found: Steadiness
) -> str:
    """The first options and those that come in: rank, range, people, and the rank without each city. With many cities
    signs stand for their names, which are below, and options that do not fit are counted.
    """
    coming = [code for _, entering, _ in found.changes for code in entering]
    codes = sorted({*found.first, *coming}, key=lambda code: (scores[code].rank or 0, code))
    head = [t(f"present.ranking.{name}") for name in ("option", "people", "everybody", "range")]
    many = len(state.cities) > _NAMED_CITIES
    without_city = {city.code: t("present.ranking.without", city=city.name or city.code) for city in state.cities}
    heads = [escape(words) for words in head]
    heads += [
        f"{city_mark(city)}{spoken(escape(without_city[city.code]))}" if many else escape(without_city[city.code])
        for city in state.cities
    ]
    cells = "".join(f'<th scope="col">{words}</th>' for words in heads)
    options = {option.code: option for option in state.options}
    changed = {city: (entering, falling) for city, entering, falling in found.changes}
    rows = []
    for code in codes[:_MOST_RANKED] if many else codes:
        score = scores[code]
        span = t("present.ranking.span", best=str(score.best_rank), worst=str(score.worst_rank))
        ranks = "".join(
            f"<td>{_rank(t, code, without.get(city.code, {}), *changed.get(city.code, ((), ())), short=many)}</td>"
            for city in state.cities
        )
        rows.append(
            f'<tr><th scope="row">{escape(_option(t, state, options, code))}</th><td>{escape(t.number(score.n))}</td>'
            f"<td><b>{score.rank}</b></td><td>{escape(span)}</td>{ranks}</tr>"
        )
    kind = "scn-big" if many else "scn-big scn-roomy"
    table = f'<table class="{kind}"><thead><tr>{cells}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return table + (_signs(t, state, len(codes) - len(rows)) if many else "")


def _signs(t: Texts, state: State, more: int) -> str:
    """What the signs of a table with many cities say, and how many options it leaves out."""
    names = " ".join(f'<span class="scn-word">{city_name(city)}</span> &nbsp;' for city in state.cities)
    left_out = f"<p>{escape(t('present.ranking.more', n=more))}</p>" if more > 0 else ""
    return f"<p>{escape(t('present.ranking.signs'))} {names}</p>{left_out}"


def split_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, codes: Sequence[str]) -> str:
    """Every option that is not agreed, with the criterion on which the marks lie widest apart: where half of them lie,
    and the cities' medians as far as they may be shown; of many, the rest by name alone. Empty without any.
    """
    options = {option.code: option for option in state.options}
    full = len(codes) if len(codes) <= _ALL_SPLIT else _SPLIT_IN_FULL
    rest = [_option(t, state, options, code) for code in codes[full:]]
    drawn = "".join(
        f'<div class="scn-split"><h2>◯ {escape(_option(t, state, options, code))}</h2>'
        f"<p>{_where(t, state, evidence, catalogue, code)}</p></div>"
        for code in codes[:full]
    )
    named = t("present.not_agreed.also", n=len(rest), names=t.joined(rest))
    return f"{drawn}<p>◯ {escape(named)}</p>" if rest else drawn


def _where(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, code: str) -> str:
    rows = [
        row
        for row in evidence.agreements
        if row.instrument == "options" and row.subject == code and row.flag == "split" and row.iqr is not None
    ]
    if not rows:
        return ""
    widest = max(rows, key=lambda row: row.iqr or 0.0)
    words = t(
        "present.not_agreed.where",
        criterion=t.label(catalogue.find("option_criteria", widest.item)),
        low=t.number(widest.lower_quartile),
        high=t.number(widest.upper_quartile),
    )
    cities = {city.code: city for city in state.cities}
    medians = [
        f"{city_name(cities[city])} {escape(t.number(median))}"
        for city, median in widest.city_medians
        if city in cities
    ]
    shown = f"{escape(t('present.not_agreed.cities'))} {' &nbsp; '.join(medians)}" if medians else ""
    return f"{escape(words)}{shown}"


def _rank(
    t: Texts, code: str, ranks: Mapping[str, int], entering: Sequence[str], falling: Sequence[str], *, short: bool
) -> str:
    """The rank with what it means for the first options. short: the sign alone is seen, its words are still heard."""
    rank = ranks.get(code)
    if rank is None:
        return "–"
    if code not in entering and code not in falling:
        return str(rank)
    key, sign = ("enters", "▲") if code in entering else ("falls", "▼")
    words = escape(t(f"present.ranking.{key}", rank=str(rank)))
    seen = f'<span class="scn-word" aria-hidden="true">{rank} {sign}</span>{spoken(words)}' if short else words
    return f"<b>{seen}</b>"


def _option(t: Texts, state: State, options: Mapping[str, Option], code: str) -> str:
    option = options.get(code)
    return option_name(t, state, option) if option else code
