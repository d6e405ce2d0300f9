"""Lines that were pasted from a spreadsheet or typed: tabs, semicolons or commas, of either language."""

from __future__ import annotations

import csv
import io


def rows(text: str) -> list[tuple[int, list[str]]]:
    """The cells of every line with its number. The first separator found counts: tab, then semicolon, then comma."""
    body = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator = next((sign for sign in ("\t", ";", "；") if sign in body), ",")
    if separator == "；":
        body, separator = body.replace("；", ";"), ";"
    if separator == ",":
        body = body.replace("，", ",")
    reader = csv.reader(io.StringIO(body), delimiter=separator, skipinitialspace=True)
    return [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
