"""Which raw tables leave the room, and what every column of them is: type, unit, description.

The dictionary follows the Table Schema of Frictionless Data (a Data Package, version 1): `datapackage.json` beside the
CSV files. An empty field is not known, which is never zero.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args, get_type_hints

from components.analysis.evidence import Agreement, Gap, IndexValue
from components.framework.parameters import Parameter
from components.investment.plan_records import CityShare, Flow, PlanLine, Score
from components.language import Texts
from components.workshop.records.cities import City
from components.workshop.records.delivery import Kpi, Risk, WorkItem
from components.workshop.records.indicators import Indicator
from components.workshop.records.money import Envelope
from components.workshop.records.options import Option
from components.workshop.records.setting import Setting

_LEFT_OUT = frozenset(
    {
        "order", "demonstration_facts", "on_route", "counts", "city_medians", "group_medians", "moved", "medians",
        "why", "why_values", "rules", "refused_tier", "waits_for", "refused_by", "description", "requires", "excludes",
        "gates_passed", "gates_failed", "supporting_bodies", "tier_by", "tier_reason", "shared_between",
        "residual_likelihood", "residual_impact", "indicative", "must_reason", "blocking_until", "metropolis",
        "metropolis_km", "metropolis_minutes", "carried", "name_second",
    }
)  # fmt: skip
"""Fields that belong to screens, are made of others, or hold several values."""
_MONEY = frozenset(
    {
        "gdp", "own_revenue", "current_revenue", "current_spending", "capital_spending", "debt_service", "capex_low",
        "capex_likely", "capex_high", "opex_per_year", "revenue_per_year", "spent", "capex", "amount", "cost",
        "mitigation_cost",
    }
)  # fmt: skip
MARKS = "marks"


@dataclass(frozen=True)
class Column:
    """One column. type: string, number, integer or boolean."""

    name: str
    type: str


def _columns(record: type[Any]) -> tuple[Column, ...]:
    hints = get_type_hints(record)
    names = [item.name for item in fields(record) if item.name not in _LEFT_OUT]
    return tuple(Column(name, _type(hints[name])) for name in names)


def _type(hint: Any) -> str:
    types = {hint, *get_args(hint)}
    for type_, name in ((bool, "boolean"), (float, "number"), (int, "integer")):
        if type_ in types:
            return name
    return "string"


_TEXTS = ("person", "instrument", "hour", "city", "group", "subject", "item", "reason", "way_in")
TABLES: dict[str, tuple[Column, ...]] = {
    "cities": _columns(City),
    "indicators": _columns(Indicator),
    MARKS: (
        *(Column(name, "string") for name in _TEXTS),
        Column("round", "integer"),
        Column("value", "integer"),
        Column("demonstration", "boolean"),
    ),
    "agreement": _columns(Agreement),
    "index": _columns(IndexValue),
    "gaps": _columns(Gap),
    "options": _columns(Option),
    "scores": _columns(Score),
    "plan": _columns(PlanLine),
    "cashflow": _columns(Flow),
    "shares": _columns(CityShare),
    "envelopes": _columns(Envelope),
    "risks": _columns(Risk),
    "kpis": _columns(Kpi),
    "work": _columns(WorkItem),
    "parameters": _columns(Parameter),
}


def datapackage(
    t: Texts, setting: Setting, workshop: str, *, at: str, rows: dict[str, int], demonstration: bool
) -> bytes:
    """`datapackage.json`: every table and column in the language of `t`. rows: number of rows by table."""
    unit = t.shown(setting.money_unit)
    content = {
        "profile": "tabular-data-package",
        "name": f"workshop-{workshop.lower()}",
        "title": setting.title,
        "created": at,
        "description": t("tables.demonstration" if demonstration else "tables.real"),
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "encoding": "utf-8",
                "description": t(f"tables.table.{name}"),
                "rows": rows[name],
                "dialect": {"delimiter": ",", "quoteChar": '"', "lineTerminator": "\r\n", "header": True},
                "schema": {"fields": [_field(t, column, unit) for column in columns], "missingValues": [""]},
            }
            for name, columns in TABLES.items()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def readme(t: Texts, setting: Setting, workshop: str, *, at: str, rows: dict[str, int], demonstration: bool) -> bytes:
    """What is in the file, for whoever opens it without any program of ours."""
    unit = t.shown(setting.money_unit)
    year = str(setting.price_year or setting.first_year)
    lines = [
        t("tables.readme", title=setting.title, workshop=workshop, at=at),
        t("tables.demonstration" if demonstration else "tables.real"),
        t("tables.how", unit=unit, year=year),
        t("tables.privacy"),
        "",
    ]
    lines += [t("tables.line", name=f"{name}.csv", what=t(f"tables.table.{name}"), n=rows[name]) for name in TABLES]
    return ("\n".join(lines) + "\n").encode()


def row_of(record: Any, columns: Sequence[Column]) -> list[str]:
    """The fields of a record as a CSV holds them."""
    return [plain(getattr(record, column.name)) for column in columns]


def plain(value: Any) -> str:
    """One value: empty for not known, true and false in words, several codes with blanks between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _field(t: Texts, column: Column, unit: str) -> dict[str, str]:
    found = {"name": column.name, "type": column.type, "description": t(f"tables.column.{column.name}")}
    return found | ({"unit": unit} if column.name in _MONEY else {})
