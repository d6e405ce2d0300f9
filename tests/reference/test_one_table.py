"""Every total of a plan, on every screen and sheet, is a sum over its rows, made here a second time with pandas.

The workbook holds the same against LibreOffice, cell by cell, in `tests/workbook/write/test_charges.py`; here stand the
records that screens, files and phones draw, and the figures themselves.
"""

import io
from dataclasses import asdict

import pandas as pd
import pytest

from components.investment.certainty import weighted, weights
from components.investment.compare import compare
from components.investment.crossing import crossing, payer_of, source_of, unpaid
from components.investment.envelopes import uses
from components.investment.fairness import fairness
from components.investment.funds import years_of_money
from components.investment.key_trial import trial
from components.investment.places import places
from components.investment.running import running, running_total
from components.language import texts
from components.ui.charts.fairness import base_figure, burden_figure
from components.ui.charts.funding import funding_figure
from components.ui.charts.headline import headline_figure
from components.ui.charts.money_map import money_below
from components.ui.charts.present_money import city_figures, money_of, sharing_figure
from components.ui.charts.timeline import gantt_figure
from components.walk.decision import proposals
from components.workbook.write.cash_csv import cash_csv
from components.workshop.records.money import Source, SourceAmount
from components.workshop.records.options import BenefitShare
from tests.investment import room
from tests.workbook.write import rooms

T = texts("en")
SURE = ["secured", "in_budget"]
EARNING = {"opex_per_year": 4.0, "revenue_per_year": 6.0}


def with_sources():
    """A loan that is applied for, a grant for one option, charges above the running cost, benefits of one option."""
    sources = [
        Source("F01", name="Grant", type="earmarked_grant", certainty="secured", evidence="No. 7", options=("P01",)),
        Source("F02", name="Loan", type="development_loan", certainty="applied"),
    ]
    amounts = [SourceAmount(f"{code}.{year}", code, year, 7) for code in ("F01", "F02") for year in
               room.SETTING.plan_years]  # fmt: skip
    benefits = [BenefitShare(f"P01.C{place}", "P01", f"C{place}", part) for place, part in ((1, 50), (2, 30), (3, 20))]
    earning = room.option("P02", responsible_body="Region", **EARNING)
    paid_elsewhere = room.option("P03", responsible_body="Region", opex_payer="EXT", cities=("C2",))
    return rooms.small_room(earning, paid_elsewhere, *sources, *amounts, *benefits)


def short_of_money():
    """What must be in costs more than there is, so that a part has no payer."""
    must = room.option("P01", 400, responsible_body="Region", must="in", must_reason="Promised")
    return rooms.small_room(must, *room.envelopes(C1=25, C2=60, C3=10))


ROOMS = {
    "demonstration": lambda: rooms.demonstration_seen("en"),
    "small room": rooms.small_room,
    "sources and charges": with_sources,
    "short of money": short_of_money,
}


@pytest.fixture(scope="module", params=ROOMS)
def held(request):
    """Snapshot, plan, and the rows of the plan as a table."""
    seen = ROOMS[request.param]()
    plan = room.plan_of(seen)
    table = pd.DataFrame([asdict(row) for row in plan.flows])
    return seen, plan, table


def total(table, **only):
    for column, values in only.items():
        table = table[table[column].isin(values if isinstance(values, list) else [values])]
    return int(table["amount"].sum())


def codes(seen):
    return [city.code for city in seen.state.cities]


def test_rooms_have_every_kind_of_row():
    found = {(row.kind, row.source or row.certainty) for make in ROOMS.values() for row in room.plan_of(make()).flows}
    assert {kind for kind, _ in found} == {"capex", "opex", "revenue"}
    assert {"own_revenue", "user_charges", "gap", "F01", "F02"} <= {what for _, what in found}


def test_the_totals_of_the_plan(held):
    _, plan, table = held
    capex = total(table, kind="capex")
    assert plan.totals.capex == capex
    assert plan.totals.secured == total(table, kind="capex", certainty=SURE)
    assert plan.totals.applied == total(table, kind="capex", certainty="applied")
    assert plan.totals.gap == capex - plan.totals.secured - plan.totals.applied
    assert plan.totals.secured_share == pytest.approx(plan.totals.secured / capex)


def test_the_cost_of_every_line_of_the_plan(held):
    _, plan, table = held
    paid = table[table["kind"] == "capex"].groupby("option")["amount"].sum()
    assert {line.option: line.capex for line in plan.lines if line.chosen and line.capex} == paid.to_dict()


def test_the_running_cost_at_completion_is_that_of_a_year_in_which_all_runs(held):
    seen, plan, table = held
    lines = [line for line in plan.lines if line.chosen]
    after = running_total(running(seen.state, plan.sharing, [line.option for line in lines]), codes(seen))
    assert plan.totals.opex_at_completion == after.cost
    last = seen.state.setting.plan_years[-1]
    runs = {line.option for line in lines if line.finish < last}
    costs = table[(table["kind"] == "opex") & (table["year"] == last)].groupby("option")["amount"].sum().to_dict()
    assert costs == {row.option: row.cost for row in running(seen.state, plan.sharing, sorted(runs)) if row.cost}


def test_what_every_city_pays(held):
    seen, plan, table = held
    first = seen.state.setting.first_year
    for money in plan.cities:
        assert money.capex == total(table, payer=money.city, kind="capex")
        assert money.opex == total(table, payer=money.city, kind="opex")
        assert money.first_year == total(table, payer=money.city, year=first)
    for use in uses(seen.state, plan.flows, 0.8):
        assert use.total == total(table[table["certainty"] != "gap"], payer=use.city, year=use.year)


