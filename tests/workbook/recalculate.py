"""Recalculates a workbook with LibreOffice and compares every formula cell with the value that the program wrote.

Headless LibreOffice trusts the values that a file carries. Its profile here says «always recalculate»; a test plants
a wrong value and sees it found.
"""

from __future__ import annotations

import atexit
import io
import math
import posixpath
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

import openpyxl

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
Cells = Mapping[tuple[str, str], object]
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def office(source: Path, folder: Path, target: str) -> Path:
    """Converts a file with LibreOffice, into `folder`."""
    [found] = offices([source], folder, target)
    return found


@cache
def _profile() -> Path:
    """A profile of this process alone: making one takes longer than converting a small file."""
    folder = tempfile.mkdtemp(prefix="soffice")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (Path(folder) / "user").mkdir()
    (Path(folder) / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    return Path(folder)


def offices(sources: list[Path], folder: Path, target: str) -> list[Path]:
    """Converts files of different names in one start, which takes longer than a small file does."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: apt-get install libreoffice-calc-nogui"
    out = folder / "out"
    command = [program, f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", target, "--outdir", str(out), *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    found = [out / f"{source.stem}.{target.split(':', maxsplit=1)[0]}" for source in sources]
    assert all(path.exists() for path in found), done.stderr
    return found


def recalculated(content: bytes, folder: Path) -> Cells:
    """The values of all cells after a full recalculation."""
    return recalculated_all({"book": content}, folder)["book"]


def recalculated_all(contents: Mapping[str, bytes], folder: Path) -> dict[str, Cells]:
    """The same of several files, each under its name."""
    sources = [folder / f"book{number}.xlsx" for number in range(len(contents))]
    for source, content in zip(sources, contents.values(), strict=True):
        source.write_bytes(content)
    found = offices(sources, folder, "xlsx")
    return {name: read(path.read_bytes()).values for name, path in zip(contents, found, strict=True)}


# A large file takes seconds to open, and several tests look at the same one.
@lru_cache(maxsize=4)
def opened(content: bytes) -> openpyxl.Workbook:
    """The file with its formulas, to be looked at and not to be changed."""
    return openpyxl.load_workbook(io.BytesIO(content))


def values(content: bytes) -> Cells:
    """The values that a file carries, by sheet and cell."""
    return _kept(content).values


def formulas(content: bytes) -> Cells:
    """The formulas of a file, by sheet and cell."""
    return _kept(content).formulas


class Read(NamedTuple):
    """What stands in the cells of a file. A cell without anything in it is in neither."""

    values: dict[tuple[str, str], object]
    formulas: dict[tuple[str, str], object]


@lru_cache(maxsize=100)
def _kept(content: bytes) -> Read:
    return read(content)


def read(content: bytes) -> Read:
    """Values and formulas in one pass over the file, about ten times as fast as opening it twice."""
    found = Read({}, {})
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = _shared(book)
        targets = dict(_attributes(book.read(_RELATIONS), "Relationship", ("Id", "Target")))
        for name, key in _attributes(book.read(_BOOK), "sheet", ("name", "r:id")):
            part = posixpath.normpath(posixpath.join("/xl", targets[key])).lstrip("/")
            _sheet(name, book.read(part), shared, found)
    return found


def _attributes(part: bytes, element: str, names: tuple[str, str]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == element:
            rows.append((attributes[names[0]], attributes[names[1]]))

    parser.StartElementHandler = start
    parser.Parse(part, True)
    return rows


def _shared(book: zipfile.ZipFile) -> list[str]:
    """The texts that cells share; `rPh` holds how a text is read aloud and is no part of it."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    texts: list[str] = []
    parts: list[str] = []
    within: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag: str, _attributes: dict[str, str]) -> None:
        within.append(tag)
        if tag == "si":
            parts.clear()

    def end(tag: str) -> None:
        within.pop()
        if tag == "si":
            texts.append(unescaped("".join(parts)))

    def data(text: str) -> None:
        if within[-1] == "t" and "rPh" not in within:
            parts.append(text)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    parser.Parse(book.read("xl/sharedStrings.xml"), True)
    return texts


def _sheet(name: str, part: bytes, shared: list[str], found: Read) -> None:
    place = kind = inside = ""
    parts: dict[str, list[str]] = {}
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal place, kind, inside
        if tag == "c":
            place, kind = attributes["r"], attributes.get("t", "n")
            parts.clear()
        elif tag in ("v", "f", "t"):
            inside = tag
            parts.setdefault(tag, [])

    def end(tag: str) -> None:
        nonlocal inside
        if tag == inside:
            inside = ""
        elif tag == "c":
            texts = {tag: "".join(found_in) for tag, found_in in parts.items()}
            if "f" in texts:
                found.formulas[name, place] = f"={texts['f']}"
            if texts.get("v", texts.get("t")):
                found.values[name, place] = _value(kind, texts, shared)
            elif "f" in texts:
                found.values[name, place] = None

    def data(text: str) -> None:
        if inside:
            parts[inside].append(text)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    parser.Parse(part, True)


def _value(kind: str, texts: Mapping[str, str], shared: list[str]) -> object:
    text = texts.get("v", "")
    if kind == "s":
        return shared[int(text)]
    if kind == "inlineStr":
        return unescaped(texts["t"])
    if kind == "b":
        return text == "1"
    if kind != "n":
        return unescaped(text)
    return int(text) if text.lstrip("-").isdigit() else float(text)


def unescaped(text: str) -> str:
    """A text without the marks that a file writes for signs that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def differences(content: bytes, found: Cells) -> list[str]:
    """Every formula cell whose recalculated value is not the program's, to 1e-9 of its size."""
    carried = values(content)
    return [
        f"{place[0]}!{place[1]} {formula}: written {carried.get(place)!r}, recalculated {found.get(place)!r}"
        for place, formula in formulas(content).items()
        if not same(carried.get(place), found.get(place))
    ]


def errors(found: Cells) -> list[str]:
    """The cells that show an error."""
    return [f"{sheet}!{cell} {value}" for (sheet, cell), value in found.items() if str(value).startswith("#")]


def rows(found: Cells, sheet: str) -> list[list[object]]:
    """The rows of a sheet from top to bottom, each with what stands in it from left to right, empty cells left out."""
    lines: dict[int, list[tuple[int, str, object]]] = {}
    for (name, place), value in found.items():
        if name == sheet and value not in (None, ""):
            letters = place.rstrip("0123456789")
            lines.setdefault(int(place[len(letters) :]), []).append((len(letters), letters, value))
    return [[value for *_, value in sorted(lines[number], key=lambda cell: cell[:2])] for number in sorted(lines)]


def words(found: Cells, sheet: str) -> str:
    """All that stands on a sheet, line by line."""
    return "\n".join(" | ".join(map(str, row)) for row in rows(found, sheet))


def same(one: object, two: object) -> bool:
    """Equal words, or numbers equal to 1e-9; nothing at all is the empty text."""
    if isinstance(one, int | float) and isinstance(two, int | float):
        return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-9)
    return ("" if one is None else one) == ("" if two is None else two)
