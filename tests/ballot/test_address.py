import socket
from ipaddress import ip_address

import pytest

from components.ballot import address


def test_the_addresses_are_this_machines_own():
    found = address.network_addresses()
    assert found
    for one in found:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((one, 0))


def test_without_any_route_or_interface_the_loopback_is_left(monkeypatch):
    monkeypatch.setattr(address, "_own_address_towards", lambda target: None)
    monkeypatch.setattr(address, "_interface_addresses", lambda: ["127.0.0.1", "169.254.7.7", "0.0.0.0"])
    assert address.network_addresses() == ("127.0.0.1",)


def test_without_a_route_the_interfaces_are_read(monkeypatch):
    monkeypatch.setattr(address, "_own_address_towards", lambda target: None)
    monkeypatch.setattr(address, "_interface_addresses", lambda: ["127.0.0.1", "192.168.43.1"])
    assert address.network_addresses() == ("192.168.43.1",)


def test_the_interfaces_of_this_machine_include_the_loopback():
    assert "127.0.0.1" in address._interface_addresses()


def test_no_packet_leaves_the_machine(monkeypatch):
    def forbidden(*args, **kwargs):
        pytest.fail("a packet would leave the machine")

    for name in ("send", "sendto", "sendall"):
        monkeypatch.setattr(socket.socket, name, forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    for one in address.network_addresses():
        assert ip_address(one).version == 4


def test_the_join_address_is_short_and_can_be_replaced(monkeypatch):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.setattr(address, "network_addresses", lambda: ("10.0.0.5", "192.168.1.7"))
    assert address.join_address("ABCDEF", 8501, "192.168.1.7") == "http://192.168.1.7:8501/j/ABCDEF"
    monkeypatch.setenv("PUBLIC_URL", "https://plan.example.org/")
    assert address.join_address("ABCDEF", 8501) == "https://plan.example.org/j/ABCDEF"


def test_an_address_that_the_machine_has_no_more_is_not_shown(monkeypatch):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.setattr(address, "network_addresses", lambda: ("10.0.0.5",))
    assert address.join_address("ABCDEF", 8501, "192.168.1.7") == "http://10.0.0.5:8501/j/ABCDEF"


def test_the_qr_code_is_a_picture_without_scripts_that_differs_by_address():
    one = address.qr_svg("http://192.168.1.7:8501/j/ABCDEF")
    assert one.startswith("<svg")
    assert "<script" not in one
    assert "viewBox" in one
    assert one != address.qr_svg("http://192.168.1.8:8501/j/ABCDEF")
