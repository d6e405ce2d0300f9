from components.analysis.link_networks import worth
from components.analysis.specialisation import CHAIN, Complement, Suggestion
from components.analysis.structure import JobChange, Structure
from components.framework.parameters import load_parameters
from components.ui.charts.economy import changes_figure, complements_figure, suggestions_figure
from components.ui.charts.figure import markup


def built(state, changes=(), complements=(), suggestions=(), years=None):
    made = worth(state.cities, load_parameters())
    return Structure((), made, complements, suggestions, changes, years, (), False, (), (), ())


def test_changes_name_the_city_that_gained_most_on_its_own(english, state, catalogue):
    rows = (JobChange("C1", "C", 30, 10, 15, 5), JobChange("C2", "C", -40, 10, -20, -30))
    figure = changes_figure(english, state, built(state, rows, years=(2010, 2020)), catalogue)
    assert "Pereira gained most jobs (+5)" in figure.title
    assert "2010 to 2020" in figure.subtitle
    assert figure.table.rows[1][2:] == ("-40", "+10", "-20", "-30")


def test_a_change_of_nothing_has_no_sign(english, state, catalogue):
    figure = changes_figure(english, state, built(state, (JobChange("C1", "C", 0.2, 0.2, 0, -0.0),)), catalogue)
    assert figure.table.rows[0][2:] == ("0", "0", "0", "0")


def test_pairs_that_cannot_be_compared_say_so(english, state):
    pairs = (Complement("C1", "C2", 0.3, 5), Complement("C1", "C3", None, 1))
    figure = complements_figure(english, state, built(state, complements=pairs))
    assert [row[1] for row in figure.table.rows] == ["30%", "not known"]
    assert figure.body.count("scn-unknown") == 1


def test_suggestions_give_their_reason_and_say_when_invented(english, state, catalogue):
    found = (Suggestion(CHAIN, "C", ("C1",), ("C2",), 900, demonstration=True),)
    figure = suggestions_figure(english, state, built(state, suggestions=found), catalogue)
    assert "Strong in it: Pereira; jobs in it: Manizales" in figure.body
    assert "DEMONSTRATION" in figure.body


def test_what_people_wrote_never_becomes_markup(t, state, catalogue):
    found = built(
        state,
        (JobChange("C3", "<script>", 1, 1, 1, 1),),
        (Complement("C1", "C3", 0.3, 5),),
        (Suggestion(CHAIN, "<script>", ("C3",), ("C2",), 900, demonstration=False),),
    )
    for figure in (
        changes_figure(t, state, found, catalogue),
        complements_figure(t, state, found),
        suggestions_figure(t, state, found, catalogue),
    ):
        assert "<script" not in markup(t, figure)


def test_without_jobs_there_are_sentences(t, state, catalogue):
    empty = built(state)
    assert changes_figure(t, state, empty, catalogue).body == ""
    assert complements_figure(t, state, empty).body == ""
    assert suggestions_figure(t, state, empty, catalogue).body == ""
