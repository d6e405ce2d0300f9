import csv
import weakref
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from components.analysis.evaluate import evaluate
from components.analysis.evidence import Evidence
from components.analysis.structure import structure
from components.framework.catalogue import Catalogue
from components.framework.catalogue import load as catalogue
from components.framework.parameters import load_parameters
from components.investment.kpis import measures
from components.investment.plan import make_plan
from components.investment.plan_records import OWN, Plan
from components.investment.power import power_of
from components.investment.programme import next_steps
from components.investment.risks import register
from components.language import LANGUAGES
from components.walk import demonstration, gates, results
from components.walk.check import MISSING
from components.workshop import tables
from components.workshop.database import Database
from components.workshop.records.cities import Employment
from components.workshop.records.delivery import DisputeStep, Kpi, Risk, WorkItem
from components.workshop.records.indicators import Indicator
from components.workshop.records.links import LinkFact
from components.workshop.records.money import CityCertainty, Envelope, Source
from components.workshop.records.options import BenefitShare, Option
from components.workshop.records.partnership import Clause, CostKey, Governance, KeyMetric
from components.workshop.records.peers import Peer
from components.workshop.state import KINDS, Snapshot
from components.workshop.store import Store

DATA = Path(__file__).parents[2] / "data" / "demo"
MARKED = {"en": "DEMONSTRATION", "zh": "演示"}
AIRPORT = "P15"


@dataclass(frozen=True)
class Loaded:
    store: Store
    code: str
    language: str
    snapshot: Snapshot
    evidence: Evidence
    plan: Plan


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def framework() -> Catalogue:
    return catalogue()


@pytest.fixture(scope="module", params=list(LANGUAGES))
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, framework: Catalogue
) -> Iterator[Loaded]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'log.sqlite'}")
    store = Store(database)
    code = demonstration.load(store, framework, language=request.param)
    snapshot = store.snapshot(code)
    evidence = evaluate(snapshot, framework, load_parameters())
    plan = make_plan(snapshot, evidence, framework, load_parameters())
    yield Loaded(store, code, request.param, snapshot, evidence, plan)
    database.close()


@pytest.mark.parametrize("fact", rows("facts"), ids=lambda row: f"{row['table']}-{row['code']}-{row['field']}")
def test_every_cited_value_stands_in_the_tables_as_cited(fact: dict[str, str]):
    row = next(row for row in rows(fact["table"]) if row["code"] == fact["code"])
    found, expected = row[fact["field"]], fact["value"]
    assert found == expected or float(found) == float(expected)
    assert fact["title"]


@pytest.mark.parametrize("name", [path.stem for path in DATA.glob("*.csv")])
def test_every_text_stands_in_both_languages(name: str):
    for row in rows(name):
        for column in row:
            if column.endswith("_en"):
                assert bool(row[column]) == bool(row[column[:-2] + "zh"]), (row, column)


@pytest.mark.parametrize("name", [path.stem for path in DATA.glob("*.csv") if path.stem in KINDS])
def test_codes_are_unique(name: str):
    codes = [row["code"] for row in rows(name)]
    assert len(codes) == len(set(codes))


def test_every_code_of_the_framework_is_known(demo: Loaded, framework: Catalogue):
    known = {
        "public_good": framework.public_goods,
        "level": framework.network_levels,
        "network_type": framework.network_types,
        "kind": framework.kinds,
        "dimension": framework.dimensions,
        "nature": framework.natures,
        "estimate_class": framework.estimate_classes,
        "decision": framework.option_decisions,
        "blocking": framework.blocking_items,
        "goods_class": framework.goods_classes,
    }
    gates = {row.code for row in framework.gate_tests}
    for option in demo.snapshot.state.options:
        for field, table in known.items():
            value = getattr(option, field)
            assert not value or value in {row.code for row in table}, (option.code, field)
        assert set(option.gates_passed) | set(option.gates_failed) <= gates
        assert str(option.readiness) in {row.code for row in framework.readiness}
    clauses, statuses = ({row.code for row in table} for table in (framework.clauses, framework.clause_statuses))
    for clause in demo.snapshot.state.all(Clause):
        assert clause.code in clauses
        assert clause.status in statuses


