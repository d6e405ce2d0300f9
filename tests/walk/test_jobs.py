"""One job per key, watched by many, ended by hand or by screens that moved on, and the queue before the lanes."""

import subprocess
import sys
import threading
import time

import pytest

from components.walk import jobs as module
from components.walk.jobs import Jobs, Lanes

LATE = 30.0


class Slow:
    """Work that tells of a first part and goes on until it is let go or shall end."""

    def __init__(self):
        self.calls = 0
        self.told, self.go = threading.Event(), threading.Event()

    def __call__(self, job):
        self.calls += 1
        job.tell("part", 0.25)
        self.told.set()
        ends = time.monotonic() + LATE
        while not self.go.wait(0.005) and time.monotonic() < ends:
            if job.ending():
                return "until then"
        return "all"


@pytest.fixture
def slow():
    work = Slow()
    yield work
    work.go.set()


def raising(job):
    """Work that leaves nothing when it is ended."""
    while True:
        job.at(0.1)
        time.sleep(0.002)


def broken(_):
    raise ArithmeticError


def plain(value):
    return lambda _: value


def test_while_it_goes_on_the_best_until_now_can_be_seen(slow):
    jobs = Jobs(4)
    job = jobs.show("here", "key", slow)
    assert slow.told.wait(LATE)
    assert (job.done, job.found, job.share, job.begun) == (False, "part", 0.25, True)
    assert not job.within(0)
    assert jobs.last("here") is None
    slow.go.set()
    assert job.answer() == "all"
    assert job.done
    assert job.whole
    assert jobs.last("here") is job
    assert job.seconds > 0


def test_the_same_is_done_once_for_all_who_ask(slow):
    jobs, found = Jobs(4), []
    assert jobs.show("one tab", "key", slow) is jobs.show("another tab", "key", slow)
    threads = [threading.Thread(target=lambda: found.append(jobs.answer("key", slow))) for _ in range(6)]
    for thread in threads:
        thread.start()
    slow.go.set()
    for thread in threads:
        thread.join()
    assert found == ["all"] * 6
    assert jobs.answer("key", slow) == "all"
    assert slow.calls == 1


def test_many_who_ask_and_leave_at_once_are_counted_right(slow):
    jobs = Jobs(4)
    job = jobs.show("here", "key", slow)
    threads = [threading.Thread(target=jobs.answer, args=("key", slow)) for _ in range(40)]
    for thread in threads:
        thread.start()
    while job.waiting < 40:
        time.sleep(0.002)
    slow.go.set()
    for thread in threads:
        thread.join()
    assert job.waiting == 0


def test_ended_by_hand_what_there_is_stays_the_result_until_somebody_wants_more(slow):
    jobs = Jobs(4)
    job = jobs.show("here", "key", slow)
    assert slow.told.wait(LATE)
    job.again()
    assert jobs.show("here", "key", slow) is job
    job.stop()
    assert job.answer() == jobs.answer("key", slow) == "until then"
    assert not job.whole
    job.again()
    slow.go.set()
    assert jobs.answer("key", slow) == "all"


def test_what_is_whole_is_not_done_again():
    jobs = Jobs(4)
    job = jobs.show("here", "key", plain(1))
    assert job.answer() == 1
    job.again()
    job.stop()
    assert jobs.show("here", "key", plain(2)) is job
    assert job.whole


def test_ended_work_that_has_no_half_result_leaves_the_one_before_it():
    jobs = Jobs(4)
    jobs.show("room", "old", plain("kept")).answer()
    job = jobs.show("room", "new", raising)
    job.stop()
    assert job.answer() is None
    assert (jobs.last("room").key, jobs.last("room").found, jobs.shown("room")) == ("old", "kept", job)


def test_a_screen_that_moves_on_ends_its_job_and_finds_it_anew_when_it_comes_back(slow):
    jobs = Jobs(4)
    first = jobs.show("here", "key", slow)
    second = jobs.show("here", "other", slow)
    assert first.within(LATE)
    assert not second.done
    slow.go.set()
    assert jobs.show("here", "key", slow).answer() == "all"


