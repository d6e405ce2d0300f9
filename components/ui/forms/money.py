"""Step 6: the money that can be had, by city, year and source, and what the room demands of its plan."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.investment.candidates import sources_in_use
from components.investment.matching import off_share
from components.investment.slips import Slip, slips
from components.ui import entry, session, solving, widgets
from components.ui.entry import Row
from components.ui.forms import demands
from components.workshop.edits import money as edits
from components.workshop.edits import money_table
from components.workshop.records.demands import Match
from components.workshop.records.money import CityCertainty, Envelope, Source, SourceAmount
from components.workshop.store import removal


def draw() -> None:
    """What there is first: the cities' own money and money from elsewhere; then the demands, folded."""
    t = session.t()
    state = session.state()
    solving.status_line()
    st.caption(t("step6.money_what", unit=widgets.escaped(t.shown(state.setting.money_unit))))
    found = slips(state, session.catalogue(), session.parameters())
    _cities(found)
    _paste()
    _sure()
    with st.container(gap=None):
        widgets.tick(state.setting, "carry_over", t("step6.carry_over"))
        st.caption(t(f"demands.carry.{'over' if state.setting.carry_over else 'strict'}"))
    st.subheader(t("step6.sources"), anchor=False)
    _amounts(found)
    for source in state.all(Source):
        _source(source)
    widgets.button(t("step6.add_source"), _add_source, key="add_source")
    st.subheader(t("demands.title"), anchor=False)
    st.caption(t("demands.what"))
    demands.draw(found)


def _cities(found: Iterable[Slip]) -> None:
    """Cities by years, with what all of them have together."""
    t, state = session.t(), session.state()
    years = state.setting.plan_years
    given = {(row.city, row.year): row.amount for row in state.all(Envelope)}
    rows = []
    for city in state.cities:
        cells = [
            entry.amount(
                state.get(Envelope, f"{city.code}.{year}") or Envelope(f"{city.code}.{year}", city.code, year),
                "amount",
                f"{city.name} {year}",
            )
            for year in years
        ]
        codes = {f"{city.code}.{year}" for year in years}
        notes = noted(found, "envelope", codes) + noted(found, "city", {city.code})
        total = _sum(given.get((city.code, year)) for year in years)
        rows.append(Row(f"{city.symbol} {city.name}", (*cells, total), notes))
    together = [_sum(given.get((city.code, year)) for city in state.cities) for year in years]
    whole = _sum(given.get((city.code, year)) for city in state.cities for year in years)
    rows.append(Row(t("demands.together"), (*together, whole), is_sum=True))
    entry.table("cities", ["", *(str(year) for year in years), t("step6.total")], rows)


def _paste() -> None:
    """A table from a spreadsheet, taken as a whole or not at all."""
    t = session.t()
    with st.popover(t("demands.paste.open")):
        example = "\t".join(["", *(str(year) for year in session.state().setting.plan_years)])
        st.text_area(t("demands.paste.label"), key=_PASTE, height=140, placeholder=example)
        widgets.button(t("demands.paste.take"), _take, key="take_money")


def _take() -> None:
    if session.commit(*money_table.money_from_text(session.state(), str(session.widget(_PASTE)))):
        session.clear(_PASTE)


_PASTE = "money_table"


def _sure() -> None:
    """How sure each city's own money is, and on what document."""
    t, state, terms = session.t(), session.state(), session.catalogue().certainties
    rows = []
    for city in state.cities:
        record, name = state.one(CityCertainty, city.code), f"{city.symbol} {city.name}"
        certainty = entry.one_of(record, "certainty", f"{name}, {t('step6.certainty')}", terms)
        document = entry.words(record, "evidence", f"{name}, {t('step6.evidence')}", t("demands.document"))
        rows.append(Row(name, (certainty, document)))
    entry.table("sure", ["", t("step6.certainty"), t("step6.evidence")], rows, widths=[2.0, 4.0])


