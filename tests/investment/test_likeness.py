import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.investment.likeness import likeness, plain


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("Freight hub La Virginia", "freight HUB, la Virginia", 1.0),
        # freight, hub, virginia against freight, hub, pereira: 2 of 4
        ("Freight hub La Virginia", "Freight hub of Pereira", 0.5),
        # pairs 货运 运枢 枢纽 against 货运 运中 中心: 1 of 5
        ("货运枢纽", "货运中心", 0.2),
        ("Library", "", 0.0),
        ("", "", 0.0),
        ("La", "la", 1.0),
    ],
)
def test_likeness_by_hand(one, other, share):
    assert likeness(one, other) == pytest.approx(share)


@given(st.text(), st.text())
def test_likeness_is_the_same_both_ways_and_a_share(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


def test_a_name_in_another_typing_is_the_same():
    assert plain("  Ｆreight   HUB ") == plain("freight hub")
    assert plain("Edén") == "eden"
    assert plain("货运") == "货运"
