"""From any line of the plan back to the marks and inputs under it, and from any mark forward to what it moved.

A chain is a list of links, each one thing with its numbers, the method that made them, and where it can be seen and
worked out again. Backward: line, who pays, cost as stated; what asked for the option, a gap with its cell and target, a
partnership with its criteria, or whoever entered it; score, criteria, weights. Forward: what follows from the
answers to one question about one subject, and what each result would be without it, everything else as it is. A gap
moves no score: it proposes an option, and the chain says so.

Nothing here tells more than the screens: of a result that is withheld there are no numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from components.analysis.audit import AGREEMENT, GAP, INDEX, WEIGHT, Key, Ledger
from components.analysis.audit_index import PER_POINT, index_trail
from components.analysis.evidence import Evidence
from components.analysis.evidence import Gap as GapRow
from components.analysis.gaps import IMPORTANCE_OF
from components.investment.plan_records import Plan, PlanLine, Score, Verdict
from components.investment.priority import ranks, weighted
from components.workshop.asking.instrument import PAIR_SIGN
from components.workshop.records.options import Option
from components.workshop.state import State

SCORE, PAYS = "score", "pays"
"""Kinds of figures that `walk.audit` works out again, beside those of `analysis.audit`."""
STEPS = {
    1: "step1_agreement", 2: "step2_connectivity", 3: "step3_feasibility", 4: "step4_networks", 6: "step6_investment",
}  # fmt: skip
_PRESENT = {importance: present for present, importance in IMPORTANCE_OF.items()}


@dataclass(frozen=True)
class Link:
    """One link. stage: what it is, `trace.stage.<stage>` names it. code: codes that it is about, the first a subject,
    an option, a city, a criterion or a cell, by stage. numbers: of its sentence; None is not known. parts: what it is
    made of, (code, number). method: code of the method that made the numbers, empty for what people stated.

    page: where it is seen. audit: kind and code of the figure that can be worked out again. marks: instrument, item and
    subject of the answers that stand here. under: it belongs to the link before that is not.
    """

    stage: str
    code: tuple[str, ...] = ()
    numbers: tuple[tuple[str, float | None], ...] = ()
    parts: tuple[tuple[str, float], ...] = ()
    method: str = ""
    page: str = ""
    audit: tuple[str, ...] = ()
    marks: Key | None = None
    under: bool = False

    def number(self, name: str) -> float | None:
        """One of its numbers."""
        return dict(self.numbers)[name]


Chain = tuple[Link, ...]


def back(state: State, evidence: Evidence, plan: Plan, option: str) -> Chain:
    """What a line of the plan, chosen or not, rests on. Raises KeyError for an option that the plan does not know."""
    line = plan.line(option)
    if line is None:
        raise KeyError(option)
    record = state.one(Option, option)
    return (
        _line(line),
        *_pays(plan, option),
        _cost(record),
        *_asked_for(evidence, plan, record),
        *_score(evidence, plan, option),
    )


def forward(book: Ledger, plan: Plan, key: Key) -> Chain:
    """What the answers to one question about one subject moved. plan: of the same snapshot. Raises KeyError when the
    question was not asked or is not revealed.
    """
    instrument, item, subject = key
    if instrument == "weights":
        return _from_weight(book.evidence, plan, item)
    row = book.evidence.agreement(*key)
    if row is None:
        raise KeyError(key)
    first = replace(_marks(key), page=STEPS.get(_step(instrument), ""))
    if row.median is None:
        return (first, Link("withheld", method="secrecy"))
    if instrument in IMPORTANCE_OF or instrument in _PRESENT:
        return (first, *_from_cell(book, plan, _PRESENT.get(instrument, instrument), item, subject))
    if instrument == "options":
        return (first, *_from_criterion(book.evidence, plan, item, subject))
    if instrument == "feasibility":
        return (first, *_from_partnership(book.snapshot.state, plan, item, subject))
    if instrument == "agreement":
        return (first, Link("gate", (instrument,), method="gates", page=STEPS[1]))
    return (first, Link("no_number", (instrument,)))


def _step(instrument: str) -> int:
    known = {"agreement": 1, "options": 4, "feasibility": 3} | dict.fromkeys((*IMPORTANCE_OF, *_PRESENT), 2)
    return known.get(instrument, 0)


def _line(line: PlanLine) -> Link:
    numbers = (("start", line.start), ("finish", line.finish), ("capex", line.capex), ("score", line.score))
    stage = "line" if line.chosen else "line_out"
    return Link(stage, (line.option, line.tier), numbers, method="portfolio", page=STEPS[6])


def _pays(plan: Plan, option: str) -> Chain:
    """Who pays the capital cost; nobody where the option is not in the plan."""
    paid: dict[str, float] = {}
    for flow in plan.flows:
        if flow.option == option and flow.kind == "capex":
            paid[flow.payer] = paid.get(flow.payer, 0) + flow.amount
    if not paid:
        return ()
    whole = sum(paid.values())
    return (Link("pays", (option,), (("whole", whole),), tuple(paid.items()), method="payments", page=STEPS[6]),)


def _cost(record: Option) -> Link:
    numbers = (
        ("low", record.capex_low), ("likely", record.capex_likely), ("high", record.capex_high),
        ("opex", record.opex_per_year),
    )  # fmt: skip
    return Link("cost", (record.code, record.estimate_class, record.cost_basis), numbers, page=STEPS[4])


def _score(evidence: Evidence, plan: Plan, option: str) -> Chain:
    score = plan.score(option)
    if score is None or score.value is None:
        return (Link("no_score", (option,), page=STEPS[4]),)
    numbers = (
        ("value", score.value), ("rank", _float(score.rank)), ("best", _float(score.best_rank)),
        ("worst", _float(score.worst_rank)), ("used", score.weight_used),
    )  # fmt: skip
    found = [Link("score", (option,), numbers, method="score", page=STEPS[4], audit=(SCORE, option))]
    weights = _weights(evidence, score)
    for (criterion, median), weight in zip(score.medians, weights, strict=True):
        part = None if median is None else _part(score, weight, median)
        of = (("median", median), ("weight", weight), ("part", part))
        key = ("options", criterion, option)
        audited = (AGREEMENT, *key) if evidence.agreement(*key) else ()
        found.append(Link("criterion", (criterion,), of, method="agreement", audit=audited, marks=key, under=True))
    used = evidence.weights
    room = "weights_room" if used.source == "room" else "weights_equal"
    found.append(Link(room, (), (("ballots", float(used.complete_ballots)),), method="points", page=STEPS[4]))
    return tuple(found)


def _weights(evidence: Evidence, score: Score) -> list[float]:
    """The weights of the criteria of a score, in percent; the same for all when nobody gave any."""
    percent = {row.criterion: row.percent for row in evidence.weights.weights}
    found = [percent.get(criterion, 0.0) for criterion, _ in score.medians]
    return found if any(found) else [100 / len(found)] * len(found)


def _part(score: Score, weight: float, median: float) -> float:
    """What one criterion brings to a score of 0–100."""
    return weight / 100 * PER_POINT * median / score.weight_used if score.weight_used else 0.0


def _asked_for(evidence: Evidence, plan: Plan, record: Option) -> Chain:
    """The gap, the partnership, or both, that asked for an option; else where the idea came from."""
    found: list[Link] = []
    gap = next((row for row in evidence.gaps if row.code == record.problem_code), None)
    if gap is not None:
        found += _gap(evidence, gap)
    elif record.problem_code:
        found.append(Link("gap_gone", (record.problem_code,), page=STEPS[2]))
    verdict = next((row for row in plan.verdicts if record.cluster and row.partnership == record.cluster), None)
    if verdict is not None:
        found += _verdict(evidence, verdict)
    if not found:
        found.append(Link("by_hand", (record.idea_source,), page=STEPS[4]))
    return tuple(found)


def _gap(evidence: Evidence, gap: GapRow) -> Chain:
    numbers = (
        ("present", gap.present), ("target", gap.target), ("size", gap.size), ("weighted", gap.weighted),
        ("importance", gap.importance),
    )  # fmt: skip
    found = [
        Link(
            "gap", (gap.subject, gap.item), numbers, method="gaps", page=STEPS[2], audit=(GAP, gap.subject, gap.item)
        )
    ]
    cell = evidence.cell(gap.subject, gap.item)
    ballot = cell.instrument if cell else "pair_present" if "-" in gap.subject else "present"
    if cell is not None:
        of = (("judged", cell.judged), ("measured", cell.measured), ("value", cell.value))
        found.append(Link("cell", (gap.subject, gap.item), of, method="index", under=True))
    keys = [(ballot, gap.item, gap.subject), (IMPORTANCE_OF[ballot], gap.item, gap.subject)]
    found += [replace(_marks(key), under=True) for key in keys if evidence.agreement(*key) is not None]
    for row in evidence.measured:
        if (row.subject, row.item) == (gap.subject, gap.item):
            of = (("value", row.value), ("points", row.points), ("year", _float(row.year)))
            found.append(Link("indicator", (row.indicator, row.source), of, method="indicators", under=True))
    return tuple(found)


def _verdict(evidence: Evidence, verdict: Verdict) -> Chain:
    code = (verdict.partnership, verdict.verdict)
    found = [Link("partnership", code, (("index", verdict.index),), method="feasibility", page=STEPS[3])]
    for criterion, _ in verdict.scores:
        key = ("feasibility", criterion, verdict.partnership)
        if evidence.agreement(*key) is not None:
            found.append(replace(_marks(key), under=True))
    return tuple(found)


def _marks(key: Key) -> Link:
    return Link("marks", key, method="agreement", audit=(AGREEMENT, *key), marks=key)


def _from_cell(book: Ledger, plan: Plan, instrument: str, item: str, subject: str) -> Chain:
    evidence = book.evidence
    cell = evidence.cell(subject, item)
    if cell is None or cell.value is None:
        return (Link("no_number", (instrument,)),)
    of = (("judged", cell.judged), ("measured", cell.measured), ("value", cell.value))
    found = [Link("cell", (subject, item), of, method="index"), *_index(book, subject, item)]
    gap = next((row for row in evidence.gaps if (row.subject, row.item) == (subject, item)), None)
    if gap is None:
        return (*found, Link("no_gap", (subject, item), (("value", cell.value),), method="gaps"))
    found.append(_gap(evidence, gap)[0])
    state = book.snapshot.state
    named = [option.code for option in state.options if option.problem_code == gap.code]
    asked = [row.public_good for row in plan.proposals if row.gap == gap.code]
    if asked:
        found.append(Link("proposed", tuple(asked), method="proposals", page=STEPS[4]))
    if not named:
        return (*found, Link("no_option", (subject, item), page=STEPS[4]))
    return (*found, *(link for code in named for link in _outcome(plan, code)))


def _index(book: Ledger, subject: str, item: str) -> Chain:
    """The whole index and that of the cell's dimension, with the cell and without it."""
    cells = book.catalogue.cells_of(book.snapshot.state.setting.instrument)
    row = next(cell for cell in (*book.catalogue.pair_cells, *cells) if cell.code == item)
    found = []
    for view, code in (("dimension", row.dimension), ("all", "all")):
        if book.evidence.index(subject, view, code) is None:
            continue
        trail = index_trail(book, subject, view, code)
        known = [line for line in trail.lines if line.value is not None and line.weight is not None]
        whole = sum(line.part for line in known if line.part is not None)
        mine = next((line for line in known if line.item == item), None)
        if mine is None:
            continue
        rest = [line for line in known if line.item != item]
        weight = sum(line.weight for line in rest if line.weight is not None)
        without = sum(line.part for line in rest if line.part is not None) / weight if rest and weight else None
        numbers = (("value", whole), ("without", without), ("weight", mine.weight))
        found.append(
            Link("index", (subject, view, code), numbers, method="index", page=STEPS[2],
                 audit=(INDEX, subject, view, code))
        )  # fmt: skip
    return tuple(found)


