from dataclasses import replace

from components.ui.charts.figure import markup
from components.ui.charts.gaps import cell_name, gaps_figure, risks_figure, strengths_figure, weaknesses_figure


def test_bars_are_as_long_as_the_weighted_gap_and_hatched_when_soft(english, state, evidence, catalogue):
    body = gaps_figure(english, state, evidence, catalogue, 6).body
    assert 'scn-fill scn-soft scn-accent" style="left:0.00%;width:40.80%' in body
    assert 'scn-fill scn-hard scn-accent" style="left:0.00%;width:30.00%' in body


def test_the_title_is_the_widest_gap_and_the_flag_is_said(english, state, evidence, catalogue):
    figure = gaps_figure(english, state, evidence, catalogue, 6)
    assert "Governance" in figure.title
    assert "Manizales" in figure.title
    assert "split" in figure.body


def test_only_as_many_as_asked_are_drawn_and_the_subtitle_says_of_how_many(english, state, evidence, catalogue):
    figure = gaps_figure(english, state, evidence, catalogue, 1)
    assert figure.body.count("scn-row") == 1
    assert "1 widest of 2" in figure.subtitle


def test_strengths_draw_the_present_index(english, state, evidence, catalogue):
    assert "width:29.00%" in strengths_figure(english, state, evidence, catalogue, 6).body


def test_weaknesses_draw_the_lowest_cells_with_their_own_words(english, state, evidence, catalogue):
    weak = replace(evidence, weaknesses=evidence.gaps[:1])
    figure = weaknesses_figure(english, state, weak, catalogue, 6)
    assert figure.title.startswith("Weakest: ")
    assert f"width:{evidence.gaps[0].present:.2f}%" in figure.body


def test_risks_are_drawn_with_their_own_words(english, state, evidence, catalogue):
    figure = risks_figure(english, state, replace(evidence, risks=evidence.gaps[:1]), catalogue, 6)
    assert figure.title.startswith("At risk: ")
    assert f"width:{evidence.gaps[0].present:.2f}%" in figure.body
    assert risks_figure(english, state, replace(evidence, risks=()), catalogue, 6).body == ""


def test_an_item_of_no_table_keeps_its_code(english, catalogue):
    assert cell_name(english, catalogue, "no.such.cell") == "no.such.cell"


def test_what_people_wrote_never_becomes_markup(t, state, evidence, catalogue):
    drawn = markup(t, gaps_figure(t, state, evidence, catalogue, 6))
    assert "<script" not in drawn


def test_without_gaps_there_is_a_sentence(t, nothing, catalogue):
    state, evidence, _ = nothing
    assert gaps_figure(t, state, evidence, catalogue, 6).subtitle
    assert strengths_figure(t, state, evidence, catalogue, 6).subtitle
    assert weaknesses_figure(t, state, evidence, catalogue, 6).subtitle