def test_a_job_that_somebody_waits_for_or_another_screen_shows_goes_on(slow):
    jobs = Jobs(4)
    first = jobs.show("here", "key", slow)
    jobs.show("there", "key", slow)
    jobs.show("here", "second", slow)
    assert not first.stopped
    found = []
    thread = threading.Thread(target=lambda: found.append(jobs.answer("second", slow)))
    thread.start()
    second = jobs.show("here", "second", slow)
    while not second.waiting:
        time.sleep(0.002)
    jobs.show("here", "third", slow)
    assert not second.stopped
    slow.go.set()
    thread.join()
    assert found == ["all"]


def test_stopped_by_a_person_it_stays_so_when_the_screen_moves_on():
    jobs, held, go = Jobs(4), threading.Event(), threading.Event()

    def deaf(_):
        held.set()
        go.wait(LATE)
        return "half"

    job = jobs.show("here", "key", deaf)
    assert held.wait(LATE)
    job.stop()
    jobs.show("here", "other", plain(1))
    go.set()
    assert job.answer() == "half"
    assert jobs.show("here", "key", deaf) is job


def test_an_error_is_told_to_who_waits_and_not_kept():
    jobs, calls = Jobs(4), []

    def failing(_):
        calls.append(1)
        if len(calls) == 1:
            raise ValueError
        return 5

    with pytest.raises(ValueError):
        jobs.answer("key", failing)
    assert jobs.answer("key", failing) == 5


def test_a_screen_that_draws_itself_anew_sees_the_error_once_before_it_is_tried_again():
    jobs = Jobs(4)
    job = jobs.show("here", "key", broken)
    assert job.within(LATE)
    assert jobs.show("here", "key", broken) is job
    with pytest.raises(ArithmeticError):
        job.answer()
    assert jobs.show("here", "key", plain(7)).answer() == 7


def test_an_error_that_a_screen_shows_stays_until_somebody_tries_again():
    jobs = Jobs(4)
    job = jobs.show("here", "key", broken)
    assert job.within(LATE)
    assert jobs.show("here", "key", plain(7)) is job
    assert isinstance(job.error, ArithmeticError)
    assert (job.found, jobs.last("here")) == (None, None)
    job.again()
    assert jobs.show("here", "key", plain(7)).answer() == 7


