"""The questions of one ballot for one person, in turn, with that person's own marks and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from components.language import Texts
from components.workshop.instruments import PAIRWISE, POINTS_100, Instrument, Item, Subject
from components.workshop.records.rounds import Mark, Round
from components.workshop.rounds import as_asked, revision_asked


@dataclass(frozen=True)
class Question:
    """One item asked about one subject; `number` counts from 1 through the ballot."""

    number: int
    subject: Subject
    item: Item

    @property
    def place(self) -> str:
        """Its place under the ballot's address."""
        return f"{self.subject.code}/{self.item.code}"


@dataclass(frozen=True)
class Ballot:
    """A round of an instrument as one person meets it, subject after subject.

    own: marks of this round; before: of the latest earlier round that asked the same words. skipped: subjects in which
    the person declared an interest, and so is not asked.
    """

    round: Round
    instrument: Instrument
    questions: tuple[Question, ...]
    own: dict[tuple[str, str], Mark] = field(default_factory=dict)
    before: dict[tuple[str, str], Mark] = field(default_factory=dict)
    skipped: tuple[Subject, ...] = ()

    @property
    def name(self) -> str:
        """The ballot's part of an address: instrument and round."""
        return f"{self.instrument.code}.{self.round.number}"

    def title(self, t: Texts) -> str:
        """What the phone calls this ballot."""
        key = f"ballot.ask.{self.instrument.code}.title"
        return t(key) if t.has(key) else self.instrument.title(t)

    def hint(self, t: Texts) -> str:
        """How to mark, in a sentence."""
        code = self.instrument.code
        return t(f"ballot.ask.{code}.hint") if t.has(f"ballot.ask.{code}.hint") else t("ballot.ask.own.hint")

    @property
    def again(self) -> bool:
        """Whether this was asked before."""
        return self.round.number > 1

    @property
    def in_pairs(self) -> bool:
        """Whether it compares two criteria at a time."""
        return self.instrument.scale == PAIRWISE

    @property
    def in_points(self) -> bool:
        """Whether it shares out 100 points instead of asking for marks 0–5."""
        return self.instrument.scale == POINTS_100

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The subjects that are asked about, in turn."""
        return tuple(dict.fromkeys(question.subject for question in self.questions))

    @cached_property
    def answered(self) -> int:
        """How many questions have a mark («don't know» is one)."""
        return sum(self.mark(question) is not None for question in self.questions)

    def mark(self, question: Question) -> Mark | None:
        """The person's own mark in this round."""
        return self.own.get((question.subject.code, question.item.code))

    def mark_before(self, question: Question) -> Mark | None:
        """The person's own mark in the latest earlier round that asked this in the same words."""
        return self.before.get((question.subject.code, question.item.code))

    def find(self, subject: str, item: str) -> Question | None:
        """The question, if this person is asked it."""
        return next((one for one in self.questions if (one.subject.code, one.item.code) == (subject, item)), None)

    def of_subject(self, subject: str) -> tuple[Question, ...]:
        """The questions about one subject."""
        return tuple(question for question in self.questions if question.subject.code == subject)

    def neighbour(self, question: Question, step: int) -> Question | None:
        """The question before (-1) or after (+1), None at the ends."""
        index = question.number - 1 + step
        return self.questions[index] if 0 <= index < len(self.questions) else None

    def next_open(self, after: Question | None = None) -> Question | None:
        """The first question without a mark after this one, going round; None when all have one."""
        start = after.number if after else 0
        turned = (*self.questions[start:], *self.questions[:start])
        return next((question for question in turned if self.mark(question) is None), None)

    def ahead(self, question: Question, most: int) -> tuple[Question, ...]:
        """The next questions without a mark after this one, going round: what the phone holds for when it is alone."""
        turned = (*self.questions[question.number :], *self.questions[: question.number - 1])
        return tuple(islice((one for one in turned if self.mark(one) is None), most))

    @property
    def points(self) -> int:
        """Points given so far, over all criteria."""
        return sum(mark.value or 0 for mark in self.own.values())

    @property
    def last(self) -> tuple[Question, Mark] | None:
        """The question that was answered last, with its mark."""
        marked = [(question, mark) for question in self.questions if (mark := self.mark(question))]
        return max(marked, key=lambda pair: pair[1].at, default=None)


@dataclass(frozen=True)
class Asked:
    """What a round asks the people of one city who declared the same interests; the same for every one of them.

    wording: the revision of each item that is asked.
    """

    round: Round
    instrument: Instrument
    questions: tuple[Question, ...]
    skipped: tuple[Subject, ...]
    wording: dict[str, int]


def asked_of(round_: Round, instrument: Instrument, city: str, interests: frozenset[str] = frozenset()) -> Asked:
    """What the round asks a person of this city. interests: codes of subjects in which the person declared one."""
    asked = as_asked(instrument, round_)
    subjects = asked.subjects_for(city)
    pairs = [
        (subject, item)
        for subject in subjects
        if subject.code not in interests
        for item in asked.items_for(subject.code)
    ]
    return Asked(
        round_,
        asked,
        tuple(Question(number, *pair) for number, pair in enumerate(pairs, start=1)),
        tuple(subject for subject in subjects if subject.code in interests),
        {item.code: revision_asked(round_, item.code) for item in asked.items},
    )


def with_marks(asked: Asked, marks: Iterable[Mark]) -> Ballot:
    """The ballot with the marks that a person gave (of any ballot and round)."""
    number = asked.round.number
    mine = [mark for mark in marks if mark.instrument == asked.instrument.code]
    before = {
        (mark.subject, mark.item): mark
        for mark in sorted(mine, key=lambda mark: mark.round)
        if mark.round < number and mark.item_revision == asked.wording.get(mark.item)
    }
    return Ballot(
        asked.round,
        asked.instrument,
        asked.questions,
        own={(mark.subject, mark.item): mark for mark in mine if mark.round == number},
        before=before,
        skipped=asked.skipped,
    )
