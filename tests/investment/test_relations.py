import pytest

from components.investment.relations import Before, alike, earlier, excluded
from components.workshop.records.options import Option
from tests.builders import state
from tests.investment.room import EQUAL, envelopes, marks, option, plan_of, seen

BUS = {"dimension": "physical", "network_type": "corridor", "cities": ("C1", "C2")}


def test_alternatives_exclude_each_other_whatever_the_typing():
    options = (Option("P01", alternatives="Airport "), Option("P02", alternatives="airport"), Option("P03"),
               Option("P04", excludes=("P03",)))  # fmt: skip
    held = state(*options)
    assert [excluded(one, held) for one in options] == [("P02",), ("P01",), (), ("P03",)]


def test_of_a_group_of_alternatives_the_plan_takes_one():
    options = [option(code, 30, alternatives="airport") for code in ("P01", "P02", "P03")]
    marked = [*marks("P01", 3), *marks("P02", 5), *marks("P03", 4)]
    found = plan_of(seen(EQUAL, *envelopes(C1=99, C2=99, C3=99), *options, marked=marked))
    assert [line.option for line in found.lines if line.chosen] == ["P02"]
    assert {line.why for line in found.lines if not line.chosen} == {"plan.why.excluded"}


def test_options_that_may_be_the_same():
    held = state(
        Option("P01", name="Freight hub La Virginia"),
        Option("P02", name="Freight hub in La Virginia", decision="merge"),
        Option("P03", name="Hub for freight, La Virginia"),
        Option("P04", name="Regional freight terminal", location="La Virginia"),
        Option("P05", name="Freight terminal", location="la virginia"),
    )
    found = alike(held, 0.6)
    assert [(pair.option, pair.other) for pair in found] == [("P01", "P03"), ("P04", "P05")]
    assert [pair.same_place for pair in found] == [False, True]
    # two of three words are the same: under 0.9, but in one place half of that is enough
    assert [(pair.option, pair.other) for pair in alike(held, 0.9)] == [("P01", "P03"), ("P04", "P05")]


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ({"nature": "study", "kind": "soft"}, "study_first"),
        ({"nature": "soft_measure", "kind": "soft"}, "soft_first"),
        ({"nature": "new", "kind": "hard"}, None),
        ({"nature": "study", "network_type": "cluster"}, None),
        ({"nature": "study", "cities": ("C3",)}, None),
        ({"nature": "study", "decision": "drop"}, None),
        ({"nature": "study", "dimension": "social", "public_good": "PG01"}, "study_first"),
    ],
)
def test_studies_before_works_and_soft_before_hard(first, why):
    works = Option("P01", kind="hard", public_good="PG01", **BUS)
    held = state(works, Option("P02", **(BUS | first)))
    assert earlier(held) == ((Before("P01", "P02", why),) if why else ())


def test_what_is_needed_already_or_needs_it_itself_is_not_suggested():
    study = Option("P03", nature="study", **BUS)
    chain = (Option("P01", kind="hard", requires=("P02",), **BUS), Option("P02", requires=("P03",)), study)
    assert earlier(state(*chain)) == ()
    circle = (Option("P01", kind="hard", **BUS), Option("P03", nature="study", requires=("P01",), **BUS))
    assert earlier(state(*circle)) == ()


def test_a_circle_of_needs_ends():
    held = state(Option("P01", kind="hard", requires=("P02",), **BUS), Option("P02", requires=("P01",), **BUS))
    assert earlier(held) == ()
