import pytest
from sqlalchemy import select

from components.errors import InputError, RefusedError
from components.workshop import people, tables
from tests.workshop.taps import CODE, tap


def host_of(store, label="Table 1"):
    """The token of a new table host and the code of the invitation."""
    code = people.invite(store, CODE, "table_host", label)
    return people.accept(store, CODE, code), code


def test_people_without_a_phone_sit_at_their_hosts_table_alone(room):
    (one, _), (two, _) = host_of(room), host_of(room, "Table 2")
    first = people.add_at_table(room, CODE, one, "C1", "elected")
    second = people.add_at_table(room, CODE, one, "C2", "firms")
    other = people.add_at_table(room, CODE, two, "C3", "firms")
    seats = people.at_table(room, CODE, one)
    assert [(seat.number, seat.person.person) for seat in seats] == [(1, first), (2, second)]
    assert [seat.person.city for seat in seats] == ["C1", "C2"]
    assert [seat.person.person for seat in people.at_table(room, CODE, two)] == [other]
    assert people.people_count(room, CODE) == (("C1", "elected", 1), ("C2", "firms", 1), ("C3", "firms", 1))
    assert people.attendance(room, CODE)[0] == ("S0", "C1", "elected", 1)


def test_a_host_opens_the_seats_of_the_own_table_only(room):
    (one, _), (two, _) = host_of(room), host_of(room, "Table 2")
    own, other = (people.add_at_table(room, CODE, host, "C1", "elected") for host in (one, two))
    token = people.open_seat(room, CODE, one, own)
    assert token == people.token_of_seat(one, own) != people.token_of_seat(two, own)
    with pytest.raises(RefusedError, match="not_at_table"):
        people.open_seat(room, CODE, one, other)
    phone = people.person_of(room, CODE, people.join(room, CODE, "C1", "elected", "en"))
    with pytest.raises(RefusedError, match="not_at_table"):
        people.open_seat(room, CODE, one, phone.person)


def test_a_host_with_a_new_phone_finds_the_table_again(room):
    host, code = host_of(room)
    person = people.add_at_table(room, CODE, host, "C1", "elected")
    again = people.accept(room, CODE, code)
    assert [seat.person.person for seat in people.at_table(room, CODE, again)] == [person]
    token = people.open_seat(room, CODE, again, person)
    assert token != people.open_seat(room, CODE, host, person)
    people.move_person(room, CODE, token, "C2", "firms")
    assert [(seat.person.city, seat.person.group) for seat in people.at_table(room, CODE, host)] == [("C2", "firms")]
    assert people.people_count(room, CODE) == (("C2", "firms", 1),)


@pytest.mark.parametrize("role", ["facilitator", "co_facilitator", "observer", "official"])
def test_nobody_else_has_a_table(room, role):
    token = people.grant(room, CODE, role)
    for refused in (
        lambda: people.add_at_table(room, CODE, token, "C1", "elected"),
        lambda: people.at_table(room, CODE, token),
        lambda: people.open_seat(room, CODE, token, "p1"),
        lambda: people.at_table(room, CODE, "forged"),
    ):
        with pytest.raises(RefusedError, match="not_allowed"):
            refused()


def test_a_cancelled_host_has_no_table_and_the_marks_stay(room):
    host, _ = host_of(room)
    person = people.add_at_table(room, CODE, host, "C1", "elected")
    name = people.access_name(room, host)
    room.put_mark(CODE, tap(person=person, way_in=people.PROXY, by=name))
    people.cancel_invitation(room, CODE, name)
    with pytest.raises(RefusedError):
        people.at_table(room, CODE, host)
    assert [(mark.value, mark.way_in) for mark in room.own_marks(CODE, person)] == [(3, "proxy")]


def test_a_proxys_mark_that_is_given_again_still_says_whose_hand_it_was(room):
    host, _ = host_of(room)
    person = people.add_at_table(room, CODE, host, "C1", "elected")
    name = people.access_name(room, host)
    room.put_mark(CODE, tap(person=person, way_in=people.PROXY, by=name))
    people.move_person(room, CODE, people.open_seat(room, CODE, host, person), "C1", "firms")
    assert [(mark.group, mark.way_in) for mark in room.own_marks(CODE, person)] == [("firms", "proxy")]
    with room.database.reading() as connection:
        assert set(connection.scalars(select(tables.mark.c.by))) == {name}


def test_a_city_that_is_no_partner_has_no_seat(room):
    host, _ = host_of(room)
    with pytest.raises(InputError):
        people.add_at_table(room, CODE, host, "C9", "elected")
    assert people.at_table(room, CODE, host) == ()
