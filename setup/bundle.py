"""Writes dist/<name>.tar.gz: the committed source and every wheel it needs, for a computer without internet.

The wheels are for the platform and the Python that this script runs on, and the archive's name says which: make the
bundle on a computer like the one that will use it. There `make run` installs from wheels/ and asks no network.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    where = f"{python}-{platform.system().lower()}-{platform.machine().lower()}"
    name = f"{project['name']}-{project['version']}"
    target = ROOT / "dist" / f"{name}-{where}.tar.gz"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--wheel-dir", folder / "wheels", "-r", "requirements.txt"], cwd=ROOT, check=True)
        (folder / "wheels" / "PLATFORM").write_text(f"{where}\n", encoding="utf-8")
        source = folder / "source.tar"
        subprocess.run(["git", "archive", f"--prefix={name}/", "-o", source, "HEAD"], cwd=ROOT, check=True)
        with tarfile.open(source) as committed, tarfile.open(target, "w:gz") as archive:
            for member in committed:
                archive.addfile(member, committed.extractfile(member) if member.isfile() else None)
            archive.add(folder / "wheels", f"{name}/wheels")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.0f} MB, for {where} only.")
    print("On that computer: unpack it, enter the folder, make run")


if __name__ == "__main__":
    main()
