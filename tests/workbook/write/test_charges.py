"""What a finance officer changes in the file moves the totals as it does in the program: random edits of costs, keys,
measures, limits and weights, recalculated by LibreOffice, against the same plan counted again.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from components.analysis.evaluate import evaluate
from components.investment.envelopes import uses
from components.investment.plan_records import OUTSIDE, Plan
from components.investment.recount import recount
from components.language import texts
from components.workbook.write.book import write
from components.workshop.records.base import Record
from components.workshop.records.money import CityCertainty, Envelope, Source, SourceAmount
from components.workshop.records.options import Option
from components.workshop.records.partnership import CostKey, KeyLimit, KeyMetric
from components.workshop.state import KINDS, Snapshot, State
from tests.investment import room
from tests.workbook import recalculate
from tests.workbook.write.rooms import AT, demonstration_seen, small_room

Cells = recalculate.Cells


class Edited:
    """One book with inputs changed by hand, and the same changes in the program."""

    def __init__(self, seen: Snapshot, seed: int) -> None:
        self.evidence = evaluate(seen, room.CATALOGUE, room.PARAMETERS)
        self.plan = room.plan_of(seen)
        self.before = seen
        self.seen, self.after = seen, self.evidence
        content = write(seen, self.evidence, self.plan, room.CATALOGUE, room.PARAMETERS, "en", at=AT)
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.rng = random.Random(seed)

    def content(self) -> bytes:
        changes = (
            self.costs, self.running, self.keys, self.limits, self.weights, self.sources, self.sure, self.envelopes,
        )  # fmt: skip
        for change in self.rng.sample(changes, 4):
            change()
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def counted(self) -> Plan:
        return recount(self.seen, self.after, self.plan, self.before.state, room.CATALOGUE, room.PARAMETERS)

    def costs(self) -> None:
        for line in self.plan.lines:
            if line.chosen and self.plain(line.option) and line.capex:
                amount = self.rng.randint(line.capex // 2 + 1, line.capex * 2)
                self.put("07_LongList", line.option, 5, amount, table=1)
                self.change(Option, line.option, capex_likely=float(amount), capex_low=None, capex_high=None)

    def running(self) -> None:
        for line in self.plan.lines:
            if line.chosen and self.plain(line.option):
                amount = self.rng.randint(0, 90)
                self.put("07_LongList", line.option, 9, amount, table=1)
                self.change(Option, line.option, opex_per_year=float(amount))

    def keys(self) -> None:
        """Equal and use in a random mix, with measures of use for everybody."""
        part = self.rng.randint(1, 99)
        for term in room.CATALOGUE.cost_keys:
            weight = {"equal": part, "use": 100 - part}.get(term.code)
            self.put("13_CostKeys", room_label(term), 1, weight)
            self.change(CostKey, term.code, weight=None if weight is None else float(weight))
        use = next(term for term in room.CATALOGUE.cost_keys if term.code == "use")
        for number, city in enumerate(self.seen.state.cities):
            value = float(self.rng.randint(1, 500))
            self.put("13_CostKeys", room_label(use), 2 + number, value)
            self.change(KeyMetric, f"use.{city.code}", key="use", city=city.code, value=value)

    def limits(self) -> None:
        city = self.rng.choice(self.seen.state.cities)
        floor = self.rng.randint(30, 60)
        self.put("13_CostKeys", city.name, 2, floor, within="Floor")
        self.change(KeyLimit, city.code, floor=float(floor))

    def sources(self) -> None:
        """Amounts of the sources by year: what is left of them at times, and at times more."""
        for source in self.seen.state.all(Source):
            for place, year in enumerate(self.seen.state.setting.plan_years):
                code = f"{source.code}.{year}"
                before = self.seen.state.one(SourceAmount, code).amount or 0
                amount = round(before * self.rng.choice((0, 0.25, 0.8, 1.5)), 1)
                self.put("14_Financing", source.code, 6 + place, amount, within="Gives")
                self.change(SourceAmount, code, source=source.code, year=year, amount=amount)

    def sure(self) -> None:
        """How sure the money of each source and each city is."""
        words = {term.code: str(term.label("en")) for term in room.CATALOGUE.certainties if term.code != "gap"}
        state = self.seen.state
        for kind, records in ((Source, state.all(Source)), (CityCertainty, state.cities)):
            for record in records:
                code = self.rng.choice(list(words))
                self.put("14_Financing", record.code, 2, words[code], within="Gives")
                self.change(kind, record.code, certainty=code)

    def envelopes(self) -> None:
        """What each city can invest in each year."""
        for place, city in enumerate(self.seen.state.cities):
            for year in self.seen.state.setting.plan_years:
                amount = float(self.rng.randint(1, 90) * 100)
                self.put("03_Cities", str(year), 1 + place, amount)
                self.change(Envelope, f"{city.code}.{year}", city=city.code, year=year, amount=amount)

    def weights(self) -> None:
        """Other weights of the criteria, making 100."""
        found = self.after.weights
        drawn = [self.rng.randint(1, 50) for _ in found.weights]
        percents = [100 * value / sum(drawn) for value in drawn]
        weights = tuple(replace(row, percent=value) for row, value in zip(found.weights, percents, strict=True))
        for row in weights:
            self.put("08_Criteria", row.criterion, 5, row.percent)
        self.after = replace(self.after, weights=replace(found, weights=weights))

    def plain(self, code: str) -> bool:
        option = self.seen.state.one(Option, code)
        return not option.currency or option.currency == self.seen.state.setting.currency

    def change(self, kind: type[Record], code: str, **values: Any) -> None:
        state = self.seen.state
        record = replace(state.one(kind, code), **values)
        name = next(name for name, known in KINDS.items() if known is kind)
        rest = {item.code: item for item in state.all(kind)} | {code: record}
        others = tuple((key, items) for key, items in state.records if key != name)
        self.seen = replace(self.seen, state=State((*others, (name, tuple(rest.values())))))

    def put(
        self, sheet: str, label: str, column: int, value: float | str | None, *, table: int = 0, within: str = ""
    ) -> None:
        """Writes into the row that begins with the label: of its n-th table, or of the one with a header `within`."""
        page = self.book[sheet]
        places = [row[0].row for row in page.iter_rows(max_col=1) if row[0].value == label]
        if within:
            [top] = [cell.row for row in page.iter_rows() for cell in row if cell.value == within]
            places = [place for place in places if place > top][:1]
        page.cell(places[table], column + 1).value = value


def room_label(term: Any) -> str:
    return str(term.label("en"))


ROOMS: dict[str, Callable[[], Snapshot]] = {
    "demonstration": lambda: demonstration_seen("en"),
    "small room": small_room,
    "a grant": lambda: small_room(
        Source("F01", name="Grant", type="earmarked_grant", certainty="secured", evidence="No. 7", options=("P01",)),
        Source("F02", name="Loan", type="development_loan", certainty="applied"),
        *(
            SourceAmount(f"{code}.{year}", code, year, 17)
            for code in ("F01", "F02")
            for year in room.SETTING.plan_years
        ),
        setting=replace(room.SETTING, carry_over=False),
    ),
    "limits": lambda: small_room(KeyLimit("C1", cap=45.0), KeyLimit("C3", floor=25.0)),
}


@pytest.fixture(scope="module")
def edited() -> dict[str, Edited]:
    return {f"{name} {seed}": Edited(seen(), seed) for name, seen in ROOMS.items() for seed in range(2)}


@pytest.fixture(scope="module")
def found_in(edited: dict[str, Edited], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cells]:
    books = {name: book.content() for name, book in edited.items()}
    return recalculate.recalculated_all(books, tmp_path_factory.mktemp("edited"))


def table(found: Cells, sheet: str, header: str, holds: str = "") -> list[dict[str, Any]]:
    """The rows under the line whose first word is `header` and that has the word `holds`, until an empty one."""
    rows: dict[int, dict[str, Any]] = {}
    for (name, place), value in found.items():
        if name == sheet:
            letters = place.rstrip("0123456789")
            rows.setdefault(int(place[len(letters) :]), {})[letters] = value
    heads = [number for number in sorted(rows) if rows[number].get("A") == header]
    top = next(number for number in heads if not holds or holds in rows[number].values())
    names = rows[top]
    body = []
    for number in range(top + 1, max(rows) + 1):
        if rows.get(number, {}).get("A") in (None, ""):
            break
        body.append({str(names.get(letters)): value for letters, value in rows[number].items()})
    return body


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("name", [f"{name} {seed}" for name in ROOMS for seed in range(2)])
def test_edits_move_the_file_as_they_move_the_plan(
    name: str, edited: dict[str, Edited], found_in: dict[str, Cells]
) -> None:
    plan, found = edited[name].counted(), found_in[name]
    kinds = {code: texts("en")(f"workbook.flow_kinds.{code}") for code in ("capex", "opex", "revenue")}
    paid = {
        (row["Project"], row["Year"], row["Kind"], row["Payer"], row["Source"]): row["Amount"]
        for row in table(found, "11_Cashflow", "Project")
    }
    wanted = {
        (row.option, row.year, kinds[row.kind], row.payer, row.source or "–"): row.amount for row in plan.flows
    }
    assert {key: amount for key, amount in paid.items() if amount} == wanted
    shares = {row["City"]: row["Final share"] for row in table(found, "13_CostKeys", "City")}
    cities = {city.code: city.name for city in edited[name].seen.state.cities}
    for share in plan.sharing.shares:
        assert math.isclose(shares[cities[share.city]], share.percent, abs_tol=1e-9)
    fair = {row["City"]: (row["Pays %"], row["Gets %"]) for row in table(found, "12_ByCity", "City", "Pays %")}
    for money in plan.cities:
        for one, two in zip(fair[cities[money.city]], (money.pays_percent, money.benefit_percent), strict=True):
            assert one == "not known" if two is None else math.isclose(one, two, abs_tol=1e-9)
    scores = {row["Code"]: row["Score 0–100"] for row in table(found, "09_Scores", "Code")}
    for score in plan.scores:
        if score.value is not None:
            assert math.isclose(scores[score.option], score.value, rel_tol=1e-9)
    totals = {row[0]: row[1] for row in figures(found)}
    assert totals["Capital cost"] == plan.totals.capex
    assert totals["Capital applied for"] == plan.totals.applied
    assert totals["Capital without a sure source"] == plan.totals.gap
    assert math.isclose(totals["Capital signed or in budget"], plan.totals.secured_share or 0, abs_tol=1e-9)
    state = edited[name].seen.state
    used = texts("en")("workbook.bycity.used")
    lines = [row for row in table(found, "12_ByCity", "City", "Line") if row.get("Line") == used]
    flagged = uses(state, plan.flows, room.PARAMETERS.value("envelope.tight"))
    years = state.setting.plan_years
    for number, use in enumerate(flagged):
        share = lines[number // len(years)][str(years[number % len(years)])]
        assert share == "not known" if use.share is None else math.isclose(share, use.share, abs_tol=1e-9)
    given = paid_by(plan)
    for row in table(found, "14_Financing", "Gives", "Used by the plan"):
        assert row["Used by the plan"] == given.get(row["Gives"], 0)
    errors = [place for place, value in found.items() if isinstance(value, str) and value.startswith("#")]
    assert errors == []


def figures(found: Cells) -> list[tuple[Any, Any]]:
    """The figures of 01_Decision: their names, and what stands in the last column."""
    return [
        (value, found.get(("01_Decision", f"L{place[1:]}")))
        for (name, place), value in found.items()
        if name == "01_Decision" and place[0] == "I"
    ]


def paid_by(plan: Plan) -> dict[str, int]:
    """What each source and each city pays."""
    paid: dict[str, int] = {}
    for row in plan.flows:
        giver = row.source if row.payer == OUTSIDE else row.payer
        paid[giver] = paid.get(giver, 0) + row.amount
    return paid


def test_an_edit_changes_something(edited: dict[str, Edited]) -> None:
    assert any(book.counted().flows != book.plan.flows for book in edited.values())
