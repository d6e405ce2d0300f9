"""The roles and what each of them may do: the one table that every page, route and download asks."""

from __future__ import annotations

from components.errors import Problem, RefusedError

FACILITATOR, CO_FACILITATOR, TABLE_HOST = "facilitator", "co_facilitator", "table_host"
PARTICIPANT, OBSERVER, OFFICIAL = "participant", "observer", "official"
ROLES = (FACILITATOR, CO_FACILITATOR, TABLE_HOST, PARTICIPANT, OBSERVER, OFFICIAL)
INVITED = (CO_FACILITATOR, TABLE_HOST, OBSERVER, OFFICIAL)
"""The roles that a facilitator gives away by an invitation."""

_LEADS = frozenset({FACILITATOR, CO_FACILITATOR})
MAY: dict[str, frozenset[str]] = {
    "manage": frozenset({FACILITATOR}),
    "edit": _LEADS,
    "adopt": _LEADS,
    "ballots": _LEADS,
    "mark": _LEADS | {TABLE_HOST, PARTICIPANT},
    "proxy": frozenset({TABLE_HOST}),
    "see_answered": _LEADS | {TABLE_HOST},
    "see_results": _LEADS | {TABLE_HOST, OBSERVER},
    "see_scenes": _LEADS | {TABLE_HOST, OBSERVER, OFFICIAL},
    "download_archive": _LEADS,
    "download_workbook": _LEADS | {OBSERVER, OFFICIAL},
    "download_sheets": _LEADS | {TABLE_HOST},
}
"""What each role may do. Sealed values are in no row: nobody may see them."""


def may(role: str | None, action: str) -> bool:
    """Whether a role may do something; no role (None) may do nothing. Raises KeyError for an unknown action."""
    return role in MAY[action]


def require(role: str | None, action: str) -> None:
    """Raises RefusedError unless the role may do it."""
    if not may(role, action):
        raise RefusedError(Problem("people.not_allowed"))
