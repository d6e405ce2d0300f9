"""The networks of the cities, one small diagram per medium, with what one more link would bring."""

from __future__ import annotations

from html import escape
from math import atan2, cos, degrees, hypot, pi, sin

from components.analysis.link_networks import MARKS, Layer
from components.analysis.structure import Structure
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import city_mark, subject_name
from components.workshop.records.cities import City
from components.workshop.state import State

WIDTH, HEIGHT, MARGIN = 240.0, 150.0, 26.0
Points = dict[str, tuple[float, float]]


def networks_figure(t: Texts, state: State, structure: Structure, catalogue: Catalogue) -> Figure:
    """Every network of which something is known; unknown pairs are dotted, and are not the same as no link."""
    if not structure.layers:
        return Figure(t("structure.networks.empty_title"), t("structure.networks.empty_subtitle"))
    places = _places(state.cities)
    cards = "".join(_card(t, state, layer, places, catalogue) for layer in structure.layers)
    return Figure(
        title=_title(t, state, structure, catalogue),
        subtitle=t("structure.networks.subtitle", n=len(structure.layers)),
        body=f'<div class="scn-nets">{cards}</div>',
        legend=_legend(t),
        how=t("structure.networks.how"),
        table=_table(t, state, structure, catalogue),
    )


def medium_name(t: Texts, catalogue: Catalogue, code: str) -> str:
    """Name of a medium, or of the network of the marks."""
    return t("structure.networks.marks") if code == MARKS else t.label(catalogue.find("link_media", code))


def shape_name(t: Texts, catalogue: Catalogue, layer: Layer) -> str:
    """Name of the network's shape."""
    code = layer.measures["topology"] if layer.linked else "none"
    return t.label(catalogue.find("network_shapes", code))


def worth_figure(t: Texts, state: State, structure: Structure) -> Figure:
    """What the partners gain by being connected under each law, and whether they have one centre or several."""
    worth = structure.worth
    if not worth.gains:
        return Figure(t("structure.worth.empty_title"), t("structure.worth.empty_subtitle"))
    names = {city.code: city.name or city.code for city in state.cities}
    percent = 100 * (worth.share or 0.0)
    rows = [(t(f"structure.worth.{law}"), t.number(gain, 1)) for law, gain in worth.gains]
    rows += [
        (t("structure.worth.polycentricity", layer=t("structure.networks.marks")), t.number(100 * layer.polycentricity))
        for layer in structure.layers
        if layer.code == MARKS
    ]
    missing = [names[code] for code in worth.without_people]
    return Figure(
        title=t(f"structure.worth.{worth.centres}", city=names[worth.largest], percent=t.number(percent)),
        subtitle=t("structure.worth.subtitle")
        + (" " + t("structure.worth.missing", cities=t.joined(missing)) if missing else ""),
        body="".join(
            f'<p class="scn-fact"><b>{escape(value)}</b> {escape(name)}</p>' for name, value in rows
        ),
        how=t("structure.worth.how"),
        table=Table((t("structure.worth.column_what"), t("structure.worth.column_value")), tuple(rows)),
    )


def _title(t: Texts, state: State, structure: Structure, catalogue: Catalogue) -> str:
    for layer in structure.layers:
        if layer.added and (layer.added[0].joins_parts or (layer.added[0].efficiency_gain or 0) > 0):
            best = layer.added[0]
            return t(
                "structure.networks.title",
                medium=medium_name(t, catalogue, layer.code),
                first=subject_name(state, best.first),
                second=subject_name(state, best.second),
            )
    first = structure.layers[0]
    name = medium_name(t, catalogue, first.code)
    return t("structure.networks.title_shape", medium=name, shape=shape_name(t, catalogue, first))


def _places(cities: tuple[City, ...]) -> Points:
    """Where to draw each city in the box: by its coordinates when all are known and differ, else on a circle."""
    known = [(city.longitude, city.latitude) for city in cities]
    spots = [(x, y) for x, y in known if x is not None and y is not None]
    if len(spots) == len(cities) and len(set(spots)) == len(cities) and len(cities) > 1:
        squeeze = cos(sum(y for _, y in spots) / len(spots) * pi / 180)
        flat = [(x * squeeze, -y) for x, y in spots]
    else:
        flat = [(cos(2 * pi * n / len(cities)), sin(2 * pi * n / len(cities))) for n in range(len(cities))]
    low_x, high_x = min(x for x, _ in flat), max(x for x, _ in flat)
    low_y, high_y = min(y for _, y in flat), max(y for _, y in flat)
    room_x, room_y = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    scale = min(room_x / (high_x - low_x or 1e-9), room_y / (high_y - low_y or 1e-9))
    return {
        city.code: (
            WIDTH / 2 + (x - (low_x + high_x) / 2) * scale,
            HEIGHT / 2 + (y - (low_y + high_y) / 2) * scale,
        )
        for city, (x, y) in zip(cities, flat, strict=True)
    }


