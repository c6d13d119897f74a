"""Coded pictures into a clip that a browser plays: fragmented MP4, nothing decoded, shown when they were captured."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from bongsu.media.fmp4 import TIMESCALE, Sample, make_fragment, make_init
from bongsu.media.sources.source import Picture

_TICKS_PER_MS = TIMESCALE // 1000
_LAST_LASTS = TIMESCALE // 10
# Media's and the camera's clock may differ by so much before the camera's is not believed.
_MOST_APART = TIMESCALE


def make_clip(pictures: Sequence[Picture]) -> bytes:
    """In decoding order, from a key picture on. Of several forms (another resolution) only the longest part: one clip has
    one. Raises `BadPicture`."""
    parts = (list(part) for _, part in groupby(pictures, key=lambda one: one.parameters))
    part = max(parts, key=lambda one: one[-1].captured_at_ms - one[0].captured_at_ms)
    shown = _shown_at(part)
    decoded = _decoded_at(shown)
    lasts = [after - before for before, after in pairwise(decoded)]
    lasts.append(lasts[-1] if lasts else _LAST_LASTS)
    samples = [
        Sample(one.data, one.is_key, lasts[at], shown[at] - decoded[at])
        for at, one in enumerate(part)
    ]
    # one fragment: players take the first one's length for that of the whole
    return make_init(part[0].parameters).segment + make_fragment(1, decoded[0], samples)


def _shown_at(pictures: Sequence[Picture]) -> list[int]:
    """By the camera's time, which does not tremble; by that of capture when the camera's says something else."""
    first = pictures[0]
    captured = [
        round((one.captured_at_ms - first.captured_at_ms) * _TICKS_PER_MS) for one in pictures
    ]
    said = [_signed(one.rtp_time - first.rtp_time) for one in pictures]
    apart = max(abs(one - other) for one, other in zip(captured, said, strict=True))
    shown = said if apart <= _MOST_APART else captured
    earliest = min(shown)
    return [at - earliest for at in shown]


def _decoded_at(shown: Sequence[int]) -> list[int]:
    """From zero on, each later than the one before: a picture may be decoded before others that are shown earlier."""
    decoded: list[int] = []
    for at in sorted(shown):
        decoded.append(max(at, decoded[-1] + 1) if decoded else at)
    return decoded


def _signed(ticks: int) -> int:
    return (ticks + 0x80000000) % 0x100000000 - 0x80000000