def test_invented_records_say_so(demo: Loaded):
    state, word = demo.snapshot.state, MARKED[demo.language]
    assert state.setting.demonstration
    assert word in state.setting.decision_asked
    cited = {row["code"] for row in rows("facts") if row["table"] == "employment"}
    assert cited == {"C1.C", "C2.C", "C3.C", "REF.C"}
    for row in state.all(Employment):
        assert row.demonstration == (row.code not in cited)
        assert row.demonstration == row.source.startswith(word)
    for row in (*state.all(LinkFact), *state.all(Peer), *state.all(Indicator)):
        assert row.demonstration, row.code
        assert row.source.startswith(word)
    assert word in state.setting.function_measure
    assert word in state.setting.performance_measure
    for option in state.options:
        assert option.demonstration
        assert word in option.cost_basis
    for source in state.all(Source):
        assert source.demonstration
        assert word in source.evidence
    for certainty in state.all(CityCertainty):
        assert word in certainty.evidence
    for partnership in state.partnerships:
        assert partnership.demonstration
    for kind in (Risk, Kpi, WorkItem, DisputeStep):
        assert state.all(kind)
        assert all(row.demonstration for row in state.all(kind)), kind
    agreed = state.one(Governance)
    assert all(word in text for text in (agreed.true_up, agreed.entry_conditions, agreed.exit_liabilities))
    for city in state.cities:
        assert city.demonstration_facts.startswith(word)


def test_every_part_of_step_two_has_something_to_show(demo: Loaded, framework: Catalogue):
    found = structure(demo.snapshot, demo.evidence, framework, load_parameters())
    assert found.problems == ()
    assert {layer.code for layer in found.layers} == {"marks", *(row.code for row in framework.link_media)}
    assert any(layer.unknown for layer in found.layers)
    assert {row.city for row in found.changes} == {"C1", "C2", "C3"}
    assert {row.partner for row in found.sizes} == {"C1", "C2", "C3", ""}
    assert not found.small_sample
    cited = [row for row in demo.snapshot.state.all(Employment) if not row.demonstration]
    assert [row.persons_before for row in cited] == [None] * 4


def test_the_invented_sectors_add_up_to_the_cited_number_of_employed(demo: Loaded):
    employed = Counter[str]()
    for row in demo.snapshot.state.all(Employment):
        employed[row.city] += row.persons or 0
    assert [employed[code] for code in ("C1", "C2", "C3")] == [290_000, 187_693, 140_000]


def test_twenty_four_people_mark_and_every_mark_says_demo(demo: Loaded):
    with demo.store.database.reading() as connection:
        marks = connection.execute(tables.mark.select().where(tables.mark.c.workshop == demo.code)).all()
    assert len({mark.person for mark in marks}) == 24
    assert {mark.way_in for mark in marks} == {"demo"}
    assert Counter(row["city"] for row in rows("people")) == {"C1": 9, "C2": 8, "C3": 7}
    assert len(marks) == len(demo.snapshot.marks)


@pytest.mark.parametrize("step", range(1, 7))
def test_no_step_lacks_anything_only_warnings_remain(demo: Loaded, step: int):
    checks = gates.gate(step, demo.snapshot, demo.evidence, demo.plan, load_parameters())
    assert [check.key for check in checks if check.done == MISSING] == []


def test_every_reason_is_given_once_in_the_language_asked_for(demo: Loaded):
    given = [mark.reason for mark in demo.snapshot.marks if mark.reason]
    assert sorted(given) == sorted(row[f"reason_{demo.language}"] for row in rows("reasons"))


def test_two_loads_give_the_same_room(demo: Loaded, framework: Catalogue):
    again = demo.store.snapshot(demonstration.load(demo.store, framework, language=demo.language))

    def given(snapshot: Snapshot) -> Counter[tuple[str, str, str, str, int | None]]:
        return Counter((mark.instrument, mark.item, mark.subject, mark.city, mark.value) for mark in snapshot.marks)

    assert given(again) == given(demo.snapshot)


