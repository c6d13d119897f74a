"""The figures that are only reckoned: how fast cameras are ranked, and how often the first tile is right.

Run as a module, so that the bench itself stays free to listen and to stop."""

import sys
from time import perf_counter
from typing import Any  # Any: figures as other benches write them

import msgspec

from bongsu.bench.choice import REPORTED_SEEDS, choice_figures
from bongsu.bench.sees import sees_p99

Figures = list[dict[str, Any]]


class Asked(msgspec.Struct, frozen=True):
    """How much of it."""

    queries: int
    quarters: int


def reckoned(asked: Asked) -> Figures:
    """Ranking first, while the processor is cold."""
    ranked = sees_p99(perf_counter, queries=asked.queries)
    return [ranked, *choice_figures(REPORTED_SEEDS[: asked.quarters])]


def main() -> None:
    asked = msgspec.json.decode(sys.stdin.buffer.readline(), type=Asked)
    sys.stdout.buffer.write(msgspec.json.encode(reckoned(asked)) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