def _from_criterion(evidence: Evidence, plan: Plan, criterion: str, option: str) -> Chain:
    score = plan.score(option)
    if score is None or score.value is None:
        return (Link("no_score", (option,), page=STEPS[4]),)
    table, weights = _table(plan), np.array(_weights(evidence, score))
    place = [row.option for row in plan.scores].index(option)
    changed = table.copy()
    changed[place, [code for code, _ in score.medians].index(criterion)] = np.nan
    values = weighted(changed, weights)
    rank = ranks(values)[place]
    known = not np.isnan(values[place])
    numbers = (
        ("value", score.value), ("without", float(values[place]) if known else None),
        ("rank", _float(score.rank)), ("rank_without", float(rank) if known else None),
    )  # fmt: skip
    moved = Link("score_moved", (option, criterion), numbers, method="score", page=STEPS[4], audit=(SCORE, option))
    return (moved, *_outcome(plan, option))


def _from_weight(evidence: Evidence, plan: Plan, item: str) -> Chain:
    """A weight moves every score: what it is, and which options would change their rank if the criterion counted
    nothing. Of a judgement in pairs: both criteria.
    """
    found: list[Link] = []
    for criterion in item.split(PAIR_SIGN):
        row = next((row for row in evidence.weights.weights if row.criterion == criterion), None)
        if row is None:
            raise KeyError(item)
        numbers = (("percent", row.percent), ("n", float(row.n)))
        found.append(
            Link("weight", (criterion,), numbers, method="points", page=STEPS[4], audit=(WEIGHT, criterion))
        )
        scores = [score for score in plan.scores if score.value is not None]
        if not scores:
            continue
        codes = [code for code, _ in scores[0].medians]
        weights = np.array(_weights(evidence, scores[0]))
        without = np.where(np.array([code == criterion for code in codes]), 0.0, weights)
        table = _table(plan)
        before, after = ranks(weighted(table, weights)), ranks(weighted(table, without))
        moved = tuple(
            (score.option, float(new))
            for score, old, new in zip(plan.scores, before, after, strict=True)
            if not np.isnan(old) and not np.isnan(new) and old != new
        )
        found.append(
            Link("ranks_moved", (criterion,), (("n", float(len(moved))),), moved, method="score", page=STEPS[4])
        )
    return tuple(found)


