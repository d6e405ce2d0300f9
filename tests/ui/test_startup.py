import asyncio
import gc
import socket
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit import net_util
from streamlit.commands import navigation
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from uvicorn import Config
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.server import ServerState

from components.ui import startup


@pytest.fixture
def english(monkeypatch):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def alone(monkeypatch, *addresses):
    monkeypatch.setattr(startup, "network_addresses", lambda: addresses)


def test_the_room_and_this_computer_get_an_address(english, monkeypatch):
    alone(monkeypatch, "192.168.4.7", "10.0.0.3")
    said = startup.announcement()
    assert "http://localhost:8501" in said
    assert said.index("http://192.168.4.7:8501") < said.index("http://10.0.0.3:8501")


def test_without_a_network_it_says_that_phones_cannot_come(english, monkeypatch):
    alone(monkeypatch, "127.0.0.1")
    said = startup.announcement()
    assert "phones cannot reach" in said
    assert "127.0.0.1" not in said


def test_a_public_address_stands_for_the_machines_own(english, monkeypatch):
    alone(monkeypatch, "192.168.4.7")
    monkeypatch.setenv("PUBLIC_URL", "https://plan.example.org")
    said = startup.announcement()
    assert "https://plan.example.org" in said
    assert "192.168.4.7" not in said


def test_a_chinese_terminal_reads_chinese(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "本机" in startup.announcement()


def test_the_external_address_is_not_looked_up(monkeypatch):
    def ask_outside(*_args, **_kwargs):
        pytest.fail("asked a host outside")

    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", ask_outside)
    startup.stay_on_this_machine()
    assert net_util.get_external_ip() is None


def test_what_was_imported_is_set_aside_and_the_collector_comes_less_often():
    before = gc.get_threshold()
    try:
        startup.calm_collector()
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] > before[0]
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def test_no_answer_waits_for_the_acknowledgement_of_its_head(monkeypatch):
    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    async def answered():
        # As Streamlit binds it: a protocol that is not named, so Python leaves the connections as they are.
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        config, state, made = Config(app, lifespan="off"), ServerState(), []
        config.load()

        def connection():
            made.append(AutoHTTPProtocol(config=config, server_state=state, app_state={}))
            return made[-1]

        server = await asyncio.get_running_loop().create_server(connection, sock=listening)
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: room\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        line = made[0].transport.get_extra_info("socket")
        at_once = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        body = await reader.readexactly(2)
        writer.close()
        server.close()
        return head.split()[1], body, bool(at_once)

    monkeypatch.setattr(AutoHTTPProtocol, "connection_made", AutoHTTPProtocol.connection_made)
    startup.send_at_once()
    # In a thread of its own: the one of the tests may have a loop already
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(answered())).result() == (b"200", b"ok", True)


@pytest.mark.parametrize(("language", "words"), [("en", "no such page"), ("zh", "没有这个页面")])
def test_an_address_that_is_not_open_is_told_in_the_readers_language(monkeypatch, tmp_path, language, words):
    def script():
        import streamlit as st

        only = st.Page(lambda: st.write("start"), title="start", default=True)
        st.navigation([only], position="hidden").run()

    monkeypatch.setenv("WORKSHOP_DATA", str(tmp_path))
    monkeypatch.setattr(navigation, "send_page_not_found", navigation.send_page_not_found)
    startup.say_in_our_words()
    screen = AppTest.from_function(script)
    screen.query_params["lang"] = language
    assert not screen.run().warning
    # As when the address is typed: the browser knows the name and nothing else.
    monkeypatch.setattr(PagesManager, "intended_page_script_hash", "")
    monkeypatch.setattr(PagesManager, "intended_page_name", "connectivity")
    (told,) = screen.run().warning
    assert words in told.value
    assert screen.markdown[0].value == "start"


def test_what_refers_to_itself_is_taken_away_while_the_server_runs(monkeypatch):
    class Connection:
        def __init__(self):
            self.itself = self

    async def run():
        gone, connection = asyncio.Event(), Connection()
        weakref.finalize(connection, gone.set)
        del connection
        sweep = asyncio.create_task(startup.sweeping())
        await gone.wait()
        sweep.cancel()

    monkeypatch.setattr(startup, "_SECONDS_BETWEEN_SWEEPS", 0.001)
    gc.disable()
    try:
        with ThreadPoolExecutor(1) as other:
            other.submit(asyncio.run, asyncio.wait_for(run(), 60)).result()
    finally:
        gc.enable()
