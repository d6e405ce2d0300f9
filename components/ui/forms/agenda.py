"""The agenda: a run sheet that can be changed, what runs now, and the clock that the room sees."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st

from components.errors import InputError, Problem, ToolError
from components.ui import session, widgets
from components.walk import agenda
from components.workshop.changes import Change, Edit
from components.workshop.edits import room as edits
from components.workshop.instruments import instruments
from components.workshop.records.room import AgendaItem

_SECONDS = 5
_RULES = 10


def draw() -> None:
    """The agenda to work with, or the run sheets to begin with."""
    t = session.t()
    rows = agenda.lines(session.state())
    st.title(t("agenda.title"), anchor=False)
    st.caption(t("agenda.purpose"))
    if not rows:
        _begin()
        return
    view = st.segmented_control(
        t("agenda.view.label"),
        ["run", "change"],
        default="run",
        key="agenda.view",
        format_func=lambda name: t(f"agenda.view.{name}"),
        label_visibility="collapsed",
        required=True,
    )
    if view == "change":
        _change(rows)
        return
    left, right = st.columns([5, 2], gap="large")
    with left, st.container(key="agenda-sheet"):
        _sheet(rows)
    with right, st.container(key="agenda-side"):
        clock()
        steer()
        _any_line(rows)
        _rules()


@st.fragment(run_every=_SECONDS)
def clock() -> None:
    """What runs now, the minutes left in large figures, and what comes next."""
    t = session.t()
    rows = agenda.lines(session.state())
    if not rows:
        st.html(f'<p class="scn-note">{escape(t("agenda.no_agenda"))}</p>')
        return
    now, after = (line and _worded(line) for line in (agenda.running(rows), agenda.following(rows)))
    parts = []
    if now:
        left = agenda.timer(now, datetime.now(UTC))
        words = t("agenda.over" if left.over else "agenda.left", n=left.minutes)
        tone = " scn-over" if left.over else ""
        parts.append(f'<p class="scn-now">{escape(now.title)}</p>')
        parts.append(f'<p class="scn-minutes{tone}"><b>{left.minutes}</b> {escape(words)}</p>')
        if now.method:
            parts.append(f'<p class="scn-note">{escape(now.method)}</p>')
    else:
        parts.append(f'<p class="scn-now">{escape(t("agenda.nothing_runs"))}</p>')
    if after:
        parts.append(
            f'<p class="scn-after">{escape(t("agenda.next", title=after.title))} · '
            f"{escape(t('agenda.minutes', n=after.minutes))}</p>"
        )
    st.html(f'<div class="scn-clock" role="timer">{"".join(parts)}</div>')


def steer(*, end: bool = True) -> None:
    """Start the next line; with `end`, also end the one that runs."""
    t = session.t()
    rows = agenda.lines(session.state())
    now, after = agenda.running(rows), agenda.following(rows)
    if not (now or after):
        return
    with st.container(horizontal=True, key="steer"):
        if after:
            words = t("agenda.go_on" if now else "agenda.start", title=widgets.escaped(_worded(after).title))
            widgets.button(words, _start, after.code, key="agenda.next", type="primary", help=t("agenda.start_means"))
        if now and end:
            widgets.button(t("agenda.end"), _end, now.code, key="agenda.end", help=t("agenda.end_means"))


def _worded(item: AgendaItem) -> AgendaItem:
    return agenda.worded(item, session.catalogue(), session.language())


def _begin() -> None:
    t = session.t()
    st.text(t("agenda.empty"))
    for column, sheet in zip(st.columns(2, gap="large"), agenda.SHEETS, strict=True):
        with column, st.container(border=True):
            st.subheader(t(f"agenda.sheet.{sheet}"), anchor=False)
            st.text(t(f"agenda.what.{sheet}"))
            widgets.button(t("agenda.load"), _load, sheet, key=f"load.{sheet}", type="primary")


def _sheet(rows: tuple[AgendaItem, ...]) -> None:
    """The run sheet to look at and to print."""
    t = session.t()
    now = agenda.running(rows)
    for day in agenda.days(rows):
        body = "".join(_row(line, is_now=now is not None and line.item.code == now.code) for line in day.lines)
        heads = ("time", "minutes_head", "line", "group", "method", "took")
        head = "".join(f'<th scope="col">{escape(t(f"agenda.{name}"))}</th>' for name in heads)
        st.html(
            f'<h3 class="scn-head">{escape(_day_words(day))}</h3><div class="scn-scroll"><table class="scn-agenda">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )
    st.caption(t("agenda.print"))


def _row(line: agenda.Line, *, is_now: bool) -> str:
    t = session.t()
    item = _worded(line.item)
    step = f'<span class="scn-note">{escape(t("agenda.step", n=str(item.step)))}</span> ' if item.step else ""
    took = agenda.spent(item)
    state = t("agenda.running") if is_now else t("agenda.minutes", n=took) if took is not None else ""
    classes = "scn-running" if is_now else "scn-done" if took is not None else ""
    minutes = t("agenda.apart", n=item.minutes) if item.apart else str(item.minutes)
    cells = (escape(agenda.clock(line.starts)), escape(minutes), f"{step}{escape(item.title)}")
    rest = (escape(item.group), escape(item.method), escape(state))
    return f'<tr class="{classes}">{"".join(f"<td>{cell}</td>" for cell in (*cells, *rest))}</tr>'


def _day_words(day: agenda.Day) -> str:
    t = session.t()
    words = t("agenda.day", number=str(day.number), planned=day.planned)
    if day.available is None:
        return words
    key = "agenda.too_long" if day.over else "agenda.fits"
    return f"{words} {t(key, available=day.available, n=day.over)}"


def _any_line(rows: tuple[AgendaItem, ...]) -> None:
    t = session.t()
    with st.expander(t("agenda.other_line")):
        names = {row.code: f"{row.title} · {t('agenda.minutes', n=row.minutes)}" for row in rows}
        st.selectbox(
            t("agenda.line"), list(names), key="agenda.other", format_func=lambda code: names.get(code, code)
        )
        widgets.button(t("agenda.start_this"), _start_other, key="start-other")


def _rules() -> None:
    t = session.t()
    with st.expander(t("agenda.rules_title")):
        for number in range(1, _RULES + 1):
            st.text(f"• {t(f'agenda.rule.{number}')}")


def _change(rows: tuple[AgendaItem, ...]) -> None:
    t = session.t()
    codes = [row.code for row in rows]
    for day in agenda.days(rows):
        st.subheader(_day_words(day), anchor=False)
        _day_times(day)
        for line in day.lines:
            _line(line, codes)
        _add(day)
    with st.expander(t("agenda.load_other")):
        st.text(t("agenda.load_means"))
        with st.container(horizontal=True):
            for sheet in agenda.SHEETS:
                widgets.button(t(f"agenda.sheet.{sheet}"), _load, sheet, key=f"load.{sheet}")


def _day_times(day: agenda.Day) -> None:
    t = session.t()
    bearer = session.state().one(AgendaItem, day.bearer)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for field in ("starts", "until"):
            key = f"{session.workshop()}.{day.bearer}.{field}"
            session.seed(key, getattr(bearer, field))
            st.text_input(
                t(f"agenda.{field}"),
                key=key,
                max_chars=5,
                placeholder="09:00",
                width=130,
                on_change=_set_time,
                args=(day.bearer, field, key),
            )


def _line(line: agenda.Line, codes: list[str]) -> None:
    t = session.t()
    item = line.item
    with st.container(horizontal=True, vertical_alignment="center", key=f"line-{item.code}"):
        st.text(agenda.clock(line.starts) or "–", width=60)
        widgets.whole(item, "minutes", t("agenda.minutes_head"), 0, 600, label_visibility="collapsed", width=130)
        widgets.text(item, "title", t("agenda.line"), label_visibility="collapsed", placeholder=t("agenda.line"))
        place = codes.index(item.code)
        for name, step, sign in (("up", -1, "↑"), ("down", 1, "↓")):
            end = place == (0 if step < 0 else len(codes) - 1)
            widgets.button(
                sign, _move, item.code, step, key=f"{name}.{item.code}", disabled=end, help=t(f"agenda.{name}")
            )
        widgets.button("✕", _remove, item.code, key=f"drop.{item.code}", help=t("agenda.remove"))
        box = st.popover("⋯", key=f"more.{item.code}", on_change="rerun", help=t("agenda.more"))
        with box:
            if box.open:
                _more(item)


def _more(item: AgendaItem) -> None:
    t = session.t()
    widgets.text(item, "group", t("agenda.group"))
    widgets.text(item, "method", t("agenda.method"), area=90)
    widgets.whole(item, "step", t("agenda.step_field"), 0, 6)
    names = {"": t("agenda.no_ballot")}
    names |= {found.code: found.title(t) for found in instruments(session.state(), session.catalogue())}
    key = f"{session.workshop()}.{item.code}.ballot"
    session.seed(key, item.ballot if item.ballot in names else "")
    st.selectbox(
        t("agenda.ballot"),
        list(names),
        key=key,
        format_func=lambda code: names.get(code, code),
        on_change=_set_ballot,
        args=(item.code, key),
    )
    widgets.tick(item, "apart", t("agenda.apart_field"))


def _add(day: agenda.Day) -> None:
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("agenda.new_line"), key=f"new-line.{day.number}", placeholder=t("agenda.new_hint"))
        widgets.button(t("agenda.add"), _add_line, day.number, day.lines[-1].item.code, key=f"add-line.{day.number}")


def _commit(found: tuple[Edit, ...]) -> None:
    if found:
        session.commit(*found)


def _history() -> tuple[Change, ...]:
    return session.store().history(str(session.workshop()))


def _load(sheet: str) -> None:
    lines = agenda.run_sheet(session.catalogue(), sheet, session.language())
    _commit(edits.load_agenda(session.state(), _history(), lines))


def _start(code: str) -> None:
    _commit(edits.start_line(session.state(), code))


def _start_other() -> None:
    _start(str(session.widget("agenda.other") or ""))


def _end(code: str) -> None:
    _commit(edits.end_line(session.state(), code))


def _move(code: str, step: int) -> None:
    """At the edge of a day the line goes over to the other day and keeps its place in the order."""
    rows = agenda.lines(session.state())
    place = next(number for number, row in enumerate(rows) if row.code == code)
    other = rows[min(max(place + step, 0), len(rows) - 1)]
    if other.day != rows[place].day:
        _commit(edits.set_line(session.state(), code, {"day": other.day}))
    else:
        _commit(edits.move_line(session.state(), code, step))


def _remove(code: str) -> None:
    _commit((*agenda.handed_on(session.state(), code), *edits.remove_line(session.state(), code)))


def _add_line(day: int, after: str) -> None:
    key = f"new-line.{day}"
    title = str(session.widget(key) or "").strip()
    if not title:
        raise InputError(Problem("agenda.needs_title"))
    _commit(edits.add_line(session.state(), _history(), {"title": title, "minutes": 15, "day": day}, after=after))
    session.clear(key)


def _set_time(code: str, field: str, key: str) -> None:
    given = str(session.widget(key) or "").strip()
    minutes = agenda.minutes_of(given)
    if given and minutes is None:
        session.show(InputError(Problem("agenda.not_a_time", {"value": given})))
        session.reseed(key)
        return
    _set(code, field, agenda.clock(minutes))


def _set_ballot(code: str, key: str) -> None:
    _set(code, "ballot", session.widget(key))


def _set(code: str, field: str, value: object) -> None:
    try:
        _commit(edits.set_line(session.state(), code, {field: value}))
    except ToolError as error:
        session.show(error)
