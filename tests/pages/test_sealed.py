"""What is given in a ballot that is not revealed shows on no page: all that a page says is who has answered."""

from __future__ import annotations

import pytest

from components.framework.catalogue import load
from components.workshop import rounds
from components.workshop.store import MarkInput
from tests.screens import PAGES

BALLOT, NUMBER = "present", 2
EVERYWHERE = ("start", *PAGES, "present", "method")


@pytest.fixture
def asked_again(demo, store):
    """The demonstration with a second round about connectivity under way."""
    rounds.move(store, demo.workshop, BALLOT, "open", catalogue=load(), by="facilitator", number=NUMBER)
    return demo


def given(store, workshop, value, words):
    """Everybody gives this mark, with these words, to everything that they marked in the first round."""
    first = [mark for mark in store.snapshot(workshop).marks if (mark.instrument, mark.round) == (BALLOT, 1)]
    rows = [(BALLOT, mark.item, mark.subject, mark.person, mark.city, mark.group, value) for mark in first]
    store.put_marks(workshop, [MarkInput(*row, round=NUMBER, reason=words) for row in rows])


def shown(tab):
    """The words of every page; the discussion is that of this ballot."""
    said = {page: tab.open(page).words() for page in EVERYWHERE}
    return said | {"discuss": discussion(tab)}


def discussion(tab):
    return tab.open("discuss").enter("discuss.ballot", BALLOT).words()


@pytest.mark.parametrize("state", ["open", "closed"])
def test_no_page_differs_by_what_was_given(asked_again, store, state):
    seen = []
    for value, words in ((0, "the bridge is closed"), (5, "the tunnel is open")):
        given(store, asked_again.workshop, value, words)
        if state == "closed":
            _move(asked_again, store, "closed")
        seen.append(shown(asked_again))
        if state == "closed" and not value:
            _move(asked_again, store, "open")
    for page in EVERYWHERE:
        assert "the bridge is closed" not in seen[0][page], page
        assert seen[0][page] == seen[1][page], page


def test_the_reveal_shows_it(asked_again, store):
    given(store, asked_again.workshop, 5, "the tunnel is open")
    _move(asked_again, store, "closed", "revealed")
    assert "the tunnel is open" in discussion(asked_again)


def _move(tab, store, *targets):
    for target in targets:
        rounds.move(store, tab.workshop, BALLOT, target, catalogue=load(), by="facilitator", number=NUMBER)
