"""The gates of steps 1 to 3: agreement in principle, connectivity, feasible partnerships."""

from __future__ import annotations

from collections.abc import Sequence

from components.analysis.agreement import SPLIT, TOO_FEW
from components.analysis.evidence import Agreement, Evidence
from components.framework.parameters import Parameters
from components.investment.feasibility import CONDITIONS, SIMPLER, STOP
from components.investment.plan_records import Plan
from components.walk.check import WARN, Check, holds, marked, nothing_left
from components.workshop.records.cities import City, Employment
from components.workshop.records.partnerships import Partnership
from components.workshop.state import Snapshot, State

STEP_1, STEP_2, STEP_3, ROOM = "step1_agreement", "step2_connectivity", "step3_feasibility", "room"
_NO_STRATEGY = ("", "none")


def agreement(snapshot: Snapshot, evidence: Evidence, _plan: Plan, parameters: Parameters) -> tuple[Check, ...]:
    """Step 1: partners, activities, and for each city benefit, willingness and trust."""
    state = snapshot.state
    least = int(parameters.value("step1.cities_minimum"))
    named = [city for city in state.cities if city.name]
    return (
        holds("gates.cities", len(named) >= least, STEP_1, count=str(len(named)), least=str(least)),
        holds("gates.activities", state.setting.activities, STEP_1),
        holds("gates.purpose", state.setting.purpose.strip(), STEP_1, otherwise=WARN),
        nothing_left("gates.benefit", (city.name for city in named if not city.benefit.strip()), STEP_1),
        *_opinion("willingness", named, evidence, parameters),
        *_opinion("trust", named, evidence, parameters),
    )


def connectivity(snapshot: Snapshot, evidence: Evidence, _plan: Plan, parameters: Parameters) -> tuple[Check, ...]:
    """Step 2: facts, marks from every city, links, clusters, strategies."""
    state = snapshot.state
    cities = state.cities
    least = str(int(parameters.value("ballots.city_minimum")))
    unrated = [city.name for city in cities if not _rated(evidence, "present", city.code)]
    pairs = [_pair_name(state, link.first, link.second) for link in evidence.network.links if link.index is None]
    asked = [row for row in evidence.agreements if row.instrument in {"present", "pair_present"}]
    splits = [row for row in asked if row.flag == SPLIT]
    weighed = any(row.instrument == "importance" and row.median is not None for row in evidence.agreements)
    employed = {row.city for row in state.all(Employment) if row.persons is not None}
    without_facts = (city.name for city in cities if city.population is None)
    without_strategy = (city.name for city in cities if city.strategy in _NO_STRATEGY)
    without_jobs = (city.name for city in cities if city.code not in employed)
    return (
        nothing_left("gates.facts", without_facts, STEP_2),
        _with(nothing_left("gates.rated", unrated or _none(cities), ROOM), least=least),
        nothing_left("gates.pairs", pairs, ROOM, otherwise=WARN),
        holds("gates.importance", weighed, ROOM, otherwise=WARN),
        # Nothing is split before anybody was asked: that would be a tick for no answer.
        *([holds("gates.splits", not splits, STEP_2, otherwise=WARN, n=len(splits))] if asked else []),
        nothing_left("gates.employment", without_jobs, STEP_2, otherwise=WARN),
        nothing_left("gates.strategy", without_strategy, STEP_2, otherwise=WARN),
    )


def feasibility(snapshot: Snapshot, _evidence: Evidence, plan: Plan, _parameters: Parameters) -> tuple[Check, ...]:
    """Step 3: candidates with cities and marks, verdicts with what they ask for."""
    items = {item.code: item for item in snapshot.state.partnerships if item.name}
    verdicts = [row for row in plan.verdicts if row.partnership in items]

    def names(codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(items[code].name for code in codes)

    alone = [code for code, item in items.items() if len(item.cities) < 2]
    unmarked = [row.partnership for row in verdicts if row.index is None and not row.knockouts]
    unreasoned = [code for code, item in items.items() if item.override and not _reasoned(item)]
    conditional = [row.partnership for row in verdicts if row.verdict == CONDITIONS]
    unsaid = [code for code in conditional if not items[code].conditions.strip()]
    simpler = [row.partnership for row in verdicts if row.verdict == SIMPLER]
    no_rung = [code for code in simpler if not items[code].simpler_agreement]
    split = [row.partnership for row in verdicts if row.flag == SPLIT]
    known = split or any(row.index is not None for row in verdicts)
    going = [row for row in verdicts if row.verdict and row.verdict not in {STOP, "park"}]
    named = holds("gates.partnerships", items, STEP_3)
    if not items:
        return (named,)
    return (
        named,
        nothing_left("gates.partners", names(alone), STEP_3),
        marked("gates.marked", names(unmarked), snapshot.state, "feasibility"),
        nothing_left("gates.conditions", names(unsaid), STEP_3),
        nothing_left("gates.simpler", names(no_rung), STEP_3),
        nothing_left("gates.override", names(unreasoned), STEP_3),
        holds("gates.going", going, STEP_3, otherwise=WARN),
        *([nothing_left("gates.split_verdicts", names(split), STEP_3, otherwise=WARN)] if known else []),
    )


def _opinion(item: str, cities: Sequence[City], evidence: Evidence, parameters: Parameters) -> tuple[Check, ...]:
    """Rated by enough people of every city; clear, i.e. not split; for willingness also high enough."""
    rows = {city.code: evidence.agreement("agreement", item, city.code) for city in cities}
    known = {code: row for code, row in rows.items() if row is not None and row.flag != TOO_FEW}
    missing = [city.name for city in cities if city.code not in known]
    unclear = [city.name for city in cities if city.code in known and known[city.code].flag == SPLIT]
    least = str(int(parameters.value("ballots.city_minimum")))
    checks = [_with(nothing_left(f"gates.{item}", missing or _none(cities), ROOM), least=least)]
    if unclear:
        checks.append(nothing_left(f"gates.{item}_split", unclear, STEP_1, otherwise=WARN))
    low = [city.name for city in cities if _is_low(known.get(city.code), parameters)]
    if item == "willingness" and low:
        checks.append(nothing_left("gates.willingness_low", low, STEP_1, otherwise=WARN))
    return tuple(checks)


def _is_low(row: Agreement | None, parameters: Parameters) -> bool:
    return row is not None and row.median is not None and row.median < parameters.value("step1.willing_median")


def _none(cities: Sequence[City]) -> tuple[str, ...]:
    """Without a city nothing is rated: the check must not say «done»."""
    return () if cities else ("–",)


def _with(check: Check, **values: str) -> Check:
    return Check(check.key, (*check.values, *values.items()), check.done, check.page, check.ballot)


def _rated(evidence: Evidence, instrument: str, subject: str) -> bool:
    mine = (row for row in evidence.agreements if (row.instrument, row.subject) == (instrument, subject))
    return any(row.median is not None for row in mine)


def _pair_name(state: State, first: str, second: str) -> str:
    return f"{state.one(City, first).name} – {state.one(City, second).name}"


def _reasoned(item: Partnership) -> bool:
    return bool(item.override_reason.strip() and item.override_by.strip())
