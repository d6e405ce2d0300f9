from components.framework.records import Label
from components.language import texts
from components.workshop.asking.instrument import PAIRWISE, SCALE_0_5, Instrument, Item, Subject

NAME = Label("A", "甲")
ITEMS = (Item("a", NAME, NAME), Item("b", NAME, NAME))
SUBJECTS = (Subject("C1", NAME, ("C1",)), Subject("C2", NAME, ("C2",)))


def made(scale=SCALE_0_5, **more):
    return Instrument("own1", 1, scale, ITEMS, SUBJECTS, **more)


def test_all_items_are_asked_of_all_subjects_unless_a_part_is_named():
    assert [item.code for item in made().items_for("C1")] == ["a", "b"]
    part = made(asked=frozenset({("C1", "b")}))
    assert [item.code for item in part.items_for("C1")] == ["b"]
    assert part.items_for("C2") == ()


def test_an_own_ballot_has_its_own_name_and_the_others_that_of_the_locales():
    assert made(name=NAME).title(texts("zh")) == "甲"
    assert Instrument("exit", 6, SCALE_0_5, ITEMS, SUBJECTS).title(texts("en")) == "Can you defend this plan at home?"


def test_points_and_pairs_are_asked_as_a_whole():
    assert made(PAIRWISE).whole_only
    assert not made().whole_only
