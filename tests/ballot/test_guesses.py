from hypothesis import given
from hypothesis import strategies as st

from components.ballot.guesses import Guesses


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_only_wrong_codes_count_and_come_back_with_time():
    clock = Clock()
    guesses = Guesses(3, 0.5, clock)
    for _ in range(100):
        assert not guesses.spent("a")
    for _ in range(3):
        guesses.wrong("a")
    assert guesses.spent("a")
    assert not guesses.spent("b")
    clock.now = 2.0
    assert not guesses.spent("a")


@given(st.lists(st.floats(0, 20), max_size=80))
def test_never_more_looked_at_than_the_burst_and_what_time_brings(pauses):
    clock = Clock()
    guesses = Guesses(5, 0.2, clock)
    looked_at = 0
    for pause in pauses:
        clock.now += pause
        if not guesses.spent("a"):
            looked_at += 1
            guesses.wrong("a")
    assert looked_at <= 5 + 0.2 * clock.now + 1e-6


def test_keys_that_are_free_again_are_forgotten(monkeypatch):
    monkeypatch.setattr("components.ballot.guesses._MOST_KEYS", 3)
    clock = Clock()
    guesses = Guesses(2, 1, clock)
    for number in range(3):
        guesses.wrong(f"old{number}")
    clock.now = 100
    guesses.wrong("new")
    assert set(guesses._wrong) == {"new"}
