from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from components.analysis import statistics
from components.analysis.agreement import kendall_w, krippendorff_alpha, rwg, tastle_wierman, van_der_eijk
from components.analysis.evaluate import evaluate
from components.analysis.measure import Unmeasured
from components.analysis.statistics import Concordance, Spread, Statistics, without_blanks
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.options import Option
from tests.builders import given, snapshot

ITEM, OTHER, THIRD = [row.code for row in load().option_criteria[:3]]
OPTION = Option("P01", name="Depot", decision="short_list")


def of_option(*marks, item: str = ITEM) -> Statistics:
    shot = snapshot(OPTION, marks=[mark for lot in marks for mark in lot])
    found = statistics.of(shot, evaluate(shot, load(), load_parameters()), "options", item, "P01")
    assert found is not None
    return found


def marked(item: str = ITEM, *, group: str = "", start: int = 1, **cities: list[int | None]):
    return given("options", item, "P01", group=group, start=start, **cities)


def spread(found: Statistics, among: str, *codes: str) -> Spread | None:
    return next((row for row in found.spreads if (row.among, row.codes) == (among, codes)), None)


def concordance(found: Statistics, among: str, *codes: str, between: bool = False) -> Concordance | None:
    wanted = (among, codes, between)
    return next((row for row in found.concordances if (row.among, row.codes, row.between) == wanted), None)


def test_the_room_and_every_city_have_the_published_statistics():
    found = of_option(marked(C1=[3, 4, 4], C2=[3, 4, 5], C3=[2, 3, 4]))
    counts = [0, 0, 1, 3, 4, 1]
    assert spread(found, "room") == Spread(
        "room", (), 9, 4, 3, 4, pytest.approx(8 / 9), pytest.approx(4 / 9),
        pytest.approx(tastle_wierman(counts)), pytest.approx(van_der_eijk(counts)), pytest.approx(rwg(counts)),
    )  # fmt: skip
    assert spread(found, "city", "C2").consensus == pytest.approx(tastle_wierman([0, 0, 0, 1, 1, 1]))
    assert [row.codes for row in found.spreads if row.among == "city"] == [("C1",), ("C2",), ("C3",)]
    assert (found.null, found.null_variance) == ("uniform", pytest.approx(35 / 12))


def test_cities_that_differ_hold_the_whole_spread_between_them():
    found = of_option(marked(C1=[1, 1, 1], C2=[4, 4, 4], C3=[4, 4, 4]))
    (apart,) = found.apart
    assert (apart.among, apart.sets, apart.medians) == ("city", 3, 3)
    assert apart.share == pytest.approx(1)
    assert apart.p < 0.05


def test_a_small_city_is_shown_together_with_the_next_so_that_none_is_found_by_subtraction():
    found = of_option(marked(C1=[1, 1], C2=[4, 4, 4], C3=[4, 4, 4, 4]))
    assert [row.codes for row in found.spreads if row.among == "city"] == [("C3",), ("C1", "C2")]
    assert spread(found, "city", "C1", "C2").n == 5


def test_groups_are_pooled_over_the_cities():
    found = of_option(
        marked(group="citizens", C1=[1, 1], C2=[1, 2], C3=[1, 2]),
        marked(group="finance", start=3, C1=[5, 5], C2=[4, 5], C3=[4, 5]),
    )
    assert spread(found, "group", "citizens").n == 6
    assert spread(found, "group", "finance").median == 5
    between = next(row for row in found.apart if row.among == "group")
    assert between.medians == 4
    assert between.share > 0.7


def test_a_group_that_city_and_group_together_would_give_away_is_not_shown():
    # Everybody of C1 is a citizen, and one person of C2: citizens less C1 is that person
    found = of_option(
        marked(group="citizens", C1=[3, 3, 3], C2=[0]),
        marked(group="finance", start=2, C2=[3, 3, 3], C3=[3, 3, 3, 3]),
    )
    assert [row.among for row in found.spreads] == ["room", "city", "city", "city"]


def test_all_marks_equal_is_said_in_words_and_is_never_nan():
    found = of_option(*(marked(item, C1=[3] * 3, C2=[3] * 3, C3=[3] * 3) for item in (ITEM, OTHER)))
    assert found.apart[0].share is Unmeasured.NO_VARIATION
    room = concordance(found, "room")
    assert {room.nominal, room.ordinal, room.interval, room.w, room.p} == {Unmeasured.NO_VARIATION}
    assert spread(found, "room").consensus == 1


def test_the_ballot_as_a_whole_is_rated_alike_or_not():
    marks = {ITEM: [5, 5, 4], OTHER: [3, 3, 3], THIRD: [0, 1, 0]}
    found = of_option(*(marked(item, C1=values, C2=values, C3=values) for item, values in marks.items()))
    table = [list(row) for row in zip(*marks.values())] * 3
    room = concordance(found, "room")
    assert (room.judges, room.ranked, room.items) == (9, 9, 3)
    assert (room.w, room.p) == pytest.approx(kendall_w(table))
    assert room.ordinal == pytest.approx(krippendorff_alpha(table, level="ordinal"))
    assert concordance(found, "city", "C1").w == pytest.approx(kendall_w(table[:3])[0])
    between = concordance(found, "city", between=True)
    assert (between.judges, between.w, between.interval) == (3, 1, 1)


