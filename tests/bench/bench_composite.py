"""How long the ASEM index takes, once and 1,000 times over. Prints, asserts nothing.

One core: start it with OMP_NUM_THREADS=1. The data set lies beside the project, in shared/references/asem.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from components.analysis.composite import composite_index
from components.analysis.replications import replicate

FOLDER = Path(__file__).parents[2].parent / "shared" / "references" / "asem"
NAMES = {"iCode": "code", "Parent": "parent", "Weight": "weight", "Direction": "direction"}


def main() -> None:
    """Prints the best of five runs of both."""
    structure = pd.read_csv(FOLDER / "structure.csv")
    structure = structure[structure["Type"].isin(["Indicator", "Aggregate"])].rename(columns=NAMES)[[*NAMES.values()]]
    data = pd.read_csv(FOLDER / "data.csv").set_index("uCode")
    data = data[[code for code in structure["code"] if code in data]]
    for name, run in (("once", composite_index), ("1,000 replications", replicate)):
        seconds = []
        for _ in range(5):
            start = time.perf_counter()
            run(data, structure)
            seconds.append(time.perf_counter() - start)
        print(f"{data.shape[0]} units x {data.shape[1]} indicators, {name}: {min(seconds):.3f} s")


if __name__ == "__main__":
    main()
