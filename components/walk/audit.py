"""Any figure of a workshop once more, step by step: which figures there are, and how each comes from the marks.

Evidence is audited in `components.analysis`; scores of options and what a city pays follow here. What a city pays is
added up from the payments and held against its share of every cost that no outside money pays; a single payment is
rounded to whole units so that all of them fit together, and may differ from its exact share by less than one unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from components.analysis.audit import (
    AGREEMENT,
    GAP,
    INDEX,
    TOP,
    WEIGHT,
    Check,
    Ledger,
    Step,
    Trail,
    agreement_trail,
    ledger,
    line,
)
from components.analysis.audit_index import PER_POINT, gap_trail, index_trail
from components.analysis.audit_weights import weight_trail, weights_again
from components.analysis.evidence import Evidence
from components.investment.plan_records import Flow, Plan
from components.workshop.instruments import criteria_in_use
from components.workshop.records.demands import Consent

SCORE, PAYS = "score", "pays"
KINDS = (INDEX, AGREEMENT, GAP, WEIGHT, SCORE, PAYS)
__all__ = [
    "AGREEMENT",
    "GAP",
    "INDEX",
    "KINDS",
    "PAYS",
    "SCORE",
    "WEIGHT",
    "Reference",
    "ledger",
    "references",
    "trail",
]


@dataclass(frozen=True)
class Reference:
    """One figure that can be audited. code: (subject, view, group) of an index, (instrument, item, subject) of a flag,
    (subject, item) of a gap, (criterion), (option) or (city).
    """

    kind: str
    code: tuple[str, ...]


def references(evidence: Evidence, plan: Plan) -> tuple[Reference, ...]:
    """Every figure that can be audited, by kind in the order of `KINDS`."""
    return (
        *(Reference(INDEX, (row.subject, row.view, row.code)) for row in evidence.indices),
        *(Reference(AGREEMENT, (row.instrument, row.item, row.subject)) for row in evidence.agreements),
        *(Reference(GAP, (row.subject, row.item)) for row in evidence.gaps),
        *(Reference(WEIGHT, (row.criterion,)) for row in evidence.weights.weights),
        *(Reference(SCORE, (row.option,)) for row in plan.scores),
        *(Reference(PAYS, (row.city,)) for row in plan.cities),
    )


def trail(book: Ledger, plan: Plan, wanted: Reference) -> Trail:
    """One figure, step by step. plan: of the same snapshot. Raises KeyError for a figure that there is not."""
    makers: dict[str, Callable[..., Trail]] = {
        AGREEMENT: agreement_trail,
        INDEX: index_trail,
        GAP: gap_trail,
        WEIGHT: weight_trail,
        SCORE: partial(_score, plan=plan),
        PAYS: partial(_pays, plan=plan),
    }
    return makers[wanted.kind](book, *wanted.code)


def _score(book: Ledger, option: str, *, plan: Plan) -> Trail:
    """The score of one option: weights times medians, over the criteria with enough marks."""
    shown = plan.score(option)
    if shown is None:
        raise KeyError(option)
    codes = [code for code, _ in criteria_in_use(book.snapshot.state, book.catalogue)]
    percents, _ = weights_again(book)
    if not any(percents):
        percents = [1.0] * len(codes)
    lines = []
    for code, percent in zip(codes, percents, strict=True):
        row = line(book, ("options", code, option))
        value = None if row.median is None else PER_POINT * row.median
        part = None if value is None else percent * value
        lines.append(replace(row, value=value, weight=percent / 100, part=None if part is None else part / 100))
    known = [percent for percent, row in zip(percents, lines, strict=True) if row.value is not None]
    used, total = sum(known), sum(row.part for row in lines if row.part is not None)
    value = 100 * total / used if used else None
    steps = (
        Step("criteria_known", float(len(known)), (("criteria", len(codes)),)),
        Step("weight_used", used / sum(percents)),
        Step("weighted_sum", total, (("top", TOP),)),
        Step("score", value, (("sum", total), ("weights", used))),
    )
    checks = (Check("value", shown.value, value), Check("weight_used", shown.weight_used, used / sum(percents)))
    return Trail(SCORE, (option,), tuple(lines), steps, checks, withheld=value is None)


def _pays(book: Ledger, city: str, *, plan: Plan) -> Trail:
    """What one city pays over the plan: the sum of its payments, beside its exact shares of what the cities pay."""
    shown = next((row for row in plan.cities if row.city == city), None)
    if shown is None:
        raise KeyError(city)
    mine = [row for row in plan.flows if row.payer == city]
    capex = sum(row.amount for row in mine if row.kind == "capex")
    opex = sum(row.amount for row in mine if row.kind == "opex")
    partners = [row for row in plan.flows if row.payer in book.cities and row.kind in ("capex", "opex")]
    whole = sum(row.amount for row in partners)
    percent = _percent(book, plan, city)
    exact = sum(_exact(book, plan, row, city) for row in partners)
    key = next((row.percent for row in plan.sharing.shares if row.city == city), 0.0)
    steps = (
        Step("payments", float(len(mine))),
        Step("capex", float(capex)),
        Step("opex", float(opex)),
        Step("exact", exact, (("percent", key), ("paid", capex + opex))),
        Step("pays_percent", percent, (("mine", capex + opex), ("whole", whole))),
    )
    checks = (
        Check("capex", shown.capex, capex),
        Check("opex", shown.opex, opex),
        Check("pays_percent", shown.pays_percent, percent),
    )
    return Trail(PAYS, (city,), (), steps, checks)


def _exact(book: Ledger, plan: Plan, payment: Flow, city: str) -> float:
    """What the key gives this city of an amount that some partner pays, before anything is rounded."""
    option = next((row for row in book.snapshot.state.options if row.code == payment.option), None)
    if option is None:
        return 0.0
    part = [code for code in book.cities if code in option.cities] or list(book.cities)
    refused = {row.city for row in book.snapshot.state.all(Consent) if (row.option, row.answer) == (option.code, "no")}
    joint = [code for code in part if code not in refused]
    if payment.kind == "opex" and option.opex_payer and option.opex_payer not in refused:
        return float(payment.amount if option.opex_payer == city else 0)
    percent = plan.sharing.percents(option.code)
    shares = {code: percent.get(code, 0.0) for code in joint}
    whole = sum(shares.values())
    return payment.amount * (shares.get(city, 0.0) / whole if whole else (city in joint) / len(joint))


def _percent(book: Ledger, plan: Plan, city: str) -> float | None:
    """In hundredths of a percent that make 100 over the cities: the rest to the largest remainders."""
    paid = [
        sum(row.amount for row in plan.flows if row.payer == code and row.kind in ("capex", "opex"))
        for code in book.cities
    ]
    if not any(paid):
        return None
    exact = [Fraction(10_000 * amount, sum(paid)) for amount in paid]
    whole = [int(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda at: (whole[at] - exact[at], at))
    for at in order[: 10_000 - sum(whole)]:
        whole[at] += 1
    return whole[book.cities.index(city)] / 100
