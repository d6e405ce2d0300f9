"""Files that somebody may upload and nobody should open, small enough to be made in a moment.

Each has the key of the refusal that it must meet.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def plain(rows: int = 3, columns: int = 3) -> bytes:
    """A harmless workbook of numbers."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("A")
    for row in range(rows):
        for column in range(columns):
            sheet.write_number(row, column, row * 10 + column)
    book.close()
    return buffer.getvalue()


def worded() -> bytes:
    """A harmless workbook with one text."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("A").write_string(0, 0, "word")
    book.close()
    return buffer.getvalue()


def repacked(content: bytes, wanted: dict[str, bytes]) -> bytes:
    """A workbook with parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, body in wanted.items():
            new.writestr(name, body)
    return buffer.getvalue()


def worksheet(inner: str, head: str = "") -> bytes:
    text = f'<?xml version="1.0"?>{head}<worksheet xmlns="{_MAIN}">{inner}</worksheet>'
    return text.encode()


def merge_bomb() -> bytes:
    rows = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>"
    many = "<mergeCells>" + "<mergeCell ref='A1:ZZ2000'/>" * 5000 + "</mergeCells>"
    return repacked(plain(), {SHEET: worksheet(rows + many)})


def one_large_merge() -> bytes:
    """The file of 4.6 kB that costs 21 s when it is opened the ordinary way; read as a stream it costs nothing."""
    rows = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>"
    return repacked(plain(), {SHEET: worksheet(rows + "<mergeCells><mergeCell ref='A1:ZZ2000'/></mergeCells>")})


