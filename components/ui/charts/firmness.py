"""How firmly the plan stands: a bar per option for the share of the resampled plans that hold it, the splits apart
because no resampling decides them, and what each single change takes out or brings in.

Core is filled, swing hatched, out a thin outline; the word stands beside each bar.
"""

from __future__ import annotations

from html import escape

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Agreement, Evidence
from components.framework.catalogue import Catalogue
from components.investment.firmness import CORE, OUT, SWING, Firm, Firmness
from components.investment.robustness import CITY, GROUP, PARTNER, WEIGHT_DOWN, WEIGHT_UP, Trial
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import bar, city_name, flag_sign, subject_name
from components.workshop.instruments import criteria_in_use
from components.workshop.state import State

SIGNS = {CORE: "●", SWING: "◐", OUT: "○", SPLIT: "◇"}
_FILL = {CORE: "hard", SWING: "soft", OUT: "hard scn-pale"}
_ORDER = (CORE, SWING, OUT)
_WEIGHTS = (WEIGHT_DOWN, WEIGHT_UP)
_MOST_NAMES = 5


def bars_figure(t: Texts, state: State, found: Firmness, *, core: float, out: float) -> Figure:
    """Every option that could be chosen: core, swing or out, with the share of the plans that hold it.

    core, out: the shares at which an option is called so.
    """
    rows = [row for row in found.options if row.kind != SPLIT]
    if not rows:
        return Figure(t("firm.bars.empty_title"), t("firm.bars.empty_subtitle"), lead=True)
    rows.sort(key=lambda row: (-(row.share or 0.0), row.option))
    chosen = [row for row in rows if row.chosen]
    counts = {kind: sum(row.kind == kind for row in rows) for kind in _ORDER}
    legend = " &nbsp; ".join(
        f'<span class="scn-word">{SIGNS[kind]} {escape(t(f"firm.kind.{kind}"))}</span>' for kind in _ORDER
    )
    return Figure(
        title=t("firm.bars.title", core=sum(row.kind == CORE for row in chosen), n=len(chosen)),
        subtitle=t("firm.bars.subtitle", plans=t.number(found.replications - found.impossible), **counts),
        body="".join(_bar(t, state, row) for row in rows),
        legend=legend,
        how=t("firm.bars.how", core=t.percent(core), out=t.percent(out)),
        table=Table(
            tuple(t(f"firm.bars.column_{name}") for name in ("option", "kind", "share", "plan")),
            tuple(
                (
                    _name(state, row.option),
                    kind_words(t, row.kind),
                    _share(t, row.share),
                    t(f"firm.plan.{'in' if row.chosen else 'out'}"),
                )
                for row in rows
            ),
        ),
        lead=True,
    )


def splits_figure(t: Texts, state: State, catalogue: Catalogue, evidence: Evidence, found: Firmness) -> Figure | None:
    """The options over which people split: on what, and what each city says. None without any."""
    rows = [row for row in found.options if row.kind == SPLIT]
    if not rows:
        return None
    names = {code: label(t.language) for code, label in criteria_in_use(state, catalogue)}
    body, table = "", []
    for row in rows:
        widest = _widest(evidence, row.option)
        on = names.get(widest.item, widest.item) if widest else t("common.not_known")
        medians = dict(widest.city_medians) if widest else {}
        said = " · ".join(
            f"{city_name(city)} <b>{escape(t.number(medians[city.code]))}</b>"
            for city in state.cities
            if city.code in medians
        )
        body += (
            f'<div class="scn-fact"><b>{SIGNS[SPLIT]} {escape(_name(state, row.option))}</b> '
            f'{flag_sign(t, SPLIT)}<br><span class="scn-note">{escape(t("firm.split.on", criterion=on))}</span>'
            f"{f'<br>{said}' if said else ''}</div>"
        )
        spoken = t.joined([f"{subject_name(state, code)} {t.number(value)}" for code, value in medians.items()])
        table.append((_name(state, row.option), on, spoken or t("common.not_known")))
    return Figure(
        title=t("firm.split.title", n=len(rows), name=_name(state, rows[0].option)),
        subtitle=t("firm.split.subtitle"),
        body=body,
        how=t("firm.split.how"),
        table=Table(tuple(t(f"firm.split.column_{name}") for name in ("option", "on", "cities")), tuple(table)),
    )


