"""The four mechanisms of a functional community as a checklist: what is there, what is missing, what to ask."""

from __future__ import annotations

from html import escape

from components.analysis.mechanisms import ASK, MISSING, PRESENT, MechanismReading
from components.analysis.structure import Structure
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table

_SIGNS = {PRESENT: "✔", MISSING: "◯", ASK: "?"}


def mechanisms_figure(t: Texts, structure: Structure, catalogue: Catalogue) -> Figure:
    """Every item under its mechanism, with the sentence that answers it and whether it is measured or judged."""
    readings = structure.mechanisms
    missing = [row for row in readings if row.state == MISSING]
    asked = sum(row.state == ASK for row in readings)
    names = {item.code: t.label(item) for item in catalogue.mechanisms}
    title = t("structure.mechanisms.title_none", n=asked)
    if missing:
        title = t("structure.mechanisms.title", n=len(missing), items=t.joined([names[row.code] for row in missing]))
    groups = [item for item in catalogue.mechanisms if not item.parent]
    body = "".join(
        f'<h4 class="scn-head">{escape(t.label(group))}</h4>'
        + "".join(_row(t, row, names[row.code]) for row in readings if row.parent == group.code)
        for group in groups
    )
    return Figure(
        title=title,
        subtitle=t("structure.mechanisms.subtitle", n=asked, all=len(readings)),
        body=body,
        how=t("structure.mechanisms.how"),
        table=Table(
            tuple(t(f"structure.mechanisms.column_{name}") for name in ("item", "state", "why", "confidence")),
            tuple(
                (names[row.code], t(f"structure.mechanisms.{row.state}"), _said(t, row), _basis(t, row))
                for row in readings
            ),
        ),
    )


def _row(t: Texts, row: MechanismReading, name: str) -> str:
    basis = _basis(t, row)
    said = t.aside(_said(t, row), basis) if basis else _said(t, row)
    state = f"{_SIGNS[row.state]} {t(f'structure.mechanisms.{row.state}')}"
    return (
        f'<div class="scn-row scn-check"><div class="scn-name">{escape(name)}<small>{escape(said)}</small></div>'
        f'<div class="scn-value">{escape(state)}</div></div>'
    )


def _said(t: Texts, row: MechanismReading) -> str:
    return t(row.key, **dict(row.values))


def _basis(t: Texts, row: MechanismReading) -> str:
    return t(f"structure.mechanisms.{row.confidence}") if row.confidence else ""
