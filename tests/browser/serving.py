"""The app in a process of its own, with its own folder of workshops and a record of every call to another machine.

The record is an audit hook that the interpreter installs before anything else runs, so that no library can get around
it: names that are looked up, connections that are made, datagrams that are sent. Asking the kernel for a route
(connecting a datagram socket) sends nothing and is not recorded.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from components.workshop.database import Database
from components.workshop.store import Store

ROOT = Path(__file__).parent.parent.parent
_RECORDER = """
import os, socket, sys

_FILE = os.environ.get("NETWORK_RECORD")
_HERE = ("localhost", "127.", "::1", "0.0.0.0", "::", "")


def _here(host):
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    return host is None or host == socket.gethostname() or host in _HERE or host.startswith("127.")


def _hook(event, args):
    if event == "socket.getaddrinfo" or event == "socket.gethostbyname":
        target = args[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        if args[0].family not in (socket.AF_INET, socket.AF_INET6):
            return
        if event == "socket.connect" and args[0].type == socket.SOCK_DGRAM:
            return
        target = args[1][0] if args[1] else None
    else:
        return
    if not _here(target):
        with open(_FILE, "a") as file:
            file.write(f"{event} {target}\\n")


if _FILE:
    sys.addaudithook(_hook)
"""


class Server:
    """Started at once; `stop(kill=True)` is a power cut, `start` comes back on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def calls_elsewhere(self) -> list[str]:
        """What the process asked of other machines."""
        record = self.folder / "network.txt"
        return record.read_text().splitlines() if record.exists() else []

    def store(self) -> Store:
        """The log as another process sees it."""
        return Store(Database(f"sqlite:///{self.folder / 'workshops.sqlite'}"))

    def environment(self) -> dict[str, str]:
        """Of the server's process: its folder, no keys, and the recorder before everything."""
        hooks = self.folder / "hooks"
        hooks.mkdir(exist_ok=True)
        (hooks / "sitecustomize.py").write_text(_RECORDER)
        own = {
            "WORKSHOP_DATA": str(self.folder),
            "NETWORK_RECORD": str(self.folder / "network.txt"),
            "PYTHONPATH": os.pathsep.join([str(hooks), str(ROOT)]),
        }
        left_out = {"DATABASE_URL", "WORKSHOP_SERVER_KEY", "PUBLIC_URL"}
        return {name: value for name, value in os.environ.items() if name not in left_out} | own

    def start(self) -> None:
        """Returns when the server answers. Raises RuntimeError with the end of its log."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log)
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text(errors="replace")[-2000:])

    def stop(self, *, kill: bool = False) -> None:
        """Ends the process; `kill` gives it no time to tidy up."""
        if self.process is not None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(60)
            self.process = None


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
