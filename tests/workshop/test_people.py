from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from components.errors import InputError, RefusedError
from components.workshop import people, tables
from tests.workshop.taps import CODE


def test_the_table_of_roles_says_what_the_house_says():
    lead = {"edit", "ballots", "mark", "see_answered", "see_results", "see_scenes"}
    lead |= {"download_archive", "download_workbook", "download_sheets"}
    may = {role: {action for action in people.MAY if people.may(role, action)} for role in people.ROLES}
    assert may == {
        "facilitator": lead | {"manage"},
        "co_facilitator": lead,
        "table_host": {"mark", "proxy", "see_answered", "see_results", "see_scenes", "download_sheets"},
        "participant": {"mark"},
        "observer": {"see_results", "see_scenes", "download_workbook"},
        "official": {"see_scenes", "download_workbook"},
    }
    assert not people.may(None, "see_scenes")


def test_what_a_role_may_not_do_is_refused():
    people.require("co_facilitator", "edit")
    for role in ("participant", "official", None, "mayor"):
        with pytest.raises(RefusedError):
            people.require(role, "edit")


def test_the_key_opens_the_workshop_however_it_is_typed(store):
    code, key = people.create(store)
    stored = store.key_hash(code)
    assert len(code) == 6
    assert people.tidy_code(f" {code[:3].lower()}-{code[3:]} ") == code
    for typed in (key, key.lower(), key.replace("-", " "), key.replace("-", "")):
        assert people.key_fits(typed, stored)
    for typed in ("", key[:-1], key[::-1], stored):
        assert not people.key_fits(typed, stored)
    assert not people.key_fits(key, None)
    assert not people.key_fits("", None)


def test_the_key_is_stored_salted_and_never_as_it_is(store):
    key = people.new_key()
    one, two = people.hashed_key(key), people.hashed_key(key)
    assert one != two
    assert key not in one
    assert people.key_fits(key, one)
    assert people.key_fits(key, two)


def test_an_empty_secret_fits_nothing():
    assert people.same_secret("abc", "abc")
    assert not people.same_secret("", "")
    assert not people.same_secret("abc", "abd")


def test_a_lost_key_is_replaced_and_old_accesses_end(store):
    code, old = people.create(store)
    token = people.grant(store, code, "facilitator")
    new = people.replace_key(store, code)
    assert people.key_fits(new, store.key_hash(code))
    assert not people.key_fits(old, store.key_hash(code))
    assert people.role_of(store, token) is None
    with pytest.raises(InputError):
        people.replace_key(store, "NOBODY")


def test_a_token_gives_its_role_in_its_workshop_until_it_is_withdrawn(room):
    token, other = people.grant(room, CODE, "observer"), people.grant(room, CODE, "facilitator")
    assert people.role_of(room, token) == (CODE, "observer")
    assert people.role_of(room, token + "x") is None
    people.withdraw(room, token)
    people.withdraw(room, token)
    assert people.role_of(room, token) is None
    assert people.role_of(room, other) == (CODE, "facilitator")


def test_a_token_ends_after_its_days(room):
    token = people.grant(room, CODE, "observer")
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    with room.database.writing(CODE) as connection:
        connection.execute(update(tables.access).values(expires_at=past))
    assert people.role_of(room, token) is None
    people.grant(room, CODE, "observer")
    with room.database.reading() as connection:
        assert len(connection.execute(select(tables.access)).all()) == 1, "an old row is cleared away"


def test_no_token_and_no_key_stands_in_the_database(room):
    key = people.new_key()
    room.create("SECOND", people.hashed_key(key))
    tokens = [people.grant(room, CODE, "facilitator"), people.join(room, CODE, "C1", "elected", "en")]
    with room.database.reading() as connection:
        rows = [str(row) for table in tables.metadata.sorted_tables for row in connection.execute(select(table))]
    assert not any(secret in row for secret in (*tokens, key) for row in rows)


def test_an_unknown_role_or_workshop_gets_no_token(room):
    with pytest.raises(InputError):
        people.grant(room, CODE, "mayor")
    with pytest.raises(InputError):
        people.grant(room, "NOBODY", "facilitator")


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
