"""What a camera's health checks say, and when they say it: after several key pictures, and not again until it changes."""

from dataclasses import dataclass, field

from bongsu.monitoring.words import Ailment

_LEAST_LOOKS = 4
_CLEAR_LOOKS = 3
# so many pictures that show it for each that does not
_AGREE = 4
_CLEAR_MS = 12_000.0


@dataclass(frozen=True, slots=True)
class Ail:
    """An ailment was found (`ailing`), or is not or no longer there. `figure` and `limit` in the check's own unit."""

    ailment: Ailment
    ailing: bool
    since_ms: float
    figure: float
    limit: float


@dataclass(frozen=True, slots=True)
class Sign:
    """What one check makes of one picture; a check that cannot judge it gives none."""

    ailing: bool
    figure: float
    limit: float


@dataclass(slots=True)
class Confirmed:
    """Of one ailment of one camera. `after_ms`: how long the pictures must show it before it is told; what passes (a lorry,
    a hand that cleans the dome) is gone by then. One picture that says otherwise is a passer-by, one in four is no fault.
    `is_told` is None until something was said: the first word may be that all is well, for a fault that an earlier worker
    told."""

    ailment: Ailment
    after_ms: float
    is_told: bool | None = None
    _since_ms: float = 0.0
    _looks: int = 0
    _odd: int = 0
    _odd_at_ms: float | None = None
    _is_ailing: bool = field(default=False)

    def take(self, at_ms: float, sign: Sign | None) -> Ail | None:
        if sign is None:
            return None
        if sign.ailing != self._is_ailing or self._looks == 0:
            if self._looks and self._odd_at_ms is None:
                self._odd, self._odd_at_ms = self._odd + 1, at_ms
                return None
            self._turn(at_ms, is_ailing=sign.ailing)
        else:
            self._looks, self._odd_at_ms = self._looks + 1, None
        if sign.ailing == self.is_told or not self._lasts(at_ms):
            return None
        self.is_told = sign.ailing
        return Ail(self.ailment, sign.ailing, self._since_ms, sign.figure, sign.limit)

    def _turn(self, at_ms: float, *, is_ailing: bool) -> None:
        """Two pictures after one another say so, or the first of all."""
        self._looks = 1 if self._odd_at_ms is None else 2
        self._since_ms = at_ms if self._odd_at_ms is None else self._odd_at_ms
        self._is_ailing, self._odd, self._odd_at_ms = is_ailing, 0, None

    def _lasts(self, at_ms: float) -> bool:
        lasted_ms = at_ms - self._since_ms
        if self._is_ailing:
            is_sure = self._looks >= max(_LEAST_LOOKS, _AGREE * self._odd)
            return is_sure and lasted_ms >= self.after_ms
        return self._looks >= _CLEAR_LOOKS and lasted_ms >= _CLEAR_MS
