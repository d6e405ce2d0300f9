"""Who pays when, as a table whose rows, years and whole add up before the reader's eyes.

The shade of a cell follows its amount and only helps the eye; the number stands in every cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from components.investment.crossing import Crossing
from components.investment.envelopes import Use
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import index_shade

# The palest shade that is told from white, and the darkest: numbers stay readable on all
_PALEST, _DARKEST = 6.0, 62.0


@dataclass(frozen=True)
class Row:
    """The name of a row: as safe HTML with its marks, and as plain words for the table behind."""

    shown: str
    words: str


def paying_figure(
    t: Texts,
    found: Crossing,
    names: Mapping[str, Row],
    *,
    title: str,
    subtitle: str,
    head: str,
    uses: Sequence[Use] = (),
    how: str = "",
    charges: int = 0,
) -> Figure:
    """`names`: of the rows. `head`: what a row is. `uses`: of the cities that are rows, their use of the envelope.
    `charges`: what users bring, which the workbook takes off the whole.
    """
    if not found.total:
        return Figure(t("money.pays.empty_title"), t("money.pays.empty_subtitle"))
    shares = {(use.city, use.year): use for use in uses}
    top = max(max(cells) for cells in found.cells)
    head_cell = f'<th scope="col">{escape(head)}</th>'
    body = "".join(
        f'<tr><th scope="row">{names[code].shown}</th>'
        + "".join(
            _cell(t, amount, top, shares.get((code, year)))
            for amount, year in zip(found.cells[place], found.years, strict=True)
        )
        + f'<td class="scn-whole">{escape(t.number(found.row_sums[place]))}</td></tr>'
        for place, code in enumerate(found.rows)
    )
    years = "".join(f'<th scope="col">{year}</th>' for year in found.years)
    sums = "".join(f'<td class="scn-whole">{escape(t.number(amount))}</td>' for amount in found.year_sums)
    return Figure(
        title=title,
        subtitle=subtitle,
        body=f'<div class="scn-scroll"><table class="scn-cross"><caption class="scn-sr">{escape(title)}</caption>'
        f'<thead><tr>{head_cell}{years}<th scope="col">{escape(t("money.all"))}</th></tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">{escape(t("money.all"))}</th>{sums}'
        f'<td class="scn-whole scn-grand">{escape(t.number(found.total))}</td></tr></tfoot></table></div>',
        legend=escape(" ".join([_adds_up(t, found), *_net(t, found, charges)])),
        how=how,
        table=_table(t, found, names, head, shares),
    )


def use_words(t: Texts, use: Use) -> str:
    """How much of the envelope is used, in percent and in a word."""
    word = t(f"money.use.{use.flag}")
    return word if use.share is None else t("money.use.said", share=t.percent(use.share), word=word)


def _adds_up(t: Texts, found: Crossing) -> str:
    rows = " + ".join(t.number(amount) for amount in found.row_sums)
    key = "money.pays.adds_up" if len(found.rows) <= _MOST_ADDENDS else "money.pays.adds_up_short"
    return t(key, rows=rows, whole=found.total)


def _net(t: Texts, found: Crossing, charges: int) -> list[str]:
    """How the whole becomes that of 12_ByCity."""
    return [t("money.pays.net", charges=charges, net=found.total - charges)] if charges else []


_MOST_ADDENDS = 6


def _cell(t: Texts, amount: int, top: int, use: Use | None) -> str:
    if not amount and use is None:
        return '<td class="scn-nil">–</td>'
    shade = index_shade(_PALEST + (_DARKEST - _PALEST) * amount / top) if amount else ""
    below = f'<small class="scn-use-{use.flag}">{escape(use_words(t, use))}</small>' if use else ""
    return f'<td style="{shade}">{escape(t.number(amount))}{below}</td>'


def _table(
    t: Texts, found: Crossing, names: Mapping[str, Row], head: str, shares: Mapping[tuple[str, int], Use]
) -> Table:
    def cell(code: str, amount: int, year: int) -> str:
        use = shares.get((code, year))
        return t.number(amount) if use is None else f"{t.number(amount)} · {use_words(t, use)}"

    rows = [
        (
            names[code].words,
            *(cell(code, amount, year) for amount, year in zip(found.cells[place], found.years, strict=True)),
            t.number(found.row_sums[place]),
        )
        for place, code in enumerate(found.rows)
    ]
    rows.append((t("money.all"), *(t.number(amount) for amount in found.year_sums), t.number(found.total)))
    return Table((head, *(str(year) for year in found.years), t("money.all")), tuple(rows))
