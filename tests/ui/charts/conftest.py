"""A small invented workshop for the pictures: three cities, an index, links, a plan."""

from dataclasses import replace

import pytest

from components.analysis.evidence import (
    Agreement,
    Evidence,
    Gap,
    IndexValue,
    Link,
    Network,
    Participation,
    Sector,
    Weights,
)
from components.framework.catalogue import load
from components.investment.plan_records import (
    CityMoney,
    Flow,
    Plan,
    PlanLine,
    Portfolio,
    Score,
    Sharing,
    Totals,
    Verdict,
)
from components.language import texts
from components.workshop.records.cities import City
from components.workshop.records.options import Option
from components.workshop.records.partnerships import Partnership
from components.workshop.records.rounds import Round
from components.workshop.records.setting import Setting
from components.workshop.state import State

NASTY = "<script>alert(1)</script>"


@pytest.fixture(params=["en", "zh"])
def t(request):
    return texts(request.param)


@pytest.fixture
def english():
    return texts("en")


@pytest.fixture
def catalogue():
    return load()


@pytest.fixture
def state():
    cities = (
        City("C1", name="Pereira", order=0, latitude=4.81, longitude=-75.7),
        City("C2", name="Manizales", order=1, latitude=5.07, longitude=-75.52),
        City("C3", name=NASTY, order=2, latitude=4.53, longitude=-75.68),
    )
    options = (
        Option("P01", name="Freight hub", kind="hard", cities=("C1", "C2")),
        Option("P02", name=NASTY, kind="soft", cities=("C1", "C2", "C3")),
        Option("P03", name="Airport shuttle", kind="hard", cities=("C3",)),
    )
    return State(
        (
            ("setting", (Setting("main", first_year=2027, years=3, currency="COP"),)),
            ("city", cities),
            ("option", options),
            ("partnership", (Partnership("K01", name="Coffee"), Partnership("K02", name=NASTY))),
            ("round", (Round("present.1", instrument="present", state="revealed"),)),
        )
    )


@pytest.fixture
def cities():
    """Three cities of which one has a hostile name and one no place."""
    named = (("C1", "One", 5.0, -75.0), ("C2", NASTY, 4.0, -75.0), ("C3", "Three", None, None))
    found = (
        City(code, name, order=number, latitude=lat, longitude=lon)
        for number, (code, name, lat, lon) in enumerate(named)
    )
    return State((("city", tuple(found)),))


def index(city, code, value, *, view="dimension", flag="consensus", coverage=1.0):
    return IndexValue(city, view, code, value, coverage, coverage < 0.6, 8, flag)


@pytest.fixture
def evidence():
    indices = (
        index("C1", "physical", 61.0),
        index("C1", "governance", 32.0),
        index("C2", "physical", 48.0, flag="discuss"),
        index("C2", "governance", 29.0, flag="split"),
        index("C3", "physical", 52.0, coverage=0.4),
        index("C3", "governance", None),
        *(index(code, "all", value, view="all") for code, value in (("C1", 46.5), ("C2", 38.5), ("C3", 52.0))),
        *(index(code, "hard", 50.0, view="kind") for code in ("C1", "C2", "C3")),
    )
    gap = Gap(
        "g1", "C2", "governance.soft.between", "governance", "soft", "between", 29, 80, 4.0, 51, 40.8, "split", 8, 6
    )
    links = (
        Link("C1-C2", "C1", "C2", 45.0, 58.0, 4.0, "governance", 17, "consensus"),
        Link("C1-C3", "C1", "C3", 31.0, 41.0, None, "physical", 16, "split"),
        Link("C2-C3", "C2", "C3", None, None, None, "", 0, "too_few"),
    )
    sectors = (
        Sector("C1", "A", 5400.0, 0.1, 1.6, strong=True, small_numbers=False, demonstration=True),
        Sector("C1", "J", 30.0, 0.01, 9.0, strong=False, small_numbers=True, demonstration=True),
        Sector("C2", "A", None, None, None, strong=False, small_numbers=False, demonstration=True),
    )
    agreements = (
        agreement(item="trust", subject="C1", instrument="agreement", counts=(0, 1, 2, 3, 2, 0), flag="discuss"),
    )
    network = Network(links, "C1-C3", "C1-C2", ("C2-C3",), "")
    return Evidence(
        agreements,
        indices,
        (gap, replace(gap, code="g2", subject="C1-C3", kind="hard", weighted=30.0)),
        (gap,),
        sectors,
        network,
        Weights((), "equal", 0, 0, ""),
        (),
        Participation((), 24),
        (),
    )


def agreement(*, item="x", subject="P01", instrument="options", counts=(0, 4, 1, 0, 5, 0), flag="split", medians=()):
    n = sum(counts)
    marks = [point for point, count in enumerate(counts) for _ in range(count)]
    median = float(marks[n // 2]) if marks else None
    return Agreement(
        instrument, item, subject, n, 2, counts, median, 1.0, 4.0, 2.5, 0.5, 0.4, tuple(medians), 3.0, flag
    )


@pytest.fixture
def marks():
    """How a test makes the agreement on one item; the conftest's other makers stay private to it."""
    return agreement


def score(option, social, financial, *, rank=1, flag="consensus"):
    return Score(option, 70.0, social, financial, rank, 1, 3, flag, 20, ())


@pytest.fixture
def plan():
    lines = (
        PlanLine("P01", True, 2027, 2028, "ready", 100.0, 84.0, "", ()),
        PlanLine("P02", True, 2028, 2029, "prepare", 50.0, 60.0, "", ()),
        PlanLine("P03", False, None, None, "reserve", 30.0, 20.0, "", ()),
    )
    flows = (
        Flow("P01", 2027, "Capex", "C1", "own", "in_budget", 30, ""),
        Flow("P01", 2027, "Capex", "C2", "own", "in_budget", 20, ""),
        Flow("P01", 2028, "Capex", "EXT", "F01", "applied", 40, ""),
        Flow("P01", 2028, "Capex", "C2", "", "gap", 10, ""),
        Flow("P01", 2029, "Opex", "C1", "own", "in_budget", 5, ""),
        Flow("P01", 2029, "Revenue", "C1", "own", "applied", -3, ""),
    )
    money = (
        CityMoney("C1", 30, 5, 55.0, 41.0, 1.34, None, 30),
        CityMoney("C2", 20, 0, 45.0, 49.0, 0.92, None, 20),
        CityMoney("C3", 0, 0, 0.0, None, None, None, 0),
    )
    return Plan(
        (
            Verdict("K01", 78.0, "go", "go", (), 20, "consensus", ()),
            Verdict("K02", None, "stop", "stop", ("legal_bar",), 0, "too_few", ()),
        ),
        (),
        (score("P01", 60.0, 70.0), score("P02", 60.0, 70.0, rank=2, flag="split"), score("P03", None, 20.0, rank=3)),
        Sharing((), (), True, ()),
        lines,
        flows,
        Portfolio("optimal", 144.0, 164.0, 0.0, 0.1),
        money,
        Totals(100, 5, 50, 40, 10, 0.5),
        (),
        (),
    )


@pytest.fixture
def nothing():
    """A workshop in which nothing has been said yet."""
    evidence = Evidence(
        (), (), (), (), (), Network((), "", "", (), ""), Weights((), "", 0, 0, ""), (), Participation((), 0), ()
    )
    plan = Plan(
        (),
        (),
        (),
        Sharing((), (), True, ()),
        (),
        (),
        Portfolio("empty", 0, 0, 0, 0),
        (),
        Totals(0, 0, 0, 0, 0, None),
        (),
        (),
    )
    return State(), evidence, plan
