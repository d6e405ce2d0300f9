"""What a phone shows when a question comes again: the own earlier mark beside what the room made of it."""

from __future__ import annotations

from dataclasses import dataclass

from components.ballot.desk import Guest
from components.ballot.questions import Ballot, Question
from components.ballot.spread import Spread
from components.workshop.records.rounds import Mark
from components.workshop.rounds import asks, revision_asked, rounds_of
from components.workshop.store import REVEALED


@dataclass(frozen=True)
class Earlier:
    """The latest revealed round that asked the question: its number, the person's own mark in it (None: not there or
    not answered) and the room's spread (None: too few). `reworded`: it asked other words, and neither is shown.
    """

    number: int
    own: Mark | None = None
    spread: Spread | None = None
    reworded: bool = False


def earlier(guest: Guest, ballot: Ballot, question: Question) -> Earlier | None:
    """What to show beside a question; None when it was never asked before."""
    if not ballot.again:
        return None
    code, subject, item = ballot.instrument.code, question.subject.code, question.item.code
    held = [
        row
        for row in rounds_of(guest.room.state, code)
        if row.state == REVEALED and row.number < ballot.round.number and asks(row, subject, item)
    ]
    if not held:
        return None
    latest = held[-1]
    if revision_asked(latest, item) != revision_asked(ballot.round, item):
        return Earlier(latest.number, reworded=True)
    own, spread = ballot.mark_before(question), guest.room.spreads.get((code, subject, item))
    return Earlier(own.round if own else latest.number, own, spread)
