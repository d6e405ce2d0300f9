"""Step 4: a city's own list of projects, pasted or as a file: what would come in is seen before anything is taken."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from components.errors import ToolError
from components.ui import session, theme, widgets
from components.workbook.read import gate, lines, project_columns, project_import, project_list
from components.workbook.read.gate import SheetRead
from components.workbook.read.project_columns import Heading
from components.workbook.read.project_import import Preview
from components.workbook.read.project_list import Asked, Listed, Projects
from components.workshop.records.setting import UNIT_SIZES

_FILE, _PASTE = "project_file", "project_paste"
_MOST_SLIPS = 3


def draw() -> None:
    """The list, the questions about it, and what it would bring."""
    t = session.t()
    st.markdown(t("projects.how"))
    if done := session.remembered("projects_done"):
        st.success(t("projects.done", n=done))
        session.remember("projects_done", 0)
    left, right = st.columns(2, gap="medium")
    with left:
        most = gate.LIMITS.bytes // 1024 // 1024
        endings = t.joined([f".{ending}" for ending in lines.ENDINGS])
        theme.upload_words(t("common.choose_file", endings=endings, most=str(most)))
        st.file_uploader(t("projects.file"), type=list(lines.ENDINGS), key=_FILE, max_upload_size=most)
    with right:
        st.text_area(t("projects.paste"), key=_PASTE, height=120, placeholder=t("projects.paste_hint"))
    try:
        read = _read()
    except ToolError as error:
        st.error(t.error(error))
        return
    if read is not None:
        _show(*read)


def _read() -> tuple[Projects, Asked] | None:
    """The list as far as the questions about it are answered."""
    t = session.t()
    sheets = _sheets()
    if not sheets:
        return None
    names = {sheet.name: sheet for sheet in sheets}
    name = next(iter(names))
    if len(names) > 1:
        name = st.selectbox(t("projects.sheet"), list(names), key="project_sheet")
    sheet = names[name]
    found = project_columns.heading(sheet, session.catalogue())
    if found is None:
        st.warning(t("projects.no_header"))
        return None
    asked = _asked(found)
    if asked is None:
        st.info(t("projects.answer_unit"))
        return None
    return project_list.read(sheet, asked, session.state(), session.catalogue()), asked


def _sheets() -> tuple[SheetRead, ...]:
    """The worksheets of the file, else of what was pasted. A file is unpacked once and not at every touch."""
    given, text = session.widget(_FILE), str(session.widget(_PASTE) or "")
    if given is None:
        return (project_list.sheet_of(text),) if text.strip() else ()
    data = given.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    kept: tuple[str, tuple[SheetRead, ...]] | None = session.remembered("project_sheets")
    if kept is None or kept[0] != digest:
        with st.spinner(session.t()("paper.progress.opening")):
            kept = (digest, project_list.sheets_of(data, given.name))
        session.remember("project_sheets", kept)
    return kept[1]


def _asked(found: Heading) -> Asked | None:
    """Whose list it is, in what money, and which column is what; None while the unit of the amounts is not said."""
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    one, two, three, four = st.columns(4)
    with one:
        cities = {"": t("projects.all_cities")} | {city.code: f"{city.symbol} {city.name}" for city in state.cities}
        city = st.selectbox(
            t("projects.whose"), list(cities), format_func=lambda code: cities[code], key="project_city"
        )
    with two:
        sources = {term.code: t.label(term) for term in catalogue.idea_sources}
        source = st.selectbox(
            t("projects.source"), list(sources), format_func=lambda code: sources[code], key="project_source"
        )
    with three:
        currency = st.text_input(
            t("projects.currency"), found.currency or state.setting.currency, max_chars=3, key="project_currency"
        )
    with four:
        units = {code: t(f"setup.unit.{code}") for code in UNIT_SIZES}
        unit = st.selectbox(
            t("projects.unit"),
            list(units),
            index=list(units).index(found.unit) if found.unit else None,
            format_func=lambda code: units[code],
            key=f"project_unit.{found.unit}",
            placeholder=t("ui.choose"),
        )
    fields = _columns(found)
    money = {column.code for column in catalogue.project_columns if column.money}
    if unit is None and money & set(fields.values()):
        return None
    every = tuple(item.code for item in state.cities)
    return Asked(fields, found.row, unit or "units", currency.strip().upper(), (city,) if city else every, source)


def _columns(found: Heading) -> dict[int, str]:
    """Which column is which field: as recognised, or as somebody says."""
    t = session.t()
    labels = {"": t("projects.leave_out")} | {
        column.code: t.label(column) for column in session.catalogue().project_columns
    }
    known = len(found.fields)
    fields = {}
    with st.expander(t("projects.columns", n=known, all=len(found.columns)), expanded=known < len(found.columns)):
        places = st.columns(4)
        for number, (column, header, field) in enumerate(found.columns):
            with places[number % 4]:
                chosen = st.selectbox(
                    f"{gate.address(found.row, column)} · {widgets.escaped(header)}",
                    list(labels),
                    index=list(labels).index(field),
                    format_func=lambda code: labels[code],
                    key=f"project_column.{column}.{header}",
                )
            fields[column] = chosen
    return fields


def _show(projects: Projects, asked: Asked) -> None:
    """What would come in, what is wrong, and the button that takes it."""
    t, state = session.t(), session.state()
    found = project_import.preview(projects, state, session.parameters().value("options.duplicate_likeness"))
    if not found.rows:
        st.info(t("projects.nothing"))
        return
    counts = {what: found.count(what) for what in ("new", "known", "twice", "faulty")}
    words = [t(f"projects.count.{what}", n=count) for what, count in counts.items() if count]
    st.markdown(f"**{t.joined(words)}**")
    if found.new:
        st.caption(_sum(found, asked))
    st.dataframe([_row(row.listed, row.what, row.like) for row in found.rows], hide_index=True)
    _faults(projects)
    _units(found)
    with st.container(horizontal=True, vertical_alignment="center"):
        if not found.new:
            st.info(t("projects.nothing_new"))
        else:
            key = "projects.take_good" if counts["faulty"] else "projects.take"
            widgets.button(t(key, n=len(found.new)), _take, found, key="take_projects", type="primary")
            st.text(t("projects.undo"))


def _sum(found: Preview, asked: Asked) -> str:
    t, setting = session.t(), session.state().setting
    known = [amount for row in found.new if (amount := row.listed.get("capex_likely")) is not None]
    foreign = bool(asked.currency) and asked.currency != setting.currency
    unit = asked.currency if foreign else setting.money_unit
    rounded = sum(bool(row.listed.rounded) for row in found.new)
    words = t("projects.sum", money=t.money(sum(known), unit), n=len(known), all=len(found.new))
    return f"{words} {t('projects.rounded', n=rounded)}" if rounded else words


def _row(listed: Listed, what: str, like: str) -> dict[str, str]:
    t = session.t()
    names = {city.code: city.name for city in session.state().cities}
    told = t(f"projects.what.{what}")
    if like:
        told = t("projects.like", what=told, code=like)
    return {
        t("projects.row"): str(listed.row),
        t("projects.becomes"): told,
        t("projects.name"): str(listed.get("name") or ""),
        t("projects.cities"): t.joined([names.get(code, code) for code in listed.get("cities") or ()]),
        t("projects.cost"): t.number(listed.get("capex_likely")),
        t("projects.opex"): t.number(listed.get("opex_per_year")),
    }


def _faults(projects: Projects) -> None:
    t = session.t()
    if not projects.faults:
        return
    st.warning(t("projects.faults", n=len(projects.faults)))
    rows: Sequence[dict[str, str]] = [
        {
            t("projects.cell"): fault.cell,
            t("projects.wrong"): t.problem(fault.problem),
            t("projects.means"): t("projects.row_out" if fault.row else "projects.cell_out"),
        }
        for fault in projects.faults
    ]
    st.dataframe(rows, hide_index=True)


def _units(found: Preview) -> None:
    """Costs that are likely in another unit: said, and changed by nobody but whoever brings the list."""
    t, setting = session.t(), session.state().setting
    slips = project_import.out_of_unit(found, session.state(), session.parameters().value("portfolio.slip"))
    names = {row.listed.row: str(row.listed.get("name") or "") for row in found.new}
    for slip in slips[:_MOST_SLIPS]:
        amount, factor = t.money(slip.cost, setting.money_unit), t.number(slip.factor)
        words = t(f"projects.{slip.key}", row=slip.row, name=names[slip.row], amount=amount, factor=factor)
        st.warning(widgets.escaped(words))
    if len(slips) > _MOST_SLIPS:
        st.warning(t("projects.thousand_more", n=len(slips) - _MOST_SLIPS))


def _take(found: Preview) -> None:
    """Brings in what was shown. An option that came in meanwhile under the same name is not added again."""
    code, state = str(session.workshop()), session.state()
    again = project_import.preview(
        Projects(tuple(row.listed for row in found.new), ()),
        state,
        session.parameters().value("options.duplicate_likeness"),
    )
    new = project_import.entering(again, state, session.store().history(code))
    session.store().commit(code, new, by=session.editor())
    session.remember("projects_done", len(again.new))
