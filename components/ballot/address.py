"""Where phones find this machine: its address in the room's network, the short join address, and its QR code.

No packet leaves the machine: connecting a datagram socket only asks the kernel which of its own addresses it would use.
Without a route (a hotspot without internet) the addresses of the interfaces are read instead.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import sys
from functools import lru_cache
from ipaddress import IPv4Address, ip_address

import segno

LOOPBACK = "127.0.0.1"
# One address per private network, and one of the block reserved for documentation, which stands for the default route.
_ASKED = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
_GET_INTERFACE_ADDRESS = {"linux": 0x8915, "darwin": 0xC0206921}


def network_addresses() -> tuple[str, ...]:
    """The IPv4 addresses at which others may reach this machine, the likeliest first; only the loopback when alone."""
    found = [*(address for target in _ASKED if (address := _own_address_towards(target))), *_interface_addresses()]
    reachable = [address for address in dict.fromkeys(found) if _useful(address)]
    return tuple(reachable) or (LOOPBACK,)


def join_address(code: str, port: int, host: str | None = None) -> str:
    """The short address of a workshop's ballot.

    host: the address that was picked for the sitting. It counts as long as it is one of this machine's own: a network
    that is joined anew may give another, and a code that leads nowhere must not stay on the projector.
    `PUBLIC_URL` (for example https://plan.example.org) replaces this machine's address behind another server.
    """
    if public := os.environ.get("PUBLIC_URL"):
        return f"{public.rstrip('/')}/j/{code}"
    own = network_addresses()
    return f"http://{host if host in own else own[0]}:{port}/j/{code}"


def alone() -> bool:
    """Whether no phone can reach this machine, because it is in no network."""
    return not os.environ.get("PUBLIC_URL") and network_addresses() == (LOOPBACK,)


@lru_cache(maxsize=32)
def qr_svg(address: str) -> str:
    """The QR code of an address as an inline SVG without size, so that it fills the box that it is put in."""
    return segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2, dark="#000", light="#fff")


def _own_address_towards(target: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect((target, 9))
        return str(probe.getsockname()[0])
    return None


def _interface_addresses() -> list[str]:
    request = _GET_INTERFACE_ADDRESS.get(sys.platform)
    if request is None:
        return _addresses_of_own_name()
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(probe.fileno(), request, struct.pack("256s", name.encode()[:15]))
                found.append(socket.inet_ntoa(answer[20:24]))
    return found


def _addresses_of_own_name() -> list[str]:
    """Windows answers for the machine's own name by itself, without asking the network."""
    with contextlib.suppress(OSError):
        return [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return []


def _useful(address: str) -> bool:
    parsed = ip_address(address)
    return isinstance(parsed, IPv4Address) and not (parsed.is_loopback or parsed.is_unspecified or parsed.is_link_local)
