"""The ballot's first load on a slow phone: bytes on the wire, and seconds until it can be used, in Chromium.

    .venv/bin/python tests/bench/bench_first_load.py

400 kbit/s, 400 ms, the processor four times slower, an empty cache. Usable: the browser has fired `load`, so that the
buttons are drawn and the script listens.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from playwright.async_api import Browser, async_playwright

from components.framework.catalogue import load
from components.workshop.instruments import instrument
from tests.bench import served
from tests.bench.bench_room import BALLOT
from tests.bench.phones import Phone

TIMES = 5


async def main() -> None:
    with served.Served() as server:
        store = server.store()
        code, _ = served.room(store)
        items = [item.code for item in instrument(store.snapshot(code).state, load(), served.BALLOT).items]
        store.database.close()
        phone = Phone(server.port, code, 0)
        await phone.join()
        await phone.open_ballot(BALLOT, items)
        places = {
            "join page": f"/j/{code}",
            "first question": f"/b/{code}/{BALLOT}/{phone.places[0]}",
            "list of 42": f"/b/{code}/{BALLOT}/list/C1",
        }
        async with async_playwright() as program:
            browser = await program.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, path in places.items():
                cookies = phone.line.cookies if "/b/" in path else {}
                seen = [await loaded(browser, f"http://127.0.0.1:{server.port}{path}", cookies) for _ in range(TIMES)]
                seconds, requests, wire = (statistics.median(column) for column in zip(*seen, strict=True))
                print(f"{name}: usable after {seconds:.2f} s, {requests:.0f} request(s), {wire:.0f} bytes on the wire")
            await browser.close()
        phone.line.close()


async def loaded(browser: Browser, url: str, cookies: dict[str, str]) -> tuple[float, int, int]:
    """Seconds until `load`, requests, bytes received (headers and bodies as sent)."""
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    await context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    page = await context.new_page()
    line = await context.new_cdp_session(page)
    await line.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    await line.send("Network.emulateNetworkConditions", slow)
    await line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    received = []
    line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    await page.goto(url, wait_until="load")
    ended = await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")
    await context.close()
    return ended / 1000, len(received), int(sum(received))


if __name__ == "__main__":
    asyncio.run(main())
