from components.framework.catalogue import load
from components.framework.records import Label
from components.workshop.asking import own
from components.workshop.instruments import instrument, instruments
from components.workshop.records.room import ItemText, OwnBallot
from components.workshop.records.setting import Setting
from tests.builders import cities, state


def text(ballot, item, statement="", **more):
    return ItemText(f"{ballot}|{item}", instrument=ballot, item=item, statement=statement, **more)


def statements(found):
    return [(item.code, item.statement.en, item.revision) for item in found.items]


def test_other_words_stand_in_both_languages_and_carry_their_revision():
    held = state(*cities(), text("agreement", "trust", "Do you trust them?", revision=2))
    asked = {item.code: item for item in instrument(held, load(), "agreement").items}
    assert asked["trust"].statement == Label("Do you trust them?", "Do you trust them?")
    assert asked["trust"].revision == 2
    assert asked["willingness"].revision == 1
    assert len(asked["trust"].anchors) == 6


def test_a_chinese_workshop_words_the_chinese_statement_first():
    chinese = Setting("main", language="zh")
    held = state(chinese, *cities(), text("agreement", "trust", "信任吗？", statement_second="Trust?"))
    asked = {item.code: item for item in instrument(held, load(), "agreement").items}
    assert asked["trust"].statement == Label("Trust?", "信任吗？")


def test_a_dropped_statement_is_not_asked_and_an_added_one_stands_at_the_end():
    held = state(
        *cities(),
        text("agreement", "trust", dropped=True),
        text("agreement", "x2", "Later", own=True, order=2),
        text("agreement", "x1", "Sooner", own=True, order=1, revision=2),
        text("agreement", "x3", "Gone", own=True, order=3, dropped=True),
    )
    found = instrument(held, load(), "agreement")
    assert [code for code, _, _ in statements(found)][-2:] == ["x1", "x2"]
    assert "trust" not in {item.code for item in found.items}
    assert found.items[-1].anchors == tuple(row.label for row in load().general_anchors)


def test_a_ballot_of_the_rooms_own_stands_among_those_of_its_step():
    held = state(
        *cities(),
        OwnBallot("own1", name="Tourism", name_second="旅游", step=3, subjects="city"),
        OwnBallot("own2"),
        text("own1", "x1", "How ready?", own=True, order=1),
    )
    codes = [found.code for found in instruments(held, load())]
    assert codes.index("own1") == codes.index("feasibility") + 1
    assert "own2" not in codes
    made = instrument(held, load(), "own1")
    assert made.name == Label("Tourism", "旅游")
    assert [one.code for one in made.subjects] == ["C1", "C2", "C3"]
    assert [item.code for item in made.items] == ["x1"]
    assert own.ballots(state()) == ()
