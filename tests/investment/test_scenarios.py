from dataclasses import replace

import pytest

from components.analysis.evaluate import evaluate
from components.errors import InputError
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment import usual
from components.investment.candidates import question
from components.investment.scenarios import applied, same_evidence, state_without, tried, usable_keys
from components.investment.sharing import sharing
from components.workshop.edits.scenarios import new_scenario, with_edits
from components.workshop.records.partnership import CostKey, KeyMetric
from components.workshop.store import removal
from tests.builders import snapshot
from tests.investment.room import CATALOGUE, EQUAL, PARAMETERS, envelopes, marks, option, plan_of, seen

METRICS = tuple(
    KeyMetric(f"population.{city}", key="population", city=city, value=persons)
    for city, persons in (("C1", 600.0), ("C2", 300.0), ("C3", 100.0))
)


def test_a_key_is_usable_only_with_a_figure_of_every_city():
    seen = snapshot(*METRICS[:2])
    assert usable_keys(seen.state, ("equal", "population")) == ("equal",)
    seen = snapshot(*METRICS)
    assert usable_keys(seen.state, ("equal", "population", "use")) == ("equal", "population")


def test_one_key_alone_replaces_the_mix_and_leaves_the_workshop_as_it_was():
    room = snapshot(*METRICS, CostKey("equal", weight=100.0))
    changed = tried(room, usual.one_key(room.state, "population"))
    percents = [row.percent for row in sharing(changed.state, load(), load_parameters()).shares]
    assert percents == [60.0, 30.0, 10.0]
    assert room.state.one(CostKey, "equal").weight == 100.0
    assert room.state.get(CostKey, "population") is None


ROOM = seen(
    option("P01", 90),
    option("P02", 60, capex_high=80.0),
    EQUAL,
    *METRICS,
    *envelopes(C1=60, C2=60, C3=60),
    marked=(*marks("P01", 5), *marks("P02", 4)),
)


@pytest.mark.parametrize(
    "wanted",
    [
        usual.all_money(ROOM.state, -20),
        usual.one_key(ROOM.state, "population"),
        usual.carry_over(ROOM.state),
        usual.option_must("P01", "out", "try"),
        usual.certainty(10),
        usual.high_costs(ROOM.state),
    ],
)
def test_evidence_does_not_look_at_money(wanted):
    changed = tried(ROOM, wanted)
    assert same_evidence(ROOM.state, changed.state)
    assert evaluate(changed, CATALOGUE, PARAMETERS) == evaluate(ROOM, CATALOGUE, PARAMETERS)


def test_evidence_does_look_at_who_takes_part_and_what_is_on_the_short_list():
    assert not same_evidence(ROOM.state, tried(ROOM, usual.partner_leaves("C3")).state)
    dropped = seen(option("P01", 90, decision="drop"), option("P02", 60, capex_high=80.0))
    assert not same_evidence(ROOM.state, dropped.state)


def test_the_scores_stay_as_everybody_gave_them_when_a_city_leaves():
    """C3 alone puts P01 above P02: it leaves with its money and not with its marks; what is about cities is theirs."""
    marked = (*marks("P01", 2, C3=5), *marks("P02", 3, C3=3))
    room = replace(ROOM, marks=marked)
    left = tried(room, usual.partner_leaves("C3"))
    assert [city.code for city in left.state.cities] == ["C1", "C2"]
    before, after = plan_of(room), plan_of(left)
    assert [row.value for row in after.scores] == [row.value for row in before.scores]
    assert [row.flag for row in after.scores] == [row.flag for row in before.scores]
    evidence = evaluate(left, CATALOGUE, PARAMETERS)
    by_city = [row.city_medians for row in evidence.agreements if row.instrument == "options"]
    assert {city for medians in by_city for city, _ in medians} == {"C1", "C2"}
    kept = tried(left, usual.all_money(left.state, -10))
    assert [row.value for row in plan_of(kept).scores] == [row.value for row in before.scores]


def test_what_a_city_that_leaves_would_have_paid_falls_on_the_others():
    run = option("P02", 60, opex_per_year=10.0, opex_payer="C3", lead_city="C3")
    own, key = option("P03", 30, cities=("C3",)), KeyMetric("population.C3", key="population", city="C3", value=100.0)
    room = seen(run, own, CostKey("population", weight=100.0), *METRICS[:2], key, *envelopes(C1=60, C2=60, C3=60),
                marked=(*marks("P02", 4), *marks("P03", 4)))  # fmt: skip
    left = state_without(room.state, "C3")
    asked = question(left, plan_of(room).scores, sharing(left, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)
    (kept,) = asked.candidates
    # 600 and 300 people
    assert (kept.code, kept.shares) == ("P02", pytest.approx((2 / 3, 1 / 3), abs=1e-4))
    assert kept.opex_shares == kept.shares
    with pytest.raises(InputError, match=r"edits\.gone"):
        state_without(room.state, "C7")


def test_every_function_works_on_the_plan_of_a_scenario():
    """Of 90 + 60 only one fits into 100: the better one, P01; when the room leaves that out, the other one."""
    poor = replace(ROOM, state=tried(ROOM, usual.by_city(ROOM.state, dict.fromkeys(("C1", "C2", "C3"), -88))).state)
    assert [line.option for line in plan_of(poor).lines if line.chosen] == ["P01"]
    other = tried(poor, usual.option_must("P01", "out", "try"))
    assert [line.option for line in plan_of(other).lines if line.chosen] == ["P02"]
    assert other.marks is ROOM.marks
    assert (other.workshop, other.version) == (ROOM.workshop, ROOM.version)


def test_a_change_that_the_workshop_could_not_hold_is_refused():
    with pytest.raises(InputError, match=r"edits\.gone"):
        tried(ROOM, usual.option_must("P77", "in", "try"))


def test_a_stored_scenario_tells_what_does_not_fit_any_more():
    held = with_edits(ROOM.state, new_scenario(ROOM.state, (), "Try", usual.option_must("P01", "in", "try")))
    gone = replace(ROOM, state=with_edits(held, [removal("option", "P01")]))
    found = applied(gone, "S01")
    assert [one.change.of_field for one in found.not_applied] == ["must", "must_reason"]
    assert found.snapshot.state.options == gone.state.options
