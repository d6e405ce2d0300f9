"""How the cities' economies and networks are built: what step 2 shows beside the marks, made when it is looked at.

A pure function of the snapshot and the evidence. A part whose facts are missing or faulty is empty and says why in
`problems`; the others stand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.analysis import borrowed_size, link_networks, mechanisms, specialisation
from components.analysis.clusters import REFERENCE
from components.analysis.evidence import Evidence
from components.analysis.shift_share import shift_share
from components.analysis.thresholds import in_use
from components.errors import DataError, Problem
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.workshop.records.cities import City, Employment
from components.workshop.records.links import LinkFact
from components.workshop.records.peers import Peer
from components.workshop.state import Snapshot, State

PARAMETERS = (*link_networks.PARAMETERS, *mechanisms.PARAMETERS)


@dataclass(frozen=True)
class JobChange:
    """Why the jobs of one sector of one city changed, in persons; national + industry_mix + local = change."""

    city: str
    sector: str
    change: float
    national: float
    industry_mix: float
    local: float


@dataclass(frozen=True)
class SizeReading:
    """One city in the 2 x 2 of borrowed size; columns of `borrowed_size.diagnose`. `partner`: its code, or empty.

    `linked`: whether a link of a partner was rated or entered at all; without one the words are surplus and deficit.
    """

    code: str
    name: str
    partner: str
    population: float
    function: float
    performance: float
    function_z: float
    performance_z: float
    function_range: tuple[float, float]
    performance_range: tuple[float, float]
    quadrant: str
    linked: bool


@dataclass(frozen=True)
class Structure:
    """Result of `structure`. `small_sample`: fewer than ten cities make the line of the 2 x 2. `parameters`: every
    (code, value) that was used.
    """

    layers: tuple[link_networks.Layer, ...]
    worth: link_networks.Worth
    complements: tuple[specialisation.Complement, ...]
    suggestions: tuple[specialisation.Suggestion, ...]
    changes: tuple[JobChange, ...]
    change_years: tuple[int, int] | None
    sizes: tuple[SizeReading, ...]
    small_sample: bool
    mechanisms: tuple[mechanisms.MechanismReading, ...]
    problems: tuple[Problem, ...]
    parameters: tuple[tuple[str, float], ...]


def structure(snapshot: Snapshot, evidence: Evidence, catalogue: Catalogue, parameters: Parameters) -> Structure:
    """Everything that the entered facts and the revealed marks say about the structure of the city system.

    Raises InputError as `in_use` when a parameter that the workshop set is out of bounds.
    """
    state = snapshot.state
    parameters = in_use(state, parameters)
    layers = link_networks.layers(
        state.cities, state.all(LinkFact), evidence.network.links, catalogue.link_media, parameters
    )
    complements = specialisation.complements(_jobs(state, "persons", [city.code for city in state.cities]))
    changes, years, problems = _changes(state)
    sizes, small, more = _sizes(state, linked=any(layer.linked for layer in layers))
    facts = mechanisms.Facts(
        populations=tuple(city.population for city in state.cities if city.population is not None),
        complements=complements,
        performance={row.partner: _sign(row.performance_z) for row in sizes if row.partner},
    )
    return Structure(
        layers=layers,
        worth=link_networks.worth(state.cities, parameters),
        complements=complements,
        suggestions=specialisation.suggestions(evidence.sectors),
        changes=changes,
        change_years=years,
        sizes=sizes,
        small_sample=small,
        mechanisms=mechanisms.diagnose(evidence, facts, catalogue.mechanisms, parameters),
        problems=(*problems, *more),
        parameters=tuple((code, parameters.value(code)) for code in PARAMETERS),
    )


def _jobs(state: State, field: str, places: Sequence[str]) -> pd.DataFrame:
    """Places x sectors, persons; NaN is not known."""
    rows = state.all(Employment)
    sectors = sorted({row.sector for row in rows if row.sector})
    found = {(row.city, row.sector): getattr(row, field) for row in rows}
    values = [[found.get((place, sector)) for sector in sectors] for place in places]
    return pd.DataFrame(values, index=list(places), columns=sectors, dtype=float)


def _changes(state: State) -> tuple[tuple[JobChange, ...], tuple[int, int] | None, tuple[Problem, ...]]:
    """The parts of the change, with its years when all figures state the same two."""
    rows = [row for row in state.all(Employment) if row.persons is not None and row.persons_before is not None]
    spans = {(row.year_before, row.year) for row in rows}
    if not any(row.city == REFERENCE for row in rows) or len(rows) < 2:
        return (), None, ()
    if len(spans) > 1:
        return (), None, (Problem("analysis.fault.other_years"),)
    start, end = spans.pop()
    places = [city.code for city in state.cities]
    before, after = (_jobs(state, field, [*places, REFERENCE]) for field in ("persons_before", "persons"))
    reference = [pd.Series(jobs.loc[[REFERENCE]].to_numpy()[0], index=jobs.columns) for jobs in (before, after)]
    try:
        table = shift_share(before.loc[places], after.loc[places], *reference).dropna()
    except DataError as error:
        return (), None, error.problems
    changes = tuple(JobChange(str(row[0]), str(row[1]), *row[2:]) for row in table.reset_index().to_numpy().tolist())
    return changes, (start, end) if start is not None and end is not None else None, ()


def _sizes(state: State, *, linked: bool) -> tuple[tuple[SizeReading, ...], bool, tuple[Problem, ...]]:
    partners = {city.code: city for city in state.cities}
    peers = [peer for peer in state.all(Peer) if peer.function is not None or peer.performance is not None]
    if not peers:
        return (), False, ()
    table = pd.DataFrame(
        [[_people(peer, partners), peer.function, peer.performance] for peer in peers],
        index=[peer.code for peer in peers],
        columns=["population", "function", "performance"],
        dtype=float,
    )
    try:
        found = borrowed_size.diagnose(table)
    except DataError as error:
        return (), False, error.problems
    rows: dict[Any, dict[Any, Any]] = found.to_dict("index")
    readings = tuple(
        _reading(peer, partners, rows[peer.code], linked=linked) for peer in peers if rows[peer.code]["quadrant"]
    )
    return readings, bool(found["small_sample"].any()), ()


def _reading(peer: Peer, partners: dict[str, City], row: dict[Any, Any], *, linked: bool) -> SizeReading:
    partner = partners.get(peer.code)
    return SizeReading(
        code=peer.code,
        name=partner.name if partner else peer.name,
        partner=peer.code if partner else "",
        population=float(row["population"]),
        function=float(row["function"]),
        performance=float(row["performance"]),
        function_z=float(row["function_z"]),
        performance_z=float(row["performance_z"]),
        function_range=(float(row["function_low"]), float(row["function_high"])),
        performance_range=(float(row["performance_low"]), float(row["performance_high"])),
        quadrant=str(row["quadrant"]),
        linked=linked,
    )


def _people(peer: Peer, partners: dict[str, City]) -> float | None:
    partner = partners.get(peer.code)
    return partner.population if peer.population is None and partner else peer.population


def _sign(z: float) -> int:
    return 0 if abs(z) < borrowed_size.EXPECTED_WITHIN else int(math.copysign(1, z))
