"""The index of one city or pair in every crossing: dimension and hard or soft down, scale across."""

from __future__ import annotations

from html import escape

from components.analysis.evidence import Evidence, IndexValue
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table, nothing
from components.ui.charts.marks import flag_legend, flag_shape, flag_word, index_shade, spoken, subject_name
from components.workshop.state import State

Rows = tuple[tuple[str, tuple[IndexValue | None, ...]], ...]


def cube_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue, subject: str) -> Figure:
    """Every crossing that was asked; one without a result stays empty and is never drawn as zero."""
    scales = [
        scale for scale in catalogue.scales if evidence.index(subject, "scale", scale.code) is not None
    ]
    rows: Rows = tuple(
        (
            t("charts.cube.row", dimension=t.label(dimension), kind=t.label(kind)),
            (
                *(
                    evidence.index(subject, "dimension_kind_scale", f"{dimension.code}.{kind.code}.{scale.code}")
                    for scale in scales
                ),
                evidence.index(subject, "dimension_kind", f"{dimension.code}.{kind.code}"),
            ),
        )
        for dimension in catalogue.dimensions
        for kind in catalogue.kinds
        if evidence.index(subject, "dimension_kind", f"{dimension.code}.{kind.code}") is not None
    )
    known = [(row.value, name, row) for name, cells in rows if (row := cells[-1]) and row.value is not None]
    if not known:
        return nothing(t, state, "cube", "present", "pair_present")
    value, weakest, _ = min(known, key=lambda entry: entry[0])
    heads = (*(t.label(scale) for scale in scales), t("charts.cube.together"))
    return Figure(
        title=t("charts.cube.title", subject=subject_name(state, subject), group=weakest, value=t.number(value)),
        subtitle=t("charts.cube.subtitle"),
        body=_grid(t, heads, rows),
        legend=flag_legend(t, {row.flag for _, cells in rows for row in cells if row and row.value is not None}),
        how=t("charts.cube.how"),
        table=Table(
            (t("charts.heat.group"), *heads),
            tuple((name, *(_words(t, cell) for cell in cells)) for name, cells in rows),
        ),
    )


def _grid(t: Texts, heads: tuple[str, ...], rows: Rows) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(_cell(t, cell) for cell in cells)}</tr>'
        for name, cells in rows
    )
    return (
        f'<div class="scn-scroll"><table class="scn-heat scn-small scn-wide"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(t: Texts, row: IndexValue | None) -> str:
    if row is None or row.value is None:
        return f'<td class="scn-none"><span aria-hidden="true">–</span>{spoken(escape(t("charts.no_result")))}</td>'
    letter = f"<sub>{escape(t('charts.confidence.' + row.confidence))}</sub>" if row.confidence != "judged" else ""
    style = index_shade(row.value)
    return f'<td style="{style}">{escape(t.number(row.value))}{letter}{flag_shape(t, row.flag)}</td>'


def _words(t: Texts, row: IndexValue | None) -> str:
    if row is None or row.value is None:
        return t("charts.no_result")
    share = t.percent(row.coverage)
    return t("charts.heat.table_cell", value=t.number(row.value, 1), flag=flag_word(t, row.flag), share=share)
