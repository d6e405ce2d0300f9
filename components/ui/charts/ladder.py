"""From which index which verdict follows, and the ladder of simpler agreements with what each needs."""

from __future__ import annotations

from html import escape

from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.framework.records import SimplerAgreement
from components.investment.feasibility import CONDITIONS, GO, PARK, SIMPLER, STOP
from components.language import Texts
from components.ui.charts.figure import Figure, Table, draw, table_markup
from components.workshop.state import State


def thresholds(t: Texts, parameters: Parameters, catalogue: Catalogue) -> None:
    """Draw the table of verdicts."""
    draw(t, thresholds_figure(t, parameters, catalogue))


def ladder(t: Texts, state: State, catalogue: Catalogue) -> None:
    """Draw the ladder."""
    draw(t, ladder_figure(t, state, catalogue))


def thresholds_figure(t: Texts, parameters: Parameters, catalogue: Catalogue) -> Figure:
    """One row for every verdict: from which index it follows, and what it means."""
    go, conditions, simpler = (parameters.value(f"feasibility.{name}") for name in ("go", "conditions", "simpler"))
    when = {
        GO: t("ladder.from", low=go),
        CONDITIONS: t("ladder.between", low=conditions, high=go),
        SIMPLER: t("ladder.between", low=simpler, high=conditions),
        PARK: t("ladder.under", high=simpler),
        STOP: t("ladder.knocked_out"),
    }
    rows = tuple((t.label(row), when.get(row.code, ""), row.what(t.language)) for row in catalogue.verdicts)
    header = (t("ladder.verdict"), t("ladder.index"), t("ladder.means"))
    title = t("ladder.thresholds_title")
    body = f'<div class="scn-texts">{table_markup(title, Table(header, rows))}</div>'
    return Figure(title, t("ladder.thresholds_subtitle"), body=body)


def rung_words(t: Texts, rung: SimplerAgreement) -> str:
    """What the cities promise, and what must be at hand."""
    return t("ladder.needs", what=rung.what(t.language), needs=rung.needs(t.language))


def ladder_figure(t: Texts, state: State, catalogue: Catalogue) -> Figure:
    """The agreements from the easiest up, and which candidates chose which."""
    chosen = {
        rung.code: [item.name or item.code for item in state.partnerships if item.simpler_agreement == rung.code]
        for rung in catalogue.simpler_agreements
    }
    rows = "".join(
        f"<li><b>{escape(t.label(rung))}</b><br>{escape(rung_words(t, rung))}"
        + (f" <b>{escape(t('ladder.chosen', names=t.joined(chosen[rung.code])))}</b>" if chosen[rung.code] else "")
        + "</li>"
        for rung in sorted(catalogue.simpler_agreements, key=lambda rung: rung.rung)
    )
    return Figure(t("ladder.title"), t("ladder.subtitle"), body=f'<ol class="scn-steps">{rows}</ol>')
