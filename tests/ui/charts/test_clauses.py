"""The bar of clauses by status."""

from components.framework.catalogue import load
from components.ui.charts.clauses import clauses_figure

STATUSES = load().clause_statuses


def test_every_status_has_its_part_and_its_word(english):
    used = {"purpose": "agreed", "votes": "agreed", "review": "open", "assets": "rejected"}
    figure = clauses_figure(english, STATUSES, used)
    assert figure.title == "2 of 4 clauses are agreed; 1 open"
    assert "width:50.00%" in figure.body
    assert figure.body.count("scn-segment") == 3
    assert "≈ Agreed in principle 0" in figure.legend


def test_it_stands_in_both_languages(t):
    figure = clauses_figure(t, STATUSES, dict.fromkeys(("a", "b"), "open"))
    assert "width:100.00%" in figure.body
