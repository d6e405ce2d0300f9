import pytest

from components.errors import InputError
from components.workshop.edits import consent
from components.workshop.edits.fields import set_field
from components.workshop.records.demands import Consent
from components.workshop.records.options import Option
from tests.builders import cities, state

YES = {"who": "Mayor of Aran", "on": "2026-10-01", "document": "Letter 3"}


def held(*more):
    return state(*cities(3), Option("P01", name="Hub"), *more)


def fields(edits):
    return {edit.field: edit.value for edit in edits}


def test_a_yes_is_recorded_with_who_when_and_on_what_document():
    found = fields(consent.record(held(), "P01", "C1", "yes", **YES))
    assert found == {"option": "P01", "city": "C1", "answer": "yes", **YES}


@pytest.mark.parametrize("name", ["who", "on", "document"])
def test_a_yes_without_one_of_them_is_refused(name):
    with pytest.raises(InputError) as refused:
        consent.record(held(), "P01", "C1", "yes", **(YES | {name: ""}))
    assert [problem.key for problem in refused.value.problems] == [f"edits.consent_{name}"]


def test_a_no_needs_no_document_but_a_day_that_is_one():
    assert consent.record(held(), "P01", "C1", "no", who="Council", on="2026-10-01")
    with pytest.raises(InputError) as refused:
        consent.record(held(), "P01", "C1", "no", who="Council", on="in October")
    assert refused.value.problems[0].key == "edits.consent_on"


def test_an_answer_is_taken_back_whole():
    known = Consent("P01.C1", "P01", "C1", "yes", **YES)
    found = fields(consent.record(held(known), "P01", "C1", ""))
    assert found == {"answer": "", "who": "", "on": "", "document": ""}


def test_of_a_city_or_an_option_that_is_not_there_nothing_is_recorded():
    for option, city in (("P09", "C1"), ("P01", "C9")):
        with pytest.raises(InputError):
            consent.record(held(), option, city, "yes", **YES)


def test_the_rules_hold_for_a_single_field_too():
    with pytest.raises(InputError):
        set_field(held(), "consent", "P01.C1", "answer", "yes")
