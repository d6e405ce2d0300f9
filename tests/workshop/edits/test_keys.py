import pytest

from components.errors import InputError
from components.workshop.changes import removal
from components.workshop.edits.fields import set_field
from components.workshop.edits.keys import follow_common_key
from components.workshop.records.demands import OptionKey
from components.workshop.records.options import Option
from tests.builders import cities, state

ROOM = state(*cities(3), Option("P01", name="Desk"), Option("P02", name="Bus"))
MIX = {"equal": 30, "population": 30, "use": 40}
THREE = [OptionKey(f"P01.{key}", "P01", key, weight) for key, weight in MIX.items()]


def test_an_option_gets_a_key_of_its_own():
    edits = set_field(ROOM, "option_key", "P01.use", "weight", 60)
    assert {(edit.code, edit.field, edit.value) for edit in edits} == {
        ("P01.use", "option", "P01"), ("P01.use", "key", "use"), ("P01.use", "weight", 60),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("option", "key", "percent", "problem"),
    [
        ("P09", "use", 50, "edits.unknown_option"),
        ("P01", "mood", 50, "edits.not_in_list"),
        ("P01", "use", 120, "edits.out_of_range"),
        ("P01", "use", -1, "edits.out_of_range"),
    ],
)
def test_what_is_no_key_of_an_option_is_refused(option, key, percent, problem):
    with pytest.raises(InputError) as caught:
        set_field(ROOM, "option_key", f"{option}.{key}", "weight", percent)
    assert problem in [one.key for one in caught.value.problems]


def test_no_more_keys_than_can_be_explained():
    room = state(*cities(3), Option("P01"), Option("P02"), *THREE)
    with pytest.raises(InputError) as caught:
        set_field(room, "option_key", "P01.host", "weight", 10)
    assert [one.key for one in caught.value.problems] == ["edits.too_many_keys"]
    assert set_field(room, "option_key", "P02.host", "weight", 10)
    assert set_field(room, "option_key", "P01.use", "weight", 50)


def test_blank_takes_a_key_out_of_the_mix():
    room = state(*cities(3), Option("P01"), *THREE)
    [edit] = set_field(room, "option_key", "P01.use", "weight", None)
    assert (edit.field, edit.value) == ("weight", None)


def test_an_option_can_go_back_to_the_common_key():
    room = state(*cities(3), Option("P01"), Option("P02"), *THREE, OptionKey("P02.use", "P02", "use", 100.0))
    assert follow_common_key(room, "P01") == tuple(removal("option_key", row.code) for row in THREE)
    assert follow_common_key(ROOM, "P01") == ()
