import pytest

from components.framework.catalogue import load
from components.workshop.instruments import criteria_in_use, instrument, instruments
from components.workshop.state import FieldValue, fold


def state_of(*more):
    cities = [
        value
        for order, name in enumerate(("Alpha", "Beta", "Gamma"))
        for value in (
            FieldValue("city", f"C{order + 1}", "name", name),
            FieldValue("city", f"C{order + 1}", "order", order),
        )
    ]
    return fold([*cities, *more])


def subjects(found):
    return [subject.code for subject in found.subjects]


def test_the_instruments_stand_in_the_order_of_the_steps():
    found = instruments(state_of(), load())
    assert [item.code for item in found] == [
        "practice",
        "agreement",
        "present",
        "importance",
        "pair_present",
        "pair_importance",
        "mechanisms",
        "feasibility",
        "weights",
        "options",
        "cost_key",
        "governance",
        "exit",
    ]
    assert [item.step for item in found] == [0, 1, 2, 2, 2, 2, 2, 3, 4, 4, 5, 5, 6]


@pytest.mark.parametrize(("size", "cells"), [("standard", 42), ("quick", 14), ("full", 51)])
def test_the_connectivity_instrument_has_the_cells_of_its_size(size, cells):
    state = state_of(FieldValue("setting", "main", "instrument", size))
    assert len(instrument(state, load(), "present").items) == cells
    assert len(instrument(state, load(), "importance").items) == cells
    assert len(instrument(state, load(), "pair_present").items) == 14


def test_every_rated_item_has_six_worded_points_in_both_languages():
    state = state_of(FieldValue("partnership", "K01", "name", "Coffee"))
    for found in instruments(state, load()):
        if found.scale == "points_100":
            continue
        for item in found.items:
            assert len(item.anchors) == 6
            assert all(anchor.en and anchor.zh for anchor in item.anchors)


def test_three_cities_have_three_pairs_rated_by_people_of_either_city():
    found = instrument(state_of(), load(), "pair_present")
    assert subjects(found) == ["C1-C2", "C1-C3", "C2-C3"]
    assert [subject.code for subject in found.subjects_for("C2")] == ["C1-C2", "C2-C3"]


def test_people_rate_their_own_city_only():
    found = instrument(state_of(), load(), "agreement")
    assert [subject.code for subject in found.subjects_for("C1")] == ["C1"]
    assert found.subjects_for("C9") == ()


def test_an_unknown_ballot_is_none():
    assert instrument(state_of(), load(), "beauty") is None


def test_only_short_listed_options_with_a_name_are_marked():
    state = state_of(
        FieldValue("option", "P01", "name", "Road"),
        FieldValue("option", "P01", "decision", "short_list"),
        FieldValue("option", "P02", "name", "Rail"),
        FieldValue("option", "P02", "decision", "defer"),
        FieldValue("option", "P03", "decision", "short_list"),
    )
    assert subjects(instrument(state, load(), "options")) == ["P01"]


def test_a_criterion_is_taken_out_and_one_of_the_rooms_own_is_added():
    first, *rest = [term.code for term in load().option_criteria]
    state = state_of(
        FieldValue("criterion", first, "used", value=False),
        FieldValue("criterion", "O01", "name", "Beauty"),
        FieldValue("criterion", "O02", "theme", "feasibility"),
    )
    found = criteria_in_use(state, load())
    assert [code for code, _ in found] == [*rest, "O01"]
    assert found[-1][1].zh == "Beauty"
    asked = instrument(state, load(), "options")
    assert len(asked.items[-1].anchors) == 6
