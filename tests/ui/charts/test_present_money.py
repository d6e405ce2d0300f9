"""The money of the officials' scenes: whole numbers that add up, words beside every sign, nothing unescaped."""

import re
from dataclasses import replace
from html import unescape

from components.investment.lacking import Short
from components.investment.plan_records import CityMoney, Flow
from components.language import texts
from components.ui.charts import present_money as charts
from tests.ui.charts.conftest import NASTY

EN = texts("en")


def words(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def flow(year, kind, payer, certainty, amount):
    return Flow("P1", year, kind, payer, "", certainty, amount, "")


def test_the_parts_of_a_years_money_make_its_investment(plan):
    flows = (
        flow(2027, "capex", "C1", "secured", 40),
        flow(2027, "capex", "EXT", "applied", 25),
        flow(2027, "capex", "EXT", "identified", 20),
        flow(2027, "capex", "EXT", "gap", 15),
        flow(2027, "opex", "C1", "secured", 7),
        flow(2028, "opex", "C1", "secured", 9),
    )
    assert charts.money_of(replace(plan, flows=flows), 2027) == (40, 25, 35, 100, 7)
    assert charts.money_of(replace(plan, flows=flows), 2028) == (0, 0, 0, 0, 9)


def test_shares_of_thirds_add_up_to_a_hundred_percent(plan, cities):
    paid = tuple(CityMoney(code, 10, 0, 33.33, None, None, None, 0) for code in ("C1", "C2", "C3"))
    flows = tuple(flow(2027, "capex", row.city, "secured", 10) for row in paid)
    drawn = charts.sharing_figure(EN, cities, *(replace(plan, cities=paid, flows=flows),) * 2)
    percents = [int(found) for found in re.findall(r"<td>(\d+)%</td>", drawn)]
    assert sorted(percents) == [33, 33, 34]
    assert words(drawn).rstrip().endswith("30 ±0")
    assert NASTY not in drawn


def test_building_and_use_are_told_apart_by_sign_and_word(state, plan):
    drawn = charts.years_figure(EN, state, plan)
    assert "▮" in drawn
    assert EN("present.years.builds") in drawn
    assert EN("present.years.runs") in drawn


def test_the_first_year_of_every_city_stands_beside_the_sum(plan, cities):
    paid = tuple(CityMoney(code, 0, 0, None, None, None, None, first) for code, first in (("C1", 7), ("C2", 1200)))
    drawn = words(charts.city_figures(EN, cities, replace(plan, cities=paid)))
    assert re.findall(r"\d[\d,]*(?= )", drawn)[:3] == ["7", "1,200", "1,207"]
    assert NASTY not in charts.city_figures(EN, cities, replace(plan, cities=paid))


def test_what_is_not_paid_is_named_with_whose_money_and_the_rest_is_counted(cities):
    found = tuple(Short(f"P{n}", 10 * n, (("C1", (2027, 2029), 8 * n), ("C3", (2028,), 2 * n))) for n in (4, 3, 2))
    drawn = unescape(words(charts.lacks_figure(EN, cities, found)))
    assert EN("present.lacks.title", n=3, money=EN.money(90, cities.setting.money_unit)) in drawn
    assert "P4: 40" in drawn
    assert "One 2027–2029" in drawn
    assert "Three 2028" in drawn
    assert "P2" not in drawn
    assert EN("present.lacks.more", n=1) in drawn
    assert charts.lacks_figure(EN, cities, ()) == ""
