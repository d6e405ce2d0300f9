import pytest

from components.analysis.evaluate import evaluate
from components.investment.candidates import money_of, opex_shares, option_shares, question, sources_in_use, why_not
from components.investment.plan_records import Score
from components.investment.priority import scores
from components.investment.sharing import sharing
from components.workshop.records.demands import Consent, OptionKey
from components.workshop.records.money import Envelope, Source, SourceAmount
from components.workshop.records.partnership import CostKey, KeyMetric
from components.workshop.records.setting import ExchangeRate
from tests.builders import cities, state
from tests.investment.room import CATALOGUE, EQUAL, FIRST, PARAMETERS, SETTING, envelopes, marks, option, seen

USE = (CostKey("use", 100.0), *(KeyMetric(f"use.C{n}", "use", f"C{n}", value) for n, value in ((1, 5), (2, 3), (3, 2))))


def reason(record, flag="consensus", value=60.0, *others):
    score = Score(record.code, value, None, None, None, None, None, flag, 9, ())
    held = state(SETTING, *cities(3), record, *others)
    return why_not(record, money_of(record, held), score, held)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"decision": ""}, "not_short_listed"),
        ({"decision": "merge"}, "merged"),
        ({"decision": "defer"}, "deferred"),
        ({"decision": "drop"}, "dropped"),
        ({"must": "out"}, "room_out"),
        ({"capex_likely": -5.0}, "negative_cost"),
        ({"opex_per_year": -1.0}, "negative_cost"),
        ({"build_years": 0}, "no_build_time"),
        ({"capex_likely": float("nan")}, "no_capex"),
        ({"opex_per_year": float("inf")}, "no_opex"),
        ({"cities": ("C9",)}, "no_city"),
        ({"cities": ("C9",), "must": "in"}, "no_city"),
        ({"cities": ("C9", "C2")}, ""),
        ({"cities": ()}, ""),
        ({"gates_failed": ("legal",)}, "gate_failed"),
        ({"capex_likely": None}, "no_capex"),
        ({"opex_per_year": None}, "no_opex"),
        ({"currency": "USD"}, "no_rate"),
        ({"build_years": 6}, "too_long"),
        ({"build_years": 2, "earliest_year": FIRST + 4}, "too_long"),
    ],
)
def test_why_an_option_cannot_be_chosen(fields, expected):
    assert reason(option("P01", **fields)) == expected


def test_a_split_is_left_out_unless_the_room_decides():
    assert reason(option("P01"), "split") == "split"
    assert reason(option("P01", must="in"), "split") == ""


def test_without_a_score_it_is_left_out_unless_the_room_decides():
    assert reason(option("P01"), "too_few", None) == "no_score"
    assert reason(option("P01", must="in"), "too_few", None) == ""


def test_zero_is_a_cost_and_blank_is_not_known():
    held = state(SETTING, *cities(3))
    assert money_of(option("P01", 0.0), held).capex == 0
    assert money_of(option("P01", None), held).capex is None


def test_foreign_amounts_at_the_dated_rate():
    held = state(SETTING, *cities(3), ExchangeRate("USD", rate=4000.0, date="2026-03-02"))
    found = money_of(option("P01", 2.5, opex_per_year=0.1, revenue_per_year=0.05, currency="USD"), held)
    assert (found.capex, found.opex, found.revenue, found.net_opex) == (10_000, 400, 200, 200)


def test_user_charges_never_make_the_running_cost_negative():
    held = state(SETTING, *cities(3))
    assert money_of(option("P01", opex_per_year=5, revenue_per_year=9), held).net_opex == 0


def shares(record):
    held = state(SETTING, *cities(3), *USE)
    key = sharing(held, CATALOGUE, PARAMETERS)
    return option_shares(record, key, held), opex_shares(record, key, held)


def test_the_key_is_taken_among_the_cities_that_take_part():
    # 5 : 3 : 2 among the first and the third
    assert shares(option("P01", cities=("C1", "C3")))[0] == pytest.approx((5 / 7, 0, 2 / 7))
    assert shares(option("P01", cities=()))[0] == pytest.approx((0.5, 0.3, 0.2))


