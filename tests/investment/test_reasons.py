import pytest

from components.investment import reasons
from components.investment.portfolio import Clash, Selection, Shortage, select
from components.investment.question import Floor, Pot, Question
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
    stated = reasons.left_out("B", question, select(question, gap=0, seconds=10), STATE)
    assert "（Aran 5；Belo 5）" in said(stated, "zh")


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
    raised = f"the money of Belo in {FIRST} by COP million 18"
    assert second == f"What must be in needs more money than there is. It fits when you raise {raised}."
    assert "A Hub; B Line" in third


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "reason",
    ["not_short_listed", "merged", "deferred", "dropped", "room_out", "split", "no_rate", "no_capex", "no_opex",
     "no_score", "too_long", "negative_cost", "no_build_time", "no_size", "no_city"],
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
    raised = f"the money of Aran in {FIRST} by COP million 6"
    assert words == [
        f"What must be in needs more money than there is. It fits when you raise {raised}.",
        "Or it fits without more money when these need not be in: A Hub.",
        f"These cannot hold together: A Hub must be in; the money of Aran up to {FIRST}.",
    ]


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


def test_several_limits_that_would_have_to_give_are_all_named():
    """B costs 10: the city has 4 left of 9, and the common budget has 2 left of 7."""
    options = (candidate("A", 9, 5), candidate("B", 5, 10))
    question = Question(1, ((9,),), (), options, budget=(7,))
    assert why(question, "B") == (
        f"It comes in when you raise the money of Aran in {FIRST} by COP million 6; the common budget of {FIRST} by"
        " COP million 8, with everything else as planned."
    )


def test_running_costs_after_the_plan_are_called_so():
    options = (candidate("A", 9, 2), candidate("B", 5, 2, opex=30))
    question = Question(1, ((20,),), (), options, lasting=True)
    words = f"Needs COP million 10 more from Aran for running costs in every year after {FIRST}"
    assert why(question, "B").startswith(words)


def test_an_option_that_no_source_may_pay_for_says_so():
    question = Question(1, ((99,),), (Pot("F01", ("A",), (9,)),), (candidate("A", 5, 4), candidate("B", 9, 4)),
                        sources_only=True)  # fmt: skip
    assert why(question, "B") == "Sources alone pay, and none of them may pay for it."


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("of", ["city:C1", "kind:hard", "kind:soft"])
def test_floors_that_give_way_are_said_with_their_amount(language, of):
    options = (candidate("A", 9, 10), candidate("B", 5, 10))
    floor = Floor(of, ("A", "B"), count=2, money=18)
    found = select(Question(1, ((12,),), (), options, floors=(floor,)), gap=0, seconds=20)
    words = [said(item, language) for item in reasons.clashes(found, {}, STATE, Question(1, ((12,),), (), options))]
    assert "8" in words[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_unpaid_must_and_a_share_that_gives_way_have_words(language):
    question = Question(1, ((99,),), (Pot("F01", ("A",), (3,), least=0.5),), (candidate("A", 5, 10, must=True),))
    words = [said(item, language) for item in reasons.clashes(select(question, gap=0, seconds=20), {}, STATE, question)]
    assert "F01" in words[0]
    assert "F01" in words[2]
    alone = Question(1, ((99,),), (Pot("F01", ("B",), (3,)),), (candidate("A", 5, 10, must=True),), sources_only=True)
    (word,) = (said(item, language) for item in reasons.clashes(select(alone, gap=0, seconds=20), {}, STATE, alone))
    assert "A Hub" in word
