"""The field of risks: codes in their cells, words beside colours, parts in the table."""

import pytest

from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment.plan_records import CityShare, Sharing
from components.investment.risks import register
from components.ui.charts.figure import markup
from components.ui.charts.risks import register_table, risks_figure, signed
from components.workshop.records.delivery import Risk
from tests.builders import state as made
from tests.ui.charts.conftest import NASTY

PARAMETERS = load_parameters()
SHARES = tuple(CityShare(code, share, share) for code, share in (("C1", 50.0), ("C2", 30.0), ("C3", 20.0)))
KEY = Sharing((), SHARES, valid=True, problems=())
LARGE = {"likelihood": 5, "impact": 4, "residual_likelihood": 2, "residual_impact": 4}
RISKS = (
    Risk("R01", event=NASTY, cost=1001.0, owner="Pereira", **LARGE),
    Risk("R02", event="Late loan", likelihood=3, impact=3),
    Risk("R03", event="Unrated"),
    Risk("R04", event="Over", likelihood=5, impact=5, status="closed", cost=7.0),
)


def drawn(t, state, *risks):
    held = made(state.setting, *state.cities, *risks)
    rows = register(held, KEY, PARAMETERS)
    return risks_figure(t, held, rows, load().risk_anchors, PARAMETERS), register_table(t, held, rows)


def test_the_title_counts_the_red_ones_and_the_largest_stand_with_their_owners(english, state):
    figure, _ = drawn(english, state, *RISKS)
    assert figure.title == "One of 3 risks is red: it needs an owner and a date"
    assert "The 2 largest risks and their owners" in figure.body
    assert "red 20" in figure.body
    assert "nobody yet" in figure.body
    assert NASTY not in markup(english, figure)


def test_a_risk_stands_in_its_cell_today_and_afterwards(english, state):
    figure, _ = drawn(english, state, *RISKS)
    today, after = figure.body.split('class="scn-field"')[1:]
    assert '<td class="scn-red"><i>20</i><span class="scn-sr"> red</span><b>R01</b></td>' in today
    assert '<td class="scn-amber"><i>8</i><span class="scn-sr"> amber</span><b>R01</b></td>' in after
    assert "R02" not in after
    assert "R04" not in today
    assert "not rated yet: R03" in figure.legend


def test_the_parts_of_the_cities_make_the_cost_and_closed_risks_do_not_count_together(english, state):
    _, table = drawn(english, state, *RISKS)
    rows = {row[0]: row for row in table.rows}
    assert rows["R01"][4:8] == ("1,001", "501", "300", "200")
    assert rows["R02"][4:8] == ("not known", "–", "–", "–")
    assert rows["Sum"][4:8] == ("1,001", "501", "300", "200")


def test_none_red_and_none_at_all(t, english, state):
    assert drawn(english, state, RISKS[1])[0].title == "One risk, not red (1 amber)"
    empty, _ = drawn(t, state)
    assert empty.body == ""


@pytest.mark.parametrize("level", ["red", "amber", "green", "unrated"])
def test_a_level_is_a_sign_and_a_word(t, level):
    sign, word = signed(t, level, None).split(" ", 1)
    assert sign
    assert word == t(f"delivery.risk.{level}")
