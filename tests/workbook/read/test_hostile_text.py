"""What people write survives export and the way back as text, or is refused in words; nothing is cut silently.

Written in every place where people write: titles, cities, options, reasons, clauses, risks, measures, the decision.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from typing import get_type_hints

import openpyxl
import pytest

from components.analysis.evaluate import evaluate
from components.errors import InputError
from components.language import LANGUAGES, only_words, texts
from components.workbook.read import plan_book
from components.workbook.read.gate import opened
from components.workbook.read.plan_book_changes import Edited
from components.workbook.read.plan_book_compare import compare
from components.workbook.write import tables
from components.workbook.write.origin import SHEET
from components.workshop.edits.fields import set_field
from components.workshop.edits.values import LONGEST_NAME, LONGEST_TEXT, tidied
from components.workshop.records.base import Record
from components.workshop.records.cities import City
from components.workshop.records.delivery import DisputeStep, Kpi, Risk, WorkItem
from components.workshop.records.money import Source, SourceAmount
from components.workshop.records.options import Criterion, Option
from components.workshop.records.partnership import Clause, Governance, KeyMetric
from components.workshop.records.partnerships import Partnership
from components.workshop.records.setting import Setting
from components.workshop.state import Snapshot
from components.workshop.store import Edit
from tests.builders import cities, given, snapshot
from tests.investment import room as small
from tests.workbook import recalculate
from tests.workbook.read.filled import Sheet
from tests.workbook.read.plan_books import changed
from tests.workbook.write.rooms import AT, book, large_room

TEXTS: dict[str, str] = {
    "formula": '=HYPERLINK("http://example.org","x")',
    "plus": "+1",
    "minus": "-1+2",
    "at": "@SUM(A1)",
    "command": "=cmd|' /C calc'!A0",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇴 𠮷" * 5,
    "right to left": "مشروع \u202eabc\u202c עברית",
    "controls": "a\x00b\x07c\x1bd\x7fe\ufffef\ud83dg\x85h\u2028i",
    "name of a sheet": "'[a]:*?/\\b'",
    "signs of a file": "<r>&lt;b>x</b> & \"y\" 'z' _x0041_ _x000D_</r>",
    "signs of a header": '&P && &G &"Arial" &',
    "looks like an error": "#REF!",
    "looks like a number": "007",
    "looks like true": "TRUE",
    "signs of a list": 'a,"b";c\td\ne',
}
LONG = "长 text 🏙 " * 400
WRITTEN_BY_PEOPLE: dict[type[Record], tuple[str, ...]] = {
    Setting: (
        "title", "title_second", "version", "prepared_by", "place", "purpose", "scope_out", "legal_basis",
        "decision_asked", "cost_of_nothing", "main_tradeoff", "next_steps",
    ),
    City: (
        "name", "name_second", "region", "population_source", "gdp_source", "sectors", "benefit", "leaves_if",
    ),
    Option: (
        "name", "name_second", "problem", "responsible_body", "location", "scale_content", "cost_basis", "reason",
        "milestone", "supporting_bodies", "blocking_until",
    ),
    Criterion: ("name", "name_second", "definition"),
    Source: ("name", "evidence", "provider", "instrument", "terms", "deadline", "contact", "conditions"),
    KeyMetric: ("source",),
    Governance: (
        "quorum", "chair", "secretariat", "entry_conditions", "exit_liabilities", "true_up",
    ),
    Clause: ("text",),
    Risk: ("event", "cause", "consequence", "owner", "mitigation", "trigger"),
    Kpi: ("name", "name_second", "definition", "unit", "baseline_source", "collector", "frequency"),
    WorkItem: ("what", "owner"),
    DisputeStep: ("who", "how"),
    Partnership: ("name", "name_second"),
}  # fmt: skip


def kept(text: str) -> str:
    """A text as the workshop keeps it: without signs that nobody types and no file holds."""
    return str(tidied(Option, "problem", text))


def of(kind: type[Record], record: Record, text: str) -> Record:
    """The record with the text in all fields of its kind in which people write."""
    return replace(record, **dict.fromkeys(WRITTEN_BY_PEOPLE[kind], text))  # type: ignore[arg-type]


def written_everywhere(text: str) -> Snapshot:
    """A room of which every free text is this one; names of cities and options bear their code behind it."""
    partners = [
        replace(of(City, city, text), name=f"{text}{city.code}", name_second=f"{text}{city.code}")
        for city in cities(3)
    ]
    usual = small.option("P01", opex_per_year=2.0, must="in")
    return large_room(
        of(Option, usual, text),
        of(Option, small.option("P02", decision="drop"), text),
        of(Criterion, Criterion("O01", theme="economy", order=9), text),
        of(Source, Source("F01", type="earmarked_grant", certainty="secured"), text),
        SourceAmount("F01.2027", "F01", 2027, 30.0),
        of(KeyMetric, KeyMetric("use.C1", "use", "C1", 4.0), text),
        of(Governance, Governance("main", form="mou"), text),
        of(Clause, Clause("purpose", status="open"), text),
        of(Risk, Risk("R01", likelihood=4, impact=4), text),
        of(Kpi, Kpi("I01", baseline=10.0, target_5=50.0), text),
        of(WorkItem, WorkItem("W01", due="2027-02-28"), text),
        of(DisputeStep, DisputeStep("D1", days=30), text),
        of(Partnership, Partnership("K01", cities=("C1", "C2")), text),
        partners=partners,
        setting=of(Setting, small.SETTING, text),  # type: ignore[arg-type]
        more=[replace(mark, reason=text) for mark in given("present", "physical.hard.within", "C1", C1=[1, 2, 3])],
    )


def hostile(name: str) -> Snapshot:
    return written_everywhere(kept(TEXTS[name]))


@cache
def hostile_book(name: str, language: str = "en") -> bytes:
    return book(hostile(name), language)


def difference(content: bytes, seen: Snapshot) -> Edited:
    return compare(plan_book.opened(content, seen.workshop, seen.version), seen.state, small.CATALOGUE)


EVERY = pytest.mark.parametrize("name", list(TEXTS))


@EVERY
def test_every_text_stands_in_the_book_as_it_was_written_and_none_is_a_formula(name: str) -> None:
    text, content = kept(TEXTS[name]), hostile_book(name)
    carried = recalculate.values(content)
    found = [sheet for (sheet, _), value in carried.items() if str(value).strip() == text.strip() and sheet != SHEET]
    assert {
        "00_Cover", "01_Decision", "02_Agreement", "03_Cities", "07_LongList", "10_Plan", "14_Financing", "15_Risks",
        "16_KPIs", "18_ScoreTrace",
    } <= set(found)  # fmt: skip
    harmless = set(recalculate.formulas(book(written_everywhere("word"))).values())
    assert set(recalculate.formulas(content).values()) <= harmless
    assert recalculate.opened(content)["01_Decision"]["A1"].data_type == "s"


@EVERY
def test_a_book_of_such_texts_comes_back_without_a_change(name: str) -> None:
    assert difference(hostile_book(name), hostile(name)).untouched


@pytest.mark.parametrize("name", ["formula", "signs of a file", "looks like an error"])
def test_another_language_and_another_program_that_saves_it_change_nothing(name: str) -> None:
    assert difference(changed(lambda _book: None, hostile_book(name, "zh")), hostile(name)).untouched


@EVERY
def test_every_page_keeps_its_header_whatever_the_title_is(name: str) -> None:
    title = (kept(TEXTS[name]) * 40)[:LONGEST_NAME]
    content = book(snapshot(Setting("main", demonstration=True, title=title, version=title, first_year=2027)))
    for sheet in recalculate.opened(content):
        if sheet.title != SHEET:
            assert "DEMONSTRATION" in str(sheet.oddHeader.right.text), sheet.title
            assert "&P" not in str(sheet.oddHeader.left.text).replace("&&", ""), sheet.title
            assert "&P" in str(sheet.oddFooter.right.text), sheet.title


def test_the_longest_text_that_can_be_entered_is_whole_in_the_book_and_comes_back() -> None:
    text = LONG[:LONGEST_TEXT]
    seen = written_everywhere("word")
    option = replace(seen.state.one(Option, "P01"), problem=text, reason=text, cost_basis=text)
    seen = large_room(option, partners=cities(3))
    content = book(seen)
    assert text.strip() in {str(value).strip() for value in recalculate.values(content).values()}
    assert difference(content, seen).untouched


def text_fields() -> Iterator[tuple[str, str]]:
    names = {kind: name for name, kind in (("setting", Setting), ("city", City), ("option", Option), ("clause", Clause),
             ("risk", Risk), ("kpi", Kpi), ("source", Source), ("governance", Governance), ("work", WorkItem),
             ("dispute_step", DisputeStep), ("criterion", Criterion))}  # fmt: skip
    for kind, name in names.items():
        assert {field.name for field in fields(kind)} >= set(WRITTEN_BY_PEOPLE[kind])
        assert all(get_type_hints(kind)[field] is str for field in WRITTEN_BY_PEOPLE[kind])
        yield from ((name, field) for field in WRITTEN_BY_PEOPLE[kind])


@pytest.mark.parametrize(("kind", "field"), list(text_fields()))
def test_forty_thousand_characters_are_refused_in_words(kind: str, field: str) -> None:
    seen = written_everywhere("word")
    code = {"setting": "main", "city": "C1", "option": "P01", "clause": "purpose", "risk": "R01", "kpi": "I01"}
    code |= {"source": "F01", "governance": "main", "work": "W01", "dispute_step": "D1", "criterion": "O01"}
    with pytest.raises(InputError) as refusal:
        set_field(seen.state, kind, code[kind], field, "长" * 40_000)
    [problem] = [problem for problem in refusal.value.problems if problem.key == "edits.too_long"]
    assert problem.values["n"] == 40_000
    assert all("40" in texts(language).problem(problem) for language in LANGUAGES)


def test_a_cell_that_was_filled_to_the_brim_outside_is_refused_in_words_and_not_cut() -> None:
    seen = written_everywhere("word")
    content = book(seen)
    name = next(
        cell.coordinate
        for row in recalculate.opened(content)["15_Risks"].iter_rows()
        for cell in row
        if cell.value == "word"
    )

    def change(page: openpyxl.Workbook) -> None:
        page["15_Risks"][name].value = "长" * 32_767

    [one] = difference(changed(change, content), seen).changes
    assert not one.takeable
    assert [problem.key for problem in one.problems] == ["edits.too_long"]


@EVERY
def test_raw_tables_give_every_text_back(name: str) -> None:
    text, seen = kept(TEXTS[name]), hostile(name)
    evidence = evaluate(seen, small.CATALOGUE, small.PARAMETERS)
    data = tables.write(seen, evidence, small.plan_of(seen), small.CATALOGUE, small.PARAMETERS, "en", at=AT)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {part: file.read(part).decode() for part in file.namelist()}
    assert json.loads(parts["datapackage.json"])["title"] == text
    assert text in parts["README.txt"]

    def column(table: str, field: str) -> set[str]:
        return {row[field] for row in csv.DictReader(io.StringIO(parts[f"{table}.csv"], newline=""))}

    for table, field in (("options", "problem"), ("risks", "event"), ("kpis", "definition"), ("work", "what"),
                         ("cities", "benefit"), ("marks", "reason")):  # fmt: skip
        assert text in column(table, field), table


@EVERY
def test_a_score_sheet_brings_the_reason_home_as_it_was_written(name: str, room) -> None:
    text = kept(TEXTS[name])
    room.open("present")
    filled = Sheet(room.written("present")).place(0, "Pereira", "Citizens").fill(0, 3)
    cell = filled.page.cell(filled.rows()[0], filled.column(0) + 1)
    cell.value, cell.data_type = text, "s"
    room.confirm(filled.saved())
    [mark] = room.marks(1).values()
    # Signs that only steer the others are taken off a reason, as they are on phones
    assert mark.reason == only_words(text).strip()


def test_a_reason_of_forty_thousand_characters_is_a_fault_at_its_cell(room) -> None:
    room.open("present")
    filled = Sheet(room.written("present")).place(0, "Pereira", "Citizens").fill(0, 3).reason(0, 0, "长" * 40_000)
    faults = room.preview(filled.saved()).faults
    assert [fault.problem.key for fault in faults] == ["paper.fault.long_reason"]


@EVERY
def test_score_sheets_can_be_made_of_such_names_and_are_read(name: str, room) -> None:
    text = kept(TEXTS[name])[:LONGEST_NAME].strip()
    room.edit(*set_field(room.state, "setting", "main", "title", text))
    room.edit(Edit("option", "P01", "decision", "short_list"), Edit("option", "P01", "name", text))
    room.open("weights")
    room.move("weights", "closed", "revealed")
    room.open("options")
    content = room.written("options")
    first = opened(content).sheets[0]
    assert first.formulas == ()
    assert any(str(cell.value).strip() == room.state.one(Option, "P01").name for cell in first.cells)
    filled = Sheet(content).place(0, "Pereira", "Citizens").fill(0, 3)
    assert room.preview(filled.saved()).faults == ()
