import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from components.ballot.protection import SCREEN_POLICY, Protection


@pytest.fixture
def client():
    routes = [
        Route("/screen", lambda request: HTMLResponse("<p>x</p>")),
        Route("/strict", lambda request: HTMLResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})),
        Route("/file", lambda request: PlainTextResponse("x")),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Protection)]))


def test_a_screen_may_fetch_from_its_own_server_only(client):
    headers = client.get("/screen").headers
    assert headers["content-security-policy"] == SCREEN_POLICY
    assert "http:" not in SCREEN_POLICY
    assert "https:" not in SCREEN_POLICY
    assert "*" not in SCREEN_POLICY


def test_a_stricter_policy_of_a_page_stays(client):
    assert client.get("/strict").headers["content-security-policy"] == "default-src 'none'"


def test_files_are_not_guessed_at(client):
    headers = client.get("/file").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "content-security-policy" not in headers
