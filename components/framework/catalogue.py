"""The catalogue: every table of data/framework as records, read against schema.csv.

A fault names file, line and problem; all faults of all tables are raised together. The name of a table is the name of
its file and of its field in `Catalogue`; the record class is the field's annotation.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast, get_args, get_type_hints

from components.errors import CatalogueError, Problem
from components.framework import planning
from components.framework import records as r
from components.framework.cells import Values, read_table, references
from components.framework.reading import Fault, Row
from components.framework.schema import SCHEMA_FILE, Column, Schema, read_schema

DATA = Path(__file__).parent.parent.parent / "data" / "framework"


@dataclass(frozen=True)
class Catalogue:
    """All tables, each a tuple of records in the order of its file."""

    steps: tuple[r.Step, ...]
    analytical_methods: tuple[r.Explained, ...]
    dimensions: tuple[r.Explained, ...]
    kinds: tuple[r.Explained, ...]
    scales: tuple[r.Explained, ...]
    elements: tuple[r.Element, ...]
    cells: tuple[r.Cell, ...]
    quick_cells: tuple[r.QuickCell, ...]
    pair_cells: tuple[r.QuickCell, ...]
    indicators: tuple[r.MeasuredIndicator, ...]
    importance_anchors: tuple[r.ScalePoint, ...]
    general_anchors: tuple[r.ScalePoint, ...]
    agreement_items: tuple[r.RatedItem, ...]
    vote_items: tuple[r.RatedItem, ...]
    city_types: tuple[r.CityType, ...]
    link_types: tuple[r.Explained, ...]
    network_shapes: tuple[r.Explained, ...]
    network_types: tuple[r.Explained, ...]
    network_levels: tuple[r.NetworkLevel, ...]
    public_goods: tuple[r.PublicGood, ...]
    collaboration_models: tuple[r.CollaborationModel, ...]
    governance_forms: tuple[r.GovernanceForm, ...]
    simpler_agreements: tuple[r.SimplerAgreement, ...]
    decision_rules: tuple[r.Explained, ...]
    financing_rules: tuple[r.Explained, ...]
    clauses: tuple[r.Explained, ...]
    clause_statuses: tuple[r.Choice, ...]
    cost_keys: tuple[r.CostKey, ...]
    funding_sources: tuple[r.FundingSource, ...]
    certainties: tuple[r.Certainty, ...]
    risk_categories: tuple[r.Explained, ...]
    risk_anchors: tuple[r.RiskAnchor, ...]
    activity_types: tuple[r.Explained, ...]
    cluster_criteria: tuple[r.ClusterCriterion, ...]
    knockouts: tuple[r.Explained, ...]
    verdicts: tuple[r.Explained, ...]
    axes: tuple[r.Choice, ...]
    themes: tuple[r.Theme, ...]
    option_criteria: tuple[r.OptionCriterion, ...]
    gate_tests: tuple[r.Explained, ...]
    goods_classes: tuple[r.Explained, ...]
    natures: tuple[r.Choice, ...]
    estimate_classes: tuple[r.Ordered, ...]
    option_decisions: tuple[r.Choice, ...]
    idea_sources: tuple[r.Choice, ...]
    readiness: tuple[r.Ordered, ...]
    blocking_items: tuple[r.Choice, ...]
    tiers: tuple[r.Ordered, ...]
    tier_rules: tuple[planning.TierRule, ...]
    optimism_bias: tuple[planning.OptimismBias, ...]
    project_columns: tuple[planning.ProjectColumn, ...]
    plan_statuses: tuple[r.Choice, ...]
    plan_checks: tuple[r.PlanCheck, ...]
    kpi_examples: tuple[r.KpiExample, ...]
    mechanisms: tuple[r.Mechanism, ...]
    link_media: tuple[r.Explained, ...]
    stakeholder_groups: tuple[r.StakeholderGroup, ...]
    sectors: tuple[r.Choice, ...]
    ceds_statuses: tuple[r.Choice, ...]
    population_definitions: tuple[r.Choice, ...]
    gdp_levels: tuple[r.Choice, ...]
    confidence: tuple[r.Explained, ...]
    small_room: tuple[r.RoomSize, ...]
    random_index: tuple[r.RandomIndex, ...]
    run_sheets: tuple[r.RunSheetLine, ...]
    methods: tuple[r.Method, ...]

    def table(self, name: str) -> tuple[r.Term, ...]:
        """The records of one table. Raises KeyError for an unknown table."""
        return tuple(self._by_code[name].values())

    def find(self, table: str, code: str) -> r.Term:
        """The record of `table` with this code; `records.by_code(catalogue.cells, code)` keeps the exact class.

        Raises KeyError for an unknown table or code.
        """
        return self._by_code[table][code]

    def has(self, table: str, code: str) -> bool:
        """Whether the table has the code. Raises KeyError for an unknown table."""
        return code in self._by_code[table]

    def cells_of(self, instrument: str) -> tuple[r.QuickCell, ...]:
        """The rated cells of the `quick` (14), `standard` (42) or `full` (51, table 3.1) instrument. Raises KeyError
        for another name.
        """
        return {"quick": self.quick_cells, "standard": self.cells, "full": self.element_cells}[instrument]

    def goods_for(self, dimension: str, kind: str, scale: str | None = None) -> tuple[r.PublicGood, ...]:
        """The public goods and services that answer a gap in a dimension and kind; scale None: at any level."""
        levels = {level.code for level in self.network_levels if scale is None or scale in level.scales}
        return tuple(
            good
            for good in self.public_goods
            if good.dimension == dimension and good.kind == kind and good.level in levels
        )

    @cached_property
    def element_cells(self) -> tuple[r.QuickCell, ...]:
        """The elements of table 3.1 as rated cells, each between the general anchors; they have no scale."""
        anchors = cast("r.Anchors", tuple(row.label for row in self.general_anchors))
        return tuple(
            r.QuickCell(
                code=row.code,
                label=row.label,
                source=row.source,
                status=row.status,
                note=row.note,
                dimension=row.dimension,
                kind=row.kind,
                statement=row.statement,
                anchors=anchors,
            )
            for row in self.elements
        )

    @cached_property
    def _by_code(self) -> dict[str, dict[str, r.Term]]:
        return {item.name: {record.code: record for record in getattr(self, item.name)} for item in fields(self)}


def load(folder: Path = DATA) -> Catalogue:
    """The catalogue in `folder`. The default one is read once.

    Raises CatalogueError with every fault of every table.
    """
    return _default() if folder == DATA else _read(folder)


@cache
def _default() -> Catalogue:
    return _read(DATA)


def _record_types() -> dict[str, type[r.Term]]:
    return {name: get_args(hint)[0] for name, hint in get_type_hints(Catalogue).items()}


def _read(folder: Path) -> Catalogue:
    schema, schema_problems = read_schema(folder)
    if schema_problems:
        # Without a sound schema every table would only echo its faults.
        raise CatalogueError(*schema_problems)
    types = _record_types()
    problems = _undeclared(schema, types)
    read: dict[str, list[tuple[Row, Values]]] = {}
    for name in types:
        read[name], faults = read_table(folder / f"{name}.csv", schema.of(name))
        problems += faults
    codes = {name: {values["code"] for _, values in rows if "code" in values} for name, rows in read.items()}
    for name, rows in read.items():
        problems += _unknown_references(f"{name}.csv", rows, schema.of(name), codes)
    if problems:
        raise CatalogueError(*problems)
    tables = {name: tuple(types[name](**values) for _, values in rows) for name, rows in read.items()}
    return Catalogue(**cast("dict[str, Any]", tables))


def _undeclared(schema: Schema, types: dict[str, type[r.Term]]) -> list[Problem]:
    """Fields of a record that the schema leaves out, and columns that no record takes."""
    place = Fault(SCHEMA_FILE)
    problems = []
    for name, kind in types.items():
        declared = {column.name for column in schema.of(name)}
        taken = {item.name for item in fields(kind)}
        problems += [place.problem("not_declared", table=name, column=column) for column in sorted(taken - declared)]
        problems += [place.problem("not_taken", table=name, column=column) for column in sorted(declared - taken)]
    return problems


def _unknown_references(
    file: str,
    rows: list[tuple[Row, Values]],
    columns: tuple[Column, ...],
    codes: dict[str, set[str]],
) -> list[Problem]:
    return [
        Fault(file, row.line).problem("unknown_reference", column=column.name, value=code, table=column.refers_to)
        for row, values in rows
        for column in columns
        for code in references(values, column)
        if code not in codes.get(column.refers_to, set())
    ]
