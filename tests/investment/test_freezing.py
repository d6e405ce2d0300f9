import dataclasses
import json
import math
from dataclasses import dataclass
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.errors import InputError
from components.investment.freezing import frozen, thawed
from components.investment.plan_records import Plan, Portfolio
from components.language import Phrase
from tests.investment.room import EQUAL, envelopes, marks, option, plan_of, seen

WORDS = st.text(max_size=8)
PHRASES = st.builds(Phrase, WORDS, st.tuples(st.tuples(WORDS, WORDS | st.integers())))
PLAIN = {str: WORDS, bool: st.booleans(), int: st.integers(), float: st.floats(allow_nan=False) | st.integers(-9, 9)}
PLAIN[Any] = WORDS | st.integers() | st.floats(allow_nan=False) | st.none() | PHRASES | st.tuples(WORDS, WORDS)


def any_of(kind: Any) -> st.SearchStrategy:
    """Any value of a type as the plan's records state it."""
    if kind in PLAIN:
        return PLAIN[kind]
    args = get_args(kind)
    if get_origin(kind) is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return st.lists(any_of(args[0]), max_size=2).map(tuple)
        return st.tuples(*(any_of(arg) for arg in args))
    if type(None) in args:
        return st.none() | any_of(next(arg for arg in args if arg is not type(None)))
    hints = get_type_hints(kind)
    return st.builds(kind, **{item.name: any_of(hints[item.name]) for item in dataclasses.fields(kind)})


def there_and_back(value: Any) -> Any:
    return thawed(type(value), json.loads(json.dumps(frozen(value), allow_nan=False)))


@settings(max_examples=60, deadline=None)
@given(any_of(Plan))
def test_any_plan_is_the_same_when_it_is_read_again(plan):
    found = there_and_back(plan)
    assert found == plan
    assert repr(found) == repr(plan)


def test_a_made_plan_is_the_same_with_all_its_words():
    shown = seen(option("P01", 90), option("P02", 900), EQUAL, *envelopes(C1=20, C2=20, C3=20), marked=marks("P01", 4))
    plan = plan_of(shown)
    assert any(line.why_values for line in plan.lines)
    assert there_and_back(plan) == plan


@pytest.mark.parametrize("gap", [math.inf, -math.inf, 0.0, 1, 0.1 + 0.2])
def test_every_number_comes_back_as_it_was(gap):
    portfolio = Portfolio("unknown", 1.5, 3.0, gap, 0.25)
    assert repr(there_and_back(portfolio)) == repr(portfolio)


def test_what_a_later_program_added_has_its_default():
    plain = frozen(Portfolio("optimal", 1.0, 2.0, 0.0, 0.1, bound=1.0))
    del plain["bound"]
    assert thawed(Portfolio, plain).bound == Portfolio("", 0, 0, 0, 0).bound


@pytest.mark.parametrize("plain", [{}, {"status": 3}, [], None, "optimal"])
def test_a_damaged_document_has_words(plain):
    with pytest.raises(InputError, match=r"adopted\.unreadable"):
        thawed(Portfolio, plain)


def test_what_json_cannot_hold_is_refused():
    @dataclass(frozen=True)
    class Odd:
        held: object

    with pytest.raises(InputError, match=r"adopted\.not_frozen"):
        frozen(Odd({1, 2}))
