"""From a snapshot to the evidence: a pure function of the snapshot, the framework and the parameters.

A ballot that was not revealed has no row at all; a revealed one has a row for everything that it asked. Weights are
no opinion on a scale and have no agreement; they stand in `Evidence.weights`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.analysis import (
    agreement,
    city_type,
    clusters,
    gaps,
    index,
    indicators,
    links,
    participation,
    second_round,
    weights,
)
from components.analysis import network as networks
from components.analysis.evidence import Agreement, Evidence, Gap, IndexValue
from components.analysis.findings import findings
from components.analysis.index_records import CellValue, MeasuredValue
from components.analysis.marks import Key, Marked, marked
from components.analysis.thresholds import in_use
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.framework.records import QuickCell
from components.workshop.effective import effective
from components.workshop.instruments import PRACTICE, Instrument, criteria_in_use, instruments
from components.workshop.records.cities import Employment
from components.workshop.records.indicators import CellTarget
from components.workshop.records.rounds import Mark
from components.workshop.state import Snapshot, State
from components.workshop.store import REVEALED

PARAMETERS = tuple(
    dict.fromkeys(
        code
        for module in (agreement, weights, index, gaps, links, clusters, networks, city_type, participation)
        for code in module.PARAMETERS
    )
)
"""Codes of every parameter that the evidence depends on."""


_SCORED = "options"


def evaluate(snapshot: Snapshot, catalogue: Catalogue, parameters: Parameters) -> Evidence:
    """Everything that the revealed marks and the cities' facts say.

    Where a what-if took a partner out, options and weights stay as everybody marked them; all else is of the cities
    that are left. The workshop's own parameters replace the given ones. Raises InputError when one of them is unknown
    or out of bounds.
    """
    found = _evaluated(snapshot, catalogue, parameters)
    if snapshot.heard is None:
        return found
    everybody = _evaluated(replace(snapshot, state=snapshot.heard, heard=None), catalogue, parameters)
    return _as_scored(found, everybody, {city.code for city in snapshot.state.cities})


def _as_scored(found: Evidence, everybody: Evidence, cities: set[str]) -> Evidence:
    """The evidence with the options and weights of everybody; by city only of those that are left."""
    said = {(row.item, row.subject): row for row in everybody.agreements if row.instrument == _SCORED}
    rows = (said.get((row.item, row.subject), row) if row.instrument == _SCORED else row for row in found.agreements)
    left = (replace(row, city_medians=tuple(one for one in row.city_medians if one[0] in cities)) for row in rows)
    return replace(found, agreements=tuple(left), weights=everybody.weights)


def _evaluated(snapshot: Snapshot, catalogue: Catalogue, parameters: Parameters) -> Evidence:
    state = snapshot.state
    parameters = in_use(state, parameters)
    cities = [city.code for city in state.cities]
    revealed = [item for item in instruments(state, catalogue) if _is_revealed(state, item.code)]
    seen = tuple([mark for mark in snapshot.marks if mark.instrument != PRACTICE])
    counted = effective(seen, state)
    keys = agreement.asked(revealed, _off_the_ballot(counted, state, revealed))
    table = marked(counted, keys, cities)
    raters = _raters(keys, revealed)
    agreements = second_round.told(
        agreement.agreements(table, raters, parameters, catalogue.small_room), seen, counted, state, raters, parameters
    )
    found = {(row.instrument, row.item, row.subject): row for row in agreements}
    measured = indicators.measured_values(state, catalogue)
    targets = gaps.targets(state.all(CellTarget))
    city_cells, pair_cells = catalogue.cells_of(state.setting.instrument), catalogue.pair_cells
    city_made, city_values, city_rows = _cells(
        "present", revealed, city_cells, index.CITY_VIEWS, found, measured, targets, table, parameters
    )
    pair_made, pair_values, pair_rows = _cells(
        "pair_present", revealed, pair_cells, index.PAIR_VIEWS, found, measured, targets, table, parameters
    )
    rated = (*city_rows, *pair_rows)
    widest, strengths = gaps.gaps(rated), gaps.strengths(rated, parameters)
    values = (*city_values, *pair_values)
    by_group = {(row.subject, row.view, row.code): row for row in values}
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
            counted if _is_revealed(state, "weights") else (),
            [code for code, _ in criteria_in_use(state, catalogue)],
            cities,
            parameters,
            _revealed_at(state, "weights"),
            weighting=state.setting.weighting,
            voice=state.setting.voice,
        ),
        readings=city_type.readings(state.cities, catalogue.city_types, parameters),
        participation=participation.participation(seen, cities, parameters),
        parameters=tuple((code, parameters.value(code)) for code in PARAMETERS),
        weaknesses=gaps.weaknesses(rated, parameters),
        findings=findings(agreements, values, widest, strengths, sectors, network, pairs_asked=pairs_asked),
        risks=gaps.risks(rated, parameters),
        cells=(*city_made, *pair_made),
        measured=measured,
        links=links.three_links(state.cities, by_group, measured, catalogue),
        objects=links.four_objects(state.cities, by_group, sectors, parameters),
        balance=links.balances([subject for subject, view, _ in by_group if view == "all"], by_group, parameters),
        not_asked=links.not_asked(city_values, catalogue),
    )


def _cells(
    instrument: str,
    revealed: Sequence[Instrument],
    cells: Sequence[QuickCell],
    views: Sequence[str],
    found: dict[Key, Agreement],
    measured: Sequence[MeasuredValue],
    targets: gaps.Targets,
    table: Marked,
    parameters: Parameters,
) -> tuple[tuple[CellValue, ...], tuple[IndexValue, ...], tuple[Gap, ...]]:
    """Cells, index values and gaps of one instrument; none before it is revealed."""
    subjects = [subject.code for item in revealed if item.code == instrument for subject in item.subjects]
    asked = {entry.code for item in revealed if item.code == instrument for entry in item.items}
    # A statement that the room dropped is no cell of the index.
    cells = [cell for cell in cells if cell.code in asked]
    made = index.cell_values(instrument, subjects, cells, found, measured, parameters)
    values = index.indices(instrument, subjects, cells, views, made, found, table, parameters)
    rows = gaps.rated(instrument, subjects, cells, made, found, targets, parameters)
    return tuple(made.values()), values, rows


def _is_revealed(state: State, instrument: str) -> bool:
    found = state.round_of(instrument)
    return instrument != PRACTICE and found is not None and found.state == REVEALED


def _revealed_at(state: State, instrument: str) -> str:
    found = state.round_of(instrument)
    return found.revealed_at if found else ""


def _raters(keys: Sequence[Key], revealed: Sequence[Instrument]) -> dict[Key, tuple[str, ...]]:
    cities = {(item.code, subject.code): subject.cities for item in revealed for subject in item.subjects}
    return {key: cities.get((key[0], key[2]), ()) for key in keys}


def _off_the_ballot(counted: Sequence[Mark], state: State, revealed: Sequence[Instrument]) -> tuple[Key, ...]:
    """Options that were marked and then merged, deferred or dropped keep their result."""
    items = [item.code for instrument in revealed if instrument.code == "options" for item in instrument.items]
    if not items:
        return ()
    known = {option.code for option in state.options}
    marked_options = {mark.subject for mark in counted if mark.instrument == "options"}
    return tuple(("options", item, subject) for subject in sorted(marked_options & known) for item in items)