def test_who_runs_it_may_be_another_than_who_builds_it():
    assert shares(option("P01"))[1] == pytest.approx((0.5, 0.3, 0.2))
    assert shares(option("P01", opex_payer="C2"))[1] == (0, 1, 0)
    assert shares(option("P01", opex_payer="EXT"))[1] == (0, 0, 0)


def test_only_money_that_is_sure_enough_is_planned_with_the_surest_first():
    sources = [Source(f"F{n}", certainty=kind) for n, kind in enumerate(("applied", "identified", "secured", "gap"))]
    found = sources_in_use(state(*sources), CATALOGUE, PARAMETERS)
    assert [source.code for source in found] == ["F2", "F0"]
    looser = PARAMETERS.with_overrides({"portfolio.certainty_minimum": 10})
    assert [source.code for source in sources_in_use(state(*sources), CATALOGUE, looser)] == ["F2", "F0", "F1"]


def test_the_question_holds_candidates_envelopes_and_pots():
    shown = seen(
        option("P01", 90, build_years=2, earliest_year=FIRST + 1),
        option("P02", decision="defer"),
        EQUAL,
        *envelopes(C1=10.9),
        Envelope("C2.1", "C2", FIRST + 1, 7),
        Envelope("C2.9", "C2", FIRST + 9, 99),
        Source("F01", certainty="secured", options=("P01",)),
        SourceAmount("F01.1", "F01", FIRST, 5),
        marked=marks("P01", 4),
    )
    found = scores(shown, evaluate(shown, CATALOGUE, PARAMETERS), CATALOGUE)
    key = sharing(shown.state, CATALOGUE, PARAMETERS)
    asked = question(shown.state, found, key, CATALOGUE, PARAMETERS)
    assert asked.envelopes == ((10,) * 5, (0, 7, 0, 0, 0), (0,) * 5)
    assert [(pot.options, pot.amounts) for pot in asked.pots] == [(("P01",), (5, 0, 0, 0, 0))]
    (only,) = asked.candidates
    assert (only.code, only.capex, only.build, only.earliest) == ("P01", 90, 2, 1)
    assert only.value == pytest.approx(80)


def no(code, *refusing):
    return [Consent(f"{code}.{city}", code, city, "no") for city in refusing]


def shares_with(record, *others):
    held = state(SETTING, *cities(3), record, *USE, *others)
    key = sharing(held, CATALOGUE, PARAMETERS)
    return option_shares(record, key, held), opex_shares(record, key, held)


def test_an_option_with_a_key_of_its_own_is_shared_by_that():
    own = (OptionKey("P01.equal", "P01", "equal", 100.0),)
    assert shares_with(option("P01"), *own)[0] == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=1e-4)
    assert shares_with(option("P02"), *own)[0] == pytest.approx((0.5, 0.3, 0.2))


def test_a_city_that_says_no_keeps_its_own_money_and_the_others_pay_the_rest():
    # 5 : 3 : 2 without the first is 3 : 2
    assert shares_with(option("P01"), *no("P01", "C1")) == (pytest.approx((0, 0.6, 0.4)),) * 2
    assert shares_with(option("P02"), *no("P01", "C1"))[0] == pytest.approx((0.5, 0.3, 0.2))


def test_running_cost_of_a_payer_that_says_no_falls_on_the_others_by_the_key():
    assert shares_with(option("P01", opex_payer="C1"), *no("P01", "C1"))[1] == pytest.approx((0, 0.6, 0.4))
    assert shares_with(option("P01", opex_payer="X"), *no("P01", "C1"))[1] == (0, 0, 0)


def test_what_nobody_is_left_to_pay_for_cannot_be_chosen():
    record = option("P01", cities=("C1", "C2"), must="in")
    assert reason(record, "consensus", 60.0, *no("P01", "C1")) == ""
    assert reason(record, "consensus", 60.0, *no("P01", "C1", "C2")) == "refused"
    assert shares_with(record, *no("P01", "C1", "C2")) == ((0, 0, 0), (0, 0, 0))
