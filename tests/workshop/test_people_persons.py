from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from components.errors import InputError, RefusedError
from components.workshop import people, people_persons, tables
from tests.workshop.taps import CODE


def test_somebody_joins_and_is_known_again(room):
    token = people.join(room, CODE, "C2", "firms", "zh")
    found = people.person_of(room, CODE, token)
    assert (found.city, found.group, found.language) == ("C2", "firms", "zh")
    assert people.person_of(room, CODE, token) == found
    assert people.person_of(room, CODE, "forged") is None
    room.create("OTHERS", "key")
    assert people.person_of(room, "OTHERS", token) is None, "a phone of another workshop"


def test_two_people_get_two_codes_and_are_counted_by_city_and_group(room):
    tokens = [
        people.join(room, CODE, city, group, "en")
        for city, group in (("C1", "elected"), ("C1", "elected"), ("C3", "firms"))
    ]
    assert len({people.person_of(room, CODE, token).person for token in tokens}) == 3
    people.change_language(room, CODE, tokens[0], "zh")
    assert people.people_count(room, CODE) == (("C1", "elected", 2), ("C3", "firms", 1))


def test_changing_the_language_keeps_the_person(room):
    token = people.join(room, CODE, "C1", "elected", "en")
    before = people.person_of(room, CODE, token)
    people.change_language(room, CODE, token, "zh")
    after = people.person_of(room, CODE, token)
    assert (after.person, after.city, after.group, after.language) == (before.person, "C1", "elected", "zh")
    people.change_language(room, CODE, token, "tlh")
    assert people.person_of(room, CODE, token).language == "en"
    with pytest.raises(RefusedError):
        people.change_language(room, CODE, "forged", "zh")


def test_a_city_that_is_no_partner_cannot_be_joined(room):
    with pytest.raises(InputError):
        people.join(room, CODE, "C9", "elected", "en")
    with pytest.raises(InputError):
        people.join(room, "NOBODY", "C1", "elected", "en")
    assert people.people_count(room, CODE) == ()


def test_a_rejoin_code_brings_the_same_person_to_another_phone_as_often_as_needed(room):
    token = people.join(room, CODE, "C2", "firms", "zh")
    code = people.rejoin_code(room, CODE, token)
    others = [people.rejoin(room, CODE, typed, "en") for typed in (code, code.lower().replace("-", ""))]
    assert len({token, *others}) == 3
    first = people.person_of(room, CODE, token)
    for other in others:
        again = people.person_of(room, CODE, other)
        assert (again.person, again.city, again.group, again.language) == (first.person, "C2", "firms", "en")
    assert people.person_of(room, CODE, token).language == "zh", "each phone keeps its language"
    assert people.people_count(room, CODE) == (("C2", "firms", 1),)


def test_a_new_rejoin_code_ends_the_one_before_and_nobody_elses(room):
    one, two = (people.join(room, CODE, "C1", "elected", "en") for _ in range(2))
    old, other = people.rejoin_code(room, CODE, one), people.rejoin_code(room, CODE, two)
    new = people.rejoin_code(room, CODE, one)
    assert people.rejoin(room, CODE, old, "en") is None
    for code, owner in ((new, one), (other, two)):
        token = people.rejoin(room, CODE, code, "en")
        assert people.person_of(room, CODE, token).person == people.person_of(room, CODE, owner).person


def test_a_rejoin_code_ends_after_seven_days_and_fits_one_workshop(room):
    room.create("OTHERS", "key")
    token = people.join(room, CODE, "C1", "elected", "en")
    person = people.person_of(room, CODE, token).person
    assert not people.has_rejoin_code(room, CODE, person)
    code = people.rejoin_code(room, CODE, token)
    assert people.has_rejoin_code(room, CODE, person)
    assert people.rejoin(room, "OTHERS", code, "en") is None
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    with room.database.writing(CODE) as connection:
        connection.execute(update(tables.rejoin).values(expires_at=past))
    assert not people.has_rejoin_code(room, CODE, person)
    assert people.rejoin(room, CODE, code, "en") is None
    assert people.rejoin(room, CODE, "", "en") is None
    with pytest.raises(RefusedError):
        people.rejoin_code(room, CODE, "forged")


def test_a_short_code_tells_people_apart_and_finds_them_again(room):
    tokens = [people.join(room, CODE, "C1", "elected", "en") for _ in range(5)]
    codes = {people.short_code(people.person_of(room, CODE, token).person): token for token in tokens}
    assert len(codes) == 5
    for code, token in codes.items():
        found = people_persons.with_short_code(room, CODE, code.lower())
        assert found.person == people.person_of(room, CODE, token).person
        assert found.person not in code
    assert people_persons.with_short_code(room, CODE, "") is None


def test_a_phone_is_never_known_by_the_token_of_a_seat(room):
    host = people.accept(room, CODE, people.invite(room, CODE, "table_host", ""))
    seat = people.token_of_seat(host, people.add_at_table(room, CODE, host, "C1", "elected"))
    assert people.person_of(room, CODE, seat) is None
    assert people_persons.find(room, CODE, seat).city == "C1"
