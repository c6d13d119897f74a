"""A sensor that stands still under a clock that runs on is frozen all the same."""

import cv2
import numpy as np

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.frozen import Freezing
from bongsu.monitoring.health.sight import sight_of
from bongsu.monitoring.pictures.frame import Frame
from tests.monitoring.health.clock.drawn import Drawn


class Still(Drawn):
    """Its noise is always the same."""

    def frame(self) -> Frame:
        self.random = np.random.default_rng(3)
        luma = self.picture()
        grey = np.asarray(cv2.resize(luma, (320, 180), interpolation=cv2.INTER_AREA), np.uint8)
        pixels = np.repeat(grey[..., None], 3, axis=2)
        return Frame("c", self.at_ms, True, 640, 360, pixels, grey, luma)  # noqa: FBT003  # is_key


def frozen(camera: Still, *, is_known: bool) -> list[Sign | None]:
    freezing = Freezing()
    place = camera.watch.place(180, 320) if is_known else None
    return [freezing.look(sight_of(camera.frame()), place) for _ in range(4)]


def test_a_frozen_sensor_under_a_running_clock_is_frozen() -> None:
    camera = Still(every_s=10.0)
    camera.learned()
    assert [one and one.ailing for one in frozen(camera, is_known=True)][1:] == [True] * 3
    assert [one and one.ailing for one in frozen(camera, is_known=False)][1:] == [False] * 3
