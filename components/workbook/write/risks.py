"""15_Risks: the register in three tables by rating, and who bears which part of each cost if it happens.

The formulas repeat the program's method in cells: rating, level, hundredths of a percent and whole units of money by
the largest remainder within each risk.
"""

from __future__ import annotations

from functools import partial

from components.investment.risks import KEY, OPEN_SHARES, OVER, Rated, by_city, largest, register, shares_of
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.delivery import Risk, RiskShare

WHAT = ("code", "event", "option", "category", "cause", "consequence", "status", "data")
SIZE = (
    "code", "event", "likelihood", "impact", "rating", "level", "residual_likelihood", "residual_impact", "residual",
    "residual_level", "order",
)  # fmt: skip
WHO = ("code", "owner", "shared", "mitigation", "trigger", "due", "mitigation_cost", "cost")
PARTS = ("code", "city", "by", "share", "hundredths", "rest", "percent", "whole", "left", "part", "live")
_TINY = "0.000000001"


def write(paper: Paper) -> None:
    """Writes the register, the largest risk first, and keeps where it stands for 01_Decision and 20_Checks."""
    draft, t = paper.draft, paper.t
    rows = register(draft.state, draft.plan.sharing, draft.parameters)
    sheet = Sheet(paper, "15_Risks", [8, 32, 20, 26, 26, 26, 16, 19, 14, 14, 14], size="A3")
    sheet.words(t("workbook.risks.how", **_thresholds(paper)))
    what = sheet.block(len(WHAT), len(rows))
    paper.blocks["risks.what"] = what
    headers = [t(f"workbook.risks.{name}") for name in WHAT]
    sheet.fill(what, headers, [_what(paper, row) for row in rows], main=True)
    if not rows:
        sheet.words(t("workbook.risks.none"))
    sheet.heading(t("workbook.risks.size_title"))
    size = sheet.block(len(SIZE), len(rows))
    paper.blocks["risks.size"] = size
    headers = [t(f"workbook.risks.{name}") for name in SIZE]
    sheet.fill(size, headers, [_size(paper, row, number, len(rows)) for number, row in enumerate(rows)])
    sheet.words(t("workbook.risks.anchors", likelihood=_anchors(paper, "likelihood"), impact=_anchors(paper, "impact")))
    sheet.heading(t("workbook.risks.who_title"))
    who = sheet.block(len(WHO), len(rows))
    paper.blocks["risks.who"] = who
    unit = draft.setting.money_unit
    sheet.fill(who, [t(f"workbook.risks.{name}", unit=unit) for name in WHO], [_who(paper, row) for row in rows])
    sheet.heading(t("workbook.risks.parts_title"))
    sheet.words(t("workbook.risks.parts_how", unit=unit))
    _parts(paper, sheet, rows)
    sheet.finish()


def top_lines(paper: Paper) -> Cell:
    """The largest live risks with their owners, one a line, for 01_Decision."""
    draft, t = paper.draft, paper.t
    rows = largest(register(draft.state, draft.plan.sharing, draft.parameters), draft.parameters)
    if not rows:
        return written(t("workbook.common.not_in_plan"))
    nobody = t("workbook.risks.nobody")
    size, what, who = (paper.blocks[f"risks.{name}"] for name in ("size", "what", "who"))
    order = size.column(SIZE.index("order"))
    texts = []
    for place in range(1, len(rows) + 1):
        found = f"MATCH(LARGE({order},{place}),{order},0)"
        owner = f"INDEX({who.column(WHO.index('owner'))},{found})"
        texts.append(
            f'INDEX({size.column(0)},{found})&" · "&INDEX({size.column(SIZE.index("level"))},{found})&" "'
            f'&INDEX({size.column(SIZE.index("rating"))},{found})&" · "&INDEX({what.column(1)},{found})'
            f'&" — "&IF(LEN({owner})=0,"{nobody}",{owner})'
        )
    values = [
        f"{row.risk.code} · {_level(paper, row.level)} {row.rating} · {row.risk.event} — {row.risk.owner or nobody}"
        for row in rows
    ]
    return formula("=" + "&CHAR(10)&".join(texts), "\n".join(values), "text")


def unready(paper: Paper) -> str:
    """How many red live risks have no owner or no date, as a formula without `=`."""
    size, what, who = (paper.blocks[f"risks.{name}"] for name in ("size", "what", "who"))
    red = f"--({size.column(SIZE.index('level'))}={paper.cells['risk_level.red']})"
    live = ",".join(
        f"--({what.column(WHAT.index('status'))}<>{paper.cells[f'risk_status.{status}']})" for status in OVER
    )
    lacking = "+".join(f"(LEN(TRIM({who.column(WHO.index(name))}))=0)" for name in ("owner", "due"))
    return f"SUMPRODUCT({red},{live},--(({lacking})>0))"


def _thresholds(paper: Paper) -> dict[str, float]:
    value = paper.draft.parameters.value
    return {"red": value("risk.red"), "amber": value("risk.amber")}


