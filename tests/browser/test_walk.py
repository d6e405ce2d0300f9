"""From an empty room to a workbook that holds exactly the marks that were given on two phones."""

from __future__ import annotations

from collections import Counter

import openpyxl
import pytest

from components.framework.catalogue import load
from components.language import texts
from tests.browser.handset import Handset
from tests.browser.projector import until

pytestmark = pytest.mark.needs_chromium

CITIES = ("Pereira", "Manizales", "Armenia")
POINTS = {
    "economic_gain": 20, "lasting_cost": 10, "connects_cities": 20, "shared_benefit": 10,
    "people_served": 10, "environment_climate": 10, "ready_to_start": 10, "able_to_deliver": 10,
}  # fmt: skip


@pytest.fixture
def room(server, screen, phone, shot):
    return Room(server, screen, phone, shot)


class Room:
    """The facilitator at the projector and two people with phones."""

    def __init__(self, server, screen, phone, shot) -> None:
        self.server, self.screen, self.shot = server, screen, shot
        self.make_phone = phone
        self.phones: list[Handset] = []

    def key(self, kind: str, code: str, field: str) -> str:
        return f"{self.screen.workshop}.{kind}.{code}.{field}"

    def write(self, kind: str, code: str, field: str, value: str) -> None:
        self.screen.write(self.key(kind, code, field), value)

    def keep(self, name: str) -> None:
        self.screen.page.wait_for_timeout(300)
        self.shot.keep(self.screen.page, f"walk-{name}")

    def setup(self) -> None:
        screen = self.screen
        screen.go(f"{self.server.url}/?lang=en")
        screen.click("new")
        until(lambda: screen.workshop)
        screen.click("key_noted")
        self.write("setting", "main", "title", "Three cities, one region")
        self.write("setting", "main", "years", "3")
        self.write("setting", "main", "currency", "COP")
        screen.page.get_by_test_id("stPopover").first.locator("button").first.click()
        screen.press(self.key("setting", "main", "instrument"), "Quick")
        screen.page.keyboard.press("Escape")
        for name in CITIES:
            screen.search("city_search", name)
            screen.page.locator('[class*="st-key-add-"] button', has_text=f"{name} —").first.click()
            screen.settle()
        self.keep("0-start")

    def join(self) -> None:
        for name, code, scores in (("Pereira", "C1", (4, 3, 5, 2)), ("Manizales", "C2", (1, 4, 0))):
            handset = Handset(self.make_phone(), f"{self.server.url}/j/{self.screen.workshop}", code, scores)
            self.shot.keep(handset.page, f"walk-phone-1-join-{code}")
            handset.join(name)
            self.phones.append(handset)

    def ballot(self, code: str) -> None:
        """Open, two phones answer everything they are asked, close, reveal."""
        self.screen.click(f"{code}.open")
        for number, handset in enumerate(self.phones):
            handset.begin()
            if number == 0:
                self.shot.keep(handset.page, f"walk-phone-2-{code}")
            if code == "weights":
                handset.share_out(POINTS)
            else:
                handset.answer_all()
            if number == 0:
                self.shot.keep(handset.page, f"walk-phone-3-{code}-answered")
        self.screen.click(f"{code}.closed")
        self.screen.click(f"{code}.revealed")

    def step_1(self) -> None:
        self.screen.follow("1 Agreement")
        self.write("setting", "main", "purpose", "Move freight and commuters between the three cities")
        self.screen.press(self.key("setting", "main", "activities"), "cluster")
        for number, name in enumerate(CITIES, start=1):
            self.write("city", f"C{number}", "benefit", f"{name}: firms reach the port in two hours")
        self.ballot("agreement")
        self.keep("1-agreement")
        assert texts("en")("charts.few.empty_title") in self.screen.words

    def step_2(self) -> None:
        self.screen.follow("2 Connectivity")
        self.ballot("present")
        self.keep("2-connectivity")
        assert texts("en")("charts.few.empty_title") in self.screen.words

    def step_3(self) -> None:
        screen = self.screen
        screen.follow("3 Feasibility")
        screen.click("add_partnership")
        self.write("partnership", "K01", "name", "Specialty coffee")
        card = screen.page.get_by_text("K01", exact=False).first
        card.click() if not screen.own(self.key("partnership", "K01", "cities")).is_visible() else None
        for name in CITIES:
            screen.press(self.key("partnership", "K01", "cities"), name)
        self.ballot("feasibility")
        self.keep("3-feasibility")

    def step_4(self) -> None:
        screen = self.screen
        screen.follow("4 Networks")
        decision = next(term.label("en") for term in load().option_decisions if term.code == "short_list")
        for number, (name, capex, opex) in enumerate((("Rail to the port", "900", "12"), ("One ticket", "40", "3")), 1):
            code = f"P{number:02d}"
            screen.click("add_option")
            self.write("option", code, "name", name)
            if not screen.own(self.key("option", code, "capex_likely")).is_visible():
                screen.page.locator("summary", has_text=code).first.click()
            self.write("option", code, "capex_likely", capex)
            self.write("option", code, "opex_per_year", opex)
            screen.tab("Money")
            self.write("option", code, "life_years", "30")
            screen.tab("Readiness")
            self.write("option", code, "responsible_body", "Metropolitan area")
            self.keep(f"4-option-{number}")
            screen.choose(f"{code}.decision", decision)
            screen.click(f"{code}.decide")
            assert texts("en")("edits.needs_reason") in screen.words
            screen.write(f"{code}.decided", "Asked for in step 2")
            screen.click(f"{code}.decide")
            screen.page.locator("summary", has_text=code).first.click()
        self.keep("4-options")
        screen.tab("Criteria")
        screen.click("options.open")
        assert texts("en")("rounds.weights_first") in screen.words
        self.ballot("weights")
        self.ballot("options")
        screen.tab("Criteria")
        self.keep("4-criteria")

    def step_5(self) -> None:
        self.screen.follow("5 Partnership")
        self.write("cost_key", "equal", "weight", "100")
        self.screen.tab("Form")
        self.write("governance", "main", "secretariat", "Manizales")
        self.screen.tab("Cost key")
        assert "33.33" in self.screen.words
        assert "33.34" in self.screen.words
        self.keep("5-partnership")

    def step_6(self):
        screen = self.screen
        screen.follow("6 Plan")
        screen.tab("Money")
        first = self.first_year()
        for number in range(1, 4):
            for year in range(first, first + 3):
                self.write("envelope", f"C{number}.{year}", "amount", "500")
        self.keep("6-money")
        screen.tab("Left out")
        self.keep("6-left-out")
        screen.tab("Files")
        with screen.page.expect_download() as download:
            screen.own("download").locator("button").click()
        path = self.server.folder / "plan.xlsx"
        download.value.save_as(path)
        return path

    def first_year(self) -> int:
        store = self.server.store()
        found = store.snapshot(self.screen.workshop).state.setting.first_year
        store.database.close()
        return found


