"""People: who is here and who is missing, invitations, sittings, and the erasing of somebody's words.

One of these at a time: what changes by itself stands alone, so that no input ever lies beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape

import streamlit as st

from components.ballot import address
from components.language import Texts
from components.ui import session, ways_in, widgets
from components.ui.charts import balance as charts
from components.walk import sittings
from components.workshop import people
from components.workshop.edits import room as edits
from components.workshop.records.room import Sitting

_SECONDS = 3


def draw() -> None:
    """The chosen view."""
    t = session.t()
    views = {name: t(f"people.view.{name}") for name in _VIEWS}
    st.title(t("people.title"), anchor=False)
    st.caption(t("people.purpose"))
    chosen = st.segmented_control(
        t("people.view_label"),
        list(views),
        default="here",
        format_func=lambda name: views[name],
        key="people_view",
        label_visibility="collapsed",
        required=True,
    )
    _VIEWS[chosen]()


@st.fragment(run_every=_SECONDS)
def _here() -> None:
    """The balance of the room, live. Nothing is typed here."""
    t = session.t()
    store, code, state = session.store(), str(session.workshop()), session.state()
    least, most = people.recommended(session.parameters())
    counts = people.present_people(store, code)
    groups = session.catalogue().stakeholder_groups
    asked = tuple(group.code for group in groups if group.per_city)
    found = people.balance(state, counts, asked, least=least, most=most)
    st.markdown(f"## {t('room.people', n=sum(row[2] for row in counts))}")
    labels = {group.code: t.label(group) for group in groups}
    charts.balance_table(t, state, found, labels, least=least, most=most)
    events = people.event_counts(store, code)
    said = [t(f"people.event.{kind}", n=number) for kind, number in events.items() if number]
    if said:
        st.text(t.joined(said))
    others = [row for row in counts if row[1] not in asked]
    if others:
        n = sum(row[2] for row in others)
        st.text(t("people.others", n=n, groups=t.joined([labels.get(group, group) for _, group, _ in others])))


def _invitations() -> None:
    """Invitations to the other roles; the facilitator gives and cancels them."""
    t = session.t()
    st.caption(t("people.invite.what"))
    if not session.may(session.FACILITATOR):
        st.info(t("people.invite.not_you"))
        return
    _fresh()
    roles = {role: t(f"people.role.{role}") for role in people.INVITED}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(t("people.invite.role"), list(roles), format_func=lambda role: roles[role], key="invite_role")
        st.text_input(
            t("people.invite.label"), key="invite_label", max_chars=80, placeholder=t("people.invite.label_hint")
        )
        widgets.button(t("people.invite.button"), _invite, key="invite", type="primary")
    given = people.invitations(session.store(), str(session.workshop()))
    for one in given:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            label = widgets.escaped(one.label) or t("people.invite.no_label")
            st.markdown(f"**{roles.get(one.role, one.role)}** · {label} · {one.name}", width="stretch")
            again = t("people.invite.renew_what")
            widgets.button(t("people.invite.renew"), _renew, one.name, one.role, key=f"renew.{one.name}", help=again)
            widgets.button(t("people.invite.cancel"), _cancel, one.name, key=f"cancel.{one.name}")
    if not given:
        st.text(t("people.invite.none"))


def _fresh() -> None:
    """The code of an invitation that was just made; it is shown until it was noted, and never again."""
    t = session.t()
    made = session.remembered("fresh_invitation")
    if made is None:
        return
    code, role = made
    where = address.join_address(code, int(st.get_option("server.port")), _host()).replace("/j/", "/i/")
    with st.container(border=True, key="fresh-invitation"):
        left, right = st.columns([1, 3], vertical_alignment="center")
        with left:
            st.image(address.qr_svg(where), width=220, alt=where)
        with right:
            st.markdown(t("people.invite.made", role=t(f"people.role.{role}"), code=code))
            st.code(where, language=None)
            widgets.button(t("setup.key_noted"), session.remember, "fresh_invitation", None, key="invitation_noted")


def _invite() -> None:
    session.manager()
    role = str(session.widget("invite_role"))
    label = str(session.widget("invite_label") or "")
    code = people.invite(session.store(), str(session.workshop()), role, label)
    session.remember("fresh_invitation", (code, role))
    session.clear("invite_label")


def _renew(name: str, role: str) -> None:
    session.manager()
    code = people.renew_invitation(session.store(), str(session.workshop()), name)
    session.remember("fresh_invitation", (code, role))


def _cancel(name: str) -> None:
    session.manager()
    people.cancel_invitation(session.store(), str(session.workshop()), name)
    session.remember("fresh_invitation", None)


def _sittings() -> None:
    """The sittings with who came; a new one, its address, and what changed since the one before."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        _address()
        _attendance()
    with right:
        _changed()


