import threading

import pytest

from components.walk.jobs import Jobs

WAIT = 30.0


def test_work_tells_how_far_it_is_and_leaves_its_result():
    go, jobs = threading.Event(), Jobs(4)

    def work(told):
        told(0.25)
        go.wait(WAIT)
        told(0.75)
        return 7

    job = jobs.start("room", "first", work)
    assert jobs.under_way("room") is job
    assert jobs.last("room") is None
    go.set()
    assert job.wait(WAIT)
    assert (job.share, jobs.under_way("room")) == (0.75, None)
    found = jobs.last("room")
    assert (found.key, found.value) == ("first", 7)
    assert found.seconds >= 0


def test_the_same_work_is_begun_once():
    go, jobs, begun = threading.Event(), Jobs(4), []

    def work(_):
        begun.append(1)
        go.wait(WAIT)

    one, two = jobs.start("room", "key", work), jobs.start("room", "key", work)
    assert one is two
    go.set()
    assert one.wait(WAIT)
    assert begun == [1]


def endless(told):
    while True:
        told(0.1)


def test_stopped_work_leaves_the_result_before_it():
    jobs = Jobs(4)
    jobs.start("room", "old", lambda _: "kept").wait(WAIT)
    job = jobs.start("room", "new", endless)
    job.stop()
    assert job.wait(WAIT)
    assert (jobs.last("room").key, jobs.last("room").value, jobs.failed("room")) == ("old", "kept", None)


def test_other_work_of_the_same_place_ends_the_one_before_and_that_of_another_place_goes_on():
    jobs = Jobs(4)
    before, elsewhere = jobs.start("room", "one", endless), jobs.start("other", "one", endless)
    jobs.start("room", "two", lambda _: 2).wait(WAIT)
    assert before.wait(WAIT)
    assert jobs.last("room").value == 2
    assert not elsewhere.done
    jobs.forget()
    assert elsewhere.wait(WAIT)
    assert jobs.last("room") is None


def test_what_goes_wrong_is_told_and_nothing_is_kept():
    jobs = Jobs(4)

    def broken(_):
        raise ArithmeticError

    jobs.start("room", "key", broken).wait(WAIT)
    assert isinstance(jobs.failed("room"), ArithmeticError)
    assert jobs.last("room") is None
    assert jobs.failed("nobody") is None


@pytest.mark.parametrize("most", [1, 2])
def test_so_many_places_are_remembered(most):
    jobs = Jobs(most)
    for place in range(3):
        jobs.start(place, "key", lambda _: "done").wait(WAIT)
    assert [place for place in range(3) if jobs.last(place) is not None] == list(range(3 - most, 3))
