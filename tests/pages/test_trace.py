"""The trace on the screen: back from a line, forward from a question, and to the audit of the same figure."""

import pytest

from components.language import texts
from tests.screens import Browser, Tab


def test_without_options_there_is_no_chain(three):
    three.open("step6_investment").part("step6", "trace")
    assert three.says("trace.nothing")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_ways_on_the_demonstration(demo, language):
    if language == "zh":
        demo.click("switch_language")
    t = texts(language)
    demo.open("step6_investment").part("step6", "trace", language)
    words = demo.words()
    for stage in ("line", "pays", "cost", "gap", "cell", "marks", "score", "criterion", "weights_room"):
        assert t(f"trace.stage.{stage}") in words
    assert "scn-answers" in words
    demo.enter("trace-line", "P15")
    assert t("trace.stage.line_out") in demo.words()
    demo.enter("trace-way", "forward").enter("trace-ballot", "options").enter("trace-about", "P01")
    assert t("trace.stage.score_moved") in demo.words()


def test_the_address_leads_to_the_audit_of_a_figure(demo):
    address = {name: demo.at.query_params[name] for name in demo.at.query_params}
    tab = Tab(demo.browser, {name: "".join(value) for name, value in address.items()} | {"audit": "score|P03"})
    Browser.now = demo.browser
    tab.run().open("audit")
    assert tab.widget("audit-kind").value == "score"
    assert tab.widget("audit-score-0").value == "P03"
    assert tab.says("trace.from_step6")
    tab.enter("audit-kind", "pays")
    assert tab.widget("audit-pays-0").value == "C1"
