import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ballot.forms import Form, check_seal, request_key, seal
from components.ballot.refusal import RefusalError

TOKENS = st.text(min_size=1, max_size=30)


@given(TOKENS, TOKENS)
def test_a_seal_fits_its_own_phone_only(one, other):
    check_seal(Form((("seal", seal("ABCDEF", one)),)), "ABCDEF", one)
    if one != other:
        with pytest.raises(RefusalError):
            check_seal(Form((("seal", seal("ABCDEF", one)),)), "ABCDEF", other)


def test_a_seal_of_one_workshop_does_not_fit_another():
    with pytest.raises(RefusalError):
        check_seal(Form((("seal", seal("ABCDEF", "token")),)), "GHJKMN", "token")


def test_the_same_tap_has_the_same_key_and_any_other_another():
    form = Form((("form", "0123456789"),))
    same = request_key(form, "p", "present.1", "C1", "a", 3)
    assert same == request_key(form, "p", "present.1", "C1", "a", 3)
    others = [
        request_key(form, "q", "present.1", "C1", "a", 3),
        request_key(form, "p", "present.1", "C1", "a", 4),
        request_key(form, "p", "present.1", "C1a", "", 3),
        request_key(Form((("form", "9876543210"),)), "p", "present.1", "C1", "a", 3),
    ]
    assert len({same, *others}) == 5
    assert all(len(key) <= 40 for key in others)


def test_fields_are_read_by_name_and_prefix():
    form = Form((("a", "1"), ("a", "2"), ("points.x", "3")))
    assert (form.get("a"), form.get("none"), form.under("points.")) == ("1", "", {"x": "3"})
