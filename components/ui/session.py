"""Who is here and what they look at: language, workshop, role. The only file that names st.session_state.

The address carries the workshop and the language, a cookie the right to be there, and the store all else: a
refresh, a second tab or a restarted server loses nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from components.analysis.evidence import Evidence
from components.analysis.structure import Structure
from components.ballot import tickets
from components.errors import ConflictError, Problem, RefusedError, ToolError
from components.framework.catalogue import Catalogue, load
from components.framework.parameters import Parameters, load_parameters
from components.investment.plan_records import Plan
from components.language import DEFAULT_LANGUAGE, LANGUAGES, Texts, texts
from components.ui import whereabouts
from components.walk import results
from components.workshop import people
from components.workshop.open_store import shared_store
from components.workshop.state import Snapshot, State
from components.workshop.store import UNCHECKED, Edit, Store

COOKIE = "wf"
FACILITATOR, CO_FACILITATOR, OBSERVER = people.FACILITATOR, people.CO_FACILITATOR, people.OBSERVER
EDITORS = tuple(role for role in people.ROLES if people.may(role, "edit"))
READERS = tuple(role for role in people.ROLES if people.may(role, "see_results"))
AUDIENCE = tuple(role for role in people.ROLES if people.may(role, "see_scenes"))
SHEET_KEEPERS = tuple(role for role in people.ROLES if people.may(role, "download_sheets"))


def language() -> str:
    """The language of the screens: the address decides, else the last choice, else the browser's own."""
    wanted = st.query_params.get("lang") or st.session_state.get("own.language") or _browser_language()
    found = wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE
    st.session_state["own.language"] = found
    return found


def t() -> Texts:
    """The texts of the session's language."""
    return texts(language())


def switch_language(wanted: str) -> None:
    """Shows the same place in another language."""
    st.session_state["own.language"] = wanted
    st.query_params["lang"] = wanted


def store() -> Store:
    """The process's store."""
    return shared_store()


def catalogue() -> Catalogue:
    """The framework's tables."""
    return load()


def workshop() -> str | None:
    """Code of the open workshop: the address decides, so that two tabs can hold two workshops."""
    code = st.query_params.get("w") or st.session_state.get("own.workshop")
    if not code or not store().exists(str(code)):
        return None
    st.session_state["own.workshop"] = code
    return str(code)


def address() -> dict[str, str]:
    """The query parameters that lead back to this workshop in this language."""
    code = workshop()
    return {"lang": language()} | ({"w": code} if code else {})


def role() -> str:
    """What this browser may do in the open workshop: a role, or empty. The server decides, by token, on every run."""
    return _access()[1]


def _access() -> tuple[str, str]:
    """The token that counts in the open workshop, and its role; empty texts without one."""
    code = workshop()
    if code is None:
        return "", ""
    for token in (st.session_state.get("own.token"), cookie(COOKIE)):
        granted = people.role_of(store(), token) if token else None
        if granted and granted[0] == code:
            return str(token), granted[1]
    return "", ""


def may(*roles: str) -> bool:
    """Whether the session has one of the roles."""
    return role() in roles


def require(*roles: str) -> str:
    """The open workshop's code; stops the page with a clear message when the role does not allow it."""
    code = workshop()
    if code is None or not may(*roles):
        st.error(t()("ui.no_access"))
        # A plain link: it also stands where this page was reached past the navigation, which knows no other page then.
        st.html(f'<a href="./?lang={language()}" target="_self">{escape(t()("ui.to_start"))}</a>')
        st.stop()
    return str(code)


def editor() -> str:
    """The name under which an edit is written: the facilitator's role, or the pseudonym of an invited co-facilitator.
    Raises RefusedError when this browser may not edit: a page that was drawn before the access ended can still send.
    """
    token, granted = _access()
    people.require(granted, "edit")
    return people.access_name(store(), token)


def manager() -> str:
    """As `editor`, for what the facilitator alone does: invitations, starting a sitting, deleting."""
    people.require(role(), "manage")
    return editor()


def sheet_keeper() -> str:
    """As `editor`, for reading score sheets: also a table host. The log keeps the name with every mark."""
    token, granted = _access()
    people.require(granted, "download_sheets")
    return people.access_name(store(), token)


