from dataclasses import replace
from importlib import import_module

import pytest

from components.analysis import evaluate, structure, uncertainty
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.language import texts
from components.ui.charts import method as charts

METHODS, PARAMETERS = load().methods, load_parameters()
T = texts("en")


@pytest.mark.parametrize("row", METHODS, ids=lambda row: row.code)
def test_a_method_names_a_file_that_speaks_and_every_threshold_that_it_uses(row):
    module = import_module(row.module)
    assert len(module.__doc__ or "") > 80
    assert set(getattr(module, "PARAMETERS", ())) <= set(row.thresholds)
    known = {one.code for one in PARAMETERS.rows}
    assert set(row.thresholds) <= known


def test_every_threshold_of_the_evidence_is_used_by_a_method():
    used = {code for row in METHODS for code in row.thresholds}
    assert {*evaluate.PARAMETERS, *structure.PARAMETERS, *uncertainty.PARAMETERS} <= used


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_method_shows_formula_limits_source_thresholds_and_the_programs_words(language):
    t = texts(language)
    words = charts.methods_markup(t, METHODS, PARAMETERS)
    assert words.count('<details class="scn-method">') == len(METHODS)
    for name in ("formula", "limits", "source", "thresholds", "program"):
        assert words.count(f"<dt>{t(f'method.part.{name}')}</dt>") == len(METHODS)
    assert "components/analysis/agreement.py" in words
    assert PARAMETERS.row("gap.target").description(language) in words


def test_a_threshold_that_the_workshop_set_says_so():
    own = PARAMETERS.with_overrides({"gap.target": 4.5})
    gaps = [row for row in METHODS if row.code == "gaps"]
    assert T("method.set_here", value="4.5") in charts.methods_markup(T, gaps, own)
    assert T("method.set_here", value="4") not in charts.methods_markup(T, gaps, PARAMETERS)


def test_a_search_wants_all_words_in_any_order_and_case():
    assert [row.code for row in charts.found(T, METHODS, "SAATY eigenvector", None)] == ["pairs"]
    assert charts.found(T, METHODS, "saaty eigenvector", "measured") == ()
    assert charts.found(T, METHODS, "", None) == METHODS


def test_a_threshold_is_found_by_the_result_that_uses_it():
    row = PARAMETERS.row("gap.target")
    assert charts.holds(T, row, METHODS, "weaknesses")
    assert not charts.holds(T, row, METHODS, "krippendorff")


def test_words_of_a_table_are_no_markup():
    row = replace(METHODS[0], formula="<b>a</b>")
    assert "<b>a</b>" not in charts.methods_markup(T, [row], PARAMETERS)
