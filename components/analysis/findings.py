"""What to say first: short sentences that the numbers support, with the names and numbers they rest on.

A finding carries codes, not words, so that one result can be read in every language. Nothing is said about what was
not asked or is withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Agreement, Finding, Gap, IndexValue, Link, Network, Sector
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.workshop.records.cities import City
from components.workshop.state import State

CELL_TABLES = ("cells", "quick_cells", "pair_cells", "elements")


def findings(
    agreements: Iterable[Agreement],
    values: Sequence[IndexValue],
    gaps: Sequence[Gap],
    strengths: Sequence[Gap],
    sectors: Sequence[Sector],
    network: Network,
    *,
    pairs_asked: bool,
) -> tuple[Finding, ...]:
    """The findings, disagreement first, then links, gaps, strengths and clusters. pairs_asked: whether the ballot on
    pairs was revealed; without it no pair is called unrated.
    """
    links = {link.pair: link for link in network.links}
    return (
        *_splits(agreements),
        *(_unrated(links[pair]) for pair in network.unrated if pairs_asked),
        *_weakest_dimension(values, links),
        *_links(network, links),
        *_shape(network),
        *(_of_cell("widest_gap", row, links) for row in gaps[:1]),
        *(_of_cell("best", row, links) for row in strengths[:1]),
        *_cluster(sectors),
    )


def sentence(finding: Finding, t: Texts, state: State, catalogue: Catalogue) -> str:
    """The finding in the words of a language: a quotient with one decimal, every index in whole points as on the
    charts beside it.
    """
    cities = {city.code: city for city in state.cities}
    names = {name: _name(table, code, t, cities, catalogue) for name, (table, code) in finding.names}
    numbers = {name: round(value, 1 if name == "quotient" else None) for name, value in finding.numbers}
    return t(finding.key, **names, **numbers)


def _name(table: str, code: str, t: Texts, cities: dict[str, City], catalogue: Catalogue) -> str:
    if table == "city":
        return (cities[code].name if code in cities else "") or code
    tables = CELL_TABLES if table == "cell" else (table,)
    return next((t.label(catalogue.find(name, code)) for name in tables if catalogue.has(name, code)), code)


def _splits(agreements: Iterable[Agreement]) -> tuple[Finding, ...]:
    split = sum(row.flag == SPLIT for row in agreements)
    return (Finding("analysis.finding.splits", numbers=(("n", split),)),) if split else ()


def _ends(link: Link) -> tuple[tuple[str, tuple[str, str]], ...]:
    return (("first", ("city", link.first)), ("second", ("city", link.second)))


def _unrated(link: Link) -> Finding:
    return Finding("analysis.finding.unrated", _ends(link))


def _weakest_dimension(values: Sequence[IndexValue], links: dict[str, Link]) -> tuple[Finding, ...]:
    rated = [
        (row.value, row) for row in values if row.view == "dimension" and row.subject in links and row.value is not None
    ]
    if not rated:
        return ()
    value, row = min(rated, key=lambda entry: entry[0])
    names = (("dimension", ("dimensions", row.code)), *_ends(links[row.subject]))
    return (Finding("analysis.finding.weakest_dimension", names, (("index", value),)),)


def _links(network: Network, links: dict[str, Link]) -> tuple[Finding, ...]:
    found = []
    weakest = links.get(network.weakest)
    if weakest and weakest.index is not None and network.weakest != network.strongest:
        found.append(Finding("analysis.finding.weakest_link", _ends(weakest), (("index", weakest.index),)))
    narrow = links.get(network.bottleneck)
    if narrow and narrow.index is not None and network.bottleneck != network.weakest:
        found.append(Finding("analysis.finding.bottleneck", _ends(narrow), (("index", narrow.index),)))
    return tuple(found)


def _shape(network: Network) -> tuple[Finding, ...]:
    return (
        (Finding("analysis.finding.shape", (("shape", ("network_shapes", network.shape)),)),) if network.shape else ()
    )


def _of_cell(key: str, row: Gap, links: dict[str, Link]) -> Finding:
    cell = ("cell", ("cell", row.item))
    numbers = (("present", row.present), ("target", row.target))
    if row.subject in links:
        return Finding(f"analysis.finding.{key}_pair", (cell, *_ends(links[row.subject])), numbers)
    return Finding(f"analysis.finding.{key}_city", (cell, ("city", ("city", row.subject))), numbers)


def _cluster(sectors: Sequence[Sector]) -> tuple[Finding, ...]:
    strong = [(row.quotient, row) for row in sectors if row.strong and row.quotient is not None]
    if not strong:
        return ()
    quotient, row = max(strong, key=lambda entry: entry[0])
    names = (("sector", ("sectors", row.sector)), ("city", ("city", row.city)))
    return (Finding("analysis.finding.cluster", names, (("quotient", quotient),)),)
