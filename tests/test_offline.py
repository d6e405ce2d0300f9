"""No request leaves the machine from the server: Python writes down every connection and look-up of its process."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 180

# Datagram sockets are let by: connecting one sends nothing (components/ballot/address.py), sending is written down.
LISTENER = """
import os, socket, sys
def listen(event, args):
    if event == "socket.connect" and args[0].type & socket.SOCK_STREAM and args[0].family != socket.AF_UNIX:
        seen = args[1][0]
    elif event == "socket.sendto":
        seen = args[1][0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        seen = args[0]
    else:
        return
    with open(os.environ["SEEN_HOSTS"], "a") as file:
        file.write(f"{seen}\\n")
sys.addaudithook(listen)
"""
OWN = {"localhost", "127.0.0.1", "0.0.0.0", "::1", "None"}


@pytest.fixture
def listened(tmp_path):
    """Address of a server whose connections are written to the file `hosts`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "sitecustomize.py").write_text(LISTENER)
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path),
        "SEEN_HOSTS": str(tmp_path / "hosts"),
        "WORKSHOP_DATA": str(tmp_path / "data"),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"127.0.0.1:{port}", tmp_path / "hosts"
    finally:
        server.terminate()
        server.wait(60)


def test_no_request_leaves_the_machine_at_start_or_for_a_stranger(listened):
    address, hosts = listened
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            if httpx2.get(f"http://{address}/_stcore/health", timeout=60).status_code == 200:
                break
        except httpx2.TransportError:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.2)
    stranger = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        "Origin": "http://198.51.100.7:1",
    }
    answer = httpx2.get(f"http://{address}/_stcore/stream", headers=stranger, timeout=60)
    assert answer.status_code == 403
    seen = set(hosts.read_text().split()) if hosts.exists() else set()
    assert seen <= OWN


def test_the_listener_would_notice(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(LISTENER)
    script = "import socket\ntry: socket.create_connection(('203.0.113.1', 9), 0.1)\nexcept OSError: pass"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "SEEN_HOSTS": str(tmp_path / "hosts")}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert "203.0.113.1" in (tmp_path / "hosts").read_text()
