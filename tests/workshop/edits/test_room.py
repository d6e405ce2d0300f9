from components.workshop.edits import room
from components.workshop.records.room import AgendaItem, Note, Parking, Sitting
from tests.workshop.edits.folding import keys, on_top, past

LINES = [{"title": "Welcome", "minutes": 10}, {"title": "Agree", "minutes": 30, "step": 1, "ballot": "agreement"}]


def running(state):
    return on_top(state, room.load_agenda(state, [], LINES))


def order(state):
    return [line.title for line in room.agenda(state)]


def test_a_sitting_knows_what_was_changed_before_it(state):
    history = past(("city", "C1"))
    first = on_top(state, room.start_sitting(state, history))
    assert room.latest_sitting(first) == first.get(Sitting, "S1")
    assert room.latest_sitting(first).at_change == 1
    second = on_top(first, room.start_sitting(first, history, "http://10.0.0.2:8501"))
    assert room.latest_sitting(second).code == "S2"
    moved = on_top(second, room.set_address(second, "http://10.0.0.9:8501"))
    assert room.latest_sitting(moved).address == "http://10.0.0.9:8501"
    assert keys(room.set_address, state, "http://x") == ["no_sitting"]


def test_an_agenda_is_loaded_moved_and_added_to(state):
    loaded = running(state)
    assert order(loaded) == ["Welcome", "Agree"]
    longer = on_top(loaded, room.add_line(loaded, past(("agenda", "A09")), {"title": "Break"}, after="A01"))
    assert order(longer) == ["Welcome", "Break", "Agree"]
    assert longer.get(AgendaItem, "A10").title == "Break"
    moved = on_top(longer, room.move_line(longer, "A02", -1))
    assert order(moved) == ["Welcome", "Agree", "Break"]
    assert room.move_line(moved, "A01", -1) == ()
    assert order(on_top(moved, room.remove_line(moved, "A02"))) == ["Welcome", "Break"]
    again = on_top(moved, room.load_agenda(moved, [], LINES[:1]))
    assert order(again) == ["Welcome"]
    assert [line.code for line in room.agenda(again)] == ["A11"]


def test_one_line_runs_at_a_time(state):
    first = on_top(running(state), room.start_line(running(state), "A01"))
    second = on_top(first, room.start_line(first, "A02"))
    assert second.get(AgendaItem, "A01").ended_at
    assert second.get(AgendaItem, "A02").started_at
    assert on_top(second, room.end_line(second, "A02")).get(AgendaItem, "A02").ended_at
    assert keys(room.end_line, running(state), "A01") == ["not_started"]
    assert keys(room.load_agenda, first, [], LINES) == ["agenda_started"]


def test_a_line_has_a_title_and_sensible_minutes(state):
    assert keys(room.set_line, running(state), "A01", {"title": "", "minutes": 700}) == ["needs_name", "out_of_range"]
    assert keys(room.set_line, running(state), "A07", {"minutes": 5}) == ["gone"]
    assert keys(room.add_line, state, [], {"minutes": 5, "title": ""}) == ["needs_name"]


def test_questions_are_parked_with_owner_and_day(state):
    parked = on_top(state, room.park(state, [], "Who owns the airport?", owner="Belo", until="2027-03-31", step=4))
    assert parked.get(Parking, "Q01").owner == "Belo"
    done = on_top(parked, room.set_parking(parked, "Q01", {"done": True}))
    assert done.get(Parking, "Q01").done
    assert on_top(parked, room.unpark(parked, "Q01")).all(Parking) == ()
    assert keys(room.park, state, [], "", until="soon") == ["needs_text", "not_a_day"]
    assert keys(room.unpark, state, "Q01") == ["gone"]


def test_notes_are_kept_by_their_place_and_emptied(state):
    noted = on_top(state, room.note(state, "agreement|C1|trust", "Old quarrel about water"))
    assert noted.get(Note, "agreement|C1|trust").text == "Old quarrel about water"
    assert on_top(noted, room.note(noted, "agreement|C1|trust", "")).one(Note, "agreement|C1|trust").text == ""