def many_cells(count: int = 500_000) -> bytes:
    row = "<row>" + "<c/>" * 250 + "</row>"
    return repacked(plain(), {SHEET: worksheet("<sheetData>" + row * (count // 250) + "</sheetData>")})


def zip_bomb() -> bytes:
    blank = b" " * 1_000_000
    return repacked(plain(), {"xl/media/white.xml": worksheet("") + blank * 300})


def lying_bomb() -> bytes:
    """Says in its directory that the part is small, and is not."""
    made = bytearray(repacked(plain(), {"xl/white.xml": worksheet("") + b" " * 40_000_000}))
    place = made.rindex(b"PK\x01\x02")
    made[place + 24 : place + 28] = struct.pack("<I", 200)
    return bytes(made)


def billion_laughs() -> bytes:
    entities = '<!ENTITY a "haha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    return repacked(plain(), {SHEET: worksheet("<sheetData>&j;</sheetData>", f"<!DOCTYPE x [{entities}]>")})


def outside_entity() -> bytes:
    head = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return repacked(worded(), {"xl/sharedStrings.xml": worksheet("<si><t>&f;</t></si>", head)})


def hidden_doctype() -> bytes:
    """In another encoding, so that looking for the letters finds nothing."""
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    return repacked(plain(), {SHEET: text.encode("utf-16")})


def duplicate_part() -> bytes:
    buffer = io.BytesIO(plain())
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(SHEET.upper(), b"<worksheet/>")
    return buffer.getvalue()


def many_parts() -> bytes:
    return repacked(plain(), {f"xl/part{number}.xml": b"<a/>" for number in range(2_000)})


def climbing_part() -> bytes:
    return repacked(plain(), {"xl/../../etc/cron.xml": b"<a/>"})


def macros() -> bytes:
    return repacked(plain(), {"xl/vbaProject.bin": b"\xd0\xcf"})


def renamed_macro_book() -> bytes:
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    return repacked(plain(), {"[Content_Types].xml": types.encode()})


def outside_link() -> bytes:
    return repacked(plain(), {"xl/externalLinks/externalLink1.xml": b"<a/>"})


def fetched_picture() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationships><Relationship Id="r" Type="{kind}" Target="http://x.test/" TargetMode="External"/>'
    return repacked(plain(), {"xl/worksheets/_rels/sheet1.xml.rels": f"{link}</Relationships>".encode()})


def far_cell() -> bytes:
    row = "<sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>"
    return repacked(plain(), {SHEET: worksheet(row)})


def far_column() -> bytes:
    rows = "".join(f"<row r='{n}'><c r='XFD{n}'><v>1</v></c></row>" for n in range(1, 4000))
    return repacked(plain(), {SHEET: worksheet(f"<sheetData>{rows}</sheetData>")})


def long_texts() -> bytes:
    text = "x" * 32_000
    cells = "".join(f"<row r='{n}'><c r='A{n}' t='s'><v>0</v></c></row>" for n in range(1, 4000))
    strings = f'<sst xmlns="{_MAIN}"><si><t>{text}</t></si></sst>'.encode()
    parts = {SHEET: worksheet(f"<sheetData>{cells}</sheetData>"), "xl/sharedStrings.xml": strings}
    return repacked(worded(), parts)


def deep() -> bytes:
    return repacked(plain(), {SHEET: worksheet("<a>" * 100_000 + "</a>" * 100_000)})


def no_number() -> bytes:
    row = "<sheetData><row r='1'><c r='A1'><v>seven</v></c></row></sheetData>"
    return repacked(plain(), {SHEET: worksheet(row)})


def odd_address() -> bytes:
    row = "<sheetData><row r='1'><c r='1A'><v>1</v></c></row></sheetData>"
    return repacked(plain(), {SHEET: worksheet(row)})


def many_styles() -> bytes:
    """Hundreds of thousands of formats: computing without end for a reader that keeps them all."""
    formats = "<xf numFmtId='0'/>" * 900_000
    body = f'<styleSheet xmlns="{_MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>'
    return repacked(plain(), {"xl/styles.xml": body.encode()})


def encrypted() -> bytes:
    made = bytearray(plain())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(sign)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(sign, at + 4)
    return bytes(made)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, b"<a/>")
    return buffer.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "merge bomb": (merge_bomb, "forged"),
    "500,000 cells": (many_cells, "too_many_cells"),
    "zip bomb of 300 MB": (zip_bomb, "bomb"),
    "zip bomb that lies about its size": (lying_bomb, "damaged"),
    "billion laughs": (billion_laughs, "forged"),
    "outside entity": (outside_entity, "forged"),
    "document type in UTF-16": (hidden_doctype, "forged"),
    "two parts of one name": (duplicate_part, "forged"),
    "2,000 parts": (many_parts, "too_many_parts"),
    "part that climbs out": (climbing_part, "forged"),
    "macros": (macros, "macros"),
    "macro book with another name": (renamed_macro_book, "macros"),
    "link to another book": (outside_link, "outside"),
    "picture from the internet": (fetched_picture, "outside"),
    "cell at the far corner": (far_cell, "too_wide"),
    "4,000 rows to the last column": (far_column, "too_wide"),
    "128 million letters by one text": (long_texts, "too_much_text"),
    "100,000 elements deep": (deep, "forged"),
    "word as a number": (no_number, "damaged"),
    "odd address": (odd_address, "damaged"),
    "900,000 styles": (many_styles, "forged"),
    "encrypted zip": (encrypted, "old_or_locked"),
    "cut off": (lambda: plain()[:3000], "damaged"),
    "old Excel or a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_or_locked"),
    "binary workbook": (lambda: zipped("[Content_Types].xml", "xl/workbook.bin"), "binary"),
    "OpenDocument": (lambda: zipped("mimetype", "content.xml"), "open_document"),
    "Word": (lambda: zipped("[Content_Types].xml", "word/document.xml"), "word"),
    "some zip": (lambda: zipped("holiday.jpg"), "not_excel"),
    "csv": (lambda: b"city,mark\nC1,4\n", "text_file"),
    "web page": (lambda: b"<html><table><tr><td>4</td></tr></table></html>", "web_page"),
    "PDF": (lambda: b"%PDF-1.7 ...", "pdf"),
    "noise": (lambda: bytes(range(256)) * 8, "not_excel"),
    "nothing": (lambda: b"", "empty"),
    "3 MB": (lambda: b"PK\x03\x04" + bytes(3_000_000), "too_large"),
}
