"""The networks that the cities form: one per medium (road, rail, trade, institutions …), one by the room's marks.

A medium links a pair when somebody said that it exists or entered a figure above zero; «no» and zero are no link; a
pair of which nothing is known is neither, and is counted as unknown. The network of the marks links the pairs whose
index reaches the threshold of the shape. Each network is described as if its unknown pairs were not linked, and says
how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from components.analysis.evidence import Link
from components.analysis.network_likeness import Likeness, likeness
from components.analysis.network_links import Addition, additions
from components.analysis.network_measures import describe
from components.analysis.network_value import LAWS, centres_by_size, functional_polycentricity, gain_together, primacy
from components.framework.parameters import Parameters
from components.framework.records import Explained
from components.workshop.records.cities import City, pair_code
from components.workshop.records.links import NO, YES, LinkFact

PARAMETERS = ("topology.link_minimum", "network.mono_share")
MARKS = "marks"


@dataclass(frozen=True)
class Layer:
    """One network. `code`: a medium, or `marks`. `linked`, `unknown`: codes of pairs. `measures`: of
    `network_measures.describe`. `added`: what one more link would bring, the best first, only pairs that are known
    not to be linked. `polycentricity`: Green's, 0–1.
    """

    code: str
    linked: tuple[str, ...]
    unknown: tuple[str, ...]
    measures: Mapping[str, Any]
    likeness: Likeness
    added: tuple[Addition, ...]
    polycentricity: float


@dataclass(frozen=True)
class Worth:
    """The partners together. `gains`: (law, ratio) of `network_value.gain_together` over the cities whose people are
    known, empty below two. `largest`, `share`: the largest city and its share of these people (0–1). `centres`:
    monocentric, polycentric or empty. `without_people`: cities left out because their people are not known.
    """

    gains: tuple[tuple[str, float], ...]
    largest: str
    share: float | None
    centres: str
    without_people: tuple[str, ...]


def layers(
    cities: Sequence[City],
    facts: Sequence[LinkFact],
    links: Sequence[Link],
    media: Sequence[Explained],
    parameters: Parameters,
) -> tuple[Layer, ...]:
    """The network of the marks, if a pair was rated, and that of every medium of which something is known.

    links: the evidence's, for marks and distances. Fewer than two cities have no network.
    """
    if len(cities) < 2:
        return ()
    pairs = [pair_code(first, second) for first, second in combinations(cities, 2)]
    lengths = {frozenset((link.first, link.second)): link.distance_km for link in links if link.distance_km}
    rated = {link.pair: link.index for link in links if link.index is not None}
    least = parameters.value("topology.link_minimum")
    known = {MARKS: {pair: index >= least for pair, index in rated.items()}}
    known |= {medium.code: _known(facts, medium.code, pairs) for medium in media}
    return tuple(_layer(code, cities, pairs, said, lengths) for code, said in known.items() if said)


def worth(cities: Sequence[City], parameters: Parameters) -> Worth:
    """What the partners gain by being connected, under each law, and how many centres they have by size."""
    people = {city.code: city.population for city in cities if city.population is not None and city.population > 1}
    found = primacy(people)
    return Worth(
        gains=tuple((law, gain_together(list(people.values()), law)) for law in LAWS) if len(people) > 1 else (),
        largest=found[0] if found else "",
        share=found[1] if found else None,
        centres=centres_by_size(people, parameters.value("network.mono_share")) if len(people) > 1 else "",
        without_people=tuple(city.code for city in cities if city.code not in people),
    )


def _known(facts: Sequence[LinkFact], medium: str, pairs: Sequence[str]) -> dict[str, bool]:
    """Pair -> linked or not, of the pairs of which something is known."""
    found = {}
    for fact in facts:
        if fact.medium != medium or fact.pair not in pairs:
            continue
        if fact.exists in (YES, NO):
            found[fact.pair] = fact.exists == YES
        elif fact.value is not None:
            found[fact.pair] = fact.value > 0
    return found


def _layer(
    code: str,
    cities: Sequence[City],
    pairs: Sequence[str],
    known: Mapping[str, bool],
    lengths: Mapping[frozenset[Any], float],
) -> Layer:
    nodes = [city.code for city in cities]
    ends = {pair: tuple(pair.split("-")) for pair in pairs}
    linked = tuple(pair for pair in pairs if known.get(pair))
    edges = [ends[pair] for pair in linked]
    absent = {frozenset(ends[pair]) for pair in pairs if known.get(pair) is False}
    return Layer(
        code=code,
        linked=linked,
        unknown=tuple(pair for pair in pairs if pair not in known),
        measures=describe(edges, nodes),
        likeness=likeness(edges, nodes),
        added=tuple(
            link for link in additions(edges, nodes, lengths) if frozenset((link.first, link.second)) in absent
        ),
        polycentricity=functional_polycentricity(edges, nodes),
    )
