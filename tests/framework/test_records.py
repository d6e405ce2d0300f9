import dataclasses

import pytest

from components.framework.records import Choice, Label, by_code


def choice(code: str) -> Choice:
    return Choice(code, Label(f"name of {code}", f"{code}的名称"), "own design", "design", "")


def test_a_label_speaks_both_languages_and_english_for_any_other():
    label = Label("city", "城市")
    assert [label("en"), label("zh"), label("fr")] == ["city", "城市", "city"]


def test_by_code_finds_the_record_or_raises():
    assert by_code([choice("a"), choice("b")], "b").label.en == "name of b"
    with pytest.raises(KeyError):
        by_code([choice("a")], "c")


def test_a_record_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        choice("a").code = "b"
