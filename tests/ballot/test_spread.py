from dataclasses import replace

import pytest

from components.analysis.evidence import Agreement
from components.ballot.spread import Spread, spreads

SHOWN = Agreement(
    "present", "roads", "C1", 7, 1, (0, 2, 1, 3, 0, 1), 3.0, 1.0, 3.0, 2.57, 0.7, 0.4, (), None, "discuss"
)


def test_the_spread_has_the_quartiles_and_the_lowest_and_highest_mark():
    assert spreads([SHOWN]) == {("present", "C1", "roads"): Spread(7, 3, 1, 3, 1, 5)}


@pytest.mark.parametrize("withheld", [{"n": None}, {"median": None}, {"lower_quartile": None}])
def test_what_the_analysis_withholds_is_not_there(withheld):
    assert spreads([replace(SHOWN, counts=(), **withheld)]) == {("present", "C1", "roads"): None}


def test_every_point_of_the_scale_lies_somewhere():
    assert Spread(7, 3, 2, 3, 1, 4).zones == ("", "range", "half", "half", "range", "")
