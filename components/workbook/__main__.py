"""Writes the plan of a stored workshop without a browser: `python -m components.workbook CODE -o plan.xlsx`, or its
one-page briefing: `-o briefing.docx`.

The same functions as the screens use; the database is that of `DATABASE_URL` or this computer's own. With `--demo` the
demonstration is loaded into a database in memory. Exit codes: 0 written, 1 not written (the reason on the error
output), 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import SQLAlchemyError

from components.errors import InputError, Problem, ToolError
from components.framework.catalogue import load
from components.language import DEFAULT_LANGUAGE, LANGUAGES, texts
from components.walk import demonstration, results
from components.workbook.write import book, briefing
from components.workbook.write.draft import Draft
from components.workbook.write.rules import findings
from components.workbook.write.status import status_of
from components.workshop.database import Database, default_url
from components.workshop.people import tidy_code
from components.workshop.store import Store

_BRIEFING = ".docx"

def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    t = texts(asked.language)
    if bool(asked.code) == asked.demo:
        parser.error(t("workbook.command.which"))
    try:
        message = (
            _demonstrate(asked.output, asked.language)
            if asked.demo
            else _stored(asked.code, asked.output, asked.language)
        )
    except ToolError as error:
        print(t.error(error), file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(t("workbook.command.no_database", why=str(error).splitlines()[0]), file=sys.stderr)
        return 1
    print(message)
    return 0


def _parser() -> argparse.ArgumentParser:
    t = texts(DEFAULT_LANGUAGE)
    parser = argparse.ArgumentParser(
        prog="python -m components.workbook", description=t("workbook.command.description")
    )
    parser.add_argument("code", nargs="?", help=t("workbook.command.code_help"))
    parser.add_argument("--demo", action="store_true", help=t("workbook.command.demo_help"))
    parser.add_argument("-o", "--output", type=Path, required=True, help=t("workbook.command.output_help"))
    parser.add_argument(
        "--language", choices=list(LANGUAGES), default=DEFAULT_LANGUAGE, help=t("workbook.command.language_help")
    )
    return parser


def _demonstrate(output: Path, language: str) -> str:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demonstration.sqlite'}")
        try:
            store = Store(database)
            code = demonstration.load(store, load(), language=language)
            return _write(store, code, output, language)
        finally:
            database.close()


def _stored(code: str, output: Path, language: str) -> str:
    database = Database(default_url())
    try:
        return _write(Store(database), tidy_code(code), output, language)
    finally:
        database.close()


def _write(store: Store, code: str, output: Path, language: str) -> str:
    if store.key_hash(code) is None:
        t = texts(language)
        known = t.joined(list(store.workshops())) or t("workbook.command.nothing")
        raise InputError(Problem("workbook.command.unknown", {"code": code, "known": known}))
    if not output.parent.is_dir():
        raise InputError(Problem("workbook.command.no_folder", {"folder": str(output.parent)}))
    catalogue = load()
    seen = results.snapshot(store, code)
    evidence, plan, parameters = (
        results.evidence(seen, catalogue),
        results.plan(seen, catalogue),
        results.parameters(seen),
    )
    now = datetime.now(UTC)
    about = (seen, evidence, plan, catalogue, parameters, language)
    if output.suffix.lower() == _BRIEFING:
        content = briefing.write(*about, at=now)
    else:
        content = book.write(*about, at=now, uncertainty=results.uncertainty(seen, catalogue))
    try:
        output.write_bytes(content)
    except OSError as error:
        why = {"file": str(output), "why": error.strerror or str(error)}
        raise InputError(Problem("workbook.command.cannot_write", why)) from error
    draft = Draft(seen, evidence, plan, catalogue, parameters, language, now)
    values = {"file": str(output), "size": round(len(content) / 1024), "title": draft.title}
    return draft.t("workbook.command.written", status=status_of(draft, findings(draft)).label, **values)


if __name__ == "__main__":
    sys.exit(main())
