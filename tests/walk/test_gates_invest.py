from dataclasses import replace

from components.workshop.records.delivery import CityVotes, DisputeStep, Kpi, Risk, WorkItem
from components.workshop.records.money import CityCertainty, Source
from components.workshop.records.options import BenefitShare
from components.workshop.records.partnership import Clause, CostKey, Governance
from components.workshop.records.rounds import Round
from tests.investment.room import CATALOGUE, EQUAL, envelopes, marks, option, seen
from tests.walk.walls import checks, gate_of, said

FIXED = Round("weights.1", "weights", 1, "revealed", revealed_at="2026-03-02T10:00:00+00:00")
MONEY = envelopes(C1=30, C2=30, C3=30)


def test_step_4_is_done_with_reasons_costs_weights_and_marks():
    shown = seen(option("P01"), FIXED, marked=marks("P01", 4))
    assert set(checks(4, shown).values()) == {"done"}


def test_step_4_names_what_is_missing():
    first, second = option("P01", None, gates_passed=()), option("P02", decision="", reason="")
    found = checks(4, seen(first, second))
    for key in ("decided", "costs", "weights", "scored"):
        assert found[f"{key}.open"] == "missing"
    assert found["gate_tests.open"] == "warn"


def test_step_4_warns_of_a_long_list_and_of_splits():
    many = [option(f"P{number:02d}") for number in range(1, 17)]
    shown = seen(*many, FIXED, marked=marks("P01", 5, C1=1))
    found = checks(4, shown)
    assert found["too_long.open"] == "warn"
    assert found["split_options.open"] == "warn"
    assert "16 options" in said(4, shown, "too_long.open")


def test_step_4_ticks_no_split_before_anybody_marked():
    assert not [key for key in checks(4, seen(option("P01"), FIXED)) if key.startswith("split_options")]


def test_step_4_sends_late_options_to_a_second_round_once_the_ballot_was_revealed():
    def place(*rounds):
        shown = seen(option("P01"), option("P02"), FIXED, *rounds, marked=marks("P01", 4))
        [found] = [row for row in gate_of(4, shown) if row.key.startswith("gates.scored")]
        return found.key, found.page, found.ballot

    revealed = Round("options.1", "options", 1, "revealed", revealed_at="2026-03-02T11:00:00+00:00")
    assert place(Round("options.1", "options", 1, "open")) == ("gates.scored.open", "room", "")
    assert place(revealed) == ("gates.scored.again", "discuss", "options")
    assert place(revealed, Round("options.2", "options", 2, "open")) == ("gates.scored.open", "room", "")


AGREED = Governance(
    "main",
    form="council_forum",
    decision_rule="unanimity",
    secretariat="C1",
    overrun_rule="same_key",
    surplus_rule="same_key",
    entry_conditions="all agree",
    exit_notice_months=0,
    exit_liabilities="running projects",
    review_date="2029-06-30",
)
CLAUSES = tuple(Clause(term.code, "words", "agreed") for term in CATALOGUE.clauses)
DELIVERED = (
    DisputeStep("D1", "officers"),
    Risk("R01", likelihood=5, impact=5, owner="C1", due="2027-01-31"),
    Kpi("I01", "Travel time", measure_by="2027-06-30"),
    WorkItem("W01", "Sign", owner="mayors", due="2027-02-28"),
)


def test_step_5_is_done_with_form_rule_clauses_key_and_what_delivers_the_plan():
    assert set(checks(5, seen(AGREED, EQUAL, *CLAUSES, *DELIVERED)).values()) == {"done"}


def test_step_5_asks_for_everything_that_is_missing():
    found = checks(5, seen(CostKey("use", 100.0), Clause("purpose"), Clause("disputes", status="agreed_in_principle")))
    lacking = ("form", "rule", "money_rules", "leaving", "disputes", "risks", "kpis", "programme")
    for key in lacking:
        assert found[f"{key}.open"] == "missing", key
    assert found["plan.sharing.no_metric_use"] == "missing"
    assert found["clauses.done"] == "done"
    assert found["open_clauses.open"] == found["secretariat.open"] == found["review.open"] == "warn"


