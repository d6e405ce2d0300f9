from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment.scenarios import usable_keys, with_cost_key
from components.investment.sharing import sharing
from components.workshop.records.partnership import CostKey, KeyMetric
from tests.builders import snapshot

METRICS = tuple(
    KeyMetric(f"population.{city}", key="population", city=city, value=persons)
    for city, persons in (("C1", 600.0), ("C2", 300.0), ("C3", 100.0))
)


def test_a_key_is_usable_only_with_a_figure_of_every_city():
    seen = snapshot(*METRICS[:2])
    assert usable_keys(seen.state, ("equal", "population")) == ("equal",)
    seen = snapshot(*METRICS)
    assert usable_keys(seen.state, ("equal", "population", "use")) == ("equal", "population")


def test_one_key_alone_replaces_the_mix_and_leaves_the_workshop_as_it_was():
    seen = snapshot(*METRICS, CostKey("equal", weight=100.0))
    tried = with_cost_key(seen, "population")
    percents = [row.percent for row in sharing(tried.state, load(), load_parameters()).shares]
    assert percents == [60.0, 30.0, 10.0]
    assert seen.state.one(CostKey, "equal").weight == 100.0
    assert seen.state.get(CostKey, "population") is None
