"""What the ballots ask: statements reworded, taken off, put back or added; ballots of our own; how ballots are held."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.language import LANGUAGES
from components.ui import session, widgets
from components.workshop import rounds
from components.workshop.changes import Edit
from components.workshop.edits import room as edits
from components.workshop.edits.asking import code_of
from components.workshop.instruments import PAIRWISE, POINTS_100, Instrument, Item, instrument, instruments, taken_off
from components.workshop.records.room import ROOM_SUBJECTS, ItemText, OwnBallot
from components.workshop.records.rounds import Round

_SETTINGS = {
    "instrument": ("quick", "standard", "full"),
    "own_city_by": ("people", "everybody"),
    "weighting": ("points", "pairs"),
    "cluster_criteria": ("core", "all"),
}
_BY_CRITERIA = ("weights", "options")


def draw() -> None:
    """Settings, the statements of one ballot with its preview, and ballots of our own."""
    t = session.t()
    st.title(t("ballots.edit.title"), anchor=False)
    st.caption(t("ballots.edit.purpose"))
    with st.expander(t("ballots.edit.settings"), key="ballot-settings", on_change="rerun") as box:
        if box.open:
            _settings()
    found = _chosen()
    left, right = st.columns([7, 5], gap="large")
    with left, st.container(key="ballot-editor"):
        item = _statements(found)
        _own_ballot(found)
    with right:
        st.caption(t("ballots.edit.preview"))
        _preview(found, item)


def _settings() -> None:
    t = session.t()
    setting = session.state().setting
    with st.container(horizontal=True, gap="medium"):
        for field, choices in _SETTINGS.items():
            names = {code: t(f"ballots.edit.{field}_name.{code}") for code in choices}
            with st.container(width="content"):
                widgets.one_of(setting, field, t(f"ballots.edit.{field}"), names, required=True)
    widgets.tick(setting, "phones_see_results", t("ballots.edit.phones"))


def _chosen() -> Instrument:
    t = session.t()
    every = {found.code: found for found in instruments(session.state(), session.catalogue())}
    wanted = st.query_params.get("b", "")
    code = st.selectbox(
        t("ballots.edit.which"),
        list(every),
        index=list(every).index(wanted) if wanted in every else 0,
        key="edited.ballot",
        format_func=lambda name: every[name].title(t) if name in every else name,
        width=520,
    )
    return every[code]


def _statements(found: Instrument) -> Item | None:
    """The statements to choose from and the form of the chosen one, which is given back."""
    t = session.t()
    st.text(t("ballots.edit.count", n=len(found.items), about=_about(found)))
    if not found.subjects:
        st.info(t("ballots.edit.nothing"))
    texts = {row.item: row for row in session.state().all(ItemText) if row.instrument == found.code}
    items = {item.code: item for item in found.items}
    language = session.language()
    labels = {code: f"{item.statement(language)}{_sign(texts.get(code))}" for code, item in items.items()}
    chosen = None
    if items:
        with st.container(height=260 if len(items) > 5 else "content", border=len(items) > 5):
            wanted = st.query_params.get("i", "")
            chosen = st.radio(
                t("ballots.edit.statements"),
                list(items),
                index=list(items).index(wanted) if wanted in items else 0,
                key=f"edited.{found.code}",
                format_func=lambda code: widgets.escaped(labels.get(str(code), str(code))),
                label_visibility="collapsed",
            )
    else:
        st.text(t("ballots.edit.result_none"))
    item = items.get(str(chosen))
    if reason := _fixed(found):
        st.info(reason)
    else:
        if item is not None:
            _reword(found, item, texts.get(item.code))
        _add(found)
    _dropped(found)
    return item


def _reword(found: Instrument, item: Item, text: ItemText | None) -> None:
    t = session.t()
    first, second = _languages()
    base = f"reword.{found.code}.{item.code}"
    own = item.statement
    asked = any(rounds.revision_asked(row, item.code) == item.revision for row in _held(found))
    st.caption(t("ballots.edit.asked" if asked else "ballots.edit.free"))
    for name, language in (("first", first), ("second", second)):
        key = f"{base}.{name}"
        session.seed(key, own(language))
        st.text_area(t(f"ballots.edit.{name}", language=LANGUAGES[language]), key=key, height=68)
    with st.container(horizontal=True):
        widgets.button(t("ballots.edit.reword"), _take_words, found.code, item.code, base, key=f"{base}.take")
        widgets.button(t("ballots.edit.drop"), _drop, found.code, item.code, key=f"{base}.drop")
        if text is not None and text.statement and not text.own:
            widgets.button(t("ballots.edit.words_back"), _words_back, found.code, item.code, key=f"{base}.back")


def _add(found: Instrument) -> None:
    t = session.t()
    with st.expander(t("ballots.edit.add_title")):
        base = f"add.{found.code}"
        _two_texts(base)
        widgets.button(t("ballots.edit.add"), _add_item, found.code, base, key=f"{base}.take")


def _two_texts(base: str) -> None:
    t = session.t()
    first, second = _languages()
    st.text_input(
        t("ballots.edit.first", language=LANGUAGES[first]), key=f"{base}.first", placeholder=t("ballots.edit.add_hint")
    )
    st.text_input(t("ballots.edit.second", language=LANGUAGES[second]), key=f"{base}.second")


def _dropped(found: Instrument) -> None:
    t = session.t()
    for item in taken_off(session.state(), session.catalogue(), found.code):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{item.statement(session.language())} · {t('ballots.edit.dropped')}", width="stretch")
            key = f"restore.{code_of(found.code, item.code)}"
            widgets.button(t("ballots.edit.restore"), _restore, found.code, item.code, key=key)


def _own_ballot(found: Instrument) -> None:
    """Takes an own ballot away, or makes a new one."""
    t = session.t()
    if session.state().get(OwnBallot, found.code) and not _held(found):
        widgets.button(t("ballots.edit.own_remove"), _remove_ballot, found.code, key=f"remove.{found.code}")
    with st.expander(t("ballots.edit.own_title"), key="own-ballot"):
        left, right = st.columns(2)
        with left:
            st.text_input(t("ballots.edit.own_name"), key="own.name")
        with right:
            st.text_input(t("ballots.edit.own_second"), key="own.name_second")
        with left:
            steps = {number: f"{number} · {t(f'ui.rail.{number}')}" for number in range(1, 7)}
            st.selectbox(t("ballots.edit.own_step"), list(steps), key="own.step", format_func=lambda n: steps[n])
        with right:
            st.selectbox(
                t("ballots.edit.own_about"),
                ROOM_SUBJECTS,
                index=len(ROOM_SUBJECTS) - 1,
                key="own.subjects",
                format_func=lambda code: t(f"ballots.edit.subjects.{code}"),
            )
        st.markdown(t("ballots.edit.own_statement"))
        _two_texts("own.statement")
        widgets.button(t("ballots.edit.own_add"), _new_ballot, key="own.add")


def _preview(found: Instrument, item: Item | None) -> None:
    """The statement as a phone shows it: a picture, nothing that can be pressed."""
    t = session.t()
    language = session.language()
    if item is None:
        return
    subject = next((one.name(language) for one in found.subjects), "")
    picks = [(str(point), anchor(language)) for point, anchor in enumerate(item.anchors)]
    if found.scale == POINTS_100:
        picks = [(t("ballots.edit.points"), "0 – 100")]
    elif found.scale == PAIRWISE:
        picks = [("9 … 1 … 9", "")]
    else:
        picks.append(("?", t("ballot.dont_know")))
    rows = "".join(
        f'<div class="scn-pick"><b>{escape(name)}</b><span>{escape(words)}</span></div>' for name, words in picks
    )
    context = " · ".join(word for word in (item.context(language), subject) if word)
    st.html(
        f'<div class="scn-phone"><p class="scn-note">{escape(context)}</p>'
        f"<h4>{escape(item.statement(language))}</h4>{rows}</div>"
    )


def _fixed(found: Instrument) -> str:
    """Why the statements cannot be changed now; empty when they can."""
    t = session.t()
    if rounds.under_way(session.state(), found.code):
        return t("ballots.edit.under_way")
    return t("ballots.edit.criteria") if found.code in _BY_CRITERIA else ""


def _held(found: Instrument) -> tuple[Round, ...]:
    return rounds.rounds_of(session.state(), found.code)


def _sign(text: ItemText | None) -> str:
    t = session.t()
    if text is None or not (text.own or text.statement):
        return ""
    return f" · {t('ballots.edit.added' if text.own else 'ballots.edit.reworded')}"


def _about(found: Instrument) -> str:
    t = session.t()
    record = session.state().get(OwnBallot, found.code)
    return t(f"ballots.edit.subjects.{record.subjects}") if record else t("ballots.edit.about", n=len(found.subjects))


def _languages() -> tuple[str, str]:
    """The workshop's language, in which words must be given, and the other one."""
    first = session.state().setting.language
    return first, next(code for code in LANGUAGES if code != first)


