"""02_Agreement: rule, votes and percentages changed in the file give the groups that the program finds under them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from components.investment.power import Power, power_of
from components.language import texts
from components.workshop.records.cities import City
from components.workshop.records.delivery import CityVotes
from components.workshop.records.partnership import CostKey, Governance, KeyMetric
from components.workshop.state import Snapshot
from tests.investment import room
from tests.workbook import recalculate
from tests.workbook.write.rooms import book, small_room

VOTES = tuple(CityVotes(f"C{place}", float(votes)) for place, votes in ((1, 3), (2, 2), (3, 1)))
USE = tuple(KeyMetric(f"use.C{place}", "use", f"C{place}", float(part)) for place, part in ((1, 6), (2, 3), (3, 1)))
KEY = (CostKey("equal", weight=None), CostKey("use", weight=100.0), *USE)
CHANGES: dict[str, dict[str, Any]] = {
    "as it was": {},
    "unanimity": {"decision_rule": "unanimity"},
    "most cities": {"decision_rule": "one_city_one_vote"},
    "by the key": {"decision_rule": "weighted_by_key", "majority_percent": 50.0},
    "cities and people": {"decision_rule": "double_majority", "majority_percent": 50.0, "people_percent": 60.0},
    "two thirds": {"majority_percent": 66.67},
    "other votes": {"votes": (1.0, 1.0, 5.0)},
}


def seen(governance: Governance, votes: tuple[CityVotes, ...] = VOTES) -> Snapshot:
    return small_room(governance, *votes, *KEY)


def governance(change: dict[str, Any]) -> Governance:
    fields = {"decision_rule": "agreed_votes", "majority_percent": 60.0, "people_percent": 55.0}
    return Governance("main", **(fields | {name: value for name, value in change.items() if name != "votes"}))


def votes(change: dict[str, Any]) -> tuple[CityVotes, ...]:
    stated = change.get("votes", (3.0, 2.0, 1.0))
    return tuple(CityVotes(f"C{place}", amount) for place, amount in enumerate(stated, 1))


def edited(content: bytes, change: dict[str, Any]) -> bytes:
    """The same book after somebody typed the change."""
    opened, out, t = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO(), texts("en")
    sheet = opened["02_Agreement"]
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows() if row[0].value}
    wanted = governance(change)
    [rule] = [row for row in room.CATALOGUE.decision_rules if row.code == wanted.decision_rule]
    sheet.cell(rows[t("workbook.agreement.decision_rule")], 2).value = t.label(rule)
    sheet.cell(rows[t("workbook.voting.needs_votes")], 2).value = wanted.majority_percent
    sheet.cell(rows[t("workbook.voting.needs_people")], 2).value = wanted.people_percent
    head = next(row for row in sheet.iter_rows() if any(cell.value == t("workbook.voting.swings") for cell in row))
    column = next(cell.column for cell in head if cell.value == t("workbook.voting.of_votes"))
    for place, city in enumerate(votes(change), 1):
        sheet.cell(head[0].row + place, column).value = city.votes
    opened.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def found_in(tmp_path_factory: pytest.TempPathFactory) -> dict[str, recalculate.Cells]:
    content = book(seen(governance({})))
    books = {name: edited(content, change) for name, change in CHANGES.items()}
    return recalculate.recalculated_all(books, tmp_path_factory.mktemp("votes"))


def told(found: recalculate.Cells, label: str) -> str:
    [place] = [place for (sheet, place), value in found.items() if sheet == "02_Agreement" and value == label]
    return str(found["02_Agreement", place.replace("A", "B")])


def shares(found: recalculate.Cells, power: Power) -> list[tuple[Any, Any]]:
    """Share of swings and standing of each city, in order."""
    t = texts("en")
    head = next(
        int(place[1:]) for (sheet, place), value in found.items()
        if sheet == "02_Agreement" and value == t("workbook.voting.standing")
    )  # fmt: skip
    return [
        (found["02_Agreement", f"E{head + place}"], found["02_Agreement", f"B{head + place}"])
        for place in range(1, len(power.cities) + 1)
    ]


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("name", list(CHANGES))
def test_who_can_stop_a_decision_follows_the_rule_and_the_votes(
    name: str, found_in: dict[str, recalculate.Cells]
) -> None:
    t, change, found = texts("en"), CHANGES[name], found_in[name]
    state = seen(governance(change), votes(change)).state
    power = power_of(state, room.plan_of(seen(governance(change))).sharing, room.PARAMETERS)
    names = {city.code: city.name for city in state.all(City)}
    groups = "; ".join(" + ".join(names[code] for code in group) for group in power.blocking)
    assert told(found, t("workbook.voting.stops")) == groups
    for (share, standing), city, wanted in zip(shares(found, power), power.cities, power.share_of_swings, strict=True):
        assert share == pytest.approx(wanted)
        assert standing == t(f"workbook.voting.standing_{power.standing(city)}")


def test_the_changes_differ() -> None:
    """Three of six votes with three fifths needed, against one veto each, and so on."""
    found = {
        power_of(seen(governance(change), votes(change)).state, room.plan_of(seen(governance(change))).sharing,
                 room.PARAMETERS).blocking
        for change in CHANGES.values()
    }  # fmt: skip
    assert len(found) >= 4
