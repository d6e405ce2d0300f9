from dataclasses import replace

import pytest

from components.analysis.index_records import Balance, LinkIndex, ObjectIndex
from components.ui.charts.figure import markup
from components.ui.charts.objects import balance_figure, objects_figure, three_links_figure


@pytest.fixture
def known(evidence):
    return replace(
        evidence,
        objects=(
            ObjectIndex("clusters", "C1", 41.0, 1.0, indicative=False, confidence="measured", asked=True),
            ObjectIndex("city_networks", "C1", 30.0, 0.2, indicative=True, confidence="judged", asked=True),
            ObjectIndex("urban_rural", "C3", None, 0.0, indicative=True, confidence="judged", asked=False),
        ),
        links=(
            LinkIndex("urban_rural", "C3", 50.0, 1.0, indicative=False, basis="cells", confidence="judged", asked=True),
            LinkIndex("secondary_metropolitan", "C1", None, 0.0, indicative=True, basis="", confidence="", asked=False),
        ),
        balance=(Balance("C1", 60.0, 40.0, 20.0, "hard_ahead"), Balance("C3", None, 40.0, None, "not_known")),
    )


def test_the_weakest_object_that_is_more_than_indicative_is_the_finding(english, state, known):
    figure = objects_figure(english, state, known)
    assert figure.title == "Clusters are weakest in Pereira: 41 of 100"
    assert figure.table.rows[0][1:3] == ("41 m", "30 (indicative only)")
    assert figure.table.rows[2][3] == "not asked"


def test_a_link_that_nobody_was_asked_has_no_bar(english, state, known, catalogue):
    figure = three_links_figure(english, state, known, catalogue)
    assert figure.body.count("scn-fill") == 1
    assert figure.body.count("scn-unknown") == 1


def test_hard_and_soft_side_by_side(english, state, known):
    figure = balance_figure(english, state, known)
    assert figure.title == "Hard is furthest ahead of soft in Pereira"
    assert figure.table.rows[1][1] == "not known"


def test_what_people_wrote_never_becomes_markup(t, state, known, catalogue):
    for figure in (
        objects_figure(t, state, known),
        three_links_figure(t, state, known, catalogue),
        balance_figure(t, state, known),
    ):
        assert "<script" not in markup(t, figure)


def test_without_results_there_are_sentences(t, nothing, catalogue):
    state, evidence, _ = nothing
    assert objects_figure(t, state, evidence).body == ""
    assert three_links_figure(t, state, evidence, catalogue).body == ""
    assert balance_figure(t, state, evidence).body == ""
