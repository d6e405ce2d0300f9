"""The officials' ten minutes: every scene in both languages, in order, changing nothing."""

import pytest

from components.ui.forms.present import SCENES


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_scene_of_the_demonstration_is_drawn_in_its_order(demo, store, language):
    if language == "zh":
        demo.click("switch_language")
    version = store.version(demo.workshop)
    demo.open("present")
    for number, (name, _) in enumerate(SCENES, start=1):
        assert demo.says(f"present.{name}.kicker", language)
        assert demo.says("present.place", language, number=number, of=len(SCENES))
        assert demo.says("charts.demonstration", language)
        if number < len(SCENES):
            demo.click("forward")
    assert demo.at.button(key="forward").disabled
    demo.click("again")
    assert demo.says("present.decision.kicker", language)
    assert store.version(demo.workshop) == version


def test_what_is_split_is_named_as_not_agreed_on_the_first_scene(demo):
    demo.open("present")
    assert "airport" in demo.words()


def test_an_empty_workshop_has_scenes_too(three):
    three.open("present")
    for _ in SCENES[1:]:
        three.click("forward")
    assert three.says("present.not_agreed.none")
    assert three.says("present.not_agreed.no_steps")