def test_step_5_names_risks_measures_and_steps_that_are_not_ready():
    shown = seen(
        AGREED,
        EQUAL,
        *CLAUSES,
        DisputeStep("D1", "officers"),
        Risk("R01", likelihood=5, impact=5, owner="C1"),
        Risk("R02", likelihood=1),
        Kpi("I01", "Travel time"),
        Kpi("I02", "Contracts", baseline=0.0),
        WorkItem("W01", "Sign"),
    )
    found = checks(5, shown)
    assert found["risks_owned.open"] == found["baselines.open"] == "missing"
    assert found["risks_rated.open"] == found["steps_owned.open"] == "warn"
    assert said(5, shown, "risks_owned.open") == "Red, but without an owner or a date: R01."
    assert said(5, shown, "baselines.open").endswith("measured: Travel time.")


def test_step_5_warns_of_a_city_that_never_decides_and_of_votes_that_are_not_known():
    votes = replace(AGREED, decision_rule="agreed_votes")
    assert checks(5, seen(votes, EQUAL))["plan.power.no_votes"] == "missing"
    given = [CityVotes(code, value) for code, value in (("C1", 3.0), ("C2", 1.0), ("C3", 1.0))]
    shown = seen(votes, EQUAL, *given)
    assert checks(5, shown)["never_decides.open"] == "warn"
    assert said(5, shown, "never_decides.open").endswith("the votes of Belo, Cora never decide.")


def test_step_6_is_done_when_money_evidence_and_bodies_are_there():
    sure = [CityCertainty(f"C{n}", "in_budget", "line 1") for n in (1, 2, 3)]
    source = Source("F01", certainty="secured", evidence="letter")
    benefit = BenefitShare("P01.C1", "P01", "C1", 100.0)
    line = option("P01", responsible_body="Works")
    shown = seen(line, EQUAL, *MONEY, *sure, source, benefit, marked=marks("P01", 4))
    assert set(checks(6, shown).values()) == {"done"}
    assert said(6, shown, "plan.done") == "The plan holds one option."


def test_step_6_names_benefits_by_city_that_count_nowhere():
    parts = [BenefitShare(f"P01.{city}", "P01", city, percent) for city, percent in (("C1", 60.0), ("C2", 30.5))]
    shown = seen(option("P01"), EQUAL, *MONEY, *parts, marked=marks("P01", 4))
    found = checks(6, shown)
    assert found["benefits.done"] == "done"
    assert found["benefits_sum.open"] == "warn"
    assert "(90.5 %)" in said(6, shown, "benefits_sum.open")


def test_step_6_says_what_is_not_stated_not_proven_and_not_agreed():
    records = (option("P01"), option("P02"), EQUAL, *envelopes(C1=99, C2=99), Source("F01", certainty="secured"))
    shown = seen(*records, marked=[*marks("P01", 4), *marks("P02", 5, C1=0)])
    found = checks(6, shown)
    assert found["envelopes.open"] == "missing"
    assert said(6, shown, "envelopes.open").startswith("Money not stated for every year: Cora.")
    assert found["evidence.open"] == "missing"
    assert found["not_agreed.open"] == "warn"
    assert found["plan.none"] == "missing"


def test_step_6_without_money_and_marks_ticks_nothing():
    found = checks(6, seen(option("P01"), EQUAL))
    assert "done" not in found.values()
    assert not [key for key in found if key.startswith(("evidence", "not_agreed"))]


def test_step_6_shows_clashes_and_gaps():
    found = checks(6, seen(option("P01", 900, must="in"), EQUAL, *MONEY, marked=marks("P01", 4)))
    assert found["plan.clash.money"] == "missing"
    assert found["plan.infeasible"] == "missing"
    assert found["gap.open"] == "warn"
