from dataclasses import replace

import pytest

from components.errors import InputError
from components.investment.candidates import question
from components.investment.plan_records import Score
from components.investment.rules import FloorRule, MatchRule, Rules, size_weights
from components.investment.sharing import sharing
from components.workshop.records.money import Source, SourceAmount
from tests.builders import cities, state
from tests.investment.room import CATALOGUE, EQUAL, FIRST, PARAMETERS, SETTING, envelopes, option

SOURCE = (Source("F01", "Fund", certainty="secured"), SourceAmount(f"F01.{FIRST}", "F01", FIRST, 50))


def asked(*options, rules=Rules(), setting=SETTING, value=60.0):  # noqa: B008, frozen
    held = state(setting, *cities(3), EQUAL, *SOURCE, *envelopes(C1=100, C2=100, C3=100), *options)
    scores = tuple(Score(one.code, value, None, None, None, None, None, "consensus", 9, ()) for one in options)
    return question(held, scores, sharing(held, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS, rules)


def test_what_the_room_demands_reaches_the_question():
    rules = Rules(
        budget=((FIRST, 70),), ceilings=(("C2", 40),), matches=(MatchRule("F01", 10, 50),), sources_only=True,
        floors=(FloorRule("city", "C1", count=1), FloorRule("kind", "soft", money=20)),
    )  # fmt: skip
    found = asked(option("P01", kind="soft"), option("P02", kind="hard", cities=("C1",)), rules=rules)
    assert found.budget == (70, 180, 180, 180, 180)
    assert found.ceilings == (None, 40, None)
    assert (found.pots[0].least, found.pots[0].most) == (0.1, 0.5)
    assert found.lasting
    assert found.sources_only
    city, soft = found.floors
    assert (city.options, city.count) == (("P01", "P02"), 1)
    assert city.parts == pytest.approx((1 / 3, 1), abs=1e-3)
    assert (soft.options, soft.money) == (("P01",), 20)


def test_continuing_projects_come_first_unless_the_room_says_otherwise():
    one = option("P01", nature="continuing")
    assert asked(one).candidates[0].continuing
    assert not asked(one, rules=Rules(continuing_first=False)).candidates[0].continuing


def test_every_rule_that_speaks_of_nothing_is_named():
    rules = Rules(
        budget=((FIRST + 9, 1),), ceilings=(("C9", -1),), floors=(FloorRule("kind", "odd"),),
        matches=(MatchRule("F09", 60, 50),),
    )  # fmt: skip
    with pytest.raises(InputError) as raised:
        asked(option("P01"), rules=rules)
    assert [problem.key.rsplit(".", 1)[1] for problem in raised.value.problems] == [
        "no_year", "no_city", "no_kind", "no_source", "match", "negative",
    ]  # fmt: skip


def test_sizes_as_weights_around_one():
    assert size_weights({"A": 10.0, "B": 30.0, "C": None}) == {"A": 0.5, "B": 1.5, "C": 0.0}
    assert size_weights({"A": 1.0, "B": 1.0}) == {"A": 1.0, "B": 1.0}
    assert size_weights({"A": 0.0}) == {"A": 1.0}


@pytest.mark.parametrize(
    ("size_weight", "values"), [("one", [60, 60]), ("cost", [30, 90]), ("beneficiaries", [90, 30])]
)
def test_value_is_score_times_size(size_weight, values):
    options = (option("P01", 50, beneficiaries=300), option("P02", 150, beneficiaries=100))
    found = asked(*options, setting=replace(SETTING, size_weight=size_weight))
    assert [item.value for item in found.candidates] == pytest.approx(values)


def test_an_unknown_size_is_not_zero():
    setting = replace(SETTING, size_weight="beneficiaries")
    assert asked(option("P01", beneficiaries=None), setting=setting).candidates == ()