def _words(base: str) -> tuple[str, str]:
    return str(session.widget(f"{base}.first") or ""), str(session.widget(f"{base}.second") or "")


def _take_words(ballot: str, item: str, base: str) -> None:
    """The second language's words are sent along only when they were changed: words left as they came belong to the old
    statement.
    """
    first, second = _words(base)
    now = instrument(session.state(), session.catalogue(), ballot)
    old = next((one.statement(_languages()[1]) for one in now.items if one.code == item), "") if now else ""
    _commit(edits.reword(session.state(), ballot, item, first, "" if second == old else second))


def _drop(ballot: str, item: str) -> None:
    _commit(edits.drop_item(session.state(), ballot, item))


def _restore(ballot: str, item: str) -> None:
    _commit(edits.restore_item(session.state(), ballot, item))


def _words_back(ballot: str, item: str) -> None:
    _commit(edits.restore_words(session.state(), ballot, item))


def _add_item(ballot: str, base: str) -> None:
    first, second = _words(base)
    history = session.store().history(str(session.workshop()))
    _commit(edits.add_item(session.state(), history, ballot, first, second))
    for name in ("first", "second"):
        session.clear(f"{base}.{name}")


def _new_ballot() -> None:
    history = session.store().history(str(session.workshop()))
    given = {name: session.widget(f"own.{name}") for name in ("name", "name_second", "step", "subjects")}
    found = edits.new_ballot(
        session.state(),
        history,
        str(given["name"] or ""),
        step=int(given["step"] or 1),
        subjects=str(given["subjects"]),
        name_second=str(given["name_second"] or ""),
        statements=[_words("own.statement")],
    )
    _commit(found)
    for name in ("name", "name_second", "statement.first", "statement.second"):
        session.clear(f"own.{name}")


def _remove_ballot(code: str) -> None:
    _commit(edits.remove_ballot(session.state(), code))


def _commit(found: tuple[Edit, ...]) -> None:
    if found:
        session.commit(*found)
