"""A chain from the plan to the marks or back, link by link: what it is, its numbers in a sentence, the answers as bars
of points, the reasons without names, and the method that made the number with its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.analysis.evidence import Agreement
from components.framework.catalogue import Catalogue
from components.framework.citations import cited
from components.investment.trace import Link
from components.language import Texts
from components.ui.charts.audit import item_name
from components.ui.charts.gaps import cell_name
from components.ui.charts.marks import flag_sign, subject_name
from components.walk.discussion import Reason
from components.workshop.instruments import instrument
from components.workshop.records.cities import City
from components.workshop.state import State

_MOST_REASONS = 3
_CELLS = frozenset({"gap", "cell", "no_gap", "no_option"})
_CRITERIA = frozenset({"criterion", "weight", "ranks_moved"})


def link_markup(
    t: Texts,
    state: State,
    catalogue: Catalogue,
    link: Link,
    row: Agreement | None = None,
    reasons: Sequence[Reason] = (),
    *,
    cited: bool = False,
) -> str:
    """One link as safe HTML. row: the agreement on its marks; reasons: what people wrote to them; cited: its method
    need not be named again.
    """
    head = escape(t(f"trace.stage.{link.stage}"))
    body = f"<p>{escape(sentence(t, state, catalogue, link))}</p>"
    if row is not None:
        body += _answers(t, row)
    body += "".join(
        f'<p class="scn-reason"><b>{_mark(one)}</b>{escape(one.words)}</p>' for one in reasons[:_MOST_REASONS]
    )
    if len(reasons) > _MOST_REASONS:
        body += f'<p class="scn-note">{escape(t("trace.more_reasons", n=len(reasons) - _MOST_REASONS))}</p>'
    under = " scn-under" if link.under else ""
    return (
        f'<section class="scn-chain{under}" aria-label="{head}"><h4>{head}</h4>{body}'
        f"{'' if cited else _method(t, catalogue, link)}</section>"
    )


def sentence(t: Texts, state: State, catalogue: Catalogue, link: Link) -> str:
    """What the link says, with its numbers."""
    values = {name: _number(t, name, value) for name, value in link.numbers if name not in {"start", "finish"}}
    return t(f"trace.says.{link.stage}", **_names(t, state, catalogue, link), **values)


def _names(t: Texts, state: State, catalogue: Catalogue, link: Link) -> dict[str, str]:
    """The words of a link's codes."""
    code, unit = link.code, state.setting.money_unit
    if link.stage in {"line", "line_out"}:
        built = dict.fromkeys(str(int(year)) for name in ("start", "finish") if (year := link.number(name)) is not None)
        tier = _term(t, catalogue, "tiers", code[1])
        money = t.money(link.number("capex"), unit)
        return {"option": _option(state, code[0]), "tier": tier, "money": money, "years": "–".join(built)}
    if link.stage == "pays":
        parts = [t("trace.part", name=_payer(t, state, payer), amount=t.number(amount)) for payer, amount in link.parts]
        return {"parts": t.joined(parts), "money": t.money(link.number("whole"), unit)}
    if link.stage == "cost":
        basis = code[2] or t("common.not_known")
        money = t.money(link.number("likely"), unit)
        return {"estimate": _term(t, catalogue, "estimate_classes", code[1]), "basis": basis, "money": money}
    if link.stage in _CELLS:
        return {"subject": subject_name(state, code[0]), "cell": cell_name(t, catalogue, code[1])}
    if link.stage == "index":
        whole = code[1] == "all"
        group = t("audit.name.whole") if whole else _term(t, catalogue, "dimensions", code[2])
        return {"subject": subject_name(state, code[0]), "group": group}
    if link.stage in _CRITERIA:
        moved = [t("trace.rank", name=_option(state, option), rank=t.number(rank)) for option, rank in link.parts]
        name = item_name(t, state, catalogue, "options", code[0])
        return {"criterion": name, "moved": t.joined(moved) or t("trace.no_rank")}
    if link.stage == "marks":
        ballot = instrument(state, catalogue, code[0])
        about = t("audit.name.whole") if code[2] == "all" else subject_name(state, code[2])
        return {
            "ballot": ballot.title(t) if ballot else code[0],
            "item": item_name(t, state, catalogue, code[0], code[1]),
            "subject": about,
        }
    if link.stage == "indicator":
        return {"indicator": _term(t, catalogue, "indicators", code[0]), "source": code[1] or t("common.not_known")}
    if link.stage in {"partnership", "verdict_moved"}:
        return {"partnership": subject_name(state, code[0]), "verdict": _term(t, catalogue, "verdicts", code[1])}
    if link.stage == "no_cluster_option":
        return {"partnership": subject_name(state, code[0])}
    if link.stage == "proposed":
        return {"goods": t.joined([_term(t, catalogue, "public_goods", one) for one in code])}
    if link.stage == "by_hand":
        return {"source": _term(t, catalogue, "idea_sources", code[0])}
    if link.stage == "gap_gone":
        return {"code": code[0]}
    if link.stage == "score_moved":
        return {"option": _option(state, code[0]), "criterion": item_name(t, state, catalogue, "options", code[1])}
    return {"option": _option(state, code[0])} if link.stage in {"score", "no_score", "option"} else {}


