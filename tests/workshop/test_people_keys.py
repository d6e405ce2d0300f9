from hypothesis import given
from hypothesis import strategies as st

from components.workshop import people_keys as keys

# As the program has it: read before tests/conftest.py makes it cheap for the tests.
COST = keys._SCRYPT_COST


def test_the_key_is_stored_salted_and_never_as_it_is():
    key = keys.new_key()
    one, two = keys.hashed_key(key), keys.hashed_key(key)
    assert one != two
    assert key not in one
    assert keys.key_fits(key, one)
    assert keys.key_fits(key, two)


def test_a_key_takes_16_mebibytes_and_all_its_cost_to_try(monkeypatch):
    key = keys.new_key()
    cheap = keys.hashed_key(key, bytes(16))
    monkeypatch.setattr(keys, "_SCRYPT_COST", COST)
    stored = keys.hashed_key(key, bytes(16))
    assert 128 * keys._SCRYPT_BLOCK * COST == 16 * 2**20
    assert stored != cheap
    assert keys.key_fits(key.lower(), stored)
    assert not keys.key_fits(key, cheap)


def test_an_empty_secret_fits_nothing():
    assert keys.same_secret("abc", "abc")
    assert not keys.same_secret("", "")
    assert not keys.same_secret("abc", "abd")


@given(st.text(max_size=30))
def test_a_short_name_is_always_the_same_and_of_plain_letters(text):
    found = keys.short_letters(text, 6)
    assert found == keys.short_letters(text, 6)
    assert len(found) == 6
    assert set(found) <= set(keys.LETTERS)


def test_codes_have_the_shape_in_which_they_are_read_aloud():
    for made, groups in ((keys.new_key(), 4), (keys.new_invitation_code(), 3), (keys.new_rejoin_code(), 2)):
        parts = made.split("-")
        assert [len(part) for part in parts] == [4] * groups
        assert keys.tidy_code(f" {made.lower()} ") == "".join(parts)
    assert keys.new_invitation_code() != keys.new_invitation_code()


def test_a_code_of_one_kind_is_none_of_another():
    code = keys.new_rejoin_code()
    assert keys.hashed_code("rejoin:A", code) == keys.hashed_code("rejoin:A", code.lower().replace("-", " "))
    assert keys.hashed_code("rejoin:A", code) != keys.hashed_code("rejoin:B", code)
    assert code not in keys.hashed_code("rejoin:A", code)
