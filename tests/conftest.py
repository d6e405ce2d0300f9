"""What every test may ask for: a PostgreSQL server, one Chromium per process, and a report of what could not run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest

from components.workshop import people_keys
from setup.system_packages import chromium as find_chromium
from setup.system_packages import describe, missing, postgresql

LEFT_OUT = pytest.StashKey[Counter[str]]()
SECONDS_TO_START = 180
# Chromium's own calls home are no request of ours; a page's requests stay as they are.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A slow machine is not a failure: no deadline. A failure must be found again: in CI the same examples each time.
hypothesis.settings.register_profile("default", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.settings.load_profile("default")


def pytest_configure(config: pytest.Config) -> None:
    """The settings of the person at this keyboard must not reach a test."""
    config.stash[LEFT_OUT] = Counter()
    for name in ("DATABASE_URL", "WORKSHOP_DATA", "WORKSHOP_SERVER_KEY", "PUBLIC_URL"):
        os.environ.pop(name, None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests whose program is missing. A file's tests, and all of the browser's, share one process."""
    lacking = {program.marker for program in missing()}
    kept, left = [], []
    for item in items:
        found = {mark.name for mark in item.iter_markers()} & lacking
        config.stash[LEFT_OUT].update(found)
        (left if found else kept).append(item)
        folder = item.path.parent.name
        item.add_marker(pytest.mark.xdist_group(folder if folder == "browser" else f"{folder}.{item.path.stem}"))
    if left and os.environ.get("CI") == "true":
        raise pytest.UsageError("; ".join(describe(program) for program in missing()))
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = dict(config.stash[LEFT_OUT])


def pytest_testnodedown(node: object, error: object | None) -> None:
    """With several processes only they collect the tests; each of them counts the same."""
    counted = getattr(node, "workeroutput", {}).get("left_out", {})
    node.config.stash[LEFT_OUT] = Counter(counted) | node.config.stash[LEFT_OUT]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says what was left out, why, and how to get it."""
    counts = config.stash[LEFT_OUT]
    for program in missing():
        if counts[program.marker]:
            terminalreporter.write_line(f"LEFT OUT {counts[program.marker]} tests: {describe(program)}", yellow=True)


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit puts the page that it draws in the place of the main program, which a process started later reads."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session", autouse=True)
def quick_keys() -> Iterator[None]:
    """Keys are slow to hash so that nobody tries many; here a thousand rooms need one each.

    tests/workshop/test_people_keys.py holds the true cost. A server in a process of its own has it too.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people_keys, "_SCRYPT_COST", 2)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The one browser of this process: its driver bears no second one beside it.

    From here on the main thread counts as one that runs an event loop; a test with a loop of its own needs a thread.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of a PostgreSQL server started for these tests alone: loopback, a free port, an ordinary user."""
    programs = postgresql()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    who = _ordinary_user(folder)
    subprocess.run(
        [f"{programs}/initdb", "-D", folder / "data", "-A", "trust", "-U", "tester", "-E", "UTF8", "--no-locale", "-N"],
        check=True,
        capture_output=True,
        cwd=folder,
        **who,
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # -F: the tests may end with the machine; -k: the socket too lies in the temporary folder
    options = ["-D", folder / "data", "-h", "127.0.0.1", "-p", str(port), "-k", folder, "-F"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([f"{programs}/postgres", *options], cwd=folder, stdout=log, stderr=log, **who)
    url = f"postgresql://tester@127.0.0.1:{port}/postgres"
    try:
        _wait_for(url, server, folder / "log")
        yield url
    finally:
        server.send_signal(2)  # SIGINT: PostgreSQL's fast shutdown
        server.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _ordinary_user(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "nobody", "nogroup")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(log.read_text(errors="replace"))
