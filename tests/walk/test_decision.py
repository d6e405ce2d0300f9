from components.framework.parameters import load_parameters
from components.language import texts
from components.walk.decision import proposals
from components.workshop.records.delivery import WorkItem
from components.workshop.records.options import BenefitShare
from tests.investment.room import EQUAL, SETTING, envelopes, marks, option, plan_of, seen

CITIES = ("C1", "C2", "C3")
RECORDS = (
    option("P01", 90, name="Hub"),
    option("P02", 30, name="Wall", cities=("C1",)),
    option("P03", 900, name="Bridge"),
    EQUAL,
    *envelopes(C1=61, C2=60, C3=60),
    *(BenefitShare(f"P01.{city}", "P01", city, percent) for city, percent in zip(CITIES, (50.0, 40.0, 10.0))),
    *(BenefitShare(f"P02.{city}", "P02", city, percent) for city, percent in zip(CITIES, (100.0, 0.0, 0.0))),
    WorkItem("W02", what="Open the desk", owner="Aran", due="2027-06-30"),
    WorkItem("W01", what="Councils read the plan", owner="Mayors", due="2027-01-31"),
    WorkItem("W03", what="Done already", owner="Mayors", due="2026-01-31", status="done"),
)
MARKED = (*marks("P01", 5), *marks("P02", 4), *marks("P03", 4))
ROOM = seen(*RECORDS, marked=MARKED)


def proposed(language="en", shown=ROOM):
    return proposals(texts(language), shown.state, plan_of(shown), load_parameters())


def test_what_each_city_commits_in_the_first_year_is_asked_and_sums():
    # 90 of the hub shared equally, 30 of the wall by Aran alone: all in 2027
    assert proposed()["decision_asked"] == (
        "Authorise the 3 mayors to sign the agreement and to commit COP million 120 in 2027: Aran 60, Belo 30, Cora 30."
    )


def test_what_is_not_built_without_an_agreement_is_the_joint_options_only():
    assert proposed()["cost_of_nothing"] == (
        "Without an agreement 1 joint option of COP million 90 is not built."
    )


def test_who_waits_and_who_pays_above_its_part_is_named():
    text = proposed()["main_tradeoff"]
    assert text.startswith("P03 Bridge waits")
    # Cora pays 30 of 120 and gets 10 % of the hub and nothing of the wall
    assert "Cora pays 25 % of what the cities pay and gets 7.5 % of the benefit." in text


def test_the_next_steps_are_those_of_the_work_programme_in_order():
    assert proposed()["next_steps"].splitlines() == [
        "Councils read the plan · Mayors · 2027-01-31",
        "Open the desk · Aran · 2027-06-30",
    ]


def test_each_fact_stands_on_a_line_of_its_own_in_the_language_of_the_reader():
    waits, pays = proposed("zh")["main_tradeoff"].splitlines()
    assert waits.startswith("P03 Bridge延后")
    assert pays.startswith("Cora承担")


def test_without_a_plan_nothing_is_proposed_for_it():
    assert proposed(shown=seen(option("P01"), EQUAL, setting=SETTING)) == {}
