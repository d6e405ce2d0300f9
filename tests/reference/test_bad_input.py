"""What a room may well have: too few, too alike, missing, or contradictory. Each gets words, no number out of nothing.

One test per kind of bad input, over every method that meets it, with the words in both languages.
"""

from __future__ import annotations

import math
from dataclasses import astuple, fields, is_dataclass

import numpy as np
import pandas as pd
import pytest

from components.analysis import statistics
from components.analysis.agreement import kendall_w, krippendorff_alpha, rwg, tastle_wierman, van_der_eijk
from components.analysis.audit import ledger
from components.analysis.audit_index import index_trail
from components.analysis.composite import composite_index
from components.analysis.evaluate import evaluate
from components.analysis.measure import Unmeasured
from components.analysis.network import describe
from components.analysis.shift_share import shift_share
from components.analysis.structure import structure
from components.analysis.uncertainty import uncertainty
from components.errors import InputError, Problem, ToolError
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment.plan import make_plan
from components.language import LANGUAGES, texts
from components.workshop.edits.connectivity import employment_from_text
from components.workshop.records.cities import Employment
from components.workshop.records.links import LinkFact
from tests.builders import given, snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()
ROADS = "physical.hard"


def said(*problems: Problem) -> dict[str, str]:
    """The words in every language; none is a bare key, and no placeholder is left."""
    found = {}
    for language in LANGUAGES:
        t = texts(language)
        assert all(t.has(problem.key) for problem in problems)
        found[language] = "\n".join(t.problem(problem) for problem in problems)
        assert "{" not in found[language]
    return found


def refused(make, *args, **options) -> dict[str, str]:
    with pytest.raises(ToolError) as caught:
        make(*args, **options)
    return said(*caught.value.problems)


def everything(room):
    """All results of a room."""
    evidence = evaluate(room, CATALOGUE, PARAMETERS)
    return (
        evidence,
        structure(room, evidence, CATALOGUE, PARAMETERS),
        uncertainty(room, evidence, CATALOGUE, PARAMETERS),
        make_plan(room, evidence, CATALOGUE, PARAMETERS),
    )


def numbers(record):
    """Every number in a record and in what it holds."""
    if is_dataclass(record) and not isinstance(record, type):
        for field in fields(record):
            yield from numbers(getattr(record, field.name))
    elif isinstance(record, dict):
        for value in record.values():
            yield from numbers(value)
    elif isinstance(record, list | tuple):
        for value in record:
            yield from numbers(value)
    elif isinstance(record, float):
        yield record


def no_number_is_nan(*results) -> None:
    assert [number for number in numbers(results) if math.isnan(number)] == []


def tree(**more):
    rows = {"code": ["a", "b", "all"], "parent": ["all", "all", ""], "weight": 1.0, "direction": 1}
    return pd.DataFrame(rows | more)


def test_a_constant_indicator_is_named_with_its_value():
    data = pd.DataFrame({"a": [1.0, 2.0], "b": [7.0, 7.0]}, index=["Aran", "Belo"])
    for words in refused(composite_index, data, tree()).values():
        assert "b" in words
        assert "7" in words


def test_a_city_without_any_figure_is_named_and_has_no_value():
    data = pd.DataFrame({"a": [1.0, 2.0, np.nan], "b": [5.0, 7.0, np.nan]}, index=["Aran", "Belo", "Cora"])
    found = composite_index(data, tree())
    assert found.loc["Aran", "all"] == 0
    assert math.isnan(found.loc["Cora", "all"])
    for words in said(*found.attrs["notes"]).values():
        assert "Cora" in words


def test_one_voter_tells_nothing_and_breaks_nothing():
    room = snapshot(marks=given("present", ROADS, "C1", C1=[5]), instrument="quick")
    evidence, *others = everything(room)
    assert evidence.agreement("present", ROADS, "C1").flag == "too_few"
    assert evidence.agreement("present", ROADS, "C1").n is None
    assert evidence.index("C1").value is None
    assert evidence.gaps == ()
    assert statistics.of(room, evidence, "present", ROADS, "C1").withheld
    no_number_is_nan(evidence, *others)
    assert kendall_w([[1, 2, 3]]) == (Unmeasured.TOO_FEW, Unmeasured.TOO_FEW)
    assert krippendorff_alpha([[1, 2, 3]], level="ordinal") == Unmeasured.TOO_FEW
    for language in LANGUAGES:
        assert texts(language)("analysis.unmeasured.too_few")


