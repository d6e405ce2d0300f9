from components.investment.matching import off_share
from components.language import texts
from components.workshop.records.demands import Match
from components.workshop.records.money import Source, SourceAmount
from tests.investment.room import EQUAL, FIRST, envelopes, marks, option, plan_of, seen


def room(capex, least, most, given=50):
    source = Source("F01", "Fund", certainty="secured", evidence="x", options=("P01",))
    records = (option("P01", capex), EQUAL, source, SourceAmount(f"F01.{FIRST}", "F01", FIRST, given),
               Match("F01", least, most), *envelopes(C1=99, C2=99, C3=99))  # fmt: skip
    return seen(*records, marked=marks("P01", 4))


def off(shown):
    return off_share(plan_of(shown).flows, shown.state)


def test_a_third_of_ten_is_three_and_said_so():
    ((source, (key, values)),) = off(room(10, 33.0, 33.0))
    assert (source, key) == ("F01", "plan.off_share")
    assert (dict(values)["amount"], dict(values)["asked"]) == ("3", "3.30")
    for language in ("en", "zh"):
        assert "3.30" in texts(language)(key, **dict(values))


def test_a_share_that_whole_units_can_keep_is_kept_and_not_spoken_of():
    assert off(room(10, 30.0, 40.0)) == ()
    assert off(room(9, None, 50.0)) == ()


def test_of_a_source_that_is_not_planned_with_nothing_is_asked():
    assert off(room(10, 33.0, 33.0, given=0)) == ()

