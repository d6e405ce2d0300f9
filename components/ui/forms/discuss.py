"""What the room talks about: one flagged item at a time, a second round on chosen ones, what was parked and noted."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from components.analysis.agreement import SPLIT
from components.analysis.differences import CITIES, who_differs
from components.analysis.evidence import Agreement
from components.ui import session, widgets
from components.ui.charts import weights as weights_chart
from components.ui.charts.agreement import columns, distribution_figure
from components.ui.charts.figure import draw as draw_figure
from components.ui.charts.marks import flag_sign, subject_marks, subject_name
from components.ui.forms import ballots, parking, second_round, statistics
from components.walk import discussion
from components.workshop.effective import WHOLE_BALLOTS
from components.workshop.instruments import Instrument, Item, criteria_in_use, instrument
from components.workshop.records.room import Note

_VIEWS = ("items", "again", "parking")
_RUNGS = 6


def draw() -> None:
    """The three views: the items of one ballot, its second round, and what was put aside."""
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="center", key="discuss-top"):
        view = st.segmented_control(
            t("discuss.view.label"),
            _VIEWS,
            default=_VIEWS[0],
            key="discuss.view",
            format_func=lambda name: t(f"discuss.view.{name}"),
            label_visibility="collapsed",
            required=True,
        )
        code = _ballot() if view != "parking" else None
        _ladder()
    if view == "parking":
        parking.draw()
    elif code is None:
        st.title(t("discuss.title"), anchor=False)
        st.info(t("discuss.nothing"))
    elif view == "again":
        second_round.draw(code)
    else:
        _items(code)


def _ladder() -> None:
    """What to do about a disagreement, in the order in which to try it."""
    t = session.t()
    with st.popover(t("discuss.ladder.title"), key="discuss.ladder"):
        for number in range(1, _RUNGS + 1):
            st.text(f"{number}. {t(f'discuss.ladder.{number}')}")


def _ballot() -> str | None:
    """The ballot to talk about: the one that the address names, else the one with the most flagged items."""
    t = session.t()
    codes = discussion.ballots(session.state(), session.evidence().agreements)
    if not codes:
        return None
    rows = session.evidence().agreements
    wanted = st.query_params.get("b")
    first = wanted if wanted in codes else discussion.most_flagged(codes, rows)
    counts = {code: len(discussion.queue(rows, code)) for code in codes}
    return str(
        st.selectbox(
            t("discuss.ballot"),
            codes,
            index=codes.index(first),
            key="discuss.ballot",
            format_func=lambda code: _ballot_words(code, counts[code]),
            label_visibility="collapsed",
            width=520,
        )
    )


def _ballot_words(code: str, flagged: int) -> str:
    t = session.t()
    name = ballots.name_of(code)
    return name if code in WHOLE_BALLOTS else t("discuss.ballot_words", name=name, n=flagged)


def _items(code: str) -> None:
    t = session.t()
    found = instrument(session.state(), session.catalogue(), code)
    if found is not None and found.whole_only:
        _weights(found)
        return
    rows = discussion.all_rows(session.evidence().agreements, code)
    queued = len(discussion.queue(rows, code))
    if found is None or not rows:
        st.info(t("discuss.nothing"))
        return
    place = min(max(int(session.remembered(f"discuss.{code}", 0)), 0), len(rows) - 1)
    side, main = st.columns([3, 9], gap="large")
    with side:
        with st.container(horizontal=True, vertical_alignment="center", key="discuss-foot"):
            for name, to, shortcut in (("previous", place - 1, "Left"), ("next", place + 1, "Right")):
                _go_button(name, to, code=code, last=len(rows) - 1, shortcut=shortcut)
        st.caption(f"{t('discuss.place', number=place + 1, of=len(rows))} · {t('discuss.queue', n=queued)}")
        if place < queued:
            _turn(rows[place])
        with st.container(key="discuss-side", height=430, border=False):
            _queue(code, found, rows, queued, place)
    with main, st.container(key="discuss"):
        _item(found, rows[place])


def _weights(found: Instrument) -> None:
    """Weights are one whole and no opinion on a scale: what each way of counting gives, how far people lie apart."""
    t = session.t()
    st.title(widgets.escaped(found.title(t)), anchor=False)
    names = {code: label(session.language()) for code, label in criteria_in_use(session.state(), session.catalogue())}
    given = session.evidence().weights
    weights_chart.draw(t, names, given, session.parameters().value("weights.consistency_ratio"))
    ranges = [
        t("discuss.range", name=names.get(row.criterion, row.criterion), low=row.lowest, high=row.highest, n=row.n)
        for row in given.weights
        if row.lowest is not None and row.highest is not None
    ]
    if ranges:
        st.html(f'<ul class="scn-list">{"".join(f"<li>{escape(words)}</li>" for words in ranges)}</ul>')


def _go_button(name: str, place: int, *, code: str, last: int, shortcut: str) -> None:
    words = session.t()(f"discuss.{name}")
    off = not 0 <= place <= last
    st.button(words, key=f"discuss.{name}", on_click=_go, args=(code, place), disabled=off, shortcut=shortcut)


def _go(code: str, place: int) -> None:
    session.remember(f"discuss.{code}", place)


def _queue(code: str, found: Instrument, rows: tuple[Agreement, ...], queued: int, place: int) -> None:
    """The items in the order in which they are worth talking about; those without a flag only when asked for."""
    t = session.t()
    before = ""
    for number, row in enumerate(rows):
        if number < queued and row.flag != before:
            before = row.flag
            st.html(f'<p class="scn-note">{flag_sign(t, row.flag)}</p>')
        if number == queued:
            box = st.expander(t("discuss.others", n=len(rows) - queued), key=f"others.{code}", on_change="rerun")
            with box:
                if box.open:
                    for later, other in enumerate(rows[queued:], queued):
                        _pick(code, found, other, later, now=later == place)
            return
        _pick(code, found, row, number, now=number == place)


def _pick(code: str, found: Instrument, row: Agreement, number: int, *, now: bool) -> None:
    st.button(
        widgets.escaped(item_words(found, row)),
        key=f"pick.{number}",
        on_click=_go,
        args=(code, number),
        type="secondary" if now else "tertiary",
        width="stretch",
    )


def _turn(row: Agreement) -> None:
    """The time for this item: a bar that the browser runs down by itself, since the page holds a field that is typed in
    and must not be drawn anew under it. Another item begins with a full bar.
    """
    minutes = session.parameters().value("discussion.minutes_per_item")
    words = escape(session.t()("discuss.turn", n=round(minutes)))
    name = escape(f"{row.instrument}|{row.subject}|{row.item}", quote=True)
    st.html(
        f'<div class="scn-turn" data-item="{name}"><i><span style="animation-duration:{minutes * 60:.0f}s"></span></i>'
        f"<small>{words}</small></div>"
    )


def _item(found: Instrument, row: Agreement) -> None:
    t = session.t()
    item = next((one for one in found.items if one.code == row.item), None)
    statement = item.statement(session.language()) if item else row.item
    about = _subject_html(found, row)
    st.html(
        f'<p class="scn-note">{about}{" · " if about else ""}{flag_sign(t, row.flag)}</p>'
        f'<p class="scn-statement">{escape(statement)}</p>'
    )
    if row.moved is not None:
        _moved(found, row, statement)
    else:
        _first(row, item, statement)
    statistics.behind(row)


def item_words(found: Instrument, row: Agreement) -> str:
    """The item and its subject in a line."""
    item = next((one for one in found.items if one.code == row.item), None)
    language = session.language()
    # Of the two texts of an item the shorter one names it.
    texts = (item.context(language), item.statement(language)) if item else (row.item,)
    context = min((words for words in texts if words), key=len)
    about = subject_words(found, row)
    return f"{context} · {about}" if about else context


def subject_words(found: Instrument, row: Agreement) -> str:
    """What the item is asked about, in the session's language; empty for the whole."""
    subject = next((one for one in found.subjects if one.code == row.subject), None)
    return subject.name(session.language()) if subject else subject_name(session.state(), row.subject)


