from dataclasses import replace

from components.ui.charts.figure import markup
from components.ui.charts.tiers import lifts, tiers_figure
from components.workshop.records.options import Option


def test_every_option_stands_once_in_the_column_of_its_tier(t, state, plan, catalogue):
    page = markup(t, tiers_figure(t, state, plan, catalogue))
    assert page.count('class="scn-option"') == len(plan.lines)
    assert page.count('class="scn-tier"') == 4
    assert "<script>" not in page


def test_the_title_counts_what_is_ready_and_what_is_prepared(english, state, plan, catalogue):
    assert tiers_figure(english, state, plan, catalogue).title == "1 of 3 options is ready, 1 must be prepared first"


def test_what_would_lift_an_option_names_the_open_tests(english, plan, catalogue):
    line = replace(plan.lines[1], rules=("tests_open", "money_short"))
    tests = [test.code for test in catalogue.gate_tests]
    found = lifts(english, catalogue, line, Option("P02", gates_passed=tuple(tests[1:])))
    assert len(found) == 2
    assert found[0].endswith(": Mandate")
    assert lifts(english, catalogue, replace(line, tier="ready"), Option("P02")) == []


def test_the_rooms_own_tier_and_one_that_cannot_count_are_said(english, state, plan, catalogue):
    own = replace(plan.lines[0], tier="prepare", proposed="ready")
    stays = replace(plan.lines[1], proposed="prepare", refused_tier="ready", waits_for=("C1",), refused_by=("C2",))
    page = markup(english, tiers_figure(english, state, replace(plan, lines=(own, stays)), catalogue))
    assert english("tiers.by_rules", tier="Ready and funded") in page
    for key, values in (
        ("tiers.waits", {"cities": "Pereira"}),
        ("tiers.no_of", {"cities": "Manizales"}),
    ):
        assert english(key, **values) in page
    assert "cannot count as things stand" in page


def test_without_options_it_says_where_they_come_from(t, nothing, catalogue):
    empty, _, plan = nothing
    assert tiers_figure(t, empty, plan, catalogue).title == t("tiers.figure.empty_title")
