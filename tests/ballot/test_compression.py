import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.ballot.compression import StaticCompression

PROGRAM = b"export const answer = 42;\n" * 400


@pytest.fixture
def served():
    asked = []

    def answer(request):
        asked.append(request.url.path)
        kind = "font/woff2" if request.url.path.endswith(".woff2") else "application/javascript"
        body = b"tiny" if "tiny" in request.url.path else PROGRAM
        status = 404 if "missing" in request.url.path else 200
        return Response(body, status, {"etag": '"abc"', "cache-control": "public, immutable"}, kind)

    app = Starlette(
        routes=[Route("/static/{path:path}", answer), Route("/other", answer)],
        middleware=[Middleware(StaticCompression)],
    )
    return TestClient(app), asked


def test_a_program_file_is_compressed_once_and_kept(served):
    client, asked = served
    for _ in range(3):
        answer = client.get("/static/js/main.js")
        assert answer.content == PROGRAM
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(PROGRAM) / 10
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert answer.headers["cache-control"] == "public, immutable"
    assert len(asked) == 1


def test_the_kept_bytes_are_the_file(served):
    client, _ = served
    with client.stream("GET", "/static/js/main.js") as answer:
        assert gzip.decompress(b"".join(answer.iter_raw())) == PROGRAM


def test_a_browser_that_has_it_gets_nothing_again(served):
    client, _ = served
    tag = client.get("/static/js/main.js").headers["etag"]
    answer = client.get("/static/js/main.js", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/font.woff2", {}),
        ("/static/tiny.js", {}),
        ("/static/missing.js", {}),
        ("/other", {}),
        ("/static/js/main.js", {"accept-encoding": "identity"}),
        ("/static/js/main.js", {"range": "bytes=0-9"}),
    ],
)
def test_what_gains_nothing_or_is_not_wanted_passes_untouched(served, path, headers):
    client, asked = served
    for _ in range(2):
        assert "content-encoding" not in client.get(path, headers=headers).headers
    assert len(asked) == 2
