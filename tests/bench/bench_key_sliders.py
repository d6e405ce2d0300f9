"""What moving a cost-key slider takes until the amounts on the screen have changed, beside an empty rerun.

    .venv/bin/python tests/bench/bench_key_sliders.py [--moves 40]

The demonstration on a server of its own; a move is measured from sending it to the last message, without the drawing in
a browser. Then the same arithmetic alone on a made-up room of 60 options, 5 cities and 6 sources.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import random
import statistics
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from streamlit.proto.BackMsg_pb2 import BackMsg

from components.framework.catalogue import load
from components.investment.payments import payments
from components.investment.portfolio import select
from components.walk import demonstration
from components.workshop import people
from tests.bench import served
from tests.bench.bench_portfolio import question
from tests.bench.bench_screens import EMPTY, median
from tests.bench.viewers import Viewer


@dataclass
class Mover(Viewer):
    """A tab that moves sliders. `sliders`: id and part of the page, by label; `html`: what the page shows last."""

    sliders: dict[str, tuple[str, str]] = field(default_factory=dict)
    html: str = ""

    def _element(self, element: object) -> None:
        super()._element(element)
        if element.WhichOneof("type") == "slider":
            self.sliders[element.slider.label] = (element.slider.id, self.part)
        elif element.WhichOneof("type") == "html" and "scn-figure" in element.html.body:
            self.html = element.html.body

    async def move(self, label: str, value: float) -> float:
        """Seconds until everything that follows from the move has arrived."""
        widget, part = self.sliders[label]
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash, asked.fragment_id = self.query, self._hash, part
        asked.context_info.url = f"http://127.0.0.1:{self.port}/{self.page}?{self.query}"
        asked.cached_message_hashes.extend(self._cache)
        state = asked.widget_states.widgets.add()
        state.id = widget
        state.double_array_value.data.append(value)
        self._done.clear()
        began = time.perf_counter()
        await self._line.send(message.SerializeToString())
        await asyncio.wait_for(self._done.wait(), 60)
        return time.perf_counter() - began


async def on_screen(moves: int) -> None:
    """Median, longest and what an empty rerun takes."""
    with served.Served(script="app.py") as server:
        store = server.store()
        code = demonstration.load(store, load())
        token = people.grant(store, code, people.FACILITATOR)
        store.database.close()
        script = server.folder / "empty.py"
        script.write_text(EMPTY)
        with served.Served(script=str(script)) as bare:
            async with Viewer(bare.port, "", "") as empty:
                nothing = await median(empty, 30)
        async with Mover(server.port, "partnership", f"w={code}&lang=en", token) as mover:
            took, changed = [], 0
            labels = sorted(mover.sliders)
            for number in range(moves):
                before = mover.html
                took.append(await mover.move(labels[number % len(labels)], float(5 * (1 + number % 19))))
                changed += mover.html != before
            typical, longest = statistics.median(took), max(took)
            print(
                f"{moves} moves of {len(labels)} key sliders, {changed} new pictures: median {1000 * typical:.0f} ms, "
                f"longest {1000 * longest:.0f} ms; an empty rerun {1000 * nothing:.0f} ms; "
                f"beyond it {1000 * (typical - nothing):.0f} ms, at most {1000 * (longest - nothing):.0f} ms; "
                f"faults: {len(mover.faults)}",
                flush=True,
            )


def alone(folder: str, seed: int = 0) -> None:
    """The payments of a large plan under ten other keys."""
    sys.path.insert(0, folder)
    made = importlib.import_module("plan_instances").instance(seed)
    asked = question(made, carry_over=True, sources_only=False)
    found = select(asked, gap=0.001, seconds=10.0, explain=False)
    dice, took = random.Random(seed), []
    for _ in range(10):
        key = [dice.random() for _ in asked.envelopes]
        shares = tuple(part / sum(key) for part in key)
        tried = replace(asked, candidates=tuple(replace(item, shares=shares) for item in asked.candidates))
        began = time.perf_counter()
        payments(tried, found.starts, order=[float(place) for place in range(len(tried.pots))])
        took.append(time.perf_counter() - began)
    print(
        f"{len(found.starts)} of {len(asked.candidates)} options, {len(asked.envelopes)} cities, "
        f"{len(asked.pots)} sources: amounts under another key in {1000 * statistics.median(took):.0f} ms, "
        f"longest {1000 * max(took):.0f} ms"
    )


def main() -> None:
    """Both."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--moves", type=int, default=40)
    given.add_argument("--folder", default="tools", help="where plan_instances.py is")
    found = given.parse_args()
    asyncio.run(on_screen(found.moves))
    alone(found.folder)


if __name__ == "__main__":
    main()
