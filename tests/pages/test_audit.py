"""The audit of figures, on the screen."""

import pytest

from components.language import texts
from components.walk.audit import KINDS


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_of_figure_shows_its_steps_and_comes_out_as_shown(demo, language):
    if language == "zh":
        demo.click("switch_language")
    demo.open("audit")
    t = texts(language)
    for kind in KINDS:
        demo.enter("audit-kind", kind)
        words = demo.words()
        assert not demo.at.error
        assert t("audit.steps") in words
        assert t("audit.equal") in words
        assert t("audit.differs") not in words
        listed = words.split('<ol class="scn-steps">')[1].split("</ol>")[0]
        assert "{" not in listed


def test_a_choice_leads_to_the_next(demo):
    demo.open("audit").enter("audit-index-1", "dimension_kind")
    assert demo.widget("audit-index-2").value == "physical.hard"
    demo.enter("audit-index-0", "C1-C2")
    assert "by scale" not in demo.widget("audit-index-1").options
    assert demo.says("audit.equal")


def test_before_anything_is_revealed_only_the_equal_weights_can_be_audited(empty):
    empty.open("audit")
    assert empty.widget("audit-kind").options == [texts("en")("audit.kind.weight")]
    assert empty.says("audit.equal")
