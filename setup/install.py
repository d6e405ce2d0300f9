"""Makes .venv and installs the pinned packages of a requirements file; from wheels/ beside it when it is a bundle.

    python3 setup/install.py requirements.txt

Only the standard library is used: it runs before anything is installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from system_packages import install, may_install

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHEELS = ROOT / "wheels"
OLDEST = (3, 11)


def main(requirements: str) -> int:
    if sys.version_info < OLDEST:
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 …")
        return 1
    if not make_venv():
        print("Python cannot make a virtual environment here. Debian, Ubuntu: apt-get install python3-venv")
        return 1
    # A bundle holds what the tool needs, not what its tests need.
    bundled = WHEELS.is_dir() and requirements == "requirements.txt"
    offline = ["--no-index", "--find-links", str(WHEELS)] if bundled else []
    print(f"Installing {requirements} into .venv", "from wheels/" if offline else "", flush=True)
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *offline, "-r", requirements]
    result = subprocess.run(command, cwd=ROOT, check=False).returncode
    if result and offline:
        print(f"This archive is for {(WHEELS / 'PLATFORM').read_text(encoding='utf-8').strip()}.")
    return result


def make_venv() -> bool:
    """Whether .venv has a Python with pip; Debian keeps the means to make one in a package of its own."""
    if works():
        return True
    create = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(create, capture_output=True, check=False).returncode == 0 and works():
        return True
    before = may_install()
    return (
        before is not None
        and install(["python3-venv"], before)
        and subprocess.run(create, check=False).returncode == 0
        and works()
    )


def works() -> bool:
    asked = [PYTHON, "-m", "pip", "--version"]
    return PYTHON.exists() and subprocess.run(asked, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
