from components.ui.charts.agreement import city_items_figure, distribution_figure
from components.ui.charts.figure import markup


def test_a_split_between_cities_names_who_sees_what(english, state, marks):
    figure = distribution_figure(english, marks(medians=(("C1", 4.0), ("C2", 1.0))), state)
    assert figure.title == "Split: Pereira sees 4, Manizales 1"


def test_a_split_within_one_city_names_the_range_and_no_average(english, state, marks):
    figure = distribution_figure(english, marks(subject="C1", medians=(("C1", 4.0),)), state)
    assert "from 1 to 4" in figure.title


def test_the_highest_column_fills_its_height_and_the_others_follow(english, state, marks):
    body = distribution_figure(english, marks(), state).body
    assert "height:100.0%" in body
    assert "height:80.0%" in body
    assert body.count("height:0.0%") == 3


def test_too_few_marks_are_not_drawn_at_all(t, state, marks):
    figure = distribution_figure(t, marks(counts=(0, 1, 0, 0, 1, 0), flag="too_few"), state)
    assert figure.body == ""
    assert figure.table is None


def test_anchors_stand_under_the_points(english, state, marks, catalogue):
    anchors = catalogue.agreement_items[0].anchors
    body = distribution_figure(english, marks(), state, anchors).body
    assert all(anchor.en in body.replace("&#x27;", "'") for anchor in anchors)


def test_dont_know_is_counted_apart(english, state, marks):
    figure = distribution_figure(english, marks(), state)
    assert "10 people, 2 said don't know" in figure.subtitle


def test_step_one_shows_the_median_of_each_city(english, state, evidence, catalogue):
    figure = city_items_figure(english, state, evidence, catalogue)
    assert "Pereira" in figure.title
    assert "width:60.00%" in figure.body


def test_step_one_without_answers_is_a_sentence(t, nothing, catalogue):
    state, evidence, _ = nothing
    assert "scn-row" not in markup(t, city_items_figure(t, state, evidence, catalogue))
