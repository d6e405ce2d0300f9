from components.framework.records import Label
from components.workshop.asking import subjects
from components.workshop.records.cities import City
from components.workshop.records.options import Option
from components.workshop.records.setting import Setting
from tests.builders import state

NAMES = (
    City("C1", name="Aran", name_second="阿兰"),
    City("C2", name="Belo", order=1),
    City("C3", name="Cora", order=2),
)


def codes(found):
    return [subject.code for subject in found]


def test_a_city_is_marked_by_its_own_people_unless_everybody_is_asked():
    assert [one.cities for one in subjects.cities(state(*NAMES))] == [("C1",), ("C2",), ("C3",)]
    everybody = state(Setting("main", own_city_by="everybody"), *NAMES)
    assert [one.cities for one in subjects.cities(everybody)] == [(), (), ()]


def test_a_pair_is_marked_by_the_people_of_either_city_whoever_marks_the_cities():
    for by in ("people", "everybody"):
        found = subjects.pairs(state(Setting("main", own_city_by=by), *NAMES))
        assert codes(found) == ["C1-C2", "C1-C3", "C2-C3"]
        assert found[0].cities == ("C1", "C2")
    assert found[0].name == Label("Aran – Belo", "阿兰 – Belo")


def test_an_own_ballot_asks_about_options_that_stand():
    options = [Option(f"P0{n}", name="x", decision=kind) for n, kind in enumerate(("short_list", "drop", "defer", ""))]
    held = state(*NAMES, *options)
    assert codes(subjects.of_kind(held, "option", Label("", ""))) == ["P00", "P02", "P03"]
    assert codes(subjects.short_list(held)) == ["P00"]
    assert codes(subjects.of_kind(held, "whole", Label("All", "全部"))) == ["all"]
    assert codes(subjects.of_kind(held, "city", Label("", ""))) == ["C1", "C2", "C3"]


def test_names_are_put_into_a_text_of_each_language():
    found = subjects.worded("ballots.compare", one=Label("Cost", "成本"), two=Label("Speed", "速度"))
    assert found.en == "Which matters more: Cost or Speed?"
    assert found.zh == "哪一项更重要：成本，还是速度？"
