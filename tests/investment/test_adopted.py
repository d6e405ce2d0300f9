import hashlib
import json
from dataclasses import replace

import pytest

from components.errors import InputError
from components.investment import adopted, usual
from components.investment.adopted import Basis, InputChange, Today
from components.investment.scenarios import applied
from components.workshop.edits.scenarios import new_scenario, with_edits
from components.workshop.records.money import Envelope
from components.workshop.records.options import Option
from components.workshop.records.scenarios import Adopted
from components.workshop.state import Snapshot
from components.workshop.store import Edit, removal
from tests.investment.room import EQUAL, PARAMETERS, envelopes, marks, option, plan_of, seen

ROOM = seen(
    option("P01", 90, problem="Somebody's own words"),
    option("P02", 60),
    EQUAL,
    *envelopes(C1=60, C2=60, C3=60),
    marked=(*marks("P01", 5), *marks("P02", 4)),
)
BASIS = Basis("Plan of May", by="facilitator", at="2026-05-04T16:30:00+00:00", rows=17)


PLAN = plan_of(ROOM)


def kept(snapshot: Snapshot = ROOM, basis: Basis = BASIS, **more) -> Adopted:
    plan = PLAN if snapshot is ROOM else plan_of(snapshot)
    text = adopted.document(snapshot, plan, PARAMETERS, basis, **more)
    return Adopted("A01", name=basis.name, at=basis.at, by=basis.by, document=text, hash=adopted.hashed(text))


def with_state(state) -> Snapshot:
    return replace(ROOM, state=state)


def test_the_plan_is_read_again_exactly_with_what_it_rests_on():
    found = adopted.read(kept())
    assert found.plan == PLAN
    assert (found.name, found.by, found.rows, found.version) == ("Plan of May", "facilitator", 17, 1)
    assert found.parameters["portfolio.gap"] == PARAMETERS.value("portfolio.gap")
    assert found.inputs["envelope"]["C1.2027"] == {"city": "C1", "year": 2027, "amount": 60}
    assert found.program.keys() == {"program", "data", "python", "highs", "scipy"}
    assert all(found.program.values())


def test_the_fingerprint_is_that_of_the_canonical_text():
    row = kept()
    assert row.hash == hashlib.sha256(row.document.encode()).hexdigest()
    again = json.dumps(json.loads(row.document), sort_keys=True, separators=(",", ":"))
    assert again == row.document
    assert kept() == row


def test_it_holds_no_mark_and_no_free_text():
    text = kept().document
    assert "Somebody's own words" not in text
    assert {mark.person for mark in ROOM.marks}.isdisjoint(text.split('"'))


def test_one_changed_letter_is_found():
    row = kept()
    changed = replace(row, document=row.document.replace("Plan of May", "Plan of Mai"))
    with pytest.raises(InputError, match=r"adopted\.changed"):
        adopted.read(changed)


def test_a_document_of_a_later_program_is_not_guessed_at():
    text = kept().document.replace('"format":1', '"format":99')
    with pytest.raises(InputError, match=r"adopted\.later"):
        adopted.read(Adopted("A01", document=text, hash=adopted.hashed(text)))


def test_a_scenario_is_adopted_with_its_name_and_its_changes():
    state = with_edits(ROOM.state, new_scenario(ROOM.state, (), "Half", usual.all_money(ROOM.state, -50)))
    shown = applied(with_state(state), "S01").snapshot
    found = adopted.read(kept(shown, replace(BASIS, scenario="S01"), of=state))
    assert (found.scenario, found.scenario_name) == ("S01", "Half")
    assert found.inputs["envelope"]["C1.2027"]["amount"] == 30
    assert '"of_code":"C1.2027"' in kept(shown, replace(BASIS, scenario="S01"), of=state).document


def test_nothing_has_changed_at_once():
    found = adopted.since(adopted.read(kept()), ROOM)
    assert (found.inputs, found.rounds, found.marks) == ((), (), 0)


def test_what_was_entered_revealed_and_taken_away_since_is_told():
    records = dict(ROOM.state.records)
    money = tuple(
        replace(row, amount=50.0) if row.code == "C2.2028" else row for row in records["envelope"]
    )
    assert all(isinstance(row, Envelope) for row in money)
    state = with_edits(ROOM.state, [removal("option", "P02")])
    state = replace(state, records=tuple((kind, money if kind == "envelope" else rows) for kind, rows in state.records))
    found = adopted.since(adopted.read(kept()), replace(with_state(state), marks=ROOM.marks[:-2]))
    assert found.inputs == (
        InputChange("option", "P02", "", "P02", None),
        InputChange("envelope", "C2.2028", "amount", 60, 50.0),
    )
    assert found.marks == -2


def test_words_that_were_edited_are_not_told():
    state = with_edits(ROOM.state, [])
    options = tuple(replace(row, problem="Other words") for row in state.all(Option))
    state = replace(state, records=tuple((k, options if k == "option" else rows) for k, rows in state.records))
    assert adopted.since(adopted.read(kept()), with_state(state)).inputs == ()


def test_the_plan_in_force_is_the_one_that_nothing_superseded():
    one, two = Adopted("A01", superseded_by="A02"), Adopted("A02")
    assert adopted.standing(with_state(seen(one, two).state).state) == two
    assert adopted.standing(ROOM.state) is None


def test_a_weight_of_a_certainty_that_was_changed_since_is_told():
    weighed = with_edits(ROOM.state, [Edit("certainty_weight", "applied", "percent", 30.0)])
    [came] = adopted.since(adopted.read(kept()), with_state(weighed)).inputs
    assert came == InputChange("certainty_weight", "applied", "", None, "applied")
    later = with_edits(weighed, [Edit("certainty_weight", "applied", "percent", 20.0)])
    [changed] = adopted.since(adopted.read(kept(with_state(weighed))), with_state(later)).inputs
    assert changed == InputChange("certainty_weight", "applied", "percent", 30.0, 20.0)


def test_what_the_program_brings_along_otherwise_is_told_and_what_the_room_set_itself_is_not(monkeypatch):
    found = adopted.read(kept())
    assert adopted.today(found, PARAMETERS) == Today((), (), data=False)
    other = PARAMETERS.with_overrides({"portfolio.gap": 0.05})
    assert adopted.today(found, other).thresholds == (("portfolio.gap", PARAMETERS.value("portfolio.gap"), 0.05),)
    own = Adopted("A01", document=(text := adopted.document(ROOM, PLAN, other, BASIS)), hash=adopted.hashed(text))
    assert adopted.today(adopted.read(own), PARAMETERS).thresholds == ()
    later = adopted.versions() | {"program": "99", "data": "other"}
    monkeypatch.setattr(adopted, "versions", lambda: later)
    assert adopted.today(found, PARAMETERS) == Today((("program", found.program["program"], "99"),), (), data=True)
    old = replace(found, program={name: value for name, value in found.program.items() if name != "data"})
    assert adopted.today(old, PARAMETERS).data is None


def test_a_plan_that_is_worked_out_otherwise_says_in_what():
    assert adopted.differing(PLAN, PLAN) == ()
    scores = tuple(replace(row, value=row.value + 1) for row in PLAN.scores)
    flows = tuple(replace(row, amount=row.amount + 1) for row in PLAN.flows)
    assert adopted.differing(PLAN, replace(PLAN, scores=scores, flows=flows)) == ("scores", "money")
