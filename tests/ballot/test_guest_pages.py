from components.ballot.desk import Guest
from components.ballot.guest_pages import choices, colour, guest_part
from components.ballot.pages import COLOURS
from components.ballot.rooms import Rooms
from components.framework.catalogue import load
from components.workshop.store import Edit


def test_colours_go_round():
    assert colour(0) == colour(len(COLOURS)) == 0


def test_cities_keep_their_symbol_and_groups_are_in_the_readers_language(house):
    room = Rooms(lambda: house.store, load).of(house.code)
    found = choices(room, "zh")
    assert [one.label for one in found["cities"]] == ["Pereira", "Manizales", "Armenia"]
    assert len({one.symbol for one in found["cities"]}) == 3
    assert "市民" in {one.label for one in found["groups"]}


def test_a_city_is_named_in_the_readers_language_where_it_has_such_a_name(house):
    house.edit(Edit("city", "C1", "name_second", "佩雷拉"))
    assert "佩雷拉" in house.phone(**{"accept-language": "zh"}).get(f"/j/{house.code}").text
    for language, name, other in (("zh", "佩雷拉", "Pereira"), ("en", "Pereira", "佩雷拉")):
        head = house.joined(language=language).get(f"/b/{house.code}").text.split("<main>")[0]
        assert name in head
        assert other not in head


def test_a_part_of_a_page_is_no_whole_page(house):
    phone = house.joined()
    room = Rooms(lambda: house.store, load).of(house.code)
    guest = Guest(room, "token", house.person(phone), ())
    part = guest_part(guest, "points_receipt.html", left=18, at=None)
    assert "18 points left" in part
    assert "<html" not in part