def _address() -> None:
    t = session.t()
    found = address.network_addresses()
    choices = {"": t("people.sitting.by_itself", address=found[0])} | {one: one for one in found}
    chosen = _host() or ""
    if chosen and chosen not in choices:
        st.warning(t("people.sitting.gone", address=chosen))
        chosen = ""
    st.selectbox(
        t("people.sitting.address"),
        list(choices),
        index=list(choices).index(chosen),
        format_func=lambda one: choices[one],
        key="sitting_address",
    )
    st.caption(t("people.sitting.codes_stay"))
    with st.container(horizontal=True):
        widgets.button(t("people.sitting.start"), _start, key="start_sitting", type="primary")
        if edits.latest_sitting(session.state()) is not None:
            widgets.button(t("people.sitting.use"), _use_address, key="use_address")


def _start() -> None:
    by = session.editor()
    code = str(session.workshop())
    history = session.store().history(code)
    session.store().commit(code, edits.start_sitting(session.state(), history, _chosen_address()), by=by)


def _use_address() -> None:
    by = session.editor()
    session.store().commit(str(session.workshop()), edits.set_address(session.state(), _chosen_address()), by=by)


def _chosen_address() -> str:
    """The address that was picked, if it is one of this computer's own."""
    chosen = str(session.widget("sitting_address") or "")
    return chosen if chosen in address.network_addresses() else ""


def _host() -> str | None:
    sitting = edits.latest_sitting(session.state())
    return sitting.address if sitting and sitting.address else None


def _attendance() -> None:
    t = session.t()
    state = session.state()
    rows = people.attendance(session.store(), str(session.workshop()))
    begun = sorted((one for one in state.all(Sitting) if one.started_at), key=lambda one: one.started_at)
    names = {row[0]: t("people.sitting.before") for row in rows}
    names |= {one.code: _moment(t, one.started_at) for one in begun}
    st.markdown(f"**{t('people.sitting.attendance')}**")
    charts.attendance_table(t, state, rows, names)


def _moment(t: Texts, text: str) -> str:
    """Day, hour and minute on the clock of the room."""
    at = datetime.fromisoformat(text).astimezone()
    return f"{t.date(at)} {at:%H:%M}"


def _changed() -> None:
    t = session.t()
    state = session.state()
    found = sittings.recap(session.store().history(str(session.workshop())), state)
    since = t("people.changed_since", at=_moment(t, found.since.isoformat())) if found.since else ""
    st.markdown(f"**{t('people.changed_title')}**")
    st.caption(since or t("people.changed_ever"))
    lines = "".join(f"<li>{escape(sittings.described(t, entry, state))}</li>" for entry in found.lines)
    if lines:
        st.html(f'<ul class="scn-list">{lines}</ul>')
    else:
        st.text(t("people.changed_none"))


def _words() -> None:
    """A person asks to have the own words removed; the code on the person's own phone says whose."""
    t = session.t()
    st.caption(t("people.words.what"))
    if (number := session.remembered("erased_words")) is not None:
        st.success(t("people.words.done", n=number))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("people.words.code"), key="words_code", max_chars=12, placeholder="XXX-XXX", width=260)
        sure = st.checkbox(t("people.words.sure"), key="words_sure")
        widgets.button(t("people.words.button"), _erase, key="erase_words", disabled=not sure)


def _erase() -> None:
    by = session.editor()
    session.remember("erased_words", None)
    ways_in.check_tries()
    code = str(session.widget("words_code") or "")
    number = people.erase_words_by_code(session.store(), str(session.workshop()), code, by=by)
    session.remember("erased_words", number)
    session.clear("words_code")


_VIEWS: dict[str, Callable[[], None]] = {
    "here": _here,
    "invitations": _invitations,
    "sittings": _sittings,
    "words": _words,
}