def _number(t: Texts, name: str, value: float | None) -> str:
    if value is None:
        return t("common.not_known")
    if name == "year":
        return str(int(value))
    if name in {"weight", "used"}:
        return t.percent(value if value <= 1 else value / 100, 0)
    if name == "percent":
        return t.percent(value / 100, 1)
    return t.number(value, 0 if float(value).is_integer() else 1)


def _answers(t: Texts, row: Agreement) -> str:
    """How many gave each point, as bars with the number below; a sentence where the result is withheld."""
    if row.median is None or row.n is None or not row.counts:
        return f'<p class="scn-note">{escape(t("trace.withheld"))}</p>'
    most = max(row.counts) or 1
    bars = "".join(
        f'<span><i style="height:{100 * count / most:.0f}%"></i><b>{count}</b><small>{point}</small></span>'
        for point, count in enumerate(row.counts)
    )
    words = t(
        "trace.answers",
        n=row.n,
        median=t.number(row.median, 0 if float(row.median).is_integer() else 1),
        unknown=t.number(row.dont_know or 0),
    )
    spoken = t.joined([t("trace.point", point=str(point), n=count) for point, count in enumerate(row.counts)])
    return (
        f'<div class="scn-answers" role="img" aria-label="{escape(spoken)}">{bars}</div>'
        f'<p class="scn-note">{escape(words)} {flag_sign(t, row.flag)}</p>'
    )


def _method(t: Texts, catalogue: Catalogue, link: Link) -> str:
    """The method with what it rests on and its source; of what people stated, that they did."""
    found = next((row for row in catalogue.methods if row.code == link.method), None)
    if found is None:
        words = t("trace.stated") if link.stage in {"cost", "by_hand"} else ""
        return f'<p class="scn-note">{escape(words)}</p>' if words else ""
    basis = t(f"method.basis.{found.basis}")
    source = cited(t, found.source)
    words = t("trace.method", method=t.label(found), basis=basis, source=source)
    return f'<p class="scn-note">{escape(words)}</p>'


def _mark(reason: Reason) -> str:
    return "?" if reason.value is None else str(reason.value)


def _option(state: State, code: str) -> str:
    return f"{code} {subject_name(state, code)}"


def _payer(t: Texts, state: State, code: str) -> str:
    city = state.get(City, code)
    return (city.name or code) if city else t("trace.outside")


def _term(t: Texts, catalogue: Catalogue, table: str, code: str) -> str:
    return t.label(catalogue.find(table, code)) if code and catalogue.has(table, code) else code
