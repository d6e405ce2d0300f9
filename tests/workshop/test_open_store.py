import threading

import pytest

from components.workshop import open_store
from tests.workshop.taps import CODE


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """The process's store in a folder of its own, opened by nobody yet."""
    monkeypatch.setenv("WORKSHOP_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    open_store._open.cache_clear()
    yield open_store.shared_store
    open_store.shared_store().database.close()
    open_store._open.cache_clear()


def test_screens_and_phones_that_start_together_share_one_store(shared):
    found, ready = [], threading.Barrier(8)

    def ask():
        ready.wait()
        found.append(shared())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(store) for store in found}) == 1


def test_it_lies_in_the_folder_of_workshops(shared, tmp_path):
    shared().create(CODE, "key")
    assert list(shared().workshops()) == [CODE]
    assert list(tmp_path.glob("*.sqlite"))