def test_the_base_to_share(held):
    seen, plan, table = held
    base = fairness(seen.state, plan.flows, plan.cities, room.PARAMETERS).base
    costs = table[table["kind"] != "revenue"]
    assert base.cost == total(costs) == base.outside + base.users + base.unpaid + base.cities
    assert base.cities == total(costs, payer=codes(seen))
    assert base.users == total(costs, source="user_charges")
    assert base.unpaid == total(costs, certainty="gap")


@pytest.mark.parametrize("kinds", [("capex",), ("opex",), ("capex", "opex")])
def test_who_pays_when_from_every_side(held, kinds):
    seen, plan, table = held
    costs = table[table["kind"].isin(kinds)]
    years = seen.state.setting.plan_years
    for key in (payer_of, source_of, lambda row: row.option, lambda row: row.certainty):
        found = crossing(plan.flows, key, years, kinds=kinds)
        assert found.total == total(costs)
        assert list(found.year_sums) == [total(costs, year=year) for year in years]
    assert unpaid(plan.flows, years, kinds=kinds).total == total(costs, certainty="gap")


def test_the_money_of_every_year_and_where_it_goes(held):
    seen, plan, table = held
    certainties = [row.code for row in room.CATALOGUE.certainties]
    for year in years_of_money(seen.state, plan.flows, (), certainties):
        assert dict(year.capex) == {
            code: amount for code in certainties if (amount := total(table, kind="capex", year=year.year,
                                                                     certainty=code))
        }  # fmt: skip
        own = table[(table["payer"] != "EXT") & (table["certainty"] != "gap")]
        assert year.running == total(own, kind="opex", year=year.year)
        assert money_of(plan, year.year)[3:] == (
            total(table, kind="capex", year=year.year),
            total(table, kind="opex", year=year.year),
        )
    found = places(seen.state, plan.flows)
    assert found.total == total(table, kind="capex") == sum(row.gets for row in found.cities) + found.open


def test_what_can_be_counted_on(held):
    seen, plan, table = held
    percent = dict(weights(seen.state, room.CATALOGUE))
    counted = sum(row.amount for row in weighted(plan.flows, tuple(percent.items())))
    exact = sum(percent[row.certainty] / 100 * row.amount for row in table.itertuples())
    # Whole units are kept for every year and kind.
    assert counted == pytest.approx(exact, abs=len(seen.state.setting.plan_years) * table["kind"].nunique())


def test_a_comparison_and_a_key_that_is_tried_out(held):
    seen, plan, table = held
    figures = {row.name: row.before for row in compare(plan, plan).figures}
    paid = total(table, kind="capex", payer=codes(seen))
    assert figures["capex"] == total(table, kind="capex")
    assert figures["cities"] == paid
    assert figures["outside"] == figures["capex"] - paid - total(table, kind="capex", certainty="gap")
    tried = trial(seen.state, plan, dict(plan.sharing.mix), room.CATALOGUE, room.PARAMETERS)
    lacks = total(table[table["kind"] != "revenue"], certainty="gap")
    assert (sum(row.pays for row in tried.rows), tried.lacks) == (total(table, payer=codes(seen)), lacks)


def test_the_table_to_take_away_is_the_table(held):
    seen, plan, table = held
    lines = cash_csv(seen.state, plan.flows, room.CATALOGUE, T).decode("utf-8-sig")
    found = pd.read_csv(io.StringIO(lines))
    amount = T("money.csv.amount")
    assert found[amount].sum() == total(table)
    assert len(found) == len(table)


def test_the_figures_on_the_screens(held):
    seen, plan, table = held
    state = seen.state
    after = running_total(
        running(state, plan.sharing, [line.option for line in plan.lines if line.chosen]), codes(seen)
    )
    capex, year = T.number(total(table, kind="capex")), state.setting.first_year
    gap, head = T.number(total(table, kind="capex", certainty="gap")), headline_figure(T, state, plan, after).body
    assert f"<b>{capex}</b>" in head
    assert f"<b>{gap}</b>" in head
    certainties = [row.code for row in room.CATALOGUE.certainties]
    fund = funding_figure(T, state, years_of_money(state, plan.flows, (), certainties), after).table
    assert fund.rows[-2][-3] == capex
    assert T.money(total(table, kind="capex"), state.setting.money_unit) in gantt_figure(T, state, plan).subtitle
    assert money_below(T, state, places(state, plan.flows), "all").table.rows[-1][4] == capex
    fair = fairness(state, plan.flows, plan.cities, room.PARAMETERS)
    costs = table[table["kind"] != "revenue"]
    assert [row[1] for row in base_figure(T, state, fair.base).table.rows][::4] == [
        T.number(total(costs)), T.number(total(costs, payer=codes(seen)))
    ]  # fmt: skip
    paid = [T.number(total(costs, payer=code)) for code in codes(seen)]
    assert [row[1] for row in burden_figure(T, state, plan, fair, 1.25).table.rows] == paid
    assert all(f"<b>{amount}</b>" in sharing_figure(T, state, plan, plan) for amount in (*paid, T.number(total(costs))))
    first = T.number(total(table, payer=codes(seen), year=year))
    assert first in city_figures(T, state, plan)
    assert first in proposals(T, state, plan, room.PARAMETERS)["decision_asked"]
