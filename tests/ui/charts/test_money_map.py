import json
from dataclasses import replace

import pytest

from components.investment.places import places
from components.investment.plan_records import Flow
from components.ui.charts.figure import markup
from components.ui.charts.money_map import GETS, PAYS, PER_HEAD, TOTAL, money_below, money_deck, money_head
from components.workshop.records.options import BenefitShare

SHARES = tuple(
    BenefitShare(f"P01.{city}", "P01", city, percent) for city, percent in (("C1", 25.0), ("C2", 75.0))
)  # fmt: skip


@pytest.fixture
def known(state):
    people = tuple(
        replace(city, population=number) for city, number in zip(state.cities, (400.0, 100.0, None), strict=True)
    )
    return replace(
        state, records=(*((k, people if k == "city" else v) for k, v in state.records), ("benefit", SHARES))
    )


@pytest.fixture
def found(known):
    """P01 of two cities with a stated benefit, P02 of three without one, P03 of the third alone."""
    amounts = (("P01", 400), ("P02", 90), ("P03", 50))
    flows = [Flow(code, 2027, "capex", "C2", "own_revenue", "in_budget", amount, "") for code, amount in amounts]
    return places(known, flows)


def layers(t, known, found, what=GETS, measure=TOTAL):
    sent = json.loads(money_deck(t, known, found, what, measure).to_json())
    return sent["layers"]


def test_the_title_names_where_most_goes_in_all_and_per_head(english, known, found):
    assert money_head(english, known, found, GETS, TOTAL).title == "Most goes to Manizales: COP million 300"
    # 300 million for 100 people
    per_head = money_head(english, known, found, GETS, PER_HEAD).title
    assert per_head == "Per head, most goes to Manizales: COP 3,000,000 each"
    assert money_head(english, known, found, PAYS, TOTAL).title == "Manizales pays most: COP million 540"


def test_what_no_benefit_gives_to_a_city_is_said_and_in_no_circle(english, known, found):
    assert "90 is in no circle" in money_head(english, known, found, GETS, TOTAL).subtitle


def test_the_area_of_a_circle_follows_the_amount(english, known, found):
    [circles, _] = [item for item in layers(english, known, found) if item["@@type"] == "ScatterplotLayer"]
    radii = [row["radius"] for row in circles["data"]]
    assert radii[0] ** 2 / radii[1] ** 2 == pytest.approx(100 / 300)


def test_every_circle_has_its_symbol_name_and_number(english, known, found):
    words = [item for item in layers(english, known, found) if item["@@type"] == "TextLayer"]
    said = [row["text"] for item in words for row in item["data"]]
    assert {"Pereira\n100", "Manizales\n300"} <= set(said)
    assert {city.symbol for city in known.cities} <= set(said)
    assert "1 joint project\n400" in said


def test_joint_options_are_lines_from_a_ring_wider_for_more_money(english, known, found):
    [lines] = [item for item in layers(english, known, found) if item["@@type"] == "LineLayer"]
    widths = [row["width"] for row in lines["data"]]
    assert len(widths) == 5
    assert widths[0] == widths[1] > widths[2]


def test_who_pays_has_no_rings_and_a_head_count_that_nobody_knows_is_not_zero(english, known, found):
    kinds = [item["@@type"] for item in layers(english, known, found, PAYS, PER_HEAD)]
    assert "LineLayer" not in kinds
    assert money_below(english, known, found, PER_HEAD).table.rows[2][-1] == "not known"


def test_no_layer_asks_a_server(t, known, found):
    sent = money_deck(t, known, found, GETS, TOTAL).to_json()
    assert "http" not in sent
    assert json.loads(sent).get("mapProvider") is None


def test_the_table_behind_adds_up(english, known, found):
    rows = money_below(english, known, found, TOTAL).table.rows
    assert [row[4] for row in rows] == ["100", "300", "50", "", "90 of it in no circle", "540"]


def test_cities_without_a_place_are_in_the_table_and_named_below(english, known, found):
    nowhere = tuple(replace(city, latitude=None) for city in known.cities)
    state = replace(known, records=tuple((k, nowhere if k == "city" else v) for k, v in known.records))
    assert money_deck(english, state, found, GETS, TOTAL) is None
    assert "Pereira" in money_below(english, state, found, TOTAL).body


def test_what_people_wrote_never_becomes_markup(t, known, found):
    shown = markup(t, money_below(t, known, found, TOTAL)) + markup(t, money_head(t, known, found, GETS, TOTAL))
    assert "<script" not in shown


def test_where_no_benefit_is_stated_no_city_gets_zero(english, known):
    """P02 is of all three cities: its 90 stands at the ring, and at no city stands a number."""
    found = places(known, [Flow("P02", 2027, "capex", "C2", "own_revenue", "in_budget", 90, "")])
    assert money_head(english, known, found, GETS, TOTAL).title == "Where the money goes is not known city by city"
    words = [item for item in layers(english, known, found) if item["@@type"] == "TextLayer"]
    said = {row["text"] for item in words for row in item["data"]}
    assert {"Pereira\nnot known", "Manizales\nnot known", "1 joint project\n90"} <= said
    assert [row[3:6] for row in money_below(english, known, found, TOTAL).table.rows[:3]] == [("not known",) * 3] * 3
    assert "Manizales\n90" in {
        row["text"]
        for item in layers(english, known, found, PAYS) if item["@@type"] == "TextLayer"
        for row in item["data"]
    }


def test_no_money_gives_a_sentence(t, state):
    assert money_head(t, state, places(state, ()), GETS, TOTAL).body == ""
