"""How specialised each city is, how far two cities complement each other, and which partnerships that suggests.

Shares are of the jobs in the sectors that *both* sides of a comparison know; not known is not zero.
Specialisation of a city: Krugman's (1991) index against the reference, half the sum of the absolute differences of the
shares: 0 = the same economy, 1 = no job in the same sector. Complementarity of two cities: the same index between
them; low = alike (they can share suppliers, training and a market), high = different (they can trade and divide roles).

A suggestion (own design): a sector in which two or more cities are strong becomes a *shared cluster*; one in which a
city is strong and another has jobs but is not, a *supply chain*. They are ranked by the jobs in it, since a large
partnership moves more, with the reason in words; jobs on small numbers suggest nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from components.analysis.evidence import Sector

SHARED, CHAIN = "shared", "chain"


@dataclass(frozen=True)
class Complement:
    """Two cities compared. `difference`: Krugman's index 0–1, None when they know fewer than two sectors together;
    `sectors`: how many they both know.
    """

    first: str
    second: str
    difference: float | None
    sectors: int


@dataclass(frozen=True)
class Suggestion:
    """A partnership that the employment suggests. `kind`: shared or chain; `strong`: cities strong in the sector;
    `others`: cities that could join; `jobs`: persons in all of them; `demonstration`: some figure is.
    """

    kind: str
    sector: str
    strong: tuple[str, ...]
    others: tuple[str, ...]
    jobs: float
    demonstration: bool

    @property
    def key(self) -> str:
        """Key of its reason in words, with `sector`, `strong`, `others`, `jobs`."""
        return f"analysis.suggestion.{self.kind}"


def krugman_index(one: pd.Series, other: pd.Series) -> float | None:
    """Half the sum of the absolute differences of the sector shares, 0–1.

    one, other: sectors, persons, NaN = not known. Only sectors that both know are compared; None below two of them or
    without jobs. Source: Krugman (1991), Geography and Trade, app. B.
    """
    both = pd.concat([one, other], axis=1, join="inner").dropna()
    totals = both.sum()
    if len(both) < 2 or (totals <= 0).any():
        return None
    shares = both / totals
    return float((shares.iloc[:, 0] - shares.iloc[:, 1]).abs().sum() / 2)


def complements(employment: pd.DataFrame) -> tuple[Complement, ...]:
    """Every pair of cities, the most different first, those that cannot be compared last.

    employment: cities x sectors, persons, NaN = not known.
    """
    found = [
        Complement(
            str(first),
            str(second),
            krugman_index(employment.loc[first], employment.loc[second]),
            int((employment.loc[[first, second]].notna().all()).sum()),
        )
        for first, second in combinations(employment.index, 2)
    ]
    return tuple(sorted(found, key=lambda pair: (pair.difference is None, -(pair.difference or 0.0))))


def suggestions(sectors: Sequence[Sector]) -> tuple[Suggestion, ...]:
    """Partnerships by sector, the one with most jobs first. sectors: the evidence's, of all cities."""
    by_sector: dict[str, list[Sector]] = {}
    for row in sectors:
        if row.persons and not row.small_numbers:
            by_sector.setdefault(row.sector, []).append(row)
    found = [made for sector, rows in by_sector.items() if (made := _suggestion(sector, rows)) is not None]
    return tuple(sorted(found, key=lambda item: (-item.jobs, item.sector)))


def _suggestion(sector: str, rows: Sequence[Sector]) -> Suggestion | None:
    strong = tuple(row.city for row in rows if row.strong)
    others = tuple(row.city for row in rows if not row.strong)
    if not strong or len(rows) < 2:
        return None
    return Suggestion(
        kind=SHARED if len(strong) > 1 else CHAIN,
        sector=sector,
        strong=strong,
        others=others,
        jobs=sum(row.persons or 0.0 for row in rows),
        demonstration=any(row.demonstration for row in rows),
    )
