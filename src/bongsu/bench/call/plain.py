"""The plain alternative: FFmpeg through PyAV opens the same camera by itself, to the first decoded picture.

Run as a module: one line with what to open, one line with the milliseconds of each."""

import sys
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import av
import msgspec

OVER_TCP = {"rtsp_transport": "tcp"}
# as far as FFmpeg's own options go; the wait for a key frame stays
TUNED = {
    **OVER_TCP,
    "probesize": "32",
    "analyzeduration": "0",
    "fflags": "nobuffer",
    "max_delay": "0",
}
_PATIENCE_S = 15.0


class Opening(msgspec.Struct, frozen=True):
    """One open."""

    url: str
    tuned: bool


class Asked(msgspec.Struct, frozen=True):
    """All of them, so many at once."""

    openings: list[Opening]
    at_once: int


def open_ms(opening: Opening) -> float | None:
    """From the call to the first decoded picture; None when none came."""
    began_s = perf_counter()
    options = dict(TUNED if opening.tuned else OVER_TCP)
    try:
        with av.open(opening.url, options=options, timeout=_PATIENCE_S) as container:
            for _ in container.decode(video=0):
                return round((perf_counter() - began_s) * 1000, 1)
    except av.FFmpegError:
        return None
    return None


def main() -> None:
    asked = msgspec.json.decode(sys.stdin.buffer.readline(), type=Asked)
    with ThreadPoolExecutor(asked.at_once) as workers:
        took = list(workers.map(open_ms, asked.openings))
    sys.stdout.buffer.write(msgspec.json.encode(took) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