def _amounts(found: Iterable[Slip]) -> None:
    """Sources by years, with the least and the most share that each pays of an option."""
    t = session.t()
    state = session.state()
    years = state.setting.plan_years
    given = {(row.source, row.year): row.amount for row in state.all(SourceAmount)}
    sources = state.all(Source)
    if not sources:
        st.caption(t("demands.no_source"))
        return
    rows, off = [], off_share(session.plan().flows, state)
    for source in sources:
        match = state.get(Match, source.code) or Match(source.code)
        cells = [
            entry.amount(
                state.get(SourceAmount, f"{source.code}.{year}")
                or SourceAmount(f"{source.code}.{year}", source.code, year),
                "amount",
                f"{source.code} {year}",
            )
            for year in years
        ]
        shares = [
            entry.amount(match, "least_percent", f"{source.code}, {t('demands.least')}", decimals=1),
            entry.amount(match, "most_percent", f"{source.code}, {t('demands.most')}", decimals=1),
        ]
        notes = noted(found, "source_amount", {f"{source.code}.{year}" for year in years})
        notes += noted(found, "source", {source.code})
        notes += tuple(t(key, **dict(values)) for code, (key, values) in off if code == source.code)
        total = _sum(given.get((source.code, year)) for year in years)
        rows.append(Row(f"{source.code} {source.name}", (*cells, total, *shares), notes))
    used = {source.code for source in sources_in_use(state, session.catalogue(), session.parameters())}
    planned = [_sum(given.get((code, year)) for code in used) for year in years]
    whole = _sum(value for (code, _), value in given.items() if code in used)
    rows.append(Row(t("demands.planned_with"), (*planned, whole, "", ""), is_sum=True))
    head = ["", *(str(year) for year in years), t("step6.total"), t("demands.least"), t("demands.most")]
    entry.table("sources", head, rows)
    st.caption(t("demands.match_what"))


def _source(source: Source) -> None:
    t, catalogue = session.t(), session.catalogue()
    state = session.state()
    name = f"{source.code} {widgets.escaped(source.name or t('ui.untitled'))}"
    used = source in sources_in_use(state, catalogue, session.parameters())
    sure = next((t.label(term) for term in catalogue.certainties if term.code == source.certainty), "")
    title = t("demands.source_used" if used else "demands.source_not_used", source=name, certainty=sure)
    with widgets.card(source, title) as is_open:
        if not is_open:
            return
        one, two, three, four = st.columns(4, gap="small")
        with one:
            widgets.text(source, "name", t("step6.source_name"), placeholder=t("ui.not_known"))
            widgets.text(source, "provider", t("demands.provider"), placeholder=t("ui.not_known"))
        with two:
            widgets.choice(source, "type", t("step6.source_type"), catalogue.funding_sources)
            widgets.text(source, "instrument", t("demands.instrument"), placeholder=t("ui.not_known"))
        with three:
            widgets.choice(source, "certainty", t("step6.certainty"), catalogue.certainties)
            widgets.text(source, "deadline", t("demands.deadline"), placeholder="2027-03-31")
        with four:
            widgets.text(source, "evidence", t("step6.evidence"), placeholder=t("step6.evidence_hint"))
            widgets.text(source, "contact", t("demands.contact"), placeholder=t("ui.not_known"))
        widgets.text(source, "terms", t("demands.terms"), placeholder=t("ui.not_known"))
        widgets.text(source, "conditions", t("demands.conditions"), placeholder=t("ui.not_known"))
        options = {option.code: f"{option.code} {widgets.escaped(option.name)}" for option in state.options}
        widgets.several(source, "options", t("step6.earmarked"), options)
        widgets.button(
            t("ui.remove"), session.commit, removal("source", source.code), key=f"{source.code}.remove", type="tertiary"
        )


def _add_source() -> None:
    code = str(session.workshop())
    session.store().commit(code, edits.new_source(session.state(), session.store().history(code)), by=session.editor())


def noted(found: Iterable[Slip], kind: str, codes: set[str]) -> tuple[str, ...]:
    """What is likely wrong in these records, in words."""
    t = session.t()
    return tuple(t(slip.key, **dict(slip.values)) for slip in found if slip.kind == kind and slip.code in codes)


def _sum(amounts: Iterable[float | None]) -> str:
    """The sum of what is stated; nothing stated is no zero."""
    known = [value for value in amounts if value is not None]
    return session.t().number(sum(known)) if known else "–"
