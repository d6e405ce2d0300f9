from components.investment.compare import Moved, compare
from tests.investment.room import EQUAL, envelopes, marks, option, plan_of, seen

OPTIONS = (option("P01", 90, opex_per_year=3.0), option("P02", 60), option("P03", 150))
MARKED = (*marks("P01", 5), *marks("P02", 4), *marks("P03", 3))


def room(amount: float, *others):
    return plan_of(seen(*(others or OPTIONS), EQUAL, *envelopes(C1=amount, C2=amount, C3=amount), marked=MARKED))


def test_a_plan_is_the_same_as_itself():
    found = compare(room(30), room(30))
    assert found.same
    assert found.stay == ("P01", "P02", "P03")


def test_less_money_says_what_leaves_and_who_pays_less():
    # 5 years x 30 x 3 cities pay for all three; 5 x 12 x 3 = 180 for P01 (90 and its running cost) and P02 (60) only
    found = compare(room(30), room(12))
    assert (found.enter, found.leave) == ((), ("P03",))
    assert found.figure("capex").more == -150
    assert found.figure("count").more == -1
    assert {row.city: row.more for row in found.pays}.keys() == {"C1", "C2", "C3"}
    assert sum(row.more for row in found.pays) == sum(row.after for row in found.pays) - sum(
        row.before for row in found.pays
    )
    assert not found.same


def test_a_later_start_is_a_move_with_both_years():
    later = (OPTIONS[0], option("P02", 60, earliest_year=2029), OPTIONS[2])
    found = compare(room(200), room(200, *later))
    assert found.moved == (Moved("P02", 2027, 2029),)
    assert found.stay == ("P01", "P03")


def test_the_share_of_a_change_is_of_what_was_paid_before():
    found = compare(room(30), room(12))
    row = found.pays[0]
    assert row.share == row.more / row.before
    assert compare(room(0), room(12)).pays[0].share is None


def test_comparing_the_other_way_round_turns_every_sign():
    one, two = room(30), room(12)
    there, back = compare(one, two), compare(two, one)
    assert (there.enter, there.leave) == (back.leave, back.enter)
    assert [row.more for row in there.pays] == [-row.more for row in back.pays]
    assert [row.more for row in there.figures] == [-row.more for row in back.figures]
