from components.ui.charts.figure import markup
from components.ui.charts.links import links_figure


def test_the_weakest_rated_link_is_first_and_the_unrated_is_last_without_a_bar(english, state, evidence, catalogue):
    figure = links_figure(english, state, evidence, catalogue)
    assert "41" in figure.title
    assert "Pereira" in figure.title
    assert [row[1] for row in figure.table.rows] == ["41.0", "58.0", "not known"]
    assert figure.body.count("scn-fill") == 2
    assert figure.body.count("scn-unknown") == 1


def test_the_subtitle_counts_only_rated_links(english, state, evidence, catalogue):
    assert "2 rated" in links_figure(english, state, evidence, catalogue).subtitle


def test_what_people_wrote_never_becomes_markup(t, state, evidence, catalogue):
    assert "<script" not in markup(t, links_figure(t, state, evidence, catalogue))


def test_without_links_there_is_a_sentence(t, nothing, catalogue):
    state, evidence, _ = nothing
    assert links_figure(t, state, evidence, catalogue).body == ""
