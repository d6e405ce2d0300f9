"""The workshops of this server from its command line: list, a new key for a lost one, save, restore, backup copies.

`python -m components.workshop key ABCDEF` prints a new facilitator's key; the old one and every access given before
end. `python -m components.workshop backups` lists the copies of the whole file, `restore-backup NAME` puts one back.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from components.errors import ToolError
from components.language import LANGUAGES, Texts, texts
from components.workshop import archive, backups, people
from components.workshop.database import default_url, sqlite_file
from components.workshop.open_store import shared_store
from components.workshop.store import Store


def main(arguments: Sequence[str] | None = None, store: Store | None = None) -> int:
    """Runs one command and returns its exit code: 0, or 1 with the reason on the error output."""
    given = _parser().parse_args(arguments)
    t = texts(given.language)
    try:
        copies = _copies(given, store.database.file if store else sqlite_file(default_url()), t)
        for line in _run(given, store or shared_store(), t) if copies is None else copies:
            print(line)
    except ToolError as error:
        print(t.error(error), file=sys.stderr)
        return 1
    except OSError as error:
        print(t("people.command.file", file=str(error.filename), reason=str(error.strerror)), file=sys.stderr)
        return 1
    return 0


def _copies(given: argparse.Namespace, file: Path | None, t: Texts) -> list[str] | None:
    """The commands about the copies of the file: they must work when the file itself cannot be opened."""
    if given.command not in ("backup", "backups", "restore-backup"):
        return None
    if file is None:
        return [t("backups.command.postgresql")]
    if given.command == "backups":
        found = backups.copies(file)
        return [f"{copy.name}  {copy.size // 1000:,} kB" for copy in found] or [t("backups.command.none")]
    if given.command == "backup":
        made = backups.make(file)
        return [t("backups.command.made", name=made.name) if made else t("backups.command.no_space")]
    backups.restore_file(file, given.name)
    return [t("backups.command.restored", name=given.name)]


def _run(given: argparse.Namespace, store: Store, t: Texts) -> list[str]:
    if given.command == "key":
        code = people.tidy_code(given.code)
        return [t("people.command.key", code=code, key=people.replace_key(store, code))]
    if given.command == "save":
        code = people.tidy_code(given.code)
        Path(given.file).write_bytes(archive.save(store, code))
        return [t("people.command.saved", code=code, file=given.file)]
    if given.command == "restore":
        return [t("people.command.restored", code=archive.restore(store, Path(given.file).read_bytes()))]
    titles = ((code, store.snapshot(code).state.setting.title) for code in store.workshops())
    return [f"{code}  {title}" for code, title in titles] or [t("people.command.none")]


def _parser() -> argparse.ArgumentParser:
    t = texts("en")
    parser = argparse.ArgumentParser(prog="python -m components.workshop", description=t("people.command.what"))
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="en")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help=t("people.command.help_list"))
    commands.add_parser("key", help=t("people.command.help_key")).add_argument("code")
    save = commands.add_parser("save", help=t("people.command.help_save"))
    save.add_argument("code")
    save.add_argument("file")
    commands.add_parser("restore", help=t("people.command.help_restore")).add_argument("file")
    commands.add_parser("backups", help=t("backups.command.help_list"))
    commands.add_parser("backup", help=t("backups.command.help_make"))
    commands.add_parser("restore-backup", help=t("backups.command.help_restore")).add_argument("name")
    return parser


if __name__ == "__main__":
    sys.exit(main())
