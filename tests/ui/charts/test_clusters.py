from components.ui.charts.clusters import quotients_figure, verdicts_figure
from components.ui.charts.figure import markup


def test_small_numbers_never_make_the_title(english, state, evidence, catalogue):
    title = quotients_figure(english, state, evidence, catalogue).title
    assert "1.6" in title
    assert "9" not in title


def test_an_unknown_quotient_is_empty_and_a_city_without_data_is_named(english, state, evidence, catalogue):
    figure = quotients_figure(english, state, evidence, catalogue)
    assert 'class="scn-none"' in figure.body
    assert "script" in figure.subtitle


def test_a_knocked_out_partnership_says_why_and_has_no_bar(english, state, plan, catalogue):
    figure = verdicts_figure(english, state, plan, catalogue)
    assert "Coffee" in figure.title
    assert "Legal bar" in figure.body
    assert figure.body.count("scn-unknown") == 1


def test_what_people_wrote_never_becomes_markup(t, state, evidence, plan, catalogue):
    assert "<script" not in markup(t, quotients_figure(t, state, evidence, catalogue))
    assert "<script" not in markup(t, verdicts_figure(t, state, plan, catalogue))


def test_nothing_known_gives_sentences(t, nothing, catalogue):
    state, evidence, plan = nothing
    assert quotients_figure(t, state, evidence, catalogue).body == ""
    assert verdicts_figure(t, state, plan, catalogue).body == ""
