"""The launcher as it is served: phones and screens in one process, small and protected."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from components.workshop import people
from components.workshop.database import Database
from components.workshop.store import Edit, Store

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 180


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def served(folder):
    """A client of the real server, in a process of its own: Streamlit's runtime starts only once per process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=ROOT,
        env={**environment, "WORKSHOP_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=60) as client:
        _wait_for(client, server)
        yield client
    server.terminate()
    server.wait(60)


@pytest.fixture(scope="module")
def code(served, folder):
    store = Store(Database(f"sqlite:///{folder / 'workshops.sqlite'}"))
    found, _ = people.create(store)
    store.commit(found, [Edit("city", "C1", "name", "Pereira"), Edit("setting", "main", "title", "Triangle")], by="f")
    store.database.close()
    return found


def test_phones_and_screens_are_answered_by_the_same_process(served, code):
    assert "Triangle" in served.get(f"/j/{code}").text
    assert served.get("/_stcore/health").text == "ok"
    assert '<div id="root">' in served.get("/").text


def test_a_ballot_page_is_gzipped_once_and_small(served, code):
    answer = served.get(f"/j/{code}")
    assert answer.headers["content-encoding"] == "gzip"
    with served.stream("GET", f"/j/{code}") as raw:
        body = b"".join(raw.iter_raw())
    assert body[:2] == b"\x1f\x8b"
    assert len(body) + sum(len(name) + len(value) + 4 for name, value in raw.headers.raw) < 12_000


def test_program_files_are_gzipped(served):
    script = served.get("/").text.split('src="./')[1].split('"')[0]
    answer = served.get(f"/{script}")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(answer.content) / 2


def test_screens_may_fetch_from_here_only(served):
    headers = served.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_the_ballot_keeps_its_own_stricter_policy(served, code):
    assert "default-src 'none'" in served.get(f"/j/{code}").headers["content-security-policy"]


def test_unknown_letters_and_invented_tickets_are_refused(served):
    assert served.get("/j").status_code == 200
    assert served.get("/j/NOSUCH").status_code == 404
    assert served.post("/enter", content="no ticket").status_code == 403


def _wait_for(client, server):
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            if client.get("/_stcore/health").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.2)
    pytest.fail("the server did not start")
