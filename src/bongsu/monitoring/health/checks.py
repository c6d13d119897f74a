"""The health of one camera, from the key pictures that are looked at anyway: what ails it is told once, and once when it
has gone. In memory of the worker; another worker learns the camera's views anew."""

from datetime import datetime

import cv2

from bongsu.kernel.clock import SEOUL
from bongsu.monitoring.detectors.found import NOTHING, Found
from bongsu.monitoring.health.ail import Ail, Confirmed, Sign
from bongsu.monitoring.health.black import black
from bongsu.monitoring.health.blurred import Blurring
from bongsu.monitoring.health.clock.watch import ClockWatch
from bongsu.monitoring.health.covered import Covering, likeness_and_gain
from bongsu.monitoring.health.frozen import Freezing
from bongsu.monitoring.health.moved import Moving
from bongsu.monitoring.health.sight import Common, Sight, common_of, sight_of
from bongsu.monitoring.health.straight_down import StraightDown
from bongsu.monitoring.health.views import Matched, Views, is_bare
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob
from bongsu.monitoring.worker.tell import moment

__all__ = ["Ail", "HealthWatch"]

# Each is told within 60 s where a key picture is looked at every ten.
_AFTER_MS = {
    Ailment.BLACK: 15_000.0,
    Ailment.FROZEN: 25_000.0,
    Ailment.WRONG_CLOCK: 28_000.0,
    Ailment.BLURRED: 28_000.0,
    Ailment.COVERED: 28_000.0,
    Ailment.MOVED: 28_000.0,
    Ailment.STRAIGHT_DOWN: 28_000.0,
}
# An operator may turn a PTZ camera and leave it so: only a long stay is a fault, and after a day it is a view.
_PTZ_MOVED_AFTER_MS = 1_800_000.0
_PTZ_LEARNS_AFTER_MS = 20_000.0
_PTZ_LEARNS_FOR_MS = 86_400_000.0
# What nobody mended in a week is how the camera stands now.
_ADOPTED_AFTER_MS = 7 * 86_400_000.0

cv2.setNumThreads(1)


class HealthWatch:
    """Used by one look at a time."""

    def __init__(self, job: CameraJob) -> None:
        self._is_ptz = job.is_ptz
        self._views = Views(job.is_ptz)
        self._moving, self._covering, self._freezing = Moving(), Covering(), Freezing()
        self._blurring, self._straight_down = Blurring(), StraightDown()
        self._clock = ClockWatch(_seoul)
        self._last: Sight | None = None
        self._began_ms: float | None = None
        self._away_since_ms: float | None = None
        after_ms = dict(_AFTER_MS)
        if job.is_ptz:
            after_ms[Ailment.MOVED] = _PTZ_MOVED_AFTER_MS
        self._confirmed = {one: Confirmed(one, after_ms[one]) for one in after_ms}

    @property
    def knows_clock(self) -> bool:
        """Whether the time drawn into the picture can be read."""
        return self._clock.face is not None

    def look(self, frame: Frame, found: Found = NOTHING) -> tuple[Ail, ...]:
        """One key picture, in the order of time. `found`: what the detector found in it."""
        sight = sight_of(frame)
        self._began_ms = self._began_ms or sight.at_ms
        signs = self._signs(sight, found)
        signs[Ailment.WRONG_CLOCK] = self._clock.look(frame.luma, sight.at_ms)
        self._last = sight
        told = [self._confirmed[one].take(sight.at_ms, sign) for one, sign in signs.items()]
        return tuple(ail for ail in told if ail is not None)

    def _signs(self, sight: Sight, found: Found) -> dict[Ailment, Sign | None]:
        is_black = black(sight)
        signs: dict[Ailment, Sign | None] = {Ailment.BLACK: is_black}
        signs[Ailment.FROZEN] = self._freezing.look(sight, self._clock.place(*sight.grey.shape))
        if not is_black.ailing:
            signs |= self._against_views(sight, found)
        return signs

    def _against_views(self, sight: Sight, found: Found) -> dict[Ailment, Sign | None]:
        common = common_of(sight, self._last)
        matched = self._views.match(sight)
        view = matched.view
        like, gain = likeness_and_gain(sight.tiny, view.tiny) if view else (0.0, 0.0)
        is_learned, knows = self._views.is_learned, self._views.knows_light(sight)
        has_shown = self._views.has_shown(sight.light)
        signs: dict[Ailment, Sign | None] = {
            Ailment.COVERED: self._covering.look(
                sight, common, matched, like, gain, is_light_known=has_shown
            ),
            Ailment.BLURRED: self._blurring.look(sight, common, matched, like, gain),
            Ailment.MOVED: self._moving.look(sight, common, matched),
        }
        if not knows:
            signs[Ailment.BLURRED] = signs[Ailment.MOVED] = None
        out_of_focus, covered = signs[Ailment.BLURRED], signs[Ailment.COVERED]
        if (out_of_focus and out_of_focus.ailing) or (covered and covered.ailing):
            signs[Ailment.MOVED] = None
        is_ailing = any(sign is not None and sign.ailing for sign in signs.values())
        if not is_learned:
            signs = dict.fromkeys(signs)
        is_usual = is_learned and matched.is_same and not is_ailing and not self._is_ptz
        signs[Ailment.STRAIGHT_DOWN] = self._straight_down.look(sight, found, is_usual=is_usual)
        self._learn(sight, common, matched, is_ailing=is_ailing and is_learned)
        return signs

    def _learn(self, sight: Sight, common: Common, matched: Matched, *, is_ailing: bool) -> None:
        if self._last is None or sight.is_dazzled:
            return
        if matched.is_same or matched.view is None:
            self._away_since_ms = None
            if not is_ailing:
                self._views.learn(sight, common, matched)
            return
        if not self._views.is_learned:
            # whichever of them stays is the view
            self._views.add(sight, common)
            return
        if not is_ailing and not self._views.knows_light(sight):
            # its first night, or its first day
            if not is_bare(common) or sight.mean < matched.view.mean:
                self._views.add(sight, common)
            return
        self._away_since_ms = self._away_since_ms or sight.at_ms
        if sight.at_ms - self._away_since_ms >= self._adopted_after_ms(sight.at_ms):
            self._views.add(sight, common)
            self._away_since_ms = None

    def _adopted_after_ms(self, at_ms: float) -> float:
        """A PTZ camera shows its presets within its first day; later an unknown view has to last."""
        is_new = at_ms - (self._began_ms or at_ms) < _PTZ_LEARNS_FOR_MS
        return _PTZ_LEARNS_AFTER_MS if self._is_ptz and is_new else _ADOPTED_AFTER_MS


def _seoul(at_ms: float) -> datetime:
    return moment(at_ms).astimezone(SEOUL)
