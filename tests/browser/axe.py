"""What axe-core finds on a drawn page against WCAG 2.0, 2.1 and 2.2, levels A and AA, the size of targets included.

The rules run in the page, from a file of the package; nothing is asked of another machine.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

_LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The size of targets is in WCAG 2.2 AA, and axe-core measures it only when it is asked to.
_OPTIONS = {"runOnly": _LEVELS, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}


def faults(page: Any) -> list[str]:
    """Every violation: rule, element and what is wrong, a line each; none is left out, not even of Streamlit itself."""
    found = Axe().run(page, options=_OPTIONS).response
    assert found["testEngine"]["name"] == "axe-core"
    return [
        f"{fault['id']} {node['target']} {node['html'][:160]}: {node['failureSummary'].splitlines()[-1].strip()}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
