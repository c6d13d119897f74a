"""Run as a module: one line with the measure asked for, one line with what it gives."""

import sys

import msgspec

from bongsu.bench.monitoring.measures import MEASURES, Asked


def main() -> None:
    asked = msgspec.json.decode(sys.stdin.buffer.readline(), type=Asked)
    told = MEASURES[asked.measure](asked)
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
