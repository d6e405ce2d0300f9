from components.analysis.link_networks import layers, worth
from components.analysis.structure import Structure
from components.framework.parameters import load_parameters
from components.ui.charts.figure import markup
from components.ui.charts.networks import networks_figure, worth_figure
from components.workshop.records.links import LinkFact
from components.workshop.state import State

PARAMETERS = load_parameters()


def built(state, catalogue, *facts):
    found = layers(state.cities, facts, (), catalogue.link_media, PARAMETERS)
    return Structure(found, worth(state.cities, PARAMETERS), (), (), (), None, (), False, (), (), ())


def rail(pair, exists):
    return LinkFact(f"{pair}.rail", pair, "rail", exists)


def test_the_missing_link_is_the_finding(english, state, catalogue):
    found = built(state, catalogue, rail("C1-C2", "yes"), rail("C1-C3", "yes"), rail("C2-C3", "no"))
    figure = networks_figure(english, state, found, catalogue)
    assert "Manizales" in figure.title
    assert figure.body.count("scn-linked") == 2
    assert figure.body.count("scn-added") == 1
    assert figure.table.rows[0][1] == "Line"


def test_a_pair_that_nobody_knows_is_dotted_and_never_recommended(english, state, catalogue):
    figure = networks_figure(english, state, built(state, catalogue, rail("C1-C2", "yes")), catalogue)
    assert figure.body.count("scn-dotted") == 2
    assert "scn-added" not in figure.body
    assert "Rail" in figure.title


def test_what_people_wrote_never_becomes_markup(t, state, catalogue):
    found = built(state, catalogue, rail("C1-C3", "yes"), rail("C2-C3", "no"))
    for figure in (networks_figure(t, state, found, catalogue), worth_figure(t, state, found)):
        assert "<script" not in markup(t, figure)


def test_without_facts_there_is_a_sentence(t, catalogue):
    empty = built(State(), catalogue)
    assert networks_figure(t, State(), empty, catalogue).body == ""
    assert worth_figure(t, State(), empty).body == ""
