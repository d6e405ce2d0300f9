import pytest

from components.investment.trace import Link
from components.ui.charts.trace import link_markup, sentence
from components.walk.discussion import Reason

KEY = ("options", "lasting_cost", "P01")
EVERY = (
    Link("line", ("P01", "ready"), (("start", 2027), ("finish", 2028), ("capex", 90), ("score", 71.25))),
    Link("line_out", ("P02", "reserve"), (("start", None), ("finish", None), ("capex", None), ("score", None))),
    Link("pays", ("P01",), (("whole", 90),), (("C1", 60), ("EXT", 30)), method="payments"),
    Link("cost", ("P01", "idea", ""), (("low", None), ("likely", 90), ("high", 120), ("opex", 4))),
    Link("score", ("P01",), (("value", 70), ("rank", 1), ("best", 1), ("worst", 3), ("used", 0.9)), method="score"),
    Link("no_score", ("P02",)),
    Link("criterion", ("lasting_cost",), (("median", 4), ("weight", 12.5), ("part", 10.0)), marks=KEY, under=True),
    Link("weights_room", (), (("ballots", 12),), method="points"),
    Link("weights_equal", (), (("ballots", 1),)),
    Link("gap", ("C1", "physical.hard.between"), tuple((name, 20.0) for name in (
        "present", "target", "size", "weighted", "importance"))),
    Link("gap_gone", ("C9.x",)),
    Link("cell", ("C1", "physical.hard.between"), (("judged", 20), ("measured", None), ("value", 20))),
    Link("marks", KEY, marks=KEY),
    Link("indicator", ("flights", "airport"), (("value", 6), ("points", 40), ("year", 2026))),
    Link("partnership", ("K01", "go"), (("index", 80),)),
    Link("by_hand", ("workshop",)),
    Link("withheld", method="secrecy"),
    Link("no_number", ("vote",)),
    Link("gate", ("agreement",), method="gates"),
    Link("index", ("C1", "all", "all"), (("value", 40), ("without", None), ("weight", 0.5))),
    Link("index", ("C1", "dimension", "physical"), (("value", 40), ("without", 60), ("weight", 0.5))),
    Link("no_gap", ("C1", "physical.hard.between"), (("value", 90),)),
    Link("proposed", ("PG31",)),
    Link("no_option", ("C1", "physical.hard.between")),
    Link("score_moved", ("P01", "lasting_cost"), (("value", 70), ("without", 60), ("rank", 1), ("rank_without", 2))),
    Link("weight", ("lasting_cost",), (("percent", 12.5), ("n", 20))),
    Link("ranks_moved", ("lasting_cost",), (("n", 1),), (("P01", 2),)),
    Link("verdict_moved", ("K01", "go"), (("index", 80), ("without", 75))),
    Link("no_cluster_option", ("K01",)),
    Link("option", ("P01",), (("value", 70), ("rank", 1))),
)  # fmt: skip


@pytest.mark.parametrize("link", EVERY, ids=lambda link: link.stage)
def test_every_link_has_its_sentence_and_nothing_that_people_wrote_becomes_markup(t, state, catalogue, link):
    words = link_markup(t, state, catalogue, link, reasons=(Reason(3, "<script>"),))
    assert "{" not in words
    assert "<script" not in words


def test_numbers_read_as_people_write_them(english, state, catalogue):
    said = {link.stage: sentence(english, state, catalogue, link) for link in EVERY}
    assert "built 2027–2028" in said["line"]
    assert "score 71.3" in said["line"] or "score 71.2" in said["line"]
    assert "not known to 120" in said["cost"]
    assert said["pays"].endswith("90 of capital cost: Pereira 60, outside money 30.")
    assert "weight 13%" in said["criterion"] or "weight 12%" in said["criterion"]
    assert "in 2026" in said["indicator"]
    assert "P01 Freight hub to rank 2" in said["ranks_moved"]


def test_answers_are_bars_with_their_numbers_and_withheld_ones_a_sentence(english, state, catalogue, marks):
    link = Link("marks", KEY, marks=KEY)
    shown = link_markup(english, state, catalogue, link, marks(item="lasting_cost", counts=(0, 1, 0, 2, 4, 0)))
    assert "7 answered" in shown
    assert 'aria-label="0 gave 0, 1 gave 1, 0 gave 2, 2 gave 3, 4 gave 4, 0 gave 5"' in shown
    hidden = marks(item="lasting_cost", counts=())
    assert "Too few answered" in link_markup(english, state, catalogue, link, hidden)


def test_only_the_first_reasons_stand_there_and_the_method_is_named_once(english, state, catalogue):
    reasons = tuple(Reason(4, f"because {number}") for number in range(5))
    link = Link("criterion", ("lasting_cost",), (("median", 4), ("weight", 10), ("part", 8)), method="agreement")
    words = link_markup(english, state, catalogue, link, reasons=reasons)
    assert words.count("scn-reason") == 3
    assert "and 2 more reasons" in words
    assert "Method: Agreement" in words
    assert "Method" not in link_markup(english, state, catalogue, link, cited=True)
