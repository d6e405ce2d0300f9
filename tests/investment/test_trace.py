"""From a line of the plan back to its marks, and forward from a mark, in rooms that are worked out by hand."""

import pytest

from components.analysis.audit import ledger
from components.analysis.evaluate import evaluate
from components.investment import trace
from components.investment.plan import make_plan
from components.workshop.records.partnerships import Partnership
from components.workshop.records.setting import Setting
from tests.builders import given
from tests.investment.room import CATALOGUE, CRITERIA, EQUAL, PARAMETERS, envelopes, marks, option, seen

CELL = "physical.hard.between"
GAP = f"C1.{CELL}"
CORE = [row.code for row in CATALOGUE.cluster_criteria if row.core]


def made(*records, marked):
    shown = seen(EQUAL, *records, *envelopes(C1=60, C2=60, C3=60), marked=marked)
    evidence = evaluate(shown, CATALOGUE, PARAMETERS)
    return shown, evidence, make_plan(shown, evidence, CATALOGUE, PARAMETERS)


def rated(value, item=CELL):
    """Five people of each city rate the cell of C1; in importance they give 4."""
    people = {city: [value] * 5 for city in ("C1", "C2", "C3")}
    important = {city: [4] * 5 for city in ("C1", "C2", "C3")}
    return [*given("present", item, "C1", **people), *given("importance", item, "C1", **important)]


def stages(chain):
    return [link.stage for link in chain]


def test_back_from_a_line_over_its_gap_to_the_marks():
    wanted = option("P01", 90, problem_code=GAP)
    shown, evidence, plan = made(wanted, marked=[*marks("P01", 4), *rated(1)])
    chain = trace.back(shown.state, evidence, plan, "P01")
    assert stages(chain)[:7] == ["line", "pays", "cost", "gap", "cell", "marks", "marks"]
    by_stage = {link.stage: link for link in reversed(chain)}
    assert by_stage["line"].number("start") == 2027
    # 90 in three equal parts.
    assert (by_stage["pays"].number("whole"), dict(by_stage["pays"].parts)) == (90, {"C1": 30, "C2": 30, "C3": 30})
    # A median of 1 is 20 of 100, the usual target 4 is 80; the gap of 60 by an importance of 4 of 5 is 48.
    gap = by_stage["gap"]
    assert [gap.number(name) for name in ("present", "target", "size", "weighted")] == pytest.approx([20, 80, 60, 48])
    assert by_stage["marks"].marks == ("present", CELL, "C1")
    assert (gap.method, gap.audit) == ("gaps", ("gap", "C1", CELL))


def test_the_parts_of_a_score_make_the_score():
    shown, evidence, plan = made(option("P01", 90), marked=marks("P01", 4))
    chain = trace.back(shown.state, evidence, plan, "P01")
    parts = [link.number("part") for link in chain if link.stage == "criterion"]
    assert sum(parts) == pytest.approx(plan.score("P01").value) == pytest.approx(80)
    assert len(parts) == len(CRITERIA)
    assert stages(chain)[3] == "by_hand"
    assert "weights_equal" in stages(chain)


def test_a_partnership_is_traced_to_the_answers_on_its_criteria():
    people = {city: [4] * 3 for city in ("C1", "C2", "C3")}
    marked = [mark for code in CORE for mark in given("feasibility", code, "K01", **people)]
    records = (Partnership("K01", name="Coffee"), option("P01", 90, cluster="K01"))
    shown, evidence, plan = made(*records, marked=[*marked, *marks("P01", 4)])
    chain = trace.back(shown.state, evidence, plan, "P01")
    partnership = next(link for link in chain if link.stage == "partnership")
    assert (partnership.code[0], partnership.number("index")) == ("K01", pytest.approx(80))
    assert [link.code[1] for link in chain if link.stage == "marks"] == CORE


def test_what_is_not_known_is_said_and_not_invented():
    wanted = option("P01", None, problem_code="C9.nowhere")
    shown, evidence, plan = made(wanted, marked=())
    assert stages(trace.back(shown.state, evidence, plan, "P01")) == ["line_out", "cost", "gap_gone", "no_score"]
    with pytest.raises(KeyError):
        trace.back(shown.state, evidence, plan, "P09")


def moved(shown, evidence, plan, *key):
    return trace.forward(ledger(shown, evidence, CATALOGUE), plan, key)


