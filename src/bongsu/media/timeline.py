"""Gives every picture of one stream its place on one media timeline that all viewers share.

Players drop everything up to the next key picture when a decode time jumps by more than twice the last
duration (W3C MSE, coded frame processing), so steps here are smoothed; the true time travels beside the picture."""

from dataclasses import dataclass

from bongsu.media.fmp4 import TIMESCALE

_SHORTEST, _LONGEST = TIMESCALE // 1000, TIMESCALE
_FIRST_STEP = TIMESCALE // 15
# Room before the first picture for a squeezed group.
_ORIGIN = 10 * TIMESCALE
# A larger step in the camera's time is a clock that was set, not a pause.
_JUMP = 10 * TIMESCALE


@dataclass(frozen=True, slots=True)
class Place:
    decode_time: int
    duration: int
    shown_after: int


class Timeline:
    """Owned by one camera stream; goes on over reconnects."""

    def __init__(self) -> None:
        self._last = Place(_ORIGIN, _FIRST_STEP, 0)
        self._shown = -1
        self._rtp_time = 0

    def place(self, rtp_time: int) -> Place:
        """The next picture's place; `rtp_time` in 90 kHz, 32 bits."""
        last = self._last
        if self._shown < 0:
            step = last.duration
            self._shown = last.decode_time
        else:
            step = _signed(rtp_time - self._rtp_time)
            if abs(step) > _JUMP:
                step = last.duration
        self._rtp_time = rtp_time
        # Pictures that are shown before one already decoded (B-pictures) have a negative step.
        shown = self._shown + step
        longest = 2 * last.duration - 1
        advance = min(max(shown - last.decode_time, _SHORTEST), longest)
        decode_time = last.decode_time + advance
        late = shown - decode_time if step < 0 or shown < last.decode_time else 0
        if late < -_JUMP:
            # A clock that runs backwards is no order of showing; the offset would outgrow its field.
            late = 0
        self._shown = shown if late else decode_time
        duration = min(max(step, (7 * last.duration + max(step, 0)) // 8, _SHORTEST), _LONGEST)
        self._last = Place(decode_time, duration, late)
        return self._last

    def hold(self) -> Place:
        """A picture of a backlog: it is shown squeezed, and takes no time of its own."""
        return self._last

    def restart(self) -> None:
        """The camera was opened again: its times say nothing about the ones before."""
        if self._shown >= 0:
            self._shown = -1
            last = self._last
            self._last = Place(last.decode_time + last.duration, last.duration, 0)


def _signed(ticks: int) -> int:
    return (ticks + 0x80000000) % 0x100000000 - 0x80000000
