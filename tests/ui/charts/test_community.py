from components.analysis.link_networks import worth
from components.analysis.mechanisms import MechanismReading
from components.analysis.structure import Structure
from components.framework.parameters import load_parameters
from components.ui.charts.community import mechanisms_figure


def built(state, *rows):
    return Structure((), worth(state.cities, load_parameters()), (), (), (), None, (), False, rows, (), ())


def test_a_question_is_not_a_weakness(english, state, catalogue):
    key, values = "analysis.mechanism.nodes", (("n", 1), ("all", 3))
    rows = (
        MechanismReading("conditions.nodes", "conditions", "missing", key, values, "measured"),
        MechanismReading("goals.scope", "goals", "ask", "analysis.mechanism.ask", (), ""),
    )
    figure = mechanisms_figure(english, built(state, *rows), catalogue)
    assert figure.title == "For a functional community one thing is missing: Several node cities"
    assert "1 of 3 partners are secondary cities (measured)" in figure.body
    assert figure.table.rows[1][1] == "ask"


def test_nothing_missing_is_said_with_what_is_open(t, state, catalogue):
    row = MechanismReading("goals.scope", "goals", "ask", "analysis.mechanism.ask", (), "")
    assert "1" in mechanisms_figure(t, built(state, row), catalogue).title
