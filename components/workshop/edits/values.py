"""What one value must meet by itself: the type of its field, its bounds, the list of the framework that it is from."""

from __future__ import annotations

import math
import re
from typing import Any, get_args, get_type_hints

from components.errors import Problem
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.base import Record
from components.workshop.state import KINDS

LONGEST_TEXT = 4000
LONGEST_NAME = 160
"""What stands on phones, in lists and in charts; official titles of projects rarely need more."""
_NAMES = frozenset({"name", "name_second", "title", "title_second"})
LONGEST: dict[tuple[str, str], int] = {("adopted", "document"): 20_000_000}
"""Texts that a machine writes and nobody types."""
# A database cannot keep the first, no file of a table program the last, and no person types any of them.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

VOCABULARY: dict[tuple[str, str], str] = {
    ("setting", "status"): "plan_statuses",
    ("setting", "activities"): "activity_types",
    ("city", "city_type"): "city_types",
    ("city", "population_definition"): "population_definitions",
    ("city", "gdp_level"): "gdp_levels",
    ("city", "strategy"): "ceds_statuses",
    ("employment", "sector"): "sectors",
    ("link", "medium"): "link_media",
    ("indicator", "indicator"): "indicators",
    ("partnership", "activity"): "activity_types",
    ("partnership", "sector"): "sectors",
    ("partnership", "knockouts"): "knockouts",
    ("partnership", "override"): "verdicts",
    ("partnership", "simpler_agreement"): "simpler_agreements",
    ("option", "public_good"): "public_goods",
    ("option", "goods_class"): "goods_classes",
    ("option", "sector"): "sectors",
    ("option", "uplift_type"): "optimism_bias",
    ("option", "level"): "network_levels",
    ("option", "network_type"): "network_types",
    ("option", "kind"): "kinds",
    ("option", "dimension"): "dimensions",
    ("option", "nature"): "natures",
    ("option", "estimate_class"): "estimate_classes",
    ("option", "idea_source"): "idea_sources",
    ("option", "gates_passed"): "gate_tests",
    ("option", "gates_failed"): "gate_tests",
    ("option", "decision"): "option_decisions",
    ("option", "blocking"): "blocking_items",
    ("criterion", "theme"): "themes",
    ("governance", "model"): "collaboration_models",
    ("governance", "form"): "governance_forms",
    ("governance", "decision_rule"): "decision_rules",
    ("clause", "status"): "clause_statuses",
    ("source", "type"): "funding_sources",
    ("source", "certainty"): "certainties",
    ("city_certainty", "certainty"): "certainties",
    ("key_metric", "key"): "cost_keys",
    ("option_key", "key"): "cost_keys",
    ("option", "tier"): "tiers",
    ("risk", "category"): "risk_categories",
    ("kpi", "network_level"): "network_levels",
}
"""Fields whose values are codes of a table of the framework."""

LISTS: dict[tuple[str, str], frozenset[str]] = {
    ("setting", "language"): frozenset({"en", "zh"}),
    ("setting", "unit"): frozenset({"units", "thousand", "ten_thousand", "million", "hundred_million", "billion"}),
    ("setting", "instrument"): frozenset({"standard", "quick", "full"}),
    ("indicator", "confidence"): frozenset({"measured", "estimated"}),
    ("setting", "own_city_by"): frozenset({"people", "everybody"}),
    ("setting", "weighting"): frozenset({"points", "pairs"}),
    ("setting", "voice"): frozenset({"person", "city", "group"}),
    ("setting", "cluster_criteria"): frozenset({"core", "all"}),
    ("setting", "size_weight"): frozenset({"one", "beneficiaries", "cost"}),
    ("floor", "of"): frozenset({"city", "kind"}),
    ("consent", "answer"): frozenset({"yes", "no"}),
    ("risk", "status"): frozenset({"open", "treated", "closed", "happened"}),
    ("kpi", "level"): frozenset({"input", "output", "outcome"}),
    ("kpi", "direction"): frozenset({"up", "down"}),
    ("work", "status"): frozenset({"open", "done"}),
    ("city", "on_route"): frozenset({"yes", "no"}),
    ("link", "exists"): frozenset({"yes", "no"}),
}

