"""What leaves the room after step 6, each file with what it is for: raw tables, and the whole workshop for the archive.

Files are written when a button is pressed, outside the page: what they need is settled where the role was checked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from components.framework.catalogue import load
from components.ui import session
from components.walk import results
from components.workbook.write import tables
from components.workshop import archive, people
from components.workshop.store import Store

_ZIP = "application/zip"
_ACTION = "download_archive"


def draw() -> None:
    """The files for whoever leads; nothing for others."""
    t = session.t()
    if not people.may(session.role(), _ACTION):
        return
    store, code, language = session.store(), str(session.workshop()), session.language()
    st.subheader(t("tables.page.title"), anchor=False)
    with st.container(border=True, gap="small"):
        _file("tables", partial(_tables, store, code, language), f"tables-{code}-{language}.zip")
        _file("public", partial(archive.public, store, code), f"workshop-{code}-public.zip")
        _file("whole", partial(archive.save, store, code), f"{code}.zip")


def _file(name: str, make: Callable[[], bytes], file_name: str) -> None:
    """One button and what its file is for."""
    t = session.t()
    what, get = st.columns([3, 1], vertical_alignment="center", gap="small")
    what.markdown(f"**{t(f'tables.page.{name}')}**  \n{t(f'tables.page.{name}_for')}")
    with get:
        st.download_button(
            t(f"tables.page.{name}_get"),
            session.guarded(_ACTION, make),
            file_name,
            _ZIP,
            key=f"download_{name}",
            on_click="ignore",
            width="stretch",
        )


def _tables(store: Store, code: str, language: str) -> bytes:
    catalogue, seen = load(), results.snapshot(store, code)
    evidence, plan = results.evidence(seen, catalogue), results.plan(seen, catalogue)
    return tables.write(
        seen, evidence, plan, catalogue, results.parameters(seen), language, at=datetime.now(UTC)
    )
