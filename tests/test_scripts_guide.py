"""The examples of the guide for scripts run as they stand, in one go: what is printed there must be true."""

from __future__ import annotations

import re
from pathlib import Path

GUIDE = Path(__file__).parent.parent / "docs" / "scripts.md"


def test_every_example_of_the_guide_runs(capsys):
    examples = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(examples) == 3
    known: dict[str, object] = {}
    for example in examples:
        exec(compile(example, GUIDE.name, "exec"), known)
    assert "P15 not_now None plan.why.split" in capsys.readouterr().out