def test_the_titles_stand_in_the_language_asked_for_and_the_other_one_second(demo: Loaded):
    setting = demo.snapshot.state.setting
    assert setting.language == demo.language
    titles = {"en": "Coffee Triangle 2027–2031", "zh": "咖啡三角 2027–2031"}
    assert setting.title == titles.pop(demo.language)
    assert [setting.title_second] == list(titles.values())


def test_the_cost_key_gives_the_shares_worked_out_by_hand(demo: Loaded):
    # 40 % x 467,269 / 1,196,880 + 40 % x 17.0 / 42.4 + 20 % / 3 = 38.32 %
    mix = {key.code: key.weight for key in demo.snapshot.state.all(CostKey)}
    assert mix == {"population": 40, "fiscal_capacity": 40, "equal": 20}
    assert len(demo.snapshot.state.all(KeyMetric)) == 6
    assert [share.percent for share in demo.plan.sharing.shares] == [38.32, 37.13, 24.55]
    assert demo.plan.sharing.valid


def test_the_room_mostly_agrees_and_splits_where_the_table_of_disputes_says(demo: Loaded):
    split = {(row.instrument, row.item, row.subject) for row in demo.evidence.agreements if row.flag == "split"}
    assert split == {(row["instrument"], row["item"], row["subject"]) for row in rows("disputes")}
    flags = Counter(row.flag for row in demo.evidence.agreements)
    assert flags["consensus"] > 0.9 * flags.total()
    assert flags["discuss"] > 0
    assert flags["too_few"] == 0


def test_what_was_asked_twice_says_who_moved_and_the_airport_stays_a_split(demo: Loaded):
    asked = {(row["instrument"], row["item"], row["subject"]) for row in rows("again")}
    again = [row for row in demo.evidence.agreements if row.round == 2]
    assert {(row.instrument, row.item, row.subject) for row in again} == asked
    assert {row.carried for row in again} == {2}
    assert all(row.moved and row.moved.moved == row.moved.towards_median > 0 for row in again)
    assert not any(row.indicative for row in again)
    assert {row.flag for row in again if row.subject == AIRPORT} == {"split"}
    assert {row.flag for row in again if row.subject != AIRPORT} == {"consensus"}


def test_the_room_votes_on_keys_form_and_plan_and_can_accept_what_was_chosen(demo: Loaded):
    medians = {(row.instrument, row.subject): row.median for row in demo.evidence.agreements}
    assert medians["governance", demo.snapshot.state.one(Governance).form] == 4
    assert medians["cost_key", "population"] == medians["cost_key", "fiscal_capacity"] == 4
    assert medians["exit", "all"] == 4


def test_governance_between_manizales_and_armenia_is_the_weakest_link(demo: Loaded):
    network = demo.evidence.network
    assert network.weakest == "C2-C3"
    weakest = next(link for link in network.links if link.pair == "C2-C3")
    assert weakest.weakest_dimension == "governance"
    values = {
        (row.subject, row.code): row.value
        for row in demo.evidence.indices
        if row.view == "dimension" and "-" in row.subject and row.value is not None
    }
    lowest = min(values.values())
    assert [key for key, value in values.items() if value == lowest] == [("C2-C3", "governance")]


def test_the_weights_come_from_the_room_without_the_incomplete_ballot(demo: Loaded):
    weights = demo.evidence.weights
    assert (weights.source, weights.complete_ballots, weights.incomplete) == ("room", 23, 1)


def test_one_partnership_takes_a_simpler_agreement_first(demo: Loaded):
    verdicts = {row.partnership: row.verdict for row in demo.plan.verdicts}
    assert Counter(verdicts.values()) == {"go": 2, "go_with_conditions": 2, "simpler_agreement_first": 1}
    assert verdicts["K03"] == "simpler_agreement_first"


