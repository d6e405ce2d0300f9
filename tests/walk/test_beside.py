import threading

import pytest

from components.walk.beside import Beside

LATE = 20


def test_parts_are_handed_over_as_they_are_made():
    first, go = threading.Event(), threading.Event()

    def make(_cancelled):
        yield "a"
        first.set()
        go.wait(LATE)
        yield "b"

    work = Beside(make, total=2)
    assert first.wait(LATE)
    assert work.parts == ("a",)
    assert not work.within(0)
    assert work.share == 0.5
    go.set()
    assert work.within(LATE)
    assert work.parts == ("a", "b")
    assert work.share == 1.0


def test_work_that_is_stopped_keeps_what_it_has():
    begun, go = threading.Event(), threading.Event()

    def make(cancelled):
        yield 1
        begun.set()
        go.wait(LATE)
        if not cancelled():
            yield 2

    work = Beside(make, total=2)
    assert begun.wait(LATE)
    work.stop()
    go.set()
    assert work.within(LATE)
    assert work.parts == (1,)


def test_an_error_reaches_the_page():
    def make(_cancelled):
        yield 1
        raise ValueError

    work = Beside(make, total=2)
    with pytest.raises(ValueError):
        work.within(LATE)
    assert work.done
