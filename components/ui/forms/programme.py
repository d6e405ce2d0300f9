"""Step 5: the work programme: what is to be done, by whom, until when."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.investment.programme import DONE, next_steps, programme
from components.ui import session, widgets
from components.workshop.changes import removal
from components.workshop.edits import delivery as edits
from components.workshop.records.delivery import WorkItem

_NEW = {name: f"new-work-{name}" for name in ("what", "owner", "due")}


def draw() -> None:
    """The next steps, the whole programme by date, and a line for a further one."""
    t, state = session.t(), session.state()
    items = programme(state)
    coming = next_steps(state, session.parameters())
    if not items:
        st.info(t("delivery.work.empty"))
    if coming:
        lines = "".join(f"<li>{escape(step_words(item))}</li>" for item in coming)
        title = escape(t("delivery.work.next", n=len(coming)))
        what = escape(t("delivery.work.next_what"))
        st.html(
            f'<section class="scn-figure"><h3 class="scn-lead">{title}</h3><p class="scn-sub">{what}</p>'
            f'<ol class="scn-steps">{lines}</ol></section>'
        )
    if items:
        done = sum(item.status == DONE for item in items)
        st.subheader(t("delivery.work.list", n=len(items), done=str(done)), anchor=False)
    for item in items:
        _item(item, coming=item in coming)
    with st.container(border=True):
        _new_line()


def step_words(item: WorkItem) -> str:
    """A step with its owner and day, as it stands on the page for decision."""
    t = session.t()
    owner = item.owner or t("delivery.work.no_owner")
    return t("delivery.work.step", what=item.what, owner=owner, due=item.due or t("delivery.work.no_date"))


def _item(item: WorkItem, *, coming: bool) -> None:
    t = session.t()
    sign = "✓" if item.status == DONE else "►" if coming else "○"
    due = item.due or t("delivery.work.no_date")
    what = widgets.escaped(item.what or t("ui.untitled"))
    owner = widgets.escaped(item.owner or t("delivery.work.no_owner"))
    with widgets.card(item, f"{sign} {widgets.escaped(due)} · {what} — {owner}", named=item.what) as is_open:
        if not is_open:
            return
        first, second = st.columns([3, 2], gap="medium")
        with first:
            widgets.text(item, "what", t("delivery.work.what"), area=68)
            options = {"": t("delivery.risk.whole_plan")}
            options |= {row.code: f"{row.code} {widgets.escaped(row.name)}" for row in session.state().options}
            widgets.listed(item, "option", t("delivery.work.option"), options)
        with second:
            widgets.text(item, "owner", t("delivery.work.owner"), placeholder=t("delivery.work.owner_hint"))
            widgets.text(item, "due", t("delivery.work.due"), placeholder="2027-06-30", max_chars=10)
        with st.container(horizontal=True, vertical_alignment="center"):
            names = {code: t(f"delivery.work.status_{code}") for code in ("open", DONE)}
            widgets.one_of(item, "status", t("delivery.work.status"), names, label_visibility="collapsed")
            widgets.button(
                t("ui.remove"), session.commit, removal("work", item.code), key=f"{item.code}.remove", type="tertiary"
            )


def _new_line() -> None:
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="bottom", key="work-new"):
        st.text_input(t("delivery.work.what"), key=_NEW["what"], placeholder=t("delivery.work.what_hint"))
        st.text_input(t("delivery.work.owner"), key=_NEW["owner"], placeholder=t("delivery.work.owner_hint"), width=220)
        st.text_input(t("delivery.work.due"), key=_NEW["due"], placeholder="2027-06-30", max_chars=10, width=150)
        widgets.button(t("delivery.work.add"), _add, key="add_work", type="primary")


def _add() -> None:
    given = {name: str(session.widget(key) or "") for name, key in _NEW.items()}
    history = session.store().history(str(session.workshop()))
    found = edits.add_work(session.state(), history, given["what"], owner=given["owner"], due=given["due"])
    if session.commit(*found):
        for key in _NEW.values():
            session.clear(key)
