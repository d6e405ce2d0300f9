"""The parking list: questions put aside with who takes them on and until when; and all notes of the day."""

from __future__ import annotations

import csv
import io

import streamlit as st

from components.ui import session, widgets
from components.ui.forms import ballots
from components.workshop.changes import Edit
from components.workshop.edits import room as edits
from components.workshop.instruments import instrument
from components.workshop.records.room import Note, Parking

# A table program takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def draw() -> None:
    """What is parked, a line for a new one, and the notes."""
    t = session.t()
    st.title(t("discuss.parking.title"), anchor=False)
    st.caption(t("discuss.parking.purpose"))
    with st.container(key="parking"):
        entries = sorted(session.state().all(Parking), key=lambda entry: (entry.done, entry.until or "9", entry.code))
        if not entries:
            st.text(t("discuss.parking.empty"))
        for entry in entries:
            _entry(entry)
        with st.container(border=True):
            new("list", 0, "")
        _notes()
        if entries or _written():
            st.download_button(
                t("discuss.parking.download"),
                _table(),
                file_name="parking-and-notes.csv",
                mime="text/csv",
                key="parking.csv",
            )


def new(place: str, step: int, about: str) -> None:
    """The fields of a new entry. place: tells two forms of one page apart; about: what stands there without words."""
    t = session.t()
    keys = {name: f"park.{place}.{name}" for name in ("text", "owner", "until")}
    st.text_area(t("discuss.parking.text"), key=keys["text"], height=68, placeholder=about or t("discuss.parking.hint"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("discuss.parking.owner"), key=keys["owner"], placeholder=t("discuss.parking.owner_hint"))
        st.text_input(t("discuss.parking.until"), key=keys["until"], placeholder="2027-03-31", max_chars=10, width=150)
        widgets.button(t("discuss.parking.add"), _park, keys, step, about, key=f"park.{place}.add", type="primary")


def _entry(entry: Parking) -> None:
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"parked-{entry.code}"):
        widgets.text(entry, "text", t("discuss.parking.text"), label_visibility="collapsed")
        widgets.text(
            entry, "owner", t("discuss.parking.owner"), label_visibility="collapsed",
            placeholder=t("discuss.parking.owner_hint"), width=220,
        )  # fmt: skip
        widgets.text(
            entry, "until", t("discuss.parking.until"), label_visibility="collapsed",
            placeholder=t("discuss.parking.no_date"), width=150,
        )  # fmt: skip
        widgets.tick(entry, "done", t("discuss.parking.done"))
        widgets.button("✕", _unpark, entry.code, key=f"unpark.{entry.code}", help=t("discuss.parking.remove"))


def _notes() -> None:
    t = session.t()
    st.subheader(t("discuss.notes.title"), anchor=False)
    found = _written()
    if not found:
        st.caption(t("discuss.notes.empty"))
    for where, words in found:
        st.text(f"{where}\n{words}")


def _written() -> tuple[tuple[str, str], ...]:
    """All notes with what they are about."""
    return tuple((_about(note.code), note.text) for note in session.state().all(Note) if note.text)


def _about(code: str) -> str:
    parts = code.split("|")
    if len(parts) != 3:
        return code
    ballot, subject, item = parts
    found = instrument(session.state(), session.catalogue(), ballot)
    language = session.language()
    items = {one.code: one.context(language) or one.statement(language) for one in found.items} if found else {}
    subjects = {one.code: one.name(language) for one in found.subjects} if found else {}
    words = [ballots.name_of(ballot), items.get(item, item), subjects.get(subject, subject)]
    return " · ".join(word for word in words if word)


def _table() -> bytes:
    """Parking list and notes for a table program, which must not run what people wrote."""
    t = session.t()
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([t(f"discuss.parking.{name}") for name in ("text", "owner", "until", "done")])
    for entry in session.state().all(Parking):
        writer.writerow([_plain(cell) for cell in (entry.text, entry.owner, entry.until, "✔" if entry.done else "")])
    writer.writerow([])
    writer.writerow([t("discuss.notes.about"), t("discuss.notes.text")])
    writer.writerows([_plain(where), _plain(words)] for where, words in _written())
    return file.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _park(keys: dict[str, str], step: int, about: str) -> None:
    given = {name: str(session.widget(key) or "") for name, key in keys.items()}
    history = session.store().history(str(session.workshop()))
    found = edits.park(
        session.state(), history, given["text"].strip() or about, owner=given["owner"], until=given["until"], step=step
    )
    if session.commit(*found):
        for key in keys.values():
            session.clear(key)


def _unpark(code: str) -> None:
    _commit(edits.unpark(session.state(), code))


def _commit(found: tuple[Edit, ...]) -> None:
    if found:
        session.commit(*found)
