"""What a camera's health checks say, and when they say it: after several key pictures, and not again until it changes."""

from dataclasses import dataclass, field

from bongsu.monitoring.words import Ailment

_LEAST_LOOKS = 4
_CLEAR_LOOKS = 3
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
    """Of one ailment of one camera. `after_ms`: how long every picture must show it before it is told; what passes
    (a lorry, a hand that cleans the dome) is gone by then. `is_told` is None until something was said: the first word may
    be that all is well, for a fault that an earlier worker told."""

    ailment: Ailment
    after_ms: float
    is_told: bool | None = None
    _since_ms: float = 0.0
    _looks: int = 0
    _contrary: int = 0
    _is_ailing: bool = field(default=False)

    def take(self, at_ms: float, sign: Sign | None) -> Ail | None:
        if sign is None:
            return None
        self._contrary = self._contrary + 1 if sign.ailing != self._is_ailing else 0
        if self._contrary == 1 and self._looks > 1:
            # one picture that says otherwise is a passer-by
            return None
        if self._contrary or self._looks == 0:
            self._since_ms, self._looks, self._is_ailing = at_ms, 0, sign.ailing
            self._contrary = 0
        self._looks += 1
        if sign.ailing == self.is_told or not self._lasts(at_ms):
            return None
        self.is_told = sign.ailing
        return Ail(self.ailment, sign.ailing, self._since_ms, sign.figure, sign.limit)

    def _lasts(self, at_ms: float) -> bool:
        lasted_ms = at_ms - self._since_ms
        if self._is_ailing:
            return self._looks >= _LEAST_LOOKS and lasted_ms >= self.after_ms
        return self._looks >= _CLEAR_LOOKS and lasted_ms >= _CLEAR_MS
