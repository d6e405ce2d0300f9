import asyncio
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from components.errors import InputError, RefusedError
from components.workshop import intake, tables
from tests.workshop.taps import CODE, set_round, tap

PHONES = 40


@pytest.fixture
def commits(room):
    """Every transaction that wrote, counted."""
    found = []
    event.listen(room.database.engine, "commit", lambda connection: found.append(_writes(connection)))
    return found


def _writes(connection):
    return bool(connection.get_execution_options().get("writes"))


def together(store, taps):
    """Sends the taps while another edit is being written, so that all of them wait; answers in their order."""
    answers = [None] * len(taps)

    def send(number, mark):
        try:
            answers[number] = store.put_mark(CODE, mark)
        except Exception as error:  # noqa: BLE001 - whatever a phone is told is what the test looks at
            answers[number] = error

    threads = [threading.Thread(target=send, args=pair) for pair in enumerate(taps)]
    with store.database.standing_still():
        for thread in threads:
            thread.start()
        while len(store._writer._queue) < len(taps):
            threads[0].join(0.001)
    for thread in threads:
        thread.join(30)
    return answers


def run(coroutine):
    """Runs it on a loop of its own thread: where a browser was started, this thread counts as one with a loop."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, coroutine).result(60)


def rows(store):
    with store.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(tables.mark))


def test_taps_that_wait_together_are_one_transaction(room, commits):
    answers = together(room, [tap(number % 6, person=f"p{number}") for number in range(PHONES)])
    assert len(set(answers)) == 1, "one moment is on every receipt"
    assert rows(room) == PHONES
    assert sum(commits) == 1


def test_a_refused_tap_is_answered_alone(room):
    taps = [tap(number % 6, person=f"p{number}", round=1 + (number == 7)) for number in range(PHONES)]
    answers = together(room, taps)
    assert isinstance(answers[7], RefusedError)
    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    assert rows(room) == PHONES - 1


def test_a_tap_that_breaks_the_transaction_breaks_no_other(room, monkeypatch):
    whole = intake.take

    def breaks(connection, workshop, requests):
        if any(mark.person == "p3" for request in requests for mark in request):
            raise ZeroDivisionError
        return whole(connection, workshop, requests)

    monkeypatch.setattr(intake, "take", breaks)
    answers = together(room, [tap(1, person=f"p{number}") for number in range(8)])
    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [ZeroDivisionError]
    assert rows(room) == 7
    room.put_mark(CODE, tap(1, person="p9"))


def test_two_workshops_do_not_wait_for_each_other(room):
    room.create("OTHERS", "key")
    errors = []

    def send(code, number):
        try:
            room.put_mark(code, tap(1, person=f"p{number}"))
        except Exception as error:  # noqa: BLE001 - counted below
            errors.append((code, type(error)))

    pairs = [(code, number) for number in range(10) for code in (CODE, "OTHERS")]
    threads = [threading.Thread(target=send, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == [("OTHERS", RefusedError)] * 10, "nothing is open there"
    assert rows(room) == 10


def test_a_tap_in_no_workshop_is_refused(room):
    with pytest.raises(RefusedError):
        room.put_mark("NOBODY", tap(1))
    with pytest.raises(InputError):
        room.commit("NOBODY", [], by="facilitator")


def test_the_same_tap_ten_times_at_once_is_one_mark_with_one_receipt(room):
    answers = together(room, [tap(4, request="once")] * 10)
    assert len(set(answers)) == 1
    assert rows(room) == 1


def test_a_tap_is_in_before_the_closing_or_refused(room):
    """Whoever got a receipt is in the closed ballot; whoever did not is told so."""
    kept, refused = [], []

    def send(person):
        for number in range(30):
            mark = tap(number % 6, person=person, item=f"i{number}")
            try:
                room.put_mark(CODE, mark)
            except RefusedError:
                refused.append((person, mark.item))
            else:
                kept.append((person, mark.item))

    threads = [threading.Thread(target=send, args=(f"p{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    while len(kept) < 20:
        threads[0].join(0.001)
    set_round(room, "agreement", "closed")
    at_closing = rows(room)
    for thread in threads:
        thread.join(30)
    assert rows(room) == at_closing == len(kept)
    assert len(kept) + len(refused) == 180
    found = {(f"p{number}", mark.item) for number in range(6) for mark in room.own_marks(CODE, f"p{number}")}
    assert found == set(kept)


ROOM = """
    import sys, threading
    from components.workshop.database import Database
    from components.workshop.store import MarkInput, Store
    store = Store(Database(sys.argv[1]))
    def tap(person):
        number = 0
        while True:
            item = f"i{number}"
            store.put_mark("ABCDEF", MarkInput("agreement", item, "C1", person, "C1", "elected", number % 6))
            sys.stdout.write(f"{person} {item}\\n")
            sys.stdout.flush()
            number += 1
    for number in range(12):
        threading.Thread(target=tap, args=(f"p{number}",)).start()
"""


def test_a_room_that_is_killed_at_any_moment_keeps_every_receipt(room, url):
    """`kill -9` while twelve phones tap at once: what was acknowledged is there, and nothing is half there."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(ROOM), url],
        stdout=subprocess.PIPE,
        cwd=root,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    with process:
        receipts = [process.stdout.readline() for _ in range(60)]
        threading.Event().wait(random.uniform(0.0, 0.5))
        process.send_signal(signal.SIGKILL)
        receipts += process.stdout.read().splitlines(keepends=True)
    told = {tuple(line.split()) for line in receipts if line.endswith("\n") and len(line.split()) == 2}
    kept = {(f"p{number}", mark.item) for number in range(12) for mark in room.own_marks(CODE, f"p{number}")}
    assert told <= kept
    assert len(kept) <= len(told) + 12, "each phone had at most one tap on its way"
    assert sum(row[3] for row in room.answered(CODE, "agreement")) == len(kept)
    room.put_mark(CODE, tap(1, item="after"))


def test_taps_out_of_order_and_again_and_again(room):
    """A phone that was without a connection sends what waited in it, some of it twice, the last first."""
    taps = [tap(number % 6, item="a", request=f"r{number}", sequence=number + 1) for number in range(12)]
    for mark in (*reversed(taps), *taps, *taps[3:7] * 3):
        room.put_mark(CODE, mark)
    assert rows(room) == 12
    assert [mark.value for mark in room.own_marks(CODE, "p1")] == [11 % 6]


def test_a_caller_on_an_event_loop_is_answered_like_any_other(room, commits):
    """Taps from the loop and from threads share the transactions; a refused one is told so."""

    async def tapping():
        taps = [tap(number % 6, person=f"p{number}", round=1 + (number == 3)) for number in range(20)]
        soon = asyncio.gather(*(room.put_mark_soon(CODE, mark) for mark in taps), return_exceptions=True)
        threads = asyncio.gather(*(asyncio.to_thread(room.put_mark, CODE, tap(1, person=f"t{n}")) for n in range(5)))
        return await soon, await threads

    soon, threads = run(tapping())
    assert [type(answer) for answer in soon if isinstance(answer, Exception)] == [RefusedError]
    assert len(threads) == 5
    assert rows(room) == 24
    assert sum(commits) < 24, "those who came meanwhile were written together"


def test_a_caller_who_hung_up_leaves_the_others_their_answers(room):
    async def tapping():
        gone = asyncio.create_task(room.put_mark_soon(CODE, tap(1)))
        await asyncio.sleep(0)
        gone.cancel()
        return await room.put_mark_soon(CODE, tap(2, person="p2"))

    assert run(tapping())
    assert rows(room) == 2
