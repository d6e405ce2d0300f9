from components.analysis.link_networks import worth
from components.analysis.profile import profile
from components.analysis.structure import Structure
from components.framework.parameters import load_parameters
from components.ui.charts.profile import profile_page


def page(t, state, evidence, catalogue, code):
    structure = Structure((), worth(state.cities, load_parameters()), (), (), (), None, (), False, (), (), ())
    return profile_page(t, state, catalogue, profile(state, evidence, structure, code))


def test_what_is_not_known_is_said_and_never_zero(english, state, evidence, catalogue):
    found = page(english, state, evidence, catalogue, "C1")
    assert found.count("not known") >= 5
    assert "Pereira" in found


def test_money_stands_with_its_unit(t, state, evidence, catalogue):
    assert t.aside(t("step2.fact.gdp"), t.shown(state.setting.money_unit)) in page(t, state, evidence, catalogue, "C1")


def test_what_people_wrote_never_becomes_markup(t, state, evidence, catalogue):
    assert "<script" not in page(t, state, evidence, catalogue, "C3")


def test_a_page_without_results_says_so(t, state, nothing, catalogue):
    _, empty, _ = nothing
    assert t("profile.no_index") in page(t, state, empty, catalogue, "C1")
