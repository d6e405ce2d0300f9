from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from components.errors import InputError
from components.workshop import people, tables
from tests.workshop.taps import CODE


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


def test_a_lost_key_is_replaced_and_old_accesses_end(store):
    code, old = people.create(store)
    token = people.grant(store, code, "facilitator")
    host = people.accept(store, code, people.invite(store, code, "table_host", "Table 1"))
    new = people.replace_key(store, code)
    assert people.key_fits(new, store.key_hash(code))
    assert not people.key_fits(old, store.key_hash(code))
    assert people.role_of(store, token) is None
    assert people.role_of(store, host) is None
    assert people.invitations(store, code) == ()
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
    phone = people.join(room, CODE, "C1", "elected", "en")
    code = people.invite(room, CODE, "table_host", "Table 1")
    host = people.accept(room, CODE, code)
    person = people.add_at_table(room, CODE, host, "C1", "elected")
    seat = people.token_of_seat(host, person)
    rejoin = people.rejoin_code(room, CODE, phone)
    tokens = [people.grant(room, CODE, "facilitator"), phone, host, seat, code, rejoin]
    tokens += [code.replace("-", ""), rejoin.replace("-", "")]
    with room.database.reading() as connection:
        rows = [str(row) for table in tables.metadata.sorted_tables for row in connection.execute(select(table))]
    assert not any(secret in row for secret in (*tokens, key) for row in rows)


def test_an_unknown_role_or_workshop_gets_no_token(room):
    with pytest.raises(InputError):
        people.grant(room, CODE, "mayor")
    with pytest.raises(InputError):
        people.grant(room, "NOBODY", "facilitator")


@pytest.mark.parametrize("role", ["co_facilitator", "table_host", "observer", "official"])
def test_an_invitation_gives_its_role_as_often_as_it_is_accepted_until_it_is_cancelled(room, role):
    code = people.invite(room, CODE, role, "  The table \n by the window ")
    invitation = people.invitations(room, CODE)[0]
    assert (invitation.role, invitation.label) == (role, "The table by the window")
    assert people.invited(room, code.lower().replace("-", " ")) == (CODE, invitation)
    one, two = people.accept(room, CODE, code), people.accept(room, CODE, code.lower())
    assert one != two
    assert people.role_of(room, one) == people.role_of(room, two) == (CODE, role)
    assert people.access_name(room, one) == people.access_name(room, two) == invitation.name
    people.cancel_invitation(room, CODE, invitation.name)
    assert people.invitations(room, CODE) == ()
    assert people.invited(room, code) is None
    assert people.role_of(room, one) is None
    assert people.role_of(room, two) is None
    assert people.access_name(room, one) == ""
    with pytest.raises(InputError, match="unknown_invitation"):
        people.accept(room, CODE, code)


def test_a_renewed_invitation_ends_the_old_code_and_what_it_opened_and_keeps_the_table(room):
    old = people.invite(room, CODE, "table_host", "Table 1")
    lost = people.accept(room, CODE, old)
    person = people.add_at_table(room, CODE, lost, "C1", "elected")
    before = people.invitations(room, CODE)[0]
    new = people.renew_invitation(room, CODE, before.name)
    after = people.invitations(room, CODE)[0]
    assert (after.name, after.role, after.label) == (before.name, before.role, before.label)
    assert people.invited(room, old) is None
    assert people.role_of(room, lost) is None
    host = people.accept(room, CODE, new)
    assert people.role_of(room, host) == (CODE, "table_host")
    assert [seat.person.person for seat in people.at_table(room, CODE, host)] == [person]
    people.cancel_invitation(room, CODE, before.name)
    with pytest.raises(InputError, match="unknown_invitation"):
        people.renew_invitation(room, CODE, before.name)


def test_two_invitations_are_two_and_one_ends_alone(room):
    codes = [people.invite(room, CODE, "table_host", label) for label in ("Table 1", "Table 2")]
    hosts = [people.accept(room, CODE, code) for code in codes]
    first = people.access_name(room, hosts[0])
    assert first != people.access_name(room, hosts[1])
    people.cancel_invitation(room, CODE, first)
    assert people.role_of(room, hosts[0]) is None
    assert people.role_of(room, hosts[1]) == (CODE, "table_host")


def test_nobody_is_invited_to_the_key_or_to_a_workshop_that_is_not_there(room):
    for role in ("facilitator", "participant", "mayor"):
        with pytest.raises(InputError, match="unknown_role"):
            people.invite(room, CODE, role, "")
    with pytest.raises(InputError, match="unknown_workshop"):
        people.invite(room, "NOBODY", "observer", "")


def test_an_invitation_opens_its_own_workshop_only(room):
    room.create("OTHERS", "key")
    code = people.invite(room, CODE, "observer", "")
    with pytest.raises(InputError, match="unknown_invitation"):
        people.accept(room, "OTHERS", code)
    people.cancel_invitation(room, "OTHERS", people.invitations(room, CODE)[0].name)
    assert people.invited(room, code) is not None, "another workshop cannot cancel it"


def test_the_name_in_front_of_a_token_gives_nothing_by_itself(room):
    host = people.accept(room, CODE, people.invite(room, CODE, "table_host", ""))
    name, _, secret = host.partition(".")
    plain = people.grant(room, CODE, "observer")
    assert people.role_of(room, secret) is None
    assert people.role_of(room, f"{name}.{plain}") is None
    assert people.access_name(room, plain) == "observer"


def test_deleting_the_workshop_deletes_its_invitations_and_rejoin_codes(room):
    phone = people.join(room, CODE, "C1", "elected", "en")
    code, again = people.invite(room, CODE, "observer", ""), people.rejoin_code(room, CODE, phone)
    room.delete(CODE)
    assert people.invited(room, code) is None
    assert people.rejoin(room, CODE, again, "en") is None
