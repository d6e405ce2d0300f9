from hypothesis import given
from hypothesis import strategies as st

from components.ballot.limits import Pace


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_burst_then_the_pace_per_key():
    clock = Clock()
    pace = Pace(3, 2, clock)
    assert [pace.allows("a") for _ in range(4)] == [True, True, True, False]
    assert pace.allows("b")
    clock.now = 0.5
    assert [pace.allows("a") for _ in range(2)] == [True, False]


@given(st.lists(st.floats(0, 5), max_size=60))
def test_never_more_than_the_burst_and_what_time_brings(pauses):
    clock = Clock()
    pace = Pace(4, 2, clock)
    allowed = 0
    for pause in pauses:
        clock.now += pause
        allowed += pace.allows("a")
    assert allowed <= 4 + 2 * clock.now + 1e-6


def test_idle_keys_are_forgotten_and_busy_ones_are_not(monkeypatch):
    monkeypatch.setattr("components.ballot.limits._MOST_KEYS", 10)
    clock = Clock()
    pace = Pace(1, 1, clock)
    for number in range(10):
        pace.allows(f"idle{number}")
    clock.now = 10
    assert pace.allows("busy")
    assert not pace.allows("busy")
    assert len(pace._left) == 1
