"""A really started server for the benchmarks, and a workshop for it to serve."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from components.framework.catalogue import load
from components.workshop import people, rounds
from components.workshop.database import Database
from components.workshop.records.rounds import Round
from components.workshop.store import Edit, Store

ROOT = Path(__file__).parent.parent.parent
CITIES = ("Pereira", "Manizales", "Armenia", "Tuluá", "Cartago")
BALLOT = "present"


@dataclass
class Served:
    """A server of its own on its own folder and port. Use it as a context.

    url: the database, else `BENCH_DATABASE_URL`, else a SQLite file in the folder.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="bench")))
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    script: str = "tests/bench/room_app.py"
    url: str = ""

    def __enter__(self) -> Self:
        self.url = self.url or os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{self.folder / 'workshops.sqlite'}"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> float:
        """Starts the server; returns the seconds until it answered."""
        began = time.perf_counter()
        command = [sys.executable, "-m", "streamlit", "run", self.script, "--server.port", str(self.port)]
        environment = os.environ | {"DATABASE_URL": self.url, "WORKSHOP_DATA": str(self.folder)}
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment)
        while time.perf_counter() - began < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=5).close()
            except OSError:
                time.sleep(0.02)
            else:
                return time.perf_counter() - began
        raise RuntimeError((self.folder / "server.log").read_text())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends the server, by default as a person does."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None

    @property
    def pid(self) -> int:
        """Number of the server's process."""
        assert self.process is not None
        return self.process.pid

    def memory(self) -> float:
        """Resident memory, million bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024 / 1e6

    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        parts = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def store(self) -> Store:
        """A second look at the same database, to prepare a room and to count afterwards."""
        return Store(Database(self.url))

    def log(self) -> str:
        """What the server printed."""
        return (self.folder / "server.log").read_text(errors="replace")


def with_database(given: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Adds the choice of a database that is there already."""
    given.add_argument("--database", default="", help="postgresql://…; a SQLite file of its own without it")
    return given


def room(store: Store) -> tuple[str, str]:
    """A workshop of five cities with an open ballot on the present state; its code, and a facilitator's token."""
    code, _ = people.create(store)
    edits = [Edit("setting", "main", "title", "Benchmark"), Edit("setting", "main", "demonstration", value=True)]
    for order, name in enumerate(CITIES):
        edits += [Edit("city", f"C{order + 1}", "name", name), Edit("city", f"C{order + 1}", "order", order)]
    store.commit(code, edits, by="facilitator")
    rounds.move(store, code, BALLOT, "open", catalogue=load(), by="facilitator")
    return code, people.grant(store, code, "facilitator")


def is_open(store: Store, code: str) -> bool:
    """Whether the ballot takes marks."""
    found = store.snapshot(code).state.get(Round, f"{BALLOT}.1")
    return found is not None and found.state == "open"
