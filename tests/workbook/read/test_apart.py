"""The reading process answers in every case, and only with a refusal or plain values."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

import openpyxl
import pytest

from components.errors import InputError
from components.workbook.read import apart
from components.workbook.read.gate import Limits
from tests.workbook.read import hostile


def ran(data: bytes) -> dict:
    command = [sys.executable, "-m", "components.workbook.read.apart", json.dumps(asdict(Limits()))]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_it_answers_with_plain_values():
    [sheet] = ran(hostile.plain(1, 2))["sheets"]
    assert sheet["name"] == "A"
    assert sheet["cells"] == [[1, 1, 0, "n"], [1, 2, 1, "n"]]


def test_it_answers_with_a_refusal():
    assert ran(hostile.macros()) == {"problem": ["paper.gate.macros", {}]}


def test_without_the_safety_library_nothing_is_read(monkeypatch):
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    with pytest.raises(InputError, match="no_defusedxml"):
        apart.read(hostile.plain(), Limits())