def test_a_page_that_is_drawn_anew_while_the_result_comes_gets_the_same_job():
    """Many drawings of two tabs, and the end somewhere among them: never a second run, never a half result."""
    for _ in range(20):
        jobs, calls = Jobs(4), []

        def work(job, calls=calls):
            calls.append(1)
            job.tell("part", 0.5)
            time.sleep(0.003)
            return "all"

        seen = set()

        def draw(tab, jobs=jobs, work=work, seen=seen):
            for _ in range(40):
                job = jobs.show(tab, "key", work)
                seen.add((job.done, job.found) if job.done else (False, "on"))
                time.sleep(0.0002)

        threads = [threading.Thread(target=draw, args=(tab,)) for tab in "ab"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert calls == [1]
        assert jobs.answer("key", work) == "all"
        assert seen <= {(False, "on"), (True, "all")}


def test_only_the_last_are_kept_and_what_is_dropped_ends(slow):
    jobs = Jobs(2, Lanes(3))
    first = jobs.show("a", "one", slow)
    jobs.show("b", "two", slow)
    jobs.show("c", "three", slow)
    assert first.within(LATE)
    assert first.stopped
    assert jobs.shown("a") is None


@pytest.mark.parametrize("most", [1, 2])
def test_so_many_places_are_remembered(most):
    jobs = Jobs(most)
    for place in range(3):
        jobs.show(place, place, plain("done")).answer()
        jobs.show(place, "next", plain("next")).answer()
    assert [place for place in range(3) if jobs.last(place) is not None] == list(range(3 - most, 3))
    assert len(jobs._jobs) <= most
    assert len(jobs._last) <= most


def test_forgetting_ends_what_goes_on(slow):
    jobs = Jobs(4)
    job, old = jobs.show("here", "key", slow), jobs.show("there", "old", plain(1))
    assert old.answer() == 1
    jobs.forget()
    assert job.within(LATE)
    assert jobs.last("there") is None


def test_what_is_forgotten_of_one_leaves_others_and_whoever_waits_alone(slow):
    jobs = Jobs(9, Lanes(9))
    mine, shared = jobs.show(("mine", "tab"), "a", slow), jobs.show(("mine",), "b", slow)
    theirs, old = jobs.show(("theirs",), "c", slow), jobs.show(("theirs", "tab"), "old", plain(1))
    jobs.show(("theirs", "other"), "b", slow)
    assert old.answer() == 1
    jobs.forget("mine")
    assert mine.within(LATE)
    assert jobs.shown(("mine", "tab")) is None
    assert not shared.done
    assert not theirs.done
    assert jobs.shown(("theirs", "tab")) is old


def test_no_more_than_the_lanes_hold_are_at_work_and_the_others_wait(slow):
    jobs = Jobs(9, Lanes(2))
    shown = [jobs.show(place, place, slow) for place in range(5)]
    assert [job.begun for job in shown] == [True, True, False, False, False]
    assert shown[4].seconds == 0.0
    slow.go.set()
    assert [job.answer() for job in shown] == ["all"] * 5


def test_the_queue_is_served_in_turns_and_not_by_who_asked_most():
    jobs, order, go = Jobs(20, Lanes(2)), [], {}

    def work(name):
        go[name] = threading.Event()

        def run(_):
            order.append(name)
            go[name].wait(LATE)

        return run

    asked = [("loud", number) for number in range(4)] + [("quiet", 0), ("quiet", 1), ("third", 0)]
    shown = {name: jobs.show(name, name, work(name)) for name in asked}
    for name in (("loud", 0), ("quiet", 0), ("quiet", 1), ("third", 0)):
        go[name].set()
        assert shown[name].within(LATE)
    ends = time.monotonic() + LATE
    while len(order) < 6 and time.monotonic() < ends:
        time.sleep(0.002)
    assert sorted(order[:2]) == [("loud", 0), ("loud", 1)]
    assert order[2:6] == [("quiet", 0), ("quiet", 1), ("third", 0), ("loud", 2)]
    for event in go.values():
        event.set()


def test_work_that_is_ended_before_its_turn_never_begins(slow):
    jobs = Jobs(4, Lanes(1))
    jobs.show("a", "one", slow)
    waits = jobs.show("b", "two", lambda _: pytest.fail("begun"))
    waits.stop()
    assert waits.within(0)
    assert (waits.answer(), waits.begun, waits.by_hand) == (None, False, True)
    moved = jobs.show("c", "three", lambda _: pytest.fail("begun"))
    jobs.show("c", "four", plain(4))
    assert moved.within(0)
    slow.go.set()
    assert jobs.answer("four", plain(4)) == 4


def test_ended_while_it_is_starting_it_ends_whatever_comes_first():
    lanes = Lanes(2)
    jobs = Jobs(4, lanes)
    for number in range(200):
        job = jobs.show("here", number, raising)
        threads = [threading.Thread(target=ask) for ask in (job.stop, job.leave)]
        for thread in threads:
            thread.start()
        assert job.within(LATE)
        assert job.answer() is None
        for thread in threads:
            thread.join()
    assert jobs.show("here", "last", plain(1)).answer() == 1
    ends = time.monotonic() + LATE
    while lanes._working and time.monotonic() < ends:
        time.sleep(0.002)
    assert lanes._working == lanes._queue == []


def test_work_that_is_stuck_gives_what_it_has_when_it_is_long_overdue_and_leaves_its_lane(monkeypatch):
    monkeypatch.setattr(module, "_LOOK_AGAIN", 0.05)
    go, jobs = threading.Event(), Jobs(4, Lanes(1))

    def stuck(job):
        job.tell("part", 0.5)
        go.wait(LATE)
        return "all"

    job = jobs.show("here", "key", stuck, longest=0.2)
    assert job.answer() == "part"
    assert job.by_hand
    assert jobs.answer("other", plain(2)) == 2
    go.set()
    time.sleep(0.1)
    assert job.answer() == "part"


def test_work_under_way_does_not_keep_the_program_from_ending():
    program = (
        "import time\nfrom components.walk.jobs import Jobs\nbegun = []\n"
        "def work(_):\n    begun.append(1)\n    time.sleep(600)\n"
        "job = Jobs(1).show('here', 'key', work)\nwhile not begun: time.sleep(0.01)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)
    assert ended.returncode == 0