def changes_figure(
    t: Texts, state: State, catalogue: Catalogue, found: Firmness, values: dict[str, float]
) -> Figure:
    """One change at a time: what enters, what leaves, how far the order of the scores moves; beside what the plan that
    was tested costs, which a later plan need not.

    values: the sizes of the changes by the code of their parameter.
    """
    tests = found.tests
    if not tests:
        return Figure(t("firm.tests.empty_title"), t("firm.tests.empty_subtitle"))
    header = tuple(t(f"firm.tests.column_{name}") for name in ("change", "leave", "enter", "tau", "capex"))
    quiet = [test for test in tests if test.kind in _WEIGHTS and not test.leave and not test.enter]
    shown = [test for test in tests if test not in quiet]
    body = "".join(_row(_cells(t, state, catalogue, test, values), test) for test in shown)
    if quiet:
        weights = [test for test in tests if test.kind in _WEIGHTS]
        criteria = len({test.subject for test in weights})
        words = t("firm.tests.weights", n=criteria, held=len(quiet), all=len(weights))
        body += f'<tr><th scope="row" colspan="5"><span aria-hidden="true">✔</span> {escape(words)}</th></tr>'
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    return Figure(
        title=t("firm.tests.title", held=sum(not test.leave for test in tests), n=len(tests)),
        subtitle=t("firm.tests.subtitle", money=t.money(found.capex, state.setting.money_unit)),
        body=f'<div class="scn-scroll"><table class="scn-table scn-tests"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>",
        how=t("firm.tests.how"),
        table=Table(header, tuple(_cells(t, state, catalogue, test, values) for test in tests)),
    )


def facts(t: Texts, found: Firmness, seconds: float) -> tuple[str, ...]:
    """What the shares rest on: rooms, seed, proven distance, rooms without a plan, people, drawn costs."""
    gap = t("common.not_known") if found.gap is None else t.percent(found.gap, 2)
    return (
        t("firm.facts.rooms", n=found.replications, people=found.people, seed=str(found.seed)),
        t("firm.facts.gap", gap=gap, seconds=t.number(seconds, 0)),
        t("firm.facts.impossible", n=found.impossible),
        t("firm.facts.varied", n=found.varied),
        t("firm.facts.basis"),
    )


def kind_words(t: Texts, kind: str) -> str:
    """Shape and word of how firm an option is."""
    return f"{SIGNS[kind]} {t(f'firm.kind.{kind}')}"


def change_words(
    t: Texts, state: State, catalogue: Catalogue, test: Trial, values: dict[str, float]
) -> str:
    """One change in words."""
    name = ""
    if test.kind in (CITY, PARTNER):
        name = subject_name(state, test.subject)
    elif test.kind == GROUP:
        known = catalogue.has("stakeholder_groups", test.subject)
        name = t.label(catalogue.find("stakeholder_groups", test.subject)) if known else test.subject
    elif test.kind in _WEIGHTS:
        names = {code: label(t.language) for code, label in criteria_in_use(state, catalogue)}
        name = names.get(test.subject, test.subject)
    sizes = {
        "cut": t.percent(values["firmness.budget_cut"]),
        "rise": t.percent(values["firmness.opex_rise"]),
        "name": name,
    }
    return t(f"firm.test.{test.kind}", **sizes)


def order_words(t: Texts, test: Trial) -> str:
    """Kendall's tau-b, or that the change does not touch the order."""
    return t("firm.tests.no_order") if test.tau is None else t.number(test.tau, 2)


def _cells(
    t: Texts, state: State, catalogue: Catalogue, test: Trial, values: dict[str, float]
) -> tuple[str, ...]:
    return (
        change_words(t, state, catalogue, test, values),
        _listed(t, state, test.leave),
        _listed(t, state, test.enter),
        order_words(t, test),
        t.number(test.capex),
    )


def _row(row: tuple[str, ...], test: Trial) -> str:
    change, leave, enter, order, capex = (escape(words) for words in row)
    mark = f'<span aria-hidden="true">{"▼" if test.leave else "✔"}</span> '
    return (
        f'<tr><th scope="row">{change}</th><td>{mark}{leave}</td><td>{enter}</td>'
        f'<td>{order}</td><td>{capex}</td></tr>'
    )


def _listed(t: Texts, state: State, codes: tuple[str, ...]) -> str:
    if not codes:
        return t("firm.tests.none")
    names = [_name(state, code) for code in codes[:_MOST_NAMES]]
    rest = len(codes) - len(names)
    return t.joined(names + ([t("firm.tests.more", n=rest)] if rest else []))


def _bar(t: Texts, state: State, row: Firm) -> str:
    inside = t(f"firm.plan.{'in' if row.chosen else 'out'}")
    words = t("firm.bars.row", kind=t(f"firm.kind.{row.kind}"), plan=inside)
    return (
        f'<div class="scn-row"><div class="scn-name">{escape(_name(state, row.option))}'
        f"<small>{SIGNS[row.kind]} {escape(words)}</small></div>"
        f'{bar(row.share, kind=_FILL[row.kind], tone="scn-accent")}'
        f'<div class="scn-value">{escape(_share(t, row.share))}</div></div>'
    )


def _widest(evidence: Evidence, option: str) -> Agreement | None:
    """The criterion on which people split most: the one whose cities' medians lie furthest apart."""
    rows = [
        row
        for row in evidence.agreements
        if (row.instrument, row.subject, row.flag) == ("options", option, SPLIT)
    ]
    return max(rows, key=_apart, default=None)


def _apart(row: Agreement) -> float:
    medians = [value for _, value in row.city_medians]
    return max(medians) - min(medians) if medians else 0.0


def _share(t: Texts, share: float | None) -> str:
    return t("common.not_known") if share is None else t.percent(share)


def _name(state: State, option: str) -> str:
    return f"{option} {subject_name(state, option)}"
