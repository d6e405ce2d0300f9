"""Records of the tables that put options into tiers, stretch their costs and read a city's own list of projects."""

from __future__ import annotations

from dataclasses import dataclass

from components.framework.records import Explained, Label, Ordered, Term


@dataclass(frozen=True)
class TierRule(Ordered):
    """A rule for the tier of an option: the first of its kind (`chosen`: in the plan or left out) whose `fact` holds
    decides. `lift`: what would lift the option.
    """

    chosen: bool
    fact: str
    tier: str
    lift: Label


@dataclass(frozen=True)
class OptimismBias(Explained):
    """By how many percent capital costs of a type of project are usually under-estimated: before (`upper`) and after
    (`lower`) risks are managed.
    """

    upper_percent: float
    lower_percent: float


@dataclass(frozen=True)
class ProjectColumn(Term):
    """A column of a city's own list of projects: its code is a field of an option; `words`: headers by which it is
    known, parted by |. `money`: it holds amounts.
    """

    words: str
    money: bool
    order: int

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers one by one."""
        return tuple(self.words.split("|"))