def test_the_partnership_can_be_delivered(demo: Loaded):
    state, parameters = demo.snapshot.state, load_parameters()
    rows = register(state, demo.plan.sharing, parameters)
    assert Counter(row.level for row in rows) == {"red": 2, "amber": 6, "green": 2}
    assert all(row.parts and sum(amount for _, amount in row.parts) == row.risk.cost for row in rows)
    assert {row.by for row in rows} == {"key", "own"}
    assert [row.light for row in measures(state, parameters)].count("not_measured") == 6
    # No mayor alone, any two of the three together
    assert [len(group) for group in power_of(state, demo.plan.sharing, parameters).blocking] == [2, 2, 2]
    agreed = power_of(state, demo.plan.sharing, parameters, rule="agreed_votes")
    assert agreed.blocking == (("C1",), ("C2", "C3"))
    steps = "\n".join(f"{item.what} · {item.owner} · {item.due}" for item in next_steps(state, parameters))
    assert steps == state.setting.next_steps


def test_the_plan_is_proven_best_and_leaves_options_out_for_money_with_a_reason(demo: Loaded):
    plan = demo.plan
    assert plan.portfolio.status == "optimal"
    assert plan.portfolio.gap == 0
    short_list = [line for line in plan.lines if demo.snapshot.state.one(Option, line.option).decision == "short_list"]
    assert len(short_list) == 16
    assert 9 <= sum(line.chosen for line in short_list) <= 11
    for line in plan.lines:
        assert bool(line.why) == (line.tier != "ready"), line
    money = {line.option for line in plan.lines if line.why.startswith("plan.why.needs")}
    assert money == {"P08", "P11", "P16"}
    assert all(dict(line.why_values)["amount"] for line in plan.lines if line.option in money)
    assert {line.why for line in plan.lines if line.option == "P10"} == {"plan.why.gate_failed_safeguards"}


def test_the_airport_is_a_split_that_the_plan_does_not_decide(demo: Loaded):
    line, score = demo.plan.line(AIRPORT), demo.plan.score(AIRPORT)
    assert line is not None
    assert score is not None
    assert score.flag == "split"
    assert demo.plan.not_agreed == (AIRPORT,)
    assert not line.chosen
    assert line.why == "plan.why.split"


def test_what_all_cities_use_starts_in_the_first_year(demo: Loaded):
    starts = {line.option: line.start for line in demo.plan.lines if line.chosen}
    assert all(starts[code] == 2027 for code in ("P01", "P02", "P03", "P05", "P12", "P14"))
    assert starts["P06"] > starts["P03"]
    assert starts["P04"] > starts["P05"]
    tiers = Counter(line.tier for line in demo.plan.lines if line.chosen)
    assert tiers["ready"] > tiers["prepare"] > 0


def test_no_city_pays_more_than_its_envelope_up_to_any_year(demo: Loaded):
    state = demo.snapshot.state
    for city in state.cities:
        paid = allowed = 0.0
        for year in state.setting.plan_years:
            allowed += next(row.amount or 0 for row in state.all(Envelope) if (row.city, row.year) == (city.code, year))
            paid += sum(row.amount for row in demo.plan.flows if (row.payer, row.year) == (city.code, year))
            assert paid <= allowed
        assert paid > 0


def test_money_that_is_only_identified_is_not_planned_with(demo: Loaded):
    used = {row.source for row in demo.plan.flows if row.payer == "EXT"}
    assert {"F01", "F02"} <= used
    assert "F03" not in used
    assert {row.source for row in demo.plan.flows if row.payer in ("C1", "C2", "C3")} == {OWN}


def test_the_benefit_of_every_short_listed_option_adds_up_to_the_whole(demo: Loaded):
    total = Counter[str]()
    for row in demo.snapshot.state.all(BenefitShare):
        total[row.option] += round(row.percent or 0)
    assert total == dict.fromkeys([f"P{number:02}" for number in range(1, 17)], 100)


def test_resetting_leaves_one_fresh_demonstration(demo: Loaded, framework: Catalogue):
    before = demo.store.workshops()
    first = demonstration.load(demo.store, framework, language=demo.language)
    kept = weakref.ref(results.snapshot(demo.store, first))
    assert kept() is not None
    second = demonstration.reset(demo.store, framework, first, language=demo.language)
    assert set(demo.store.workshops()) == {*before, second}
    assert kept() is None
    assert demo.store.snapshot(second).state.setting.demonstration
