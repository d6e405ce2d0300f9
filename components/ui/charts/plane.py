"""The options on two axes with the budget lines, after the plane of the World Bank's Infrastructure Prioritization
Framework.

Drawn in a box of 720 x 360 units that grows and shrinks with the page, words and all. A label that had to be moved away
from its mark is tied to it with a line.
"""

from __future__ import annotations

from html import escape
from math import atan2, degrees, hypot

from components.investment.candidates import money_of
from components.investment.plan_records import Plan, Score
from components.investment.priority import cost_per
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.labels import Box, place_labels
from components.ui.charts.marks import flag_sign, flag_word
from components.workshop.records.options import Option
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
    right, top, cut = _cut(plan)
    best = [s for s in placed if (s.social_environmental or 0) > right and (s.financial_economic or 0) > top]
    subtitle = t("charts.plane.subtitle", n=len(placed))
    if missing:
        subtitle += f" {t('charts.plane.missing', n=missing)}"
    return Figure(
        title=t("charts.plane.title_money" if cut else "charts.plane.title", n=len(best), all=len(placed)),
        subtitle=" ".join([subtitle, *_lines(t, state, plan)]),
        body=_picture(t, state, plan, placed),
        legend=_legend(t),
        how=t("charts.plane.how"),
        table=_table(t, state, plan),
    )


def _cut(plan: Plan) -> tuple[float, float, bool]:
    """The scores at which the plane is cut into quadrants: by the budget lines, or in the middle where there are none
    or the money is enough for everything.
    """
    at = {line.axis: line.at for line in plan.budget_lines}
    right, top = at.get("social_environmental"), at.get("financial_economic")
    if right is None or top is None:
        return _MIDDLE, _MIDDLE, False
    return right, top, True


def _lines(t: Texts, state: State, plan: Plan) -> list[str]:
    """How far the money goes along each axis, and how much the room's weights give to each."""
    found = []
    for line in plan.budget_lines:
        key = "charts.plane.all_fit" if line.at is None else "charts.plane.line"
        axis = t(f"charts.plane.{line.axis}")
        money = t.money(line.money, state.setting.money_unit)
        found.append(t(key, n=line.fits, axis=axis, money=money, weight=t.number(line.weight)))
    return found


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
    spoken = escape(t("charts.plane.spoken"))
    return f'<div class="scn-plane" role="img" aria-label="{spoken}">{_axes(t, plan)}{drawn}</div>'


def _label(scores: list[Score]) -> str:
    return ", ".join(f"{score.option} ◯" if score.flag == "split" else score.option for score in scores)


def _axes(t: Texts, plan: Plan) -> str:
    across, up, cut = _cut(plan)
    left, right, top, bottom, middle = _x(0), _x(100), _y(100), _y(0), (_x(across), _y(up))
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
        f"{_words(t, middle, cut=cut)}"
        f'{ticks}<span class="scn-across" style="{_at((left + right) / 2, HEIGHT - 20)}">'
        f"{escape(t('charts.plane.social_environmental'))} →</span>"
        f'<span class="scn-upright" style="{_at(11, (top + bottom) / 2)}">'
        f"{escape(t('charts.plane.financial_economic'))} →</span>"
    )


def _words(t: Texts, middle: tuple[float, float], *, cut: bool) -> str:
    """The name of each quadrant in its outer corner, and of each budget line at its end."""
    corners = (
        ("both", f"{_at(_x(100) - 6, _y(100) + 6)};transform:translateX(-100%)"),
        ("financial", _at(_x(0) + 6, _y(100) + 6)),
        ("social", f"{_at(_x(100) - 6, _y(0) - 6)};transform:translate(-100%,-100%)"),
        ("neither", f"{_at(_x(0) + 6, _y(0) - 6)};transform:translateY(-100%)"),
    )
    kind = "money" if cut else "middle"
    words = "".join(
        f'<span class="scn-corner" style="{style}">{escape(t(f"charts.plane.{kind}.{name}"))}</span>'
        for name, style in corners
    )
    if not cut:
        return words
    name = escape(t("charts.plane.budget"))
    return (
        f'{words}<span class="scn-budget" style="{_at(middle[0], _y(100))};{_size(0, _y(0) - _y(100))}"></span>'
        f'<span class="scn-budget" style="{_at(_x(0), middle[1])};{_size(_x(100) - _x(0), 0)}"></span>'
        f'<span class="scn-corner" style="{_at(middle[0] + 4, (_y(0) + middle[1]) / 2)}">{name}</span>'
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
    options = {option.code: option for option in state.options}
    header = (
        "option", "value", "rank", "social_environmental", "financial_economic", "n", "per_point", "per_person", "flag"
    )  # fmt: skip
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
                *_costs(t, options.get(score.option), state, score),
                flag_word(t, score.flag),
            )
            for score in rows
        ),
    )


def _costs(t: Texts, option: Option | None, state: State, score: Score) -> tuple[str, str]:
    """Capital cost per point of score and per person who benefits, in the plan's unit."""
    if option is None:
        return t.number(None), t.number(None)
    capex = money_of(option, state).capex
    return t.number(cost_per(capex, score.value)), t.number(cost_per(capex, option.beneficiaries), 3)


def _rank(t: Texts, score: Score) -> str:
    if score.best_rank is None or score.worst_rank is None or score.best_rank == score.worst_rank:
        return t.number(score.rank)
    return t("charts.plane.rank_range", rank=score.rank, best=score.best_rank, worst=score.worst_rank)