def test_who_or_what_has_most_blanks_is_left_out_of_w_and_counts_in_alpha():
    # One don't know of nine in an item, one of three in its person: the person leaves W
    marks = {ITEM: [5, 5, 4], OTHER: [3, 3, 3], THIRD: [0, 1, 0]}
    lots = [marked(item, C2=values, C3=values) for item, values in marks.items()]
    lots += [marked(ITEM, C1=[5, 5, 4]), marked(OTHER, C1=[3, None, 3]), marked(THIRD, C1=[0, 1, 0])]
    found = of_option(*lots)
    room = concordance(found, "room")
    assert (room.judges, room.items, room.ranked, room.ranked_items) == (9, 3, 8, 3)
    full = [list(row) for _ in range(3) for row in zip(*marks.values())]
    assert room.w == pytest.approx(kendall_w([row for place, row in enumerate(full) if place != 1])[0])
    full[1][1] = float("nan")
    assert room.interval == pytest.approx(krippendorff_alpha(full, level="interval"))
    # In the city alone the item and the person have the same share of blanks: the item goes, three people stay
    alone = concordance(found, "city", "C1")
    assert (alone.ranked, alone.ranked_items) == (3, 2)


def test_w_of_too_few_people_or_items_is_not_told():
    found = of_option(
        marked(ITEM, C1=[5, 5, 4, None, None], C2=[5, 4, 4], C3=[5, 5, 4]),
        marked(OTHER, C1=[None, None, 3, 3, 4], C2=[3, 3, 3], C3=[3, 3, 3]),
    )
    alone = concordance(found, "city", "C1")
    assert (alone.ranked, alone.ranked_items, alone.w) == (0, 0, Unmeasured.TOO_FEW)


@examples(
    st.integers(1, 5).flatmap(
        lambda items: st.lists(
            st.lists(st.sampled_from([float("nan"), 1.0]), min_size=items, max_size=items), min_size=1, max_size=6
        )
    )
)
def test_what_is_left_without_blanks_has_none(table):
    ratings = np.array(table)
    people, items = without_blanks(ratings)
    assert not np.isnan(ratings[np.ix_(people, items)]).any()
    assert np.isnan(ratings).any() or (people.all() and items.all())


def test_one_item_is_no_ballot_to_compare():
    assert of_option(marked(C1=[3, 4], C2=[3, 4], C3=[3, 4])).concordances == ()


def test_an_own_city_has_no_other_city_to_compare():
    marks = given("present", "physical.hard.within", "C1", C1=[2, 3, 4, 4])
    shot = snapshot(marks=marks)
    found = statistics.of(
        shot, evaluate(shot, load(), load_parameters()), "present", "physical.hard.within", "C1"
    )
    assert [row.among for row in found.spreads] == ["room"]
    assert found.apart == ()


def test_what_is_withheld_has_no_statistics():
    found = of_option(marked(C1=[5], C2=[0]))
    assert found == Statistics("options", ITEM, "P01", withheld=True)


def test_what_was_not_asked_has_none():
    shot = snapshot()
    assert statistics.of(shot, evaluate(shot, load(), load_parameters()), "options", ITEM, "P01") is None


def test_the_second_round_counts_and_who_stayed_away_keeps_the_first():
    first = marked(C1=[1, 1, 1], C2=[1, 1, 1], C3=[1, 1, 1])
    second = tuple(replace(mark, round=2, value=4) for mark in first if mark.city != "C3")
    assert of_option(first, second).spreads[0].median == 4
    assert spread(of_option(first, second), "city", "C3").median == 1


people = st.lists(st.sampled_from([None, 0, 1, 2, 3, 4, 5]), min_size=2, max_size=6)


@settings(deadline=None)
@examples(st.lists(st.tuples(people, people, people), min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_nothing_small_is_told_and_the_order_of_marks_does_not_matter(items, chance):
    marks = [
        mark
        for item, rows in zip((ITEM, OTHER, THIRD), items)
        for place, group in enumerate(("citizens", "finance"))
        for mark in marked(
            item, group=group, start=1 + 9 * place, **{f"C{city + 1}": row[place::2] for city, row in enumerate(rows)}
        )
    ]
    found = of_option(marks)
    assert all(row.n >= 3 for row in found.spreads)
    assert all(row.judges >= 3 or row.between for row in found.concordances)
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert {row.among: row.n for row in of_option(shuffled).spreads} == {row.among: row.n for row in found.spreads}
    assert _flat(of_option(shuffled)) == pytest.approx(_flat(found))


def _flat(found: Statistics) -> dict[object, float]:
    return {
        (row.among, tuple(sorted(row.codes))): float(row.consensus) for row in found.spreads if row.among != "group"
    }
