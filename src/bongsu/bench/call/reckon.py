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

    queries: int = 0
    quarters: int = 0


def reckoned(asked: Asked) -> Figures:
    """Ranking is timed, so it is asked alone."""
    ranked = [sees_p99(perf_counter, queries=asked.queries)] if asked.queries else []
    chosen = choice_figures(REPORTED_SEEDS[: asked.quarters]) if asked.quarters else []
    return [*ranked, *chosen]


def main() -> None:
    asked = msgspec.json.decode(sys.stdin.buffer.readline(), type=Asked)
    sys.stdout.buffer.write(msgspec.json.encode(reckoned(asked)) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
