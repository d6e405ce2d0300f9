"""05_Gaps: every gap, the widest first: how large it is, how sure, why it matters in people's own words, what kind of
answer it asks for, by when, and which options answer it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from components.analysis.evidence import Gap
from components.analysis.uncertainty_records import Uncertainty
from components.walk.discussion import reasons
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.indicators import CellTarget
from components.workshop.records.options import Option
from components.workshop.records.rounds import Mark

COLUMNS = (
    "gap", "subject", "dimension", "kind", "scale", "present", "half", "target", "year", "size", "importance",
    "weighted", "resampled", "low", "flag", "why", "response", "options",
)  # fmt: skip
_WIDTHS = [22, 20, 13, 7, 13.5, 9, 9, 8, 8, 7, 13, 11, 12, 8.5, 12, 36.4, 15, 9.5]
_BALLOTS = ("present", "pair_present", "importance", "pair_importance")
_PRESENT = _BALLOTS[:2]
_QUOTED = 3
HARD, SOFT, BOTH = "hard", "soft", "both"


def write(paper: Paper, uncertainty: Uncertainty | None) -> None:
    """Writes the sheet. uncertainty: of this evidence; None when nobody had it worked out."""
    draft, t = paper.draft, paper.t
    sheet = Sheet(paper, "05_Gaps", _WIDTHS, size="A3")
    sheet.words(t("workbook.gaps.how", target=draft.parameters.value("gap.target")))
    if uncertainty is None or not uncertainty.gaps:
        sheet.words(t("workbook.gaps.not_resampled"))
    else:
        level = t.percent(uncertainty.level)
        sheet.words(t("workbook.gaps.resampled_how", level=level, n=uncertainty.replications))
    sheet.words(t("workbook.gaps.year_how"))
    gaps, said = draft.evidence.gaps, _said(paper)
    block = sheet.block(len(COLUMNS), len(gaps))
    paper.blocks["gaps"] = block
    rows = [_gap(paper, block, gap, number, uncertainty, said) for number, gap in enumerate(gaps)]
    sheet.fill(block, [t(f"workbook.gaps.{name}") for name in COLUMNS], rows, main=True)
    if not rows:
        sheet.words(t("workbook.gaps.none"))
    sheet.finish()


def _gap(
    paper: Paper,
    block: Block,
    gap: Gap,
    number: int,
    uncertainty: Uncertainty | None,
    said: Mapping[tuple[str, str], list[Mark]],
) -> list[Cell]:
    draft, t = paper.draft, paper.t
    here = {name: block.here(number, place) for place, name in enumerate(COLUMNS)}
    linked = [option for option in draft.state.options if option.problem_code == gap.code]
    size, importance = here["size"], here["importance"]
    # Where only indicators tell, nobody's marks are counted
    judged = t("workbook.gaps.low_of", low=gap.low_marks, n=gap.n)
    low = judged if gap.n else draft.term("confidence", gap.confidence)
    half = "" if gap.lower is None or gap.upper is None else f"{gap.lower:.0f}–{gap.upper:.0f}"
    found = uncertainty.gap(gap.code) if uncertainty else None
    return [
        written(gap.code),
        written(draft.subject_name(gap.subject)),
        written(draft.term("dimensions", gap.dimension)),
        written(draft.term("kinds", gap.kind)),
        written(draft.term("scales", gap.scale) or (t("workbook.connectivity.link") if "-" in gap.subject else "")),
        written(gap.present, "whole"),
        written(half),
        given(gap.target, "whole"),
        given(draft.years[-1] if draft.years else None, "year"),
        formula(f"={here['target']}-{here['present']}", gap.size),
        written(gap.importance, "one"),
        formula(f"=IF(ISNUMBER({importance}),{size}*{importance}/5,{size})", gap.weighted),
        written(f"{found.low:.0f}–{found.high:.0f}" if found else ""),
        written(low),
        written(draft.flag(gap.flag)),
        given(_why(paper, gap, linked, said)),
        given(t(f"workbook.response.{_response(gap, linked)}"), choices=choices(paper, "response")),
        written(t.joined([option.code for option in linked])),
    ]


def _response(gap: Gap, linked: list[Option]) -> str:
    """The kind of the options that answer the gap; without any the kind of what falls short."""
    kinds = {option.kind for option in linked if option.kind in (HARD, SOFT)} or {gap.kind}
    return BOTH if len(kinds) > 1 else kinds.pop()


def _why(
    paper: Paper, gap: Gap, linked: list[Option], said: Mapping[tuple[str, str], list[Mark]]
) -> str:
    """What people wrote beside their marks, why the target was set, and the problem that the options say they solve."""
    draft, t = paper.draft, paper.t
    words: list[str] = []
    for ballot in _BALLOTS:
        row = draft.evidence.agreement(ballot, gap.item, gap.subject)
        if row is not None:
            found = reasons(said.get((ballot, f"{gap.subject}.{gap.item}"), ()), row)
            # Of how it is the low marks come first, of how important it is the high ones
            words += [one.words for one in (reversed(found) if ballot in _PRESENT else found)]
    quoted = [t("workbook.gaps.quoted", words=one) for one in dict.fromkeys(words)]
    if len(quoted) > _QUOTED:
        quoted = [*quoted[:_QUOTED], t("workbook.gaps.more", n=len(quoted) - _QUOTED)]
    aims = [draft.state.one(CellTarget, f"{subject}/{gap.item}").reason for subject in (gap.subject, "")]
    problems = [option.problem for option in linked]
    return "\n".join([*quoted, *filter(None, dict.fromkeys([*aims, *problems]))])


def _said(paper: Paper) -> dict[tuple[str, str], list[Mark]]:
    """Marks with a reason by ballot and gap."""
    found: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in paper.draft.snapshot.marks:
        if mark.reason and mark.instrument in _BALLOTS:
            found[mark.instrument, f"{mark.subject}.{mark.item}"].append(mark)
    return found
