from dataclasses import replace

import pytest

from components.investment.firmness import Firm, Firmness
from components.investment.robustness import Trial
from components.ui.charts.figure import markup
from components.ui.charts.firmness import bars_figure, change_words, changes_figure, facts, order_words, splits_figure

SIZES = {"firmness.budget_cut": 0.25, "firmness.opex_rise": 0.2}


@pytest.fixture
def found():
    return Firmness(
        replications=1000,
        impossible=4,
        seed=2026,
        people=24,
        gap=0.0027,
        varied=2,
        options=(
            Firm("P01", "core", 0.97, chosen=True),
            Firm("P02", "swing", 0.55, chosen=True),
            Firm("P03", "split", None, chosen=False),
        ),
        tests=(
            Trial("city", "C1", (), (), "optimal", ("P01",), 0.8, 100),
            Trial("partner", "C3", (), ("P02",), "optimal", ("P01",), None, 60),
            Trial("budget", "", ("P03",), ("P02",), "optimal", ("P01",), None, 60),
            Trial("weight_up", "lasting_cost", (), (), "optimal", ("P01",), 1.0, 100),
            Trial("weight_down", "lasting_cost", (), (), "optimal", ("P01",), 1.0, 100),
        ),
        stability=("plan.firmness.nothing", ()),
        capex=120,
    )


def bars(t, state, found):
    return bars_figure(t, state, found, core=0.9, out=0.1)


def test_a_bar_says_by_word_and_shape_how_firm_an_option_is(english, state, found):
    figure = bars(english, state, found)
    assert figure.title == "1 of the 2 options in the plan hold whoever is asked"
    assert [row[1:] for row in figure.table.rows] == [
        ("● core", "97%", "in the plan"),
        ("◐ swing", "55%", "in the plan"),
    ]
    assert "P03" not in figure.body
    assert "scn-soft" in figure.body
    assert "996 resampled plans" in figure.subtitle
    assert "90%" in figure.how


def test_a_split_stands_apart_with_what_each_city_says(english, state, catalogue, evidence, marks, found):
    row = marks(item="lasting_cost", subject="P03", medians=(("C1", 5.0), ("C2", 1.0)))
    closer = marks(item="shared_benefit", subject="P03", medians=(("C1", 4.0), ("C2", 1.0)))
    figure = splits_figure(english, state, catalogue, replace(evidence, agreements=(closer, row)), found)
    assert figure.title == "The room is split over P03 Airport shuttle: no resampling decides it"
    assert figure.table.rows[0][2] == "Pereira 5, Manizales 1"
    assert splits_figure(english, state, catalogue, evidence, replace(found, options=found.options[:2])) is None


def test_changes_of_weights_that_move_nothing_are_one_line(english, state, catalogue, found):
    figure = changes_figure(english, state, catalogue, found, SIZES)
    assert figure.title == "3 of 5 changes take nothing out of the plan"
    assert figure.body.count("<tr>") == 5
    assert "halved and raised by half: 2 of 2 changes move nothing" in figure.body
    assert len(figure.table.rows) == 5
    assert "25% less money" in figure.body
    assert figure.table.rows[0][3] == "0.80"
    assert figure.table.rows[2][3] == "not touched"
    # The cost beside the table is of the plan that was tested, whatever the plan is by now
    assert "the plan that was tested costs COP million 120" in figure.subtitle


def test_every_change_has_its_words(t, state, catalogue, found):
    for test in found.tests:
        assert "{" not in change_words(t, state, catalogue, test, SIZES)
        assert order_words(t, test)
    group = replace(found.tests[0], kind="group", subject=catalogue.stakeholder_groups[0].code)
    assert t.label(catalogue.stakeholder_groups[0]) in change_words(t, state, catalogue, group, SIZES)


def test_the_facts_say_what_the_shares_rest_on(english, found):
    words = " ".join(facts(english, found, 12.3))
    for part in ("1,000 rooms", "24 people", "seed 2026", "0.27%", "4 rooms had no plan", "Judged"):
        assert part in words
    assert "not known" in " ".join(facts(english, replace(found, gap=None), 1.0))


def test_what_people_wrote_never_becomes_markup(t, state, catalogue, evidence, plan, found):
    nasty = replace(found, options=(*found.options, Firm("P02", "split", None, chosen=False)))
    for figure in (
        bars(t, state, nasty),
        splits_figure(t, state, catalogue, evidence, nasty),
        changes_figure(t, state, catalogue, found, SIZES),
    ):
        assert "<script" not in markup(t, figure)


def test_before_there_is_anything_there_are_sentences(t, state, catalogue, found):
    assert bars(t, state, replace(found, options=())).body == ""
    assert changes_figure(t, state, catalogue, replace(found, tests=()), SIZES).body == ""