def _level(paper: Paper, level: str) -> str:
    return paper.t(f"workbook.risk_level.{level}")


def _what(paper: Paper, row: Rated) -> list[Cell]:
    draft, t, risk = paper.draft, paper.t, row.risk
    of = partial(_field, risk)
    about = f"{risk.option} {draft.option_name(risk.option)}" if risk.option else t("workbook.risks.whole_plan")
    status = t(f"workbook.risk_status.{risk.status}")
    return [
        written(risk.code),
        given(risk.event, of=of("event")),
        written(about),
        given(
            draft.term("risk_categories", risk.category),
            choices=choices(paper, "risk_categories"),
            of=of("category"),
        ),
        given(risk.cause, of=of("cause")),
        given(risk.consequence, of=of("consequence")),
        given(status, choices=choices(paper, "risk_status"), of=of("status")),
        written(t(f"workbook.label.{'demonstration' if risk.demonstration else 'real'}")),
    ]


def _size(paper: Paper, row: Rated, number: int, count: int) -> list[Cell]:
    t, risk = paper.t, row.risk
    block, what = paper.blocks["risks.size"], paper.blocks["risks.what"]
    here = {name: block.here(number, place) for place, name in enumerate(SIZE)}
    unknown = t("workbook.common.not_known")

    def product(first: str, second: str, value: int | None) -> Cell:
        text = f'=IF(COUNT({here[first]},{here[second]})=2,{here[first]}*{here[second]},"{unknown}")'
        return formula(text, unknown if value is None else value)

    status = what.here(number, WHAT.index("status"))
    over = ",".join(f"{status}={paper.cells[f'risk_status.{name}']}" for name in OVER)
    key = f"=IF(AND(ISNUMBER({here['rating']}),NOT(OR({over}))),{here['rating']}+{count - number}/1000,0)"
    live = row.rating is not None and row.live
    return [
        written(risk.code),
        formula(f'={what.here(number, 1)}&""', risk.event, "text"),
        given(risk.likelihood, "whole", of=_field(risk, "likelihood")),
        given(risk.impact, "whole", of=_field(risk, "impact")),
        product("likelihood", "impact", row.rating),
        formula(_word(paper, here["rating"]), _level(paper, row.level), "word"),
        given(risk.residual_likelihood, "whole", of=_field(risk, "residual_likelihood")),
        given(risk.residual_impact, "whole", of=_field(risk, "residual_impact")),
        product("residual_likelihood", "residual_impact", row.residual),
        formula(_word(paper, here["residual"]), _level(paper, row.residual_level), "word"),
        formula(key, (row.rating or 0) + (count - number) / 1000 if live else 0, "two"),
    ]


def _field(risk: Risk, name: str) -> tuple[str, ...]:
    return "risk", risk.code, name


def _word(paper: Paper, rating: str) -> str:
    word = {name: paper.cells[f"risk_level.{name}"] for name in ("red", "amber", "green", "unrated")}
    red, amber = (f"{value:g}" for value in _thresholds(paper).values())
    levels = f"IF({rating}>={red},{word['red']},IF({rating}>={amber},{word['amber']},{word['green']}))"
    return f"=IF(ISNUMBER({rating}),{levels},{word['unrated']})"


def _anchors(paper: Paper, axis: str) -> str:
    t = paper.t
    words = [
        t.aside(f"{anchor.value} {t.label(anchor)}", anchor.what(t.language))
        for anchor in paper.draft.catalogue.risk_anchors
        if anchor.axis == axis
    ]
    return t("workbook.common.semicolon").join(words)


def _who(paper: Paper, row: Rated) -> list[Cell]:
    draft, risk = paper.draft, row.risk
    of = partial(_field, risk)
    return [
        written(risk.code),
        given(risk.owner, of=of("owner")),
        written(draft.city_names(tuple(city for city, _ in row.shares)) or paper.t("workbook.common.not_known")),
        given(risk.mitigation, of=of("mitigation")),
        given(risk.trigger, of=of("trigger")),
        given(risk.due, of=of("due")),
        given(risk.mitigation_cost, "whole", of=of("mitigation_cost")),
        given(risk.cost, "whole", of=of("cost")),
    ]


