from hypothesis import given
from hypothesis import strategies as st

from components.investment.crossing import COSTS, crossing, payer_of, source_of, unpaid
from components.investment.plan_records import Flow

YEARS = (2027, 2028)
ROWS = (
    Flow("P01", 2027, "capex", "C2", "own_revenue", "in_budget", 60, ""),
    Flow("P01", 2027, "capex", "C1", "own_revenue", "in_budget", 40, ""),
    Flow("P01", 2028, "capex", "EXT", "", "gap", 5, ""),
    Flow("P01", 2028, "opex", "EXT", "user_charges", "identified", 7, ""),
    Flow("P01", 2028, "revenue", "EXT", "user_charges", "identified", -9, ""),
)


def test_rows_years_and_the_whole_by_hand():
    found = crossing(ROWS, lambda row: row.payer, YEARS, order=("C1", "C2"))
    assert found.rows == ("C1", "C2", "EXT")
    assert found.cells == ((40, 0), (60, 0), (0, 12))
    assert found.row_sums == (40, 60, 12)
    assert found.year_sums == (100, 12)
    assert found.total == 112


def test_what_users_bring_is_counted_once_as_what_they_pay():
    found = crossing(ROWS, lambda row: row.source, YEARS)
    assert dict(zip(found.rows, found.row_sums, strict=True)) == {"own_revenue": 100, "": 5, "user_charges": 7}


def test_only_what_is_asked_for_is_counted_and_an_absent_row_is_zero():
    found = crossing(ROWS, lambda row: row.payer, (2028,), kinds=("capex",))
    assert (found.rows, found.total) == (("EXT",), 5)
    assert found.row("C1") == (0,)


def test_a_payer_is_a_city_a_source_users_others_or_nobody():
    other = Flow("P01", 2028, "opex", "EXT", "", "identified", 3, "Province")
    assert [payer_of(row) for row in (*ROWS[:4], other)] == ["C2", "C1", "gap", "user_charges", "others"]
    assert [source_of(row) for row in (*ROWS[:4], other)] == [
        "own_revenue", "own_revenue", "gap", "user_charges", "others"
    ]  # fmt: skip


def test_what_nobody_pays_stands_by_option_and_year():
    assert unpaid(ROWS, YEARS).cells == ((0, 5),)
    assert unpaid(ROWS[:2], YEARS).rows == ()


flows = st.builds(
    Flow,
    st.sampled_from(["P01", "P02", "P03"]),
    st.sampled_from(YEARS),
    st.sampled_from(["capex", "opex", "revenue"]),
    st.sampled_from(["C1", "C2", "EXT"]),
    st.sampled_from(["own_revenue", "F01", ""]),
    st.sampled_from(["in_budget", "applied", "gap"]),
    st.integers(0, 1000),
    st.just(""),
)


@given(st.lists(flows, max_size=60))
def test_every_way_to_cut_the_table_has_the_same_whole(rows):
    whole = sum(row.amount for row in rows if row.kind in COSTS)
    for key in ("payer", "source", "option", "certainty", "kind"):
        found = crossing(rows, lambda row, name=key: getattr(row, name), YEARS)
        assert found.total == sum(found.row_sums) == sum(found.year_sums) == whole
