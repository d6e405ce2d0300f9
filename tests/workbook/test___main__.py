"""The command writes the same book without a browser and says in words what went wrong."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from components.framework.catalogue import load
from components.walk import demonstration
from components.workbook.__main__ import main
from components.workshop.database import Database
from components.workshop.store import Store


def test_demonstration_in_the_language_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plan.xlsx"
    assert main(["--demo", "-o", str(file), "--language", "zh"]) == 0
    assert openpyxl.load_workbook(file, read_only=True)["20_Checks"]["A1"].value == "检查"
    assert str(file) in capsys.readouterr().out


@pytest.mark.parametrize(("language", "title"), [("en", "Coffee Triangle 2027–2031"), ("zh", "咖啡三角 2027–2031")])
def test_the_ending_of_the_file_asks_for_the_briefing(tmp_path: Path, language: str, title: str) -> None:
    file = tmp_path / "briefing.DOCX"
    assert main(["--demo", "-o", str(file), "--language", language]) == 0
    assert title in [paragraph.text for paragraph in Document(str(file)).paragraphs]


def test_stored_workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'rooms.sqlite'}"
    database = Database(url)
    code = demonstration.load(Store(database), load())
    database.close()
    monkeypatch.setenv("DATABASE_URL", url)
    file = tmp_path / "plan.xlsx"
    assert main([code.lower(), "-o", str(file)]) == 0
    assert file.stat().st_size > 10_000


def test_unknown_workshop_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    assert main(["ABCDEF", "-o", str(tmp_path / "plan.xlsx")]) == 1
    assert "ABCDEF" in capsys.readouterr().err
    assert not (tmp_path / "plan.xlsx").exists()


def test_missing_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--demo", "-o", str(tmp_path / "no" / "plan.xlsx")]) == 1
    assert str(tmp_path / "no") in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["-o", "x.xlsx"], ["--demo", "CODE", "-o", "x.xlsx"], ["--demo"]])
def test_an_unclear_command_ends_with_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
