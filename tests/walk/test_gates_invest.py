from components.workshop.records.money import CityCertainty, Source
from components.workshop.records.options import BenefitShare
from components.workshop.records.partnership import Clause, CostKey, Governance
from components.workshop.records.rounds import Round
from tests.investment.room import EQUAL, envelopes, marks, option, seen
from tests.walk.walls import checks, said

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


def test_step_5_wants_a_form_a_rule_and_a_key_that_can_be_used():
    agreed = Governance("main", form="council", decision_rule="unanimity", secretariat="C1")
    shown = seen(agreed, EQUAL, Clause("purpose", status="agreed"))
    assert set(checks(5, shown).values()) == {"done"}
    found = checks(5, seen(CostKey("use", 100.0), Clause("purpose"), Clause("disputes", status="agreed_in_principle")))
    assert found["form.open"] == "missing"
    assert found["plan.sharing.no_metric_use"] == "missing"
    assert found["open_clauses.open"] == "warn"


def test_step_6_is_done_when_money_evidence_and_bodies_are_there():
    sure = [CityCertainty(f"C{n}", "in_budget", "line 1") for n in (1, 2, 3)]
    source = Source("F01", certainty="secured", evidence="letter")
    benefit = BenefitShare("P01.C1", "P01", "C1", 100.0)
    line = option("P01", responsible_body="Works")
    shown = seen(line, EQUAL, *MONEY, *sure, source, benefit, marked=marks("P01", 4))
    assert set(checks(6, shown).values()) == {"done"}
    assert said(6, shown, "plan.done") == "The plan holds one option."


def test_step_6_says_what_is_not_stated_not_proven_and_not_agreed():
    records = (option("P01"), option("P02"), EQUAL, *envelopes(C1=99, C2=99), Source("F01", certainty="secured"))
    shown = seen(*records, marked=[*marks("P01", 4), *marks("P02", 5, C1=0)])
    found = checks(6, shown)
    assert found["envelopes.open"] == "missing"
    assert said(6, shown, "envelopes.open").startswith("Money not stated for every year: Cora.")
    assert found["evidence.open"] == "missing"
    assert found["not_agreed.open"] == "warn"
    assert found["plan.none"] == "missing"


def test_step_6_shows_clashes_and_gaps():
    found = checks(6, seen(option("P01", 900, must="in"), EQUAL, *MONEY, marked=marks("P01", 4)))
    assert found["plan.clash.money_many"] == "missing"
    assert found["plan.infeasible"] == "missing"
    assert found["gap.open"] == "warn"
