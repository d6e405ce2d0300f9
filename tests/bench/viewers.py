"""Screens without a browser: the messages that Streamlit's own page sends and waits for, over one websocket each."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_SECONDS = 60


@dataclass
class Viewer:
    """One open tab. `reruns`: seconds of each whole rerun; `looks`: of each refresh that a fragment does by itself.
    `part`: the fragment of the element that came last.
    """

    port: int
    page: str
    query: str
    token: str = ""
    reruns: list[float] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    elements: int = 0
    first: float = 0.0
    part: str = ""

    async def __aenter__(self) -> Self:
        self._hash, self._cache, self._sent = "", {}, {}
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._done = asyncio.Event()
        self._line = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": f"wf={self.token}"} if self.token else None,
            max_size=None,
            open_timeout=_SECONDS,
            ping_interval=None,
            compression=None,
        )
        self._reading = asyncio.create_task(self._read())
        began = time.perf_counter()
        await self._send(first=True)
        await asyncio.wait_for(self._done.wait(), _SECONDS)
        self.first = time.perf_counter() - began
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in (self._reading, *self._timers.values()):
            task.cancel()
        await self._line.close()

    async def rerun(self) -> float:
        """Asks for the whole page once more and waits until it is drawn."""
        self._done.clear()
        began = time.perf_counter()
        await self._send()
        await asyncio.wait_for(self._done.wait(), _SECONDS)
        self.reruns.append(time.perf_counter() - began)
        return self.reruns[-1]

    async def watch(self, seconds: float) -> None:
        """Looks for so long; only what refreshes by itself is asked for."""
        await asyncio.sleep(seconds)

    async def _send(self, *, first: bool = False, fragment: str = "") -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self._hash
        if first:
            asked.page_name = self.page
        asked.fragment_id = fragment
        asked.is_auto_rerun = bool(fragment)
        asked.context_info.timezone, asked.context_info.locale = "UTC", "en"
        asked.context_info.url = f"http://127.0.0.1:{self.port}/{self.page}?{self.query}"
        asked.cached_message_hashes.extend(self._cache)
        await self._line.send(message.SerializeToString())

    async def _refresh(self, seconds: float, fragment: str) -> None:
        while True:
            await asyncio.sleep(seconds)
            self._sent[fragment] = time.perf_counter()
            await self._send(fragment=fragment)

    async def _read(self) -> None:
        async for raw in self._line:
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message = self._cache.get(message.ref_hash, message)
                kind = message.WhichOneof("type")
            elif message.hash and message.metadata.cacheable:
                self._cache[message.hash] = message
            if kind == "new_session":
                self._hash = message.new_session.page_script_hash or self._hash
            elif kind == "navigation" and message.navigation.page_script_hash:
                self._hash = message.navigation.page_script_hash
            elif kind == "auto_rerun":
                found = message.auto_rerun
                if found.fragment_id not in self._timers:
                    refreshing = self._refresh(found.interval, found.fragment_id)
                    self._timers[found.fragment_id] = asyncio.create_task(refreshing)
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self.part = message.delta.fragment_id
                self._element(message.delta.new_element)
            elif kind == "script_finished":
                self._finished(message)

    def _element(self, element: object) -> None:
        self.elements += 1
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.faults.append(element.exception.message[:300])
        elif kind == "alert":
            self.texts.append(element.alert.body)
        elif kind in ("heading", "markdown", "text"):
            self.texts.append(getattr(element, kind).body)

    def _finished(self, message: ForwardMsg) -> None:
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        now = time.perf_counter()
        for fragment in list(self._sent):
            self.looks.append(now - self._sent.pop(fragment))
            return
        self._done.set()
