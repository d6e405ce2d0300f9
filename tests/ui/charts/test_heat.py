from components.ui.charts.figure import markup
from components.ui.charts.heat import heat_figure, round_shown
from components.workshop.records.rounds import Round
from components.workshop.state import State


def test_a_cell_without_result_is_not_a_zero(english, state, evidence, catalogue):
    body = heat_figure(english, state, evidence, catalogue).body
    assert 'class="scn-none"' in body
    assert ">0<" not in body


def test_the_title_names_the_lowest_cell_and_says_that_people_are_split_on_it(english, state, evidence, catalogue):
    title = heat_figure(english, state, evidence, catalogue).title
    assert "29" in title
    assert "Governance" in title
    assert "Manizales" in title
    assert "split" in title


def test_a_group_rated_too_little_is_marked_as_indicative(english, state, evidence, catalogue):
    figure = heat_figure(english, state, evidence, catalogue)
    assert "scn-indicative" in figure.body
    assert "indicative" in figure.legend


def test_a_flag_is_a_shape_and_a_word(english, state, evidence, catalogue):
    body = heat_figure(english, state, evidence, catalogue).body
    assert 'scn-flag-split" aria-hidden="true"></i></sup><span class="scn-sr"> split' in body


def test_the_table_holds_every_city_and_every_column_of_the_picture(english, state, evidence, catalogue):
    table = heat_figure(english, state, evidence, catalogue).table
    assert len(table.header) == 1 + len(state.cities)
    assert [row[0] for row in table.rows] == ["Physical", "Governance", "Hard", "All"]


def test_what_people_wrote_never_becomes_markup(t, state, evidence, catalogue):
    drawn = markup(t, heat_figure(t, state, evidence, catalogue))
    assert "<script" not in drawn
    assert "&lt;script" in drawn


def test_nothing_revealed_gives_a_sentence_and_no_picture(t, nothing, catalogue):
    state, evidence, _ = nothing
    figure = heat_figure(t, state, evidence, catalogue)
    assert figure.title
    assert figure.body == ""


def test_the_round_shown_is_the_last_revealed_one():
    rounds = (
        Round("present.1", instrument="present", number=1, state="revealed"),
        Round("present.2", instrument="present", number=2, state="revealed"),
        Round("present.3", instrument="present", number=3, state="closed"),
    )
    assert round_shown(State((("round", rounds),)), "present") == 2
