"""The start of the server: what it prints, and that it asks nobody outside.

Streamlit looks up the machine's external address on the internet, for its banner at the start and whenever a websocket
comes from another origin. The banner is switched off in .streamlit/config.toml and replaced by the two addresses that
matter in a room; the look-up is replaced by «not known».
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from streamlit import net_util

from components.ballot.address import LOOPBACK, network_addresses
from components.language import texts
from components.workshop import backups
from components.workshop.open_store import shared_store


def stay_on_this_machine() -> None:
    """Nobody outside is asked for this machine's address; an origin that only this could allow is refused."""
    net_util.get_external_ip = _not_known


@asynccontextmanager
async def announced(_app: Any) -> AsyncIterator[None]:
    """Prints the addresses when the server starts, and makes copies of the log for as long as it runs."""
    print(announcement(), flush=True)  # noqa: T201 - the terminal is where the person who started it looks
    with backups.running(lambda: shared_store().database):
        yield


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
