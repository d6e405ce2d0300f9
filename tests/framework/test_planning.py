from components.framework.catalogue import load
from components.framework.records import by_code


def test_the_uplifts_are_those_of_the_published_table():
    # HM Treasury, Supplementary Green Book Guidance on optimism bias, table 1: capital expenditure
    found = {row.code: (row.upper_percent, row.lower_percent) for row in load().optimism_bias}
    assert found == {
        "standard_buildings": (24, 2),
        "nonstandard_buildings": (51, 4),
        "standard_civil": (44, 3),
        "nonstandard_civil": (66, 6),
        "equipment": (200, 10),
    }


def test_a_header_names_one_column_only():
    headers = [header for column in load().project_columns for header in column.headers]
    assert all(header == header.strip().casefold() for header in headers)
    assert len(headers) == len(set(headers))
    assert "inversión total" in by_code(load().project_columns, "capex_likely").headers


def test_tier_rules_are_read_in_an_order_without_ties():
    orders = [rule.order for rule in load().tier_rules]
    assert len(orders) == len(set(orders))
