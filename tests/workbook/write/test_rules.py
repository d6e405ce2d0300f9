"""Each check passes on a sound plan and fails on the fault that it is for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components.analysis.evaluate import evaluate
from components.investment.plan_records import Flow, Plan
from components.workbook.write.draft import Draft
from components.workbook.write.rules import FAIL, NOT_YET, PASS, failed, findings
from components.workbook.write.status import status_of
from components.workshop.state import Snapshot
from tests.investment import room
from tests.workbook.write.rooms import AT, small_room


def draft(seen: Snapshot, change: Any = None) -> Draft:
    plan = room.plan_of(seen)
    evidence = evaluate(seen, room.CATALOGUE, room.PARAMETERS)
    return Draft(seen, evidence, change(plan) if change else plan, room.CATALOGUE, room.PARAMETERS, "en", AT)


def results(found: Draft) -> dict[str, str]:
    return {finding.check.code: finding.result for finding in findings(found)}


def with_flow(**values: Any) -> Any:
    def change(plan: Plan) -> Plan:
        first: Flow = replace(plan.flows[0], **values)
        return replace(plan, flows=(first, *plan.flows[1:]))

    return change


def test_a_sound_plan_passes_every_check_that_it_can_have() -> None:
    found = results(draft(small_room()))
    assert NOT_YET not in found.values()
    # Nobody gave weights here, so nothing was fixed before the options were scored
    assert {code for code, result in found.items() if result == FAIL} == {"weights_fixed"}
    assert len(found) == 15


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("sources_cover_uses", with_flow(amount=1)),
        ("dates", with_flow(year=2031, kind="capex")),
        ("evidence", with_flow(certainty="secured", evidence=" ")),
        ("totals_agree", with_flow(payer="C9")),
        ("envelopes", with_flow(amount=100_000)),
    ],
)
def test_a_fault_in_the_money_is_found(code: str, change: Any) -> None:
    assert results(draft(small_room()))[code] == PASS
    assert results(draft(small_room(), change))[code] == FAIL


@pytest.mark.parametrize(
    ("code", "option"),
    [
        ("one_body", {"responsible_body": "Region; City"}),
        ("one_body", {"responsible_body": ""}),
        ("people_once", {"responsible_body": "Region", "beneficiaries": 2_000_000.0}),
    ],
)
def test_a_fault_in_a_project_is_found(code: str, option: dict[str, Any]) -> None:
    assert results(draft(small_room(room.option("P01", **option))))[code] == FAIL


def test_a_failed_core_check_makes_a_draft_and_says_why() -> None:
    setting = replace(room.SETTING, status="for_decision")
    good, bad = draft(small_room(setting=setting)), draft(small_room(setting=setting), with_flow(amount=1))
    assert status_of(good, findings(good)).code == "for_decision"
    refused = status_of(bad, findings(bad))
    assert refused.code == "draft"
    assert "sources equal its uses" in refused.reason
    assert failed(findings(bad)) > failed(findings(good))
