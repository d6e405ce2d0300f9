"""A disk that is really full while phones mark: what they are told, whether anything with a receipt is gone, and
whether the room goes on without a restart when there is space again.

    sudo .venv/bin/python tests/bench/bench_full_disk.py                  on 24 MB of memory, mounted for it
    .venv/bin/python tests/bench/bench_full_disk.py --folder /mnt/small   on a small disk that is mounted already

Phones send a tap that was refused again, under the same name, until it has its receipt, as the ballot's script does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from components.framework.catalogue import load
from components.workshop.instruments import instrument
from tests.bench import served
from tests.bench.bench_lost import insist
from tests.bench.bench_room import joined, verdict
from tests.bench.phones import Phone, percentiles

_LARGEST = 500_000_000


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--phones", type=int, default=200)
    given.add_argument("--seconds", type=float, default=40, help="over which the marks are spread")
    given.add_argument("--full", type=float, default=12, help="seconds for which there is no space")
    given.add_argument("--size", default="24m", help="of the file system that is made")
    given.add_argument("--folder", type=Path, help="on a small file system; nothing is mounted then")
    options = given.parse_args()
    with contextlib.ExitStack() as opened:
        try:
            folder = options.folder or opened.enter_context(small_disk(options.size))
        except (OSError, subprocess.CalledProcessError) as error:
            told = str(getattr(error, "stderr", "") or error).strip()
            sys.exit(
                f"No file system of {options.size} could be mounted: {told}\nThis needs Linux and the right to mount "
                "(root); or name a folder on a small file system with --folder. Nothing was measured."
            )
        if (size := shutil.disk_usage(folder).total) > _LARGEST:
            sys.exit(f"{folder} lies on {size / 1e6:.0f} MB, which this would fill; name a file system of its own.")
        asyncio.run(run(options, folder))


@contextlib.contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A file system of this size in memory, for as long as this holds."""
    folder = Path(tempfile.mkdtemp(prefix="small"))
    try:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        subprocess.run(command, check=True, capture_output=True, text=True)
        try:
            yield folder
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    finally:
        folder.rmdir()


async def run(given: argparse.Namespace, folder: Path) -> None:
    place = folder / "room"
    place.mkdir()
    with served.Served(folder=place, url=f"sqlite:///{place / 'workshops.sqlite'}") as server:
        store = server.store()
        code, _ = served.room(store)
        items = [item.code for item in instrument(store.snapshot(code).state, load(), served.BALLOT).items]
        phones = await joined(server, code, given.phones, items)
        pid, began = server.pid, time.perf_counter()
        size = shutil.disk_usage(folder).total / 1e6
        print(f"{given.phones} phones, {len(items)} questions each; disk of {size:.0f} MB")
        marking = [asyncio.create_task(insist(phone, given.seconds)) for phone in phones]
        await asyncio.sleep(given.seconds / 4)
        before = receipts(phones)
        filler = folder / "filler"
        await asyncio.to_thread(fill, filler)
        print(f"after {time.perf_counter() - began:.0f} s the disk is full; {before} receipts so far")
        late = Phone(server.port, code, given.phones)
        print(f"somebody joins meanwhile: {await told_to_a_newcomer(late)}")
        await asyncio.sleep(given.full)
        during = receipts(phones) - before
        filler.unlink()
        print(f"{given.full:.0f} s later there is space again; {during} receipts meanwhile, in what space was left")
        await late.join()
        again = sum(await asyncio.gather(*marking), Counter())
        for why, times in again.most_common():
            print(f"sent again {times} times: {why}")
        print(f"taps with a receipt: {percentiles([one for phone in phones for one in phone.seconds])}")
        print(verdict(store, code, phones))
        expected = sum(len(phone.places) for phone in phones)
        print(f"{expected} questions, {sum(row[3] for row in store.answered(code, served.BALLOT))} marks in the log")
        print(f"the same server all the time: {'yes' if server.pid == pid and server.process.poll() is None else 'NO'}")
        print(f"faults in its log: {server.log().count('Traceback')}")
        store.database.close()


def receipts(phones: list[Phone]) -> int:
    """Taps that were acknowledged so far."""
    return sum(len(phone.kept) for phone in phones)


def fill(path: Path) -> None:
    """A file that takes what space there is, to the last block."""
    with path.open("wb", buffering=0) as file:
        for block in (1_000_000, 4_096, 1):
            with contextlib.suppress(OSError):
                while file.write(b"0" * block):
                    os.fsync(file.fileno())


async def told_to_a_newcomer(phone: Phone) -> str:
    """Status and words of the page that a phone gets which wants to join."""
    page = (await phone.line.ask("GET", f"/j/{phone.code}")).body.decode()
    form = dict(re.findall(r'name="?(seal|form)"? value="?([A-Za-z0-9_-]+)', page))
    answer = await phone.line.ask(
        "POST", f"/j/{phone.code}", {**form, "city": "C1", "group": "elected", "language": "en"}
    )
    if answer.status == 303:
        return "let in, in what space was left"
    words = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", answer.body.decode(), flags=re.DOTALL)
    return f"{answer.status} {' '.join(words.split())[:300]}"


if __name__ == "__main__":
    main()
