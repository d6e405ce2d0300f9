"""The raw tables of a workshop as CSV files in one zip, with a data dictionary and a README.

Revealed marks only, under codes drawn anew for every file, with the hour and without the stakeholder group where fewer
people of it were in the city than the privacy parameter; no names. Texts that a table program would take for a formula
stay as they were written: these files are for programs that read data.
"""

from __future__ import annotations

import csv
import io
import secrets
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from components.analysis.evidence import Evidence
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.plan_records import Plan
from components.language import texts
from components.workbook.write.dictionary import MARKS, TABLES, datapackage, plain, readme, row_of
from components.workbook.write.draft import Draft
from components.workshop.instruments import PRACTICE
from components.workshop.records.cities import City
from components.workshop.records.delivery import Kpi, Risk, WorkItem
from components.workshop.records.indicators import Indicator
from components.workshop.records.money import Envelope
from components.workshop.records.rounds import Mark
from components.workshop.state import Snapshot


def write(
    snapshot: Snapshot,
    evidence: Evidence,
    plan: Plan,
    catalogue: Catalogue,
    parameters: Parameters,
    language: str,
    *,
    at: datetime,
) -> bytes:
    """The zip. `at`: when it is written."""
    t, state = texts(language), snapshot.state
    found: dict[str, Iterable[object]] = {
        "cities": state.all(City),
        "indicators": state.all(Indicator),
        "agreement": evidence.agreements,
        "index": evidence.indices,
        "gaps": evidence.gaps,
        "options": state.options,
        "scores": plan.scores,
        "plan": plan.lines,
        "cashflow": plan.flows,
        "shares": plan.sharing.shares,
        "envelopes": state.all(Envelope),
        "risks": state.all(Risk),
        "kpis": state.all(Kpi),
        "work": state.all(WorkItem),
        "parameters": parameters.rows,
    }
    rows = {name: [row_of(record, TABLES[name]) for record in records] for name, records in found.items()}
    rows[MARKS] = _marks(snapshot.marks, int(parameters.value("privacy.smallest_group")))
    counts = {name: len(body) for name, body in rows.items()}
    draft = Draft(snapshot, evidence, plan, catalogue, parameters, language, at)
    when = at.isoformat(timespec="minutes")
    about = (t, state.setting, snapshot.workshop)
    parts = {
        "datapackage.json": datapackage(*about, at=when, rows=counts, demonstration=draft.demonstration),
        "README.txt": readme(*about, at=when, rows=counts, demonstration=draft.demonstration),
    }
    parts |= {f"{name}.csv": _csv([column.name for column in TABLES[name]], rows[name]) for name in TABLES}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return stream.getvalue()


def _marks(marks: Sequence[Mark], smallest: int) -> list[list[str]]:
    """One row per mark, in an order that tells nothing about who marked when."""
    asked = [mark for mark in marks if mark.instrument != PRACTICE]
    people = sorted({mark.person for mark in asked})
    secrets.SystemRandom().shuffle(people)
    codes = {person: f"R{number:03}" for number, person in enumerate(people, 1)}
    members: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mark in asked:
        members[mark.city, mark.group].add(mark.person)
    rows = [
        {
            "person": codes[mark.person],
            "instrument": mark.instrument,
            "hour": f"{mark.at:%Y-%m-%d %H}:00",
            "city": mark.city,
            "group": mark.group if len(members[mark.city, mark.group]) >= smallest else "",
            "subject": mark.subject,
            "item": mark.item,
            "reason": mark.reason,
            "way_in": mark.way_in,
            "round": mark.round,
            "value": mark.value,
            "demonstration": mark.demonstration or mark.way_in == "demo",
        }
        for mark in asked
    ]
    return sorted([plain(row[column.name]) for column in TABLES[MARKS]] for row in rows)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(heads)
    writer.writerows(rows)
    return file.getvalue().encode()
