"""Prints how long the start, the demonstration and a phone's page take, and how heavy that page is.

    .venv/bin/python tests/bench/bench_start.py
"""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKSHOP_DATA"] = folder
        start, process, port = started(folder)
        try:
            print(f"second start, until the server answers: {start:.2f} s")
            code, seconds = demonstration()
            print(f"demonstration, in the store: {seconds:.2f} s")
            page, seconds = fetched(f"http://127.0.0.1:{port}/j/{code}")
            print(f"join page: {len(page)} bytes, {len(gzip.compress(page))} gzipped, {1000 * seconds:.0f} ms")
            print(f"further files it asks for: {len(re.findall(rb'(?:src|href)=.[^#d/]', page))}")
        finally:
            process.terminate()
            process.wait(20)


def started(folder: str) -> tuple[float, subprocess.Popen[bytes], int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (Path(folder) / "log").open("wb") as log:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    while time.perf_counter() - began < 60:
        try:
            fetched(f"http://127.0.0.1:{port}/_stcore/health")
        except OSError:
            time.sleep(0.02)
        else:
            break
    return time.perf_counter() - began, process, port


def demonstration() -> tuple[str, float]:
    from components.framework.catalogue import load
    from components.walk import demonstration as demo
    from components.workshop.open_store import shared_store

    catalogue, store = load(), shared_store()
    began = time.perf_counter()
    code = demo.load(store, catalogue)
    return code, time.perf_counter() - began


def fetched(url: str) -> tuple[bytes, float]:
    began = time.perf_counter()
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read(), time.perf_counter() - began


if __name__ == "__main__":
    main()
