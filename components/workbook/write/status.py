"""The status printed on every page: a plan with a failed core check is a draft, whatever was entered."""

from __future__ import annotations

from dataclasses import dataclass

from components.workbook.write.draft import Draft
from components.workbook.write.rules import FAIL, Finding

DRAFT_STATUS, FREE = "draft", ("draft", "superseded")


@dataclass(frozen=True)
class Status:
    """`code` and `label` as printed; `reason`: why it is not the status that was entered, empty when it is."""

    code: str
    label: str
    reason: str


def status_of(draft: Draft, findings: tuple[Finding, ...]) -> Status:
    """The status that the checks allow."""
    entered = draft.setting.status
    failed = [draft.t.label(finding.check) for finding in findings if finding.check.core and finding.result == FAIL]
    if entered in FREE or not failed:
        return Status(entered, draft.term("plan_statuses", entered), "")
    reason = draft.t(
        "workbook.common.refused",
        status=draft.term("plan_statuses", entered),
        checks=draft.t("workbook.common.semicolon").join(failed),
    )
    return Status(DRAFT_STATUS, draft.term("plan_statuses", DRAFT_STATUS), reason)
