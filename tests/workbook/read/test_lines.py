"""A table from a file: the same lines as if they had been pasted."""

import io

import openpyxl
import pytest

from components.errors import InputError
from components.framework.catalogue import load
from components.language import LANGUAGES, texts
from components.workbook.read.gate import Limits
from components.workbook.read.lines import from_file
from components.workshop.edits.connectivity import employment_from_text
from tests.builders import snapshot
from tests.workbook.read import hostile


def book(*sheets, hidden=0):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"S{number}")
        sheet.sheet_state = "hidden" if number < hidden else "visible"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


ROWS = [["city", "sector", "persons", "year"], ["Aran", "C", 1200, 2024], ["REF", "C", 98765, 2024]]


def refused(data, name, **options):
    with pytest.raises(InputError) as caught:
        from_file(data, name, **options)
    [problem] = caught.value.problems
    assert all(texts(language).has(problem.key) for language in LANGUAGES)
    return problem.key


def test_a_workbook_and_a_csv_file_say_the_same():
    csv = "\n".join(",".join(str(cell) for cell in row) for row in ROWS)
    for data, name in ((book(ROWS), "jobs.xlsx"), (csv.encode(), "jobs.csv"), (csv.encode("utf-8-sig"), "JOBS.CSV")):
        edits = employment_from_text(snapshot().state, load(), from_file(data, name))
        found = {(edit.code, edit.field): edit.value for edit in edits}
        assert (found["C1.C", "persons"], found["REF.C", "persons"], found["C1.C", "year"]) == (1200, 98765, 2024)


def test_a_chinese_csv_file_of_a_spreadsheet_is_read():
    text = "城市,行业,人数\nAran,C,1200"
    assert from_file(text.encode("gb18030"), "jobs.csv") == text


def test_hidden_and_empty_sheets_are_passed_over():
    assert from_file(book([["secret", 1]], [], [["Aran", "C", 5]], hidden=1), "a.xlsx") == "Aran\tC\t5"


def test_a_cell_is_one_cell_whatever_stands_in_it():
    assert from_file(book([['a\tb\n"c"', 1]]), "a.xlsx") == "a b 'c'\t1"


def test_what_is_no_table_is_refused_in_words():
    assert refused(b"a\0b", "a.csv") == "lines.not_text"
    assert refused(b"\xff\xff\xff", "a.csv") == "lines.not_text"
    assert refused(b"a,b", "a.csv", limits=Limits(bytes=2)) == "lines.too_large"
    assert refused(book([]), "a.xlsx") == "lines.empty"


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_a_hostile_workbook_is_refused_at_the_gate(name):
    make, key = hostile.HOSTILE[name]
    assert refused(make(), "jobs.xlsx") == f"paper.gate.{key}"
