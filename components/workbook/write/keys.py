"""13_CostKeys: the mix of keys, the measures, and every step from there to shares that sum to exactly 100.00 %.

The formulas repeat the program's method in cells: raw share, as many passes of floors and caps as there are cities,
hundredths by the largest remainder. Every key has its row, so that another one can be tried; while the weights do not
make 100, or a key that has a weight lacks a measure, everybody bears the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.investment.plan_records import CityShare
from components.investment.sharing import clamped, metric_of
from components.workbook.write import budget, cashflow, option_keys
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet, number_of
from components.workshop.records.partnership import Governance, KeyLimit, KeyMetric

_TINY = "0.000000001"
_BEFORE, _AFTER = ("raw", "floor", "cap"), ("before", "whole", "rest", "final")
"""Steps to a share before the passes of floors and caps, of which there is one a city, and after them."""
_STEPS_ON_A4 = 10
_FACTS = ("population", "fiscal_capacity")
"""Keys whose measure is a fact of the cities as long as nobody states another."""


def write(paper: Paper) -> None:
    """Writes the tables in the order of the calculation."""
    draft, t = paper.draft, paper.t
    cities = draft.cities
    steps = len(cities) + len(_BEFORE) + len(_AFTER)
    size = "A4" if steps <= _STEPS_ON_A4 else "A3"
    sheet = Sheet(paper, "13_CostKeys", [30, 14, *[13.0] * max(steps - 1, len(cities) + 1)], size=size)
    _mix(paper, sheet)
    sharing = draft.plan.sharing
    if not sharing.valid:
        problems = [t(key, **dict(values)) if t.has(key) else key for key, values in sharing.problems]
        sheet.words("\n".join([t("workbook.keys.equal_now"), *problems]), "warning")
    _shares(paper, sheet)
    option_keys.write(paper, sheet)
    sheet.heading(t("workbook.keys.amount_title"))
    _amounts(paper, sheet)
    sheet.heading(t("workbook.keys.rule_title"))
    sheet.words(t("workbook.keys.rules"))
    true_up = draft.state.one(Governance).true_up
    cell = given(true_up or t("workbook.common.not_stated"), of=("governance", "main", "true_up"))
    sheet.line(t("workbook.voting.true_up"), cell)
    sheet.finish()


def _mix(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    cities = draft.cities
    used = dict(draft.plan.sharing.mix)
    mix = [(term.code, used.get(term.code)) for term in draft.catalogue.cost_keys]
    headers = [t("workbook.keys.key"), t("workbook.keys.weight"), *(draft.name(city) for city in cities)]
    block = sheet.block(len(headers), len(mix) + 1)
    body = Block(block.sheet, block.first, 0, len(mix), len(headers))
    paper.blocks["keys"] = body
    rows: list[list[Cell]] = []
    for key, weight in mix:
        metrics = metric_of(draft.state, draft.catalogue, key)
        rows.append(
            [
                written(draft.term("cost_keys", key)),
                _limit(weight, ("cost_key", key, "weight")),
                *(
                    given(value, "whole", of=("key_metric", f"{key}.{city.code}", "value"))
                    for city, value in zip(cities, metrics, strict=True)
                ),
            ]
        )
    total = formula(f"=SUM({body.column(1)})", sum(used.values()), "two")
    blank = [Cell("", look="total") for _ in cities]
    last = [Cell(t("workbook.keys.sum"), look="total"), total.as_total(), *blank]
    sheet.fill(block, headers, [*rows, last], main=True)
    paper.cells["keys.sum"] = block.at(len(rows), 1)
    cities_in = [[body.here(number, 2 + place) for place in range(len(cities))] for number in range(body.rows)]
    can_be_used = usable([body.here(number, 1) for number in range(body.rows)], cities_in)
    valid = int(draft.plan.sharing.valid)
    paper.cells["keys.usable"] = sheet.line(t("workbook.keys.usable"), formula(f"={can_be_used}", valid, "whole"))
    for key in used:
        name = t("workbook.keys.source_of", key=draft.term("cost_keys", key))
        sheet.line(name, written(_sources(paper, key)))


def _sources(paper: Paper, key: str) -> str:
    rows = [row for row in paper.draft.state.all(KeyMetric) if row.key == key and row.value is not None]
    named = dict.fromkeys(" ".join(filter(None, (row.source, str(row.year or "")))) for row in rows)
    if any(named):
        return paper.t.joined([name for name in named if name])
    if not any(term.code == key and term.needs_metric for term in paper.draft.catalogue.cost_keys):
        return paper.t("workbook.keys.none_needed")
    stated = rows or key not in _FACTS
    return paper.t("workbook.common.not_stated" if stated else "workbook.keys.from_facts")


def _shares(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    shares = draft.plan.sharing.shares
    limits = [draft.state.one(KeyLimit, share.city) for share in shares]
    used = limits if draft.plan.sharing.valid else [KeyLimit(share.city) for share in shares]
    limited = any(row.floor is not None or row.cap is not None for row in used)
    sheet.heading(t("workbook.keys.share_title"))
    passes = [f"pass{number}" for number in range(len(shares))]
    names = [*_BEFORE, *passes, *_AFTER]
    block = sheet.block(1 + len(names), len(shares) + 1)
    body = Block(block.sheet, block.first, 0, len(shares), block.columns)
    paper.blocks["shares"] = body
    place = {name: 1 + number for number, name in enumerate(names)}
    before = _before(shares, used, limited=limited)
    path = _passes(shares, used)
    units = sum(int(share * 100 + 1e-9) for share in before)
    rows = []
    for number, share in enumerate(shares):
        here = {name: block.here(number, column) for name, column in place.items()}
        hundredths = int(before[number] * 100 + 1e-9) / 100
        rest = round(before[number] - hundredths, 8)
        columns = {name: body.column(column) for name, column in place.items()}
        missing = f"ROUND((100-SUM({columns['whole']}))*100,0)"
        earlier = f"COUNTIF({block.here(0, place['rest'])}:{here['rest']},{here['rest']})-1"
        first_free = f"RANK({here['rest']},{columns['rest']})+{earlier}"
        rows.append(
            [
                written(draft.city_name(share.city)),
                formula(_raw(paper, number, len(shares)), share.raw, "two"),
                _limit(limits[number].floor, ("key_limit", share.city, "floor")),
                _limit(limits[number].cap, ("key_limit", share.city, "cap")),
                *(formula(_pass(paper, place, number, step), path[step][number], "two") for step in range(len(passes))),
                formula(_last(body, place, number, passes), before[number], "two"),
                formula(f"=INT({here['before']}*100+{_TINY})/100", hundredths, "two"),
                formula(f"=ROUND({here['before']}-{here['whole']},8)", rest, "two"),
                formula(f"={here['whole']}+IF({first_free}<={missing},0.01,0)", share.percent, "two"),
            ]
        )
    last = [Cell("", look="total") for _ in range(block.columns)]
    last[0] = Cell(t("workbook.keys.sum"), look="total")
    for name, values in (("raw", [share.raw for share in shares]), ("final", [share.percent for share in shares])):
        last[place[name]] = formula(f"=SUM({body.column(place[name])})", sum(values), "two").as_total()
    headers = [t("workbook.keys.city"), *(_header(paper, name) for name in names)]
    sheet.fill(block, headers, [*rows, last])
    paper.cells["shares.sum"] = block.at(len(rows), place["final"])
    paper.cells["shares.final"] = str(place["final"])
    for number, share in enumerate(shares):
        paper.cells[f"shares.{share.city}"] = body.at(number, place["final"])
    if 10_000 - units > len(shares):
        sheet.words(t("workbook.keys.rounding"), "warning")


def _limit(value: float | None, of: tuple[str, ...]) -> Cell:
    """A share that may be left out: an empty cell is none."""
    return given("", "text", of=of) if value is None else given(value, "two", of=of)


def _header(paper: Paper, name: str) -> str:
    if name.startswith("pass"):
        return paper.t("workbook.keys.pass", number=int(name.removeprefix("pass")) + 1)
    return paper.t(f"workbook.keys.{name}")


def _raw(paper: Paper, city: int, cities: int) -> str:
    keys = paper.blocks["keys"]
    weights = [keys.here(number, 1) for number in range(keys.rows)]
    return f"=IF({paper.cells['keys.usable']}=1,{mixed(weights, _measures(keys, cities), city)},100/{cities})"


def _measures(keys: Block, cities: int) -> list[list[str]]:
    return [[keys.here(number, 2 + city) for city in range(cities)] for number in range(keys.rows)]


def usable(weights: Sequence[str], measures: Sequence[Sequence[str]]) -> str:
    """Formula without `=`: 1 when the weights make 100 and every key that has one has a measure of each city. weights:
    addresses by key; measures: addresses by key and city.
    """
    lacking = "+".join(
        f"IF(N({weight})>0,IF(COUNT({','.join(row)})={len(row)},IF(SUM({','.join(row)})>0,0,1),1),0)"
        for weight, row in zip(weights, measures, strict=True)
    )
    return f"IF(AND(ABS({'+'.join(f'N({weight})' for weight in weights)}-100)<0.005,{lacking}=0),1,0)"


def mixed(weights: Sequence[str], measures: Sequence[Sequence[str]], city: int) -> str:
    """Formula without `=`: the raw share of a city under a mix that can be used."""
    return "+".join(
        f"IF(N({weight})>0,N({weight})*N({row[city]})/SUM({','.join(row)}),0)"
        for weight, row in zip(weights, measures, strict=True)
    )


def _before(shares: tuple[CityShare, ...], limits: list[KeyLimit], *, limited: bool) -> list[float]:
    raw = [share.raw for share in shares]
    if not limited:
        return raw
    return list(clamped(raw, [(row.floor or 0.0, 100.0 if row.cap is None else row.cap) for row in limits]))


def _passes(shares: tuple[CityShare, ...], limits: list[KeyLimit]) -> list[list[str | float]]:
    """What each pass holds fast: the limit of a city that is held, an empty text for a city that is still free."""
    bounds = [(row.floor or 0.0, 100.0 if row.cap is None else row.cap) for row in limits]
    fixed: list[str | float] = [""] * len(shares)
    found: list[list[str | float]] = []
    for _ in shares:
        free = [place for place, value in enumerate(fixed) if value == ""]
        if free:
            factor = (100 - sum(number_of(value) for value in fixed)) / sum(shares[place].raw for place in free)
            tried = {place: shares[place].raw * factor for place in free}
            held = {place: min(max(tried[place], bounds[place][0]), bounds[place][1]) for place in free}
            up = sum(held[place] - tried[place] for place in free) >= -1e-9
            for place in free:
                beyond = held[place] > tried[place] + 1e-9 if up else held[place] < tried[place] - 1e-9
                fixed[place] = held[place] if beyond else ""
        found.append(list(fixed))
    return found


def _pass(paper: Paper, place: dict[str, int], number: int, step: int) -> str:
    """A city that is not held yet is held when the pass leads it beyond a limit on the side that weighs more."""
    body, kept = paper.blocks["shares"], paper.cells["keys.usable"]
    raw = body.column(place["raw"])
    if step == 0:
        factor, state = f"(100/SUM({raw}))", '""'
    else:
        before = body.column(place[f"pass{step - 1}"])
        factor = f'((100-SUM({before}))/SUMPRODUCT(--({before}=""),{raw}))'
        state = body.here(number, place[f"pass{step - 1}"])
    tried = f"{body.here(number, place['raw'])}*{factor}"
    held = _held(body, place, number, tried, kept)
    # Cell by cell, because MIN and MAX over ranges would give one number instead of one per city
    rises = "+".join(_excess(body, place, row, step, factor, kept) for row in range(body.rows))
    up = f"({rises})>=-{_TINY}"
    beyond = f"IF({up},{held}>{tried}+{_TINY},{held}<{tried}-{_TINY})"
    keep = f'IF({state}<>"",{state},' if step else "("
    return f'={keep}IF({beyond},{held},""))'


def _held(body: Block, place: dict[str, int], row: int, tried: str, kept: str) -> str:
    """What is tried, between floor and cap of the city as long as the mix can be used."""
    floor, cap = body.here(row, place["floor"]), body.here(row, place["cap"])
    return f"MIN(MAX({tried},N({floor})*{kept}),IF(AND({kept}=1,ISNUMBER({cap})),{cap},100))"


def _excess(body: Block, place: dict[str, int], row: int, step: int, factor: str, kept: str) -> str:
    tried = f"{body.here(row, place['raw'])}*{factor}"
    change = f"({_held(body, place, row, tried, kept)}-{tried})"
    return change if step == 0 else f'IF({body.here(row, place[f"pass{step - 1}"])}="",{change},0)'


def _last(body: Block, place: dict[str, int], number: int, passes: list[str]) -> str:
    raw = body.here(number, place["raw"])
    if not passes:
        return f"={raw}"
    last = place[passes[-1]]
    fixed, column = body.here(number, last), body.column(last)
    free = f'SUMPRODUCT(--({column}=""),{body.column(place["raw"])})'
    return f'=IF({fixed}<>"",{fixed},IFERROR({raw}*(100-SUM({column}))/{free},0))'


def _amounts(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    sheet.words(t("workbook.keys.amount_how", unit=draft.setting.money_unit))
    shares = draft.plan.sharing.shares
    block = sheet.block(5, len(shares) + 1)
    body = Block(block.sheet, block.first, 0, len(shares), 5)
    capital, gap = cashflow.kind(paper, "capex"), f'"<>"&{cashflow.certainty(paper, "gap")}'
    pays = [budget.paid(draft, share.city, 0, ("capex",)) for share in shares]
    whole = sum(pays)
    rows = []
    for number, share in enumerate(shares):
        amount, equal = block.here(number, 1), f"SUM({body.column(1)})/{len(shares)}"
        final = paper.blocks["shares"].here(number, int(paper.cells["shares.final"]))
        text = cashflow.total(paper, payer=f'"{share.city}"', kind=capital, certainty=gap)
        rows.append(
            [
                written(draft.city_name(share.city)),
                formula(f"={text}", pays[number]),
                formula(
                    f"=IFERROR({amount}/SUM({body.column(1)}),0)*100", 100 * pays[number] / whole if whole else 0, "two"
                ),
                formula(f"={amount}-{equal}", pays[number] - whole / len(shares)),
                formula(f"={amount}-SUM({body.column(1)})*{final}/100", pays[number] - whole * share.percent / 100),
            ]
        )
    last = [Cell(t("workbook.keys.sum"), look="total"), formula(f"=SUM({body.column(1)})", whole).as_total()]
    percent = sum(number_of(row[2].value) for row in rows)
    last.append(formula(f"=SUM({body.column(2)})", percent, "two").as_total())
    last += [Cell("", look="total"), Cell("", look="total")]
    headers = [
        t("workbook.keys.city"),
        *(t(f"workbook.keys.{name}") for name in ("amount", "part", "versus_equal", "versus_key")),
    ]
    sheet.fill(block, headers, [*rows, last])
