"""The start of the server: what it prints, that it asks nobody outside, and that a room which taps is answered at once.

Streamlit looks up the machine's external address on the internet, for its banner at the start and whenever a websocket
comes from another origin. The banner is switched off in .streamlit/config.toml and replaced by the two addresses that
matter in a room; the look-up is replaced by «not known».
"""

from __future__ import annotations

import asyncio
import gc
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from streamlit import net_util
from streamlit.commands import navigation
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from components.ballot.address import LOOPBACK, network_addresses
from components.language import texts
from components.ui import session
from components.workshop import backups
from components.workshop.open_store import shared_store

_NEW_OBJECTS = 20_000
_SECONDS_BETWEEN_SWEEPS = 20.0
_connection_made: Any = AutoHTTPProtocol.connection_made


def stay_on_this_machine() -> None:
    """Nobody outside is asked for this machine's address; an origin that only this could allow is refused."""
    net_util.get_external_ip = _not_known


@asynccontextmanager
async def announced(_app: Any) -> AsyncIterator[None]:
    """Prints the addresses when the server starts, and makes copies of the log for as long as it runs."""
    calm_collector()
    send_at_once()
    say_in_our_words()
    print(announcement(), flush=True)  # noqa: T201 - the terminal is where the person who started it looks
    sweep = asyncio.create_task(sweeping())
    with backups.running(lambda: shared_store().database):
        yield
    sweep.cancel()


def calm_collector() -> None:
    """Keeps Python's collector of cycles from going through everything while a room taps.

    What was imported stays for good and is set aside; the rest is gone through after more new objects than usual, since
    a full pass stops every phone for as long as it takes. Measured with 500 phones that tap in the same instant.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 50)


async def sweeping() -> None:
    """Takes closed connections away at times, which refer to themselves and would lie in memory for a long while.

    A phone opens one for nearly every tap, since one that is silent for five seconds is closed.
    """
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_SWEEPS)
        gc.collect()


def send_at_once() -> None:
    """No connection holds an answer back until the phone has acknowledged its head: 40 ms on Linux, 200 on Windows.

    Python asks for this by itself only of sockets that were made with a named protocol, which Streamlit's is not.
    """
    AutoHTTPProtocol.connection_made = _made_at_once  # type: ignore[method-assign, assignment]


def say_in_our_words() -> None:
    """An address that leads nowhere, or where this visitor may not go, is told in the reader's language above the start
    page, instead of by Streamlit's dialog about files.
    """
    navigation.send_page_not_found = _not_here


def announcement() -> str:
    """The addresses for this computer and for the room, in the terminal's language."""
    language = "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"
    t = texts(language)
    port = st.get_option("server.port")
    lines = [t("server.start.local", url=f"http://localhost:{port}")]
    if public := os.environ.get("PUBLIC_URL"):
        lines.append(t("server.start.public", url=public))
    else:
        others = [address for address in network_addresses() if address != LOOPBACK]
        lines += [t("server.start.network", url=f"http://{address}:{port}") for address in others]
        lines += [] if others else [t("server.start.alone")]
    return "\n".join(["", *(f"  {line}" for line in [*lines, t("server.start.stop")]), ""])


def _not_known() -> None:
    return None


def _not_here(ctx: Any) -> None:
    del ctx
    st.warning(session.t()("server.page.not_here"))


def _made_at_once(connection: asyncio.Protocol, transport: asyncio.BaseTransport) -> None:
    line = transport.get_extra_info("socket")
    if line is not None and line.family in (socket.AF_INET, socket.AF_INET6):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _connection_made(connection, transport)
