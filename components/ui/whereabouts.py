"""Whether a browser sits at the computer on which the program runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
_PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via")


def is_here(headers: Mapping[str, str], address: str | None) -> bool:
    """By its address, the name it asked for, and no proxy in between. A proxy on this computer that tells nothing of
    itself still passes the page's origin on: the name that the browser asked for.
    """
    sent = {name.lower(): value for name, value in headers.items()}
    if any(name.lower() in sent for name in _PASSED_ON) or address not in (None, "127.0.0.1", "::1"):
        return False
    asked = [sent.get("host") or "localhost"]
    if origin := sent.get("origin"):
        asked.append(urlsplit(origin).netloc)
    return all(re.sub(r":\d+$", "", name) in _LOCAL_HOSTS for name in asked)
