"""Part of 02_Agreement: who can stop a decision, in cells. Rule, votes, people and percentages may be changed; whether
each group of cities can stop a decision follows, and from there who can, alone or together, and each city's swings.

A group can stop a decision when all others together are not enough (`investment.power`). A city's swings are the
winning groups with it less those without it: more cities never lose what fewer win. Every group has a row, so this is
for a few cities only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from components.investment.power import AGREED, BY_KEY, DOUBLE, EQUAL, HALF, UNANIMITY, Power
from components.workbook.write.cells import Cell, formula, given
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.delivery import CityVotes
from components.workshop.records.partnership import Governance

MOST_CITIES = 5
CITIES = ("city", "standing", "rule_first", "alone", "swings", "turns", "of_votes", "key_share", "people")
GROUPS = ("group", "others_first", "others_people", "can_stop", "smallest")
_FIRST, _ALONE, _TURNS, _VOTES, _KEY, _PEOPLE = (
    CITIES.index(name) for name in ("rule_first", "alone", "turns", "of_votes", "key_share", "people")
)
_GROUP, _OTHERS, _OTHER_PEOPLE, _STOPS, _SMALLEST = range(len(GROUPS))
Group = tuple[int, ...]
_LONG = 9999
"""More letters than the names of all groups have."""


@dataclass(frozen=True)
class _Places:
    """Where things stand: both tables, the cells of the percentages and of the rule; every group by its cities."""

    cities: Block
    groups: Block
    votes: str
    people: str
    rule: str
    listed: tuple[Group, ...]

    def stops(self, group: Group) -> str:
        return self.groups.here(self.listed.index(group), _STOPS)

    def smallest(self, group: Group) -> str:
        return self.groups.here(self.listed.index(group), _SMALLEST)


def possible(found: Power) -> bool:
    """Whether every group can have its row."""
    return 0 < len(found.cities) <= MOST_CITIES


def write(paper: Paper, sheet: Sheet, found: Power) -> None:
    """Writes percentages, what a decision needs, who can stop one, then cities and groups."""
    draft, t = paper.draft, paper.t
    count, governance = len(found.cities), draft.state.one(Governance)
    listed = tuple(group for size in range(1, count + 1) for group in combinations(range(count), size))
    usual = draft.parameters.value("power.majority_percent")
    percent = usual if governance.majority_percent is None else governance.majority_percent
    votes = sheet.line(
        t("workbook.voting.needs_votes"),
        given(percent, "word", of=("governance", "main", "majority_percent")),
        last=1,
    )
    own, people = governance.people_percent, f"={votes}"
    of = ("governance", "main", "people_percent")
    cell = formula(people, percent, "word") if own is None else given(own, "word", of=of)
    needed = sheet.line(t("workbook.voting.needs_people"), cell, last=1)
    start = sheet.row + 2 + (1 if found.away else 0)
    cities = Block(sheet.code, start + 1, 0, count, len(CITIES))
    # Under the cities: the note, an empty row, the heading, the note, the header
    groups = Block(sheet.code, cities.first + count + 5, 0, len(listed), len(GROUPS))
    where = _Places(cities, groups, votes, needed, paper.cells["agreement.rule"], listed)
    sheet.line(t("workbook.voting.needs"), _needs(paper, found, where))
    sheet.line(t("workbook.voting.stops"), _stopping(paper, found, where))
    if found.away:
        sheet.line(t("workbook.voting.away"), Cell(found.away, "whole"), last=1)
    heads = [t(f"workbook.voting.{'of_people' if name == 'people' else name}") for name in CITIES]
    sheet.fill(cities, heads, [_city(paper, found, where, place) for place in range(count)])
    sheet.words(t("workbook.voting.live_how"))
    sheet.heading(t("workbook.voting.groups_title"))
    sheet.words(t("workbook.voting.groups_how"))
    rows = [_group(paper, found, where, number, group) for number, group in enumerate(listed)]
    sheet.fill(groups, [t(f"workbook.voting.{name}") for name in GROUPS], rows)


def _is(paper: Paper, where: _Places, *rules: str) -> str:
    tests = ",".join(f"{where.rule}={paper.cells[f'decision_rules.{rule}']}" for rule in rules)
    return f"OR({tests})"


def _percent(paper: Paper, where: _Places) -> str:
    """The part that is needed of cities or votes, as a formula without `=`."""
    return f"IF({_is(paper, where, UNANIMITY)},100,{where.votes})"


def _city(paper: Paper, found: Power, where: _Places, place: int) -> list[Cell]:
    draft, t, block = paper.draft, paper.t, where.cities
    code, count = found.cities[place], len(found.cities)
    city = next(one for one in draft.cities if one.code == code)
    yes, no = paper.cells["yes_no.yes"], paper.cells["yes_no.no"]
    stated = draft.state.one(CityVotes, code).votes
    shares = {share.city: share.percent for share in draft.plan.sharing.shares}
    votes, key = block.here(place, _VOTES), block.here(place, _KEY)
    counts = f"IF({_is(paper, where, BY_KEY)},{key},N({votes}))"
    first = f"=IF({_is(paper, where, UNANIMITY, EQUAL, DOUBLE)},1,{counts})"
    with_it = [group for group in where.listed if place in group]
    without = [group for group in where.listed if place not in group]
    swings = "+".join(["1", *(f"({where.stops(group)}={no})" for group in without)])
    swings += "".join(f"-({where.stops(group)}={no})" for group in with_it)
    together = ",".join(f"{where.smallest(group)}={yes}" for group in with_it)
    words = {name: t(f"workbook.voting.standing_{name}") for name in ("alone", "together", "never")}
    standing = f'IF(OR({together}),"{words["together"]}","{words["never"]}")'
    known = f"population.{code}"
    people = f'=IF(ISNUMBER({paper.cells[known]}),{paper.cells[known]},"{t("workbook.common.not_known")}")'
    turns = block.column(_TURNS)
    return [
        Cell(draft.city_name(code)),
        formula(
            f'=IF({where.stops((place,))}={yes},"{words["alone"]}",{standing})', words[found.standing(code)], "text"
        ),
        formula(first, found.conditions[0].weights[place], "word"),
        formula(f"={where.stops((place,))}", t(f"workbook.yes_no.{_yes((code,) in found.blocking)}"), "word"),
        formula(f"={block.here(place, _TURNS)}/SUM({turns})", found.share_of_swings[place], "share"),
        formula(f"=({swings})/{2 ** (count - 1)}", found.turns[place], "share"),
        given("" if stated is None else stated, "text" if stated is None else "word", of=("city_votes", code, "votes")),
        formula(f"={paper.cells[f'shares.{code}']}", shares[code], "two"),
        formula(people, t("workbook.common.not_known") if city.population is None else city.population),
    ]


def _group(paper: Paper, found: Power, where: _Places, number: int, group: Group) -> list[Cell]:
    draft, block = paper.draft, where.groups
    yes, no = paper.cells["yes_no.yes"], paper.cells["yes_no.no"]
    others = [place for place in range(len(found.cities)) if place not in group]
    heads = {city.code: city.population or 0.0 for city in draft.cities}
    people = [heads[code] for code in found.cities]
    tests = [_short(block.here(number, _OTHERS), _percent(paper, where))]
    double = _short(block.here(number, _OTHER_PEOPLE), where.people)
    tests.append(f"AND({_is(paper, where, DOUBLE)},{double})")
    smaller = [tuple(place for place in group if place != one) for one in group] if len(group) > 1 else []
    least = ",".join([f"{where.stops(group)}={yes}", *(f"{where.stops(part)}={no}" for part in smaller)])
    blocking = _blocks(found, group)
    is_least = tuple(found.cities[place] for place in group) in found.blocking
    return [
        Cell(_name(paper, found, group)),
        _part(where.cities, _FIRST, others, found.conditions[0].weights),
        _part(where.cities, _PEOPLE, others, people),
        formula(f"=IF(OR({','.join(tests)}),{yes},{no})", paper.t(f"workbook.yes_no.{_yes(blocking)}"), "word"),
        formula(f"=IF(AND({least}),{yes},{no})", paper.t(f"workbook.yes_no.{_yes(is_least)}"), "word"),
    ]


def _part(block: Block, column: int, others: Sequence[int], weights: Sequence[float]) -> Cell:
    """Which part of the whole these cities have, in percent; nothing where there is no whole."""
    whole, part = sum(weights), sum(weights[place] for place in others)
    inner = "+".join(f"N({block.here(place, column)})" for place in others) or "0"
    return formula(f"=IFERROR(100*({inner})/SUM({block.column(column)}),0)", 100 * part / whole if whole else 0, "two")


def _short(part: str, percent: str) -> str:
    """Whether a part is not enough, as a formula without `=`: half is not, hundredths count as they are printed."""
    return f"{part}<=IF({percent}<={HALF:g},{HALF:g}.000000001,{percent}-0.005)"


def _blocks(found: Power, group: Group) -> bool:
    """Whether a group holds one of the smallest groups that can stop a decision."""
    members = {found.cities[place] for place in group}
    return any(members.issuperset(smallest) for smallest in found.blocking)


def _needs(paper: Paper, found: Power, where: _Places) -> Cell:
    t, mark = paper.t, "§"

    def told(of: str, percent: str) -> str:
        part = t(f"workbook.voting.of_{of}")
        before, after = t("workbook.voting.least", part=part, percent=mark).split(mark)
        return f'IF({percent}<={HALF:g},"{t("workbook.voting.more", part=part)}","{before}"&{percent}&"{after}")'

    percent = _percent(paper, where)
    text = f"IF({_is(paper, where, BY_KEY, AGREED)},{told('votes', percent)},{told('cities', percent)})"
    people = f'IF({_is(paper, where, DOUBLE)},"{t("workbook.common.semicolon")}"&{told("people", where.people)},"")'
    words = [
        t(
            f"workbook.voting.{'more' if condition.percent <= HALF else 'least'}",
            part=t(f"workbook.voting.of_{condition.of}"),
            percent=f"{condition.percent:g}",
        )
        for condition in found.conditions
    ]
    return formula(f"={text}&{people}", t("workbook.common.semicolon").join(words), "text")


def _stopping(paper: Paper, found: Power, where: _Places) -> Cell:
    """The smallest groups that can stop a decision, one after the other."""
    between, yes = paper.t("workbook.common.semicolon"), paper.cells["yes_no.yes"]
    parts = "&".join(
        f'IF({where.smallest(group)}={yes},"{between}"&{where.groups.here(number, _GROUP)},"")'
        for number, group in enumerate(where.listed)
    )
    order = {code: place for place, code in enumerate(found.cities)}
    words = [_name(paper, found, tuple(order[code] for code in group)) for group in found.blocking]
    return formula(f"=MID({parts},{len(between) + 1},{_LONG})", between.join(words), "text")


def _name(paper: Paper, found: Power, group: Group) -> str:
    return " + ".join(paper.draft.city_name(found.cities[place]) for place in group)


def _yes(holds: object) -> str:
    return "yes" if holds else "no"
