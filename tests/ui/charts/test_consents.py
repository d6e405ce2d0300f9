import pytest

from components.ui.charts.consents import asked, consents_figure, rest
from components.ui.charts.figure import markup
from components.workshop.records.demands import Consent
from components.workshop.records.options import Option
from tests.investment.room import EQUAL, envelopes, marks, option, plan_of, seen

NAMES = ("Aran", "Belo", "Cora")


def said(city, answer):
    return Consent(f"P01.{city}", "P01", city, answer, who="<b>Mayor</b>", on="2026-10-01", document="Letter 3")


def room(*records, differing=0):
    shown = seen(EQUAL, *envelopes(C1=30, C2=30, C3=30), option("P01", 90), option("P02", 30), *records,
                 marked=[*marks("P01", 4, C2=differing), *marks("P02", 4)])  # fmt: skip
    return shown.state, plan_of(shown)


def test_only_what_is_split_or_was_answered_is_shown():
    state, plan = room()
    assert [row.code for row in asked(state, plan)] == ["P01"]
    state, plan = room(differing=4)
    assert asked(state, plan) == ()
    state, plan = room(said("C1", "yes"), differing=4)
    assert [row.code for row in asked(state, plan)] == ["P01"]


def test_who_pays_the_part_of_a_city_that_refuses(english):
    state, plan = room(said("C2", "no"))
    names = {city.code: city.name for city in state.cities}
    words = rest(english, state, plan, state.get(Option, "P01"))
    assert words.startswith(f"{names['C2']} pays nothing")
    assert f"{names['C1']} 45 (50.0%)" in words
    assert f"{names['C3']} 45 (50.0%)" in words


def test_nobody_is_left_when_all_refuse(english):
    state, plan = room(*(said(f"C{n}", "no") for n in (1, 2, 3)))
    assert "nobody is left to pay" in rest(english, state, plan, state.get(Option, "P01"))
    assert rest(english, state, plan, state.get(Option, "P02")) == ""


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_is_a_sign_a_word_and_its_trace(t, answer):
    state, plan = room(said("C1", answer))
    figure = consents_figure(t, state, plan)
    page = markup(t, figure)
    assert t(f"tiers.answer.{answer}") in page
    assert "Letter 3" in page
    assert "<b>Mayor</b>" not in page
    assert figure.table is not None
    assert figure.table.rows[0][2:] == (t(f"tiers.answer.{answer}"), "<b>Mayor</b>", "2026-10-01", "Letter 3")


def test_the_title_says_how_many_wait(english):
    state, plan = room()
    assert consents_figure(english, state, plan).title == "1 option waits for the yes of cities that would pay"
    state, plan = room(*(said(f"C{n}", "yes") for n in (1, 2, 3)))
    assert consents_figure(english, state, plan).title == english("tiers.consents.title_none")
