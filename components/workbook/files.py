"""What leaves the room, each file with who may take it, and how it is made beside the page.

A file is known by everything that it rests on: workshop, version of what may be seen, language and day. Whoever asks
for the same one gets the same job, and the last few stay in memory. The archive of the facilitator also holds what is
still sealed, which has no part in the version: it is made anew whenever somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime

from components.framework.catalogue import load
from components.walk import firm, results
from components.walk.jobs import Job, Jobs, Lanes
from components.workbook.write import book, briefing, tables
from components.workshop import archive
from components.workshop.store import Store

Told = Callable[[float], None]
SEARCHED, TESTED = 0.1, 0.8
"""The share of the work that is done when the plan is found, and when its tests are."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP = "application/zip"
_REMEMBERED = 12
# One after the other: each takes a core for seconds, and the search for the plan must not wait for it.
jobs: Jobs[bytes] = Jobs(_REMEMBERED, Lanes(1))


@dataclass(frozen=True)
class Kind:
    """One kind of file. `action`: of the table of roles; `name`: of the file, with the code of the workshop and the
    language; `kept`: whether the same version gives the same file.
    """

    action: str
    name: str
    mime: str
    kept: bool = True


KINDS = {
    "book": Kind("download_workbook", "plan-{code}-{language}.xlsx", _XLSX),
    "briefing": Kind("download_workbook", "briefing-{code}-{language}.docx", _DOCX),
    "tables": Kind("download_archive", "tables-{code}-{language}.zip", _ZIP),
    "public": Kind("download_archive", "workshop-{code}-public.zip", _ZIP),
    "whole": Kind("download_archive", "{code}.zip", _ZIP, kept=False),
}


def file_name(kind: str, workshop: str, language: str) -> str:
    """The name under which a file is kept."""
    return KINDS[kind].name.format(code=workshop, language=language)


def started(place: Hashable, kind: str, store: Store, workshop: str, language: str) -> Job[bytes]:
    """The job that makes a file as of now, begun unless it is under way or there. place: the screen that shows it."""
    today = datetime.now(UTC).date()
    made = "" if KINDS[kind].kept else datetime.now(UTC).isoformat()
    key = (kind, id(store), workshop, store.version(workshop), language, today, made)
    return jobs.show(place, key, lambda job: make(kind, store, workshop, language, job.at))


def make(kind: str, store: Store, workshop: str, language: str, told: Told) -> bytes:
    """A file as of now, when the search for the plan has ended: waits for that. told: called with the share that is
    done, 0–1; whatever it raises ends the work. Raises InputError for an unknown workshop.
    """
    if kind == "public":
        return archive.public(store, workshop)
    if kind == "whole":
        return archive.save(store, workshop)
    catalogue, seen = load(), results.snapshot(store, workshop)
    evidence, plan = results.evidence(seen, catalogue), results.plan(seen, catalogue)
    told(SEARCHED)
    about = (seen, evidence, plan, catalogue, results.parameters(seen), language)
    at = datetime.now(UTC)
    if kind == "briefing":
        return briefing.write(*about, at=at)
    if kind == "tables":
        return tables.write(*about, at=at)
    found = firm.of_now(firm.place(store, workshop), seen, plan, catalogue)

    def tested(share: float) -> None:
        told(SEARCHED + share * (TESTED - SEARCHED))

    trials = () if found else results.trials(seen, catalogue, plan, tested)
    told(TESTED)
    known = results.uncertainty(seen, catalogue)
    return book.write(*about, at=at, firmness=found, trials=trials, uncertainty=known)
