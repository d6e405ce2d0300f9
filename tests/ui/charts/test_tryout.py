from components.framework.catalogue import load
from components.investment import usual
from components.investment.scenarios import tried
from components.language import texts
from components.ui.charts.figure import markup
from components.ui.charts.tryout import tryout_figure
from components.walk import whatifs
from tests.investment.room import EQUAL, envelopes, marks, option, plan_of, seen
from tests.ui.charts.conftest import NASTY

ROOM = seen(
    option("P01", 90),
    option("P02", 60, name=NASTY),
    EQUAL,
    *envelopes(C1=20, C2=20, C3=20),
    marked=(*marks("P01", 5), *marks("P02", 4)),
)
PLAN = plan_of(ROOM)


def figure(percent: float, *, best: bool = True):
    changed = tried(ROOM, usual.all_money(ROOM.state, percent))
    kept = whatifs.same_choice(changed, load(), PLAN)
    return tryout_figure(texts("en"), ROOM.state, PLAN, kept, plan_of(changed) if best else None)


def test_money_that_does_not_reach_is_said_and_not_spread():
    # P01 (90) is built in 2028 and P02 (60) in 2029, the first years in which 3 x 20 a year suffice. With 3 x 5 a year
    # there are 45 until 2029: 105 of 150 are paid by nobody. The best choice is P02 alone, in 2030.
    found = figure(-75)
    assert "105 would be paid by nobody" in found.title
    assert found.table.rows[-1][1:] == ("0", "105", "0")
    assert [row[1:] for row in found.table.rows[:3]] == [("50", "15", "20")] * 3


def test_more_money_changes_nothing_that_is_paid():
    found = figure(20)
    assert found.title == "Each city pays what it pays in the plan"
    assert found.table.rows[0][1:] == ("50", "50", "50")


def test_until_the_best_choice_is_found_its_column_is_not_there():
    assert len(figure(-75, best=False).table.header) == 3
    assert len(figure(-75).table.header) == 4


def test_the_three_bars_differ_by_more_than_their_colour():
    drawn = markup(texts("en"), figure(-75))
    assert "scn-fill scn-soft" in drawn
    assert "scn-fill scn-hard scn-pale" in drawn
