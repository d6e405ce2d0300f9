"""Paper and Excel: sheets to hand out, sheets that come back, and the people behind them.

What a file would change is shown before anything is written. Of ballots that are not revealed only counts are shown;
the values are those of the file that the person holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from components.errors import ToolError
from components.framework.catalogue import Catalogue, load
from components.language import LANGUAGES
from components.ui import session, theme, widgets
from components.workbook.read import gate
from components.workbook.read import score_sheet_import as sheets
from components.workbook.read.score_sheet_import import Preview
from components.workbook.write import score_sheet
from components.workbook.write.score_sheet import Seat
from components.workbook.write.score_sheet_plan import Form, forms
from components.workshop import people_sheets, rounds
from components.workshop.instruments import SCALE_0_5
from components.workshop.store import OPEN, Store

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_SHEETS, _HIGHEST_NUMBER = 60, 99_999
_USUAL_SHEETS = 10


def draw() -> None:
    """The chosen view."""
    t = session.t()
    views = {"make": _make, "read": _read}
    if session.may(*session.EDITORS):
        views["people"] = _people
    st.title(t("paper.page.title"), anchor=False)
    st.caption(t("paper.page.purpose"))
    chosen = st.segmented_control(
        t("paper.page.view_label"),
        list(views),
        default="make",
        format_func=lambda name: t(f"paper.page.view.{name}"),
        key="paper_view",
        label_visibility="collapsed",
        required=True,
    )
    views[str(chosen)]()


def _make() -> None:
    """What the sheets ask, for whom, how many; then paper and Excel of just that."""
    t, catalogue = session.t(), session.catalogue()
    state = session.state()
    cities = {"": t("paper.page.any_city")} | {city.code: f"{city.symbol} {city.name}" for city in state.cities}
    groups = {"": t("paper.page.any_group")} | {row.code: t.label(row) for row in catalogue.stakeholder_groups}
    left, right = st.columns([3, 2], gap="large")
    with left:
        one, two = st.columns(2)
        with one:
            city = st.selectbox(t("paper.page.city"), list(cities), format_func=lambda code: cities[code], key="for")
        with two:
            group = st.selectbox(t("paper.page.group"), list(groups), format_func=lambda code: groups[code], key="as")
        asked = {form.instrument.code: form for form in forms(state, catalogue, city)}
        chosen = _ballots(asked)
        one, two, three = st.columns(3)
        with one:
            first = st.number_input(t("paper.page.first"), 1, _HIGHEST_NUMBER, _next(), key="first")
        with two:
            count = st.number_input(t("paper.page.count"), 1, _MOST_SHEETS, _USUAL_SHEETS, key="count")
        with three:
            index = list(LANGUAGES).index(session.language())
            words = st.selectbox(
                t("paper.page.language"), list(LANGUAGES), index, format_func=lambda code: LANGUAGES[code], key="words"
            )
        st.caption(t("paper.page.numbers", first=str(first), last=str(first + count - 1)))
    with right:
        if not chosen:
            st.info(t("paper.page.choose"))
            return
        _on_paper(chosen, {"from": first, "n": count, "city": city, "group": group, "l": words})
        _in_excel(chosen, tuple(range(first, first + count)), city, group, words)


def _ballots(asked: dict[str, Form]) -> list[Form]:
    t, state = session.t(), session.state()
    names = {}
    for code, form in asked.items():
        sign = "● " if rounds.state_of(state, code, form.round) == OPEN else ""
        title = form.instrument.title(t)
        names[code] = sign + (t("paper.sheet.round", ballot=title, n=form.round) if form.round > 1 else title)
    opened = [code for code in asked if names[code].startswith("●")]
    chosen = st.pills(
        t("paper.page.ballots"),
        list(names),
        selection_mode="multi",
        default=opened,
        format_func=lambda code: widgets.escaped(names[code]),
        key="sheets_of",
        help=t("paper.page.ballots_help"),
    )
    return [asked[code] for code in asked if code in chosen]


def _next() -> int:
    return min(people_sheets.next_number(session.store(), str(session.workshop())), _HIGHEST_NUMBER)


def _on_paper(chosen: Sequence[Form], asked: dict[str, object]) -> None:
    t, code = session.t(), session.workshop()
    st.subheader(t("paper.page.on_paper"), anchor=False)
    st.caption(t("paper.page.on_paper_how"))
    for form in chosen:
        name = widgets.escaped(form.instrument.title(t))
        where = f"/sheets/{code}/{form.instrument.code}"
        with st.container(horizontal=True):
            st.link_button(t("paper.page.print", ballot=name), f"{where}?{urlencode(asked)}")
            if form.instrument.scale == SCALE_0_5 and not form.shared_anchors:
                card = urlencode({"l": asked["l"], "city": asked["city"]})
                st.link_button(t("paper.page.card"), f"{where}/card?{card}", type="tertiary")


def _in_excel(chosen: Sequence[Form], numbers: tuple[int, ...], city: str, group: str, words: str) -> None:
    t, code = session.t(), str(session.workshop())
    st.subheader(t("paper.page.in_excel"), anchor=False)
    st.caption(t("paper.page.in_excel_how"))
    names = tuple(form.instrument.code for form in chosen)
    make = partial(_workbook, session.store(), code, names, numbers, city, group, words)
    st.download_button(
        t("paper.page.download"),
        session.guarded("download_sheets", make),
        f"score-sheets-{code}-{numbers[0]}-{numbers[-1]}-{words}.xlsx",
        _XLSX,
        key="download_sheets",
        type="primary",
        on_click="ignore",
    )


def _workbook(
    store: Store, code: str, names: tuple[str, ...], numbers: tuple[int, ...], city: str, group: str, words: str
) -> bytes:
    """The file, made when the button is pressed, from what is asked then."""
    catalogue: Catalogue = load()
    state = store.snapshot(code).state
    known = people_sheets.people(store, code)
    seats = [
        Seat(number, known[number].city, known[number].group) if number in known else Seat(number, city, group)
        for number in numbers
    ]
    chosen = [form for form in forms(state, catalogue, city) if form.instrument.code in names]
    return score_sheet.write(code, state, catalogue, chosen, seats, words)


def _read() -> None:
    """A file, what it would change, and the button that does it."""
    t = session.t()
    st.markdown(t("paper.page.read_how"))
    if done := session.remembered("paper_done"):
        st.success(t("paper.page.done", n=done))
        session.remember("paper_done", 0)
    most = gate.LIMITS.bytes // 1024 // 1024
    theme.upload_words(t("common.choose_file", endings=".xlsx", most=str(most)))
    given = st.file_uploader(t("paper.page.file"), type=["xlsx"], key="sheet_file", max_upload_size=most)
    if given is None:
        return
    with st.status(t("paper.progress.opening")) as status:
        try:
            found = sheets.preview(
                session.store(),
                str(session.workshop()),
                session.catalogue(),
                given.getvalue(),
                by=session.sheet_keeper(),
                progress=lambda key: status.update(label=t(key)),
            )
        except ToolError as error:
            status.update(label=t("paper.page.refused"), state="error")
            for problem in error.problems:
                st.error(t(problem.key, **widgets.harmless(problem.values)))
            return
        status.update(label=t("paper.page.compared", name=widgets.escaped(given.name)), state="complete")
    _show(found)


def _show(found: Preview) -> None:
    t = session.t()
    if found.faults:
        st.error(t("paper.page.faults", n=len(found.faults)))
        rows = [
            {
                t("paper.page.worksheet"): fault.sheet,
                t("paper.page.cell"): fault.cell,
                t("paper.page.person"): "" if fault.number is None else str(fault.number),
                t("paper.page.wrong"): t.problem(fault.problem),
            }
            for fault in found.faults
        ]
        st.dataframe(rows, hide_index=True)
    _who(found)
    with st.container(horizontal=True, vertical_alignment="center"):
        if not found.changes:
            st.info(t("paper.page.nothing_new"))
        elif not found.faults:
            widgets.button(t("paper.page.import", n=found.changes), _import, key="import_sheets", type="primary")
        elif found.good_changes:
            left_out = len({one.number for one in found.people if one.faulty})
            label = t("paper.page.import_good", n=found.good_changes)
            widgets.button(label, _import, True, key="import_good", help=t("paper.page.import_good_why"))
            st.text(t("paper.page.left_out", n=left_out))


def _who(found: Preview) -> None:
    """What would change, a line for each person and ballot."""
    t, state = session.t(), session.state()
    cities = {city.code: f"{city.symbol} {city.name}" for city in state.cities}
    groups = {row.code: t.label(row) for row in session.catalogue().stakeholder_groups}
    titles = {f"{form.instrument.code}.{form.round}": form.instrument.title(t) for form in _all_forms()}
    rows = [
        {
            t("paper.page.person"): str(one.number),
            t("paper.page.ballot"): titles.get(one.ballot, one.ballot),
            t("paper.page.city"): cities.get(one.city, one.city),
            t("paper.page.group"): groups.get(one.group, one.group),
            t("paper.page.known"): t("paper.page.known_yes" if one.known else "paper.page.known_no"),
            t("paper.page.new"): one.new,
            t("paper.page.changed"): one.changed,
            t("paper.page.same"): one.same,
            t("paper.page.back"): one.back,
            t("paper.page.blank"): one.blank,
            t("paper.page.good"): t("paper.page.good_no" if one.faulty else "paper.page.good_yes"),
        }
        for one in found.people
    ]
    if rows:
        st.dataframe(rows, hide_index=True)


def _all_forms() -> tuple[Form, ...]:
    return forms(session.state(), session.catalogue())


def _import(good_only: bool = False) -> None:  # noqa: FBT001, FBT002 - the button's own choice
    by = session.sheet_keeper()
    given = session.widget("sheet_file")
    if given is None:
        return
    with st.spinner(session.t()("paper.progress.writing")):
        written = sheets.confirm(
            session.store(),
            str(session.workshop()),
            session.catalogue(),
            given.getvalue(),
            by=by,
            good_only=good_only,
        )
    session.remember("paper_done", written)


def _people() -> None:
    """Everybody behind a sheet, with how much is marked, and the way to take a sheet back."""
    t, store, code = session.t(), session.store(), str(session.workshop())
    st.markdown(t("paper.page.people_what"))
    known = people_sheets.people(store, code)
    if not known:
        st.info(t("paper.page.nobody"))
        return
    cities = {city.code: f"{city.symbol} {city.name}" for city in session.state().cities}
    groups = {row.code: t.label(row) for row in session.catalogue().stakeholder_groups}
    rows = [
        {
            t("paper.page.person"): str(number),
            t("paper.page.city"): cities.get(person.city, person.city),
            t("paper.page.group"): groups.get(person.group, person.group),
            t("paper.page.marks"): len(store.own_marks(code, person.person)),
        }
        for number, person in sorted(known.items())
    ]
    st.dataframe(rows, hide_index=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(t("paper.page.person"), sorted(known), key="sheet_back", format_func=str)
        widgets.button(t("paper.page.take_back"), _take_back, key="take_back")
    st.caption(t("paper.page.take_back_why"))


def _take_back() -> None:
    by = session.editor()
    number = int(session.widget("sheet_back"))
    people_sheets.take_back(session.store(), str(session.workshop()), number, by=by)
