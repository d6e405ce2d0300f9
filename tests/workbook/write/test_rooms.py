"""What is special about a room is in its book, in words and in numbers, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from components.language import texts
from components.workshop.records.cities import City
from tests.investment import room
from tests.workbook import recalculate
from tests.workbook.write.rooms import ROOMS, departed, room_book

LANGUAGES = ("en", "zh")
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def rows(name: str, sheet: str, language: str = "en") -> list[list[object]]:
    return recalculate.rows(recalculate.values(room_book(name, language)), sheet)


def words(name: str, sheet: str, language: str = "en") -> str:
    return recalculate.words(recalculate.values(room_book(name, language)), sheet)


def under(found: list[list[object]], *heads: str) -> dict[str, Mapping[str, object]]:
    """The rows under the line that has all these words, by their first cell, until a shorter one; each by its head."""
    top = next(number for number, row in enumerate(found) if set(heads) <= set(map(str, row)))
    names = list(map(str, found[top]))
    body = {}
    for row in found[top + 1 :]:
        if len(row) != len(names):
            break
        body[str(row[0])] = dict(zip(names, row, strict=True))
    return body


@pytest.mark.parametrize(("name", "count"), [("four cities", 4), ("seven cities", 7)])
@IN_BOTH
def test_every_city_of_a_larger_room_pays_its_exact_part(name: str, count: int, language: str) -> None:
    t = texts(language)
    seen = ROOMS[name]()
    plan = room.plan_of(seen)
    steps = [t(f"workbook.benefits.pays_{step}") for step in ("amount", "percent")]
    paid = under(rows(name, "12_ByCity", language), *steps)
    assert len(paid) == count == len(plan.cities)
    assert [row[steps[0]] for row in paid.values()] == [city.capex + city.opex for city in plan.cities]
    percents = [row[steps[1]] for row in paid.values()]
    assert percents == [city.pays_percent for city in plan.cities]
    assert sum(round(100 * float(str(part))) for part in percents) == 10_000
    assert sum(city.capex for city in plan.cities) == plan.totals.capex > 0


@IN_BOTH
def test_a_key_without_a_measure_of_every_city_is_unusable_and_says_of_whom(language: str) -> None:
    t = texts(language)
    found = words("a measure is missing", "13_CostKeys", language)
    assert t("workbook.keys.equal_now") in found
    assert t("plan.sharing.no_metric_use", city="Belo") in found
    # The zero of the third city is a measure, the second city has none
    measures = next(row for row in rows("a measure is missing", "13_CostKeys", language) if 4 in row)
    assert measures[1:] == [100, 4, t("workbook.common.not_known"), 0]
    assert [t("workbook.keys.usable"), 0] in rows("a measure is missing", "13_CostKeys", language)
    assert final_shares("a measure is missing", language) == [33.34, 33.33, 33.33]
    assert f"{t('workbook.keys.source_of', key=key_name('use', language))} | {t('workbook.common.not_stated')}" in found


def final_shares(name: str, language: str) -> list[object]:
    """The last column of the first table of 13_CostKeys whose rows begin with the cities."""
    found = [row for row in rows(name, "13_CostKeys", language) if row[0] in ("Aran", "Belo", "Cora")]
    return [row[-1] for row in found[:3]]


def key_name(code: str, language: str) -> str:
    return texts(language).label(room.CATALOGUE.find("cost_keys", code))


@IN_BOTH
def test_keys_that_make_99_99_are_refused_by_their_sum(language: str) -> None:
    t = texts(language)
    found = words("keys that make 99.99", "13_CostKeys", language)
    assert t("plan.sharing.not_100", total="99.99") in found
    check = next(row for row in rows("keys that make 99.99", "20_Checks", language) if row[0] == 2)
    assert check[2:5] == [100, 99.99, t("workbook.result.fail")]


@IN_BOTH
def test_of_a_project_that_outside_money_pays_no_city_pays_capital(language: str) -> None:
    t = texts(language)
    name = "one project is paid from outside"
    flows = [row for row in rows(name, "11_Cashflow", language) if row[0] == "P02"]
    capital = [row for row in flows if row[3] == t("workbook.flow_kinds.capex")]
    running = [row for row in flows if row[3] == t("workbook.flow_kinds.opex")]
    # Rows of cities stand there with nothing to pay, so that the file can follow a higher cost
    assert {row[4]: row[9] for row in capital} == {"EXT": 90, "C1": 0, "C2": 0, "C3": 0}
    assert {row[4] for row in running} == {"C1", "C2", "C3"}
    assert sum(int(str(row[9])) for row in running) == 4 * 6
    plan = next(row for row in rows(name, "10_Plan", language) if row[0] == "P02" and 90 in row[2:4])
    # Secured, applied for, no sure source, and all rows with four years of running cost
    assert plan[-4:] == [90, 0, 0, 114]


@IN_BOTH
def test_a_partner_that_left_is_named_as_such_and_owes_nothing(language: str) -> None:
    t = texts(language)
    name = "a partner left"
    assert departed().state.get(City, "C4") is None
    left = t("workbook.method.left", city="C4")
    people = next(row for row in rows(name, "17_Method", language) if row[0] == left)
    assert people[-1] == 3
    for sheet in ("01_Decision", "03_Cities", "10_Plan", "11_Cashflow", "12_ByCity", "13_CostKeys", "14_Financing"):
        found = words(name, sheet, language)
        assert "C4" not in found, sheet
        assert "Duna" not in found, sheet
    assert final_shares(name, language) == [25, 33.33, 41.67]
    trace = [row for row in rows(name, "18_ScoreTrace", language) if "C4" in row[:9]]
    assert len(trace) == 3 * len(room.CRITERIA) * 3
    assert all(t("workbook.trace.gone") in row and t("workbook.yes_no.no") in row for row in trace)
    counted = [row[5] for row in rows(name, "09_Scores", language) if row[2:3] == [t("workbook.yes_no.yes")]]
    assert counted == [9] * 3 * len(room.CRITERIA)


@IN_BOTH
def test_a_city_without_a_ballot_is_named_and_its_silence_is_no_zero(language: str) -> None:
    t = texts(language)
    name = "a city gave no ballot"
    assert t("workbook.method.silent", cities="Cora") in words(name, "17_Method", language)
    assert t("workbook.checks.silent", cities="Cora") in words(name, "20_Checks", language)
    check = next(row for row in rows(name, "20_Checks", language) if row[0] == 7)
    assert check[3:5] == [len(room.CRITERIA), t("workbook.result.fail")]
    few = t("workbook.common.too_few_marks")
    score = next(row for row in rows(name, "09_Scores", language) if row[0] == "P01")
    assert score[2 : 2 + len(room.CRITERIA)] == [few] * len(room.CRITERIA)
    assert score[2 + len(room.CRITERIA)] == t("workbook.common.not_known")


@IN_BOTH
def test_where_everybody_marked_no_city_is_called_silent(language: str) -> None:
    t = texts(language)
    assert t("workbook.method.silent", cities=t("workbook.method.none")) in words("four cities", "17_Method", language)
    said = t("workbook.checks.silent", cities="|").partition("|")[0]
    assert said in words("a city gave no ballot", "20_Checks", language)
    assert said not in words("four cities", "20_Checks", language)


@IN_BOTH
def test_a_tie_where_the_money_ends_is_shown_and_its_rule_said(language: str) -> None:
    t = texts(language)
    name = "a tie where the money ends"
    plan = room.plan_of(ROOMS[name]())
    one, two = (plan.line(code) for code in ("P01", "P02"))
    assert one is not None
    assert two is not None
    assert one.score == two.score
    assert {one.chosen, two.chosen} == {True, False}
    taken, left = (one, two) if one.chosen else (two, one)
    why = next(row for row in rows(name, "10_Plan", language) if row[0] == left.option)[-1]
    assert str(why).endswith(t("workbook.plan.tie", options=f"{taken.option} Option {taken.option}"))
    assert t("workbook.method.ties_is") in words(name, "17_Method", language)
    ranks = under(rows(name, "09_Scores", language), t("workbook.scores.option"), t("workbook.scores.rank"))
    assert [ranks[code][t("workbook.scores.rank")] for code in ("P01", "P02", "P03")] == [2, 2, 1]


def test_a_lower_score_left_out_for_money_is_no_tie() -> None:
    assert "a tie where the money ends" not in words("a split and money of all years", "10_Plan")


def test_names_in_two_scripts_stand_as_they_were_written() -> None:
    name = "names in Chinese and Spanish"
    first, second = (words(name, "01_Decision", language) for language in LANGUAGES)
    for text in ("Triángulo del Café – 咖啡三角", "请三市授权", "蓬莱", "Logroño", "São José"):
        assert text in first
    for text in ("公交走廊（第一期）", "Señalización ¡ya!"):
        assert text in first
    # The second language has its own names, and the entered one where there is no second
    for text in ("咖啡三角投资计划", "Peñaranda de Ávila", "洛格罗尼奥", "São José"):
        assert text in second
    for text in ("Corredor de autobús “Río Ñuble”", "交通信号改造"):
        assert text in second
    assert "交通局" in words(name, "10_Plan")
