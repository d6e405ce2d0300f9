import string

from hypothesis import given, settings
from hypothesis import strategies as st

from components.workshop.changes import Change, Edit, reversed_edits
from components.workshop.records.cities import City
from components.workshop.records.options import Option
from components.workshop.records.rounds import Round
from components.workshop.records.setting import Setting
from components.workshop.state import KINDS, REMOVED, FieldValue, State, fold

FIELDS = {
    "city": {
        "name": st.text(string.ascii_letters, max_size=3),
        "population": st.integers(1, 9),
        "order": st.integers(0, 3),
    },
    "option": {"cities": st.lists(st.sampled_from(["C1", "C2"]), max_size=2), "capex_likely": st.integers(0, 9)},
    "envelope": {"amount": st.integers(0, 9)},
}


@st.composite
def edits(draw):
    kind = draw(st.sampled_from(sorted(FIELDS)))
    field = draw(st.sampled_from([*sorted(FIELDS[kind]), REMOVED]))
    value = draw(st.booleans() if field == REMOVED else st.none() | FIELDS[kind][field])
    return Edit(kind, draw(st.sampled_from(["X1", "X2"])), field, value)


class Log:
    """The rules of the log without a database: rows in order, the latest value of a field counts."""

    def __init__(self):
        self.rows = []

    def append(self, batch, batch_edits):
        found = []
        for edit in batch_edits:
            before = self.values().get((edit.kind, edit.code, edit.field))
            found.append(
                Change(len(self.rows), batch, edit.kind, edit.code, edit.field, edit.value, before, "me", None, None)
            )
            self.rows.append(found[-1])
        return found

    def values(self):
        return {(row.kind, row.code, row.field): row.value for row in self.rows}

    def state(self):
        return fold(FieldValue(*key, value) for key, value in self.values().items())


@settings(max_examples=200, deadline=None)
@given(st.lists(edits(), max_size=6), st.lists(st.lists(edits(), min_size=1, max_size=4), max_size=6))
def test_undoing_each_batch_in_reverse_gives_the_state_before(earlier, batches):
    log = Log()
    log.append("first", earlier)
    before = log.state()
    done = [log.append(str(number), batch) for number, batch in enumerate(batches)]
    for batch in reversed(done):
        log.append("undo", reversed_edits(batch))
    assert log.state() == before


def test_the_latest_value_of_a_field_counts_and_lists_become_tuples():
    state = fold(
        [FieldValue("option", "P01", "name", "Bridge"), FieldValue("option", "P01", "cities", ["C1", "C2"])],
    )
    assert state.options == (Option("P01", name="Bridge", cities=("C1", "C2")),)


def test_a_field_that_was_taken_back_has_its_default_and_a_record_without_values_is_gone():
    state = fold(
        [
            FieldValue("city", "C1", "name", "Alpha"),
            FieldValue("city", "C1", "population", None),
            FieldValue("city", "C2", "name", None),
        ]
    )
    assert state.all(City) == (City("C1", name="Alpha"),)


def test_zero_is_not_unknown():
    state = fold([FieldValue("option", "P01", "opex_per_year", 0), FieldValue("option", "P02", "name", "B")])
    assert [option.opex_per_year for option in state.options] == [0, None]


def test_a_removed_record_is_gone_and_a_kind_of_another_version_is_left_out():
    state = fold(
        [
            FieldValue("city", "C1", "name", "Alpha"),
            FieldValue("city", "C1", REMOVED, value=True),
            FieldValue("erasure", "texts", "number", 3),
        ]
    )
    assert state == State()


def test_cities_stand_in_their_order_not_in_that_of_entry():
    values = [("C1", 2), ("C2", 0), ("C3", 1)]
    state = fold(FieldValue("city", code, "order", order) for code, order in values)
    assert [city.code for city in state.cities] == ["C2", "C3", "C1"]


def test_one_gives_an_empty_record_where_nothing_was_entered():
    assert State().one(Setting) == Setting("main")
    assert State().get(Setting, "main") is None
    assert State().round_of("agreement") is None
    assert fold([FieldValue("round", "agreement.2", "state", "open")]).round_of("agreement", 2) == Round(
        "agreement.2", state="open"
    )


def test_every_kind_can_be_made_from_its_code_alone():
    assert [kind(code="X").code for kind in KINDS.values()] == ["X"] * len(KINDS)