def _marks_in(path):
    """The marks of 18_ScoreTrace without the rater, whose code is new in every file."""
    rows = list(openpyxl.load_workbook(path, data_only=True)["18_ScoreTrace"].iter_rows(values_only=True))
    t = texts("en")
    heads = {t(f"workbook.trace.{name}"): name for name in ("city", "instrument", "subject", "item", "score", "row")}
    top = next(number for number, row in enumerate(rows) if t("workbook.trace.instrument") in row)
    places = {heads[cell]: place for place, cell in enumerate(rows[top]) if cell in heads}
    found = [
        tuple(row[places[name]] for name in ("city", "instrument", "subject", "item", "score"))
        for row in rows[top + 1 :]
        if str(row[places["row"]] or "").startswith("T0")
    ]
    return Counter(found)


def test_from_an_empty_room_to_the_marks_in_the_workbook(room):
    room.setup()
    room.join()
    room.step_1()
    room.step_2()
    room.step_3()
    room.step_4()
    room.step_5()
    path = room.step_6()
    given = Counter(mark for handset in room.phones for mark in handset.given)
    cells, criteria = len(load().quick_cells), len(POINTS)
    feasibility = sum(row.core for row in load().cluster_criteria)
    agreement = len(load().agreement_items)
    assert given.total() == 2 * (agreement + cells + feasibility + criteria + 2 * criteria)
    # Of so few people in each city the workbook does not say where they are from.
    assert _marks_in(path) == Counter((None, *mark[1:]) for mark in given.elements())
    room.screen.follow("Present")
    room.keep("7-present")
    assert room.server.calls_elsewhere == []
