from streamlit.testing.v1 import AppTest


def page():
    from components.analysis.evidence import Agreement, Evidence, Network, Participation, Weights
    from components.framework.catalogue import load
    from components.language import texts
    from components.ui.charts import connectivity
    from components.workshop.state import State

    network, weights = Network((), "", "", (), ""), Weights((), "", 0, 0, "")
    evidence = Evidence((), (), (), (), (), network, weights, (), Participation((), 0), ())
    t, state, catalogue = texts("en"), State(), load()
    connectivity.heat_map(t, state, evidence, catalogue)
    connectivity.gaps(t, state, evidence, catalogue, limit=6)
    connectivity.strengths(t, state, evidence, catalogue)
    connectivity.links(t, state, evidence, catalogue)
    connectivity.agreement_items(t, state, evidence, catalogue)
    few = Agreement("present", "x", "C1", 0, 0, (0,) * 6, None, None, None, None, None, None, (), None, "too_few")
    connectivity.distribution(t, few, state)


def test_every_picture_draws_on_a_page_where_nothing_was_said_yet():
    app = AppTest.from_function(page).run(timeout=300)
    assert not app.exception
    assert len(app.get("html")) == 6
