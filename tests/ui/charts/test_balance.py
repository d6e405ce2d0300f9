"""The balance of the room and the attendance as people read them."""

import re

import pytest

from components.language import texts
from components.ui.charts import balance as charts
from components.workshop import people
from components.workshop.records.cities import City
from tests import builders

LABELS = {"elected": "Elected members", "firms": "Firms <b>&</b> trade"}
STATE = builders.state(*builders.cities(2))


def drawn(counts, language="en"):
    found = people.balance(STATE, counts, ("elected", "firms"), least=6, most=10)
    return charts.balance_markup(texts(language), STATE, found, LABELS, least=6, most=10)


def plain(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def test_absent_groups_are_named_in_words_and_the_range_with_the_number_missing():
    found = plain(drawn((("C1", "elected", 4), ("C2", "elected", 11))))
    assert "6 to 10 a city" in found
    assert "2 too few" in found
    assert "1 more" in found
    assert "Nobody speaks for: Firms &lt;b&gt;&amp;&lt;/b&gt; trade" in found
    assert found.count("nobody") == 2


def test_a_group_that_one_city_alone_lacks_is_named_with_the_city():
    found = plain(drawn((("C1", "elected", 6), ("C1", "firms", 1), ("C2", "firms", 7))))
    assert "Belo: nobody of Elected members" in found
    assert "Nobody speaks for" not in found
    assert "✔" in found


@pytest.mark.parametrize(("language", "word"), [("en", "nobody"), ("zh", "无人")])
def test_absence_is_a_word_not_a_colour(language, word):
    assert f'<td class="scn-absent">{word}</td>' in drawn((), language)


def test_without_a_city_there_is_a_sentence():
    assert "<table" not in charts.balance_markup(texts("en"), builders.state(), (), LABELS, least=6, most=10)


def test_attendance_counts_people_by_sitting_and_city():
    rows = (("S0", "C1", "elected", 2), ("S0", "C1", "firms", 1), ("S2", "C2", "firms", 4), ("S2", "C9", "firms", 9))
    names = {"S0": "From the beginning", "S2": "2026-03-03 <08:45>"}
    found = charts.attendance_markup(texts("en"), STATE, rows, names)
    assert "2026-03-03 &lt;08:45&gt;" in found
    cells = re.findall(r"<td>(?:<b>)?(\d+)", found)
    assert cells == ["3", "0", "3", "0", "4", "4"]
    assert "<table" not in charts.attendance_markup(texts("en"), STATE, (), {})


def test_a_hostile_name_of_a_city_stays_text():
    state = builders.state(City("C1", name="<img src=x onerror=alert(1)>"))
    found = people.balance(state, (), ("elected",), least=6, most=10)
    markup = charts.balance_markup(texts("en"), state, found, LABELS, least=6, most=10)
    assert "<img" not in markup
    assert "&lt;img" in markup
