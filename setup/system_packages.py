"""The programs that some tests need besides Python: which are missing, how to get them, and getting them.

Run as a script it installs what is missing where that is possible without asking (Debian or Ubuntu, as root or with a
sudo that asks no password) and otherwise says by name what is missing. The tests read the same list to leave out what
cannot run here, and to say how many tests that is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """marker: of the tests that need it. package: its name in Debian. find: its path, or None when it is missing."""

    marker: str
    title: str
    package: str
    elsewhere: str
    find: Callable[[], str | None]


def on_path(*names: str) -> str | None:
    """Path of the first of these commands that is there."""
    return next((path for name in names if (path := shutil.which(name))), None)


def chromium() -> str | None:
    """Path of a Chromium, or of Chrome."""
    return on_path("chromium", "chromium-browser", "google-chrome")


def libreoffice(part: str) -> str | None:
    """Path of LibreOffice if it has this part; without Calc it opens no workbook, without Writer no briefing."""
    path = on_path("soffice", "libreoffice")
    if path is None:
        return None
    library = Path(path).resolve().parent / part
    return path if library.exists() or sys.platform != "linux" else None


def postgresql() -> str | None:
    """Folder of initdb and postgres; Debian keeps them off the PATH. The newest version is taken."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    path = found[-1] if found else on_path("initdb")
    return str(Path(path).parent) if path and (Path(path).parent / "postgres").exists() else None


def chinese_font() -> str | None:
    """A font with Chinese characters; without one a browser draws boxes, and a screenshot proves nothing."""
    if sys.platform != "linux":
        return "system"
    lister = on_path("fc-list")
    answer = lister and subprocess.run([lister, ":lang=zh", "file"], capture_output=True, text=True, check=False).stdout
    return answer.splitlines()[0] if answer else None


def libatomic() -> str | None:
    """A library of the C compiler's that the browser driver's own Node needs and a bare Debian lacks."""
    return "system" if sys.platform != "linux" else find_library("atomic")


PROGRAMS = (
    Program("needs_chromium", "Chromium", "chromium", "chromium.org, or the system's package chromium", chromium),
    Program(
        "needs_libreoffice",
        "LibreOffice Calc",
        "libreoffice-calc-nogui",
        "libreoffice.org; the command soffice must be found on the PATH",
        lambda: libreoffice("libsclo.so"),
    ),
    Program(
        "needs_libreoffice",
        "LibreOffice Writer",
        "libreoffice-writer-nogui",
        "libreoffice.org; the command soffice must be found on the PATH",
        lambda: libreoffice("libswlo.so"),
    ),
    Program(
        "needs_postgresql",
        "PostgreSQL server",
        "postgresql",
        "postgresql.org; the folder of initdb must be on the PATH",
        postgresql,
    ),
    Program(
        "needs_pdftoppm",
        "pdftoppm",
        "poppler-utils",
        "the system's package poppler or poppler-utils",
        lambda: on_path("pdftoppm"),
    ),
    Program(
        "needs_chromium",
        "a font with Chinese",
        "fonts-noto-cjk",
        "the system's package of Noto Sans CJK",
        chinese_font,
    ),
    Program(
        "needs_chromium",
        "libatomic",
        "libatomic1",
        "the system's package of GCC's atomic library",
        libatomic,
    ),
)


def missing() -> tuple[Program, ...]:
    """The programs that are not on this machine."""
    return tuple(program for program in PROGRAMS if program.find() is None)


def describe(program: Program) -> str:
    """What is missing and how to get it, in a line."""
    return f"{program.title} is missing; Debian, Ubuntu: apt-get install {program.package}; else: {program.elsewhere}"


def may_install() -> list[str] | None:
    """The words before apt-get, or None where this script must not or cannot install."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install(packages: list[str], before: list[str]) -> bool:
    """Whether apt-get could install the packages; its lists are fetched only when the first try fails."""
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    wanted = [*quiet, "--no-install-recommends", "install", *packages]
    if subprocess.run(wanted, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0:
        return True
    subprocess.run([*quiet, "update"], stdin=subprocess.DEVNULL, check=False)
    return subprocess.run(wanted, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main() -> int:
    """Installs what is missing; 1 when something is still missing and CI=true allows nothing to be left out."""
    lacking = missing()
    if not lacking:
        return 0
    packages = [program.package for program in lacking]
    before = may_install()
    if before is not None:
        print("Installing", ", ".join(packages), flush=True)
        install(packages, before)
        lacking = missing()
    for program in lacking:
        print(describe(program), file=sys.stderr)
    return 1 if lacking and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
