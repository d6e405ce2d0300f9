from components.analysis.link_networks import worth
from components.analysis.structure import SizeReading, Structure
from components.framework.parameters import load_parameters
from components.ui.charts.figure import markup
from components.ui.charts.sizes import sizes_figure, word


def reading(code, name, quadrant, *, linked=False, z=(1.0, 1.0)):
    partner = code if code.startswith("C") else ""
    return SizeReading(code, name, partner, 3e5, 9.0, 8.0, *z, (5.0, 9.5), (5.0, 8.5), quadrant, linked)


def built(state, *rows, small=False):
    return Structure((), worth(state.cities, load_parameters()), (), (), (), None, rows, small, (), (), ())


def test_without_a_link_it_is_a_surplus_and_not_a_borrowing(english):
    assert "surplus" in word(english, reading("C1", "Pereira", "borrowed_size"))
    assert word(english, reading("C1", "Pereira", "borrowed_size", linked=True)) == "borrowed size"
    assert word(english, reading("C1", "Pereira", "as_expected")) == "as expected for its size"


def test_partners_are_named_and_others_are_points(english, state):
    rows = (reading("C1", "Pereira", "borrowed_size", linked=True), reading("N01", "Peer", "as_expected", z=(9, -9)))
    figure = sizes_figure(english, state, built(state, *rows))
    assert figure.body.count("scn-peer") == 1
    assert figure.title.startswith("Pereira: borrowed size")
    assert figure.table.rows[0][0] == "Pereira"


def test_few_cities_are_a_question(english, state):
    found = built(state, reading("C1", "A", "as_expected"), small=True)
    assert "Fewer than ten" in sizes_figure(english, state, found).subtitle


def test_what_people_wrote_never_becomes_markup(t, state):
    rows = (reading("C3", "<script>", "agglomeration_shadow"), reading("N01", "<script>", "as_expected"))
    assert "<script" not in markup(t, sizes_figure(t, state, built(state, *rows)))


def test_without_cities_there_is_a_sentence(t, state):
    assert sizes_figure(t, state, built(state)).body == ""
