"""Ways through the finished book: from plan line to option, score and first mark, and back; names of its tables."""

from __future__ import annotations

from components.workbook.write import offers
from components.workbook.write.criteria import WEIGHT
from components.workbook.write.longlist import MONEY
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block
from components.workbook.write.trace import SUBJECT

_CODE = 0


def write(paper: Paper) -> None:
    """Makes the code of every option a way to the next sheet that tells of it, and names the tables."""
    draft = paper.draft
    options = {row.code: number for number, row in enumerate(draft.state.options)}
    scores = {row.option: number for number, row in enumerate(draft.plan.scores)}
    option_of = {code: _place(paper.blocks["options"], number) for code, number in options.items()}
    score_of = {code: _place(paper.blocks["scores"], number) for code, number in scores.items()}
    for number, line in enumerate(draft.chosen):
        for name in ("plan.who", "plan.money"):
            _link(paper, name, number, line.option, option_of.get(line.option))
    planned = {line.option: _place(paper.blocks["plan.who"], number) for number, line in enumerate(draft.chosen)}
    for code, number in options.items():
        _link(paper, "options", number, code, score_of.get(code))
        _link(paper, "options.money", number, code, planned.get(code) or score_of.get(code))
    for code, number in scores.items():
        row = paper.cells.get(f"trace.{code}")
        _link(paper, "scores", number, code, (row and _at("18_ScoreTrace", int(row), SUBJECT)) or option_of.get(code))
    raw = paper.worksheet("18_ScoreTrace")
    for code, place in option_of.items():
        if row := paper.cells.get(f"trace.{code}"):
            raw.lead(int(row), SUBJECT, place)
    for name, cells in _inputs(paper).items():
        paper.workbook.define_name(f"in_{name}", f"={cells}")
    for name, block in paper.blocks.items():
        if block.rows and not name.startswith("list."):
            last = Block(block.sheet, block.first, block.left, block.rows, 1).here(block.rows - 1, block.columns - 1)
            paper.workbook.define_name(f"table_{name.replace('.', '_')}", f"={block.at(0, 0)}:{last}")


def _inputs(paper: Paper) -> dict[str, str]:
    """The inputs that most people change, by their name in the book without its beginning."""
    blocks, years = paper.blocks, len(paper.draft.years)
    money = blocks["options.money"]
    found = {
        "weights": blocks["criteria"].column(WEIGHT),
        "capital_costs": money.column(MONEY.index("likely")),
        "running_costs": money.column(MONEY.index("opex")),
        "revenues": money.column(MONEY.index("revenue")),
        "key_weights": blocks["keys"].column(1),
        "certainties": offers.certainties(paper),
        "certainty_weights": blocks["certainties"].column(4),
        "source_amounts": offers.amounts(paper),
    }
    envelopes = blocks["envelopes"]
    if years and paper.draft.cities:
        found["envelopes"] = f"{envelopes.at(0, 1)}:{envelopes.here(years - 1, envelopes.columns - 1)}"
    return {name: cells for name, cells in found.items() if cells}


def _link(paper: Paper, name: str, number: int, code: str, target: str | None) -> None:
    block = paper.blocks[name]
    if target:
        raw, look = paper.worksheet(block.sheet), paper.looks.of("link")
        raw.write_url(block.first + number, block.left + _CODE, target, look, code)


def _place(block: Block, number: int) -> str:
    return _at(block.sheet, block.first + number, block.left)


def _at(sheet: str, row: int, column: int) -> str:
    name = Block(sheet, row, column, 1, 1).here(0, 0).replace("$", "")
    return f"internal:'{sheet}'!{name}"