def test_forward_from_a_cell_to_index_gap_option_and_plan():
    second = "physical.hard.within"
    wanted = option("P01", 90, problem_code=GAP)
    marked = [*marks("P01", 4), *rated(1), *rated(3, second)]
    shown, evidence, plan = made(wanted, marked=marked)
    chain = moved(shown, evidence, plan, "present", CELL, "C1")
    assert stages(chain)[:5] == ["marks", "cell", "index", "index", "gap"]
    # 20 and 60 make 40; without the first 60 is left.
    whole = next(link for link in chain if link.stage == "index" and link.code[1] == "all")
    assert [whole.number(name) for name in ("value", "without", "weight")] == pytest.approx([40, 60, 0.5])
    assert stages(chain)[-2:] == ["option", "line"]
    # What asks for importance moves the same gap.
    assert stages(moved(shown, evidence, plan, "importance", CELL, "C1"))[1:] == stages(chain)[1:]


def test_a_cell_at_its_target_asks_for_nothing_and_a_gap_that_nobody_names_says_so():
    shown, evidence, plan = made(option("P01", 90), marked=[*rated(5), *rated(1, "physical.hard.within")])
    assert stages(moved(shown, evidence, plan, "present", CELL, "C1"))[-1] == "no_gap"
    assert stages(moved(shown, evidence, plan, "present", "physical.hard.within", "C1"))[-1] == "no_option"


def test_forward_from_a_criterion_to_score_and_rank():
    first = CRITERIA[0]
    lifted = [mark for mark in marks("P01", 2) if mark.item != first]
    lifted += [mark for mark in marks("P01", 5) if mark.item == first]
    shown, evidence, plan = made(option("P01"), option("P02"), marked=[*lifted, *marks("P02", 2)])
    chain = moved(shown, evidence, plan, "options", first, "P01")
    link = next(link for link in chain if link.stage == "score_moved")
    # Eight equal criteria: (7 x 40 + 100) / 8 = 47.5; without the first 40, level with P02.
    count = len(CRITERIA)
    assert link.number("value") == pytest.approx((40 * (count - 1) + 100) / count)
    assert [link.number(name) for name in ("without", "rank", "rank_without")] == pytest.approx([40, 1, 1])
    assert stages(chain) == ["marks", "score_moved", "option", "line"]


def test_forward_from_a_weight_to_the_ranks():
    first = CRITERIA[0]
    lifted = [mark for mark in marks("P02", 2) if mark.item != first]
    lifted += [mark for mark in marks("P02", 5) if mark.item == first]
    better = [mark for mark in marks("P01", 2) if mark.item != CRITERIA[1]]
    better += [mark for mark in marks("P01", 3) if mark.item == CRITERIA[1]]
    shown, evidence, plan = made(option("P01"), option("P02"), marked=[*lifted, *better])
    chain = moved(shown, evidence, plan, "weights", first, "all")
    ranks = next(link for link in chain if link.stage == "ranks_moved")
    # P02 leads by the first criterion alone; without it P01 does.
    assert dict(ranks.parts) == {"P01": 1, "P02": 2}
    with pytest.raises(KeyError):
        moved(shown, evidence, plan, "weights", "nothing", "all")


def test_of_what_is_withheld_nothing_is_told_and_talk_moves_no_number():
    few = given("options", CRITERIA[0], "P01", C1=[5])
    shown, evidence, plan = made(option("P01"), marked=few)
    chain = moved(shown, evidence, plan, "options", CRITERIA[0], "P01")
    assert stages(chain) == ["marks", "withheld"]
    talk = given("agreement", "willingness", "C1", C1=[4, 4, 5])
    shown, evidence, plan = made(option("P01"), marked=talk)
    assert stages(moved(shown, evidence, plan, "agreement", "willingness", "C1")) == ["marks", "gate"]
    with pytest.raises(KeyError):
        moved(shown, evidence, plan, "options", "nothing", "P01")


def test_every_number_has_a_method_of_the_catalogue_or_was_stated_by_people():
    methods = {row.code for row in CATALOGUE.methods}
    wanted = option("P01", 90, problem_code=GAP)
    shown, evidence, plan = made(wanted, marked=[*marks("P01", 4), *rated(1)])
    links = [*trace.back(shown.state, evidence, plan, "P01"), *moved(shown, evidence, plan, "present", CELL, "C1")]
    assert {link.method for link in links if link.numbers and link.stage != "cost"} <= methods
    assert isinstance(shown.state.setting, Setting)
