"""The briefing in Word: the numbers of the page for decision, on one page, with everything cut marked."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as some

from components.analysis.evaluate import evaluate
from components.analysis.evidence import Evidence
from components.investment.plan_records import Plan
from components.language import texts
from components.workbook.write import briefing, word_page
from components.workshop.records.cities import City
from components.workshop.records.delivery import Risk, WorkItem
from components.workshop.records.options import Option
from components.workshop.records.partnership import Governance
from components.workshop.records.setting import Setting
from components.workshop.state import Snapshot
from tests.builders import cities, given, snapshot
from tests.investment import room
from tests.workbook import recalculate
from tests.workbook.write.rooms import AT, book, demonstration_book, demonstration_seen, small_room

BANNER, ASKED, TILES, CITIES, PROJECTS, WORDS, SIGNED = range(7)
HOSTILE = (
    '=HYPERLINK("http://x.example","here")\x00\x0b\x1b',
    "\u202eevil\u2066",
    "شارع الملك",
    "👩🏽\u200d🚒 {0} %s <w:p>&amp;",
    "\ud800x",
)


@lru_cache(maxsize=4)
def found(seen: Snapshot) -> tuple[Evidence, Plan]:
    return evaluate(seen, room.CATALOGUE, room.PARAMETERS), room.plan_of(seen)


def written(seen: Snapshot, language: str = "en") -> bytes:
    return briefing.write(seen, *found(seen), room.CATALOGUE, room.PARAMETERS, language, at=AT)


@cache
def demonstration(language: str) -> bytes:
    return written(demonstration_seen(language), language)


def table(content: bytes, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(content)).tables[number].rows]


def everything(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    found = [paragraph.text for paragraph in document.paragraphs]
    found += [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join([*found, *(paragraph.text for paragraph in document.sections[0].footer.paragraphs)])


@cache
def crowded(count: int, words: str = "", **setting: object) -> Snapshot:
    """Cities with money and six options of all or some of them, each of which has marks, risks, steps and splits."""
    places = [replace(city, name=f"{city.name} {words}".strip()) for city in cities(min(count, 10))]
    places += [City(f"C{number}", name=f"City {number} {words}", order=number) for number in range(11, count + 1)]
    codes = [f"P{number:02}" for number in range(1, 9)]
    options = [
        room.option(
            code,
            40 + 10 * number,
            name=f"Option {code} {words}".strip(),
            cities=tuple(city.code for city in places[: 2 + number % count]),
            opex_per_year=3.0,
            responsible_body="Region",
        )
        for number, code in enumerate(codes)
    ]
    marks = [
        mark
        for number, code in enumerate(codes)
        for criterion in room.CRITERIA
        for mark in given(
            "options",
            criterion,
            code,
            **{city.code: [5 - number % 3] * 3 if number != 3 else [5 * (city.order % 2)] * 3 for city in places},
        )
    ]
    risks = [
        Risk(f"R{n}", event=f"Something happens {words}", likelihood=5, impact=5, owner=words) for n in range(1, 5)
    ]
    steps = [WorkItem(f"W{n}", what=f"Do this {words}", owner=words, due="2027-01-31") for n in range(1, 5)]
    money = room.envelopes(**{city.code: 60 for city in places})
    told = dict.fromkeys(("decision_asked", "main_tradeoff", "cost_of_nothing", "title"), words)
    made = replace(room.SETTING, **(told | setting))
    return snapshot(made, room.EQUAL, *options, *risks, *steps, *money, cities=places, marks=marks)


def number(value: object, language: str = "en") -> str:
    """A value of 01_Decision as that sheet prints it: whole, halves up."""
    return str(value) if isinstance(value, str) else f"{int(float(str(value)) + 0.5):,}"


@cache
def decision(language: str) -> list[list[object]]:
    return recalculate.rows(recalculate.values(demonstration_book(language)), "01_Decision")


def line(language: str, name: str, *, last: bool = False) -> list[object]:
    """What stands behind a name on 01_Decision; two parts stand side by side there."""
    rows = [row[row.index(name) + 1 :] for row in decision(language) if name in row]
    return rows[-1 if last else 0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_number_is_that_of_the_page_for_decision(language: str) -> None:
    t, content = texts(language), demonstration(language)
    tiles = [cell.split("\n")[0] for cell in table(content, TILES)[0]]
    names = ("total_capex", "opex_at_completion", "secured", "applied", "gap")
    there = [line(language, t(f"workbook.decision.{name}"))[0] for name in names]
    there[2] = float(str(there[2])) * 100
    assert [tile.rstrip("%") for tile in tiles[:5]] == [number(value) for value in there]
    counts = [line(language, t(f"workbook.decision.count_{name}"))[0] for name in ("ready", "prepare", "reserve")]
    assert tiles[5] == " · ".join(str(value) for value in counts)
    rows = table(content, CITIES)[1:]
    for name, first, capex, opex, share, _ in rows[:3]:
        value = line(language, name)
        assert [first, capex, opex] == [number(one) for one in value[:3]]
        assert abs(int(share.rstrip("%")) - float(str(value[3]))) < 1
    for name, _, *values in table(content, PROJECTS)[1:6]:
        title = name.split(" · ", 1)[1]
        cost, score, firm, start = line(language, title)[:4]
        assert values == [number(cost), number(score), firm, str(start)]
    assert sum(int(row[4].rstrip("%")) for row in rows[:3]) == 100
    assert sum(int(row[5].rstrip("%")) for row in rows[:3]) == 100
    assert rows[3][1:] == [
        *(f"{sum(int(row[place].replace(',', '')) for row in rows[:3]):,}" for place in (1, 2, 3)), "100%", "100%"
    ]  # fmt: skip


def test_a_half_goes_up_as_in_the_workbook() -> None:
    seen = small_room()
    draft = briefing.Draft(seen, *found(seen), room.CATALOGUE, room.PARAMETERS, "en", AT)
    assert [briefing.whole(draft, value) for value in (82.5, 81.5, 82.4999, 0.5, 1234.5, None)] == [
        "83", "82", "82", "1", "1,235", "not known"
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_demonstration_says_so_and_bears_the_code_of_its_workbook(language: str) -> None:
    t, content = texts(language), demonstration(language)
    status = t.label(room.CATALOGUE.find("plan_statuses", "draft"))
    assert table(content, BANNER)[0] == [status, t("briefing.demonstration")]
    cover = openpyxl.load_workbook(io.BytesIO(demonstration_book(language)), data_only=True)["00_Cover"]
    [code] = [row[1] for row in cover.iter_rows(values_only=True) if row[0] == t("workbook.cover.fingerprint")]
    foot = Document(io.BytesIO(content)).sections[0].footer.paragraphs[0].text
    assert code in foot
    assert "2026-11-22" in foot


def test_the_words_of_the_room_stand_on_it() -> None:
    seen = demonstration_seen("en")
    said = everything(demonstration("en"))
    setting = seen.state.setting
    assert all(text in said for text in (setting.title, setting.decision_asked, setting.main_tradeoff))
    assert all(line in said for line in setting.next_steps.splitlines())
    assert all(f"{code} · {seen.state.one(Option, code).name}" in said for code in found(seen)[1].not_agreed)
    assert "R02 · RED 15 · A city leaves after the elections of October 2027 — Three mayors" in said
    assert "Double majority" in said
    assert [row[0] for row in table(demonstration("en"), SIGNED)[1:]] == [city.name for city in seen.state.cities]


@pytest.mark.parametrize(
    ("status", "shown", "reason"),
    [("draft", "DRAFT for discussion", False), ("adopted", "ADOPTED", False), ("for_decision", "FOR DECISION", False)],
)
def test_the_status_is_the_one_that_the_workbook_prints(status: str, shown: str, reason: bool) -> None:
    seen = small_room(setting=replace(room.SETTING, status=status))
    cover = openpyxl.load_workbook(io.BytesIO(book(seen)), data_only=True)["00_Cover"]
    [printed] = [row[1] for row in cover.iter_rows(values_only=True) if row[0] == "Status"]
    content = written(seen)
    assert table(content, BANNER)[0][0] == printed
    assert (printed == shown) != ("Shown as DRAFT" in everything(content))


def test_an_option_that_waits_for_a_yes_is_named_with_the_cities() -> None:
    seen = demonstration_seen("en")
    evidence, plan = found(seen)
    line_of = next(row for row in plan.lines if row.chosen)
    waiting = replace(plan, lines=tuple(
        replace(row, waits_for=("C2",)) if row is line_of else row for row in plan.lines
    ))  # fmt: skip
    content = briefing.write(seen, evidence, waiting, room.CATALOGUE, room.PARAMETERS, "en", at=AT)
    assert f"No recorded yes so far: {line_of.option} (Manizales)." in everything(content)


def test_nothing_is_known_yet() -> None:
    said = everything(written(snapshot(Setting("main", title="Empty", first_year=2027))))
    t = texts("en")
    for key in ("decision.nothing_asked", "decision.no_projects", "decision.all_agreed", "common.not_in_plan"):
        assert t(f"workbook.{key}") in said
    assert said.count(t("workbook.common.not_stated")) >= 3


def test_marks_are_missing_and_benefits_are_not_stated() -> None:
    option = room.option("P01", responsible_body="Region")
    seen = snapshot(room.SETTING, option, room.EQUAL, *room.envelopes(C1=90), cities=4)
    content = written(seen)
    assert {row[5] for row in table(content, CITIES)[1:6]} == {"not known"}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    content = written(crowded(3, words))
    shown = word_page.clean(words)
    assert shown
    assert " ".join(shown.split()) in " ".join(everything(content).split())
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not [name for name in file.namelist() if "hyperlink" in file.read(name).decode("utf-8", "ignore").lower()
                    and name == "word/_rels/document.xml.rels"]  # fmt: skip


def test_a_long_text_ends_with_a_mark_that_names_its_sheet() -> None:
    said = everything(written(crowded(3, "word " * 8000)))
    for sheet in ("00_Cover", "01_Decision", "03_Cities", "10_Plan", "15_Risks"):
        assert f"… [see {sheet}]" in said
    # The owner of a risk stands behind the cut, itself cut
    assert re.search(r"R1 · RED[^\n]*… \[see 15_Risks\] +— word[^\n]*…\n", said)


@for_any(
    some.text(some.characters(codec="utf-8"), max_size=400),
    some.integers(1, 5),
    some.floats(20, 180),
    some.text(max_size=60),
)
@settings(max_examples=200)
def test_a_text_is_whole_or_bears_the_mark_and_fits(text: str, most: int, width: float, tail: str) -> None:
    mark = "… [see 01_Decision]"
    cut = word_page.fitted(text, 9.0, width, most, mark, tail=tail)
    plain = " ".join(word_page.clean(text).split())
    assert cut == plain + word_page.clean(tail) or mark in cut
    assert cut.count(mark) <= 1 or mark in plain + tail
    if width > 60:
        assert word_page.lines(cut, 9.0, width) <= most + (1 if tail else 0)


def test_letters_have_a_font_for_chinese_everywhere() -> None:
    with zipfile.ZipFile(io.BytesIO(demonstration("zh"))) as file:
        styles = file.read("word/styles.xml").decode()
        body = file.read("word/document.xml").decode()
    normal = re.search(r'<w:style [^>]*w:styleId="Normal">.*?</w:style>', styles, re.DOTALL)
    assert normal
    assert 'w:eastAsia="Microsoft YaHei"' in normal.group()
    assert 'w:ascii="Arial"' in normal.group()
    assert "rFonts" not in body


ONE_PAGE = {
    "demonstration": demonstration_seen,
    "seven cities": lambda language: crowded(7),
    "seven cities and long words": lambda language: crowded(7, "a long text 一段长的文字 " * 60),
    "three cities and long words": lambda language: crowded(3, "一段长的文字" * 200),
    "twelve cities": lambda language: crowded(12),
    "a refused status": lambda language: small_room(setting=replace(room.SETTING, status="adopted")),
}


@pytest.mark.needs_libreoffice
@pytest.mark.needs_pdftoppm
def test_it_is_one_page_with_everything_on_it(tmp_path: Path) -> None:
    sources = []
    for place, make in enumerate(ONE_PAGE.values()):
        for language in ("en", "zh"):
            sources.append(tmp_path / f"{place}{language}.docx")
            sources[-1].write_bytes(written(make(language), language))
    program = shutil.which("pdftotext")
    assert program
    for pdf in recalculate.offices(sources, tmp_path, "pdf"):
        text = subprocess.run([program, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        assert text.count("\f") == 1, pdf.name
        t = texts(pdf.stem[-2:])
        assert t("briefing.signature") in text
        assert t("briefing.foot") in text


def test_the_rule_of_the_partnership_is_named() -> None:
    assert "Unanimity" in everything(written(small_room(Governance("main", decision_rule="unanimity"))))
