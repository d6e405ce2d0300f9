import pytest

from components.investment import reasons
from components.investment.portfolio import Clash, Selection, Shortage, select
from components.investment.question import Pot, Question
from components.language import texts
from tests.builders import cities, state
from tests.investment.questions import candidate
from tests.investment.room import CATALOGUE, FIRST, GATES, SETTING, option

STATE = state(SETTING, *cities(3), option("A", name="Hub"), option("B", name="Line"))


def said(stated, language="en"):
    return texts(language)(stated[0], **dict(stated[1]))


def why(question, code):
    return said(reasons.left_out(code, question, select(question, gap=0, seconds=10), STATE))


def test_what_an_option_needs_is_said_with_city_year_and_amount():
    options = (candidate("A", 9, 12), candidate("B", 5, 1_010))
    question = Question(1, ((20,),), (), options)
    assert why(question, "B") == f"Needs COP million 1,002 more from Aran in {FIRST}, with everything else as planned."


def test_several_cities_are_named_with_their_parts():
    options = (candidate("A", 9, 20, shares=(0.5, 0.5)), candidate("B", 5, 10, shares=(0.5, 0.5)))
    question = Question(1, ((10,), (10,)), (), options)
    assert "Needs COP million 10 more" in why(question, "B")
    assert "(Aran 5; Belo 5)" in why(question, "B")


def test_exclusion_and_requirement_name_the_other():
    both = (candidate("A", 9, 1), candidate("B", 5, 1, excludes=("A",)))
    assert "A Hub" in why(Question(1, ((9,),), (), both), "B")
    needed = (candidate("A", 9, 99), candidate("B", 5, 1, requires=("A",)))
    assert "A Hub" in why(Question(2, ((9, 9),), (), needed), "B")


def test_clashes_are_said_in_words():
    short = Clash("money", ("A",), Shortage("", ((1, 0, 18),)))
    found = Selection("infeasible", (), 0, 0, 0, (Clash("excludes", ("A", "B")), short, Clash("logic", ("A", "B"))))
    first, second, third = (said(item) for item in reasons.clashes(found, {}, STATE, Question(1, (), (), ())))
    assert first == "A Hub and B Line must both be in, but exclude each other."
    assert second == f"The options that must be in need COP million 18 more than there is, from Belo in {FIRST}."
    assert "A Hub; B Line" in third


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "reason",
    ["not_short_listed", "merged", "deferred", "dropped", "room_out", "split", "no_rate", "no_capex", "no_opex",
     "no_score", "too_long"],
)
def test_every_reason_has_a_text(reason, language):
    assert said(reasons.cannot(option("B", merge_with="A", currency="USD", build_years=9), reason, STATE), language)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("gate", GATES)
def test_every_gate_test_has_its_texts(gate, language):
    assert said(reasons.cannot(option("B", gates_failed=(gate,)), "gate_failed", STATE), language)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", [row.code for row in CATALOGUE.cost_keys])
@pytest.mark.parametrize("problem", ["no_metric", "all_zero"])
def test_every_cost_key_has_its_texts(problem, key, language):
    assert texts(language)(f"plan.sharing.{problem}_{key}", city="Belo")


def test_the_limits_that_clash_are_said_one_by_one():
    options = (candidate("A", 9, 10, must=True), candidate("B", 1, 10))
    question = Question(1, ((4,),), (), options)
    found = select(question, gap=0, seconds=10)
    words = [said(item) for item in reasons.clashes(found, {}, STATE, question)]
    assert words[1:] == [f"These cannot hold together: A Hub must be in; the money of Aran up to {FIRST}."]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"budget": (4,)}, f"Needs a common budget that is COP million 6 larger by {FIRST}"),
        ({"ceilings": (4,)}, "Aran would have to pay COP million 6 more over the whole plan"),
        ({"pots": (Pot("F01", (), (4,)),), "sources_only": True}, "Needs COP million 6 more from the source F01"),
    ],
)
def test_what_other_limits_would_have_to_give(limits, words):
    plain = {"years": 1, "envelopes": ((99,),), "pots": (), "candidates": (candidate("A", 5, 10),)}
    question = Question(**(plain | limits))
    assert words in why(question, "A")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "kind",
    [
        "must A", "requires A B", "follows A B", "excludes A B", "floor city:C1", "matching F01", "city 0 0",
        "pot 0 0", "budget 0 0", "ceiling 0", "lasting 0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("carry_over", [True, False])
def test_every_limit_has_words(language, kind, carry_over):
    question = Question(1, ((9,),), (Pot("F01", (), (4,)),), (), carry_over)
    stated = reasons.limit(tuple(kind.split()), question, STATE)
    assert said(stated, language)
