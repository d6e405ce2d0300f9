import pytest

from components.analysis.evaluate import evaluate
from components.analysis.uncertainty import uncertainty
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.indicators import Indicator
from tests.builders import given, snapshot

CATALOGUE = load()
PARAMETERS = load_parameters().with_overrides({"uncertainty.replications": 400})


def sure(*lots, records=(), cities=3, parameters=PARAMETERS, **more):
    shot = snapshot(*records, marks=[mark for lot in lots for mark in lot], instrument="quick", cities=cities)
    return uncertainty(shot, evaluate(shot, CATALOGUE, parameters), CATALOGUE, parameters, **more)


def everywhere(city, *values):
    return [given("present", cell.code, city, **{city: list(values)}) for cell in CATALOGUE.quick_cells]


def varied(city, shift=0):
    return [
        given("present", cell.code, city, **{city: [(place + person + shift) % 6 for person in (0, 0, 1, 2, 5)]})
        for place, cell in enumerate(CATALOGUE.quick_cells)
    ]


def test_a_room_of_one_mind_leaves_nothing_open():
    found = sure(*everywhere("C1", 4, 4, 4), *everywhere("C2", 2, 2, 2))
    row = found.interval("C1")
    assert (row.value, row.low, row.high) == (80, pytest.approx(80, abs=1e-3), pytest.approx(80, abs=1e-3))
    assert {(rank.city, rank.rank, rank.low, rank.high, rank.first) for rank in found.ranks if rank.view == "all"} == {
        ("C1", 1, 1, 1, 1.0),
        ("C2", 2, 2, 2, 0.0),
    }
    chances = {(row.first, row.second): row.chance for row in found.above}
    assert chances == {("C1", "C2"): 1, ("C2", "C1"): 0}
    assert found.factors == ()  # nothing varies, so no choice matters
    assert found.influence.order_changes is False


def test_equal_cities_are_above_each_other_half_of_the_time():
    found = sure(*everywhere("C1", 3, 3, 3), *everywhere("C2", 3, 3, 3))
    assert {row.chance for row in found.above} == {0.5}
    assert {(row.rank, row.low, row.high) for row in found.ranks} == {(1, 1, 1)}


def test_an_interval_holds_what_people_weights_and_methods_may_move():
    found = sure(*varied("C1"), *varied("C2", 2))
    for row in found.intervals:
        assert 0 <= row.low <= row.high <= 100
    whole = found.interval("C1")
    assert whole.low < whole.value < whole.high
    wide = found.interval("C1", "dimension", "physical")
    assert wide.high - wide.low > whole.high - whole.low  # fewer cells, less sure
    assert found.people == 10
    assert found.strata == 2


def test_more_people_make_it_surer():
    def width(times):
        lots = [
            given("present", cell.code, "C1", C1=[place % 4, place % 4 + 1, place % 4 + 2] * times)
            for place, cell in enumerate(CATALOGUE.quick_cells)
        ]
        still = PARAMETERS.with_overrides({"uncertainty.weight_change": 0})
        row = sure(*lots, parameters=still).interval("C1", "kind", "hard")
        return row.high - row.low

    assert width(10) < width(1)


def test_gaps_carry_their_ranks():
    found = sure(
        *everywhere("C1", 3, 3, 3),
        *[given("importance", "physical.hard", "C1", C1=[5, 5, 5])],
        *[given("importance", "physical.soft", "C1", C1=[1, 1, 1])],
    )
    first = found.gap("C1.economic.hard")
    assert (first.weighted, first.low, first.high) == (20, pytest.approx(20, abs=1e-3), pytest.approx(20, abs=1e-3))
    last = found.gap("C1.physical.soft")
    assert (last.weighted, last.rank, last.rank_low, last.rank_high, last.top) == (4, 14, 14, 14, 0)
    assert [row.rank for row in found.gaps] == list(range(1, 15))


def test_what_every_choice_explains():
    # every cell of a city has the same marks: weights and the mean of cells can change nothing
    found = sure(*everywhere("C1", 0, 1, 2, 4, 5), *everywhere("C2", 3, 3, 3))
    of_index = {row.factor: row for row in found.factors if row.of == "index"}
    assert set(of_index) == {"people", "weights", "statistic", "average"}
    assert (of_index["weights"].first_order, of_index["weights"].total) == (0, pytest.approx(0, abs=1e-6))
    assert of_index["average"].total == pytest.approx(0, abs=1e-6)
    assert of_index["people"].total > 0.8
    assert all(0 <= row.first_order <= 1 and 0 <= row.total <= 1 for row in found.factors)


def test_the_weight_of_the_indicators_is_a_choice_where_there_are_some():
    flights = Indicator("flights.C1", indicator="flights", subject="C1", value=0)
    found = sure(*everywhere("C1", 5, 5, 5), *everywhere("C2", 3, 3, 3), records=[flights])
    shares = {row.factor: row.total for row in found.factors if row.of == "index"}
    # people and statistic change nothing, and one cell of 14 differs from the others
    assert shares["measured"] > 0.5
    assert shares["people"] == pytest.approx(0, abs=1e-6)


def test_the_same_seed_gives_the_same_numbers_and_progress_is_told():
    told = []
    first, second = sure(*varied("C1"), progress=told.append), sure(*varied("C1"))
    assert first == second
    assert sure(*varied("C1"), seed=1) != first
    assert told == sorted(told)
    assert told[-1] == 1


def test_nothing_before_a_ballot_is_revealed():
    found = sure()
    assert (found.intervals, found.ranks, found.gaps, found.influence) == ((), (), (), None)


@pytest.mark.parametrize("cities", [2, 3])
def test_small_and_empty_rooms_are_told_what_there_is(cities):
    one = sure(*everywhere("C1", 3, 4, 4), cities=cities)
    assert one.ranks == one.above == ()
    assert one.interval("C1").value == 80
    assert one.interval("C2") is None
    assert sure(*everywhere("C1", 3), cities=cities).intervals == ()  # one voter
    nobody = sure(*everywhere("C1", None, None, None), cities=cities)
    assert nobody.intervals == ()


def test_pairs_have_intervals_but_are_not_ranked_among_cities():
    pair = [given("pair_present", cell.code, "C1-C2", C1=[1, 3, 5], C2=[2, 4]) for cell in CATALOGUE.pair_cells]
    found = sure(*pair)
    assert found.interval("C1-C2").low < found.interval("C1-C2").high
    assert found.ranks == ()
