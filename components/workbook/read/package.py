"""What is inside an uploaded file before anything interprets it: a zip of XML parts, counted and looked through.

Runs in the process of `apart`. Nothing is taken on trust: parts are unpacked with a counter, their names compared, and
every XML part passes a parser that stops at a document type, too many elements within each other, or too many cells.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from components.errors import InputError, Problem
from components.workbook.read.gate import Limits

_CHUNK = 256 * 1024
_DEEPEST = 64
_MOST_MERGED = 1_000
# Excel itself holds no more cell formats in a book.
_MOST_FORMATS = 65_490
_LONGEST_FORMULA = 8_192
_TYPES = "[Content_Types].xml"
_MACROS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "xl/activex/", "xl/ctrlprops/activex", "vbadata")
_EMBEDDED = ("xl/externallinks/", "xl/embeddings/", "xl/connections", "xl/querytables/", "xl/model/", "xl/datamodel")
_OTHER_KINDS = {"word/": "paper.gate.word", "ppt/": "paper.gate.not_excel", "xl/workbook.bin": "paper.gate.binary"}
_HARMLESS_LINKS = ("hyperlink",)
_XML = (".xml", ".rels", ".vml")


@dataclass
class Found:
    """What stands in one worksheet part. Cells count from 1. texts: what each formula says and the number of those that
    share it; shared: by that number, the place and the words of the one that is written out.
    """

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    shared: dict[str, tuple[tuple[int, int], str]] = field(default_factory=dict)


def looked_through(data: bytes, limits: Limits) -> dict[str, Found]:
    """The worksheet parts by their path. Raises InputError for what no workbook of ours needs or nobody should open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = _entries(package, limits)
            return _scanned(package, entries, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise InputError(Problem("paper.gate.damaged")) from error


def _entries(package: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    entries = package.infolist()
    if len(entries) > limits.parts:
        raise InputError(Problem("paper.gate.too_many_parts", {"n": limits.parts}))
    names = [str(PurePosixPath(entry.filename.replace("\\", "/").lower())) for entry in entries]
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise InputError(Problem("paper.gate.forged"))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise InputError(Problem("paper.gate.old_or_locked"))
    if sum(entry.file_size for entry in entries) > limits.expanded:
        raise InputError(Problem("paper.gate.bomb"))
    for name in names:
        if any(sign in name for sign in _MACROS):
            raise InputError(Problem("paper.gate.macros"))
        if name.startswith(_EMBEDDED):
            raise InputError(Problem("paper.gate.outside"))
        for start, key in _OTHER_KINDS.items():
            if name.startswith(start):
                raise InputError(Problem(key))
    if "mimetype" in names and "content.xml" in names:
        raise InputError(Problem("paper.gate.open_document"))
    if _TYPES.lower() not in names or "xl/workbook.xml" not in names:
        raise InputError(Problem("paper.gate.not_excel"))
    return entries


def _scanned(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> dict[str, Found]:
    found: dict[str, Found] = {}
    expanded = cells = elements = 0
    for entry in entries:
        scan = _Scan(limits.cells - cells, limits.elements - elements)
        is_xml = entry.filename.lower().endswith(_XML)
        with package.open(entry) as part:
            while chunk := part.read(_CHUNK):
                expanded += len(chunk)
                if expanded > limits.expanded:
                    raise InputError(Problem("paper.gate.bomb"))
                if is_xml:
                    scan.feed(chunk, limits)
        if is_xml:
            scan.feed(b"", limits, last=True)
        elements += scan.elements
        if scan.worksheet:
            cells += scan.found.cells
            found[entry.filename] = scan.found
    if any(sheet.last_row > limits.rows or sheet.last_column > limits.columns for sheet in found.values()):
        raise InputError(Problem("paper.gate.too_wide", {"rows": limits.rows, "columns": limits.columns}))
    return found


class _Scan:
    """One XML part, read as a stream: nothing of it is kept but counts and places."""

    def __init__(self, cells_left: int, elements_left: int) -> None:
        self.worksheet = False
        self.elements = 0
        self.found = Found()
        self._cells_left, self._elements_left = cells_left, elements_left
        self._depth = self._row = self._column = self._formats = 0
        self._said: list[str] | None = None
        self._share = ""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, chunk: bytes, limits: Limits, *, last: bool = False) -> None:
        """Reads on. Raises InputError."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise InputError(Problem("paper.gate.damaged")) from error
        if self.found.cells > self._cells_left:
            raise InputError(Problem("paper.gate.too_many_cells", {"n": limits.cells}))
        if len(self.found.merged) > _MOST_MERGED:
            raise InputError(Problem("paper.gate.forged"))

    def _doctype(self, *_: Any) -> None:
        raise InputError(Problem("paper.gate.forged"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.elements += 1
        if self.elements > self._elements_left:
            raise InputError(Problem("paper.gate.too_slow"))
        if self._depth > _DEEPEST:
            raise InputError(Problem("paper.gate.forged"))
        kind = name.rpartition(" ")[2]
        if self._depth == 1:
            self.worksheet = kind == "worksheet"
        if self.worksheet:
            self._of_sheet(kind, attributes)
        elif kind == "xf":
            self._formats += 1
            if self._formats > _MOST_FORMATS:
                raise InputError(Problem("paper.gate.forged"))
        elif kind == "Relationship" and attributes.get("TargetMode", "").lower() == "external":
            _check_link(attributes.get("Type", ""))
        elif kind in {"Override", "Default"} and "macroenabled" in attributes.get("ContentType", "").lower():
            raise InputError(Problem("paper.gate.macros"))

    def _of_sheet(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == "row":
            self._row = _whole(attributes.get("r")) or self._row + 1
            self._column = 0
        elif kind == "c":
            self.found.cells += 1
            self._column += 1
            if place := attributes.get("r"):
                self._row, self._column = _place(place)
            if self.found.cells > self._cells_left + 1:
                return
        elif kind in {"v", "is", "f"}:
            self.found.last_row = max(self.found.last_row, self._row)
            self.found.last_column = max(self.found.last_column, self._column)
            if kind == "f":
                self.found.formulas.append((self._row, self._column))
                self._share = attributes.get("si", "")[:9] if attributes.get("t") == "shared" else ""
                self._said = []
                self._parser.CharacterDataHandler = self._said.append
        elif kind == "mergeCell":
            self.found.merged.append(attributes.get("ref", "")[:40])

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._said is not None:
            self._formula_ends("".join(self._said))

    def _formula_ends(self, text: str) -> None:
        self._parser.CharacterDataHandler = None
        self._said = None
        self.found.texts.append((text[:_LONGEST_FORMULA], self._share))
        if text and self._share:
            self.found.shared.setdefault(self._share, (self.found.formulas[-1], text[:_LONGEST_FORMULA]))


def _check_link(kind: str) -> None:
    """A link that a person follows by a click is only text for us; anything else would fetch something by itself."""
    if kind.rpartition("/")[2].lower() not in _HARMLESS_LINKS:
        raise InputError(Problem("paper.gate.outside"))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _place(text: str) -> tuple[int, int]:
    """(row, column) of an address; a faulty one is refused."""
    letters = text.rstrip("0123456789")
    row = _whole(text[len(letters) :])
    if not row or not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        raise InputError(Problem("paper.gate.damaged"))
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return row, column
