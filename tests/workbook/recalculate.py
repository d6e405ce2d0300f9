"""Recalculates a workbook with LibreOffice and compares every formula cell with the value that the program wrote.

Headless LibreOffice trusts the values that a file carries. Its profile here says «always recalculate»; a test plants
a wrong value and sees it found.
"""

from __future__ import annotations

import io
import math
import shutil
import subprocess
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import openpyxl

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
Cells = Mapping[tuple[str, str], object]


def office(source: Path, folder: Path, target: str) -> Path:
    """Converts a file with LibreOffice, in a profile of its own below `folder`."""
    [found] = offices([source], folder, target)
    return found


def offices(sources: list[Path], folder: Path, target: str) -> list[Path]:
    """Converts files of different names in one start, which takes longer than a small file does."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: apt-get install libreoffice-calc-nogui"
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    out = folder / "out"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
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
    return {name: values(path.read_bytes()) for name, path in zip(contents, found, strict=True)}


# A large file takes seconds to open, and several tests look at the same one.
@lru_cache(maxsize=4)
def opened(content: bytes) -> openpyxl.Workbook:
    """The file with its formulas, to be looked at and not to be changed."""
    return openpyxl.load_workbook(io.BytesIO(content))


@lru_cache(maxsize=4)
def values(content: bytes) -> Cells:
    """The values that a file carries, by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


@lru_cache(maxsize=4)
def formulas(content: bytes) -> Cells:
    """The formulas of a file, by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def differences(content: bytes, found: Cells) -> list[str]:
    """Every formula cell whose recalculated value is not the program's, to 1e-9 of its size."""
    carried = values(content)
    return [
        f"{place[0]}!{place[1]} {formula}: written {carried.get(place)!r}, recalculated {found.get(place)!r}"
        for place, formula in formulas(content).items()
        if not same(carried.get(place), found.get(place))
    ]


def same(one: object, two: object) -> bool:
    """Equal words, or numbers equal to 1e-9; nothing at all is the empty text."""
    if isinstance(one, int | float) and isinstance(two, int | float):
        return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-9)
    return (one or "") == (two or "") and type(one or "") is type(two or "")
