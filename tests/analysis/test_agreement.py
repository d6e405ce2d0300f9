import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.agreement import quantile, worst
from components.analysis.evaluate import evaluate
from components.analysis.evidence import Agreement
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.options import Option
from components.workshop.records.rounds import Mark
from tests.builders import given, snapshot

RANK = {"split": 0, "discuss": 1, "consensus": 2}
ITEM = "lasting_cost"
ROOM = ("C1", "C2", "C3")


def of_option(**marks: list[int | None]) -> Agreement:
    """The agreement on one criterion of one option, which everybody rates."""
    return of_marks(*given("options", ITEM, "P01", **marks))


def of_marks(*marks: Mark) -> Agreement:
    """As `of_option`, of given marks."""
    shot = snapshot(Option("P01", name="Depot", decision="short_list"), marks=marks)
    found = evaluate(shot, load(), load_parameters()).agreement("options", ITEM, "P01")
    assert found is not None
    return found


def test_a_hand_worked_room_of_nine():
    # sorted: 2 3 3 | 3 4 4 | 4 4 5; inverted_cdf: 3rd, 5th and 7th of nine
    found = of_option(C1=[3, 4, 4], C2=[3, 4, 5], C3=[2, 3, 4])
    assert (found.lower_quartile, found.median, found.upper_quartile) == (3, 4, 4)
    assert found.counts == (0, 0, 1, 3, 4, 1)
    assert found.n == 9
    assert found.mean == pytest.approx(32 / 9)
    assert found.share_within_one == pytest.approx(8 / 9)
    assert found.share_on_mode == pytest.approx(4 / 9)
    assert found.city_medians == (("C1", 4), ("C2", 4), ("C3", 3))
    assert found.city_weighted_median == 4
    assert found.flag == "consensus"


@pytest.mark.parametrize(
    ("marks", "flag"),
    [
        # Two cities two points apart, although everybody is within one of the median
        ({"C1": [2, 2, 2], "C2": [4, 4, 4], "C3": [3, 3, 3]}, "split"),
        # Every city's median is 2, but only 3 of 9 are within one of it
        ({"C1": [0, 2, 5], "C2": [0, 2, 5], "C3": [0, 2, 5]}, "split"),
        # 7 of 10 within one of the median 3, quartiles 3 and 4; the table allows 2 of 10 outside
        ({"C1": [0, 3, 3], "C2": [0, 3, 4], "C3": [3, 3, 4, 5]}, "discuss"),
        ({"C1": [0, 3, 3], "C2": [0, 3, 4], "C3": [3, 3, 4, 4]}, "consensus"),
        # Everybody within one point of the median 3, but the quartiles are 2 and 4
        ({"C1": [2, 4, 2, 4], "C2": [2, 3, 4, 3], "C3": [2, 2, 4, 4]}, "discuss"),
        # Exactly half of eight are within one of the median 3: not fewer than half
        ({"C1": [0, 3, 5], "C2": [0, 3, 5], "C3": [3, 3]}, "discuss"),
        # Eight people are no small room any more: one may stand apart
        ({"C1": [3, 3, 3], "C2": [3, 3, 3], "C3": [3, 5]}, "consensus"),
        ({"C1": [3, 3, 3], "C2": [3, 3], "C3": [3, 5]}, "discuss"),
        # Six people: all within one is asked of a small room
        ({"C1": [3, 3], "C2": [3, 4], "C3": [4, 4]}, "consensus"),
        ({"C1": [3, 3], "C2": [3, 4], "C3": [4, 5]}, "discuss"),
        # Five ballots, but only one from the third city
        ({"C1": [3, 3], "C2": [3, 3], "C3": [3]}, "too_few"),
    ],
)
def test_flags(marks, flag):
    assert of_option(**marks).flag == flag


def test_beyond_the_table_of_small_rooms_the_share_decides():
    nine_outside = {"C1": [0, 0, 5] + [3] * 7, "C2": [0, 0, 5] + [3] * 7, "C3": [0, 5, 5] + [3] * 7}
    ten_outside = {**nine_outside, "C3": [0, 0, 5, 5] + [3] * 6}
    assert of_option(**nine_outside).flag == "consensus"
    assert of_option(**ten_outside).flag == "discuss"


def test_do_not_know_is_not_a_mark():
    found = of_option(C1=[4, None, 4], C2=[4, 4, None], C3=[4, 4, None])
    assert (found.n, found.dont_know, found.median, found.flag) == (6, 3, 4, "consensus")


def test_do_not_know_does_not_make_the_minimum():
    found = of_option(C1=[4, 4], C2=[4, 4], C3=[4, None, None])
    assert (found.flag, found.median) == ("too_few", None)


def test_below_the_minimum_nothing_is_told_not_even_how_many_do_not_know():
    found = of_option(C1=[5], C2=[0, None])
    assert found.flag == "too_few"
    assert found.counts == found.city_medians == found.group_medians == ()
    values = (found.median, found.mean, found.lower_quartile, found.share_within_one, found.city_weighted_median)
    assert {*values, found.n, found.dont_know} == {None}
    assert found.iqr is None


def test_a_city_of_two_is_not_told_apart_but_its_split_is_shown():
    found = of_option(C1=[1, 1], C2=[4, 4, 4], C3=[4, 4, 4])
    assert found.flag == "split"
    # With both other cities shown, the two of C1 could be found by subtraction: C2 is withheld with them.
    assert found.city_medians == (("C3", 4),)
    assert found.city_weighted_median == 4


