"""Lines fall on pages by their known height."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ballot.sheet_layout import card_pages, compared, lines_of, pages
from components.framework.catalogue import load
from components.framework.records import Label
from components.workbook.write.score_sheet_plan import Form, form
from components.workshop.instruments import instrument
from components.workshop.records.options import Option
from components.workshop.records.setting import Setting
from tests.builders import snapshot

LANGUAGES = ("en", "zh")


def sheet(code: str, *records, city: str = "") -> Form:
    found = instrument(snapshot(*records).state, load(), code)
    assert found is not None
    return form(found, 1, city)


def numbers(made) -> list[int]:
    return [row.line.number for page in made for row in page.rows if row.line]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["present", "importance"])
@pytest.mark.parametrize("city", ["", "C2"])
def test_42_items_are_two_pages(code, language, city):
    made = pages(sheet(code, city=city), language, {})
    assert len(made) == 2
    assert numbers(made) == list(range(1, 43))


def test_quick_is_one_page_with_room_for_words():
    [page] = pages(sheet("present", Setting("main", instrument="quick")), "en", {})
    assert len(page.rows) == 14
    assert page.words > 0


def test_subjects_have_headings_that_stand_with_their_lines():
    options = [Option(f"O{n}", name=f"Option {n}", decision="short_list") for n in range(12)]
    asked = sheet("options", *options)
    made = pages(asked, "en", {})
    assert numbers(made) == [line.number for line in asked.lines]
    for page in made:
        assert page.rows[0].line is None, "a page begins with what its lines are about"
        assert page.rows[-1].line is not None, "no heading is left alone"
    assert {row.heading for page in made for row in page.rows if row.line is None} == {one.name for one in options}


def test_points_end_with_the_sum_and_pairs_have_two_names():
    [page] = pages(sheet("weights"), "en", {})
    assert page.sum
    pairs = sheet("weights", Setting("main", weighting="pairs"))
    assert len(pairs.lines) == 28
    assert not any(page.sum or page.words for page in pages(pairs, "en", {}))
    first, second = compared(pairs.lines[0], {code: code.upper() for code in pairs.lines[0].item.code.split("~")})
    assert pairs.lines[0].item.code == f"{first}~{second}".lower()
    assert compared(sheet("present").lines[0], {}) == ()


def test_the_card_says_each_statement_once():
    options = [Option(f"O{n}", name=f"Option {n}", decision="short_list") for n in range(3)]
    asked = sheet("options", *options)
    rows = [row for page in card_pages(asked, "en") for row in page]
    assert len(rows) == len({line.item.code for line in asked.lines}) == 8


@given(words=st.text(max_size=400), count=st.integers(1, 60))
def test_no_line_is_lost_however_long_it_is(words, count):
    asked = sheet("agreement")
    item = replace(asked.lines[0].item, statement=Label(words, words))
    lines = tuple(replace(asked.lines[0], number=number, item=item) for number in range(1, count + 1))
    assert numbers(pages(replace(asked, lines=lines), "en", {})) == list(range(1, count + 1))


def test_chinese_characters_are_an_em_wide():
    assert lines_of(("好" * 30,), 10) == 3
    assert lines_of(("n" * 30,), 10) == 2
    assert lines_of(("",), 10) == 1