def _card(t: Texts, state: State, layer: Layer, places: Points, catalogue: Catalogue) -> str:
    lines = [_line(places, pair, "scn-linked") for pair in layer.linked]
    lines += [_line(places, pair, "scn-dotted") for pair in layer.unknown]
    if layer.added:
        lines.append(_line(places, f"{layer.added[0].first}-{layer.added[0].second}", "scn-added"))
    nodes = [
        f'<span class="scn-node" style="left:{x:.0f}px;top:{y:.0f}px">{city_mark(city)}</span>'
        for city in state.cities
        for x, y in [places[city.code]]
    ]
    pairs = len(state.cities) * (len(state.cities) - 1) // 2
    facts = [shape_name(t, catalogue, layer), t("structure.networks.linked", n=len(layer.linked), all=pairs)]
    if layer.unknown:
        facts.append(t("structure.networks.unknown", n=len(layer.unknown)))
    if layer.measures["components"] > 1 and layer.linked:
        facts.append(t("structure.networks.parts", n=layer.measures["components"]))
    bridges = [subject_name(state, "-".join(pair)) for pair in layer.measures["bridges"]]
    if bridges and len(state.cities) > 2:
        facts.append(t("structure.networks.bridges", pairs=t.joined(bridges)))
    if layer.added:
        facts.append(_addition(t, state, layer))
    spoken = "; ".join(subject_name(state, pair) for pair in layer.linked) or t("structure.networks.no_link")
    listed = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    return (
        f'<div class="scn-net"><b>{escape(medium_name(t, catalogue, layer.code))}</b>'
        f'<div class="scn-net-box" role="img" aria-label="{escape(spoken)}">{"".join(lines)}{"".join(nodes)}</div>'
        f"<ul>{listed}</ul></div>"
    )


def _addition(t: Texts, state: State, layer: Layer) -> str:
    best = layer.added[0]
    pair = f"{subject_name(state, best.first)} – {subject_name(state, best.second)}"
    if best.joins_parts:
        return t("structure.networks.joins", pair=pair)
    return t("structure.networks.shortens", pair=pair, percent=t.percent(best.efficiency_gain), n=best.bridges_secured)


def _line(places: Points, pair: str, style: str) -> str:
    first, second = pair.split("-")
    (x, y), (to_x, to_y) = places[first], places[second]
    long, turn = hypot(to_x - x, to_y - y), degrees(atan2(to_y - y, to_x - x))
    where = f"left:{x:.0f}px;top:{y:.0f}px;width:{long:.0f}px;transform:rotate({turn:.1f}deg)"
    return f'<span class="scn-edge {style}" style="{where}"></span>'


def _legend(t: Texts) -> str:
    return " &nbsp; ".join(
        f'<span class="scn-edge scn-sample scn-{style}"></span> {escape(t(f"structure.networks.legend_{style}"))}'
        for style in ("linked", "dotted", "added")
    )


def _table(t: Texts, state: State, structure: Structure, catalogue: Catalogue) -> Table:
    header = (
        "medium", "shape", "links", "unknown", "parts", "density", "mean_path", "cyclomatic", "alpha", "beta", "gamma",
        "regular", "random", "hubs", "hierarchical", "busiest", "nearest", "added",
    )  # fmt: skip
    return Table(
        tuple(t(f"structure.networks.column_{name}") for name in header),
        tuple(_cells(t, state, layer, catalogue) for layer in structure.layers),
    )


def _cells(t: Texts, state: State, layer: Layer, catalogue: Catalogue) -> tuple[str, ...]:
    found, like = layer.measures, layer.likeness
    busiest, nearest = (_highest(state, found[name]) for name in ("betweenness", "closeness"))
    return (
        medium_name(t, catalogue, layer.code),
        shape_name(t, catalogue, layer),
        t.number(len(layer.linked)),
        t.number(len(layer.unknown)),
        t.number(found["components"]),
        t.number(found["density"], 2),
        t.number(found["mean_path"], 2),
        t.number(found["cyclomatic"]),
        *(_measure(t, found[f"kansky_{name}"]) for name in ("alpha", "beta", "gamma")),
        *(_likeness(t, share) for share in (like.regular, like.random, like.hubs, like.hierarchical)),
        busiest or t("structure.networks.none_busiest"),
        nearest or t("structure.networks.none_busiest"),
        _addition(t, state, layer) if layer.added else t("structure.networks.nothing_added"),
    )


def _measure(t: Texts, value: float | None) -> str:
    return t("structure.networks.not_defined") if value is None else t.number(value, 2)


def _likeness(t: Texts, share: float | None) -> str:
    return t("structure.networks.not_comparable") if share is None else t.percent(share)


def _highest(state: State, values: dict[str, float]) -> str:
    """The place with the highest value; empty when several share it."""
    most = max(values.values())
    found = [code for code, value in values.items() if value > most - 1e-9]
    return subject_name(state, found[0]) if len(found) == 1 else ""
