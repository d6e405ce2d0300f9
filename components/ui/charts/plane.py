"""The options on two axes, as the two-axis plane of the World Bank's Infrastructure Prioritization Framework does.

Drawn in a box of 720 x 360 units that grows and shrinks with the page, words and all. A label that had to be moved away
from its mark is tied to it with a line.
"""

from __future__ import annotations

from html import escape
from math import atan2, degrees, hypot

from components.investment.plan_records import Plan, Score
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.labels import Box, place_labels
from components.ui.charts.marks import flag_sign, flag_word
from components.workshop.state import State

WIDTH, HEIGHT = 720.0, 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 16.0, 14.0, 48.0
_RADIUS, _LETTER, _LINE = 7.0, 8.0, 17.0
_MIDDLE = 50.0


def plane_figure(t: Texts, state: State, plan: Plan) -> Figure:
    """Every option with a score on both axes, 0–100; the others are counted in the subtitle and stand in the table."""
    placed = [s for s in plan.scores if s.social_environmental is not None and s.financial_economic is not None]
    if not placed:
        return Figure(t("charts.plane.empty_title"), t("charts.plane.empty_subtitle"))
    missing = len(plan.scores) - len(placed)
    best = [
        s.option for s in placed if (s.social_environmental or 0) > _MIDDLE and (s.financial_economic or 0) > _MIDDLE
    ]
    subtitle = t("charts.plane.subtitle", n=len(placed))
    return Figure(
        title=t("charts.plane.title", n=len(best), all=len(placed)),
        subtitle=f"{subtitle} {t('charts.plane.missing', n=missing)}" if missing else subtitle,
        body=_picture(t, state, plan, placed),
        legend=_legend(t),
        how=t("charts.plane.how"),
        table=_table(t, state, plan),
    )


def _x(value: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * value / 100


def _y(value: float) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / 100


def _picture(t: Texts, state: State, plan: Plan, placed: list[Score]) -> str:
    points = [(_x(s.social_environmental or 0.0), _y(s.financial_economic or 0.0)) for s in placed]
    together: dict[tuple[float, float], list[Score]] = {}
    for point, score in zip(points, placed, strict=True):
        together.setdefault(point, []).append(score)
    spots = list(together)
    labels = [_label(together[spot]) for spot in spots]
    frame = Box(_LEFT, 0.0, WIDTH - _RIGHT, HEIGHT - _BOTTOM)
    boxes = place_labels(spots, [len(label) * _LETTER for label in labels], radius=_RADIUS, line=_LINE, frame=frame)
    soft = {option.code for option in state.options if option.kind == "soft"}
    drawn = "".join(
        _mark(t, plan, soft, spot, together[spot], label, box)
        for spot, label, box in zip(spots, labels, boxes, strict=True)
    )
    return f'<div class="scn-plane" role="img" aria-label="{escape(t("charts.plane.spoken"))}">{_axes(t)}{drawn}</div>'


def _label(scores: list[Score]) -> str:
    return ", ".join(f"{score.option} ◯" if score.flag == "split" else score.option for score in scores)


def _axes(t: Texts) -> str:
    left, right, top, bottom, middle = _x(0), _x(100), _y(100), _y(0), (_x(_MIDDLE), _y(_MIDDLE))
    ticks = "".join(
        f'<span class="scn-under" style="{_at(_x(value), bottom + 6)}">{value}</span>'
        f'<span class="scn-before" style="{_at(left - 6, _y(value))}">{value}</span>'
        for value in (0, 25, 50, 75, 100)
    )
    return (
        f'<span class="scn-frame" style="{_at(left, top)};{_size(right - left, bottom - top)}"></span>'
        f'<span class="scn-best" style="{_at(middle[0], top)};{_size(right - middle[0], middle[1] - top)}"></span>'
        f'<span class="scn-quarter" style="{_at(left, middle[1])};'
        f'{_size(middle[0] - left, bottom - middle[1])}"></span>'
        f'{ticks}<span class="scn-across" style="{_at((left + right) / 2, HEIGHT - 20)}">'
        f"{escape(t('charts.plane.social_environmental'))} →</span>"
        f'<span class="scn-upright" style="{_at(11, (top + bottom) / 2)}">'
        f"{escape(t('charts.plane.financial_economic'))} →</span>"
    )


def _at(x: float, y: float) -> str:
    return f"left:{100 * x / WIDTH:.2f}%;top:{100 * y / HEIGHT:.2f}%"


def _size(width: float, height: float) -> str:
    return f"width:{100 * width / WIDTH:.2f}%;height:{100 * height / HEIGHT:.2f}%"


def _mark(
    t: Texts, plan: Plan, soft: set[str], spot: tuple[float, float], scores: list[Score], label: str, box: Box
) -> str:
    x, y = spot
    lines = [line for score in scores if (line := plan.line(score.option))]
    tone = "scn-in" if any(line.chosen for line in lines) else "scn-out"
    kind = "scn-outlined" if all(score.option in soft for score in scores) else "scn-solid"
    middle = (box.top + box.bottom) / 2
    near = abs(middle - y) <= _LINE * 1.5
    thread = "" if near else _thread(x, y, box.left, middle)
    said = "; ".join(f"{score.option} {flag_word(t, score.flag)}" for score in scores)
    return (
        f'{thread}<i class="scn-spot {tone} {kind}" style="{_at(x, y)}" title="{escape(said)}"></i>'
        f'<b style="{_at(box.left, middle)}">{escape(label)}</b>'
    )


def _thread(x: float, y: float, to_x: float, to_y: float) -> str:
    long, turn = hypot(to_x - x, to_y - y), degrees(atan2(to_y - y, to_x - x))
    style = f"{_at(x, y)};width:{100 * long / WIDTH:.2f}%;transform:rotate({turn:.1f}deg)"
    return f'<span class="scn-thread" style="{style}"></span>'


def _legend(t: Texts) -> str:
    parts = [
        ("scn-in scn-solid", "hard_in"),
        ("scn-in scn-outlined", "soft_in"),
        ("scn-out scn-solid", "not_in"),
    ]
    dots = [f'<i class="scn-spot {style}"></i> {escape(t(f"charts.plane.{name}"))}' for style, name in parts]
    return " &nbsp; ".join([*dots, flag_sign(t, "split")])


def _table(t: Texts, state: State, plan: Plan) -> Table:
    names = {option.code: f"{option.code} {option.name}".strip() for option in state.options}
    header = ("option", "value", "rank", "social_environmental", "financial_economic", "n", "flag")
    rows = sorted(plan.scores, key=lambda score: (score.rank is None, score.rank or 0, score.option))
    return Table(
        tuple(t(f"charts.plane.{name}") for name in header),
        tuple(
            (
                names.get(score.option, score.option),
                t.number(score.value),
                _rank(t, score),
                t.number(score.social_environmental),
                t.number(score.financial_economic),
                t.number(score.n),
                flag_word(t, score.flag),
            )
            for score in rows
        ),
    )


def _rank(t: Texts, score: Score) -> str:
    if score.best_rank is None or score.worst_rank is None or score.best_rank == score.worst_rank:
        return t.number(score.rank)
    return t("charts.plane.rank_range", rank=score.rank, best=score.best_rank, worst=score.worst_rank)
