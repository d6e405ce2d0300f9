from components.workshop.records.base import free_text_fields, from_fields
from components.workshop.records.cities import City
from components.workshop.records.options import Option
from components.workshop.records.partnership import Clause
from components.workshop.state import KINDS


def test_peoples_own_words_are_declared_so_that_they_can_be_erased():
    assert free_text_fields(City) == {"sectors", "benefit", "leaves_if"}
    assert free_text_fields(Clause) == {"text"}


def test_words_are_texts_with_an_empty_default():
    for kind in KINDS.values():
        record = kind(code="X")
        assert {getattr(record, field) for field in free_text_fields(kind)} <= {""}


def test_lists_become_tuples_and_fields_of_another_version_are_left_out():
    option = from_fields(Option, "P01", {"cities": ["C1", "C2"], "mayor": "X", "code": "P99"})
    assert option == Option("P01", cities=("C1", "C2"))


def test_records_can_be_kept_in_sets():
    assert len({Option("P01", cities=("C1",)), Option("P01", cities=("C1",))}) == 1
