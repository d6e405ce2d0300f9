"""The cash flow as a CSV table, the one that every total adds up, for whoever goes on in another program.

UTF-8 with a byte order mark, so that table programs read Chinese; what people wrote never runs as a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from components.errors import InputError
from components.framework.catalogue import Catalogue
from components.investment.certainty import weights
from components.investment.nominal import nominal, price_level
from components.investment.originals import original
from components.investment.plan_records import OUTSIDE, Flow
from components.language import Texts
from components.workshop.records.cities import City
from components.workshop.records.money import Source
from components.workshop.records.options import Option
from components.workshop.state import State

COLUMNS = (
    "option", "name", "year", "kind", "payer", "payer_name", "source", "source_name", "certainty", "amount", "nominal",
    "weight", "weighted", "unit", "prices", "currency", "rate", "rate_date", "evidence",
)  # fmt: skip
# A table program takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cash_csv(state: State, flows: Sequence[Flow], catalogue: Catalogue, t: Texts) -> bytes:
    """Every row of the cash flow with heads in the language of `t`.

    `nominal` is empty as long as a rise of prices that it needs is not stated. Amounts are whole units of the plan's
    money; the weighted amount has its decimals.
    """
    level, percents = price_level(state), dict(weights(state, catalogue))
    try:
        then = [str(row.amount) for row in nominal(flows, level)] if state.setting.nominal else [""] * len(flows)
    except InputError:
        then = [""] * len(flows)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([t(f"money.csv.{name}") for name in COLUMNS])
    for row, amount in zip(flows, then, strict=True):
        weight = percents.get(row.certainty, 0.0)
        writer.writerow(
            [
                *(_plain(word) for word in _words(state, row, catalogue, t)),
                row.amount,
                amount,
                f"{weight:g}",
                f"{row.amount * weight / 100:g}",
                *(_plain(word) for word in _beside(state, row, t, level.base)),
            ]
        )
    return file.getvalue().encode("utf-8-sig")


def _words(state: State, row: Flow, catalogue: Catalogue, t: Texts) -> tuple[str, ...]:
    city, source = state.get(City, row.payer), state.get(Source, row.source)
    payer = city.name if city else t("workbook.common.outside") if row.payer == OUTSIDE else row.payer
    known = catalogue.has("funding_sources", row.source)
    named = t.label(catalogue.find("funding_sources", row.source)) if known else row.source
    return (
        row.option,
        state.one(Option, row.option).name,
        str(row.year),
        t(f"workbook.flow_kinds.{row.kind}"),
        row.payer,
        payer,
        row.source,
        (source.name if source else named) or t("workbook.common.nobody"),
        t.label(catalogue.find("certainties", row.certainty)),
    )


def _beside(state: State, row: Flow, t: Texts, base: int) -> tuple[str, ...]:
    foreign = original(state.one(Option, row.option), state)
    rate = (foreign.currency, f"{foreign.rate:g}" if foreign.rate else "", foreign.date) if foreign else ("", "", "")
    return (t.shown(state.setting.money_unit), str(base), *rate, row.evidence)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
