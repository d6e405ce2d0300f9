"""Who sits at this computer."""

import pytest

from components.ui import whereabouts

HERE = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "localhost", "[::1]:8501", "[::1]"])
@pytest.mark.parametrize("address", [None, "127.0.0.1", "::1"])
def test_a_browser_on_this_computer_is_local(host, address):
    assert whereabouts.is_here({"Host": host, "Origin": f"http://{host}"}, address)
    assert whereabouts.is_here({"host": host}, address)


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        (HERE, "192.168.4.20"),
        (HERE, "::ffff:192.168.4.20"),
        ({"Host": "evil.example:8501", "Origin": "http://evil.example:8501"}, None),
        ({"Host": "localhost.evil.example"}, None),
        ({"Host": "192.168.4.7:8501"}, None),
        # A proxy on this computer that names itself, and one that does not: the page was asked for by another name.
        (HERE | {"x-forwarded-for": "203.0.113.9"}, None),
        (HERE | {"Via": "1.1 proxy"}, None),
        ({"Host": "localhost:8501", "Origin": "https://plan.example.org"}, None),
        ({"Host": "localhost:8501", "Origin": "null"}, None),
    ],
)
def test_whoever_comes_from_elsewhere_is_not_local(headers, address):
    assert not whereabouts.is_here(headers, address)
