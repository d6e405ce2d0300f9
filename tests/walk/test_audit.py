"""Every figure, worked out again on another way, is the figure that the screens show."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment.plan import make_plan
from components.walk import audit, demonstration, results
from components.workshop.database import Database
from components.workshop.records.indicators import CellTarget, Indicator
from components.workshop.records.options import Option
from components.workshop.records.rounds import Mark
from components.workshop.records.setting import Setting
from components.workshop.state import Snapshot
from components.workshop.store import Store
from tests.builders import START, snapshot

CATALOGUE = load()
CRITERIA = [row.code for row in CATALOGUE.option_criteria]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('audit') / 'log.sqlite'}")
    store = Store(database)
    yield results.snapshot(store, demonstration.load(store, CATALOGUE))
    database.close()


def recomputed(snapshot, evidence, plan):
    """Every figure at once."""
    book = audit.ledger(snapshot, evidence, CATALOGUE)
    return [audit.trail(book, plan, wanted) for wanted in audit.references(evidence, plan)]


def test_every_figure_of_the_demonstration_comes_out_as_shown(demo):
    evidence, plan = results.evidence(demo, CATALOGUE), results.plan(demo, CATALOGUE)
    trails = recomputed(demo, evidence, plan)
    assert [(trail.kind, trail.code, trail.checks) for trail in trails if not trail.equal] == []
    kinds = Counter(trail.kind for trail in trails)
    assert kinds["index"] == len(evidence.indices) > 300
    assert kinds["agreement"] == len(evidence.agreements) > 400
    assert kinds["gap"] == len(evidence.gaps) > 100
    assert (kinds["weight"], kinds["score"], kinds["pays"]) == (8, len(plan.scores), 3)


def test_what_a_city_pays_is_its_share_of_what_the_cities_pay(demo):
    evidence, plan = results.evidence(demo, CATALOGUE), results.plan(demo, CATALOGUE)
    book = audit.ledger(demo, evidence, CATALOGUE)
    trails = [audit.trail(book, plan, audit.Reference(audit.PAYS, (code,))) for code in ("C1", "C2", "C3")]
    for trail in trails:
        steps = {step.name: step for step in trail.steps}
        paid = steps["capex"].result + steps["opex"].result
        assert abs(steps["exact"].result - paid) < 2 * steps["payments"].result
    assert sum(trail.checks[2].again for trail in trails) == pytest.approx(100)


def test_a_false_figure_is_found(demo):
    evidence, plan = results.evidence(demo, CATALOGUE), results.plan(demo, CATALOGUE)
    first = evidence.indices[0]
    wrong = replace(evidence, indices=(replace(first, value=first.value + 1e-6), *evidence.indices[1:]))
    book = audit.ledger(demo, wrong, CATALOGUE)
    trail = audit.trail(book, plan, audit.Reference("index", (first.subject, first.view, first.code)))
    assert not trail.equal
    assert [check.name for check in trail.checks if not check.equal] == ["value"]


@settings(max_examples=25)
@drawn(st.integers(0, 10**6), st.sampled_from(["points", "pairs"]), st.sampled_from(["person", "city", "group"]))
def test_every_figure_of_any_room_comes_out_as_shown(seed, weighting, voice):
    room = any_room(random.Random(seed), weighting, voice)
    evidence = evaluate(room, CATALOGUE, load_parameters())
    plan = make_plan(room, evidence, CATALOGUE, load_parameters())
    trails = recomputed(room, evidence, plan)
    assert [(trail.kind, trail.code, trail.checks) for trail in trails if not trail.equal] == []


@settings(max_examples=15)
@drawn(st.integers(0, 10**6))
def test_nothing_is_told_of_what_is_withheld(seed):
    room = any_room(random.Random(seed), "points", "person")
    evidence = evaluate(room, CATALOGUE, load_parameters())
    plan = make_plan(room, evidence, CATALOGUE, load_parameters())
    for trail in recomputed(room, evidence, plan):
        for line in trail.lines:
            shown = evidence.agreement(line.instrument, line.item, line.subject)
            if shown is None or shown.median is None:
                assert (line.counts, line.dont_know, line.median) == ((), None, None)
            else:
                assert line.counts == shown.counts
        apart = next((step for step in trail.steps if step.name == "apart"), None)
        if apart is not None:
            row = evidence.agreement(*trail.code)
            medians = [median for _, median in row.city_medians]
            assert apart.result == max(medians, default=0) - min(medians, default=0)


def any_room(luck: random.Random, weighting: str, voice: str) -> Snapshot:
    """Cities, people, marks, blanks, indicators, targets and options by chance."""
    cities = [f"C{number + 1}" for number in range(luck.randint(1, 4))]
    pairs = [f"{one}-{two}" for place, one in enumerate(cities) for two in cities[place + 1 :]]
    people = [
        (f"{city}.{number}", city, luck.choice(["government", "business", "community"]))
        for city in [*cities, ""]
        for number in range(luck.choice([0, 2, 3, 3, 4, 5, 9]) if city else luck.choice([0, 1]))
    ]
    marks = []

    def ask(instrument: str, item: str, subject: str, own: tuple[str, ...] = ()) -> None:
        usual, luck_of_city = luck.randint(0, 5), luck.random() < 0.2
        values = [None, luck.randint(0, 5), min(usual + 1, 5), *[usual] * luck.choice([1, 4, 9])]
        for person, city, group in people:
            if (not own or city in own) and luck.random() < 0.85:
                value = (5 if city == "C1" else 1) if luck_of_city else luck.choice(values)
                marks.append(Mark(instrument, item, subject, 1, person, city, group, value, "", START))

    for cell in CATALOGUE.quick_cells:
        for city in cities:
            ask("present", cell.code, city, (city,))
            ask("importance", cell.code, city, (city,))
    for cell in CATALOGUE.pair_cells:
        for pair in pairs:
            ask("pair_present", cell.code, pair, tuple(pair.split("-")))
    options = ["P01", "P02", "P03"]
    for code in CRITERIA:
        for option in options:
            ask("options", code, option)
    for person, city, group in people:
        marks += list(ballot(luck, person, city, group, weighting))
    return snapshot(
        Setting("main", instrument="quick", weighting=weighting, voice=voice),
        *(Option(code, name=code, decision="short_list") for code in options),
        *(Indicator(f"broadband.{city}", "broadband", city, luck.uniform(-10, 120)) for city in cities),
        *(Indicator(f"pair_buses.{pair}", "pair_buses", pair, luck.uniform(0, 150)) for pair in pairs[:2]),
        *(Indicator(f"pair_trade.{pair}", "pair_trade", pair, luck.uniform(0, 1e9)) for pair in pairs[:2]),
        CellTarget("x/C1", item="physical.hard", subject="C1", value=3.0),
        CellTarget("/y", item="social.soft", value=4.5),
        cities=len(cities),
        marks=marks,
        revealed=("present", "importance", "pair_present", "options", "weights"),
    )


def ballot(luck: random.Random, person: str, city: str, group: str, weighting: str):
    """A person's weights, some of them incomplete."""
    if weighting == "points":
        cuts = sorted(luck.randint(0, 100) for _ in CRITERIA[1:])
        points = [high - low for low, high in zip([0, *cuts], [*cuts, luck.choice([100, 100, 100, 99])], strict=True)]
        rows = list(zip(CRITERIA, [max(point, 0) for point in points], strict=True))
    else:
        pairs = [f"{one}~{two}" for place, one in enumerate(CRITERIA) for two in CRITERIA[place + 1 :]]
        rows = [(pair, luck.randint(-8, 8)) for pair in pairs if luck.random() < 0.999]
    for item, value in rows:
        yield Mark("weights", item, "all", 1, person, city, group, value, "", START)