def _parts(paper: Paper, sheet: Sheet, rows: tuple[Rated, ...]) -> None:
    """One row per risk and city that bears it; a risk whose shares are open has none."""
    draft, t = paper.draft, paper.t
    pairs = [(number, row, place) for number, row in enumerate(rows) for place in range(len(row.shares))]
    block = sheet.block(len(PARTS), len(pairs))
    paper.blocks["risks.parts"] = block
    body = []
    for line, (number, row, place) in enumerate(pairs):
        body.append(_part(paper, block, line, number, row, place))
    sheet.fill(block, [t(f"workbook.risks.{name}", unit=draft.setting.money_unit) for name in PARTS], body)
    left = [row.risk.code for row in rows if shares_of(draft.state, row.risk, draft.plan.sharing)[0] == OPEN_SHARES]
    if left:
        sheet.words(t("workbook.risks.open_shares", codes=t.joined(left)), "warning")
    sheet.row += 1
    sums = by_city(rows)
    part, cities, live = (block.column(PARTS.index(column)) for column in ("part", "city", "live"))
    for number, money in enumerate(draft.plan.cities):
        # Not SUMIFS, which would take a name that begins with a sign such as < or holds a * for a rule
        text = f"=SUMPRODUCT(--({cities}={paper.blocks['fair'].at(number, 0)}),--({live}=1),{part})"
        cell = formula(text, float(sums.get(money.city, 0)))
        label = Cell(t("workbook.risks.sum", city=draft.city_name(money.city)), look="label")
        sheet.grid([(0, 1, label), (2, 2, cell)])


def _part(paper: Paper, block: Block, line: int, number: int, row: Rated, place: int) -> list[Cell]:
    draft, t = paper.draft, paper.t
    here = {name: block.here(line, column) for column, name in enumerate(PARTS)}
    column = {name: block.column(column) for column, name in enumerate(PARTS)}
    who, what = paper.blocks["risks.who"], paper.blocks["risks.what"]
    cost, status = who.here(number, WHO.index("cost")), what.here(number, WHAT.index("status"))
    raw = _raw(paper, row)
    city = row.shares[place][0]
    hundredths, rests = _floors([10_000 * share / sum(raw) for share in raw])
    amounts = [] if row.risk.cost is None else [row.risk.cost * percent / 100 for _, percent in row.shares]
    wholes, lefts = _floors(amounts)
    unknown = t("workbook.common.not_known")

    def rank(name: str) -> str:
        first = f"{block.here(0, PARTS.index('code'))}:{here['code']}"
        before = f"{block.here(0, PARTS.index(name))}:{here[name]}"
        larger = f"SUMPRODUCT(--({column['code']}={here['code']}),--({column[name]}>{here[name]}))"
        return f"{larger}+SUMPRODUCT(--({first}={here['code']}),--({before}={here[name]}))"

    share = f"SUMIFS({column['share']},{column['code']},{here['code']})"
    exact = f"{here['share']}/{share}*10000"
    missing = f"ROUND(10000-SUMIFS({column['hundredths']},{column['code']},{here['code']}),0)"
    amount = f"{cost}*{here['percent']}/100"
    short = f"ROUND({cost}-SUMIFS({column['whole']},{column['code']},{here['code']}),0)"
    over = ",".join(f"{status}={paper.cells[f'risk_status.{name}']}" for name in OVER)

    def money(text: str, value: float | None) -> Cell:
        return formula(f'=IF(ISNUMBER({cost}),{text},"{unknown}")', unknown if value is None else value)

    part = dict(row.parts).get(city)
    return [
        written(row.risk.code),
        written(draft.city_name(city)),
        written(t(f"workbook.risks.by_{row.by}")),
        _share_cell(paper, row, city, raw[place]),
        formula(f"=INT({exact}+{_TINY})", hundredths[place]),
        formula(f"=ROUND({exact}-{here['hundredths']},8)", rests[place], "two"),
        formula(
            f"=({here['hundredths']}+IF({rank('rest')}<={missing},1,0))/100", row.shares[place][1], "two"
        ),
        money(f"INT({amount}+{_TINY})", wholes[place] if wholes else None),
        money(f"ROUND({amount}-{here['whole']},8)", lefts[place] if lefts else None),
        money(f"{here['whole']}+IF({rank('left')}<={short},1,0)", None if part is None else float(part)),
        formula(f"=IF(OR({over}),0,1)", int(row.live)),
    ]


def _raw(paper: Paper, row: Rated) -> list[float]:
    """What the shares are worked out from: those entered for the risk, or the cities' shares in the cost key."""
    state = paper.draft.state
    if row.by == KEY:
        key = {share.city: share.percent for share in paper.draft.plan.sharing.shares}
        return [key[city] for city, _ in row.shares]
    own = {share.city: share.percent for share in state.all(RiskShare) if share.risk == row.risk.code}
    return [own.get(city) or 0.0 for city, _ in row.shares]


def _share_cell(paper: Paper, row: Rated, city: str, share: float) -> Cell:
    if row.by != KEY:
        return given(share, "two", of=("risk_share", f"{row.risk.code}.{city}", "percent"))
    codes = [found.city for found in paper.draft.plan.sharing.shares]
    final = paper.blocks["shares"].at(codes.index(city), int(paper.cells["shares.final"]))
    return formula(f"={final}", share, "two")


def _floors(exact: list[float]) -> tuple[list[int], list[float]]:
    """Whole parts and what is left of each, as the cells round them."""
    whole = [int(value + 1e-9) for value in exact]
    return whole, [round(value - floor, 8) for value, floor in zip(exact, whole, strict=True)]