def test_groups_are_pooled_over_the_cities_and_small_ones_withheld():
    def of_group(group, start, *values):
        each = {city: [value] for city, value in zip(ROOM, values)}
        return given("options", ITEM, "P01", group=group, start=start, **each)

    firms, finance = of_group("firms", 1, 1, 1, 2), of_group("finance", 2, 4, 5, 4)
    planning, elected = of_group("planning", 3, 3, 3, 3), of_group("elected", 4, 0, 0)
    found = of_marks(*firms, *finance, *planning)
    assert found.group_medians == (("finance", 4), ("firms", 1), ("planning", 3))
    # Two elected people must not be found as what is left when all others are known: firms are withheld with them.
    assert of_marks(*firms, *finance, *planning, *elected).group_medians == (("finance", 4), ("planning", 3))
    assert of_marks(*of_group("", 1, 4, 4, 4), *of_group("", 2, 4, 4, 4)).group_medians == ()


def test_own_city_needs_three_of_its_own_people():
    marks = (*given("present", "physical.hard.within", "C1", C1=[2, 2, 3], C2=[5, 5, 5]),)
    few = given("present", "physical.hard.within", "C2", C2=[3, 3], C1=[3, 3, 3])
    evidence = evaluate(snapshot(marks=(*marks, *few)), load(), load_parameters())
    first = evidence.agreement("present", "physical.hard.within", "C1")
    second = evidence.agreement("present", "physical.hard.within", "C2")
    assert first
    assert first.median == 3
    assert second
    assert second.flag == "too_few"


@pytest.mark.parametrize(
    ("marks", "flag"),
    [
        ({"C1": [3, 3], "C2": [3]}, "consensus"),
        ({"C1": [3, 3, 3, 3]}, "too_few"),  # nobody from the other end
        ({"C1": [3], "C2": [3]}, "too_few"),
        ({"C1": [3, 3], "C3": [3, 3]}, "too_few"),  # C3 is no end of this link
    ],
)
def test_a_pair_needs_three_ballots_and_both_ends(marks, flag):
    shot = snapshot(marks=given("pair_present", "pair.physical.hard", "C1-C2", **marks))
    found = evaluate(shot, load(), load_parameters()).agreement("pair_present", "pair.physical.hard", "C1-C2")
    assert found
    assert found.flag == flag


def test_one_city_one_voice_is_a_median_that_a_city_has():
    shot = snapshot(marks=given("pair_present", "pair.physical.hard", "C1-C2", C1=[2, 2], C2=[3, 3, 3]))
    found = evaluate(shot, load(), load_parameters()).agreement("pair_present", "pair.physical.hard", "C1-C2")
    assert found
    assert (found.median, found.city_weighted_median) == (3, 2)


def test_marks_of_a_city_that_left_do_not_count():
    found = of_option(C1=[4, 4], C2=[4, 4], C3=[4, 4], C9=[0, 0, 0])
    assert (found.n, found.flag) == (6, "consensus")


def test_a_deferred_option_keeps_what_it_was_given():
    marks = given("options", ITEM, "P01", C1=[4, 4], C2=[4, 4], C3=[4, 4])
    shot = snapshot(Option("P01", name="Depot", decision="defer"), marks=marks)
    found = evaluate(shot, load(), load_parameters()).agreement("options", ITEM, "P01")
    assert found
    assert found.median == 4


def test_nothing_is_said_of_a_sealed_ballot_or_an_unknown_item():
    marks = given("present", "no.such.cell", "C1", C1=[3, 3, 3])
    evidence = evaluate(snapshot(marks=marks), load(), load_parameters())
    assert evidence.agreement("present", "no.such.cell", "C1") is None
    assert not [row for row in evidence.agreements if row.instrument != "present"]


def test_worst_flag():
    assert worst(["consensus", "too_few", "discuss", "split"]) == "split"
    assert worst(["consensus", "too_few"]) == "too_few"
    assert worst([]) == "too_few"


people = st.lists(st.integers(0, 5), min_size=2, max_size=14)


@examples(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.sampled_from([1, 2, 3]))
def test_quantile_is_the_inverted_cdf(marks, part):
    counts = np.bincount(marks, minlength=6)[None, :]
    assert quantile(counts, part, 4)[0] == np.quantile(marks, part / 4, method="inverted_cdf")


@examples(people, people, people, st.sampled_from(ROOM))
def test_one_more_who_agrees_never_lowers_agreement(first, second, third, city):
    before = of_option(C1=first, C2=second, C3=third)
    room = {"C1": first, "C2": second, "C3": third}
    after = of_option(**{**room, city: [*room[city], before.median]})
    assert after.median == before.median
    assert RANK[after.flag] >= RANK[before.flag]
    assert after.share_within_one >= before.share_within_one
    assert after.iqr <= before.iqr


@examples(st.permutations(range(9)))
def test_the_order_of_the_rows_does_not_matter(order):
    marks = given("options", ITEM, "P01", C1=[0, 4, 4], C2=[3, 4, 5], C3=[2, 3, 4])
    option = Option("P01", name="Depot", decision="short_list")
    shuffled = snapshot(option, marks=[marks[place] for place in order])
    straight = evaluate(snapshot(option, marks=marks), load(), load_parameters())
    assert evaluate(shuffled, load(), load_parameters()) == straight
