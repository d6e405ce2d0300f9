from dataclasses import replace

import pytest

from components.analysis.evidence import Gap
from components.analysis.uncertainty_records import (
    Above,
    Factor,
    GapInterval,
    Influence,
    Interval,
    RankInterval,
    Shift,
    Uncertainty,
)
from components.ui.charts.certainty import (
    chances_figure,
    factors_figure,
    gap_ranges_figure,
    influence_figure,
    ranks_figure,
)
from components.ui.charts.figure import markup

ITEM = "physical.hard.within"
GAP = Gap(f"C1.{ITEM}", "C1", ITEM, "physical", "hard", "within", 20, 80, 5, 60, 60, "split", 8, 4)


@pytest.fixture
def found():
    return Uncertainty(
        level=0.9,
        replications=2000,
        seed=1,
        people=24,
        strata=6,
        widest=5,
        intervals=(Interval("C1", "all", "all", 55, 50, 60), Interval("C3", "all", "all", 40, 35, 45)),
        ranks=(RankInterval("C1", "all", "all", 1, 1, 2, 0.97), RankInterval("C3", "all", "all", 2, 2, 2, 0.03)),
        above=(Above("C1", "C3", 0.8), Above("C3", "C1", 0.2)),
        gaps=(GapInterval("C1.physical.hard.within", 60, 40, 70, 1, 1, 3, 0.95),),
        factors=(Factor("people", "index", 0.2, 0.3), Factor("average", "index", 0.6, 0.7)),
        influence=Influence(
            order_changes=False,
            widest_gap_changes=False,
            cells_moved=2,
            cells=14,
            shifts=(Shift("person", "", "C3", 55, 1.5), Shift("city", "C3", "C1", 55, -3.0)),
        ),
    )


def test_a_sure_order_and_an_open_one(english, state, found):
    assert ranks_figure(english, state, found).title == "Pereira is best connected in 97% of all replications"
    close = replace(found, ranks=(replace(found.ranks[0], first=0.6), found.ranks[1]))
    assert "open" in ranks_figure(english, state, close).title


def test_only_the_likelier_order_of_a_pair_is_drawn(english, state, found):
    assert chances_figure(english, state, found).body.count("scn-row") == 1
    even = replace(found, above=(Above("C1", "C3", 0.5), Above("C3", "C1", 0.5)))
    assert chances_figure(english, state, even).body.count("scn-row") == 1


def test_what_matters_most_comes_first(english, state, found):
    figure = factors_figure(english, state, found)
    assert figure.title.endswith("arithmetic or geometric mean")
    assert [row[2] for row in figure.table.rows] == ["70%", "30%"]


def test_a_person_is_never_named(english, state, catalogue, found):
    figure = influence_figure(english, state, found, catalogue)
    assert figure.title == "No single voice tilts the result"
    assert [row[0] for row in figure.table.rows][1] == "any one person"
    tilted = replace(found, influence=replace(found.influence, order_changes=True))
    assert "could have" in influence_figure(english, state, tilted, catalogue).title


def test_gaps_say_how_firm_they_are(english, state, evidence, catalogue, found):
    figure = gap_ranges_figure(english, state, replace(evidence, gaps=(GAP,)), found, catalogue)
    assert figure.title == "1 of the 1 widest gaps is firmly among the widest"


def test_what_people_wrote_never_becomes_markup(t, state, evidence, catalogue, found):
    for figure in (
        ranks_figure(t, state, found),
        chances_figure(t, state, found),
        influence_figure(t, state, found, catalogue),
        gap_ranges_figure(t, state, evidence, found, catalogue),
    ):
        assert "<script" not in markup(t, figure)


def test_before_a_ballot_is_revealed_there_are_sentences(t, nothing, catalogue):
    state, evidence, _ = nothing
    empty = Uncertainty(0.9, 0, 1, 0, 0, 5)
    for figure in (
        ranks_figure(t, state, empty),
        chances_figure(t, state, empty),
        factors_figure(t, state, empty),
        influence_figure(t, state, empty, catalogue),
        gap_ranges_figure(t, state, evidence, empty, catalogue),
    ):
        assert figure.body == ""
