import gc
import weakref

import pytest

from components.ballot.refusal import RefusalError
from components.ballot.rooms import Rooms
from components.framework.catalogue import load
from components.workshop.store import Edit


def test_a_room_is_read_once_per_version(house):
    rooms = Rooms(lambda: house.store, load)
    first = rooms.of(house.code)
    assert rooms.of(house.code.lower()) is first
    house.edit(Edit("city", "C4", "name", "Ibagué"))
    later = rooms.of(house.code)
    assert later is not first
    assert later.city("C4").name == "Ibagué"


def test_marks_do_not_make_a_room_stale(house):
    house.move("present", "open")
    rooms = Rooms(lambda: house.store, load)
    first = rooms.of(house.code)
    house.tap(house.joined(), "3", "present.1")
    assert house.rows() == 1
    assert rooms.of(house.code) is first


@pytest.mark.parametrize("code", ["", "NOSUCH", "x" * 5000, "' OR 1=1"])
def test_an_unknown_code_is_refused(house, code):
    with pytest.raises(RefusalError) as refusal:
        Rooms(lambda: house.store, load).of(code)
    assert refusal.value.status == 404


def test_a_deleted_workshop_is_gone_for_phones_too(house):
    rooms = Rooms(lambda: house.store, load)
    kept = weakref.ref(rooms.of(house.code))
    house.store.delete(house.code)
    with pytest.raises(RefusalError):
        rooms.of(house.code)
    gc.collect()
    assert kept() is None


def test_the_title_is_shown_in_the_readers_language_where_there_is_one(house):
    room = Rooms(lambda: house.store, load).of(house.code)
    assert (room.title("en"), room.title("zh")) == ("Coffee Triangle", "Coffee Triangle")
    house.edit(Edit("setting", "main", "title_second", "咖啡三角"))
    room = Rooms(lambda: house.store, load).of(house.code)
    assert (room.title("en"), room.title("zh")) == ("Coffee Triangle", "咖啡三角")
