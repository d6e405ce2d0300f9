"""Tiers by the rules of the table, one fact at a time; the bounds of the room's own word."""

from itertools import product

import pytest

from components.framework.planning import TierRule
from components.investment import tiers
from components.language import texts
from components.workshop.records.demands import Consent
from components.workshop.records.money import CityCertainty
from tests.investment.room import CATALOGUE, EQUAL, envelopes, marks, option, plan_of, seen

SURE = tuple(CityCertainty(f"C{n}", certainty="in_budget", evidence="line 1") for n in (1, 2, 3))
RULES = {rule.code: rule for rule in CATALOGUE.tier_rules}


def room(*records, marked):
    return seen(EQUAL, *SURE, *envelopes(C1=30, C2=30, C3=30), *records, marked=marked)


def line_of(record, *records, value=4, **differing):
    [line] = plan_of(room(record, *records, marked=marks("P01", value, **differing))).lines
    return line


def said(code, answer="yes", city=None):
    return Consent(f"P01.{city or code}", "P01", code, answer, who="Mayor", on="2026-10-01", document="letter")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, "ready"),
        ({"gates_passed": ("legal",)}, "tests_open"),
        ({"kind": "hard", "readiness": 2}, "not_ripe"),
        ({"kind": "hard", "readiness": 3}, "ready"),
        ({"kind": "soft", "readiness": 0}, "ready"),
        ({"kind": "hard", "nature": "study", "readiness": 0}, "ready"),
        ({"blocking": "land"}, "blocked"),
        ({"blocking": "none"}, "ready"),
    ],
)
def test_what_holds_back_an_option_of_the_plan(fields, rule):
    line = line_of(option("P01", **fields))
    assert line.chosen
    assert line.rules[0] == rule
    assert line.tier == line.proposed == RULES[rule].tier


def test_every_rule_that_holds_is_told_the_first_decides():
    line = line_of(option("P01", gates_passed=(), kind="hard", blocking="permit"))
    assert line.rules == ("tests_open", "not_ripe", "blocked")
    assert line.why == "plan.why.prepare_gate_mandate"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"decision": "defer"}, "set_aside"),
        ({"must": "out"}, "set_aside"),
        ({"gates_failed": ("legal",), "gates_passed": ()}, "test_failed"),
        ({"capex_likely": None}, "incomplete"),
        ({"capex_likely": 9000}, "good"),
    ],
)
def test_why_an_option_is_left_out(fields, rule):
    line = line_of(option("P01", **fields))
    assert not line.chosen
    assert (line.rules[0], line.tier) == (rule, RULES[rule].tier)


def test_a_split_waits_for_the_yes_of_every_city_that_pays():
    line = line_of(option("P01"), C2=0)
    assert (line.chosen, line.tier, line.rules, line.waits_for) == (False, "not_now", ("split",), ("C1", "C2", "C3"))
    line = line_of(option("P01"), said("C1"), said("C2"), C2=0)
    assert (line.chosen, line.waits_for) == (False, ("C3",))
    line = line_of(option("P01"), said("C1"), said("C2"), said("C3"), C2=0)
    assert (line.chosen, line.tier, line.waits_for) == (True, "ready", ())


def test_a_no_holds_back_the_money_of_that_city_alone():
    records = (option("P01", 90), said("C1"), said("C2", "no"), said("C3"))
    found = plan_of(room(*records, marked=marks("P01", 4, C2=0)))
    [line] = found.lines
    assert (line.chosen, line.tier, line.refused_by) == (True, "ready", ("C2",))
    paid = {city.city: city.capex for city in found.cities}
    assert paid == {"C1": 45, "C2": 0, "C3": 45}


def test_who_pays_the_part_of_another_must_say_yes_before_it_is_ready():
    # nobody splits over it: it stays in the plan, but the others have not agreed to the larger share
    line = line_of(option("P01"), said("C2", "no"))
    assert (line.chosen, line.tier, line.rules, line.waits_for) == (True, "prepare", ("payers_yes",), ("C1", "C3"))
    assert line.why == "plan.why.prepare_refused"


def test_when_every_city_refuses_nobody_pays():
    line = line_of(option("P01"), *(said(f"C{n}", "no") for n in (1, 2, 3)))
    assert (line.chosen, line.rules, line.tier) == (False, ("nobody_pays",), "not_now")


OWN = {"tier_reason": "the council said so", "tier_by": "Three mayors"}


def test_the_room_sets_a_tier_with_a_reason_and_a_name():
    line = line_of(option("P01", tier="prepare", **OWN))
    assert (line.tier, line.proposed, line.refused_tier) == ("prepare", "ready", "")
    assert texts("en")(line.why, **dict(line.why_values)) == "Set by Three mayors: the council said so"
    assert line_of(option("P01", tier="prepare", tier_reason="so")).tier == "ready"


def test_the_room_cannot_make_ready_what_its_payers_have_not_agreed_to():
    line = line_of(option("P01", must="in", tier="ready", **OWN), C2=0)
    assert (line.chosen, line.tier, line.refused_tier) == (True, "prepare", "ready")


@pytest.mark.parametrize(("fields", "tier"), [({}, "reserve"), ({"decision": "defer"}, "ready")])
def test_money_follows_the_plan_and_not_a_tier(fields, tier):
    line = line_of(option("P01", tier=tier, **OWN, **fields))
    assert line.refused_tier == tier
    assert line.tier == line.proposed


def test_the_table_has_an_end_for_both_kinds():
    for chosen in (True, False):
        rules = sorted((rule for rule in CATALOGUE.tier_rules if rule.chosen == chosen), key=lambda rule: rule.order)
        assert rules[-1].fact == tiers.ALWAYS
        assert sum(rule.fact == tiers.ALWAYS for rule in rules) == 1
        assert all(isinstance(rule, TierRule) and rule.tier in tiers.ALLOWED[chosen] for rule in rules)


def test_every_blocking_item_and_every_reason_has_its_texts():
    for language in ("en", "zh"):
        t = texts(language)
        for item in CATALOGUE.blocking_items:
            if item.code != "none":
                assert t(f"plan.why.prepare_blocked_{item.code}")


@pytest.mark.parametrize("answers", list(product(("", "yes", "no"), repeat=3)))
def test_whatever_the_cities_answer_a_split_is_ready_only_with_the_yes_of_all_who_pay(answers):
    given = [said(f"C{place}", answer) for place, answer in enumerate(answers, start=1) if answer]
    for record in (option("P01", 60), option("P01", 60, must="in", tier="ready", **OWN)):
        found = plan_of(room(record, *given, marked=marks("P01", 4, C2=0)))
        [line] = found.lines
        paying = [answer for answer in answers if answer != "no"]
        agreed = bool(paying) and set(paying) == {"yes"}
        assert (line.tier == "ready") == agreed
        assert found.not_agreed == ("P01",)
        paid = {city.city: city.capex for city in found.cities}
        assert all(paid[f"C{place}"] == 0 for place, answer in enumerate(answers, start=1) if answer == "no")
        assert sum(paid.values()) == (60 if line.chosen else 0)