def test_everybody_alike_is_no_variation_and_never_a_number_out_of_nothing():
    assert krippendorff_alpha([[3, 3], [3, 3]], level="interval") == Unmeasured.NO_VARIATION
    assert kendall_w([[3, 3], [3, 3]])[0] == Unmeasured.NO_VARIATION
    for one in (tastle_wierman, van_der_eijk, rwg):
        value = one([0, 0, 0, 4, 0, 0])
        assert isinstance(value, Unmeasured) or value == 1


def test_a_city_that_nobody_rated_stands_beside_the_others_without_a_number():
    marks = [mark for cell in CATALOGUE.quick_cells for city in ("C1", "C2")
             for mark in given("present", cell.code, city, **{city: [2, 3, 4]})]  # fmt: skip
    room = snapshot(marks=marks, instrument="quick")
    evidence, *others = everything(room)
    assert evidence.index("C1").value is not None
    silent = evidence.index("C3")
    assert (silent.value, silent.coverage, silent.indicative, silent.n) == (None, 0, True, 0)
    assert not any(row.subject == "C3" for row in evidence.gaps)
    assert index_trail(ledger(room, evidence, CATALOGUE), "C3", "all", "all").withheld
    no_number_is_nan(evidence, *others)


def test_a_workshop_without_a_city_has_results_that_are_empty():
    evidence, *others = everything(snapshot(cities=0))
    assert evidence.indices == ()
    no_number_is_nan(evidence, *others)


def test_negative_employment_is_refused_where_it_is_entered_and_where_it_is_used():
    room = snapshot()
    for words in refused(employment_from_text, room.state, CATALOGUE, "Aran, C, -5").values():
        assert "1" in words
    jobs = pd.DataFrame({"A": [10.0], "C": [-5.0]}, index=["Aran"])
    whole = pd.Series({"A": 100.0, "C": 50.0})
    for words in refused(shift_share, jobs, jobs.abs(), whole, whole).values():
        assert "Aran" in words
        assert "C" in words


def test_negative_employment_in_an_old_log_is_told_and_does_not_stop_the_other_results():
    persons = (("C1", -5.0), ("C2", 40.0), ("REF", 90.0))
    rows = [Employment(f"{city}.C", city, "C", now, persons_before=30.0) for city, now in persons]
    evidence, built, *others = everything(snapshot(*rows))
    assert built.changes == ()
    for words in said(*built.problems).values():
        assert "C1" in words
    no_number_is_nan(evidence, built, *others)


def test_an_unconnected_network_says_so_and_speaks_of_its_largest_part():
    found = describe([("A", "B"), ("B", "C"), ("D", "E")], ["A", "B", "C", "D", "E", "F"])
    assert found["topology"] == "unconnected"
    assert found["diameter"] == 2
    known = {"C1-C2": "yes", "C3-C4": "yes", "C1-C3": "no", "C1-C4": "no", "C2-C3": "no", "C2-C4": "no"}
    links = [LinkFact(f"{pair}.rail", pair, "rail", answer) for pair, answer in known.items()]
    evidence, built, *others = everything(snapshot(*links, cities=4))
    [rail] = [layer for layer in built.layers if layer.code == "rail"]
    assert rail.measures["topology"] == "unconnected"
    assert rail.measures["components"] == 2
    assert rail.added[0].joins_parts
    no_number_is_nan(evidence, *others)
    for language in LANGUAGES:
        assert texts(language).label(CATALOGUE.find("network_shapes", "unconnected"))


def test_two_cities_have_a_link_and_no_shape():
    codes = [cell.code for cell in CATALOGUE.pair_cells]
    marks = [mark for code in codes for mark in given("pair_present", code, "C1-C2", C1=[3, 4], C2=[3])]
    evidence, built, *others = everything(snapshot(cities=2, marks=marks))
    assert evidence.network.shape == ""
    assert evidence.network.weakest == "C1-C2"
    assert evidence.index("C1-C2").value == 60
    assert len(built.layers) == 1
    no_number_is_nan(evidence, *others)


@pytest.mark.parametrize(
    ("parents", "named"),
    [
        (["all", "gone", ""], "gone"),
        (["all", "b", ""], "b"),
        (["all", "all", "a"], "a"),
        (["all", "all", "all"], "all"),
    ],
)
def test_an_inconsistent_hierarchy_names_the_row(parents, named):
    data = pd.DataFrame({"a": [1.0, 2.0], "b": [5.0, 7.0]}, index=["Aran", "Belo"])
    for words in refused(composite_index, data, tree(parent=parents)).values():
        assert named in words


def test_a_refusal_is_an_error_of_the_family_that_screens_show():
    with pytest.raises(InputError) as caught:
        employment_from_text(snapshot().state, CATALOGUE, "Nowhere, C, 5")
    assert astuple(caught.value.problems[0])