def guarded(action: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The maker of a file for a download button. It is called outside the page, when the button is pressed, and asks
    again then whether this browser still may; raises RefusedError otherwise.
    """
    held, code, (token, _) = store(), workshop(), _access()

    def made() -> bytes:
        found = people.role_of(held, token)
        people.require(found[1] if found and found[0] == code else None, action)
        return make()

    return made


def may_administer() -> bool:
    """Whether this browser may create, restore and delete: it sits at this computer, or gave the server key."""
    if os.environ.get("WORKSHOP_SERVER_KEY"):
        return bool(st.session_state.get("own.server_key"))
    return is_local()


def check_administer() -> None:
    """Raises RefusedError unless this browser may create, restore and delete; a button that is not offered can still be
    sent.
    """
    if not may_administer():
        raise RefusedError(Problem("start.not_from_here"))


def unlock(*, right: bool) -> None:
    """Notes whether this session gave the server key."""
    st.session_state["own.server_key"] = right


def is_local() -> bool:
    """Whether the browser runs on this computer: by its address, the name it asked for, and no proxy in between."""
    return whereabouts.is_here(dict(st.context.headers), st.context.ip_address)


def enter(code: str, granted: str = FACILITATOR) -> None:
    """Lets this browser in: the token goes into the session at once and into a cookie by a one-time ticket."""
    let_in(code, people.grant(store(), code, granted))


def let_in(code: str, token: str) -> None:
    """Opens a workshop in this tab, with a token that stands."""
    st.session_state["own.token"] = token
    st.session_state["own.workshop"] = code
    st.session_state["own.ticket"] = tickets.issue(token)
    st.query_params["w"] = code
    st.query_params["lang"] = language()


def set_cookie() -> None:
    """Hands a fresh ticket to the browser, which trades it for a cookie that no script can read."""
    ticket = st.session_state.pop("own.ticket", None)
    if ticket:
        script = f"<script>fetch('/enter', {{method: 'POST', body: '{ticket}'}})</script>"
        st.html(script, unsafe_allow_javascript=True)


def leave() -> None:
    """Closes the workshop in this browser tab."""
    for name in ("own.workshop", "own.token", "own.conflict"):
        st.session_state.pop(name, None)
    st.query_params.clear()
    st.html("<script>fetch('/leave', {method: 'POST'})</script>", unsafe_allow_javascript=True)


def cookie(name: str) -> str | None:
    """A cookie of this browser, as it was when the page was opened."""
    value = st.context.cookies.get(name)
    return value if isinstance(value, str) else None


def snapshot() -> Snapshot:
    """What may be seen of the open workshop."""
    return results.snapshot(store(), str(workshop()))


def state() -> State:
    """Present state of the open workshop."""
    return snapshot().state


def parameters() -> Parameters:
    """Thresholds in force: the table's, with what this workshop changed."""
    return results.parameters(snapshot())


def default_parameters() -> Parameters:
    """The thresholds as shipped, where no workshop is open."""
    return load_parameters()


def evidence() -> Evidence:
    """What the marks say, cached by version."""
    return results.evidence(snapshot(), catalogue())


def structure() -> Structure:
    """How the cities' economies and networks are built, cached by version."""
    return results.structure(snapshot(), catalogue())


def plan() -> Plan:
    """What follows for the investment, as far as it is found: see `standing`."""
    return standing().plan


def standing() -> results.Standing:
    """The plan that is shown now, and the search for it, which goes on beside the page when it takes long."""
    with st.spinner(t()("ui.solving")):
        return results.standing((results.owner(store(), workshop()),), snapshot(), catalogue(), patience=patience())


def patience() -> float:
    """How many seconds a page waits for the search before it shows what there is."""
    return parameters().value("portfolio.patience")


def commit(*edits: Edit) -> bool:
    """Writes edits to the store; what cannot be taken is shown in words and changes nothing."""
    try:
        store().commit(str(workshop()), edits, by=editor())
    except ConflictError as error:
        st.session_state["own.conflict"] = (error, edits)
        return False
    except ToolError as error:
        show(error)
        return False
    return True


def overwrite() -> None:
    """Writes the edits of the last conflict after all, because the person chose to."""
    _, edits = st.session_state.pop("own.conflict", (None, ()))
    plain = [Edit(edit.kind, edit.code, edit.field, edit.value, UNCHECKED) for edit in edits]
    store().commit(str(workshop()), plain, by=editor())


def dismiss() -> None:
    """Keeps what the other person wrote."""
    st.session_state.pop("own.conflict", None)


def conflict() -> tuple[ConflictError, tuple[Edit, ...]] | None:
    """The conflict that is waiting for a decision."""
    found: tuple[ConflictError, tuple[Edit, ...]] | None = st.session_state.get("own.conflict")
    return found


def show(error: ToolError) -> None:
    """Keeps an error for the next drawing of the page."""
    st.session_state["own.message"] = error


def message() -> ToolError | None:
    """The error to be shown once."""
    found: ToolError | None = st.session_state.pop("own.message", None)
    return found


def remember(name: str, value: Any) -> None:
    """Keeps something of this tab only (an open panel, a scene); never an input."""
    st.session_state[f"tab.{name}"] = value


def remembered(name: str, default: Any = None) -> Any:
    """What `remember` kept."""
    return st.session_state.get(f"tab.{name}", default)


def widget(key: str) -> Any:
    """Present value of a widget."""
    return st.session_state.get(key)


def clear(key: str, empty: Any = "") -> None:
    """Empties an input, a choice with `empty` None; only before it is drawn, as in the action of a button."""
    st.session_state[key] = empty


def seed(key: str, stored: Any) -> None:
    """Gives a widget the stored value when it is new on the page or the store changed behind it; not what it has."""
    mark = f"seed.{key}"
    if key not in st.session_state or stored not in (st.session_state.get(mark), st.session_state[key]):
        st.session_state[key] = stored
    st.session_state[mark] = stored


def start(key: str, stored: str) -> dict[str, str]:
    """As `seed` for a text: what to draw it with when new in this session. A tab that outlived its session, because
    the server was started again or the computer slept, still sends what was typed there, and that is not overwritten.
    """
    mark = f"seed.{key}"
    if key in st.session_state or mark in st.session_state:
        seed(key, stored)
        return {}
    st.session_state[mark] = stored
    return {"value": stored}


def ask(error: ConflictError, edits: tuple[Edit, ...]) -> None:
    """Shows both texts and lets the person choose which one stands."""
    st.session_state["own.conflict"] = (error, edits)
    st.rerun()


def seeded(key: str) -> Any:
    """The stored value that the widget showed before it was changed."""
    return st.session_state.get(f"seed.{key}")


def reseed(key: str) -> None:
    """Makes the widget show the stored value again."""
    st.session_state.pop(f"seed.{key}", None)


def _browser_language() -> str:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else DEFAULT_LANGUAGE
