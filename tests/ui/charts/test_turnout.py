from __future__ import annotations

from components.language import texts
from components.ui.charts.turnout import turnout_markup
from components.walk.turnout import turnout
from components.workshop.records.cities import City

CITIES = [City("C1", "<b>Aran", order=0), City("C2", "Belo", order=1)]


def drawn(present, answered):
    found = turnout(["C1", "C2"], ["elected", "finance"], present, answered, smallest=3)
    return turnout_markup(texts("en"), found, CITIES, {"elected": "Elected & co", "finance": "Finance"})


def test_a_cell_says_how_many_of_how_many_also_to_a_screen_reader():
    html = drawn([("C1", "elected", 4), ("C2", "finance", 3)], [("C1", "elected", 3)])
    assert "3<i>/4</i>" in html
    assert "3 of 4 answered" in html
    assert "--scn-share:75%" in html
    assert "nobody here" in html


def test_who_is_complete_has_a_sign_and_not_only_a_colour():
    html = drawn([("C1", "elected", 4)], [("C1", "elected", 4)])
    assert "✔" in html
    assert "✔" not in drawn([("C1", "elected", 4)], [("C1", "elected", 3)])


def test_names_are_words():
    html = drawn([("C1", "elected", 4)], [])
    assert "<b>Aran" not in html
    assert "&lt;b&gt;Aran" in html
    assert "Elected &amp; co" in html


def test_a_pooled_column_says_so():
    assert "Small groups" in drawn([("C1", "elected", 2), ("C1", "finance", 5)], [])
