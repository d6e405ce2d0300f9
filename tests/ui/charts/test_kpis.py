"""Measures as bars with words."""

import pytest

from components.framework.parameters import load_parameters
from components.investment.kpis import measures
from components.language import texts
from components.ui.charts.figure import markup
from components.ui.charts.kpis import amount, baseline, kpis_figure, name_of
from components.workshop.records.delivery import Kpi
from tests.builders import state as made
from tests.ui.charts.conftest import NASTY


def drawn(t, state, *kpis):
    held = made(state.setting, *state.cities, *kpis)
    return kpis_figure(t, held, measures(held, load_parameters()))


DONE = Kpi("I01", name=NASTY, baseline=0.0, target_1=10.0, target_5=50.0, actual=9.0, actual_year=2027, unit="km")
DATED = Kpi("I02", name="Firms", measure_by="2027-09-30", target_3=400.0)
BARE = Kpi("I03", name="Jobs")


def test_what_was_measured_stands_in_the_title_with_bar_word_and_share(english, state):
    figure = drawn(english, state, DONE, DATED)
    assert figure.title == "1 of one measure taken is on track"
    assert "90% of the way to the target of 2027: ● on track" in figure.body
    assert "width:90.00%" in figure.body
    assert figure.table.rows[0][2:9] == ("0", "10", "not known", "50", "9", "90%", "● on track")
    assert NASTY not in markup(english, figure)


def test_a_measure_without_baseline_says_until_when_or_that_there_is_none(english, state):
    assert drawn(english, state, DATED, BARE).title == "2 measures, 1 of them without baseline or date"
    assert drawn(english, state, DATED).title == "One measure of success (1 to be measured by a named day)"
    assert baseline(english, DATED) == "measured by 2027-09-30"
    assert baseline(english, BARE) == "no baseline"


def test_the_name_stands_in_the_language_of_the_page_where_there_is_one(english, state):
    kpi = Kpi("I01", name="Nights", name_second="夜数")
    assert name_of(english, state, kpi) == "Nights"
    assert name_of(texts("zh"), state, kpi) == "夜数"
    assert name_of(texts("zh"), state, Kpi("I02", name="Nights")) == "Nights"


def test_a_bar_stays_within_its_track(english, state):
    back = Kpi("I01", name="x", baseline=10.0, target_1=20.0, actual=5.0)
    assert "width:0.00%" in drawn(english, state, back).body


def test_nothing_to_draw_is_said(t, state):
    assert drawn(t, state).body == ""


@pytest.mark.parametrize(("value", "words"), [(1.4, "1.4"), (1200.0, "1,200"), (0.0, "0"), (0.125, "0.125")])
def test_a_value_is_as_exact_as_it_was_entered(english, value, words):
    assert amount(english, value) == words
