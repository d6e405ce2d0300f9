"""The 2 x 2 of borrowed size: function and performance of every city against cities of its size."""

from __future__ import annotations

from html import escape

from components.analysis.borrowed_size import AS_EXPECTED, EXPECTED_WITHIN
from components.analysis.structure import SizeReading, Structure
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import city_mark
from components.workshop.state import State

_NAMED_UP_TO = 82.0
REACH = 3.0
"""Standardised residuals from -3 to 3 are drawn; what lies beyond stands at the edge."""


def sizes_figure(t: Texts, state: State, structure: Structure) -> Figure:
    """Every city with function, performance and people; the partners by name."""
    if not structure.sizes:
        return Figure(t("structure.sizes.empty_title"), t("structure.sizes.empty_subtitle"))
    partners = [row for row in structure.sizes if row.partner]
    subtitle = t("structure.sizes.subtitle", n=len(structure.sizes))
    if structure.small_sample:
        subtitle += " " + t("structure.sizes.small_sample")
    return Figure(
        title=_title(t, partners),
        subtitle=subtitle,
        body=_picture(t, state, structure),
        legend=escape(t("structure.sizes.legend", within=EXPECTED_WITHIN)),
        how=t("structure.sizes.how"),
        table=_table(t, structure),
    )


def word(t: Texts, row: SizeReading) -> str:
    """The quadrant in words: borrowing only where there is evidence of a link, else surplus and deficit."""
    linked = row.linked or row.quadrant == AS_EXPECTED
    return t(f"structure.sizes.{row.quadrant}" if linked else f"structure.sizes.unlinked_{row.quadrant}")


def _title(t: Texts, partners: list[SizeReading]) -> str:
    clear = [row for row in partners if row.quadrant != AS_EXPECTED]
    if not partners:
        return t("structure.sizes.title_no_partner")
    if not clear:
        return t("structure.sizes.title_expected", n=len(partners))
    return t("structure.sizes.title", city=clear[0].name, word=word(t, clear[0]), n=len(clear), all=len(partners))


def _picture(t: Texts, state: State, structure: Structure) -> str:
    cities = {city.code: city for city in state.cities}
    spots = ""
    for row in sorted(structure.sizes, key=lambda row: bool(row.partner)):
        # A name needs room to its right.
        left = min(_place(row.function_z), _NAMED_UP_TO) if row.partner else _place(row.function_z)
        where = f"left:{left:.1f}%;top:{100 - _place(row.performance_z):.1f}%"
        label = escape(f"{row.name}: {word(t, row)}")
        if row.partner in cities:
            name = escape(row.name)
            spots += f'<span class="scn-node scn-named" style="{where}" title="{label}">'
            spots += f"{city_mark(cities[row.partner])} {name}</span>"
        else:
            spots += f'<i class="scn-peer" style="{where}" title="{label}"></i>'
    corners = "".join(
        f'<span class="scn-corner scn-corner-{quadrant}">{escape(t(f"structure.sizes.{quadrant}"))}</span>'
        for quadrant in ("borrowed_size", "borrowed_function", "borrowed_performance", "agglomeration_shadow")
    )
    band = 100 * EXPECTED_WITHIN / REACH
    box = f"left:{50 - band / 2:.1f}%;width:{band:.1f}%;top:{50 - band / 2:.1f}%;height:{band:.1f}%"
    return (
        f'<div class="scn-four" role="img" aria-label="{escape(t("structure.sizes.spoken"))}">'
        f'{corners}<span class="scn-middle" style="{box}"></span><span class="scn-x"></span><span class="scn-y"></span>'
        f"{spots}</div>"
        f'<p class="scn-note scn-four-x">{escape(_axis(t, "function", state.setting.function_measure))} →</p>'
        f'<p class="scn-note scn-four-x">↑ {escape(_axis(t, "performance", state.setting.performance_measure))}</p>'
    )


def _axis(t: Texts, name: str, measure: str) -> str:
    """What the axis says, with what the room measures it by."""
    words = t(f"structure.sizes.axis_{name}")
    return t("structure.sizes.axis_measured", axis=words, measure=measure) if measure else words


def _place(z: float) -> float:
    return 50 + 50 * max(-REACH, min(REACH, z)) / REACH * 0.96


def _table(t: Texts, structure: Structure) -> Table:
    header = ("city", "people", "function", "function_range", "function_z", "performance", "performance_range")
    rows = sorted(structure.sizes, key=lambda row: (not row.partner, row.name))
    return Table(
        tuple(t(f"structure.sizes.column_{name}") for name in (*header, "performance_z", "word")),
        tuple(
            (
                row.name,
                t.number(row.population),
                t.number(row.function, 1),
                _range(t, row.function_range),
                t.number(row.function_z, 1),
                t.number(row.performance, 1),
                _range(t, row.performance_range),
                t.number(row.performance_z, 1),
                word(t, row),
            )
            for row in rows
        ),
    )


def _range(t: Texts, limits: tuple[float, float]) -> str:
    return t("structure.sizes.range", low=t.number(limits[0], 1), high=t.number(limits[1], 1))
