"""A small table from a file, as the lines that the paste boxes understand: a workbook's first sheet, or a CSV file.

A workbook goes through the gate like every upload. A CSV file is text of a limited length in UTF-8 or, as spreadsheets
in China write it, GB 18030; what is neither is refused in words. Nothing is judged here: the reader of the lines says
which of them are at fault.
"""

from __future__ import annotations

from components.errors import InputError, Problem
from components.workbook.read import gate

ENDINGS = ("xlsx", "csv")
_ENCODINGS = ("utf-8-sig", "gb18030")


def from_file(data: bytes, name: str, limits: gate.Limits = gate.LIMITS) -> str:
    """The lines of a file by its name's ending. Raises InputError that says what the file is or what is wrong with it.

    Of a workbook the first sheet that is not hidden and not empty counts; cells are parted by tabs.
    """
    if name.casefold().endswith(".csv"):
        return _from_csv(data, limits)
    sheets = [sheet for sheet in gate.opened(data, limits).sheets if sheet.cells and not sheet.hidden]
    if not sheets:
        raise InputError(Problem("lines.empty"))
    cells = sheets[0].cells
    rows, columns = max(cell.row for cell in cells), max(cell.column for cell in cells)
    return "\n".join(
        "\t".join(_plain(sheets[0].text(row, column)) for column in range(1, columns + 1)) for row in range(1, rows + 1)
    )


def _plain(cell: str) -> str:
    """One line, without what would be read as the end of a cell."""
    return " ".join(cell.replace('"', "'").split())


def _from_csv(data: bytes, limits: gate.Limits) -> str:
    if len(data) > limits.bytes:
        raise InputError(Problem("lines.too_large", {"most": limits.bytes // 1024 // 1024}))
    if b"\0" in data:
        raise InputError(Problem("lines.not_text"))
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(Problem("lines.not_text"))
