"""Printed score sheets: who gets them, what stands on them, and that nothing of them is cut."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from components.ballot.access import COOKIE
from components.ballot.desk import Desk
from components.ballot.rooms import Rooms
from components.ballot.sheets import Sheets
from components.framework.catalogue import load
from components.language import LANGUAGES, texts
from components.workshop import people
from components.workshop.store import Edit


@pytest.fixture
def reader(house):
    """Reads an address below /sheets as somebody of a role, or as a stranger."""

    def read(place: str, role: str | None = people.TABLE_HOST, code: str = ""):
        desk = Desk(Rooms(lambda: house.store, load))
        sheets = Sheets(desk)
        routes = [
            Route("/sheets/{code}/{ballot}", desk.showing(sheets.show)),
            Route("/sheets/{code}/{ballot}/card", desk.showing(sheets.card)),
        ]
        token = people.grant(house.store, house.code, role) if role else ""
        cookies = {COOKIE: token} if token else {}
        phone = TestClient(Starlette(routes=routes), base_url="http://room.test:8501", cookies=cookies)
        return phone.get(f"/sheets/{code or house.code}/{place}")

    return read


def options(house, count: int) -> None:
    house.edit(
        *(
            edit
            for n in range(count)
            for edit in (Edit("option", f"O{n}", "name", f"O {n}"), Edit("option", f"O{n}", "decision", "short_list"))
        )
    )


@pytest.mark.parametrize("role", [people.FACILITATOR, people.CO_FACILITATOR, people.TABLE_HOST])
def test_those_who_hand_sheets_out_get_them(reader, role):
    assert reader("present", role).status_code == 200


@pytest.mark.parametrize("role", [None, people.PARTICIPANT, people.OBSERVER, people.OFFICIAL])
@pytest.mark.parametrize("place", ["present", "present/card", "nothing"])
def test_nobody_else_gets_any_or_learns_what_there_is(reader, role, place):
    assert reader(place, role).status_code == 403


def test_the_access_to_another_workshop_opens_nothing(house, reader):
    other, _ = people.create(house.store)
    assert reader("present", code=other).status_code == 403


def test_a_sheet_says_whose_it_is_and_how_to_join(house, reader):
    page = reader("present?from=7&n=2").text
    assert page.count('<section class="page">') == 4
    assert "<strong>7</strong>" in page
    assert "<strong>8</strong>" in page
    assert f"/j/{house.code}" in page
    assert page.count("<svg") == 2
    assert all(name in page for name in ("Pereira", "Manizales", "Armenia"))
    assert page.count('<span class="box"></span>') == 2 * (3 + len(load().stakeholder_groups))


def test_a_sheet_for_a_city_and_group_has_their_boxes_ticked(reader):
    assert reader("present?city=C2&group=citizens").text.count('<span class="box">✔</span>') == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_in_one_language(reader, language):
    page = reader(f"present?l={language}").text
    other = next(code for code in LANGUAGES if code != language)
    statements = [row.statement for row in load().cells]
    assert all(statement(language).replace("'", "&#39;") in page for statement in statements)
    assert not any(statement(other) in page for statement in statements)


@pytest.mark.parametrize("asked", ["n=0", "n=61", "n=x", "from=100000", "city=C9", "group=no"])
def test_what_makes_no_sheet_is_refused(reader, asked):
    assert reader(f"present?{asked}").status_code in {400, 404}


def test_a_ballot_that_asks_nothing_has_no_sheet(reader):
    assert reader("options").status_code == 404
    assert reader("lunch").status_code == 404


def test_words_of_people_are_words(house, reader):
    house.edit(Edit("city", "C1", "name", "<script>alert(1)</script>"), Edit("setting", "main", "title", "<b>x</b>"))
    page = reader("pair_present").text
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert "&lt;script&gt;alert" in page


def test_only_the_pages_own_script_and_style_may_run(reader):
    policy = reader("present").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_demonstration_stands_on_every_page(house, reader):
    assert 'class="demo"' not in reader("present").text
    house.edit(Edit("setting", "main", "demonstration", True))
    assert reader("present").text.count('class="demo"') == 2


def test_points_and_pairs_have_what_they_need(house, reader):
    page = reader("weights").text
    assert page.count('class="points"') == len(load().option_criteria) + 1
    assert texts("en")("paper.sheet.sum") in page
    house.edit(Edit("setting", "main", "weighting", "pairs"))
    assert reader("weights").text.count('class="side first"') == 28


def test_importance_has_its_words_on_the_sheet_and_needs_no_card(reader):
    assert load().importance_anchors[5].label("en") in reader("importance").text
    assert reader("importance/card").status_code == 404
    assert load().cells[0].anchors[5]("en") in reader("present/card").text
    assert load().general_anchors[2].label("en") in reader("present").text


BOXES = ".page, .lines li, .lines .q, .lines .side, .who, .scale, .scale li, .foot span, h1, h2, .hint, .card ol"
CUT = """boxes => [...document.querySelectorAll(boxes)]
    .filter(e => e.scrollHeight > e.clientHeight + 1 && getComputedStyle(e).display !== 'inline')
    .map(e => e.className + ': ' + e.textContent.slice(0, 60))"""


@pytest.fixture
def printed(chromium):
    """Pages of the PDF that Chromium prints, and the words of every box whose content is larger than the box."""
    context = chromium.new_context()
    page = context.new_page()

    def count(html: str) -> tuple[int, list[str]]:
        page.set_content(html)
        cut = page.evaluate(CUT, BOXES)
        pdf = page.pdf(prefer_css_page_size=True)
        return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)), cut

    yield count
    context.close()


@pytest.mark.needs_chromium
@pytest.mark.parametrize("language", LANGUAGES)
def test_42_items_print_on_two_a4_pages_and_nothing_is_cut(reader, printed, language):
    assert printed(reader(f"present?l={language}").text) == (2, [])
    assert printed(reader(f"importance?l={language}&city=C1&n=3").text) == (6, [])


@pytest.mark.needs_chromium
@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_pairs_points_and_options_print_whole(house, reader, printed, language):
    options(house, 5)
    for place in ("present/card", "pair_present", "options", "weights", "agreement", "options/card"):
        page = reader(f"{place}?l={language}").text
        assert printed(page) == (page.count('<section class="page">'), []), place
