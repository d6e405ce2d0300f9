"""What people wrote, as it stands on the briefing: in how many lines, and what is said where there are more."""

from __future__ import annotations

from dataclasses import dataclass

from components.investment.programme import next_steps
from components.investment.risks import largest, register
from components.workbook.write.decision import TOP
from components.workbook.write.draft import Draft
from components.workbook.write.word_page import ELLIPSIS, INNER, SIDE_PAD, fitted

HALF = INNER / 2
_WIDE = 60.0
"""A narrower column has no place for the name of a sheet: there the foot of the page says where the full text is."""


@dataclass(frozen=True)
class Density:
    """How much stands on the page: `size` of the letters, `gap` between parts and height of a `signature` in points;
    `projects` in the table, lines of a project's name and of each text. `nothing`: also the cost of doing nothing.
    """

    size: float
    gap: float
    signature: float
    projects: int
    name_lines: int
    text_lines: int
    nothing: bool

    @property
    def small(self) -> float:
        """Size of heads and remarks, points."""
        return self.size - 1.0


DENSITIES = (
    Density(10.0, 11.0, 34.0, TOP, 2, 6, nothing=True),
    Density(9.5, 9.0, 30.0, TOP, 2, 6, nothing=True),
    Density(9.0, 7.0, 28.0, TOP, 2, 6, nothing=True),
    Density(8.5, 5.0, 26.0, TOP, 2, 6, nothing=True),
    Density(8.5, 5.0, 22.0, TOP, 2, 5, nothing=False),
    Density(8.5, 4.0, 20.0, TOP, 2, 4, nothing=False),
    Density(8.5, 4.0, 18.0, TOP, 1, 4, nothing=False),
    Density(8.0, 3.0, 17.0, TOP, 1, 3, nothing=False),
    Density(8.0, 2.0, 15.0, 3, 1, 3, nothing=False),
)


@dataclass(frozen=True)
class Wording:
    """The room's words in one density of the page."""

    draft: Draft
    density: Density

    def cut(self, text: str, width: float, most: int, sheet: str, *, tail: str = "", large: float = 1.0) -> str:
        """A text in `most` lines of this width, millimetres; what is left out stands on `sheet`. tail: what follows it
        in any case; large: how much larger than usual its letters are.
        """
        mark = self.draft.t("briefing.cut", sheet=sheet) if width > _WIDE else ELLIPSIS
        return fitted(text, self.density.size * large, width - 2 * SIDE_PAD, most, mark, tail=tail)

    def said(self, text: str) -> str:
        """What somebody wrote for the page for decision."""
        said = text or self.draft.t("workbook.common.not_stated")
        return self.cut(said, HALF, self.density.text_lines, "01_Decision")

    def open_points(self) -> list[str]:
        """Options that people split over, stated and never averaged."""
        draft, t, most = self.draft, self.draft.t, self.density.text_lines
        points = [f"{code} · {draft.option_name(code)}" for code in draft.plan.not_agreed]
        if not points:
            return [t("workbook.decision.all_agreed")]
        shown = points if len(points) <= most else points[: most - 1]
        found = [self.cut(f"• {point}", HALF, 1, "09_Scores") for point in shown]
        if len(shown) < len(points):
            found.append(t("workbook.decision.more", n=len(points) - len(shown)))
        return found

    def risks(self) -> list[str]:
        """The largest live risks, each with its owner."""
        draft, t = self.draft, self.draft.t
        rows = largest(register(draft.state, draft.plan.sharing, draft.parameters), draft.parameters)
        if not rows:
            return [self.cut(t("workbook.common.not_in_plan"), HALF, self.density.text_lines, "15_Risks")]
        width, most = (INNER, 2) if self.density.nothing else (HALF, self._each(len(rows)))
        return [
            self.cut(
                f"{row.risk.code} · {t(f'workbook.risk_level.{row.level}')} {row.rating} · {row.risk.event}",
                width,
                most,
                "15_Risks",
                tail=f" — {row.risk.owner or t('workbook.risks.nobody')}",
            )
            for row in rows
        ]

    def steps(self) -> list[str]:
        """The steps of the programme, or what somebody wrote for the page for decision, as it has them."""
        draft, t = self.draft, self.draft.t
        nobody, undated = t("workbook.kpis.nobody"), t("workbook.kpis.undated")
        written = draft.setting.next_steps.strip()
        coming = next_steps(draft.state, draft.parameters)
        rows = [(item.what, f" · {item.owner or nobody} · {item.due or undated}") for item in coming]
        if not rows or (written and written != "\n".join(what + rest for what, rest in rows)):
            rows = [(line, "") for line in written.splitlines() if line.strip()]
        if not rows:
            return [t("workbook.common.not_stated")]
        most = self.density.text_lines
        shown = rows if len(rows) <= most else rows[: most - 1]
        found = [
            self.cut(f"{number}. {what}", HALF, self._each(len(shown)), "01_Decision", tail=tail)
            for number, (what, tail) in enumerate(shown, 1)
        ]
        if len(shown) < len(rows):
            found.append(t("briefing.more_steps", n=len(rows) - len(shown)))
        return found

    def _each(self, count: int) -> int:
        return max(self.density.text_lines // max(count, 1), 1)
