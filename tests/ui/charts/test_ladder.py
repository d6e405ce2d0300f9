from components.framework.parameters import load_parameters
from components.ui.charts.figure import markup
from components.ui.charts.ladder import ladder_figure, thresholds_figure
from components.workshop.records.partnerships import Partnership
from components.workshop.state import State


def test_every_verdict_has_its_threshold_from_the_table(t, catalogue):
    page = markup(t, thresholds_figure(t, load_parameters(), catalogue))
    for row in catalogue.verdicts:
        assert t.label(row) in page
    for number in ("72", "60", "48"):
        assert number in page


def test_every_rung_says_what_it_needs_and_who_chose_it(t, catalogue):
    state = State((("partnership", (Partnership("K01", name="<b>Metal", simpler_agreement="pilot"),)),))
    page = markup(t, ladder_figure(t, state, catalogue))
    assert page.count("<li>") == len(catalogue.simpler_agreements)
    assert "&lt;b&gt;Metal" in page
    for rung in catalogue.simpler_agreements:
        assert rung.needs(t.language) in page
