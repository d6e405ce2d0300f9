"""What the index is made of and what else it says: records that `Evidence` holds."""

from __future__ import annotations

from dataclasses import dataclass

JUDGED, ESTIMATED, MEASURED = "judged", "estimated", "measured"


@dataclass(frozen=True)
class MeasuredValue:
    """One indicator of one city or pair that somebody entered.

    `value`: as entered. `figure`: in the indicator's unit, after division; None when the divisor is not known.
    `points`: between its fixed ends, 0–100; values beyond the ends are capped. `item`: the rated cell that it informs,
    empty where the instrument in use has none. `confidence`: measured or estimated.
    """

    indicator: str
    subject: str
    item: str
    value: float
    figure: float | None
    points: float | None
    confidence: str
    year: int | None
    source: str
    demonstration: bool


@dataclass(frozen=True)
class CellValue:
    """One rated cell of one city or pair, in index points 0–100.

    `judged`: the median mark, `measured`: the mean of its indicators, None without one. `value`: the two together,
    None with neither. `measured_share`, `estimated_share`: of the value's weight, 0–1; the rest is judged.
    """

    instrument: str
    subject: str
    item: str
    judged: float | None
    measured: float | None
    value: float | None
    measured_share: float
    estimated_share: float

    @property
    def confidence(self) -> str:
        """judged, estimated or measured: no value is surer than the least sure thing in it."""
        return confidence(self.measured_share, self.estimated_share)


@dataclass(frozen=True)
class LinkIndex:
    """One of the three links (urban–rural, secondary–secondary, secondary–metropolitan) of a city or a pair.

    `basis`: pairs (the ballot on pairs), cells (the cells within the region), indicators, or empty. `asked`: whether
    anything was asked or entered that could tell; False is «not asked», and with it the value is None.
    """

    link: str
    subject: str
    value: float | None
    coverage: float
    indicative: bool
    basis: str
    confidence: str
    asked: bool


@dataclass(frozen=True)
class ObjectIndex:
    """One of the four objects of step 2 for one city: clusters, city_networks, urban_rural, external_links.

    `value`: 0–100. For clusters it is the share of the known jobs in strong sectors, in percent; for the others an
    index. `asked`: as in `LinkIndex`.
    """

    object: str
    city: str
    value: float | None
    coverage: float
    indicative: bool
    confidence: str
    asked: bool


@dataclass(frozen=True)
class Balance:
    """Hard against soft of one city or pair: the two indices, and hard minus soft in index points.

    `reading`: hard_ahead, soft_ahead, balanced, or not_known when either index is missing or indicative only.
    """

    subject: str
    hard: float | None
    soft: float | None
    difference: float | None
    reading: str


def confidence(measured_share: float, estimated_share: float) -> str:
    """What a value is called of which these shares are measured and estimated, and the rest is judged."""
    if measured_share + estimated_share < 1 - 1e-9:
        return JUDGED
    return ESTIMATED if estimated_share > 0 else MEASURED
