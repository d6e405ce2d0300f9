from collections import Counter
from dataclasses import fields
from itertools import pairwise

import pytest

from components.framework.catalogue import DATA, Catalogue, load
from components.framework.records import Label, by_code
from components.framework.schema import read_schema

COUNTS = {
    "steps": 6,
    "dimensions": 7,
    "kinds": 2,
    "scales": 3,
    "elements": 51,
    "cells": 42,
    "quick_cells": 14,
    "pair_cells": 14,
    "importance_anchors": 6,
    "general_anchors": 6,
    "agreement_items": 2,
    "city_types": 4,
    "network_types": 5,
    "network_levels": 8,
    "public_goods": 58,
    "collaboration_models": 12,
    "governance_forms": 6,
    "cost_keys": 7,
    "certainties": 5,
    "risk_categories": 18,
    "risk_anchors": 10,
    "cluster_criteria": 12,
    "knockouts": 3,
    "verdicts": 5,
    "axes": 2,
    "themes": 4,
    "option_criteria": 8,
    "gate_tests": 5,
    "goods_classes": 4,
    "natures": 6,
    "estimate_classes": 4,
    "option_decisions": 4,
    "readiness": 9,
    "tiers": 4,
    "plan_statuses": 4,
    "plan_checks": 15,
    "clause_statuses": 4,
    "decision_rules": 5,
    "sectors": 21,
    "small_room": 6,
    "random_index": 13,
    "run_sheets": 36,
}


@pytest.mark.parametrize(("table", "count"), COUNTS.items())
def test_a_table_has_the_number_of_rows_of_its_source(table, count):
    assert len(load().table(table)) == count


def test_every_table_has_rows_and_every_record_a_source():
    for item in fields(Catalogue):
        records = getattr(load(), item.name)
        assert records, item.name
        assert all(record.source and record.status for record in records), item.name


def labels_of(value):
    if isinstance(value, Label):
        return [value]
    if isinstance(value, tuple):
        return [label for part in value for label in labels_of(part)]
    return []


def all_labels():
    for table in fields(Catalogue):
        for record in getattr(load(), table.name):
            for item in fields(record):
                for label in labels_of(getattr(record, item.name)):
                    yield f"{table.name}.{record.code}.{item.name}", label


def test_every_text_is_there_in_both_languages():
    for place, label in all_labels():
        assert label.en.strip(), place
        assert label.zh.strip(), place


def test_no_chinese_in_the_english_texts_and_no_half_width_punctuation_in_the_chinese_ones():
    for place, label in all_labels():
        assert not any("一" <= letter <= "鿿" for letter in label.en), (place, label.en)
        halves = [
            (label.zh[index - 1], letter)
            for index, letter in enumerate(label.zh)
            if index and letter in ",;:?!" and "一" <= label.zh[index - 1] <= "鿿"
        ]
        assert not halves, (place, label.zh)


def test_a_phone_has_room_for_every_anchor():
    catalogue = load()
    rated = (
        *catalogue.cells,
        *catalogue.quick_cells,
        *catalogue.pair_cells,
        *catalogue.agreement_items,
        *catalogue.cluster_criteria,
        *catalogue.option_criteria,
    )
    for record in rated:
        assert all(len(anchor.en) <= 60 and len(anchor.zh) <= 30 for anchor in record.anchors), record.code


def test_each_question_has_words_of_its_own_for_each_point():
    catalogue = load()
    for language in ("en", "zh"):
        ladders = [
            tuple(anchor(language) for anchor in cell.anchors)
            for cell in (*catalogue.cells, *catalogue.quick_cells, *catalogue.pair_cells)
        ]
        assert len(set(ladders)) == len(ladders)
        assert all(len(set(ladder)) == 6 for ladder in ladders)


def test_the_cells_are_every_dimension_kind_and_scale_once():
    catalogue = load()
    dimensions, kinds = ([term.code for term in table] for table in (catalogue.dimensions, catalogue.kinds))
    scales = [term.code for term in catalogue.scales]
    assert {(cell.dimension, cell.kind, cell.scale) for cell in catalogue.cells} == {
        (dimension, kind, scale) for dimension in dimensions for kind in kinds for scale in scales
    }
    assert all(cell.code == f"{cell.dimension}.{cell.kind}.{cell.scale}" for cell in catalogue.cells)
    assert {cell.code for cell in catalogue.quick_cells} == {
        f"{dimension}.{kind}" for dimension in dimensions for kind in kinds
    }
    assert all(cell.code == f"pair.{cell.dimension}.{cell.kind}" for cell in catalogue.pair_cells)


def test_elements_of_table_3_1_by_dimension_and_column():
    # Counted in the printed table: physical 4 + 5, economic 6 + 6, social 5 + 5, governance 5 + 5, environment 2 + 2,
    # intrinsic 3 + 3.
    printed = {
        "physical": (4, 5),
        "economic": (6, 6),
        "social": (5, 5),
        "governance": (5, 5),
        "environment": (2, 2),
        "intrinsic": (3, 3),
    }
    found = Counter((element.dimension, element.kind) for element in load().elements)
    assert found == {
        (dimension, kind): count
        for dimension, pair in printed.items()
        for kind, count in zip(("hard", "soft"), pair, strict=True)
    }


