"""Run as a module: one line with the measure asked for, one line with its readings."""

import sys

import msgspec

from bongsu.bench.planning.measures import MEASURES


class Asked(msgspec.Struct, frozen=True):
    """Which, and how long it may be about it."""

    measure: str
    quick: bool


def main() -> None:
    asked = msgspec.json.decode(sys.stdin.buffer.readline(), type=Asked)
    readings = MEASURES[asked.measure](quick=asked.quick)
    sys.stdout.buffer.write(msgspec.json.encode(readings) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
