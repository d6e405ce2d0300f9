"""The briefing: one A4 page in Word for a mayor and for a council's file, of the same inputs as the page 01_Decision.

Its numbers are those of 01_Decision in whole units; percentages of the cities are whole ones that add up to 100. What
people wrote is shortened only where the page ends, with a mark that names the sheet of the workbook where it stands in
full. A room of more cities gets lower lines and fewer of them; the densest page holds about fifteen.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from components.analysis.evidence import Evidence
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.apportion import apportion
from components.investment.plan_records import Plan, PlanLine
from components.investment.sharing import partners
from components.workbook.write.briefing_words import DENSITIES, HALF, Density, Wording
from components.workbook.write.draft import Draft
from components.workbook.write.looks import NAVY, RED
from components.workbook.write.rules import findings
from components.workbook.write.status import Status, status_of
from components.workbook.write.word_page import BREAK, GREY, INNER, ROOM, SIDE_PAD, Box, Page, Words, one
from components.workshop.records.partnership import Governance
from components.workshop.state import Snapshot

_WHITE, _PALE, _BAND = "#FFFFFF", "#EEF2F8", "#DCE4F0"
_BANNERS = {"for_decision": NAVY, "adopted": "#1E6B3A"}
_OTHER_BANNER = "#4A5361"
_TILES = ("total_capex", "opex_at_completion", "secured", "applied", "gap")
_COUNTS = ("ready", "prepare", "reserve")
_CITIES = (44.0, 28.0, 30.0, 30.0, 24.0, 24.0)
_PROJECTS = (64.0, 38.0, 22.0, 22.0, 21.0, 13.0)
_NARROW = 2 * SIDE_PAD
_SIDE_BY_SIDE = 4
"""Up to so many cities sign one below the other."""
_SLACK = 0.96
_TITLE, _ASKED = 1.9, 1.3
"""How much larger than the other letters."""


def write(
    snapshot: Snapshot,
    evidence: Evidence,
    plan: Plan,
    catalogue: Catalogue,
    parameters: Parameters,
    language: str,
    *,
    at: datetime,
    note: str = "",
) -> bytes:
    """The page as bytes of a .docx. `at`: when it is written, printed as the date. note: what whoever reads it must
    know.
    """
    draft = Draft(snapshot, evidence, plan, catalogue, parameters, language, at, note)
    status = status_of(draft, findings(draft))
    for density in DENSITIES:
        briefing = _Briefing(draft, status, density)
        briefing.draw()
        if briefing.page.used <= ROOM * _SLACK:
            break
    return briefing.page.bytes()


def whole(draft: Draft, value: float | None) -> str:
    """A number as 01_Decision shows it: halves go up, as in Excel; «not known» stays that."""
    return draft.t.number(None if value is None else int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP)))


class _Briefing:
    """One try at the page, in one density."""

    def __init__(self, draft: Draft, status: Status, density: Density) -> None:
        self.draft, self.status, self.density, self.t = draft, status, density, draft.t
        self.size, self.small = density.size, density.small
        self.wording = Wording(draft, density)
        self.page = Page(draft.language, draft.title, at=draft.at, about=status.label)

    def draw(self) -> None:
        """Everything, from the banner to the signatures."""
        self._banner()
        self._head()
        self._asked()
        self._figures()
        self._cities()
        self._projects()
        self._texts()
        self._deciding()
        t, draft = self.t, self.draft
        left = t(
            "workbook.common.footer",
            version=draft.setting.version,
            date=t.date(draft.at),
            fingerprint=draft.fingerprint,
        )
        self.page.foot(self.wording.cut(left, HALF, 1, "00_Cover"), t("briefing.foot"))

    def _banner(self) -> None:
        status, fill = self.status, _BANNERS.get(self.status.code, _OTHER_BANNER)
        label = one(status.label, 12, bold=True, colour=_WHITE)
        if self.draft.demonstration:
            what = one(self.t("briefing.demonstration"), 8.5, bold=True, colour=_WHITE)
            row = [Box(label.words, fill), Box(what.words, RED)]
        else:
            what = one(self.t("briefing.real"), 8.5, colour=_WHITE, align="right")
            row = [Box(label.words, fill), Box(what.words, fill)]
        self.page.table((62.0, INNER - 62.0), [row], least=22, ruled=False, name=self.t("briefing.status"))

    def _head(self) -> None:
        draft, t, page = self.draft, self.t, self.page
        years = draft.years
        page.gap(self.density.gap)
        title = self.wording.cut(draft.title, INNER, 1, "00_Cover", large=_TITLE)
        page.words(Words(title, self.size * _TITLE, bold=True, colour=NAVY, style="Title"))
        names = draft.city_names(tuple(city.code for city in draft.cities)) or t("workbook.common.not_known")
        what = self.wording.cut(t("briefing.what", cities=names), INNER, 1, "03_Cities")
        page.words(Words(what, self.size, colour=GREY))
        unit = t(
            "workbook.decision.unit",
            unit=draft.setting.money_unit,
            year=str(draft.setting.price_year or "–"),
            years=f"{years[0]}–{years[-1]}" if years else "–",
        )
        page.words(Words(unit, self.size, colour=GREY))
        for words, sheet in ((self.status.reason, "20_Checks"), (draft.note, "00_Cover")):
            if words:
                page.words(Words(self.wording.cut(words, INNER, 2, sheet), self.size, bold=True, colour=RED))
        page.gap(self.density.gap)

    def _asked(self) -> None:
        t = self.t
        text = self.draft.setting.decision_asked or t("workbook.decision.nothing_asked")
        label = Words(t("briefing.asked"), self.small, bold=True, colour=NAVY, style="Heading 2")
        asked = Words(
            self.wording.cut(text, INNER, 3, "01_Decision", large=_ASKED), self.size * _ASKED, bold=True
        )
        self.page.table((INNER,), [[Box((label, asked), _PALE, edge=NAVY)]], ruled=False, name=t("briefing.asked"))
        self.page.gap(self.density.gap)

    def _figures(self) -> None:
        """The plan in figures: six of them, large."""
        t, draft = self.t, self.draft
        totals = draft.plan.totals
        share = totals.secured_share or 0
        scored = {row.option for row in draft.plan.scores}
        tiers = [line.tier for line in draft.plan.lines if line.option in scored]
        shown = {
            "total_capex": whole(draft, totals.capex),
            "opex_at_completion": whole(draft, totals.opex_at_completion),
            "secured": _percent(draft, share * 100),
            "applied": whole(draft, totals.applied),
            "gap": whole(draft, totals.gap),
        }
        width = INNER / (len(_TILES) + 1)
        boxes = [_tile(shown[name], t(f"workbook.decision.{name}"), width) for name in _TILES]
        counts = " · ".join(t.number(tiers.count(name)) for name in _COUNTS)
        boxes.append(_tile(counts, t("briefing.counts"), width))
        self.page.table((width,) * len(boxes), [boxes], name=t("workbook.decision.figures"))
        self.page.gap(self.density.gap)

    def _cities(self) -> None:
        """What each city pays now and in total, and its part of what is paid and of what is gained."""
        t, draft, rows = self.t, self.draft, self.draft.plan.cities
        first = str(draft.years[0]) if draft.years else "–"
        names = ("city", "first_year", "capex", "opex")
        head = [t(f"workbook.decision.{name}", year=first) for name in names]
        head += [t("briefing.pays_percent"), t("briefing.benefit_percent")]
        paid = [row.capex + row.opex for row in rows]
        pays = apportion(paid, 100) if any(paid) else (None,) * len(rows)
        gains = [row.benefit_percent for row in rows]
        known = [value for value in gains if value is not None]
        parts = apportion(known, 100) if len(known) == len(gains) and any(known) else (None,) * len(rows)
        body = [
            [
                self.wording.cut(draft.city_name(row.city), _CITIES[0], 1, "03_Cities"),
                *(whole(draft, value) for value in (row.first_year, row.capex, row.opex)),
                _percent(draft, pay),
                _percent(draft, gain),
            ]
            for row, pay, gain in zip(rows, pays, parts, strict=True)
        ]
        total = [
            t("briefing.together"),
            *(
                whole(draft, sum(values))
                for values in zip(*((row.first_year, row.capex, row.opex) for row in rows), strict=True)
            ),
            _percent(draft, sum(pay for pay in pays if pay is not None) if any(paid) else None),
            _percent(draft, sum(part for part in parts if part is not None) if any(parts) else None),
        ]
        table = [self._heads(head), *(self._row(cells) for cells in body)]
        if rows:
            table.append(self._row(total, bold=True))
            rest = draft.plan.totals.capex - sum(row.capex for row in rows)
            stated = _percent(draft, rows[0].benefit_coverage * 100)
            table.append(self._note(t("briefing.rest", rest=whole(draft, rest), share=stated), len(_CITIES)))
        self.page.table(_CITIES, table, header=1, name=t("briefing.cities"))
        self.page.gap(self.density.gap)

    def _projects(self) -> None:
        """The first lines of the plan by rank."""
        t, draft = self.t, self.draft
        names = ("projects", "cities", "cost", "score", "range", "start")
        head = [t("briefing.where") if name == "cities" else t(f"workbook.decision.{name}") for name in names]
        shown = draft.chosen[: self.density.projects]
        table = [self._heads(head, words=2), *(self._row(self._project(line), words=2) for line in shown)]
        rest = len(draft.chosen) - len(shown)
        if not shown:
            table.append(self._note(t("workbook.decision.no_projects"), len(names)))
        elif rest:
            table.append(self._note(t("briefing.more_projects", n=rest), len(names)))
        self.page.table(_PROJECTS, table, header=1, name=t("workbook.decision.projects"))
        self.page.gap(self.density.gap)

    def _project(self, line: PlanLine) -> list[str]:
        draft, most = self.draft, self.density.name_lines
        scored = draft.plan.score(line.option)
        unknown = draft.t("workbook.common.not_known")
        firm = f"{scored.best_rank}–{scored.worst_rank}" if scored and scored.best_rank is not None else unknown
        cities = partners(draft.state, draft.option(line.option))
        everybody = len(cities) == len(draft.cities) > 1
        names = draft.city_names(tuple(city.code for city in cities)).replace("、", f"、{BREAK}")
        if everybody:
            names = draft.t("briefing.all_cities")
        return [
            self.wording.cut(f"{line.option} · {draft.option_name(line.option)}", _PROJECTS[0], most, "10_Plan"),
            self.wording.cut(names, _PROJECTS[1], most, "10_Plan"),
            whole(draft, line.capex),
            whole(draft, line.score),
            firm,
            unknown if line.start is None else str(line.start),
        ]

    def _texts(self) -> None:
        """What is given up, what is not agreed, what may go wrong, what comes next."""
        t, setting = self.t, self.draft.setting
        tradeoff = self._block("workbook.decision.tradeoff", [self.wording.said(setting.main_tradeoff)])
        nothing = self._block("workbook.decision.cost_of_nothing", [self.wording.said(setting.cost_of_nothing)])
        split = self._block("briefing.not_agreed", self.wording.open_points())
        risks = self._block("briefing.risks", self.wording.risks())
        steps = self._block("briefing.next_steps", self.wording.steps())
        rows = [[tradeoff, split], [risks, steps]]
        if self.density.nothing:
            rows = [[tradeoff, nothing], [split, steps], [replace(risks, span=2)]]
        self.page.table((HALF, HALF), rows, name=t("briefing.texts"))
        self.page.gap(self.density.gap)

    def _block(self, title: str, lines: list[str]) -> Box:
        head = Words(self.t(title), self.small, bold=True, colour=NAVY, style="Heading 2")
        return Box((head, *(Words(line, self.size) for line in lines)), top=True)

    def _deciding(self) -> None:
        """Who decides by which rule, whose yes is not on record, and the lines to sign."""
        draft, t = self.draft, self.t
        rule = draft.term("decision_rules", draft.state.one(Governance).decision_rule)
        said = [t("briefing.deciding", rule=rule or t("workbook.common.not_stated"))]
        waiting = [
            t.aside(line.option, draft.city_names(line.waits_for)) for line in draft.chosen if line.waits_for
        ]
        if waiting:
            said.append(t("briefing.waiting", options=t.joined(waiting)))
        said.append(t("workbook.decision.sign_draft" if self.status.code == "draft" else "workbook.decision.sign"))
        sentences = "".join(part if part.endswith("。") else f"{part} " for part in said)
        text = self.wording.cut(sentences, INNER, 3, "10_Plan")
        self.page.words(Words(t("briefing.who"), self.small, bold=True, colour=NAVY, style="Heading 2"))
        self.page.words(Words(text, self.size), after=3)
        twice = len(draft.cities) > _SIDE_BY_SIDE
        widths = (26.0, 18.0, 22.0, 24.0) if twice else (40.0, 30.0, 55.0, 55.0)
        head = [t("workbook.decision.city"), *(t(f"briefing.{name}") for name in ("decided", "name", "signature"))]
        cells = [self.wording.cut(draft.name(city), widths[0], 1, "03_Cities") for city in draft.cities]
        lines = [self._row([name, "", "", ""], words=4) for name in cells]
        if twice:
            empty = self._row(["", "", "", ""], words=4)
            half = (len(lines) + 1) // 2
            right = [*lines[half:], *[empty] * (2 * half - len(lines))]
            lines = [[*one_side, *other] for one_side, other in zip(lines[:half], right, strict=True)]
        times = 2 if twice else 1
        self.page.table(
            widths * times,
            [self._heads(head * times, words=4 * times), *lines],
            least=self.density.signature,
            header=1,
            name=t("briefing.signatures"),
        )

    def _heads(self, names: list[str], *, words: int = 1) -> list[Box]:
        """The head of a table; the first `words` columns hold words, the others numbers."""
        return [
            Box((Words(name, self.small, bold=True, colour=NAVY, align="left" if place < words else "right"),), _BAND)
            for place, name in enumerate(names)
        ]

    def _row(self, cells: list[str], *, words: int = 1, bold: bool = False) -> list[Box]:
        return [
            one(cell, self.size, bold=bold, align="left" if place < words else "right")
            for place, cell in enumerate(cells)
        ]

    def _note(self, text: str, span: int) -> list[Box]:
        """A remark below a table."""
        return [Box((Words(text, self.small, colour=GREY),), span=span)]


def _percent(draft: Draft, value: float | None) -> str:
    return draft.t("workbook.common.not_known") if value is None else f"{whole(draft, value)}%"


def _tile(value: str, label: str, width: float) -> Box:
    """A figure with its name; one of very many digits is set smaller."""
    size = next((size for size in (15.0, 12.0, 10.0, 8.0) if len(value) * size * 0.19 <= width - _NARROW), 6.0)
    return Box((Words(value, size, bold=True, colour=NAVY), Words(label, 7.5, colour=GREY)), _PALE, top=True)


