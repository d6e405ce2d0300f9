"""What a paying city said to one option: yes or no, who said it, on what day, and a yes on what document. A no holds
back the money of that city alone.
"""

from __future__ import annotations

from datetime import date

from components.errors import Problem
from components.workshop.changes import Edit
from components.workshop.edits.checks import Fault, edits_for
from components.workshop.records.demands import Consent
from components.workshop.state import State

YES = "yes"


def record(
    state: State, option: str, city: str, answer: str, *, who: str = "", on: str = "", document: str = ""
) -> tuple[Edit, ...]:
    """Records a city's answer; a blank one takes it back. Raises InputError with everything that is missing."""
    values = {"answer": answer, "who": who, "on": on, "document": document}
    if not answer:
        values = dict.fromkeys(values, "")
    return edits_for(state, "consent", f"{option}.{city}", values, rule=consent_faults)


def consent_faults(_state: State, item: Consent) -> list[Fault]:
    """An answer has a person and a day, a yes also its document."""
    if not item.answer:
        return []
    faults = []
    if not item.who:
        faults.append(Fault(frozenset({"answer", "who"}), Problem("edits.consent_who")))
    try:
        date.fromisoformat(item.on)
    except ValueError:
        faults.append(Fault(frozenset({"answer", "on"}), Problem("edits.consent_on", {"text": item.on})))
    if item.answer == YES and not item.document:
        faults.append(Fault(frozenset({"answer", "document"}), Problem("edits.consent_document")))
    return faults