def _subject_html(found: Instrument, row: Agreement) -> str:
    marks = subject_marks(session.state(), row.subject)
    return escape(subject_words(found, row)) if marks == escape(row.subject) else marks


def _who(row: Agreement) -> str:
    """Who differs, in a sentence."""
    t = session.t()
    found = who_differs(row, row.group_medians, session.parameters())
    if not found.low:
        return t(f"discuss.who.{found.kind}")
    names = {city.code: city.name or city.code for city in session.state().cities}
    names |= {term.code: t.label(term) for term in session.catalogue().stakeholder_groups}
    low, high = (t.joined([names.get(code, code) for code in codes]) for codes in (found.low, found.high))
    key = "discuss.who.cities" if found.kind == CITIES else "discuss.who.groups"
    return t(key, high=high, high_median=found.high_median, low=low, low_median=found.low_median)


def _first(row: Agreement, item: Item | None, statement: str) -> None:
    """What the room marked, and beside it why."""
    t = session.t()
    left, right = st.columns([6, 5], gap="large")
    with left:
        figure = distribution_figure(t, row, session.state(), item.anchors if item else ())
        about = t("discuss.subtitle", n=row.n, dont_know=row.dont_know, round=str(row.round)) if row.counts else ""
        draw_figure(t, replace(figure, title=_who(row), subtitle=about))
    with right:
        _reasons(row)
        _keep(row, statement)


