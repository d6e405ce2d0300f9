"""From a snapshot to the evidence: a pure function of the snapshot, the framework and the parameters.

A ballot that was not revealed has no row at all; a revealed one has a row for everything that it asked. Weights are
no opinion on a scale and have no agreement; they stand in `Evidence.weights`.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.analysis import agreement, city_type, clusters, gaps, index, participation, weights
from components.analysis import network as networks
from components.analysis.evidence import Agreement, Evidence, Gap, IndexValue
from components.analysis.findings import findings
from components.analysis.marks import Key, Marked, first_round, marked
from components.analysis.thresholds import in_use
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.framework.records import QuickCell
from components.workshop.instruments import Instrument, criteria_in_use, instruments
from components.workshop.records.cities import Employment
from components.workshop.state import Snapshot, State
from components.workshop.store import REVEALED

PARAMETERS = tuple(
    dict.fromkeys(
        code
        for module in (agreement, weights, index, gaps, clusters, networks, city_type, participation)
        for code in module.PARAMETERS
    )
)
"""Codes of every parameter that the evidence depends on."""


def evaluate(snapshot: Snapshot, catalogue: Catalogue, parameters: Parameters) -> Evidence:
    """Everything that the revealed marks and the cities' facts say.

    The workshop's own parameters replace the given ones. Raises InputError when one of them is unknown or out of
    bounds.
    """
    state = snapshot.state
    parameters = in_use(state, parameters)
    cities = [city.code for city in state.cities]
    revealed = [item for item in instruments(state, catalogue) if _is_revealed(state, item.code)]
    keys = agreement.asked(revealed, _off_the_ballot(snapshot, revealed))
    table = marked(snapshot.marks, keys, cities)
    agreements = agreement.agreements(table, _raters(keys, revealed), parameters, catalogue.small_room)
    found = {(row.instrument, row.item, row.subject): row for row in agreements}
    city_values, city_rows = _cells(
        "present", revealed, _cells_of(state, catalogue), index.CITY_VIEWS, found, table, parameters
    )
    pair_values, pair_rows = _cells(
        "pair_present", revealed, catalogue.pair_cells, index.PAIR_VIEWS, found, table, parameters
    )
    rated = (*city_rows, *pair_rows)
    widest, strengths = gaps.gaps(rated), gaps.strengths(rated, parameters)
    values = (*city_values, *pair_values)
    network = networks.network(state.cities, catalogue.pair_cells, found, pair_values, parameters)
    order = [sector.code for sector in catalogue.sectors]
    sectors = clusters.sectors(state.all(Employment), cities, order, parameters)
    pairs_asked = any(item.code == "pair_present" for item in revealed)
    return Evidence(
        agreements=agreements,
        indices=values,
        gaps=widest,
        strengths=strengths,
        sectors=sectors,
        network=network,
        weights=weights.weights(
            snapshot.marks if _is_revealed(state, "weights") else (),
            [code for code, _ in criteria_in_use(state, catalogue)],
            cities,
            parameters,
            _revealed_at(state, "weights"),
            weighting=state.setting.weighting,
            voice=state.setting.voice,
        ),
        readings=city_type.readings(state.cities, catalogue.city_types, parameters),
        participation=participation.participation(snapshot.marks, cities, parameters),
        parameters=tuple((code, parameters.value(code)) for code in PARAMETERS),
        weaknesses=gaps.weaknesses(rated, parameters),
        findings=findings(agreements, values, widest, strengths, sectors, network, pairs_asked=pairs_asked),
    )


def _cells(
    instrument: str,
    revealed: Sequence[Instrument],
    cells: Sequence[QuickCell],
    views: Sequence[str],
    found: dict[Key, Agreement],
    table: Marked,
    parameters: Parameters,
) -> tuple[tuple[IndexValue, ...], tuple[Gap, ...]]:
    """Index values and rated cells of one instrument; none before it is revealed."""
    subjects = [subject.code for item in revealed if item.code == instrument for subject in item.subjects]
    values = index.indices(instrument, subjects, cells, views, found, table, parameters)
    return values, gaps.rated(instrument, subjects, cells, found, parameters)


def _cells_of(state: State, catalogue: Catalogue) -> Sequence[QuickCell]:
    return catalogue.quick_cells if state.setting.instrument == "quick" else catalogue.cells


def _is_revealed(state: State, instrument: str) -> bool:
    found = state.round_of(instrument)
    return found is not None and found.state == REVEALED


def _revealed_at(state: State, instrument: str) -> str:
    found = state.round_of(instrument)
    return found.revealed_at if found else ""


def _raters(keys: Sequence[Key], revealed: Sequence[Instrument]) -> dict[Key, tuple[str, ...]]:
    cities = {(item.code, subject.code): subject.cities for item in revealed for subject in item.subjects}
    return {key: cities.get((key[0], key[2]), ()) for key in keys}


def _off_the_ballot(snapshot: Snapshot, revealed: Sequence[Instrument]) -> tuple[Key, ...]:
    """Options that were marked and then merged, deferred or dropped keep their result."""
    items = [item.code for instrument in revealed if instrument.code == "options" for item in instrument.items]
    known = {option.code for option in snapshot.state.options}
    marked_options = {mark.subject for mark in first_round(snapshot.marks) if mark.instrument == "options"}
    return tuple(("options", item, subject) for subject in sorted(marked_options & known) for item in items)
