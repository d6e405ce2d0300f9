from components.workshop.edits.adoption import adopt
from components.workshop.edits.scenarios import with_edits
from components.workshop.records.scenarios import Adopted
from tests.builders import state
from tests.workshop.edits.folding import keys, past

VALUES = {"name": "Plan", "version": 7, "by": "facilitator", "hash": "ab", "document": "{" + "x" * 9000 + "}"}


def test_the_document_may_be_longer_than_anything_that_people_type():
    held = with_edits(state(), adopt(state(), (), VALUES))
    [row] = held.all(Adopted)
    assert (row.code, row.version, len(row.document)) == ("A01", 7, 9002)
    assert keys(adopt, held, (), VALUES | {"name": "x" * 4001}) == ["too_long"]


def test_a_later_plan_supersedes_the_one_before_and_changes_nothing_of_it():
    held = with_edits(state(), adopt(state(), (), VALUES))
    made = adopt(held, past(("adopted", "A01")), VALUES | {"name": "Later"})
    assert [(edit.code, edit.field) for edit in made if edit.code == "A01"] == [("A01", "superseded_by")]
    rows = {row.code: row for row in with_edits(held, made).all(Adopted)}
    assert (rows["A01"].superseded_by, rows["A02"].superseded_by) == ("A02", "")
    assert rows["A01"].document == VALUES["document"]


def test_a_third_one_leaves_the_first_as_it_is():
    held = with_edits(state(), adopt(state(), (), VALUES))
    held = with_edits(held, adopt(held, (), VALUES))
    held = with_edits(held, adopt(held, (), VALUES))
    assert [row.superseded_by for row in held.all(Adopted)] == ["A02", "A03", ""]
