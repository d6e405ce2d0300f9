"""Who can stop a decision, against published examples worked by hand."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from components.framework.parameters import load_parameters
from components.investment import power
from components.investment.plan_records import CityShare, Sharing
from components.investment.power import Condition, measured, power_of
from components.language import texts
from components.workshop.records.delivery import CityVotes
from components.workshop.records.partnership import Governance
from tests.builders import cities as partners
from tests.builders import state as made

PARAMETERS = load_parameters()
SHARES = tuple(CityShare(code, share, share) for code, share in (("C1", 50.0), ("C2", 30.0), ("C3", 20.0)))
KEY = Sharing((("equal", 100.0),), SHARES, valid=True, problems=())
NO_KEY = Sharing((), (), valid=False, problems=())


def votes(*weights, percent=50.0):
    names = tuple("ABCDEFGHIJ"[: len(weights)])
    return measured("votes", names, (Condition("votes", tuple(map(float, weights)), percent),))


def index(found):
    return [Fraction(count, sum(found.swings)) for count in found.swings]


def test_banzhaf_s_own_example_gives_the_small_ones_the_same_power():
    # Banzhaf 1965: with 50, 49 and 1 votes of 100 and more than half needed, 49 and 1 are worth the same.
    found = votes(50, 49, 1)
    assert found.swings == (3, 1, 1)
    assert index(found) == [Fraction(3, 5), Fraction(1, 5), Fraction(1, 5)]
    assert found.blocking == (("A",), ("B", "C"))
    assert found.deciding == (("A", "B"), ("A", "C"))
    # Penrose 1946: swings over the groups of the two others
    assert found.turns == (0.75, 0.25, 0.25)


def test_nassau_county_of_1958_left_three_towns_without_power():
    # Banzhaf 1965: 9, 9, 7, 3, 1, 1 votes, 16 of 30 needed; each of the first three has a third, the others nothing.
    found = votes(9, 9, 7, 3, 1, 1, percent=50.0)
    assert index(found) == [Fraction(1, 3)] * 3 + [Fraction(0)] * 3
    assert [found.standing(city) for city in "ABCDEF"] == [power.TOGETHER] * 3 + [power.NEVER] * 3
    assert found.blocking == (("A", "B"), ("A", "C"), ("B", "C"))


def test_the_council_of_the_six_gave_luxembourg_a_vote_and_no_power():
    # EEC 1958: 4, 4, 4, 2, 2, 1 votes, 12 of 17 needed: 5/21 for the large, 3/21 for the middle, 0 for Luxembourg.
    found = votes(4, 4, 4, 2, 2, 1, percent=100 * 12 / 17)
    assert index(found) == [Fraction(5, 21)] * 3 + [Fraction(3, 21)] * 2 + [Fraction(0)]
    assert found.standing("F") == power.NEVER


def test_two_of_three_cities_are_two_thirds_as_they_are_printed():
    found = votes(1, 1, 1, percent=66.67)
    assert found.deciding == (("A", "B"), ("A", "C"), ("B", "C"))
    assert votes(1, 1, 1, percent=67.0).deciding == (("A", "B", "C"),)


def test_half_is_not_more_than_half():
    assert votes(1, 1).deciding == (("A", "B"),)
    assert [votes(1, 1).standing(city) for city in "AB"] == [power.ALONE] * 2


def test_under_unanimity_every_city_can_stop_a_decision():
    state = made(Governance("main", decision_rule="unanimity"), *partners(3))
    found = power_of(state, KEY, PARAMETERS)
    assert found.blocking == (("C1",), ("C2",), ("C3",))
    assert found.swings == (1, 1, 1)


def test_a_double_majority_asks_cities_and_people():
    # 480, 440 and 300 thousand people, 61 % of 1,220 = 744: the second and third together have 740 and do not suffice.
    numbers = (480e3, 440e3, 300e3)
    people = [replace(city, population=number) for city, number in zip(partners(3), numbers, strict=True)]
    rule = Governance("main", decision_rule="double_majority", people_percent=61.0)
    found = power_of(made(rule, *people), KEY, PARAMETERS)
    assert found.blocking == (("C1",), ("C2", "C3"))
    assert [condition.of for condition in found.conditions] == ["cities", "people"]
    assert [condition.percent for condition in found.conditions] == [50.0, 61.0]


def test_votes_by_the_key_and_votes_of_their_own():
    state = made(Governance("main", decision_rule="weighted_by_key"), *partners(3))
    found = power_of(state, KEY, PARAMETERS)
    # 50 of 100 is not more than half, and 30 + 20 is not either
    assert found.blocking == (("C1",), ("C2", "C3"))
    own = made(
        Governance("main", decision_rule="agreed_votes"),
        *partners(3),
        *(CityVotes(f"C{n}", float(v)) for n, v in ((1, 3), (2, 2), (3, 2))),
    )
    assert power_of(own, KEY, PARAMETERS).blocking == (("C1", "C2"), ("C1", "C3"), ("C2", "C3"))
    assert power_of(own, KEY, PARAMETERS, rule="unanimity").blocking == (("C1",), ("C2",), ("C3",))


@pytest.mark.parametrize(("quorum", "away"), [(None, 0), (2, 2), (3, 1), (9, 0)])
def test_a_quorum_is_missed_when_enough_stay_away(quorum, away):
    rule = Governance("main", decision_rule="one_city_one_vote", quorum_cities=quorum)
    assert power_of(made(rule, *partners(3)), KEY, PARAMETERS).away == away


@pytest.mark.parametrize(
    ("rule", "sharing", "problem"),
    [
        ("", KEY, "no_rule"),
        ("weighted_by_key", NO_KEY, "no_key"),
        ("double_majority", KEY, "no_population"),
        ("agreed_votes", KEY, "no_votes"),
    ],
)
def test_what_is_not_known_is_said_and_nothing_is_worked_out(rule, sharing, problem):
    nowhere = [replace(city, population=None) for city in partners(3)]
    found = power_of(made(Governance("main", decision_rule=rule), *nowhere), sharing, PARAMETERS)
    assert found.problems[0][0] == f"plan.power.{problem}"
    assert not found.swings
    for language in ("en", "zh"):
        assert all(texts(language)(key, **dict(values)) for key, values in found.problems)


def test_no_votes_at_all_and_too_many_cities_are_said():
    none = (CityVotes("C1", 0.0), CityVotes("C2", 0.0))
    zero = made(Governance("main", decision_rule="agreed_votes"), *partners(2), *none)
    assert power_of(zero, KEY, PARAMETERS).problems == (("plan.power.all_zero", ()),)
    crowd = [replace(city, code=f"C{n}") for n, city in enumerate([*partners(10), *partners(10)], 1)]
    found = power_of(made(Governance("main", decision_rule="unanimity"), *crowd), KEY, PARAMETERS)
    assert found.problems == (("plan.power.too_many", (("n", 20), ("most", "15"))),)


@given(
    weights=some.lists(some.integers(0, 9), min_size=1, max_size=6).filter(any),
    second=some.lists(some.integers(1, 9), min_size=6, max_size=6),
    percent=some.sampled_from([50.0, 60.0, 66.67, 75.0, 100.0]),
)
@settings(max_examples=150, deadline=None)
def test_every_group_is_judged_as_by_counting_it(weights, second, percent):
    names = tuple("ABCDEF"[: len(weights)])
    second = second[: len(weights)]
    found = measured(
        "votes",
        names,
        (Condition("votes", tuple(map(float, weights)), percent), Condition("people", tuple(map(float, second)), 50.0)),
    )

    def decides(group):
        places = [names.index(city) for city in group]
        part, people = sum(weights[p] for p in places), sum(second[p] for p in places)
        first = 2 * part > sum(weights) if percent == 50 else 100 * part > (percent - 0.005) * sum(weights)
        return first and 2 * people > sum(second)

    groups = [group for size in range(len(names) + 1) for group in combinations(names, size)]
    winning = {group for group in groups if decides(group)}
    assert set(found.deciding) == {
        group for group in winning if not any(set(other) < set(group) for other in winning)
    }
    stops = {group for group in groups if tuple(c for c in names if c not in group) not in winning}
    assert set(found.blocking) == {group for group in stops if not any(set(other) < set(group) for other in stops)}
    assert sum(found.share_of_swings) == pytest.approx(1)
    for city, count in zip(names, found.swings, strict=True):
        # Who is never needed to stop anything has no swing, and the other way round
        assert (count == 0) == (found.standing(city) == power.NEVER)
        assert (found.standing(city) == power.ALONE) == all(city in group for group in winning)
