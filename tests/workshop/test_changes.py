import pytest

from components.errors import RefusedError
from components.workshop import archive
from components.workshop.changes import redoable, undoable
from components.workshop.records.scenarios import Adopted
from components.workshop.store import Edit
from tests.workshop.taps import CODE, set_round


class Hand:
    """A facilitator who enters, undoes and redoes."""

    def __init__(self, store):
        self.store = store
        self.names = {}

    def enter(self, title):
        batch = self.store.commit(CODE, [Edit("setting", "main", "title", title)], by="facilitator")
        self.names[batch] = title

    def undo(self):
        self.store.undo(CODE, undoable(self.store.history(CODE)), by="facilitator")

    def redo(self):
        self.store.undo(CODE, redoable(self.store.history(CODE)), by="facilitator")

    @property
    def title(self):
        return self.store.snapshot(CODE).state.setting.title


@pytest.fixture
def hand(room):
    return Hand(room)


def test_undo_steps_back_and_redo_forth_through_several_entries(hand):
    for title in ("one", "two", "three"):
        hand.enter(title)
    seen = []
    for step in (hand.undo, hand.undo, hand.redo, hand.redo, hand.undo, hand.redo, hand.undo, hand.undo):
        step()
        seen.append(hand.title)
    assert seen == ["two", "one", "two", "three", "two", "three", "two", "one"]


def test_after_a_new_entry_there_is_nothing_to_redo(hand):
    hand.enter("one")
    hand.enter("two")
    hand.undo()
    assert redoable(hand.store.history(CODE)) is not None
    hand.enter("three")
    assert redoable(hand.store.history(CODE)) is None
    hand.undo()
    assert hand.title == "one"


def test_opening_a_ballot_is_never_the_next_to_undo(hand):
    hand.enter("one")
    set_round(hand.store, "weights", "open")
    hand.undo()
    assert hand.title == "Room"


def test_nothing_can_be_undone_in_an_empty_workshop(store):
    store.create(CODE, "key")
    assert undoable(store.history(CODE)) is None
    assert redoable(store.history(CODE)) is None


def test_the_history_names_the_value_before(room):
    room.commit(CODE, [Edit("city", "C1", "population", 5)], by="one")
    room.commit(CODE, [Edit("city", "C1", "population", 0)], by="two")
    room.commit(CODE, [Edit("city", "C1", "population", None)], by="three")
    found = [(change.before, change.value, change.by) for change in room.history(CODE) if change.field == "population"]
    assert found == [(None, 5, "one"), (5, 0, "two"), (0, None, "three")]


ADOPTION = [Edit("adopted", "A01", "name", "Plan of May"), Edit("adopted", "A01", "document", "{}")]


def test_an_adopted_plan_is_never_the_next_to_undo_and_is_not_taken_back(hand):
    hand.enter("one")
    batch = hand.store.commit(CODE, ADOPTION, by="facilitator")
    assert undoable(hand.store.history(CODE)) != batch
    with pytest.raises(RefusedError, match="adopted_stands"):
        hand.store.undo(CODE, batch, by="facilitator")
    hand.undo()
    assert hand.title == "Room"
    assert len(hand.store.snapshot(CODE).state.all(Adopted)) == 1


@pytest.mark.parametrize(
    "edit",
    [
        Edit("adopted", "A01", "document", "{1}"),
        Edit("adopted", "A01", "name", "Another"),
        Edit("adopted", "A01", "removed", value=True),
    ],
)
def test_nobody_changes_an_adopted_plan(hand, edit):
    hand.store.commit(CODE, ADOPTION, by="facilitator")
    with pytest.raises(RefusedError, match="adopted_stands"):
        hand.store.commit(CODE, [edit], by="facilitator")
    assert hand.store.snapshot(CODE).state.one(Adopted, "A01").document == "{}"


def test_an_adopted_plan_is_superseded_once(hand):
    hand.store.commit(CODE, ADOPTION, by="facilitator")
    hand.store.commit(CODE, [Edit("adopted", "A01", "superseded_by", "A02")], by="facilitator")
    with pytest.raises(RefusedError):
        hand.store.commit(CODE, [Edit("adopted", "A01", "superseded_by", "A03")], by="facilitator")


def test_the_log_tells_what_could_be_seen_before(hand):
    hand.enter("one")
    seen = hand.store.snapshot(CODE)
    rows = hand.store.rows(CODE, seen.version)
    hand.enter("two")
    assert hand.store.past(CODE, rows) == seen
    assert hand.store.past(CODE, rows + 1) == hand.store.snapshot(CODE)


def test_a_restored_copy_has_the_same_past(hand):
    hand.enter("one")
    rows = hand.store.rows(CODE, hand.store.snapshot(CODE).version)
    hand.enter("two")
    copy = archive.restore(hand.store, archive.save(hand.store, CODE))
    hand.store.commit(CODE, [Edit("setting", "main", "title", "three")], by="facilitator")
    assert hand.store.past(copy, rows).state == hand.store.past(CODE, rows).state
