"""Time and proven gap of the search for the best plan: `python -m tests.bench.bench_portfolio`."""

from __future__ import annotations

import random

from components.investment.payments import payments
from components.investment.portfolio import select
from components.investment.question import Candidate, Pot, Question

YEARS, CITIES, POTS = 5, 3, 4


def question(seed: int, options: int, *, carry_over: bool = True) -> Question:
    """Options of lognormal cost, of which about 60 % can be paid, three cities and four sources, half earmarked."""
    dice = random.Random(seed)
    codes = [f"P{number:02d}" for number in range(options)]
    items = []
    for code in codes:
        cities = dice.sample(range(CITIES), dice.randint(1, CITIES))
        parts = [dice.random() if city in cities else 0.0 for city in range(CITIES)]
        shares = tuple(part / sum(parts) for part in parts)
        capex = round(100 * dice.lognormvariate(1.5, 0.8))
        items.append(
            Candidate(
                code,
                round(dice.uniform(20, 95), 1),
                capex,
                dice.choice([1, 1, 2, 3]),
                0,
                round(capex * dice.uniform(0.03, 0.08)),
                shares,
                shares,
                requires=tuple(dice.sample(codes, 1)) if dice.random() < 0.1 else (),
                excludes=tuple(dice.sample(codes, 1)) if dice.random() < 0.1 else (),
            )
        )
    whole = sum(item.capex for item in items)
    own = tuple(tuple(round(0.4 * whole / CITIES / YEARS) for _ in range(YEARS)) for _ in range(CITIES))
    pots = tuple(
        Pot(
            f"F{number}",
            tuple(dice.sample(codes, options // 3)) if number % 2 else (),
            tuple(round(0.2 * whole / POTS / YEARS) for _ in range(YEARS)),
        )
        for number in range(POTS)
    )
    return Question(YEARS, own, pots, tuple(items), carry_over)


def main() -> None:
    """One line per size and rule of the year."""
    for options in (20, 60):
        for carry_over in (True, False):
            for seed in range(3):
                asked = question(seed, options, carry_over=carry_over)
                found = select(asked, gap=0.001, seconds=20)
                rows = payments(asked, found.starts, order=[0.0] * POTS)
                print(
                    f"{options} options, carry-over {carry_over}: {found.status}, {len(found.starts)} in, "
                    f"gap {found.gap:.2%}, {found.seconds:.2f} s, {len(rows)} payments"
                )


if __name__ == "__main__":
    main()