_YEAR, _SHARE, _MONEY = (1900, 2200), (0, 100), (0, 1e15)
BOUNDS: dict[tuple[str, str], tuple[float, float]] = {
    ("setting", "first_year"): _YEAR,
    ("setting", "price_year"): _YEAR,
    ("setting", "fiscal_year_start_month"): (1, 12),
    ("city", "latitude"): (-90, 90),
    ("city", "longitude"): (-180, 180),
    ("city", "population"): (1, 1e8),
    ("city", "population_year"): _YEAR,
    ("city", "largest_city_population"): (1, 1e8),
    ("city", "growth_percent"): (-100, 100),
    ("city", "strategy_year"): _YEAR,
    ("city", "unemployment_percent"): _SHARE,
    ("city", "poverty_percent"): _SHARE,
    **{
        ("city", name): _MONEY for name in ("gdp", "own_revenue", "current_revenue", "capital_spending", "debt_service")
    },
    ("city", "current_spending"): _MONEY,
    ("city", "metropolis_km"): (0, 2e4),
    ("city", "metropolis_minutes"): (0, 1e4),
    ("employment", "persons"): (0, 1e9),
    ("indicator", "value"): _MONEY,
    ("indicator", "year"): _YEAR,
    ("target", "value"): (0, 5),
    ("employment", "persons_before"): (0, 1e9),
    ("employment", "year"): _YEAR,
    ("employment", "year_before"): _YEAR,
    ("link", "value"): (0, 1e12),
    ("peer", "population"): (1, 1e8),
    ("peer", "function"): (0, 1e15),
    ("peer", "performance"): (0, 1e15),
    ("peer", "year"): _YEAR,
    ("link", "year"): _YEAR,
    **{("option", f"capex_{name}"): _MONEY for name in ("low", "likely", "high")},
    ("option", "opex_per_year"): _MONEY,
    ("option", "revenue_per_year"): _MONEY,
    ("option", "life_years"): (1, 200),
    ("option", "build_years"): (1, 50),
    ("option", "earliest_year"): _YEAR,
    ("option", "beneficiaries"): (0, 1e9),
    ("option", "readiness"): (0, 8),
    ("benefit", "percent"): _SHARE,
    ("governance", "staff_fte"): (0, 1e5),
    ("governance", "annual_cost"): _MONEY,
    ("cost_key", "weight"): _SHARE,
    ("key_limit", "floor"): _SHARE,
    ("key_limit", "cap"): _SHARE,
    ("key_metric", "value"): _MONEY,
    ("key_metric", "year"): _YEAR,
    ("envelope", "amount"): _MONEY,
    ("source_amount", "amount"): _MONEY,
    ("rate", "rate"): (1e-12, 1e12),
    ("option", "contingency_percent"): _SHARE,
    ("option", "spent"): _MONEY,
    ("option", "women_percent"): _SHARE,
    ("option", "poor_percent"): _SHARE,
    ("budget", "amount"): _MONEY,
    ("ceiling", "amount"): _MONEY,
    ("floor", "count"): (0, 1000),
    ("floor", "amount"): _MONEY,
    ("match", "least_percent"): _SHARE,
    ("match", "most_percent"): _SHARE,
    ("inflation", "percent"): (-50, 1000),
    ("certainty_weight", "percent"): _SHARE,
    ("option_key", "weight"): _SHARE,
    ("in_kind", "amount"): _MONEY,
    ("governance", "majority_percent"): (50, 100),
    ("governance", "people_percent"): (50, 100),
    ("governance", "quorum_cities"): (1, 100),
    ("governance", "exit_notice_months"): (0, 240),
    **{("risk", name): (1, 5) for name in ("likelihood", "impact", "residual_likelihood", "residual_impact")},
    ("risk", "cost"): _MONEY,
    ("risk", "mitigation_cost"): _MONEY,
    ("risk_share", "percent"): _SHARE,
    ("kpi", "baseline_year"): _YEAR,
    ("kpi", "actual_year"): _YEAR,
    ("kpi", "cost"): _MONEY,
    ("city_votes", "votes"): (0, 1e6),
    ("dispute_step", "days"): (0, 3650),
}
"""Least and most of a number; outside it is a slip of the hand, never a judgement."""


def tidied(kind: type[Record], field: str, value: Any) -> Any:
    """The value in the form in which records hold it."""
    if value is None and not _optional(kind, field):
        return getattr(kind(code=""), field)
    if isinstance(value, str):
        text = _CONTROLS.sub("", value.replace("\r\n", "\n")).strip()
        return text.upper() if field == "currency" else text
    if isinstance(value, list):
        return tuple(value)
    whole = int in _types(kind, field) and float not in _types(kind, field)
    return int(value) if whole and isinstance(value, float) and value.is_integer() else value


def value_problems(kind: str, field: str, value: Any) -> list[Problem]:
    """What is wrong with one value by itself: its type, its bounds, the list it must be from."""
    if value is None and _optional(KINDS[kind], field):
        return []
    if not _fits(KINDS[kind], field, value):
        return [Problem("edits.wrong_type", {"field": field, "value": str(value)[:40]})]
    longest = LONGEST.get((kind, field), LONGEST_NAME if field in _NAMES else LONGEST_TEXT)
    if isinstance(value, str) and len(value) > longest:
        return [Problem("edits.too_long", {"n": len(value), "most": longest})]
    if bounds := _bounds(kind, field):
        low, high = bounds
        if low == 0 and high >= _MONEY[1] and value < 0:
            return [Problem("edits.below_zero", {"value": value})]
        if not low <= value <= high:
            return [Problem("edits.out_of_range", {"value": value, "low": _shown(low), "high": _shown(high)})]
    allowed = _allowed(kind, field)
    if allowed is None:
        return []
    chosen = value if isinstance(value, tuple) else (value,)
    return [Problem("edits.not_in_list", {"value": item}) for item in chosen if item and item not in allowed]


def _types(kind: type[Record], field: str) -> tuple[Any, ...]:
    hint = get_type_hints(kind)[field]
    return (tuple,) if getattr(hint, "__origin__", None) is tuple else get_args(hint) or (hint,)


def _optional(kind: type[Record], field: str) -> bool:
    return type(None) in _types(kind, field)


def _fits(kind: type[Record], field: str, value: Any) -> bool:
    types = _types(kind, field)
    if isinstance(value, bool):
        return bool in types
    if isinstance(value, tuple):
        return tuple in types and all(isinstance(item, str) for item in value)
    if isinstance(value, int | float):
        return math.isfinite(value) and (float in types or (int in types and isinstance(value, int)))
    return isinstance(value, str) and str in types


def _bounds(kind: str, field: str) -> tuple[float, float] | None:
    if (kind, field) == ("setting", "years"):
        parameters = load_parameters()
        return parameters.value("plan.years_min"), parameters.value("plan.years_max")
    return BOUNDS.get((kind, field))


def _allowed(kind: str, field: str) -> frozenset[str] | None:
    if table := VOCABULARY.get((kind, field)):
        return frozenset(term.code for term in load().table(table))
    return LISTS.get((kind, field))


def _shown(bound: float) -> str:
    return f"{bound:g}" if abs(bound) < 1e6 else f"{bound:,.0f}"
