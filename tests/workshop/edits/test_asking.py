from components.framework.catalogue import load
from components.workshop.edits import asking
from components.workshop.instruments import instrument
from components.workshop.records.room import ItemText
from components.workshop.state import State
from tests.workshop.edits.folding import keys, on_top, past, state_after


def held(state, ballot, number, name="revealed", revisions=(), asked=()):
    """The state with one more round of a ballot."""
    code = f"{ballot}.{number}"
    values = {"instrument": ballot, "number": number, "state": name}
    values |= {"revisions": [list(row) for row in revisions], "asked": list(asked)}
    return on_top(state, [asking.Edit("round", code, field, value) for field, value in values.items()])


def asked(state: State, ballot="agreement"):
    return {item.code: (item.statement.en, item.revision) for item in instrument(state, load(), ballot).items}


def test_words_that_nobody_was_asked_yet_keep_their_revision(state):
    once = on_top(state, asking.reword(state, "agreement", "trust", " Do you trust them? "))
    assert asked(once)["trust"] == ("Do you trust them?", 1)
    assert asking.reword(once, "agreement", "trust", "Do you trust them?") == ()


def test_words_that_were_asked_become_another_revision_once(state):
    first = held(state, "agreement", 1)
    once = on_top(first, asking.reword(first, "agreement", "trust", "Trust?"))
    twice = on_top(once, asking.reword(once, "agreement", "trust", "Real trust?"))
    assert asked(twice)["trust"] == ("Real trust?", 2)
    again = held(twice, "agreement", 2, revisions=[("trust", 2)])
    third = on_top(again, asking.reword(again, "agreement", "trust", "Any trust?"))
    assert asked(third)["trust"] == ("Any trust?", 3)
    own_words = asked(state)["trust"][0]
    back = on_top(third, asking.restore_words(third, "agreement", "trust"))
    assert asked(back)["trust"] == (own_words, 3)


def test_statements_stand_while_a_round_is_not_revealed(state):
    for name in ("open", "closed"):
        busy = held(state, "agreement", 1, name)
        assert keys(asking.reword, busy, "agreement", "trust", "Trust?") == ["ballot_under_way"]
        assert keys(asking.drop_item, busy, "agreement", "trust") == ["ballot_under_way"]
        assert keys(asking.add_item, busy, [], "agreement", "More?") == ["ballot_under_way"]
        second = held(held(state, "agreement", 1), "agreement", 2, name)
        assert keys(asking.reword, second, "agreement", "trust", "Trust?") == ["ballot_under_way"]


def test_codes_of_added_statements_are_never_given_again(state):
    one = on_top(state, asking.add_item(state, [], "agreement", "More?", "还有？"))
    assert asked(one)["x1"] == ("More?", 1)
    assert asking.add_item(state, past(("item", "agreement|x4")), "agreement", "Other?")[0].code == "agreement|x5"
    later = held(one, "agreement", 1)
    after = on_top(later, asking.add_item(later, [], "agreement", "Late?"))
    assert asked(after)["x2"] == ("Late?", 2)


def test_a_statement_is_dropped_and_put_back_with_its_words(state):
    reworded = on_top(state, asking.reword(state, "agreement", "trust", "Trust?"))
    gone = on_top(reworded, asking.drop_item(reworded, "agreement", "trust"))
    assert "trust" not in asked(gone)
    assert keys(asking.drop_item, gone, "agreement", "trust") == ["gone"]
    assert asked(on_top(gone, asking.restore_item(gone, "agreement", "trust")))["trust"] == ("Trust?", 1)
    assert keys(asking.restore_item, reworded, "agreement", "trust") == ["gone"]
    assert keys(asking.restore_words, state, "agreement", "trust") == ["gone"]


def test_the_last_statement_stays(state):
    for item in list(asked(state))[:-1]:
        state = on_top(state, asking.drop_item(state, "agreement", item))
    assert keys(asking.drop_item, state, "agreement", next(iter(asked(state)))) == ["last_item"]


def test_criteria_are_changed_in_step_4(state):
    code = next(iter(asked(state, "weights")))
    assert keys(asking.reword, state, "weights", code, "Beauty") == ["item_of_criteria"]
    assert keys(asking.drop_item, state, "options", code) == ["item_of_criteria"]
    assert keys(asking.add_item, state, [], "weights", "Beauty") == ["item_of_criteria"]


def test_what_is_not_there_or_blank_is_refused(state):
    assert keys(asking.reword, state, "beauty", "trust", "x") == ["gone"]
    assert keys(asking.reword, state, "agreement", "beauty", "x") == ["gone"]
    assert keys(asking.reword, state, "agreement", "trust", "  ") == ["needs_statement"]
    assert keys(asking.add_item, state, [], "agreement", "") == ["needs_statement"]


def test_the_room_makes_a_ballot_of_its_own(state):
    edits = asking.new_ballot(
        state, [], "Tourism", step=3, subjects="city", statements=[("Ready?", "准备好了？"), ("Willing?", "")]
    )
    after = on_top(state, edits)
    assert asked(after, "own1") == {"x1": ("Ready?", 1), "x2": ("Willing?", 1)}
    assert {record.code for record in after.all(ItemText)} == {"own1|x1", "own1|x2"}
    assert asking.new_ballot(state, past(("own_ballot", "own7")), "Next")[0].code == "own8"
    wrong = keys(asking.new_ballot, state, [], " ", step=9, subjects="moon", statements=[("", "")])
    assert set(wrong) == {"needs_name", "needs_statement", "out_of_range", "not_in_list"}


def test_an_own_ballot_stays_once_it_was_opened(state):
    made = on_top(state, asking.new_ballot(state, [], "Tourism"))
    assert on_top(made, asking.remove_ballot(made, "own1")).records != made.records
    opened = held(made, "own1", 1)
    assert keys(asking.remove_ballot, opened, "own1") == ["ballot_opened"]
    assert keys(asking.set_ballot, opened, "own1", {"subjects": "city"}) == ["ballot_opened"]
    assert asking.set_ballot(opened, "own1", {"name": "Travel"})
    assert keys(asking.remove_ballot, state, "own1") == ["gone"]


def test_a_statement_keeps_its_identity_when_it_is_written_first(state):
    record = state_after(*asking.reword(state, "agreement", "trust", "Trust?")).get(ItemText, "agreement|trust")
    assert (record.instrument, record.item, record.revision) == ("agreement", "trust", 1)