def test_public_goods_of_table_5_1_by_level_and_form():
    printed = {
        "local": (6, 5),
        "city": (4, 3),
        "urban_rural": (5, 3),
        "city_city": (3, 5),
        "metropolitan": (2, 1),
        "clustered": (2, 2),
        "corridor": (5, 4),
        "international": (5, 3),
    }
    found = Counter((good.level, good.form) for good in load().public_goods)
    assert found == {
        (level, form): count
        for level, pair in printed.items()
        for form, count in zip(("goods", "services"), pair, strict=True)
    }
    assert {good.tie_status for good in load().public_goods} == {"design"}


def test_what_the_print_leaves_open_is_marked_doubtful():
    catalogue = load()
    assert [good.code for good in catalogue.public_goods if good.doubtful] == [
        "PG08",
        "PG12",
        "PG15",
        "PG31",
        "PG36",
        "PG52",
        "PG55",
    ]
    doubtful = Counter(element.dimension for element in catalogue.elements if element.doubtful)
    assert doubtful == {"economic": 1, "social": 1, "governance": 1, "intrinsic": 6}


def test_what_is_ours_is_called_ours():
    catalogue = load()
    for table in ("cells", "quick_cells", "pair_cells", "simpler_agreements", "option_criteria", "cluster_criteria"):
        assert {record.status for record in catalogue.table(table)} == {"design"}, table
    assert {element.status for element in catalogue.elements} == {"inferred"}


def test_levels_follow_the_scales_of_the_index():
    scales = {level.code: set(level.scales) for level in load().network_levels}
    assert {code for code, found in scales.items() if "within" in found} == {"local", "city", "urban_rural"}
    assert {code for code, found in scales.items() if "international" in found} == {"corridor", "international"}
    assert scales["corridor"] == {"between", "international"}


def test_a_criterion_stands_on_the_axis_of_its_theme():
    catalogue = load()
    axis = {theme.code: theme.axis for theme in catalogue.themes}
    assert all(criterion.axis == axis[criterion.theme] for criterion in catalogue.option_criteria)
    assert {criterion.axis for criterion in catalogue.option_criteria} == {term.code for term in catalogue.axes}


def test_core_criteria_core_checks_and_certainty_weights():
    catalogue = load()
    assert {item.code for item in catalogue.cluster_criteria if item.core} == {
        "market_demand",
        "supply_chain",
        "skills",
        "infrastructure",
        "finance",
        "willingness",
    }
    assert {check.number for check in catalogue.plan_checks if check.core} == {1, 2, 3, 5, 7, 12}
    assert [check.number for check in catalogue.plan_checks] == list(range(1, 16))
    assert [item.weight_percent for item in catalogue.certainties] == [100, 90, 40, 10, 0]


def test_room_sizes_follow_each_other_without_a_gap():
    rows = load().small_room
    assert [row.outside_allowed for row in rows] == [2, 3, 4, 5, 6, 7]
    assert all(after.people_low == before.people_high + 1 for before, after in pairwise(rows))


def test_mechanisms_have_four_roots_and_no_loop():
    mechanisms = load().mechanisms
    roots = [item.code for item in mechanisms if item.parent is None]
    assert roots == ["conditions", "drivers", "goals", "guarantees"]
    assert all(item.parent in roots for item in mechanisms if item.parent)


def test_finding_a_record():
    catalogue = load()
    assert catalogue.find("dimensions", "social").label("zh") == "社会和文化"
    assert by_code(catalogue.cells, "physical.hard.within").scale == "within"
    assert catalogue.has("tiers", "ready")
    assert not catalogue.has("tiers", "never")
    with pytest.raises(KeyError):
        catalogue.find("dimensions", "magic")
    with pytest.raises(KeyError):
        by_code(catalogue.cells, "magic")
    assert catalogue.cells_of("quick") == catalogue.quick_cells
    assert catalogue.cells_of("standard") == catalogue.cells


def test_goods_for_a_gap_are_of_its_dimension_and_scale():
    catalogue = load()
    levels = {level.code: level for level in catalogue.network_levels}
    for cell in catalogue.cells:
        found = catalogue.goods_for(cell.dimension, cell.kind, cell.scale)
        assert all(cell.scale in levels[good.level].scales and good.dimension == cell.dimension for good in found)


def test_every_gap_of_the_quick_instrument_has_a_good_or_service_to_propose():
    catalogue = load()
    assert all(catalogue.goods_for(cell.dimension, cell.kind) for cell in catalogue.quick_cells)


def test_the_default_is_read_once_and_a_copy_gives_the_same(table_copy):
    assert load() is load()
    assert load(table_copy) == load()


def test_the_schema_of_the_shipped_tables_describes_every_column():
    assert all(column.description for column in read_schema(DATA)[0].columns)


def test_the_run_sheets_fill_their_days_to_the_minute():
    minutes = Counter()
    for line in load().run_sheets:
        minutes[line.sheet, line.day] += 0 if line.apart else line.minutes
    assert minutes == {("half_day", 1): 240, ("two_days", 1): 495, ("two_days", 2): 495}


def test_the_measured_indicators_have_a_scale_and_a_cell_of_every_instrument():
    catalogue = load()
    elements = {element.code: element for element in catalogue.elements}
    for row in catalogue.indicators:
        assert row.worst != row.best
        assert row.direction == (1 if row.best > row.worst else -1)
        assert row.per > 0
        assert (row.scale is None) == (row.about == "pair")
        assert row.element is None or (elements[row.element].dimension, elements[row.element].kind) == (
            row.dimension,
            row.kind,
        )
        # Every end that the source does not give is called what it is.
        assert "assumption" in row.source or (row.worst, row.best) == (0, 100)
    assert {row.link for row in catalogue.indicators} - {None} == {link.code for link in catalogue.link_types}
