"""The gates of a small room, by key."""

from __future__ import annotations

from components.analysis.evaluate import evaluate
from components.investment.plan import make_plan
from components.language import LANGUAGES, texts
from components.walk.check import Check
from components.walk.gates import gate
from components.workshop.state import Snapshot
from tests.investment.room import CATALOGUE, PARAMETERS


def gate_of(step: int, shown: Snapshot) -> tuple[Check, ...]:
    """The checks themselves."""
    evidence = evaluate(shown, CATALOGUE, PARAMETERS)
    return gate(step, shown, evidence, make_plan(shown, evidence, CATALOGUE, PARAMETERS), PARAMETERS)


def checks(step: int, shown: Snapshot) -> dict[str, str]:
    """Key -> done, missing or warn; on the way every check is said in every language."""
    found = gate_of(step, shown)
    for check in found:
        assert all(texts(language)(check.key, **dict(check.values)) for language in LANGUAGES)
    assert len({check.key for check in found}) == len(found)
    return {check.key.removeprefix("gates."): check.done for check in found}


def said(step: int, shown: Snapshot, key: str) -> str:
    """The English text of one check."""
    check = next(row for row in gate_of(step, shown) if row.key == f"gates.{key}")
    return texts("en")(check.key, **dict(check.values))