def _moved(found: Instrument, row: Agreement, statement: str) -> None:
    """What the last round changed, before and after side by side."""
    t = session.t()
    change = row.moved
    assert change is not None
    raters = next((one.cities for one in found.subjects if one.code == row.subject), ())
    first = discussion.before(session.snapshot(), row, raters, session.catalogue(), session.parameters())
    words = [t("discuss.moved", n=change.moved, both=change.n_both, towards=change.towards_median)]
    words += [t("discuss.kept")] if row.flag == SPLIT else []
    words += [t("discuss.carried", n=row.carried)] if row.carried else []
    words += [t("discuss.indicative")] if row.indicative else []
    st.html(f'<p class="scn-who">{escape(_who(row))} {escape(" ".join(words))}</p>')
    left, middle, right = st.columns([4, 4, 5], gap="medium")
    for column, title, shown in ((left, "before", first), (middle, "after", row)):
        body = columns(t, shown, session.state()) or f'<p class="scn-note">{escape(t("discuss.too_few"))}</p>'
        with column:
            st.html(f'<p><b>{escape(t(f"discuss.{title}"))}</b> · {flag_sign(t, shown.flag)}</p>{body}')
    with right:
        _reasons(row)
        _keep(row, statement)


def _reasons(row: Agreement) -> None:
    """The reasons as words only: nothing in them is read as a picture, a link or a heading."""
    t = session.t()
    found = discussion.reasons(session.snapshot().marks, row)
    st.markdown(f"**{t('discuss.reasons')}**")
    if not found:
        st.caption(t("discuss.no_reasons"))
        return
    body = "".join(
        f'<p class="scn-reason"><b>{"?" if one.value is None else one.value}</b>{escape(one.words)}</p>'
        for one in found
    )
    with st.container(height=300 if len(found) > 4 else "content", border=False):
        st.html(body)


def _keep(row: Agreement, statement: str) -> None:
    """A note, and the way to put the question aside."""
    t = session.t()
    code = f"{row.instrument}|{row.subject}|{row.item}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        record = session.state().get(Note, code) or Note(code)
        widgets.text(record, "text", t("discuss.note"), area=68, placeholder=t("discuss.note_hint"))
        box = st.popover(t("discuss.park"), key="discuss.park", on_change="rerun")
        with box:
            if box.open:
                step = next(
                    (one.step for one in [instrument(session.state(), session.catalogue(), row.instrument)] if one), 0
                )
                parking.new(code, step, statement)
    st.page_link(
        "ballots.py",
        label=t("discuss.reword"),
        query_params=session.address() | {"b": row.instrument, "i": row.item},
    )