def _from_partnership(state: State, plan: Plan, criterion: str, partnership: str) -> Chain:
    verdict = next((row for row in plan.verdicts if row.partnership == partnership), None)
    if verdict is None:
        return (Link("no_number", ("feasibility",)),)
    known = [(code, value) for code, value in verdict.scores if value is not None]
    rest = [value for code, value in known if code != criterion]
    without = PER_POINT * sum(rest) / len(rest) if rest else None
    if criterion not in {code for code, _ in verdict.scores}:
        without = verdict.index
    numbers = (("index", verdict.index), ("without", without))
    found = [
        Link("verdict_moved", (partnership, verdict.verdict), numbers, method="feasibility", page=STEPS[3])
    ]
    named = [option.code for option in state.options if option.cluster == partnership]
    if not named:
        found.append(Link("no_cluster_option", (partnership,), page=STEPS[4]))
    return (*found, *(link for code in named for link in _outcome(plan, code)))


def _outcome(plan: Plan, option: str) -> Chain:
    """Where an option stands: its score and rank, and its line of the plan."""
    score, line = plan.score(option), plan.line(option)
    found = []
    if score is not None and score.value is not None:
        numbers = (("value", score.value), ("rank", _float(score.rank)))
        found.append(Link("option", (option,), numbers, method="score", page=STEPS[4], audit=(SCORE, option)))
    if line is not None:
        found.append(_line(line))
    return tuple(found)


def _table(plan: Plan) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rows = [[np.nan if median is None else median for _, median in score.medians] for score in plan.scores]
    return np.array(rows, dtype=float)


def _float(number: int | None) -> float | None:
    return None if number is None else float(number)
